"""Digits: grouped, with a magnitude, a power of ten or a fraction after them, and what they are worth.

What is no well-formed number ("1,2,3", "192.168.1.2", forty digits) gives None rather than a guess.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.lexemes import Line

MOST_DIGITS = 18  # no figure of the world has more
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
GLYPHS = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_SLASHES = ("/", "⁄", "∕")


class Numeral(NamedTuple):
    """A number in lexemes start:end. `low` and `high` differ for "hundreds"; `form` is digits, words,
    fraction, plural or multiple. `scale` is the magnitude in it (1e6 of "1.5 million"), 1 without."""

    start: int
    end: int
    low: float
    high: float | None
    form: str
    scale: float = 1.0


def plain_value(text: str) -> float | None:
    """What a digit string is worth, or None where it is not well formed or absurdly long."""
    if len(text) > 2 * MOST_DIGITS or not _PLAIN.fullmatch(text) or sum(c.isdecimal() for c in text) > MOST_DIGITS:
        return None
    return float(text.replace(",", ""))


def times(value: float, factor: float) -> float:
    """The product as decimals have it: 65.4 times 1e9 is 65400000000, not 65400000000.00001."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def read_digits(line: Line, n: int, lexicon: QuantityWords, money: bool) -> Numeral | None:
    """The number that begins with the digits at lexeme n; `money` says that a currency sign stands before it."""
    value = plain_value(line.items[n].text)
    if value is None:
        return None
    end, form = n + 1, "digits"
    grouped = _spaced_groups(line, n)
    if grouped is not None:
        value, end = grouped
    fraction = _slash(line, n, lexicon)
    if fraction is not None:
        return fraction
    if line.glued(end) and line.items[end].text in GLYPHS:
        return Numeral(n, end + 1, value + GLYPHS[line.items[end].text], value + GLYPHS[line.items[end].text], form)
    power = _power(line, end)
    if power is not None:
        factor, end = power
        value *= factor
        if not math.isfinite(value):
            return None
    return scaled(line, n, end, value, form, lexicon, money)


def scaled(line: Line, n: int, end: int, value: float, form: str, lexicon: QuantityWords, money: bool) -> Numeral:
    """The number with the magnitude after it ("1.5 million", "10bn") and "and a half"."""
    scale = 1.0
    if line.words(end, end + 3) == ("and", "a", "half") and form != "fraction":
        value, end = value + 0.5, end + 3
    item = line.at(end)
    if (
        item is not None
        and item.text in lexicon.suffixes
        and (money or len(item.text) > 1 or line.glued(end))
        and _is_suffix(line, end, lexicon, money=money)
    ):
        scale, end = lexicon.suffixes[item.text], end + 1
    for _ in range(2):
        skip = 1 if line.lower(end) == "-" and line.glued(end) and line.glued(end + 1) else 0
        if line.lower(end + skip) not in lexicon.magnitudes:
            break
        scale, end = scale * lexicon.magnitudes[line.lower(end + skip)], end + skip + 1
    if line.words(end, end + 3) == ("and", "a", "half") and scale > 1:
        value, end = value + 0.5, end + 3
    value = times(value, scale)
    return Numeral(n, end, value, value, form, scale)


def _is_suffix(line: Line, n: int, lexicon: QuantityWords, *, money: bool) -> bool:
    """Is a letter after digits a magnitude? "15m people" is, "15m high" is not; nor is the m of "5m2"."""
    follower = line.at(n + 1)
    if follower is not None and line.glued(n + 1) and (follower.kind == "num" or follower.text in ("²", "³", "^", "/")):
        return False
    if money or line.items[n].text not in ("m", "M", "b", "B", "T", "K", "mil"):
        return True
    if line.items[n].text == "b" or (line.items[n].text == "K" and re.search(r"\.\d\d", line.items[n - 1].text)):
        return False  # "1500b" are bits, "573.15K" kelvins
    if line.items[n].text == "m":
        return follower is not None and follower.kind == "word" and follower.lower not in lexicon.after_metres
    return line.glued(n)


def _spaced_groups(line: Line, n: int) -> tuple[float, int] | None:
    """Read "10 000": groups of three digits with single spaces between; only before a unit or the line's end."""
    end, text = n + 1, line.items[n].text
    if len(text) > 3 or not text.isdecimal() or text.startswith("0"):
        return None
    while True:
        item = line.at(end)
        if item is None or item.kind != "num" or not re.fullmatch(r"\d{3}", item.text) or len(text) > MOST_DIGITS:
            break
        if item.start != line.items[end - 1].end + 1:
            break
        text, end = text + item.text, end + 1
    return (float(text), end) if end > n + 1 and len(text) <= MOST_DIGITS else None


def _power(line: Line, end: int) -> tuple[float, int] | None:
    """The factor of "e-3", "×10−5" or "x2^10" after digits, and where it ends."""
    mark = line.lower(end)
    if not line.glued(end) or mark not in ("e", "×", "x", "*"):
        return None
    base = 10.0
    end += 1
    if mark != "e":
        base_value = plain_value(line.lower(end)) if line.glued(end) else None
        if base_value is None:
            return None
        base, end = base_value, end + 1
        if line.lower(end) == "^":
            end += 1
    sign = 1
    if line.lower(end) in ("-", "+") and line.glued(end):
        sign, end = (-1 if line.lower(end) == "-" else 1), end + 1
    item = line.at(end)
    if item is None or item.kind != "num" or not line.glued(end) or not re.fullmatch(r"\d{1,2}", item.text):
        return None
    return base ** (sign * int(item.text)), end + 1


def _slash(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "1/4", and "2 1/2" or "2-1/2" after a whole number."""

    def part(k: int) -> float | None:
        if not (line.lower(k + 1) in _SLASHES and line.glued(k + 1) and line.glued(k + 2)):
            return None
        a, b = line.items[k].text, line.lower(k + 2)
        if not (a.isdecimal() and b.isdecimal() and len(a) <= 3 and len(b) <= 4) or int(b) <= int(a):
            return None
        return int(a) / int(b)

    whole = line.items[n].text
    hyphen = line.lower(n + 1) == "-" and line.glued(n + 1) and line.glued(n + 2)
    at = n + 2 if hyphen else n + 1
    follower = line.at(at)
    if (
        follower is not None
        and follower.kind == "num"
        and whole.isdecimal()
        and len(whole) <= 3
        and (hyphen or not line.glued(at))
        and (value := part(at)) is not None
    ):
        return Numeral(n, at + 3, int(whole) + value, int(whole) + value, "digits")
    value = part(n)
    named = (
        line.lower(n + 3) == "of" or (line.lower(n + 3),) in lexicon.by_name or line.lower(n + 3) in lexicon.by_symbol
    )
    return None if value is None or not named else Numeral(n, n + 3, value, value, "fraction")
