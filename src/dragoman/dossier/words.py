"""Dates, figures and names as a person would write them."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model.record import Quantity
from dragoman.model.time import Time

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)
_COMPARATORS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}


def date_in_words(time: Time | None) -> str:
    """A date as its precision allows: `13 August 2025`, `March 2025`, `2018`, or an interval.

    >>> date_in_words(Time(value="2025-08-13"))
    '13 August 2025'
    >>> date_in_words(Time(value="2025-03/2025-05"))
    'March 2025 to May 2025'
    """
    if time is None:
        return ""
    if "/" in time.value:
        first, last = (_one_date(part) for part in time.value.split("/", 1))
        if not first or not last:
            return f"since {first}" if first else f"until {last}"
        return f"{first} to {last}"
    return _one_date(time.value)


def _one_date(value: str) -> str:
    match = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?([~?%]?)", value)
    if not match:
        return "" if value in ("", "..") else value
    year, month, day, doubt = match.groups()
    if month and not 1 <= int(month) <= 12:
        return value
    year = "(year not given)" if year == "XXXX" else year
    words = " ".join(filter(None, [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]))
    return f"about {words}" if doubt else words


def sort_key(time: Time | None) -> tuple[str, str]:
    """Orders times by their bounds; what has none comes last."""
    if time is None:
        return ("9999", "9999")
    return (time.earliest or time.latest or "9999", time.latest or "9999")


def days_between(time: Time | None) -> int:
    """How many days an interval spans; 0 for a single day or an open one."""
    if time is None or not time.earliest or not time.latest:
        return 0
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days


def number(value: float) -> str:
    """A number with thousands set off: `20,000`, `1.5`.

    >>> number(20000.0), number(1.5)
    ('20,000', '1.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")


def figure(quantity: Quantity) -> str:
    """A quantity's value with its bounds and unit, without what it counts."""
    unit = " per cent" if quantity.unit == "percent" else f" {quantity.unit}" if quantity.unit else ""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}{unit}"
    value = low if low is not None else high
    if value is None:
        return quantity.text
    return f"{_COMPARATORS.get(quantity.comparator, '')}{number(value)}{unit}"


def listed(names: list[str]) -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def capitalized(sentence: str) -> str:
    """The sentence with a capital at its beginning and a full stop at its end."""
    sentence = sentence.strip()
    if not sentence:
        return ""
    return sentence[0].upper() + sentence[1:] + ("" if sentence[-1] in ".!?”\"" else ".")
