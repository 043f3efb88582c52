"""How many and how much: figures with bounds, unit, and what they count or measure.

`find_figures` reads everything that is written with a number; `find_quantities` keeps of it what the record
calls a quantity: counts and measures, not lengths of time, ages, scores, names and dates.
"""

from __future__ import annotations

from dragoman.model.base import Span
from dragoman.model.reading import QuantityMention, TimeExpression
from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.facts import Fact, find_facts
from dragoman.text.parse import Parse
from dragoman.text.spans import SpanIndex

__all__ = ["Fact", "find_facts", "find_quantities"]

_KINDS = ("count", "measure")


def find_quantities(
    parse: Parse, times: tuple[TimeExpression, ...], lexicon: QuantityWords
) -> tuple[QuantityMention, ...]:
    """The quantities of a report, in order. What is part of a time expression is none."""
    taken = SpanIndex((time, time) for time in times)
    found = []
    for fact in find_facts(parse, lexicon):
        if fact.figure.kind in _KINDS and not any(taken.touching(fact.number.start, fact.number.start + 1)):
            found.append(_mention(fact, parse))
    return tuple(found)


def _mention(fact: Fact, parse: Parse) -> QuantityMention:
    """A figure as the record has it: a fraction is a percentage."""
    figure = fact.figure
    factor = 100.0 if figure.form == "fraction" and figure.unit is None else 1.0
    unit = "percent" if factor != 1.0 else figure.unit.name if figure.unit else None
    low, high = (None if x is None else round(x * factor, 4) if factor != 1.0 else x for x in (figure.low, figure.high))
    of_span = (Span(start=fact.of.start, end=fact.of.end, field="of"),) if fact.of else ()
    return QuantityMention(
        start=fact.span.start,
        end=fact.span.end,
        low=low,
        high=high,
        comparator=figure.comparator,  # type: ignore[arg-type]
        unit=unit,
        of=parse.text(fact.of) if fact.of else None,
        of_spans=of_span,
        change=fact.change,
    )
