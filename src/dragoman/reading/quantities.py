"""How many and how much: figures with bounds, unit, and what they count or measure."""

from __future__ import annotations

from dragoman.model.reading import QuantityMention, TimeExpression
from dragoman.ontology.units import QuantityWords
from dragoman.text.parse import Parse


def find_quantities(
    parse: Parse, times: tuple[TimeExpression, ...], lexicon: QuantityWords
) -> tuple[QuantityMention, ...]:
    """The quantities of a report, in order. What is part of a time expression is none."""
    return ()
