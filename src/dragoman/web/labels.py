"""Where names stand in a drawing: beside what they name, and never over one another or over a mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WIDE, _HIGH, _GAP = 7.6, 16.0, 4.0  # of a letter and a line, and between a mark and its name, in units of the drawing


class Mark(NamedTuple):
    """A mark of a drawing: its middle, its radius, and what it is called."""

    x: float
    y: float
    radius: float
    name: str


class Label(NamedTuple):
    """A name with the place where it begins and its base line."""

    name: str
    x: float
    y: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


def labels(marks: Sequence[Mark], width: float, height: float) -> list[Label | None]:
    """A label for each mark, the first ones first: right of it, left, below or above, wherever nothing is; None where
    it finds no room."""
    circles = [_Box(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks]
    taken: list[_Box] = []
    found: list[Label | None] = []
    for number, mark in enumerate(marks):
        others = circles[:number] + circles[number + 1:]
        box = next((b for b in _places(mark) if b.left >= 0 and b.right <= width and b.top >= 0 and b.bottom <= height
                    and not _meets(b, taken) and not _meets(b, others)), None)
        if box is not None:
            taken.append(box)
        found.append(Label(mark.name, round(box.left, 1), round(box.bottom - _HIGH / 4, 1)) if box else None)
    return found


def _meets(box: _Box, others: Iterable[_Box]) -> bool:
    return any(box.meets(other) for other in others)


def _places(mark: Mark) -> Iterable[_Box]:
    length, half = _WIDE * len(mark.name), _HIGH / 2
    beside = mark.radius + _GAP
    for x, y in ((mark.x + beside, mark.y - half), (mark.x - beside - length, mark.y - half),
                 (mark.x - length / 2, mark.y + beside), (mark.x - length / 2, mark.y - beside - _HIGH),
                 (mark.x + mark.radius, mark.y + half), (mark.x + mark.radius, mark.y - half - _HIGH)):
        yield _Box(x, y, x + length, y + _HIGH)
