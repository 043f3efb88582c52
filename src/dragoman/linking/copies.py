"""Copies: reports that repeat another's text, whatever was trimmed, re-headlined or put in between.

Candidates share a fingerprint, chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of
every WINDOW neighbouring shingles the least hash is kept, so that any run of SHINGLE + WINDOW - 1 shared
words is found whatever stands around it. Two are asked for, which the words of a paragraph bring along: stock phrases
share one. The decision then counts words exactly: how much of the one stands in the other, in runs as long as a
clause. Reports of one event share many phrases; a copy shares whole sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from zlib import crc32

from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.memory import Keeper, Memory
from dragoman.linking.versions import are_versions, article_keys, first_versions, moment_of
from dragoman.linking.words import tokens
from dragoman.model.base import content_id
from dragoman.model.document import Document
from dragoman.model.record import Link

SHINGLE = 5  # words
WINDOW = 8  # shingles
COPY = 0.5  # a report is a copy where at least this share of its words stands in another
RUN = 16  # words in a row that must be the same to count: fewer are a phrase that anybody may have used
FAMILY = 8  # documents before it and after it that a document is compared with for a fingerprint: not a thousand
FEW = 6  # fingerprints: a text that has fewer is compared for one alone
PARTIAL = 25  # words that must be shared, so that a quotation of one sentence is no copying
_BODY = ("paragraph", "standfirst", "caption", "heading")


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
    def known(self) -> frozenset[int]:
        """The runs, whatever their places."""
        return frozenset(self.hashes)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What it stands under for comparison. Two keys must be shared: what is enough by itself is two."""
        marks = [f"{value:08x}" for value in fingerprints(self.hashes)]
        alone = (*self.article, *(marks if len(marks) < FEW else ()))
        return (*self.article, *marks, *(f"{key}\x1e" for key in alone))

    def covered(self, shared: frozenset[int]) -> int:
        """How many of the words stand in runs of RUN words or more that are made of shared shingles."""
        least = min(RUN, self.words)
        if len(shared) <= least - SHINGLE:
            return 0
        at = self.places
        count = start = 0
        last = -SHINGLE - 1
        for n in sorted(n for value in shared for n in at[value]):
            if n - last > SHINGLE:
                run = last + SHINGLE - start
                count += run if run >= least else 0
                start = n
            last = n
        run = last + SHINGLE - start
        return count + (run if run >= least else 0)

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where each of the runs begins."""
        found: dict[int, list[int]] = {}
        for n, value in enumerate(self.hashes):
            found.setdefault(value, []).append(n)
        return found


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
    common = one.known & other.known
    few = SHINGLE * len(common) < min(PARTIAL, COPY * min(one.words, other.words))
    there = 0 if few else one.covered(common)
    shared = (there, other.covered(common) if there else 0)
    overlap = Overlap(left, right, shared[0] / one.words, shared[1] / other.words, min(shared))
    moved = one.moment != other.moment and bool(one.moment and other.moment)
    if are_versions(one.article, other.article, moved=moved, repeated=overlap.share >= COPY):
        return replace(overlap, version=True)
    return overlap if overlap.share >= COPY or overlap.words >= PARTIAL else None


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
    words = [w for b in document.blocks if b.kind in _BODY for w in tokens(document.text[b.start:b.end])]
    runs = range(len(words) - SHINGLE + 1)
    day, second = moment_of(document)
    return Shingles(max(1, len(words)), tuple(crc32(" ".join(words[n:n + SHINGLE]).encode()) for n in runs),
                    "{} {:010d}".format(*_order(document)), article_keys(document),
                    "" if day == "9999" else f"{day} {second}")


def fingerprints(hashes: tuple[int, ...]) -> Iterator[int]:
    """The winnowed shingles: the least hash of each WINDOW neighbours, each once."""
    chosen = -1
    for start in range(max(0, len(hashes) - WINDOW + 1) or bool(hashes)):
        end = min(start + WINDOW, len(hashes))
        if chosen < start:
            least = min(range(start, end), key=hashes.__getitem__)
        else:
            least = end - 1 if hashes[end - 1] < hashes[chosen] else chosen
        if least != chosen:
            chosen = least
            yield hashes[least]


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


_RULE = Rule("shingles", FAMILY, 2, keys=lambda s: s.keys, order=lambda s: s.order, compare=_compare)
