"""What linking keeps between two runs, in the tables of a record.

Things are read as they are asked for and written at the end. So are the places under a key, where they are few; under
a key that many share only those around a place are read, and changes are written at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.record.insert import insert
from dragoman.record.rows import some
from dragoman.record.tables import PLACES, THINGS

_END = "\x1f"  # stands between the order of a thing and its id
_FEW = 64  # places under a key that are read as a whole
_GONE = object()
_encode = msgspec.msgpack.Encoder().encode


class Shelf:
    """Keeps things by kind and id, and their places under keys; `types` tells what things of a kind are.

    With `whole` all places are read now and kept here, which many documents one after the other are linked faster by.
    """

    def __init__(self, connection: sa.Connection, types: Mapping[str, Any], *, whole: bool = False):
        self._connection = connection
        self._whole = whole
        self._decoders = {kind: msgspec.msgpack.Decoder(type_) for kind, type_ in types.items()}
        self._things: dict[str, dict[str, Any]] = defaultdict(dict)
        self._written: dict[str, set[str]] = defaultdict(set)
        self._places: dict[tuple[str, str], list[str] | None] = {}
        self._moved: dict[tuple[str, str, str], bool] = {}
        if whole:
            once: dict[str, str] = {}
            query = sa.select(PLACES.c.kind, PLACES.c.key, PLACES.c.place)
            for kind, key, place in connection.execute(query.order_by(PLACES.c.kind, PLACES.c.key, PLACES.c.place)):
                self._places.setdefault((kind, key), []).append(once.setdefault(place, place))  # type: ignore[union-attr]

    def get(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The things of some ids, as far as there are any."""
        known, wanted = self._things[kind], list(dict.fromkeys(ids))
        decode = self._decoders[kind].decode
        for part in some([i for i in wanted if i not in known]):
            known.update(dict.fromkeys(part, _GONE))
            query = sa.select(THINGS.c.id, THINGS.c.data).where(THINGS.c.kind == kind, THINGS.c.id.in_(part))
            known.update({str(key): decode(data) for key, data in self._connection.execute(query)})
        return {i: found for i in wanted if (found := known[i]) is not _GONE}

    def put(self, kind: str, things: Mapping[str, Any]) -> None:
        """Keep things by their ids, in place of older ones."""
        self._things[kind].update(things)
        self._written[kind].update(things)

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Forget the things of some ids."""
        self.put(kind, dict.fromkeys(ids, _GONE))

    def enter(self, kind: str, key: str, place: str) -> None:
        """Put the thing whose place is given under a key."""
        self._move(kind, key, place, here=True)

    def leave(self, kind: str, key: str, place: str) -> None:
        """Take it away from there."""
        self._move(kind, key, place, here=False)

    def around(self, kind: str, key: str, place: str, width: int) -> tuple[list[str], list[str]]:
        """The ids next to a place under a key: at most `width` before and after it, the nearest first."""
        under = self._under(kind, key)
        if under is None:
            column = PLACES.c.place
            query = sa.select(column).where(PLACES.c.kind == kind, PLACES.c.key == key).limit(width)
            before = self._connection.scalars(query.where(column < place).order_by(column.desc()))
            after = self._connection.scalars(query.where(column > place).order_by(column))
            return [_thing(p) for p in before], [_thing(p) for p in after]
        at = bisect_left(under, place)
        after_it = at + 1 if at < len(under) and under[at] == place else at
        return ([_thing(p) for p in reversed(under[max(0, at - width):at])],
                [_thing(p) for p in under[after_it:after_it + width]])

    def standing(self, kind: str, key: str, most: int | None = None) -> list[str]:
        """The ids under a key, in the order of their places, or the first few of them."""
        under = self._under(kind, key)
        if under is None:
            query = sa.select(PLACES.c.place).where(PLACES.c.kind == kind, PLACES.c.key == key)
            found = self._connection.scalars(query.order_by(PLACES.c.place).limit(most))
            return [_thing(p) for p in found]
        return [_thing(p) for p in under[:most]]

    def write(self) -> None:
        """Write what has changed."""
        for kind, ids in self._written.items():
            things = self._things[kind]
            for part in some(sorted(ids)):
                self._connection.execute(THINGS.delete().where(THINGS.c.kind == kind, THINGS.c.id.in_(part)))
                insert(self._connection, THINGS, (_row(kind, i, things[i]) for i in part if things[i] is not _GONE))
        gone = [{"a": kind, "b": key, "c": place} for (kind, key, place), here in self._moved.items() if not here]
        come = [moved for moved, here in self._moved.items() if here]
        if gone:
            self._connection.execute(PLACES.delete().where(
                PLACES.c.kind == sa.bindparam("a"), PLACES.c.key == sa.bindparam("b"),
                PLACES.c.place == sa.bindparam("c")), gone)
        insert(self._connection, PLACES, come)
        self._written.clear()
        self._moved.clear()
        self._things.clear()

    def _move(self, kind: str, key: str, place: str, *, here: bool) -> None:
        under = self._under(kind, key)
        if under is None:
            chosen = (PLACES.c.kind == kind, PLACES.c.key == key, PLACES.c.place == place)
            self._connection.execute(PLACES.delete().where(*chosen))
            if here:
                self._connection.execute(PLACES.insert().values(kind=kind, key=key, place=place))
            return
        at = bisect_left(under, place)
        if (at < len(under) and under[at] == place) == here:
            return
        if here:
            under.insert(at, place)
        else:
            del under[at]
        if self._moved.pop((kind, key, place), None) is None:  # what has come and gone again was never there
            self._moved[kind, key, place] = here

    def _under(self, kind: str, key: str) -> list[str] | None:
        """The places under a key, or None where they are many."""
        if self._whole:
            return self._places.setdefault((kind, key), [])
        if (kind, key) not in self._places:
            query = sa.select(PLACES.c.place).where(PLACES.c.kind == kind, PLACES.c.key == key)
            found = list(self._connection.scalars(query.order_by(PLACES.c.place).limit(_FEW + 1)))
            self._places[kind, key] = found if len(found) <= _FEW else None
        return self._places[kind, key]


def clear(connection: sa.Connection) -> None:
    """Forget everything."""
    connection.execute(THINGS.delete())
    connection.execute(PLACES.delete())


def fill(connection: sa.Connection, things: Mapping[str, Mapping[str, Any]],
         places: Mapping[tuple[str, str], Iterable[str]]) -> None:
    """Write everything that linking has kept in this process, in place of what is there."""
    clear(connection)
    insert(connection, THINGS, (_row(kind, key, thing) for kind, kept in things.items() for key, thing in kept.items()))
    insert(connection, PLACES, ((*under, place) for under, found in sorted(places.items()) for place in found))


def _row(kind: str, key: str, thing: Any) -> tuple[str, str, bytes]:
    return kind, key, _encode(thing)


def _thing(place: str) -> str:
    return place.rpartition(_END)[2]
