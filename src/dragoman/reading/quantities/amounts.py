"""Amounts: a number with the currency before it or the unit after it, and where it may begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.digits import Numeral, times
from dragoman.reading.quantities.lexemes import Line
from dragoman.reading.quantities.measures import Measure, age_after, money_before, rate, unit_after
from dragoman.reading.quantities.numerals import read_numeral


@dataclass(frozen=True)
class Amount:
    """One number with its unit, before ranges and comparators."""

    start: int
    end: int
    numeral: Numeral
    sign: float
    measure: Measure | None
    age: bool = False


def read_amount(line: Line, n: int, lexicon: QuantityWords) -> Amount | None:
    """A number with its unit that begins at lexeme n, a currency sign or a minus before it included."""
    money = money_before(line, n, lexicon)
    at, sign = (money.end, 1.0) if money else (n, 1.0)
    if line.lower(at) == "-" and (line.glued(at + 1) and (money or not line.glued(at) or line.lower(at - 1) == "(")):
        at, sign = at + 1, -1.0
    elif line.lower(at) == "minus" and line.at(at + 1) is not None:
        at, sign = at + (2 if line.lower(at + 1) == "-" else 1), -1.0
    if not money and sign > 0 and not _stands_alone(line, at, lexicon):
        return None
    numeral = read_numeral(line, at, lexicon, money=money is not None)
    if numeral is None or (sign < 0 and numeral.form != "digits"):
        return None
    if money is not None:
        end = _money_tail(line, numeral.end, money.unit.name, lexicon)
        rate = unit_after_money(line, end, money, lexicon)
        return Amount(n, rate.end, numeral, sign, rate._replace(start=n))
    numeral = _past_tolerance(line, numeral, lexicon)
    part: float | None = None
    if (
        numeral.form == "fraction"
        and line.lower(numeral.end) == "of"
        and (whole := read_numeral(line, numeral.end + 1, lexicon)) is not None
        and _is_ratio(line, whole.end, lexicon)
    ):
        part, numeral = numeral.low, whole  # "half of 1 per cent"
    if numeral.form == "fraction" and line.words(numeral.end, numeral.end + 2) in (("of", "a"), ("of", "an")):
        measure = unit_after(line, numeral.end + 2, lexicon, numeral.low, digits=False)
    elif numeral.form == "plural" and line.lower(numeral.end) == "of":
        measure = unit_after(line, numeral.end + 1, lexicon, numeral.low, digits=False)
    else:
        measure = unit_after(line, numeral.end, lexicon, numeral.low, digits=numeral.form in ("digits", "fraction"))
    if measure is None:
        if not _ends_well(line, numeral, lexicon):
            return None
        return Amount(n, numeral.end, numeral, sign, None)
    age = age_after(line, measure)
    if measure.unit.kind == "ratio" and part is not None:
        numeral = numeral._replace(low=numeral.low * part, high=numeral.low * part)
    return Amount(n, age or measure.end, numeral, sign, measure, age is not None)


def _past_tolerance(line: Line, numeral: Numeral, lexicon: QuantityWords) -> Numeral:
    """The number with what stands after ± taken in, so that its unit is found."""
    n = numeral.end
    skip = 1 if line.lower(n) == "±" else 3 if line.words(n, n + 3) == ("+", "/", "-") else 0
    other = read_numeral(line, n + skip, lexicon) if skip else None
    return numeral if other is None else numeral._replace(end=other.end)


def _is_ratio(line: Line, n: int, lexicon: QuantityWords) -> bool:
    measure = unit_after(line, n, lexicon, 1, digits=True)
    return measure is not None and measure.unit.kind == "ratio"


def unit_after_money(line: Line, end: int, money: Measure, lexicon: QuantityWords) -> Measure:
    """The money before a number as a measure that ends with its rate, "$350 per kg"."""
    return rate(line, Measure(money.start, end, money.unit), lexicon)


def _money_tail(line: Line, end: int, code: str, lexicon: QuantityWords) -> int:
    """Past a word that repeats or narrows the sign: "$500 US", "$1.25 sterling"."""
    word = line.at(end)
    if word is not None and word.text in ("US", "USD", "sterling", "Canadian", "Australian", code):
        return end + 1
    return end


def _stands_alone(line: Line, n: int, lexicon: QuantityWords) -> bool:
    """Does a number begin here, or is it part of a word, a name, a clock time, an address?"""
    item = line.at(n)
    if item is None:
        return False
    if not line.glued(n):
        return True
    before = line.items[n - 1]
    if before.kind in ("word", "num"):
        return False
    if before.text == "-":
        if not line.glued(n - 1):
            return True
        joined = line.items[n - 2]
        return joined.kind == "word" and joined.lower in lexicon.prefixes
    if before.text in ".,:" and line.glued(n - 1):
        return False
    return before.text not in (
        "#",
        "@",
        "_",
        "\\",
        "&",
        "=",
        *(("+",) if line.glued(n - 1) else ()),
        *(("/", "⁄", "∕") if line.glued(n - 1) else ()),
    )


def _ends_well(line: Line, numeral: Numeral, lexicon: QuantityWords) -> bool:
    """Is what follows a bare number fit to follow it? Not "P-8I", "16th", "1990s", "10:30", "24/7", "3-D"."""
    n = numeral.end
    if numeral.form not in ("digits", "fraction") or not line.glued(n):
        return True
    after = line.items[n]
    if after.kind == "word":
        return False
    if after.text in (":", "/", "⁄", "@", "_") and line.glued(n + 1):
        return False
    if after.text == "-" and line.glued(n + 1) and line.items[n + 1].kind == "word":
        word = line.items[n + 1]
        return len(word.text) > 1 and word.lower not in lexicon.words
    return True


def amount_after_dash(line: Line, n: int, lexicon: QuantityWords) -> Amount | None:
    """The number after a dash: it is glued to it, so that `_stands_alone` would not have it."""
    money = money_before(line, n, lexicon)
    if money is not None:
        return read_amount(line, n, lexicon)
    numeral = read_numeral(line, n, lexicon)
    if numeral is None:
        return None
    measure = unit_after(line, numeral.end, lexicon, numeral.low, digits=numeral.form == "digits")
    if measure is None:
        return Amount(n, numeral.end, numeral, 1.0, None) if _ends_well(line, numeral, lexicon) else None
    return Amount(n, measure.end, numeral, 1.0, measure)


def values_of(amount: Amount) -> tuple[float, float | None]:
    """The bounds of an amount in its unit, the second None where there is none."""
    scale = amount.sign * (amount.measure.unit.scale if amount.measure else 1.0)
    low = times(amount.numeral.low, scale)
    high = None if amount.numeral.high is None else times(amount.numeral.high, scale)
    return low, high
