"""The places under keys that linking keeps in a record, read a stretch at a time.

Under a key that many things share only those around a place are read, and those next to them as they are asked for:
what comes stands mostly next to what came last, so that one stretch serves it. Changes are written at the end; a place
is put under a key without a look at those that are there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from dragoman.record.insert import remove, replace
from dragoman.record.tables import PLACES

_STRETCH = 64  # places on either side that are read at once
_MOST = 1_500_000  # places in memory, some 300 MB: when there are more, all are forgotten once they are written
_HERE = (PLACES.c.kind == sa.bindparam("a"), PLACES.c.key == sa.bindparam("b"))
_SIDES = sa.select(PLACES.c.place).where(*_HERE).limit(_STRETCH)
_BELOW = _SIDES.where(PLACES.c.place < sa.bindparam("c")).order_by(PLACES.c.place.desc())
_ABOVE = _SIDES.where(PLACES.c.place >= sa.bindparam("c")).order_by(PLACES.c.place)
_AROUND = sa.union_all(sa.select(_BELOW.subquery()), sa.select(_ABOVE.subquery()))
_FIRST = ""  # before every place


@dataclass
class _Stretch:
    """All places under a key from `low` to before `high`; None is the end of the key's places."""

    places: list[str]
    low: str | None
    high: str | None

    def covers(self, place: str) -> bool:
        """Is a place, if there is one, among these?"""
        return (self.low is None or self.low <= place) and (self.high is None or place < self.high)

    def move(self, place: str, *, here: bool) -> None:
        """Put a place among these, or take it away."""
        at = bisect_left(self.places, place)
        if (at < len(self.places) and self.places[at] == place) == here:
            return
        if here:
            self.places.insert(at, place)
        else:
            del self.places[at]


class Places:
    """The places under keys, as they are and as they are changed; `write` writes the changes."""

    def __init__(self, connection: sa.Connection):
        self._connection = connection
        self._stretches: dict[tuple[str, str], list[_Stretch]] = defaultdict(list)
        self._moved: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)  # whether a place is there now

    def move(self, kind: str, key: str, place: str, *, here: bool) -> None:
        """Put a place under a key, or take it away."""
        for stretch in self._stretches.get((kind, key), ()):
            if stretch.covers(place):
                stretch.move(place, here=here)
        self._moved[kind, key][place] = here

    def around(self, kind: str, key: str, place: str, width: int) -> tuple[list[str], list[str]]:
        """At most `width` places before and after a place, the nearest first, itself left out."""
        stretch = self._at(kind, key, place)
        while (at := bisect_left(stretch.places, place)) < width and stretch.low is not None:
            stretch = self._lower(kind, key, stretch)
        while (after := at + (stretch.places[at:at + 1] == [place])) + width > len(stretch.places) and stretch.high:
            stretch = self._raise(kind, key, stretch)
        return stretch.places[max(0, at - width):at][::-1], stretch.places[after:after + width]

    def first(self, kind: str, key: str, most: int | None) -> list[str]:
        """The first few places under a key, or all of them."""
        stretch = self._at(kind, key, _FIRST)
        while stretch.high is not None and (most is None or len(stretch.places) < most):
            stretch = self._raise(kind, key, stretch)
        return stretch.places[:most]

    def write(self) -> None:
        """Write what has changed."""
        moved = sorted((*under, place, here) for under, places in self._moved.items() for place, here in places.items())
        remove(self._connection, PLACES, (place for *place, here in moved if not here))
        replace(self._connection, PLACES, (tuple(place) for *place, here in moved if here))  # it may have been there
        self._moved.clear()
        if sum(len(s.places) for known in self._stretches.values() for s in known) > _MOST:
            self._stretches.clear()

    def _at(self, kind: str, key: str, place: str) -> _Stretch:
        """The stretch that a place is in or would be."""
        known = self._stretches[kind, key]
        for stretch in known:
            if stretch.covers(place):
                return stretch
        found = list(self._read(_AROUND, kind, key, place))
        above = [p for p in found if p >= place]
        below = [p for p in found if p < place]
        return self._add(kind, key, _Stretch(
            below[::-1] + above, min(below) if len(below) == _STRETCH else None,
            _after(max(above)) if len(above) == _STRETCH else None))

    def _lower(self, kind: str, key: str, stretch: _Stretch) -> _Stretch:
        """The stretch with those next to it, below."""
        found = list(self._read(_BELOW, kind, key, stretch.low or _FIRST))
        low = found[-1] if len(found) == _STRETCH else None
        return self._add(kind, key, _Stretch(found[::-1], low, stretch.low))

    def _raise(self, kind: str, key: str, stretch: _Stretch) -> _Stretch:
        """The stretch with those next to it, above."""
        found = list(self._read(_ABOVE, kind, key, stretch.high or _FIRST))
        high = _after(found[-1]) if len(found) == _STRETCH else None
        return self._add(kind, key, _Stretch(found, stretch.high, high))

    def _read(self, query: sa.Executable, kind: str, key: str, place: str) -> Iterator[str]:
        return map(str, self._connection.execute(query, {"a": kind, "b": key, "c": place}).scalars())

    def _add(self, kind: str, key: str, new: _Stretch) -> _Stretch:
        """Make one stretch of a new one and those that it meets. What these know is newer than what is written."""
        for place, here in self._moved.get((kind, key), {}).items():
            if new.covers(place):
                new.move(place, here=here)
        apart: list[_Stretch] = []
        met: list[_Stretch] = []
        for other in self._stretches[kind, key]:
            touches = ((new.low is None or other.high is None or new.low <= other.high)
                       and (other.low is None or new.high is None or other.low <= new.high))
            (met if touches else apart).append(other)
        places = {p for p in new.places if not any(other.covers(p) for other in met)}
        places.update(p for other in met for p in other.places)
        lows, highs = [x.low for x in (new, *met)], [x.high for x in (new, *met)]
        whole = _Stretch(sorted(places), None if None in lows else min(x for x in lows if x is not None),
                         None if None in highs else max(x for x in highs if x is not None))
        self._stretches[kind, key] = [*apart, whole]
        return whole


def _after(place: str) -> str:
    """A text greater than a place, and not than the next one (PostgreSQL keeps no NUL)."""
    return place + "\x01"
