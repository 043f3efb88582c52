"""Figures: numbers with their bounds, comparator and unit, as they stand in a line.

Everything that is written with a number is found here, whatever it is of: `kind` tells counts and measures
from lengths of time, ages, scores, names and dates, so that each reader takes what it needs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.amounts import read_amount
from dragoman.reading.quantities.bounds import Figure, as_figure, read_range, with_comparator
from dragoman.reading.quantities.kinds import kind_of_figure
from dragoman.reading.quantities.lexemes import Line
from dragoman.reading.quantities.measures import unit_after

_NEAR = 4  # lexemes from a currency or a minus to its number


def read_figures(line: Line, lexicon: QuantityWords) -> Iterator[Figure]:
    """The figures of a line, from left to right, without overlaps."""
    n, held = 0, None  # a figure is held until the next is seen: "45 and 50 mg" are both milligrams
    beginnings = _beginnings(line, lexicon)
    while n < len(line.items):
        if n not in beginnings:
            n += 1
            continue
        figure = _figure_at(line, n, lexicon) or _article(line, n, lexicon)
        if figure is None:
            n += 1
            continue
        if held is not None:
            yield from _votes(line, _with_shared_unit(line, held, figure), lexicon)
        held = figure
        n = max(figure.end, n + 1)
    if held is not None:
        yield from _votes(line, held, lexicon)


def _with_shared_unit(line: Line, figure: Figure, follower: Figure) -> Figure:
    """The figure with the unit of the next one, where only "and" or "or" stands between them."""
    if (
        figure.unit is None
        and follower.unit is not None
        and figure.kind == "count"
        and figure.form == "digits"
        and follower.core == follower.start == figure.end + 1
        and line.lower(figure.end) in ("and", "or")
        and line.items[follower.core].kind == "num"
        and follower.kind in ("measure", "time")
    ):
        kind = follower.kind
        return replace(figure, unit=follower.unit, per=follower.per, kind=kind)
    return figure


def _article(line: Line, n: int, lexicon: QuantityWords) -> Figure | None:
    """Such as "a gallon", "an acre": one of it, though no number is written."""
    if line.lower(n) not in ("a", "an") or (line.at(n - 1) is not None and line.items[n - 1].kind == "num"):
        return None
    measure = unit_after(line, n + 1, lexicon, 1.0, digits=False)
    if measure is None or measure.unit.kind in ("time", "ratio") or measure.per:
        return None
    return Figure(
        start=n,
        end=measure.end,
        core=n,
        core_end=measure.end,
        low=measure.unit.scale,
        high=measure.unit.scale,
        comparator="=",
        unit=measure.unit,
        per=None,
        form="article",
        kind="article",
    )


def _beginnings(line: Line, lexicon: QuantityWords) -> set[int]:
    """Where a figure can begin at all. Asked of every lexeme, so that the rest is asked of few."""
    found = set()
    number = len(line.items) + _NEAR  # the next one that is written in digits
    for n in range(len(line.items) - 1, -1, -1):
        text, lower, _, _, kind = line.items[n]
        if kind == "num":
            number = n
            found.add(n)
        elif lower in lexicon.starters or lower.endswith("fold") or (
            number - n <= _NEAR and (kind == "sign" or text[0].isupper() or lower == "kr")
        ):
            found.add(n)
    return found


def _figure_at(line: Line, n: int, lexicon: QuantityWords) -> Figure | None:
    first = read_amount(line, n, lexicon)
    if first is None:
        return None
    figure = read_range(line, first, lexicon) or as_figure(first)
    figure = with_comparator(line, figure, lexicon)
    if not all(x is None or math.isfinite(x) for x in (figure.low, figure.high)):
        return None
    return replace(figure, kind=kind_of_figure(line, figure, first, lexicon))


def _votes(line: Line, figure: Figure, lexicon: QuantityWords) -> Iterator[Figure]:
    """A figure as it is; "131-48" beside a vote is two counts."""
    near = {line.lower(k) for k in range(max(0, figure.start - 6), figure.end + 4)}
    if figure.kind != "score" or not near & lexicon.votes or figure.core_end != figure.core + 3:
        yield figure
        return
    for at, value in ((figure.core, figure.low), (figure.core + 2, figure.high)):
        yield replace(
            figure, start=at, end=at + 1, core=at, core_end=at + 1, low=value, high=value, comparator="=", kind="count"
        )
