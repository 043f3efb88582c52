"""Dates that a report leaves open, settled by the other reports of its story.

A report that says "Wednesday" and never its own date is of a day on which its weekdays fall on days that
the dated reports tell of as well. Each day near theirs is tried: the report's expressions are counted
from it, and the day counts for more the more of them agree, the fewer of its past days lie ahead of it,
and the closer its weekdays are. Nothing is settled where nothing agrees and no day of the report (26 June) falls
near theirs, and never a time that the report gives in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dragoman.model.document import Document
from dragoman.model.reading import Reading, TimeExpression
from dragoman.model.time import Time, bounds, interval, resolve, resolve_between

_BEFORE, _AFTER = 7, 45  # days around the dated reports in which an undated one is looked for
_WEEK = 6  # days that an interval goes on: a weekday name reaches no further
_PARTIAL = re.compile(r"XXXX-(\d\d-\d\d)")
_NEAR = 100  # characters, about a clause: ", five days after"
_FAR, _FARTHEST = 60, 200  # days from the dated reports beyond which they do not give a dateline its year: without
#                            and with a weekday in the report that is the dateline's day or the day before


def settle_dates(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of one story, in the same order, with their documents' dates and their times settled.

    A document without a date, or with less than a day, gets one, or an interval, from those that have one
    (`published`, with the basis that it had or `inferred`); its times are then counted again from that
    (basis `linked`). What nothing settles stays as it was. The result does not depend on the order.
    """
    for only_partial in (True, False):  # a dateline without its year is surer than any counting
        dated = [r for r in readings if _limits(r.document) is not None]
        readings = tuple(
            r if _is_exact(r.document) or (only_partial and not _partial(r.document))
            else _settled(r, [d for d in dated if d is not r]) for r in readings)
    return readings


class _Known(NamedTuple):
    """What the dated reports give: when they were published, and the days that they tell of."""

    first: date
    last: date
    days: frozenset[str]


class _Trial(NamedTuple):
    """How well a day would do as the report's date, and what its expressions would mean."""

    day: date
    agreeing: int
    near: int
    ahead: int
    spread: int
    distance: int
    days: tuple[str | None, ...]

    @property
    def rank(self) -> tuple[int, int, int, int, date]:
        return (-self.agreeing, self.ahead, self.spread, self.distance, self.day)


def _settled(reading: Reading, others: Sequence[Reading]) -> Reading:
    known = _known(others)
    limits = _limits(reading.document)
    if known is not None:
        limits = _from_others(reading, known) or limits
    if limits is None:
        return reading
    first, last = (d.isoformat() for d in limits)
    document = reading.document
    document = msgspec.structs.replace(document, published=interval(first, last),
                                       published_basis=document.published_basis or "inferred")
    return msgspec.structs.replace(reading, document=document,
                                   times=tuple(_counted(t, first, last) for t in reading.times))


def _counted(time: TimeExpression, first: str, last: str) -> TimeExpression:
    """A time counted from a document's date between two days; its bounds at least, where the value depends on which."""
    if time.basis != "unresolved" or time.relative is None:
        return time
    found = resolve_between(time.relative, first, last)
    if found is not None:
        value, earliest, latest = found
        return msgspec.structs.replace(time, value=value, earliest=earliest, latest=latest, basis="linked")
    low, high = resolve(time.relative, first), resolve(time.relative, last)
    if low is None or high is None or low.earliest is None or high.latest is None or low.earliest > high.latest:
        return time
    return msgspec.structs.replace(time, earliest=low.earliest, latest=high.latest)


def _from_others(reading: Reading, known: _Known) -> tuple[date, date] | None:
    """The first and last day that the report may be of, or None where the others do not settle it."""
    published = reading.document.published
    if (month_day := _partial(reading.document)) is not None:
        day = _with_year(month_day, reading, known)
        return (day, day) if day else None
    formulas, weekdays = _formulas(reading)
    first, last = known.first - timedelta(_BEFORE), known.last + timedelta(_AFTER)
    if published and published.earliest:
        first = max(first, date.fromisoformat(published.earliest))
    if published and published.latest:
        last = min(last, date.fromisoformat(published.latest))
    apposed = _apposed(reading)
    trials = [_try(first + timedelta(n), formulas, weekdays, apposed, known) for n in range((last - first).days + 1)]
    best = min(trials, key=lambda t: t.rank, default=None)
    if best is None or not (best.agreeing or best.near):
        return None
    end = best.day
    for trial in trials:
        if trial.day > best.day and (trial.day - best.day).days <= _WEEK and trial.day == end + timedelta(1) \
                and trial.days == best.days and trial.ahead == best.ahead:
            end = trial.day
    return best.day, end


def _partial(document: Document) -> str | None:
    """The month and day of a dateline without a year."""
    m = _PARTIAL.fullmatch(document.published.value) if document.published else None
    return m[1] if m else None


def _with_year(month_day: str, reading: Reading, known: _Known) -> date | None:
    """The day of a dateline without a year that is nearest to the dated reports, if it is near or its weekday fits."""
    days = []
    for year in range(known.first.year - 1, known.last.year + 2):
        limits = bounds(f"{year:04}-{month_day}")
        if limits is not None:
            days.append((_distance(limits[0], known), limits[0]))
    nearest, day = min(days, default=(_FARTHEST + 1, known.first))
    weekdays = {f"wd{(day - timedelta(n)).isoweekday()}<=" for n in (0, 1)}
    fits = any(t.relative in weekdays for t in reading.times)
    return day if nearest <= (_FARTHEST if fits else _FAR) else None


def _try(day: date, formulas: Sequence[str], weekdays: frozenset[str], apposed: Sequence[tuple[str, str]],
         known: _Known) -> _Trial:
    values = tuple(_day(f, day) for f in formulas)
    found = [(f, date.fromisoformat(v)) for f, v in zip(formulas, values, strict=True) if v]
    agreeing = len({v for v in values if v and v in known.days})
    agreeing += sum(1 for a, b in apposed if (v := _day(a, day)) and v == _day(b, day))
    near = sum(1 for f, d in found if f.startswith("md") and known.first - timedelta(_BEFORE) <= d <= day)
    ahead = sum(1 for f, d in found if d > day and "<" in f.split()[0])
    spread = max((abs((d - day).days) for f, d in found if f in weekdays), default=0)
    return _Trial(day, agreeing, near, ahead, spread, _distance(day, known), values)


def _day(formula: str, reference: date) -> str | None:
    found = resolve(formula, reference.isoformat())
    if found is None or found.earliest is None or found.earliest != found.latest:
        return None
    return found.earliest


def _formulas(reading: Reading) -> tuple[tuple[str, ...], frozenset[str]]:
    """The formulas of a report that lead to days, those that it implies too, and which are plain weekdays.

    "On Monday, five days after X" implies that X was five days before that Monday.
    """
    formulas = [t.relative for t in reading.times if t.relative and t.basis == "unresolved"]
    weekdays = frozenset(f for f in formulas if f.startswith("wd"))
    implied = []
    for time, length in pairwise(reading.times):
        m = re.fullmatch(r"P(\d{1,3})([DW])", length.value)
        if m and time.relative and time.relative.startswith("wd") and 0 <= length.start - time.end <= _NEAR:
            text = reading.document.text
            following = text[length.end:length.end + 8].split()[:1]
            between = text[time.end:length.start]
            if following in (["after"], ["before"]) and not re.search(r"[.;:!?]", between):
                days = int(m[1]) * (7 if m[2] == "W" else 1)
                implied.append(f"{time.relative} D{-days if following == ['after'] else days:+}")
    return tuple(dict.fromkeys([*formulas, *implied])), weekdays


def _apposed(reading: Reading) -> list[tuple[str, str]]:
    """Pairs of a weekday and another formula of a day that stand so close that they may be one day."""
    open_ = [t for t in reading.times if t.relative and t.basis == "unresolved"]
    pairs = [(a.relative or "", b.relative or "") for a, b in pairwise(open_) if b.start - a.end <= _NEAR]
    return list(dict.fromkeys((a, b) for a, b in pairs if a.startswith("wd") != b.startswith("wd")))


def _known(readings: Iterable[Reading]) -> _Known | None:
    ends: list[date] = []
    days: set[str] = set()
    for reading in readings:
        limits = _limits(reading.document)
        if limits is None:
            continue
        ends.extend(limits)
        if limits[0] == limits[1]:
            days.add(limits[0].isoformat())
        days.update(t.earliest for t in reading.times if t.earliest and t.earliest == t.latest)
    return _Known(min(ends), max(ends), frozenset(days)) if ends else None


def _distance(day: date, known: _Known) -> int:
    return max((known.first - day).days, (day - known.last).days, 0)


def _limits(document: Document) -> tuple[date, date] | None:
    """When a document was published, if that is known to the week."""
    time: Time | None = document.published
    if time is None or time.earliest is None or time.latest is None:
        return None
    first, last = date.fromisoformat(time.earliest[:10]), date.fromisoformat(time.latest[:10])
    return (first, last) if (last - first).days <= _WEEK else None


def _is_exact(document: Document) -> bool:
    limits = _limits(document)
    return limits is not None and limits[0] == limits[1]
