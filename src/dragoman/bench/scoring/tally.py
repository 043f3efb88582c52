"""Counting what of a record is right, wrong and missed, and pairing its rows with the items that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

G = TypeVar("G")
R = TypeVar("R")


class Score(NamedTuple):
    """Precision, recall and F1 of a section, and the counts."""

    p: float
    r: float
    f1: float
    right: int
    wrong: int
    missed: int


class Tally:
    """The counts of a section; `notes` says what was wrong or missed, a line each."""

    def __init__(self, section: str, notes: list[str]):
        self._section, self._notes = section, notes
        self.right = self.wrong = self.missed = 0

    def slot(self, good: object, what: str) -> None:
        """Something that is asked for: right, or missed."""
        if good:
            self.right += 1
        else:
            self.missed += 1
            self.note(what)

    def stray(self, what: str, count: int = 1) -> None:
        """So many things that nobody asked for."""
        if count > 0:
            self.wrong += count
            self.note(f"{what} ({count} wrong)" if count > 1 else what)

    def value(self, problems: Mapping[str, Any], what: str) -> None:
        """Something with its values: right; else missed, and wrong, too, where a value that does not fit is given."""
        self.slot(not problems, f"{what}: " + "; ".join(f"{asked} (got {got})" for asked, got in problems.items()))
        self.wrong += any(got not in (None, "", []) for got in problems.values())

    def note(self, what: str) -> None:
        """Keep a line of what is not as it should be."""
        self._notes.append(f"{self._section}: {what}")

    def score(self) -> Score:
        """What it comes to."""
        found, asked = self.right + self.wrong, self.right + self.missed
        p = self.right / found if found else float(not self.missed)
        r = self.right / asked if asked else 1.0
        return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0, self.right, self.wrong, self.missed)


def pair_up(asked: Sequence[G], rows: Sequence[R], fits: Callable[[G, R], object]) -> dict[int, int]:
    """As many pairs as there can be, one to one, by places; who is asked for first keeps a row (Kuhn's algorithm)."""
    options = [[m for m, row in enumerate(rows) if fits(item, row)] for item in asked]
    owner: dict[int, int] = {}

    def settle(item: int, tried: set[int]) -> bool:
        for m in options[item]:
            if m not in tried:
                tried.add(m)
                if m not in owner or settle(owner[m], tried):
                    owner[m] = item
                    return True
        return False

    for item in range(len(asked)):
        settle(item, set())
    return {item: m for m, item in owner.items()}
