"""Counts that tell how much of a promise is kept: "41 of the 63", "of the 4,000, some 1,100", "none of the boats"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import Verdict

_SMALL = {word: float(n) for n, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1)}
_NONE = frozenset(("none", "neither"))
_GREAT = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "mln": 1e6, "bln": 1e9, "dozen": 12.0}
_OWNERS = frozenset(("the", "its", "their", "his", "her", "these", "those", "all", "some", "about", "around"))
_ABOUT = frozenset(("about", "around", "some", "only", "just", "roughly", "nearly", "almost", "fewer", "less", "than",
                    "more", "over", "at", "least", ",", "so", "far"))
_REACH = 6  # words between the whole and its part, and between the `of` and the number


@dataclass(frozen=True)
class Share:
    """`part` of a `whole` (None where the whole is not counted), as two words tell: `token` is the part's."""

    part: float
    whole: float | None
    token: Token
    end: Token

    @property
    def verdict(self) -> Verdict:
        """How much is kept where so many of so many are done."""
        if self.part == 0:
            return "not-met"
        return "met" if self.whole is not None and self.part >= self.whole else "partly-met"


def number(token: Token) -> float | None:
    """What a numeral is worth, with the magnitude after it; None where it is none or a part of a longer one."""
    word = token.lower_.replace(",", "")
    value = float(word) if word.replace(".", "", 1).isdigit() and word.isascii() else _SMALL.get(word)
    after = token.nbor(1).lower_ if value is not None and token.i + 1 < len(token.doc) else ""
    return None if value is None else value * _GREAT.get(after, 1.0)


def numbers(tokens: Iterator[Token]) -> list[float]:
    """The numbers among some tokens."""
    return [n for t in tokens if (n := number(t)) is not None]


def shares(sentence: Tokens) -> Iterator[Share]:
    """The shares that a sentence tells, in order."""
    doc = sentence.doc
    for token in sentence:
        part = 0.0 if token.lower_ in _NONE else number(token)
        if part is None:
            continue
        at = token.i + 1 + (doc[token.i + 1:token.i + 2].text.lower() in _GREAT)  # "1.1 million of the 2.6 million"
        at += doc[at:at + 1].text.lower() == "out"
        if at < sentence.end and doc[at].lower_ == "of":
            whole = _whole(doc[at + 1:min(sentence.end, at + 1 + _REACH)])
            if whole is not None and whole[0] >= max(part, 1.0):
                yield Share(part, whole[0], token, whole[1])
            elif part == 0:
                yield Share(0.0, None, token, doc[at])
        else:
            before = _fronted(sentence, token)
            if before is not None and before[0] > part > 0:
                yield Share(part, before[0], token, before[1])


def _whole(tokens: Tokens) -> tuple[float, Token] | None:
    """The number after "of": "the 63", "its seven promises"; nothing else may stand before it."""
    for token in tokens:
        value = number(token)
        if value is not None:
            return value, token
        if token.lower_ not in _OWNERS and token.pos_ != "ADJ" and token.tag_ != "$" and not (token.tag_ == "POS" or (
                token.pos_ in ("NOUN", "PROPN") and token.dep_ == "poss")):
            return None
    return None


def _fronted(sentence: Tokens, token: Token) -> tuple[float, Token] | None:
    """ "Of the 4,000, about 1,100 …", "of some 110 lorries that were promised, … about 60 have arrived"."""
    doc = sentence.doc
    opening = next((t for t in sentence[:2] if t.lower_ == "of"), None)
    if opening is None or not any(t.text == "," for t in doc[opening.i:token.i]):
        return None
    return _whole(doc[opening.i + 1:min(token.i, opening.i + 1 + _REACH)])
