"""What was done: PLOVER events with actors, recipients, place, time and status."""

from __future__ import annotations

from dragoman.model.reading import AgreementMention, Chain, ClaimMention, EventMention, TimeExpression
from dragoman.ontology import Ontology
from dragoman.text.parse import Parse


def find_events(
    parse: Parse,
    chains: tuple[Chain, ...],
    times: tuple[TimeExpression, ...],
    claims: tuple[ClaimMention, ...],
    agreements: tuple[AgreementMention, ...],
    ontology: Ontology,
) -> tuple[EventMention, ...]:
    """The events of a report, in order."""
    return ()
