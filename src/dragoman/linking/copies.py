"""Copies: reports that repeat another's text, whatever was trimmed, re-headlined or put in between.

Candidates share a fingerprint, chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of
every WINDOW neighbouring shingles the least hash is kept, so that any run of SHINGLE + WINDOW - 1 shared
words is found whatever stands around it. The decision then counts words exactly: how much of the one
stands in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from dragoman.linking.words import tokens
from dragoman.model.base import content_id
from dragoman.model.document import Document
from dragoman.model.record import Link

SHINGLE = 5  # words
WINDOW = 8  # shingles
COPY = 0.5  # a report is a copy where at least this share of its words stands in another
PARTIAL = 25  # words that must be shared, so that a quotation of one sentence is no copying
_BODY = ("paragraph", "standfirst", "caption", "heading")


@dataclass(frozen=True)
class Copies:
    """`originals` leads from each copy to the report that it repeats; `links` also tell of partial copies.

    `shared` holds the pairs (earlier, later) of all links with the number of words that they share.
    """

    originals: dict[str, str]
    links: tuple[Link, ...]
    shared: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Shingles:
    """A document's words as overlapping runs: `hashes` in order, one for each place."""

    words: int
    hashes: tuple[int, ...]

    def covered(self, other: frozenset[int]) -> int:
        """How many of the words stand in a run that the other text has, too."""
        count = reach = 0
        for n, value in enumerate(self.hashes):
            if value in other:
                count += n + SHINGLE - max(n, reach)
                reach = n + SHINGLE
        return count


def find_copies(documents: Mapping[str, Document]) -> Copies:
    """Which documents repeat which. Time grows with the words, not with the pairs, of documents."""
    order = {d.id: n for n, d in enumerate(sorted(documents.values(), key=_seniority))}
    shingles = {d: shingle(documents[d]) for d in order}
    sets = {d: frozenset(s.hashes) for d, s in shingles.items()}
    originals: dict[str, str] = {}
    links: list[Link] = []
    shared: dict[tuple[str, str], int] = {}
    for earlier, later in sorted(_candidates(shingles), key=lambda p: (order[p[1]], order[p[0]])):
        taken = shingles[later].covered(sets[earlier])
        given = shingles[earlier].covered(sets[later])
        share, part = taken / shingles[later].words, given / shingles[earlier].words
        if share >= COPY:
            originals.setdefault(later, originals.get(earlier, earlier))
            links.append(_link("copy", earlier, later, share, f"{share:.0%} of its words stand in the earlier report"))
        elif taken >= PARTIAL:
            links.append(_link("partial-copy", earlier, later, share,
                               f"{taken} words are taken over, {part:.0%} of the earlier report"))
        else:
            continue
        shared[earlier, later] = taken
    return Copies(originals, tuple(sorted(links, key=lambda x: x.id)), shared)


def shingle(document: Document) -> Shingles:
    """The runs of SHINGLE words of a document's body; its headline is what a copier changes first."""
    words = [w for b in document.blocks if b.kind in _BODY for w in tokens(document.text[b.start:b.end])]
    runs = range(len(words) - SHINGLE + 1)
    return Shingles(max(1, len(words)), tuple(crc32(" ".join(words[n:n + SHINGLE]).encode()) for n in runs))


def fingerprints(hashes: tuple[int, ...]) -> Iterator[int]:
    """The winnowed shingles: the least hash of each WINDOW neighbours, each once."""
    chosen = -1
    for start in range(max(0, len(hashes) - WINDOW + 1) or bool(hashes)):
        least = min(range(start, min(start + WINDOW, len(hashes))), key=hashes.__getitem__)
        if least != chosen:
            chosen = least
            yield hashes[least]


def _candidates(shingles: Mapping[str, Shingles]) -> set[tuple[str, str]]:
    """Pairs (earlier, later) that share a fingerprint: each document with the first that has it."""
    first: dict[int, str] = {}
    pairs: set[tuple[str, str]] = set()
    for document, runs in shingles.items():
        for value in fingerprints(runs.hashes):
            earlier = first.setdefault(value, document)
            if earlier != document:
                pairs.add((earlier, document))
    return pairs


def _seniority(document: Document) -> tuple[str, int, str]:
    """Earlier publication first; of one day the longer first, since copies are trimmed more often than stretched."""
    published = document.published
    day = (published.earliest or published.value) if published else "9999"
    return day, -len(document.text), document.id


def _link(kind: str, left: str, right: str, score: float, reason: str) -> Link:
    return Link(id=content_id("link", kind, left, right), kind=kind, left=left, right=right,
                score=round(score, 4), reasons=(reason,))
