"""Names that a report spells out beside their letters: "the Joint Verification and Peace Commission (JVPC)".

The method is that of Schwartz and Hearst (2003), with the initials of words in place of any letters: the
letters in the brackets say where the name before them begins, whatever small words it has inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.reading.names.words import Block

_LETTERS = re.compile(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z]*(?:-[A-Z]+)*\d?|[A-Z]\.(?:[A-Z]\.)+")
_SMALL = frozenset(
    {"of", "for", "the", "and", "in", "on", "to", "against", "with", "from", "at", "by", "a"}
    | {"de", "du", "des", "la", "le", "los", "las", "da", "do", "dos", "del", "al", "pour", "para", "von"}
    | {"und", "y", "e", "et"}
)
_GAPS = (" ", "-", " & ", " + ", ", ", "' ")
_LONGEST = 14  # words of a name


def is_letters(text: str) -> bool:
    """Is a word an acronym by its form: two capitals or more, ten letters at most ("UNHCR", "SoS", "MLN-R")?"""
    return len(text) <= 10 and _LETTERS.fullmatch(text) is not None and sum(c.isupper() for c in text) > 1


def defined_names(block: Block) -> dict[int, tuple[int, int]]:
    """The first word of each name that letters in brackets after it spell, to its last word and the letters' word."""
    found: dict[int, tuple[int, int]] = {}
    for n in range(1, len(block.words)):
        if block.gap(n - 1) == " (" and block.text.startswith(")", block.words[n].end):
            letters = block.words[n].text
            first = _first(block, n, letters) if is_letters(letters) else None
            if first is not None:
                found[first] = n - 1, n
    return found


def abbreviates(short: str, name: str) -> bool:
    """Is a capitalized word made of the beginnings of a name's words ("Comelec" of "Commission on Elections")?"""
    parts = [p for p in re.split(r"[^\w]+", name) if p]
    one_word = short.isalpha() and short.istitle() and 4 <= len(short) <= 12
    return one_word and len(parts) > 1 and short[0] == parts[0][:1] and _within(short.upper(), parts)


def _first(block: Block, n: int, letters: str) -> int | None:
    """The word before word n with which a name begins that the letters spell; the best spelled, then the shortest."""
    wanted = "".join(c for c in letters if c.isalpha()).upper()
    best: tuple[int, int] | None = None
    for first in _openings(block, n):
        fit = spells(wanted, [w.text for w in block.words[first:n]])
        if fit > 1 and (best is None or fit > best[0]):
            best = fit, first
    return best[1] if best else None


def _openings(block: Block, n: int) -> Iterator[int]:
    """The capitalized words before word n from which nothing but a name's words leads to it, the nearest first."""
    words = block.words
    for first in range(n - 1, max(-1, n - 1 - _LONGEST), -1):
        word = words[first]
        owns = word.owner and block.text[word.end : words[first + 1].start] in ("'s ", "'S ")
        if first < n - 1 and not owns and (word.owner or block.gap(first) not in _GAPS):
            return
        if word.capital:
            yield first
        elif word.lower not in _SMALL:
            return


def spells(letters: str, words: Sequence[str]) -> int:
    """How well capitals spell a name's words: 4 each capital, 3 each word, 2 in another order, 1 some; 0 not at all.

    >>> spells("EBRD", "European Bank for Reconstruction and Development".split())
    4
    >>> spells("GNR", "National Republican Guard".split())
    2
    """
    parts = [p for w in words for p in re.split(r"[-'&+.]", w) if p and p not in ("s", "S")]
    capitals = "".join(p[0] for p in parts if p[0].isupper()).upper()
    every = "".join(p[0] for p in parts).upper()
    if len(capitals) < 2 or len(letters) < 2:
        return 0
    if letters == capitals:
        return 4
    if letters == every:
        return 3
    if sorted(letters) == sorted(capitals):
        return 2
    return int(letters[0] == capitals[0] and _within(letters, parts) and len(letters) >= len(capitals) - 1)


def _within(letters: str, parts: Sequence[str]) -> bool:
    """Can the letters be read off the words in order, each capitalized word giving its first at least?"""
    rest = letters
    for n, part in enumerate(parts):
        if part[0].upper() != rest[:1]:
            if part[0].isupper():
                return False
            continue
        rest = rest[1:]
        ahead = {p[0].upper() for p in parts[n + 1 :] if p[0].isupper()}
        for c in part[1:].upper():
            if rest and c == rest[0] and rest[0] not in ahead:
                rest = rest[1:]
    return not rest


def agency_in_dateline(block: Block) -> dict[int, int]:
    """The first word of the agency in a dateline's brackets to its last."""
    if block.doc.user_data.get("kind") != "dateline" or "(" not in block.text:
        return {}
    start, end = block.text.rfind("("), block.text.rfind(")")
    inside = [n for n, w in enumerate(block.words) if start < w.start < end]
    return {inside[0]: inside[-1]} if inside and all(block.words[n].text[0].isalpha() for n in inside) else {}


def apart(stretches: Iterable[tuple[int, int]], defined: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches with the defined ones in place of what they share words with, in order."""
    queue = sorted(defined.items())
    for first, last in stretches:
        while queue and queue[0][0] <= last:
            start, end = queue.pop(0)
            if first < start:
                yield first, start - 1
            yield start, end
            first = end + 1  # noqa: PLW2901
        if first <= last:
            yield first, last
    yield from queue
