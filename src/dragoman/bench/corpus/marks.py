"""Marks in generated reports: what a reader should find there, and where. They are taken out before anybody reads."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"  # of Unicode's private use
_MARK = re.compile(f"{_OPEN}([a-zA-Z]):([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")
_DAYS = ("day", "day_before", "day_next", "date_next")
_NUMBERS = ("dead", "dead_2", "wounded", "n_small", "n_small_2", "troops", "displaced", "tonnes", "tonnes_small", "km",
            "km_long", "pct", "pct_small", "megawatts")
_MILLIONS = ("sum", "sum_small")
_SPEAKERS = ("minister_a_last", "minister_b_last", "minister_b")


class Mark(NamedTuple):
    """A stretch of a text, and what it stands for: `t` a day in ISO, `n` a number, `p` a person's surname.

    In capitals those of harder texts: `T`, `N`, and `Q` a quotation with its speaker's surname.
    """

    kind: str
    value: str
    start: int
    end: int


def mark(facts: dict[str, str]) -> dict[str, str]:
    """The facts, marked where a reader should find them."""
    found = dict(facts)
    for name in _DAYS:
        found[name] = marked("t", facts[f"iso {name}"], facts[name])
    for name in _NUMBERS:
        found[name] = marked("n", facts[name].replace(",", ""), facts[name])
    for name in _MILLIONS:
        found[name] = marked("n", facts[name] + "000000", facts[name])
    for name in _SPEAKERS:
        found[name] = marked("p", facts[name].split()[-1], facts[name])
    return found


def unmark(text: str) -> tuple[str, list[Mark]]:
    """The text as a reader gets it, and the marks by their places in it."""
    plain: list[str] = []
    marks: list[Mark] = []
    at = size = 0
    for found in _MARK.finditer(text):
        plain += [text[at:found.start()], found[3]]
        start = size + found.start() - at
        size = start + len(found[3])
        at = found.end()
        marks.append(Mark(found[1], found[2], start, size))
    return "".join([*plain, text[at:]]), marks


def marked(kind: str, value: str, text: str) -> str:
    """A text with a mark around it."""
    return f"{_OPEN}{kind}:{value}{_MIDDLE}{text}{_CLOSE}"
