"""Who says so: the statements of a report with the chain of their sources."""

from __future__ import annotations

from dragoman.model.reading import Chain, ClaimMention, TimeExpression
from dragoman.ontology import Ontology
from dragoman.text.parse import Parse


def find_claims(
    parse: Parse, chains: tuple[Chain, ...], times: tuple[TimeExpression, ...], ontology: Ontology
) -> tuple[ClaimMention, ...]:
    """The claims of a report, in order: those that it attributes, and those in its own voice."""
    return ()
