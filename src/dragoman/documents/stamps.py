"""Stamps of time as files, pages and feeds write them: the day that they print, or the very second.

The day is the local one of the stamp's own offset, since "on Wednesday" in the report is local too. What could be
two days (03/04/2025) is none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from dragoman.model.time import Time

_MONTHS = {name: n for n, names in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}
_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_CLOCK = re.compile(r"[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\s*\Z", re.I)
_DAY_FIRST = re.compile(
    r"(?i)\s*(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"(?i)\s*(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DIGITS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_SECONDS = re.compile(r"\s*(\d{9,10}|\d{12,13})(?:\.\d+)?\s*\Z")  # since 1970, or milliseconds


def day(stamp: Any) -> Time | None:
    """The day that a stamp prints, as local to its own offset; None where it is no date or could be two.

    >>> day("2025-06-05T23:30:00-05:00").value, day("Thu, 05 Jun 2025 08:00:00 GMT").value, day("03/04/2025")
    ('2025-06-05', '2025-06-05', None)
    """
    parts = _parts(str(stamp)[:80]) if stamp is not None and not isinstance(stamp, bool) else None
    try:
        value = date(*parts).isoformat() if parts else None
    except ValueError:
        return None
    return Time(value=value, earliest=value, latest=value) if value else None


def moment(stamp: Any) -> Time | None:
    """The same with the time of day, where the stamp has one with its offset: EDTF's "2025-06-05T14:30:00+02:00"."""
    found = day(stamp)
    if found is None:
        return None
    exact = _exactly(str(stamp)[:80])
    if exact is None or exact.date().isoformat() != found.value:
        return found
    return Time(value=exact.isoformat(timespec="seconds").replace("+00:00", "Z"), earliest=found.earliest,
                latest=found.latest)


def _parts(stamp: str) -> tuple[int, int, int] | None:
    """Year, month and day; not checked to be a date."""
    if m := _ISO.match(stamp):
        return int(m[1]), int(m[3]), int(m[4])
    if (m := _DAY_FIRST.match(stamp)) and m[2].lower() in _MONTHS:
        return int(m[3]), _MONTHS[m[2].lower()], int(m[1])
    if (m := _MONTH_FIRST.match(stamp)) and m[1].lower() in _MONTHS:
        return int(m[3]), _MONTHS[m[1].lower()], int(m[2])
    if m := _DIGITS.match(stamp):
        one, two, year = int(m[1]), int(m[2]), int(m[3])
        if one > 12 or one == two:
            return year, two, one
        return (year, one, two) if two > 12 else None
    exact = _exactly(stamp)
    return (exact.year, exact.month, exact.day) if exact else None


def _exactly(stamp: str) -> datetime | None:
    """The second of a stamp that says its offset."""
    try:
        if (m := _ISO.match(stamp)) and (clock := _CLOCK.match(stamp, m.end())):
            if clock[4] is None:
                return None
            zone = re.sub(r"^([+-]\d\d)$", r"\1:00", "+00:00" if clock[4].upper() in ("Z", "UTC", "GMT") else clock[4])
            zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
            return datetime.fromisoformat(f"{m[1]}-{m[3]}-{m[4]}T{clock[1]}:{clock[2]}:{clock[3] or '00'}{zone}")
        if m := _SECONDS.match(stamp):
            return datetime.fromtimestamp(int(m[1][:10] if len(m[1]) < 12 else m[1][:-3]), UTC)
        found = parsedate_to_datetime(stamp) if re.search(r"\d:\d\d", stamp) else None
        return found if found is not None and found.tzinfo is not None else None
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None
