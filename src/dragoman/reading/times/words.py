"""A text as words of time: one pass of one pattern, each word with the part that it plays in the grammar.

The parts are those of reading/times/grammar.py. What plays no part is OTHER, so that a text without
times costs little more than being cut into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.ontology.times import Lookup
from dragoman.reading.times.numeric import Order, numeric_date

_PATTERN = r"""
    (?P<iso>(?<!\d)\d{4}-\d\d?-\d\d?(?!\d|-\d))
  | (?P<compact>(?<![\w.,$€£\#])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|[.,]\d))
  | (?P<slashed>(?<!\b\d{3}-)\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\d/]))
  | (?P<monthday>(?<![\w/$€£])\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
  | (?P<decade>(?:1\d|20)\d0'?s\b|'\d0s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<fraction>\d{1,3}[ -]\d/\d(?!\d)|\d?[½¼¾])
  | (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<short>'\d\d(?!\d))
  | (?P<word>o'clock|[Qq][1-4]\b|H[12]\b|[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*)
  | (?P<poss>'s?(?![^\W\d_]))
  | (?P<dash>-{1,3}|[–—])
  | (?P<mark1>[^\w\s])
"""
_CUT_ORDERED = re.compile(_PATTERN, re.X)
_CUT = re.compile(re.sub(r"  \| \(\?P<monthday>.*\n", "", _PATTERN), re.X)  # 3/4 is as often a share or a score
_DATES = ("iso", "compact", "slashed", "monthday")
_PARTS = {"clock": "CLOCK", "poss": "POSS", "dash": "DASH"}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LONGEST_NUMBER = 12  # words; what runs on is no number of this world

# Words that are something else as often as not: their part, and the tags that let them play it.
_ONLY_AS = {
    "may": ("NNP", "NNPS"), "march": ("NNP", "NNPS"), "august": ("NNP", "NNPS"),
    "mar": ("NNP",), "jan": ("NNP", "NN"), "dec": ("NNP", "NN"),
    "fall": ("NN", "NNP"), "spring": ("NN", "NNP", "JJ"), "last": ("JJ", "RB", "RBS", "JJS", "NN", "IN", "NNP"),
    "minute": ("NN",), "past": ("JJ", "NN", "IN", "RB"), "close": ("NN",), "end": ("NN", "NNP"),
    "start": ("NN",), "following": ("VBG", "JJ", "NN"), "coming": ("VBG", "JJ", "NN"),
    "mon": ("NNP",), "wed": ("NNP",), "min": ("NN", "NNS"), "now": ("RB", "IN", "JJ", "UH"), "current": ("JJ",),
    "opening": ("NN", "JJ"), "summer": ("NN", "NNP", "JJ"), "ce": ("NNP",),
}
_NAMES = frozenset(("jan", "mar", "dec", "mon"))  # of people and firms, but for a full stop or number after them
_CAPITALISED = frozenset(("may", "march", "august", "mar", "jan", "dec", "mon", "wed", "sat", "sun", "ce"))

_MONTH_FOLLOWS = re.compile(
    r"(?i)(?:\d(?:st|nd|rd|th)?(?: of)? |\b(?:in|last|this|next|since|by|until|early|late|mid-?) ?)$")


class Word(NamedTuple):
    """A word at start:end of its block, its part in the grammar, and what it stands for."""

    start: int
    end: int
    part: str
    value: float | str | None
    text: str


def cut(doc: Doc, text: str, known: Lookup, order: Order | None = None) -> list[Word]:
    """The words of a block and its text, in order, numbers and phrases taken together.

    With the order of dates in digits given, the ambiguous ones and those without a year are read by it.
    """
    matches = list((_CUT_ORDERED if order else _CUT).finditer(text))
    words: list[Word] = []
    n = 0
    while n < len(matches):
        m = matches[n]
        if m.lastgroup == "word" and (lower := m.group().lower()) not in known.heard:
            word, n = Word(m.start(), m.end(), "OTHER", None, lower), n + 1  # most words
        elif m.lastgroup in _DATES:
            word, n = _date(m, order), n + 1
        else:
            word, n = _next(doc, matches, n, known)
        words.append(word)
    return words


def _date(m: re.Match[str], order: Order | None) -> Word:
    return Word(m.start(), m.end(), "NUMDATE", numeric_date(m.group(), order), m.group())


def _next(doc: Doc, matches: list[re.Match[str]], n: int, known: Lookup) -> tuple[Word, int]:
    m = matches[n]
    start, end, lower = m.start(), m.end(), m.group().lower()
    if m.lastgroup != "word":
        return _not_a_word(m, matches, n, known)
    for pieces, part, value in known.phrases.get(lower, ()):
        if n + len(pieces) <= len(matches) and all(
                matches[n + k].group().lower() == piece for k, piece in enumerate(pieces)):
            end = matches[n + len(pieces) - 1].end()
            return Word(start, end, part, value, m.string[start:end]), n + len(pieces)
    if lower in known.numbers:
        return _number(matches, n, known)
    found = known.single.get(lower)
    stop = m.string[end:end + 1] == "." and n + 1 < len(matches) and matches[n + 1].group() == "."
    if stop and (found is None or found[0] == "OTHER"):
        found = known.single.get(lower + ".") or found
    if found is None or not _plays(doc, m, lower):
        if lower in ("sat", "sun") and stop and m.group()[0].isupper():
            return Word(start, end + 1, "WD", 6 if lower == "sat" else 7, lower), n + 2
        if lower in ("h1", "h2"):
            return Word(start, end, "HNUM", lower[1], lower), n + 1
        if re.fullmatch(r"q[1-4]", lower):
            return Word(start, end, "QNUM", lower[1], lower), n + 1
        return Word(start, end, "OTHER", None, lower), n + 1
    part, value = found
    if stop and ("." in lower or lower in known.abbreviations or lower + "." in known.single):
        return Word(start, end + 1, part, value, lower), n + 2
    return Word(start, end, part, value, lower), n + 1


def _plays(doc: Doc, m: re.Match[str], lower: str) -> bool:
    """Does a word that may be something else play its part in time here, by its tag and its capital?"""
    if lower not in _ONLY_AS:
        return True
    before, after = m.string[max(0, m.start() - 8):m.start()], m.string[m.end():m.end() + 4]
    if lower in _CAPITALISED and not m.group()[0].isupper():
        return False
    if lower in _NAMES and not re.match(r"\.|[,/-]? ?\d|[-–/][A-Z][a-z]{2}", after):
        return False
    token = token_at(doc, m.start(), m.end())
    if token is None or token.tag_ in _ONLY_AS[lower]:
        return True
    # The tagger is unsure of months beside a number or a preposition: "May 3", "3 March 2025", "by May"
    return lower in _CAPITALISED and bool(re.match(r"\.?,? ?\d|'s", after) or _MONTH_FOLLOWS.search(before))


def token_at(doc: Doc, start: int, end: int) -> Token | None:
    """The token of the parse that a stretch of its text begins in."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def _not_a_word(m: re.Match[str], matches: list[re.Match[str]], n: int, known: Lookup) -> tuple[Word, int]:
    text, kind = m.group(), m.lastgroup
    part = _PARTS.get(kind or "", "OTHER")
    value: float | str | None = text
    if kind in ("number", "ordinal", "short", "fraction"):
        part, value = _digits(text, kind)
        following = matches[n + 1].group().lower() if n + 1 < len(matches) else ""
        if kind == "number" and following in ("hundred", "thousand", "million", "dozen") and value is not None:
            return Word(m.start(), matches[n + 1].end(), "NUM", float(value) * known.numbers[following], text), n + 2
    elif kind == "decade":
        part, value = "DEC", _decade(text)
    elif kind == "mark1":
        part = {",": "COMMA", "/": "SLASH"}.get(text, "STOP" if text in ".;:!?)" else "OTHER")
    return Word(m.start(), m.end(), part, value, text.lower()), n + 1


def _digits(text: str, kind: str) -> tuple[str, float | None]:
    if kind == "short":
        return "YY", int(text[1:])
    if kind == "ordinal":
        return "ORDN", int(text[:-2])
    if kind == "fraction":
        if text[-1] in _FRACTIONS:
            return "NUM", float(text[:-1] or 0) + _FRACTIONS[text[-1]]
        whole, over, under = (int(x) for x in re.split(r"[ /-]", text))
        return ("NUM", whole + over / under) if under else ("OTHER", None)
    plain = text.replace(",", "")
    if len(plain) > 9:
        return "OTHER", None
    if plain.isdecimal() and "," not in text:
        if len(plain) <= 2 and 1 <= int(plain) <= 31:
            return "DAY", int(plain)
        if len(plain) == 4 and 1000 <= int(plain) <= 2199:
            return "YEAR", int(plain)
    return "NUM", float(plain)


def _decade(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[:3] if len(digits) == 4 else f"19{digits[0]}"


def _number(matches: list[re.Match[str]], n: int, known: Lookup) -> tuple[Word, int]:
    """Number words taken together: "twenty-four", "two thousand and five", "nineteen ninety-six"."""
    total = current = 0
    year = False
    last = n
    part = "NUM"
    for value, at in _number_words(matches, n, known):
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value in (100, 12) and current and matches[at].group().lower() in ("hundred", "dozen"):
            current *= value
        elif 10 <= current <= 99 and 10 <= value <= 99 and not total and (current < 20 or current == 20):
            current, year = current * 100 + value, True  # years are read out in pairs
        elif (current == 0 or (value < 100 and current % 100 == 0)
              or (value < 10 and current % 10 == 0 and current % 100 >= 20)):
            current += value
        else:
            break
        last = at
    joined = _ordinal_after(matches, n, last, current, known)
    if joined is not None:
        part, last, current = "ORD", joined[1], current + joined[0]
    found = total + current
    if (year and 1000 <= found <= 2199) or (part == "NUM" and 2000 < found < 2100 and last > n + 1):
        part = "YEAR"  # "nineteen ninety-six", "two thousand and five"
    start, end = matches[n].start(), matches[last].end()
    return Word(start, end, part, found, matches[n].string[start:end].lower()), last + 1


def _ordinal_after(matches: list[re.Match[str]], n: int, last: int, current: int, known: Lookup
                   ) -> tuple[int, int] | None:
    """The units of "twenty-first" or "twenty first" after its tens, with where they stand."""
    if current < 20 or current % 10 or last + 1 >= len(matches):
        return None
    hyphen = matches[last + 1].group() == "-"
    at = last + 1 + hyphen
    if at >= len(matches):
        return None
    word = matches[at].group().lower()
    if word == "second" and not hyphen and not (n and matches[n - 1].group().lower() in (*known.months, "the")):
        return None  # twenty seconds long
    units = known.ordinals.get(word)
    return (units, at) if units is not None and units < 10 else None


def _number_words(matches: list[re.Match[str]], n: int, known: Lookup) -> Iterator[tuple[int, int]]:
    """The values of number words that follow one another, with where they stand."""
    for _ in range(_LONGEST_NUMBER):
        value = known.numbers.get(matches[n].group().lower()) if n < len(matches) else None
        if value is None:
            return
        yield value, n
        n += 1
        if n + 1 < len(matches) and (
                (matches[n].group() == "-" and matches[n].start() == matches[n - 1].end())
                or (matches[n].group().lower() == "and" and value in (100, 1000, 1000000))):
            n += 1
