"""What was agreed: agreements with parties, provisions, and what is said of their being kept."""

from __future__ import annotations

from dragoman.model.reading import AgreementMention, Chain, ClaimMention, TimeExpression
from dragoman.ontology.agreements import AgreementWords
from dragoman.text.parse import Parse


def find_agreements(
    parse: Parse,
    chains: tuple[Chain, ...],
    times: tuple[TimeExpression, ...],
    claims: tuple[ClaimMention, ...],
    lexicon: AgreementWords,
) -> tuple[AgreementMention, ...]:
    """The agreements that a report signs, plans, recalls or breaks, in the order of first mention."""
    return ()
