"""Copies: reports that repeat another's text, whatever was trimmed, re-headlined or put in between.

Candidates share a fingerprint, chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every WINDOW
neighbouring runs of two shingles the least hash is kept, so that any run of 2 * SHINGLE + WINDOW - 1 shared words is
found whatever stands around it. The decision then counts words exactly: how much of the one stands in the other, in
runs as long as a clause. Reports of one event share many phrases; a copy shares whole sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.memory import Keeper, Memory
from dragoman.linking.versions import are_versions, article_keys, first_versions, moment_of
from dragoman.linking.words import tokens
from dragoman.model.base import content_id
from dragoman.model.document import Document
from dragoman.model.record import Link

SHINGLE = 5  # words
WINDOW = 12  # runs of two shingles
COPY = 0.5  # a report is a copy where at least this share of its words stands in another
RUN = 16  # words in a row that must be the same to count: fewer are a phrase that anybody may have used
FAMILY = 8  # documents before it and after it that a document is compared with for a fingerprint: not a thousand
FEW = 6  # fingerprints: a text that has fewer is compared for one alone
PARTIAL = 25  # words that must be shared, so that a quotation of one sentence is no copying
_BODY = ("paragraph", "standfirst", "caption", "heading")
_FACTORS = np.array((0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93,
                     0xA0761D6478BD642F), np.uint64)  # odd and without pattern, one for each word of a shingle
_HALF = np.uint64(32)
_PARTED = bytes(SHINGLE)  # places that are not shared, so many that no word between them is


@dataclass(frozen=True)
class Overlap:
    """Two documents with words in common: what share of each stands in the other, and how many words at least.

    `version` where they are versions of one article, which may have no words in common.
    """

    left: str
    right: str
    left_share: float
    right_share: float
    words: int
    version: bool = False

    @property
    def share(self) -> float:
        """The share of the one that stands in the other for the most part."""
        return max(self.left_share, self.right_share)


@dataclass(frozen=True)
class Copies:
    """`originals` leads from each copy, and each later version of an article, to the report that it repeats;
    `versions` from each later version to the first. `links` also tell of partial copies."""

    originals: dict[str, str]
    links: tuple[Link, ...]
    versions: dict[str, str] = field(default_factory=dict)

    def copy_of(self, document: str) -> str | None:
        """The report of another that a document repeats, if it does."""
        return self.originals.get(self.versions.get(document, document))


@dataclass(frozen=True)
class Shingles:
    """A document's words as overlapping runs: `hashes` in order, one for each place.

    `order` puts earlier and longer documents first. `article` is what versions of the article have in common, and
    `moment` when this one appeared, empty where that is open.
    """

    words: int
    hashes: tuple[int, ...]
    order: str
    article: tuple[str, ...] = ()
    moment: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What it stands under for comparison."""
        long = fingerprints(longer(self.hashes))
        short = fingerprints(np.array(self.hashes, np.uint64)) if len(long) < FEW else []
        return (*self.article, *(f"{value:08x}" for value in long), *(f"{value:08x} short" for value in short))

    @cached_property
    def ranked(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
        """The hashes by size, and where among these each stands."""
        hashes = np.array(self.hashes, np.uint32)
        order = hashes.argsort()
        ranks = np.empty_like(order)
        ranks[order] = np.arange(len(order))
        return hashes[order], ranks

    @cached_property
    def again(self) -> int:
        """How many runs stand there a further time."""
        hashes, _ = self.ranked
        return int(np.count_nonzero(hashes[1:] == hashes[:-1]))

    def shared(self, other: Shingles) -> npt.NDArray[np.bool_]:
        """For each of the hashes by size whether it is one of another document's, too."""
        (mine, _), (theirs, _) = self.ranked, other.ranked
        if not len(theirs):
            return np.zeros(len(mine), np.bool_)
        found: npt.NDArray[np.bool_] = theirs.take(theirs.searchsorted(mine), mode="clip") == mine
        return found

    def covered(self, shared: npt.NDArray[np.bool_]) -> int:
        """How many of the words stand in runs of RUN words or more that are made of shared shingles."""
        least = min(RUN, self.words) - SHINGLE + 1
        runs = [len(run.strip(b"\0")) for run in shared.take(self.ranked[1]).tobytes().split(_PARTED) if run]
        return sum(places + SHINGLE - 1 for places in runs if places and places >= least)


def find_overlaps(documents: Mapping[str, Document]) -> tuple[Overlap, ...]:
    """Which documents have words in common. Time grows with the words, not with the pairs, of documents."""
    memory = Memory()
    update_overlaps(memory, (), {d: shingle(document) for d, document in documents.items()})
    return tuple(sorted(overlaps_of(memory, documents), key=lambda o: (o.left, o.right)))


def update_overlaps(memory: Keeper, gone: Iterable[str], come: Mapping[str, Shingles]) -> set[str]:
    """Compare documents that have come with the others; says of which documents the overlaps are not what they were."""
    return Blocks(memory, _RULE).update(gone, come)


def overlaps_of(memory: Keeper, documents: Iterable[str]) -> set[Overlap]:
    """The overlaps of some documents with any."""
    return {overlap for ties in Blocks(memory, _RULE).ties(documents).values() for overlap in ties.values()}


def link_overlap(memory: Keeper, overlap: Overlap) -> Link:
    """The link of two documents of different affairs that have words in common."""
    known: dict[str, Shingles] = Blocks(memory, _RULE).items((overlap.left, overlap.right))
    earlier, later = sorted((overlap.left, overlap.right), key=lambda d: (known[d].order, d))
    return _link_of(overlap, earlier, later)


def _link_of(overlap: Overlap, earlier: str, later: str) -> Link:
    taken = overlap.left_share if later == overlap.left else overlap.right_share
    if overlap.version:
        return _link("version", earlier, later, 1.0, "versions of one article")
    if taken >= COPY:
        return _link("copy", earlier, later, taken, f"{taken:.0%} of its words stand in the earlier report")
    return _link("partial-copy", earlier, later, taken, f"{overlap.words} words are taken over")


def _compare(left: str, one: Shingles, right: str, other: Shingles) -> Overlap | None:
    there, here = _shared(one, other)
    if not there and not (one.article and other.article):
        return None
    overlap = Overlap(left, right, there / one.words, here / other.words, min(there, here))
    moved = one.moment != other.moment and bool(one.moment and other.moment)
    if are_versions(one.article, other.article, moved=moved, repeated=overlap.share >= COPY):
        return replace(overlap, version=True)
    return overlap if _counts(one, other, there, here) else None


def _shared(one: Shingles, other: Shingles) -> tuple[int, int]:
    """How many words of each stand in the other; nought where they are too few to count, which most pairs' are."""
    if len(one.hashes) > len(other.hashes):
        here, there = _shared(other, one)
        return there, here
    shared = one.shared(other)
    places = int(np.count_nonzero(shared))
    there, here = _most(places), _most(places + other.again)
    if _counts(one, other, there, here):
        there = one.covered(shared)
        if _counts(one, other, there, here):
            return there, other.covered(other.shared(one))
    return 0, 0


def _most(places: int) -> int:
    """How many words stand in runs of RUN or more at most, where so many places hold shared shingles, side by side."""
    return places + (SHINGLE - 1) * max(1, places // (RUN - SHINGLE + 1))


def _counts(one: Shingles, other: Shingles, there: int, here: int) -> bool:
    """Are so many words of the one, and so many of the other, a copy or a partial one?"""
    return there >= COPY * one.words or here >= COPY * other.words or (there >= PARTIAL and here >= PARTIAL)


def name_copies(documents: Mapping[str, Document], overlaps: Iterable[Overlap]) -> Copies:
    """Which of the documents that overlap repeats the other: the later one. A version is as old as its article."""
    overlaps = tuple(overlaps)
    versions = first_versions(documents, ((o.left, o.right) for o in overlaps if o.version))

    def age(document: str) -> tuple[tuple[str, int, str], bool, tuple[str, int, str]]:
        first = versions.get(document, document)
        return _seniority(documents[first]), document != first, _seniority(documents[document])

    parents: dict[str, tuple[float, float, str]] = {}
    links: list[Link] = []
    for o in overlaps:
        earlier, later = sorted((o.left, o.right), key=age)
        taken, given = (o.left_share, o.right_share) if later == o.left else (o.right_share, o.left_share)
        links.append(_link_of(o, earlier, later))
        if taken >= COPY and versions.get(earlier, earlier) != versions.get(later, later):
            best = parents.get(later)
            parents[later] = max((round(taken, 2), given, earlier), best) if best else (round(taken, 2), given, earlier)
    originals: dict[str, str] = {}
    for later in sorted(parents.keys() | versions.keys(), key=age):
        parent = versions[later] if later in versions else parents[later][2]
        originals[later] = originals.get(parent, parent)
    return Copies(originals, tuple(sorted(links, key=lambda x: x.id)), versions)


def shingle(document: Document) -> Shingles:
    """The runs of SHINGLE words of a document's body; its headline is what a copier changes first."""
    words = tokens("\n".join([document.text[b.start:b.end] for b in document.blocks if b.kind in _BODY]))
    day, second = moment_of(document)
    return Shingles(max(1, len(words)), hashed(words), "{} {:010d}".format(*_order(document)), article_keys(document),
                    "" if day == "9999" else f"{day} {second}")


def hashed(words: Sequence[str]) -> tuple[int, ...]:
    """A hash of 32 bits for each SHINGLE words in a row: multiply-shift over hashes of the words (Dietzfelbinger et
    al., J. Algorithms 25, 1997), which makes no strings."""
    places = len(words) - SHINGLE + 1
    if places < 1:
        return ()
    codes = np.fromiter(map(_code, words), np.uint64, len(words))
    return tuple((np.correlate(codes, _FACTORS) >> _HALF).tolist())


def longer(hashes: Sequence[int]) -> npt.NDArray[np.uint64]:
    """A hash of 32 bits for each two shingles in a row, one behind the other."""
    first = np.array(hashes, np.uint64)
    both: npt.NDArray[np.uint64] = first[:-SHINGLE] * _FACTORS[0] + first[SHINGLE:] * _FACTORS[1] >> _HALF
    return both


@lru_cache(maxsize=65536)
def _code(word: str) -> int:
    return crc32(word.encode())


def fingerprints(hashes: npt.NDArray[np.uint64]) -> list[int]:
    """The winnowed shingles: the least hash of each WINDOW neighbours, the first of equal ones, each once."""
    if not len(hashes):
        return []
    least = hashes << _HALF | np.arange(len(hashes), dtype=np.uint64)  # with its place, so that none are equal
    width, most = 1, min(WINDOW, len(hashes))
    while width < most:  # the least of twice as many, and at last of all in a window
        step = min(width, most - width)
        least = np.minimum(least[:-step], least[step:])
        width += step
    chosen: list[int] = (least[np.append(True, least[1:] != least[:-1])] >> _HALF).tolist()
    return chosen


def _seniority(document: Document) -> tuple[str, int, str]:
    """Earlier publication first; of one day the longer first, since copies are trimmed more often than stretched."""
    return *_order(document), document.id


def _order(document: Document) -> tuple[str, int]:
    published = document.published
    day = published.earliest if published and published.earliest and published.latest else "9999"
    return day, 10 ** 9 - len(document.text)


def _link(kind: str, left: str, right: str, score: float, reason: str) -> Link:
    return Link(id=content_id("link", kind, left, right), kind=kind, left=left, right=right,
                score=round(score, 4), reasons=(reason,))


_RULE = Rule("shingles", FAMILY, 1, keys=lambda s: s.keys, order=lambda s: s.order, compare=_compare)
