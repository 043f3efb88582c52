"""Copies, made from the texts of a folder at known rates: are they all found, and nothing else?

Each text of FOLDER (one report a file) is copied once for each way of copying: trimmed to the share that
is kept, re-headlined, with paragraphs of other texts put in between, with its paragraphs in another order,
with some words changed, and all of these at once. Which words go is counted from a fixed sequence, so that
a run is the same every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from dragoman.documents.open import find_files, open_document
from dragoman.documents.text import document_from_text
from dragoman.errors import DocumentError, SettingsError
from dragoman.linking.copies import find_overlaps, name_copies
from dragoman.model.document import Document
from dragoman.model.time import Time

KEPT = 0.6  # the least share of a text that a copy keeps
EDITED = 0.05  # of the words, in light editing
_LEAST = 120  # words; of a shorter text little is left to find
_EARLY, _LATE = "2020-01-01", "2020-01-02"

Lines = list[str]


class Chance:
    """A fixed sequence of numbers (a linear congruential generator), for choices that are the same every time."""

    def __init__(self, seed: int):
        self.state = seed * 2654435761 % 2**32

    def below(self, n: int) -> int:
        """The next number, from 0 up to but not including `n`."""
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % max(1, n)


def run(folder: str | Path) -> dict[str, float]:
    """Make the copies and find them; fractions of one, recall by way of copying and over all."""
    texts = read_texts(folder)
    originals = [_document(lines, _EARLY) for lines in texts]
    made = [(way, original, _document(copy, _LATE))
            for n, (lines, original) in enumerate(zip(texts, originals, strict=True))
            for way, copy in copies(lines, texts[(n + 1) % len(texts)], Chance(n + 1))]
    documents = {d.id: d for d in (*originals, *(copy for _, _, copy in made))}
    found = name_copies(documents, find_overlaps(documents)).originals
    right: dict[str, list[bool]] = {}
    for way, original, copy in made:
        right.setdefault(way, []).append(found.get(copy.id) == original.id or copy.id == original.id)
    family = {copy.id: original.id for _, original, copy in made}
    false = sum(family.get(copy, copy) != family.get(of, of) for copy, of in found.items())
    pairs = sum(1 for _ in combinations(documents, 2))
    every = [hit for hits in right.values() for hit in hits]
    return {
        "documents": len(documents), "pairs": pairs, "recall": sum(every) / len(every), "false_rate": false / pairs,
        **{f"recall_{way}": sum(hits) / len(hits) for way, hits in sorted(right.items())},
    }


def read_texts(folder: str | Path) -> list[Lines]:
    """The blocks of each report of a folder that is long enough. Raises SettingsError where fewer than two are."""
    texts = []
    for file in find_files([folder])[0]:
        try:
            document = open_document(file)
        except DocumentError:
            continue
        lines = [" ".join(document.text[b.start:b.end].split()) for b in document.blocks]
        if sum(len(line.split()) for line in lines) >= _LEAST:
            texts.append(lines)
    if len(texts) < 2:
        raise SettingsError(f"{folder}: fewer than two reports of {_LEAST} words or more")
    return texts


def copies(lines: Lines, other: Lines, chance: Chance) -> Iterator[tuple[str, Lines]]:
    """A text copied in each way; `other` lends paragraphs and headline."""
    ways: dict[str, Callable[[Lines], Lines]] = {
        "trimmed": trim,
        "headline": lambda found: [other[0], *found[1:]],
        "inserted": lambda found: insert(found, other[1:]),
        "reordered": lambda found: [found[0], *reversed(found[1:])],
        "edited": lambda found: edit(found, chance),
    }
    for way, change in ways.items():
        yield way, change(lines)
    everything = lines
    for change in ways.values():
        everything = change(everything)
    yield "all", everything


def trim(lines: Lines) -> Lines:
    """The first blocks of a text, with at least KEPT of its words."""
    words = [len(line.split()) for line in lines]
    kept = next(n for n in range(1, len(lines) + 1) if sum(words[:n]) >= KEPT * sum(words))
    return lines[:kept]


def insert(lines: Lines, others: Sequence[str]) -> Lines:
    """A text with a paragraph of another after every third of its own."""
    mixed: Lines = []
    for n, line in enumerate(lines):
        mixed.append(line)
        if n % 3 == 2 and others:
            mixed.append(others[n // 3 % len(others)])
    return mixed


def edit(lines: Lines, chance: Chance) -> Lines:
    """A text with EDITED of its words, here and there, left out or put in twice."""
    edited = []
    for line in lines:
        words = []
        for word in line.split():
            changed = chance.below(1000) < 1000 * EDITED
            words += [word, word] if changed and chance.below(2) else [] if changed else [word]
        edited.append(" ".join(words) or line)
    return edited


def _document(lines: Lines, day: str) -> Document:
    return msgspec.structs.replace(document_from_text("\n\n".join(lines)),
                                   published=Time(value=day, earliest=day, latest=day))
