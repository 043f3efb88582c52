"""Quotations of one speaker that are the same words, or were: aligned word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dragoman.linking.corroboration import Origin, alike
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights, candidates, senses
from dragoman.linking.words import tokens
from dragoman.model.base import Span
from dragoman.model.record import Evidence

LIKE = 0.6  # the share of the shorter quotation's weight that must be found in the other one
DRIFT = 0.7  # the share of the shorter quotation's words that stand in the other, in order, where they are so many
_MANY = 8
_SPELLING = 0.6  # two names of which a word is so much alike may be one name, spelled otherwise
_DIGITS = {word: str(n) for n, word in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))}
_LONGEST = 400  # words; alignment takes time with the square of the length


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks, who is said to have said them (if anybody), and in which claim."""

    evidence: Evidence
    speaker: Origin | None
    claim: str
    words: tuple[str, ...]
    senses: frozenset[str]


@dataclass(frozen=True)
class Alignment:
    """Two quotations beside each other: `same` where they differ in nothing, or one is a part of the other."""

    left: Quotation
    right: Quotation
    share: float
    same: bool


def quotations(rows: Rows, claims: Mapping[str, tuple[str, Origin | None]], min_words: int = 2) -> list[Quotation]:
    """The quotations in some claims, each given as (document, speaker) by claim id."""
    found = []
    for claim, (document, speaker) in sorted(claims.items()):
        for span in rows.claim_of[claim].quotes:
            evidence = rows.evidence(document, Span(start=span.start, end=span.end))
            words = tuple(tokens(evidence.text))
            if min_words <= len(words) <= _LONGEST:
                found.append(Quotation(evidence, speaker, claim, words, senses(evidence.text)))
    return sorted(found, key=lambda q: (q.evidence, q.claim))


def align(found: Sequence[Quotation], weights: Weights) -> list[Alignment]:
    """The quotations of different documents that have the same words for the most part."""
    aligned = []
    for a, b in candidates({n: q.senses for n, q in enumerate(found)}):
        left, right = found[a], found[b]
        if left.evidence.document == right.evidence.document or not _one_speaker(left, right):
            continue
        shared = weights.total(left.senses & right.senses)
        least = min(weights.total(left.senses), weights.total(right.senses))
        share = shared / least if least else 0.0
        drifted = _drift(left, right)
        if (shared >= 0.9 and share >= LIKE and _in_order(left, right)) or drifted:
            aligned.append(Alignment(left, right, max(share, drifted), _within(left.words, right.words)))
    return aligned


def name_speakers(rows: Rows, aligned: Sequence[Alignment]) -> dict[tuple[str, int], Origin]:
    """Sources that two reports name differently for the same words: the less telling name leads to the other.

    Keyed by document and the place of the less telling name.
    """
    known: dict[tuple[str, int], Origin] = {}
    for pair in aligned:
        if pair.left.speaker and pair.right.speaker and not alike(pair.left.speaker, pair.right.speaker):
            less, more = sorted((pair.left, pair.right), key=lambda q: _telling(q.speaker))
            place = rows.claim_of[less.claim].attribution[-1].start
            if more.speaker:
                known.setdefault((less.evidence.document, place), more.speaker)
    return known


def _telling(speaker: Origin | None) -> tuple[bool, bool, int, str]:
    if speaker is None:
        return False, False, 0, ""
    return not speaker.nameless, speaker.person, len(speaker.name), speaker.key


def _drift(a: Quotation, b: Quotation) -> float:
    """How much of one saying stands in another telling of it in the same order, though its telling words are put
    otherwise: the share of the shorter one's words; 0 where it is too little to tell."""
    matcher = SequenceMatcher(None, _numbered(a.words), _numbered(b.words), autojunk=False)
    matched, least = sum(block.size for block in matcher.get_matching_blocks()), min(len(a.words), len(b.words))
    return matched / least if matched >= max(_MANY, DRIFT * least) else 0.0


def _numbered(words: Sequence[str]) -> list[str]:
    """Words with small numbers in digits."""
    return [_DIGITS.get(w, w) for w in words]


def spelled_alike(one: str, other: str) -> bool:
    """May two names be one person's, spelled otherwise: is a word of one much like a word of the other?"""
    return any(SequenceMatcher(None, x, y, autojunk=False).ratio() >= _SPELLING
               for x in tokens(one) for y in tokens(other))


def _one_speaker(a: Quotation, b: Quotation) -> bool:
    """May both be the words of one? A body is the same by its name, whatever state it is taken to belong to.

    A body that gives the words of a person is no second speaker.
    """
    if a.speaker is None or b.speaker is None or a.speaker.nameless or b.speaker.nameless:
        return True
    if a.speaker.person != b.speaker.person and not a.speaker.own_voice and not b.speaker.own_voice:
        return True
    if a.speaker.person and b.speaker.person and spelled_alike(a.speaker.name, b.speaker.name) and _drift(a, b):
        return True  # a name in two transliterations
    one, other = a.speaker.words, b.speaker.words
    return alike(a.speaker, b.speaker) or bool(one and other and (one <= other or other <= one))


def _in_order(a: Quotation, b: Quotation) -> bool:
    """Do the shared words stand in one order? Talk about one subject shares words, but not their order."""
    matcher = SequenceMatcher(None, a.words, b.words, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return matched >= 0.4 * min(len(a.words), len(b.words))


def _within(a: Sequence[str], b: Sequence[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "
