"""Dates and lists as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.model.time import Time

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)


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


def listed(names: Sequence[str]) -> str:
    """Names in a row: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
