"""Did it rise or fall: the way a figure says that something moved."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.model.reading import Change
from dragoman.ontology.units import Direction, QuantityWords
from dragoman.reading.quantities.bounds import Figure
from dragoman.reading.quantities.counted import governor
from dragoman.reading.quantities.lexemes import Line

_RATIOS = ("ratio",)
_TRANSITIVE = frozenset(
    [
        "raise",
        "lift",
        "boost",
        "add",
        "gain",
        "lose",
        "cut",
        "reduce",
        "lower",
        "shed",
        "slash",
        "trim",
        "hike",
        "narrow",
        "widen",
        "expand",
        "advance",
        "increase",
        "decrease",
        "double",
        "triple",
        "drop",
        "ease",
        "contract",
        "slip",
    ]
)
# Nouns that speak of a count's change: "an increase of 500 licences"; "the loss of 12 men" is none.
_OF_COUNTS = ("increase", "rise", "decrease", "drop", "fall", "decline", "reduction")


@dataclass(frozen=True)
class Movement:
    """Rise or fall, `by` so much (else to or from so much), told by a verb, noun, adverb or multiple."""

    change: Change
    by: bool
    told: str


def movement(line: Line, figure: Figure, word: Token, lexicon: QuantityWords) -> Movement | None:
    """How what the figure measures moved, or None where the sentence does not say."""
    directions: tuple[tuple[Change, Direction], ...] = (("rise", lexicon.rise), ("fall", lexicon.fall))
    if figure.form == "multiple":
        return Movement("fall" if (figure.low or figure.high or 2) < 1 else "rise", True, "multiple")
    before, particle = line.lower(figure.start - 1), line.token(figure.start - 1)
    for change, words in directions:
        if before in words.adverbs and before not in ("higher", "lower") and not _is_particle(particle, lexicon):
            return Movement(change, True, "adverb")
    found = governor(word)
    lemma = found.word.lemma_.lower()
    for change, words in directions:
        if lemma in lexicon.drifters and any(c.lower_ in words.adverbs for c in found.word.children):
            return Movement(change, found.preposition in ("", "by"), "verb")
        if found.word.pos_ in ("VERB", "AUX") and lemma in words.verbs:
            return _by_verb(found.word, found.preposition, lemma, change, figure)
        if found.word.pos_ in ("NOUN", "PROPN") and lemma in words.nouns and (found.preposition in ("", "of", "by")):
            if figure.unit is not None and figure.unit.kind == "money" and lemma in ("loss", "gain"):
                return None
            if figure.unit is None and (lemma not in _OF_COUNTS or not found.preposition):
                return None
            return Movement(change, True, "noun") if found.word.i > word.i or found.preposition else None
    return None


def _is_particle(word: Token | None, lexicon: QuantityWords) -> bool:
    """Does "up" belong to a verb that tells of no movement ("make up half")?"""
    return word is not None and word.dep_ == "prt" and word.head.lemma_.lower() not in lexicon.drifters


def _by_verb(verb: Token, preposition: str, lemma: str, change: Change, figure: Figure) -> Movement | None:
    if preposition in ("to", "from", "at", "above", "below"):
        return Movement(change, False, "verb")
    if preposition not in ("", "by", "about", "around", "nearly", "over", "under", "than", "between"):
        return None
    ratio = figure.unit is not None and (
        figure.unit.kind in _RATIOS or figure.unit.scale == 0.01 or figure.unit.name == "degree Celsius"
    )
    if preposition == "" and lemma in _TRANSITIVE and not ratio:
        return None
    return Movement(change, True, "verb")
