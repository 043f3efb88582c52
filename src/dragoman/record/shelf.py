"""What linking keeps between two runs, in the tables of a record.

Things are read as they are asked for and written at the end, and so are their places under keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.record.insert import insert, remove, replace
from dragoman.record.places import Places
from dragoman.record.rows import some
from dragoman.record.tables import PLACES, THINGS

_END = "\x1f"  # stands between the order of a thing and its id
_GONE = object()
_MOST = 600_000  # things in memory: when there are more, all are put back
_encode = msgspec.msgpack.Encoder().encode


class Shelf:
    """Keeps things by kind and id, and their places under keys; `types` tells what things of a kind are."""

    def __init__(self, connection: sa.Connection, types: Mapping[str, Any]):
        self._connection = connection
        self._decoders = {kind: msgspec.msgpack.Decoder(type_) for kind, type_ in types.items()}
        self._things: dict[str, dict[str, Any]] = defaultdict(dict)
        self._written: dict[str, set[str]] = defaultdict(set)
        self._places = Places(connection)

    def get(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The things of some ids, as far as there are any."""
        known, wanted = self._things[kind], list(dict.fromkeys(ids))
        decode = self._decoders[kind].decode
        for part in some([i for i in wanted if i not in known]):
            known.update(dict.fromkeys(part, _GONE))
            query = sa.select(THINGS.c.id, THINGS.c.data).where(THINGS.c.kind == kind, THINGS.c.id.in_(part))
            known.update({str(key): decode(data) for key, data in self._connection.execute(query)})
        found = {i: thing for i in wanted if (thing := known[i]) is not _GONE}
        self._make_room()
        return found

    def put(self, kind: str, things: Mapping[str, Any]) -> None:
        """Keep things by their ids, in place of older ones."""
        self._things[kind].update(things)
        self._written[kind].update(things)
        self._make_room()

    def _make_room(self) -> None:
        if sum(map(len, self._things.values())) > _MOST:
            self._write_things()

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Forget the things of some ids."""
        self.put(kind, dict.fromkeys(ids, _GONE))

    def enter(self, kind: str, key: str, place: str) -> None:
        """Put the thing whose place is given under a key."""
        self._places.move(kind, key, place, here=True)

    def leave(self, kind: str, key: str, place: str) -> None:
        """Take it away from there."""
        self._places.move(kind, key, place, here=False)

    def around(self, kind: str, key: str, place: str, width: int) -> tuple[list[str], list[str]]:
        """The ids next to a place under a key: at most `width` before and after it, the nearest first."""
        before, after = self._places.around(kind, key, place, width)
        return [_thing(p) for p in before], [_thing(p) for p in after]

    def standing(self, kind: str, key: str, most: int | None = None) -> list[str]:
        """The ids under a key, in the order of their places, or the first few of them."""
        return [_thing(p) for p in self._places.first(kind, key, most)]

    def write(self) -> None:
        """Write what has changed."""
        self._write_things()
        self._places.write()

    def _write_things(self) -> None:
        for kind, ids in self._written.items():
            things = self._things[kind]
            for part in some(sorted(ids)):
                remove(self._connection, THINGS, [(kind, i) for i in part if things[i] is _GONE])
                replace(self._connection, THINGS, (_row(kind, i, things[i]) for i in part if things[i] is not _GONE))
        self._written.clear()
        self._things.clear()


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
