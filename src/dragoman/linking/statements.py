"""What reports state, as linking compares it: claims and sentences with their words, and how much each word tells.

A word tells the more, the fewer sentences of the story it stands in (inverse document frequency within the
story), so that the story's own subject joins nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import fsum, log

from dragoman.linking.rows import Rows
from dragoman.linking.synonyms import plain, sense
from dragoman.linking.words import content_words, in_words, stem

CROWD = 60  # statements that share a word: of more, each is paired with the few before it, not with all
_FEW = 12


@lru_cache(maxsize=16384)  # a sentence is asked for its words for each figure and event in it
def senses(text: str) -> frozenset[str]:
    """The content words of a text by their senses, without numbers."""
    return frozenset(sense(w) for w in content_words(plain(text)) if not w[0].isdigit())


def shared_words(text: str, shared: Container[str]) -> str:
    """The words of a text with some of the senses, as they are written: what it has in common with another.

    >>> shared_words("Four lorries reached Goma", senses("Trucks for Goma"))
    'lorries Goma'
    """
    return in_words(plain(text), shared, _sense_of)


def _sense_of(word: str) -> str:
    return sense(stem(word))


@dataclass(frozen=True)
class Weights:
    """How much a word tells within one story of two sentences or more, from 0 (in all of them) to 1 (in one alone)."""

    sentences: int
    counts: Mapping[str, int]

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {word: max(0.0, 1 - log(count) / log(self.sentences)) for word, count in self.counts.items()}

    def of(self, word: str) -> float:
        """The weight of one word."""
        return self._weights.get(word, 1.0)

    def total(self, words: Iterable[str]) -> float:
        """The weight of some words together, whatever their order."""
        return fsum(self._weights.get(w, 1.0) for w in words)


def weigh(rows: Rows, documents: Iterable[str], originals: Mapping[str, str]) -> Weights:
    """The weights of a story's words. Copies do not count, or repetition would make words common."""
    counts: Counter[str] = Counter()
    sentences = 0
    for document in documents:
        if document not in originals:
            reading = rows.readings[document]
            for s in reading.sentences:
                counts.update(senses(reading.document.text[s.start:s.end]))
            sentences += len(reading.sentences)
    return Weights(max(sentences, 30), counts)


def candidates(words: Mapping[int, frozenset[str]], least: int = 1) -> list[tuple[int, int]]:
    """Pairs of numbered things that share at least `least` words. Time grows with the things, not with all pairs."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, found in sorted(words.items()):
        for word in found:
            having[word].append(number)
    pairs: Counter[tuple[int, int]] = Counter()
    for members in having.values():
        if len(members) <= CROWD:
            pairs.update(combinations(members, 2))
        else:
            pairs.update((a, b) for n, b in enumerate(members) for a in members[max(0, n - _FEW):n])
    return sorted(pair for pair, count in pairs.items() if count >= least)
