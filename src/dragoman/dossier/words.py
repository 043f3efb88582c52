"""Times in order, figures and sentences as a person would write them."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model.record import Quantity
from dragoman.model.time import Time
from dragoman.text.wording import MONTHS, date_in_words

_COMPARATORS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}


def sort_key(time: Time | None) -> tuple[str, str]:
    """Orders times by their bounds; what has none comes last."""
    if time is None:
        return ("9999", "9999")
    return (time.earliest or time.latest or "9999", time.latest or "9999")


def from_to(first: Time | None, last: Time | None) -> str:
    """The days from one time to another, as short as they can be said; `about` where an end is an interval.

    >>> from_to(Time(value="", earliest="2026-06-10", latest="2026-06-10"),
    ...         Time(value="", earliest="2026-07-06", latest="2026-07-06"))
    '10 June to 6 July 2026'
    """
    if first is None or last is None:
        return ""
    low, high = first.earliest or first.latest, last.latest or last.earliest
    if low is None or high is None:
        return date_in_words(first)
    a, b = date.fromisoformat(low), date.fromisoformat(high)
    about = "about " if first.earliest != first.latest or last.earliest != last.latest else ""
    end = f"{b.day} {MONTHS[b.month - 1]} {b.year}"
    if a == b:
        return about + end
    start = f"{a.day}" + (f" {MONTHS[a.month - 1]}" if (a.year, a.month) != (b.year, b.month) else "")
    return f"{about}{start}{f' {a.year}' if a.year != b.year else ''} to {end}"


def days_between(time: Time | None) -> int:
    """How many days an interval spans; 0 for a single day or an open one."""
    if time is None or not time.earliest or not time.latest:
        return 0
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days


_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float) -> str:
    """A number with thousands set off, and millions in words where they are round: `20,000`, `1.5`, `310 million`.

    >>> number(20000.0), number(1.5), number(3.4e9), number(1234567.0)
    ('20,000', '1.5', '3.4 billion', '1,234,567')
    """
    for scale, name in _LARGE:
        if abs(value) >= scale and round(value / scale, 3) == value / scale:
            return f"{value / scale:,.3f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")


_MANY = {"foot": "feet", "inch": "inches", "century": "centuries", "millennium": "millennia"}
_AS_THEY_ARE = ("percent", "times", "hertz", "megahertz", "gigahertz", "horsepower", "mach", "kelvin", "stone")


def in_units(unit: str, many: bool) -> str:
    """A unit's name as it follows a number: `per cent`, `kilometres per hour`, `EUR`.

    >>> in_units("kilometre per hour", True), in_units("tonne", False), in_units("degree Celsius", True)
    ('kilometres per hour', 'tonne', 'degrees Celsius')
    """
    if unit == "percent":
        return "per cent"
    head, per, rest = unit.partition(" per ")
    first, _, scale = head.partition(" ")
    if many and first == "degree":
        return f"degrees {scale}".strip() + per + rest
    if not many or unit in _AS_THEY_ARE or not unit.islower() or head.endswith("s"):
        return unit
    *before, last = head.split(" ")
    return " ".join([*before, _MANY.get(last, f"{last}s")]) + per + rest


def figure(quantity: Quantity) -> str:
    """A quantity's value with its bounds and unit, without what it counts."""
    low, high = quantity.low, quantity.high
    unit = f" {in_units(quantity.unit, not low == high == 1)}" if quantity.unit else ""
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}{unit}"
    value = low if low is not None else high
    if value is None:
        return quantity.text
    return f"{_COMPARATORS.get(quantity.comparator, '')}{number(value)}{unit}"


_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


def days_in_words(text: str) -> str:
    """A sentence with the dates in it as a person would write them.

    >>> days_in_words("one says 2026-06-09, another 2026-06")
    'one says 9 June 2026, another June 2026'
    """
    return _DAY.sub(lambda day: date_in_words(Time(value=day[0])), text)


_FEW = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def few(count: int) -> str:
    """A number at the beginning of a sentence: in words up to twelve.

    >>> few(3), few(1200)
    ('Three', '1,200')
    """
    return _FEW[count] if count < len(_FEW) else number(count)


def counted(of: str) -> str:
    """What a figure counts, as far as two reports are likely to have it alike: its head where it is short.

    >>> counted("government soldiers"), counted("tons of wheat from the north")
    ('soldiers', 'tons of wheat from the north')
    """
    words = of.lower().split()
    return words[-1] if 0 < len(words) < 4 else of.lower()


def capitalized(sentence: str) -> str:
    """The sentence with a capital at its beginning and a full stop at its end."""
    sentence = sentence.strip()
    if not sentence:
        return ""
    return sentence[0].upper() + sentence[1:] + ("" if sentence[-1] in ".!?”\"" else ".")


def within(name: str) -> str:
    """A name as it stands within a sentence: `The army` begins small there, `The Lima Ledger` does not.

    >>> within("The army"), within("The Lima Ledger"), within("A source in the ministry")
    ('the army', 'The Lima Ledger', 'a source in the ministry')
    """
    article, _, rest = name.partition(" ")
    return f"{article.lower()} {rest}" if article in ("The", "A", "An") and rest[:1].islower() else name


def headed(name: str) -> str:
    """A name as it stands in a heading or a list: with a capital, unless its first word is written in its own way.

    >>> headed("joint declaration"), headed("al-Hol accord"), headed("eFuel pact")
    ('Joint declaration', 'al-Hol accord', 'eFuel pact')
    """
    first = name.partition(" ")[0]
    return name[:1].upper() + name[1:] if first.isalpha() and first.islower() else name
