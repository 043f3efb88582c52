"""How a gold annotation names words of a report: by the words themselves, and which of equal ones is meant."""

from __future__ import annotations

import re

_SAME_LENGTH = str.maketrans({
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{EN DASH}": "-",
    "\N{EM DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ", "\n": " "})


def fold(text: str | None) -> str:
    """A text with plain quotes, hyphens and spaces and small ASCII letters, each character in its place."""
    return "".join(c.lower() if c.isascii() else c for c in (text or "").translate(_SAME_LENGTH))


def places(folded: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand in a folded text as whole words, in order."""
    needle = fold(words)
    if not needle:
        return []
    before, after = (r"(?<!\w)" if needle[0].isalnum() else "", r"(?!\w)" if needle[-1].isalnum() else "")
    found = re.finditer(f"(?={before}{re.escape(needle)}{after})", folded)
    return [(m.start(), m.start() + len(needle)) for m in found]


def which(folded: str, start: int, end: int) -> int | None:
    """How many equal words stand before those at start:end, or None where these are no whole words."""
    starts = [a for a, _ in places(folded, folded[start:end])]
    return starts.index(start) if start in starts else None
