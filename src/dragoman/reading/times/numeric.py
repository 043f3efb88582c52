"""Dates in digits: 2025-08-13, 08/13/2025, 13.8.2025, 20250813, and 8/13 where the order is known."""

from __future__ import annotations

import re
from typing import Literal

from dragoman.model.time import bounds

Order = Literal["mdy", "dmy"]


def numeric_date(text: str, order: Order | None = None) -> str | None:
    """The formula of a date in digits, or None where it is none.

    Of an ambiguous one (03/04/2025) only the year is safe, unless the order of the text's country is known.

    >>> numeric_date("03/04/2025"), numeric_date("03/04/2025", "mdy"), numeric_date("31/04/2025")
    ('2025', '2025-03-04', None)
    """
    if len(text) == 8 and text.isdecimal():
        return _valid(int(text[:4]), int(text[4:6]), int(text[6:]))
    a, b, *rest = (int(x) for x in re.split(r"[-/.]", text))
    if a > 31:
        return _valid(a, b, rest[0])
    if not rest:
        month, day = (a, b) if b > 12 or (order == "mdy" and a <= 12) else (b, a)
        return f"md{month:02}-{day:02}?" if _valid(2024, month, day) else None
    year = rest[0] if rest[0] > 99 else full_year(rest[0])
    if a > 12 or (order == "dmy" and b <= 12):
        return _valid(year, b, a)
    if b > 12 or a == b or order == "mdy":
        return _valid(year, a, b)
    if "." in text:
        return _valid(year, b, a)  # full stops are of countries that write the day first
    return f"{year:04}" if rest[0] > 99 and "/" in text else None


def full_year(short: float) -> int:
    """A year of two digits: within this century up to 2030, else the last."""
    return int(short) + (2000 if short <= 30 else 1900)


def _valid(year: int, month: int, day: int) -> str | None:
    value = f"{year:04}-{month:02}-{day:02}"
    return value if bounds(value) else None
