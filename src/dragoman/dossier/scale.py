"""A scale of days on which a story's times are drawn: a day as a point, an interval as long as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from dragoman.model.time import Time
from dragoman.text.wording import MONTHS

WIDTH = 100.0  # of a drawing, in per cent of its place
_THIN = 1.2  # the least that is drawn
_OPEN = 7.0  # how far what has no beginning or end is drawn
_AROUND = timedelta(days=45)  # that the drawing reaches beyond the reports
_FAR = timedelta(days=1100)  # that it reaches at most, where most of what is drawn lies beyond them
_MOST = 0.8  # of the times are drawn within, if they are no farther than that


@dataclass(frozen=True)
class Bar:
    """What is drawn of a time: where it begins, how wide it is, and whether it goes on beyond the drawing.

    `kind` is `day`, `interval` or `beyond` (it lies wholly outside the drawing).
    """

    x: float
    width: float
    kind: str
    before: bool
    after: bool


@dataclass(frozen=True)
class Scale:
    """The days from `first` to `last`, drawn from 0 to WIDTH."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins."""
        return round((day - self.first).days / max((self.last - self.first).days, 1) * WIDTH, 2)

    def bar(self, time: Time | None) -> Bar | None:
        """What is drawn of a time; null where it has no day at all."""
        start, end = _day(time.earliest if time else None), _day(time.latest if time else None)
        if start is None and end is None:
            return None
        if start is not None and end is not None and end < start:
            start, end = end, start
        before, after = start is None or start < self.first, end is None or end > self.last
        left, right = max(start or self.first, self.first), min(end or self.last, self.last)
        if right < self.first or left > self.last:
            x = 0.0 if right < self.first else WIDTH - _THIN
            return Bar(x, _THIN, "beyond", right < self.first, left > self.last)
        x = min(self.at(left), WIDTH - _THIN)
        width = min(max(self.at(_plus(right, timedelta(days=1))) - x, _THIN), WIDTH - x)
        if start is None or end is None:  # only one side of it is known
            x = max(x + width - _OPEN, 0.0) if start is None else x
            width = _OPEN
        return Bar(round(x, 2), round(min(width, WIDTH - x), 2), "day" if start == end else "interval", before, after)

    def ticks(self) -> list[tuple[float, str]]:
        """The days, months or years that divide the drawing: place and name."""
        if (self.last - self.first).days < 100:
            return self._days()
        months = [date(n // 12, n % 12 + 1, 1) for n in range(self.first.year * 12 + self.first.month,
                                                              self.last.year * 12 + self.last.month)]
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / s <= 6), 240)
        shown = [m for m in months if (m.year * 12 + m.month - 1) % step == 0]
        return [(self.at(m), f"{MONTHS[m.month - 1][:3]} {m.year}" if step < 12 else str(m.year)) for m in shown]

    def _days(self) -> list[tuple[float, str]]:
        step = 7 if (self.last - self.first).days < 45 else 14
        first = self.first + timedelta(days=(7 - self.first.weekday()) % 7)
        shown = [first + timedelta(days=n) for n in range(0, (self.last - first).days - 1, step)]
        return [(self.at(d), f"{d.day} {MONTHS[d.month - 1][:3]}") for d in shown]


def scale_of(times: Iterable[Time | None], around: Iterable[Time | None]) -> Scale:
    """A scale for some times. It reaches as far as they do, but beyond those that it is drawn `around` no farther than
    it takes to have most of them within: one that is long past does not press the others together."""
    days = sorted(_days(times))
    centre = sorted(_days(around)) or days
    if not centre:
        return Scale(date(2000, 1, 1), date(2000, 12, 31))
    beyond = sorted(d for d in (max(centre[0] - d, d - centre[-1]) for d in days) if d <= _FAR)
    reach = max([_AROUND, *beyond[:ceil(len(beyond) * _MOST)]])
    low, high = _plus(centre[0], -reach), _plus(centre[-1], reach)
    inside = [d for d in days if low <= d <= high] + centre
    first, last = min(inside), max(inside)
    margin = max((last - first) // 40, timedelta(days=2 if (last - first).days > 20 else 10))
    return Scale(_plus(first, -margin), _plus(last, margin))


def _days(times: Iterable[Time | None]) -> list[date]:
    found = [_day(edge) for time in times if time for edge in (time.earliest, time.latest)]
    return [day for day in found if day]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _plus(day: date, time: timedelta) -> date:
    try:
        return day + time
    except OverflowError:
        return day
