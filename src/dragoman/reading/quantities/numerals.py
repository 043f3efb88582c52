"""Numbers: digits, number words, fractions, vague plurals and multiples, and what they are worth.

Reading is greedy from left to right and takes time linear in what it reads. What is no well-formed
number ("1,2,3", "192.168.1.2", forty digits) gives None rather than a guess.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.lexemes import Line

_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_DIGITS = 18  # no figure of the world has more
GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
           "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_SLASHES = ("/", "⁄", "∕")
_FOLD = re.compile(r"(\w+?)-?fold")
_NOT_HALF = frozenset("second first other latter former better in this that last one next".split())
_AFTER_FRACTION = frozenset("of more less fewer higher lower larger smaller the its their his her that to as in on".split())
_AFTER_METRES = frozenset("""high long deep wide tall thick away from to in of and or at by for with on above below across
    per apart below under over into is was are were has had that which who the a an""".split())


class Numeral(NamedTuple):
    """A number in lexemes start:end. `low` and `high` differ for "hundreds"; `form` is digits, words,
    fraction, plural or multiple. `scale` is the magnitude in it (1e6 of "1.5 million"), 1 without."""

    start: int
    end: int
    low: float
    high: float | None
    form: str
    scale: float = 1.0


def read_numeral(line: Line, n: int, lexicon: QuantityWords, *, money: bool = False) -> Numeral | None:
    """The longest number that begins at lexeme n. `money` says that a currency sign stands before it."""
    item = line.at(n)
    if item is None:
        return None
    if item.kind == "num":
        return (None if money else _one_in(line, n, lexicon)) or _digits(line, n, lexicon, money)
    if item.kind == "sign" and item.text not in GLYPHS:
        return None
    return (_one_in(line, n, lexicon) or _fraction(line, n, lexicon) or _half_a(line, n, lexicon)
            or _multiple(line, n, lexicon) or _words(line, n, lexicon) or _plural(line, n, lexicon))


def plain_value(text: str) -> float | None:
    """What a digit string is worth, or None where it is not well formed or absurdly long."""
    if len(text) > 2 * _DIGITS or not _PLAIN.fullmatch(text) or sum(c.isdecimal() for c in text) > _DIGITS:
        return None
    return float(text.replace(",", ""))


def times(value: float, factor: float) -> float:
    """The product as decimals have it: 65.4 times 1e9 is 65400000000, not 65400000000.00001."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def _digits(line: Line, n: int, lexicon: QuantityWords, money: bool) -> Numeral | None:
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
    return _scaled(line, n, end, value, form, lexicon, money)


def _scaled(line: Line, n: int, end: int, value: float, form: str, lexicon: QuantityWords, money: bool) -> Numeral:
    """The number with the magnitude after it ("1.5 million", "10bn") and "and a half"."""
    scale = 1.0
    if line.words(end, end + 3) == ("and", "a", "half") and form != "fraction":
        value, end = value + 0.5, end + 3
    item = line.at(end)
    if item is not None and item.text in lexicon.suffixes and (
            money or len(item.text) > 1 or line.glued(end)) and _is_suffix(line, end, money):
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


def _is_suffix(line: Line, n: int, money: bool) -> bool:
    """Is a letter after digits a magnitude? "15m people" is, "15m high" is not; nor is the m of "5m2"."""
    follower = line.at(n + 1)
    if follower is not None and line.glued(n + 1) and (follower.kind == "num" or follower.text in ("²", "³", "^", "/")):
        return False
    if money or line.items[n].text not in ("m", "M", "b", "B", "T", "K", "mil"):
        return True
    if line.items[n].text == "b" or line.items[n].text == "K" and re.search(r"\.\d\d", line.items[n - 1].text):
        return False  # "1500b" are bits, "573.15K" kelvins
    if line.items[n].text == "m":
        return follower is not None and follower.kind == "word" and follower.lower not in _AFTER_METRES
    return line.glued(n)


def _spaced_groups(line: Line, n: int) -> tuple[float, int] | None:
    """"10 000": groups of three digits with single spaces between; only before a unit or the line's end."""
    end, text = n + 1, line.items[n].text
    if len(text) > 3 or not text.isdecimal() or text.startswith("0"):
        return None
    while True:
        item = line.at(end)
        if item is None or item.kind != "num" or not re.fullmatch(r"\d{3}", item.text) or len(text) > _DIGITS:
            break
        if item.start != line.items[end - 1].end + 1:
            break
        text, end = text + item.text, end + 1
    return (float(text), end) if end > n + 1 and len(text) <= _DIGITS else None


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
    """"1/4", and "2 1/2" after a whole number."""
    def part(k: int) -> float | None:
        if not (line.lower(k + 1) in _SLASHES and line.glued(k + 1) and line.glued(k + 2)):
            return None
        a, b = line.items[k].text, line.lower(k + 2)
        if not (a.isdecimal() and b.isdecimal() and len(a) <= 3 and len(b) <= 4) or int(b) <= int(a):
            return None
        return int(a) / int(b)

    whole = line.items[n].text
    follower = line.at(n + 1)
    if (follower is not None and follower.kind == "num" and whole.isdecimal() and len(whole) <= 3
            and not line.glued(n + 1) and (value := part(n + 1)) is not None):
        return Numeral(n, n + 4, int(whole) + value, int(whole) + value, "digits")
    value = part(n)
    return None if value is None else Numeral(n, n + 3, value, value, "fraction")


def _fraction(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"two thirds", "a quarter of", "three-quarters", "half", "⅓"."""
    first = line.items[n]
    if first.text in GLYPHS:
        return Numeral(n, n + 1, GLYPHS[first.text], GLYPHS[first.text], "fraction")
    if first.lower == "half":
        return _bare_half(line, n)
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
    if first.lower in ("a", "an") and not (after in _AFTER_FRACTION or line.pos(at + 1) in ("PUNCT", "VERB", "AUX", "")):
        return None
    if line.glued(at + 1) and after == "-":
        return None
    value = top / lexicon.fractions[word]
    return Numeral(n, at + 1, value, value, "fraction")


def _bare_half(line: Line, n: int) -> Numeral | None:
    before, after = line.lower(n - 1), line.lower(n + 1)
    if before in _NOT_HALF or after in ("-", "and", "past", "way", "a", "an", "time") or before == "-":
        return None
    if before == "a" and line.lower(n - 2) == "and":
        return None
    if line.pos(n + 1) in ("VERB", "ADJ", "ADV", "NOUN") and after not in _AFTER_FRACTION:
        token = line.token(n + 1)
        if token is None or token.tag_ not in ("VBD", "VBZ", "VBP", "NNS", "NNPS"):
            return None
    return Numeral(n, n + 1, 0.5, 0.5, "fraction")


def _one_in(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"one in four", "1 in 10", "nine out of ten": a share."""
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
    if top is None or bottom is None or not 0 < top < bottom or line.glued(at + 1) and line.lower(at + 1) not in ".,;:)?!\"'":
        return None
    if not (top == 1 and bottom <= 20 or bottom in (10, 100, 1000)) or (
            line.lower(at + 1) in lexicon.magnitudes or (line.lower(at + 1),) in lexicon.by_name):
        return None
    return Numeral(n, at + 1, top / bottom, top / bottom, "fraction")


def _half_a(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"half a million", "half a dozen", "half a kilometre"."""
    if line.lower(n) != "half" or line.lower(n + 1) not in ("a", "an"):
        return None
    word = line.lower(n + 2)
    size = lexicon.magnitudes.get(word) or lexicon.dozens.get(word)
    if size:
        return Numeral(n, n + 3, size / 2, size / 2, "words", size)
    return Numeral(n, n + 2, 0.5, 0.5, "words") if (word,) in lexicon.by_name else None


def _words(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"three hundred and eighteen", "thirty-eight", "a hundred", "two dozen", "twenty-one"."""
    first = line.lower(n)
    at = n
    if first in ("a", "an"):
        at = n + 1
        if line.lower(at) not in lexicon.magnitudes and line.lower(at) not in lexicon.dozens:
            return None
    elif first not in lexicon.words:
        return None
    total, current, scale = 0, 0, 1
    end = at
    while (item := line.at(at)) is not None:
        value = lexicon.words.get(item.lower)
        if value is not None and _joins(current, value, first=end == at and at == n):
            current += value
        elif item.lower in lexicon.magnitudes and (at == end or current or total):
            size = lexicon.magnitudes[item.lower]
            if size == 100:
                current = (current or 1) * size
            elif (current or 1) * size > 10 ** _DIGITS or total and size >= scale:
                return None  # "ten thousand ten thousand" is no number
            else:
                total, current, scale = total + (current or 1) * size, 0, size
        elif not _is_joint(line, at, lexicon, total, current):
            break
        else:
            at += 1
            continue
        at += 1
        end = at
    value = total + current
    if end == n or (end == n + 1 and first in ("a", "an")):
        dozen = lexicon.dozens.get(line.lower(end if end > n else n + 1))
        if dozen is None:
            return None
        return Numeral(n, n + 2, float(dozen), float(dozen), "words")
    if (dozen := lexicon.dozens.get(line.lower(end))) is not None:
        return Numeral(n, end + 1, float(value * dozen), float(value * dozen), "words", dozen)
    if line.lower(end) == "-" and line.glued(end) and line.lower(end + 1) in ("first", "second", "third", "fourth", "fifth",
                                                                            "sixth", "seventh", "eighth", "ninth"):
        return None
    if line.words(end, end + 6) == ("-", "and", "-", "a", "-", "half"):
        return Numeral(n, end + 6, value + 0.5, value + 0.5, "words")
    if line.words(end, end + 3) == ("and", "a", "half"):
        return _scaled(line, n, end, float(value), "words", lexicon, money=False)
    return Numeral(n, end, float(value), float(value), "words", scale)


def _joins(current: int, value: int, *, first: bool) -> bool:
    """May a number word follow what was read so far? "twenty" "one" may, "two" "three" may not."""
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return 20 <= current % 100 and current % 10 == 0 and 0 < value < 10


def _is_joint(line: Line, at: int, lexicon: QuantityWords, total: int, current: int) -> bool:
    """Is the lexeme an "and", a comma or a hyphen inside a number in words?"""
    text, follower = line.lower(at), line.lower(at + 1)
    value = lexicon.words.get(follower)
    if text in ("and", "&"):
        return value is not None and 0 < value < 100 and current % 100 == 0 and (current > 0 or total > 0)
    if text == ",":
        return total >= 1000 and current == 0 and value is not None and line.lower(at + 2) in lexicon.magnitudes
    if text == "-" and line.glued(at) and line.glued(at + 1):
        if follower in lexicon.magnitudes:
            return True
        return value is not None and 0 < value < 10 and current % 10 == 0 and current % 100 >= 20
    return False


def _plural(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"hundreds", "tens of thousands", "several hundred": at least so many, and fewer than the next magnitude."""
    first = line.lower(n)
    if first in ("several", "few", "many") and line.lower(n + 1) in lexicon.magnitudes:
        low = float(lexicon.magnitudes[line.lower(n + 1)])
        return Numeral(n, n + 2, low, low * 10, "plural") if line.lower(n + 2) not in lexicon.magnitudes else None
    if first not in lexicon.plurals:
        return None
    low, high = lexicon.plurals[first]
    end = n + 1
    while line.lower(end) == "of" and line.lower(end + 1) in lexicon.plurals:
        factor = lexicon.plurals[line.lower(end + 1)][0]
        low, high, end = low * factor, (None if high is None else high * factor), end + 2
    if end > n + 3:
        return None
    if line.lower(end) != "of" and not (
            line.pos(end) in ("AUX", "VERB") or line.lower(end) == "more") or first in ("tens", "scores") and end == n + 1 and (
            line.lower(end) != "of"):
        return None
    return Numeral(n, end, float(low), None if high is None else float(high), "plural")


def _multiple(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """"doubled", "threefold"."""
    word = line.lower(n)
    value = lexicon.multiples.get(word)
    end = n + 1
    match = _FOLD.fullmatch(word)
    if match and match[1] in lexicon.words:
        value = float(lexicon.words[match[1]])
    elif word in lexicon.words and line.words(n + 1, n + 3) == ("-", "fold"):
        value, end = float(lexicon.words[word]), n + 3
    return None if value is None else Numeral(n, end, float(value), float(value), "multiple")
