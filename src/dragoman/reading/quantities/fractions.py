"""Fractions and shares: "two thirds", "half", "one in four", "half a million"."""

from __future__ import annotations

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.digits import GLYPHS, Numeral
from dragoman.reading.quantities.lexemes import Line

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BACK = 40  # words back to what was counted before


def read_fraction(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "two thirds", "a quarter of", "three-quarters", "half", "⅓"."""
    first = line.items[n]
    if first.text in GLYPHS:
        return Numeral(n, n + 1, GLYPHS[first.text], GLYPHS[first.text], "fraction")
    if first.lower == "half":
        return _bare_half(line, n, lexicon)
    top = lexicon.words.get(first.lower, 1 if first.lower in ("a", "an") else 0)
    hyphen = line.lower(n + 1) == "-" and line.glued(n + 1) and line.glued(n + 2)
    at = n + 2 if hyphen else n + 1
    word = line.lower(at)
    if not 1 <= top < 100 or word not in lexicon.fractions:
        return None
    many = word.endswith("s") or word == "halves"
    if many != (top > 1):
        return None
    after = line.lower(at + 1)
    if first.lower in ("a", "an") and not (
        after in lexicon.after_fraction or line.pos(at + 1) in ("PUNCT", "VERB", "AUX", "")
    ):
        return None
    if first.lower in ("a", "an") and after not in lexicon.after_fraction and _counts_on(line, n, word, lexicon):
        return None
    if line.glued(at + 1) and after == "-":
        return None
    value = top / lexicon.fractions[word]
    return Numeral(n, at + 1, value, value, "fraction")


def _counts_on(line: Line, n: int, word: str, lexicon: QuantityWords) -> bool:
    """Is it the next of some that were counted: "Two lorries were stopped. A third got through"?"""
    if word not in _ORDINALS:
        return False
    before = [line.lower(k) for k in range(max(0, n - _BACK), n)]
    so_far = _ORDINALS.index(word) + 1
    return any(w == str(so_far) or lexicon.words.get(w) == so_far for w in before) or _ORDINALS[so_far - 2] in before


def _bare_half(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    before, after = line.lower(n - 1), line.lower(n + 1)
    if before in lexicon.not_half or after in ("-", "and", "past", "way", "a", "an", "time") or before == "-":
        return None
    if before == "a" and line.lower(n - 2) == "and":
        return None
    if line.pos(n + 1) in ("VERB", "ADJ", "ADV", "NOUN") and after not in lexicon.after_fraction:
        token = line.token(n + 1)
        if token is None or token.tag_ not in ("VBD", "VBZ", "VBP", "NNS", "NNPS"):
            return None
    return Numeral(n, n + 1, 0.5, 0.5, "fraction")


def one_in(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "one in four", "1 in 10", "nine out of ten": a share."""

    def whole(k: int) -> int | None:
        text = line.lower(k)
        if text.isdecimal() and len(text) <= 4:
            return int(text)
        return lexicon.words.get(text)

    top, at = whole(n), n + 2
    if line.words(n + 1, n + 3) == ("out", "of"):
        at = n + 3
    elif line.lower(n + 1) != "in":
        return None
    bottom = whole(at)
    if (
        top is None
        or bottom is None
        or not 0 < top < bottom
        or (line.glued(at + 1) and line.lower(at + 1) not in ".,;:)?!\"'")
    ):
        return None
    if not ((top == 1 and bottom <= 20) or bottom in (10, 100, 1000)) or (
        line.lower(at + 1) in lexicon.magnitudes or (line.lower(at + 1),) in lexicon.by_name
    ):
        return None
    return Numeral(n, at + 1, top / bottom, top / bottom, "fraction")


def half_a(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "half a million", "half a dozen", "half a kilometre"."""
    if line.lower(n) != "half" or line.lower(n + 1) not in ("a", "an"):
        return None
    word = line.lower(n + 2)
    size = lexicon.magnitudes.get(word) or lexicon.dozens.get(word)
    if size:
        return Numeral(n, n + 3, size / 2, size / 2, "words", size)
    return Numeral(n, n + 2, 0.5, 0.5, "words") if (word,) in lexicon.by_name else None
