"""Numbers: digits, number words, fractions, vague plurals and multiples, and what they are worth.

Reading is greedy from left to right and takes time linear in what it reads.
"""

from __future__ import annotations

import re

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.digits import GLYPHS, MOST_DIGITS, Numeral, read_digits, scaled
from dragoman.reading.quantities.fractions import half_a, one_in, read_fraction
from dragoman.reading.quantities.lexemes import Line

_FOLD = re.compile(r"(\w+?)-?fold")


def read_numeral(line: Line, n: int, lexicon: QuantityWords, *, money: bool = False) -> Numeral | None:
    """The longest number that begins at lexeme n. `money` says that a currency sign stands before it."""
    item = line.at(n)
    if item is None:
        return None
    if item.kind == "num":
        return (None if money else one_in(line, n, lexicon)) or read_digits(line, n, lexicon, money)
    if item.kind == "sign" and item.text not in GLYPHS:
        return None
    return (
        one_in(line, n, lexicon)
        or read_fraction(line, n, lexicon)
        or half_a(line, n, lexicon)
        or _couple(line, n, lexicon)
        or _multiple(line, n, lexicon)
        or _words(line, n, lexicon)
        or _plural(line, n, lexicon)
    )


def _couple(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "a couple of hundred", "a couple of dozen": two of them."""
    if line.words(n, n + 3) != ("a", "couple", "of"):
        return None
    word = line.lower(n + 3)
    size = lexicon.magnitudes.get(word) or lexicon.dozens.get(word)
    return Numeral(n, n + 4, 2.0 * size, 2.0 * size, "words", size) if size else None


def _words(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "three hundred and eighteen", "thirty-eight", "a hundred", "two dozen", "twenty-one"."""
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
            elif (current or 1) * size > 10**MOST_DIGITS or (total and size >= scale):
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
    if end == n or (end == n + 1 and first in ("a", "an")):
        return _dozen(line, n, lexicon)
    return _finished(line, Numeral(n, end, float(total + current), float(total + current), "words", scale), lexicon)


def _dozen(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "a dozen", "a dozen and a half"."""
    dozen = lexicon.dozens.get(line.lower(n + 1))
    if dozen is None:
        return None
    half = line.words(n + 2, n + 5) == ("and", "a", "half")
    value = dozen * (1.5 if half else 1.0)
    return Numeral(n, n + 5 if half else n + 2, value, value, "words")


def _finished(line: Line, numeral: Numeral, lexicon: QuantityWords) -> Numeral | None:
    """A number in words with "dozen" or "and a half" after it; None where an ordinal follows ("twenty-first")."""
    n, end, value = numeral.start, numeral.end, numeral.low
    if (dozen := lexicon.dozens.get(line.lower(end))) is not None:
        return Numeral(n, end + 1, value * dozen, value * dozen, "words", dozen)
    if line.lower(end) == "-" and line.glued(end) and line.lower(end + 1) in lexicon.ordinals:
        return None
    if line.words(end, end + 6) == ("-", "and", "-", "a", "-", "half"):
        return Numeral(n, end + 6, value + 0.5, value + 0.5, "words")
    if line.words(end, end + 3) == ("and", "a", "half"):
        return scaled(line, n, end, value, "words", lexicon, money=False)
    return numeral


def _joins(current: int, value: int, *, first: bool) -> bool:
    """May a number word follow what was read so far? "twenty" "one" may, "two" "three" may not."""
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


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
    """Read "hundreds", "tens of thousands", "several hundred": at least so many, and fewer than the next magnitude."""
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
    if (line.lower(end) != "of" and not (line.pos(end) in ("AUX", "VERB") or line.lower(end) == "more")) or (
        first in ("tens", "scores") and end == n + 1 and (line.lower(end) != "of")
    ):
        return None
    return Numeral(n, end, float(low), None if high is None else float(high), "plural")


def _multiple(line: Line, n: int, lexicon: QuantityWords) -> Numeral | None:
    """Read "doubled", "threefold"."""
    word = line.lower(n)
    value = lexicon.multiples.get(word) if line.lower(n + 1) not in ("down", "up", "back", "over") else None
    end = n + 1
    match = _FOLD.fullmatch(word)
    if match and match[1] in lexicon.words:
        value = float(lexicon.words[match[1]])
    elif word in lexicon.words and line.words(n + 1, n + 3) == ("-", "fold"):
        value, end = float(lexicon.words[word]), n + 3
    return None if value is None else Numeral(n, end, float(value), float(value), "multiple")
