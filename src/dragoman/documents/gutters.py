"""Columns of a page whose lines a PDF writes alternately: a line of the one, then the line beside it.

Most programs write one column after the other, and that order is kept. Where they alternate, the parts of a line stand
at places of their own, and a gutter shows: a place at which the right part of most lines begins and that no line runs
across. A table looks alike, but its cells do not run on from line to line; so the lines of both sides must be prose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

_LEAST = 6  # lines with words on both sides
_SHARE = 0.6  # of the lines beside the gutter have words on both sides
_WORDS = 3  # of a line of a side, or more
_RUN_ON = 0.5  # of the lines of a side begin with a small letter
_NEAR = 1.5  # points
_LEAP = 4  # sizes of type
_DEEP = 3  # gutters within what stands beside one
_WIDTH = 0.4  # of a character at least, on average, as a share of the size of type


@dataclass
class Line:
    """A line of a page: its words, where it begins, its height above the page's foot, and the size of its type.

    `starts` are the further places in it at which a piece of text begins, with the offset of that piece.
    """

    text: str
    left: float
    height: float
    size: float
    page: int
    starts: list[tuple[float, int]] = field(default_factory=list)


def in_columns(lines: list[Line], most: int = _DEEP) -> list[Line]:
    """The lines of a page with what stands beside a gutter column by column, and all else as it was. What stands on
    each side is looked at again, `most` times at most."""
    gutter = _gutter(lines) if most else None
    if gutter is None:
        return lines
    ordered: list[Line] = []
    for run in _runs(lines, gutter):
        left = [part for line in run if (part := _part(line, gutter, right=False))]
        right = [part for line in run if (part := _part(line, gutter, right=True))]
        both = sum(_cut(line, gutter) is not None for line in run)
        if both >= _LEAST and both >= _SHARE * len(run) and _runs_on(left) and _runs_on(right):
            ordered += [*in_columns(left, most - 1), *in_columns(right, most - 1)]
        else:
            ordered += run
    return ordered


def _gutter(lines: list[Line]) -> float | None:
    """The place at which the most lines have a further piece, None where these are too few."""
    places = Counter(round(x) for line in lines for x in {round(x) for x, _ in line.starts})
    place, count = max(places.items(), key=lambda found: (found[1], -found[0]), default=(0, 0))
    return float(place) if count >= _LEAST else None


def _runs(lines: list[Line], gutter: float) -> Iterator[list[Line]]:
    """The lines in stretches: those that keep to a side of the gutter and go down the page without a leap, and those
    that do not."""
    run: list[Line] = []
    apart = False
    for line in lines:
        keeps = _keeps_apart(line, gutter)
        down = run[-1].height - line.height if run else 0.0
        if run and (keeps != apart or (keeps and not -_NEAR <= down <= _LEAP * line.size)):
            yield run
            run = []
        apart = keeps
        run.append(line)
    if run:
        yield run


def _keeps_apart(line: Line, gutter: float) -> bool:
    """Does no piece of a line run across the gutter, as far as can be told without the widths of its letters?"""
    return (_cut(line, gutter) is not None or line.left > gutter - _NEAR
            or line.left + _WIDTH * line.size * len(line.text.strip()) < gutter)


def _cut(line: Line, gutter: float) -> int | None:
    return next((at for x, at in line.starts if abs(x - gutter) <= _NEAR and line.left < gutter - _NEAR), None)


def _part(line: Line, gutter: float, *, right: bool) -> Line | None:
    """What a line has on one side of the gutter, None where that is nothing."""
    cut = _cut(line, gutter)
    if cut is None:
        return line if right == (line.left > gutter - _NEAR) else None
    if not right:
        return Line(line.text[:cut], line.left, line.height, line.size, line.page,
                    [(x, at) for x, at in line.starts if at < cut])
    return Line(line.text[cut:], gutter, line.height, line.size, line.page,
                [(x, at - cut) for x, at in line.starts if at > cut])


def _runs_on(side: list[Line]) -> bool:
    """Are the lines of a side prose? Cells of a table are short, or begin with capitals and numbers."""
    small = sum(line.text.lstrip()[:1].islower() for line in side)
    return small >= _RUN_ON * len(side) and median(len(line.text.split()) for line in side) >= _WORDS
