"""Dates and times that keep their precision: EDTF for rows, TIMEX3 for expressions in text.

A TIMEX3 value is a string: `2025-08-13`, `2025-08`, `2025`, `2025-W33`, `2025-Q3`, `2025-H1`, `2025-SU`,
`202` (a decade), `20` (a century), `2025-08-13T06:00`, `2025-08-13TNI`, `BC0480`, `P3D`, `PAST_REF`;
`XXXX-WXX-4` and the like where a part is not known.

How a value is counted from another one is written as a *formula*, steps with a blank between them:

    D-1  W+1  M+0  Q-1  H+0  Y-1  DE+0  CE-1   the day before, next week, this month, … ; H is a half year
    h+48                   hours on from a time, or from a day (whole days then)
    wd4<=                  the last Thursday on or before; < strictly before, >= and > on or after, strictly
                           after, ~ the nearest, = the one in the same week; <~ the last one, or the
                           nearest where the next is near (two months for days, a week for months)
    wd5/13<=               likewise for a Friday the 13th
    mo3<= md03-14~ seSU= q3< h1=   likewise for a month, day of the year, season, quarter, half year;
                           = is the one in the same year
    we<=                   likewise for a weekend
    ho11/4/4<= hoE+1>      likewise for a holiday: the fourth Thursday of November, the day after Easter
    y-1                    the same date, season or quarter a year before
    dm20                   the 20th of the same month
    T06:00  TNI            that time, that part of the day
    1995  2025-08-13       that date, whatever came before
    early  mid  late       the value stays, the bounds become narrower

The same formula gives the same value for the same reference, always: `resolve` is a pure function.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from dragoman.model.base import Row

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeBasis = Literal["explicit", "document", "narrative", "linked", "unresolved"]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # months, of the north; winter runs over
_EDTF_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>[\w:+-]+))?)?"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?")
_SHIFT = re.compile(r"(DE|CE|[DWMQHYh])([+-]\d{1,6})")
_PICK = re.compile(r"(wd|mo|md|se|q|ho|h|we)([\w/+-]*?)(<=|>=|<~|<|>|~|=)")
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}


class Time(Row, frozen=True):
    """A date as an interval. `value` is EDTF (ISO 8601-2), `earliest` and `latest` are ISO dates that bound it."""

    value: str
    earliest: str | None = None
    latest: str | None = None


class Resolution(NamedTuple):
    """A TIMEX3 value with the ISO dates that bound it; these are null where the calendar has none for it."""

    value: str
    earliest: str | None = None
    latest: str | None = None


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 date or time, or None where it is no date of the calendar.

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("2025-02-31") is None
    True
    """
    try:
        if re.fullmatch(r"\d{2,3}", value):  # a decade or a century
            span = 10 ** (4 - len(value))
            return date(int(value) * span, 1, 1), date(int(value) * span + span - 1, 12, 31)
        m = _VALUE.fullmatch(value)
        return _bounds(m) if m else None
    except (ValueError, OverflowError):
        return None


def _bounds(m: re.Match[str]) -> tuple[date, date]:
    year = int(m["year"])
    if m["day"]:
        day = date(year, int(m["month"]), int(m["day"]))
        return day, day
    if m["week"]:
        monday = date.fromisocalendar(year, int(m["week"]), 1)
        return monday + timedelta(5 if m["weekend"] else 0), monday + timedelta(6)
    first, last = 1, 12
    if m["month"]:
        first = last = int(m["month"])
    elif m["quarter"]:
        first, last = 3 * int(m["quarter"]) - 2, 3 * int(m["quarter"])
    elif m["half"]:
        first, last = 6 * int(m["half"]) - 5, 6 * int(m["half"])
    elif m["season"]:
        first, last = _SEASONS[m["season"]]
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def time_of(value: str, earliest: str | None = None, latest: str | None = None) -> Time | None:
    """The EDTF time of a TIMEX3 date or time, or None where it is none (a duration, a vague reference).

    Times of day lose the hour: rows keep dates. What EDTF cannot write becomes an interval.

    >>> time_of("2025-SU").value, time_of("202").value, time_of("2025-Q3").value
    ('2025-22', '202X', '2025-07/2025-09')
    """
    limits = bounds(value)
    if limits is None:
        return None
    first, last = (d.isoformat() for d in limits)
    m = _VALUE.fullmatch(value)
    if m is None:
        edtf = value + "X" * (4 - len(value))
    elif m["week"]:
        edtf = f"{first}/{last}"
    elif m["quarter"] or m["half"]:
        edtf = f"{first[:7]}/{last[:7]}"
    elif m["season"]:
        edtf = f"{m['year']}-{_EDTF_SEASONS[m['season']]}"
    else:
        edtf = value[:10]
    return Time(value=edtf, earliest=earliest or first, latest=latest or last)


def interval(earliest: str, latest: str) -> Time:
    """The time between two ISO dates, both included; one day where they are equal."""
    return Time(value=earliest if earliest == latest else f"{earliest}/{latest}", earliest=earliest, latest=latest)


def instant(time: Time | None) -> str:
    """A key by which times sort, whatever their offsets: the second in UTC, a bare day before its seconds.

    >>> instant(Time(value="2025-06-05T01:00:00+02:00")), instant(Time(value="2025-06-05")), instant(None)
    ('2025-06-04T23:00:00+00:00', '2025-06-05', '')
    """
    if time is None:
        return ""
    try:
        return datetime.fromisoformat(time.value).astimezone(UTC).isoformat() if "T" in time.value else time.value
    except (ValueError, OverflowError):
        return time.value


def resolve(relative: str, reference: str) -> Resolution | None:
    """The value of a formula (see above) counted from a TIMEX3 date, or None where it cannot be counted.

    >>> resolve("wd4<=", "2025-08-15").value, resolve("Y-1 mo12=", "2025-11-05").value
    ('2025-08-14', '2024-12')
    >>> resolve("D+2", "2025-08") is None
    True
    """
    value, part = reference, ""
    for step in relative.split():
        if step in ("early", "mid", "late"):
            part = step
            continue
        try:
            found = _step(step, value)
        except (ValueError, OverflowError):
            return None
        if found is None:
            return None
        value = found
    return bounded(value, part)


def resolve_between(relative: str, earliest: str, latest: str) -> Resolution | None:
    """The value of a formula whose reference lies somewhere between two ISO dates, or None where it depends on where.

    >>> resolve_between("M-1", "2025-08-14", "2025-08-19").value
    '2025-07'
    """
    first, last = resolve(relative, earliest), resolve(relative, latest)
    if first is None or last is None or first.value != last.value:
        return None
    return first


def bounded(value: str, part: str = "") -> Resolution:
    """A TIMEX3 value with its bounds, narrowed to its early, middle or late third."""
    limits = bounds(value)
    if limits is None:
        return Resolution(value)
    first, last = limits
    third = ((last - first).days + 1) // 3
    if part == "early":
        last = first + timedelta(max(third, 1) - 1) if third else last
    elif part == "late":
        first = last - timedelta(max(third, 1) - 1) if third else first
    elif part == "mid":
        first, last = first + timedelta(third), last - timedelta(third)
    return Resolution(value, first.isoformat(), last.isoformat())


def _step(step: str, value: str) -> str | None:
    if step[0] == "T":
        day = value[:10]
        return f"{day}{step}" if bounds(day) and len(day) == 10 else None
    if m := _SHIFT.fullmatch(step):
        return _shift(value, m[1], int(m[2]))
    if step[0] == "y" and (m := re.fullmatch(r"(\d{4})(.*)", value)):
        found = f"{int(m[1]) + int(step[1:]):04}{m[2]}"
        return found if bounds(found) else None
    if m := _PICK.fullmatch(step):
        return _pick(value, m[1], m[2], m[3])
    if step.startswith("dm"):
        found = f"{value[:7]}-{int(step[2:]):02}"
        return found if bounds(found) else None
    return step if step[0].isdigit() or step.startswith("BC") else None


def _shift(value: str, unit: str, count: int) -> str | None:
    """Truncate to a unit and go so many units on; None where the value is coarser than the unit."""
    limits = bounds(value)
    if limits is None:
        return _shift_bc(value, unit, count)
    first, last = limits
    days = (last - first).days
    if unit == "h":
        return _shift_hours(value, first, count) if days == 0 else None
    if unit == "D":
        return (first + timedelta(count)).isoformat() if days == 0 else None
    if unit == "W":
        return _week(first + timedelta(7 * count)) if days <= 6 else None
    months = _MONTHS[unit]
    if days > months * 31:
        return None
    index = first.year * 12 + first.month - 1
    year, month = divmod((index // months + count) * months, 12)
    if not 1 <= year <= 9999:
        return None
    return {
        "M": f"{year:04}-{month + 1:02}", "Q": f"{year:04}-Q{month // 3 + 1}", "H": f"{year:04}-H{month // 6 + 1}",
        "Y": f"{year:04}", "DE": f"{year // 10:03}", "CE": f"{year // 100:02}",
    }[unit]


def _shift_hours(value: str, day: date, count: int) -> str | None:
    if m := re.fullmatch(r".{10}T(\d\d):(\d\d)", value):
        minutes = int(m[1]) * 60 + int(m[2]) + count * 60
        day += timedelta(minutes // 1440)
        return f"{day.isoformat()}T{minutes % 1440 // 60:02}:{minutes % 60:02}"
    if count % 24 == 0:
        return (day + timedelta(count // 24)).isoformat()
    return None


def _shift_bc(value: str, unit: str, count: int) -> str | None:
    m = re.match(r"BC(\d{4})", value)
    if m is None or unit not in ("Y", "DE"):
        return None
    year = int(m[1]) - count * (1 if unit == "Y" else 10)
    return (f"BC{year:04}" if unit == "Y" else f"BC{year // 10:03}") if year > 0 else None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


@lru_cache(maxsize=4096)
def _pick(value: str, kind: str, which: str, how: str) -> str | None:
    """The weekday, month, day of the year, season, quarter or half that stands so to the value."""
    if value.startswith("BC") and how == "=" and kind in ("mo", "md", "se"):
        return f"{value[:6]}-{which.zfill(2)}"
    limits = bounds(value)
    if limits is None:
        return None
    first, last = limits
    found = sorted((b[0], b[1], v) for v in _candidates(kind, which, first, last) if (b := bounds(v)))
    if how == "=":
        same = [v for start, _, v in found
                if (_week(start) == _week(first) if kind in ("wd", "we") else start.year == first.year)]
        return same[0] if same else None
    if how == "<~":
        near = _pick(value, kind, which, ">")
        limits = bounds(near) if near else None
        how = "~" if limits and (limits[0] - last).days <= (60 if kind in ("md", "ho") else 7) else "<="
    if how in ("<", "<="):
        before = [v for start, end, v in found if (start <= last if how == "<=" else end < first)]
        return before[-1] if before else None
    if how in (">", ">="):
        after = [v for start, end, v in found if (end >= first if how == ">=" else start > last)]
        return after[0] if after else None
    nearest = [(max((start - last).days, (first - end).days, 0), start, v) for start, end, v in found]
    return min(nearest)[2] if nearest else None


def _candidates(kind: str, which: str, first: date, last: date) -> Iterator[str]:
    if kind == "wd":
        if (last - first).days <= 6:
            weekday, _, number = which.partition("/")
            reach = 430 if number else 7  # days; each day of a month but the 31st is each weekday within 14 months
            for offset in range(-reach, (last - first).days + reach + 1):
                day = first + timedelta(offset)
                if day.isoweekday() == int(weekday) and number in ("", str(day.day)):
                    yield day.isoformat()
        return
    if kind == "we":
        yield from (_week(first + timedelta(7 * n)) + "-WE" for n in (-1, 0, 1))
        return
    reach = 8 if which == "02-29" else 1
    for year in range(max(first.year - reach, 1), min(last.year, first.year + 1, 9990) + reach + 1):
        if kind == "ho":
            yield holiday(which, year)
            continue
        mark = {"mo": which.zfill(2), "q": f"Q{which}", "h": f"H{which}"}.get(kind, which)
        yield f"{year:04}-{mark}"


def holiday(code: str, year: int) -> str:
    """The date of a holiday in a year: `11/4/4` is the fourth Thursday of November, `5/-1/1` the last Monday
    of May, `E+1` the day after Easter Sunday (the Gregorian one, by Meeus's method), `12-25` Christmas.

    >>> holiday("11/4/4", 1999), holiday("E+0", 2000), holiday("5/-1/1", 2024)
    ('1999-11-25', '2000-04-23', '2024-05-27')
    """
    if code.startswith("E"):
        a, (b, c) = year % 19, divmod(year, 100)
        d, e = divmod(b, 4)
        h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
        i, k = divmod(c, 4)
        week = (32 + 2 * e + 2 * i - h - k) % 7
        month, day = divmod(h + week - 7 * ((a + 11 * h + 22 * week) // 451) + 114, 31)
        return (date(year, month, day + 1) + timedelta(int(code[1:]))).isoformat()
    if "/" not in code:
        return f"{year:04}-{code}"
    month, nth, weekday = (int(x) for x in code.split("/"))
    days = [date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    return [d for d in days if d.isoweekday() == weekday][nth - 1 if nth > 0 else nth].isoformat()


def unresolved(relative: str) -> str:
    """What a formula's value looks like where its reference is not known.

    >>> unresolved("wd5<= TNI"), unresolved("Y-1 mo12="), unresolved("M-1"), unresolved("Y+1 late")
    ('XXXX-WXX-5TNI', 'XXXX-12', 'XXXX-XX', 'XXXX')
    """
    value = "XXXX"
    for step in relative.split():
        if step[0] == "T":
            value = f"{value if value.count('-') == 2 else 'XXXX-XX-XX'}{step}"
        elif m := _SHIFT.fullmatch(step):
            value = {"D": "XXXX-XX-XX", "h": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
                     "H": "XXXX-HX", "DE": "XXX", "CE": "XX"}.get(m[1], "XXXX")
        elif m := _PICK.fullmatch(step):
            kind, which = m[1], m[2]
            value = {"wd": f"XXXX-WXX-{which[:1]}", "we": "XXXX-WXX-WE", "mo": f"XXXX-{which.zfill(2)}",
                     "q": f"XXXX-Q{which}", "h": f"XXXX-H{which}", "ho": "XXXX-XX-XX"}.get(kind, f"XXXX-{which}")
        elif m := re.fullmatch(r"dm(\d{1,2})", step):
            value = f"XXXX-XX-{int(m[1]):02}"
    return value
