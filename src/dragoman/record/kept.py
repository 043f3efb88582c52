"""Whether what linking keeps in the tables of a record, for the next time, is what it put there.

A database tells by itself where another program has changed it (see `watch` in tables.py); `astray` compares it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.record.tables import META, PLACES, THINGS, TOUCHED, WRITING

_LINKED = "linked"  # what meta calls the version of linking that has made the rows
_MEND = "`dragoman relink` makes it anew"
_encode = msgspec.msgpack.Encoder().encode
_EMPTY = (_encode(()), _encode({}))


@contextmanager
def writing(connection: sa.Connection) -> Iterator[None]:
    """While what is written in a transaction is Dragoman's own; nobody else sees the mark of it."""
    connection.execute(META.insert(), [{"name": WRITING, "value": ""}])
    yield
    connection.execute(META.delete().where(META.c.name == WRITING))


def touched(connection: sa.Connection) -> bool:
    """Has another program changed what linking keeps?"""
    return connection.scalar(sa.select(META.c.name).where(META.c.name == TOUCHED)) is not None


def linked_by(connection: sa.Connection) -> str | None:
    """The version of linking that has made the rows; None where nothing is kept."""
    return connection.scalar(sa.select(META.c.value).where(META.c.name == _LINKED))


def astray(connection: sa.Connection, things: Mapping[str, Mapping[str, Any]],
           places: Iterable[tuple[str, str, str]], types: Mapping[str, Any]) -> str | None:
    """In one line, how what is kept is not `things` by kind and id and `places` under keys; None where it is.

    `types` tells what things of a kind are.
    """
    gone = {(kind, key) for kind, kept in things.items() for key in kept}
    wrong: list[str] = []
    for kind, key, data in connection.execute(sa.select(THINGS.c.kind, THINGS.c.id, THINGS.c.data)):
        if (kind, key) not in gone:
            if bytes(data) not in _EMPTY:  # of a document that is gone nothing may be kept, in so many words
                wrong.append(f"{kind} {key}, which is of nothing")
        elif not _same(bytes(data), things[kind][key], types[kind]):
            wrong.append(f"{kind} {key}, which is another")
        gone.discard((kind, key))
    wrong += (f"{kind} {key}, which is missing" for kind, key in gone)
    here = {tuple(map(str, row)) for row in connection.execute(sa.select(PLACES.c.kind, PLACES.c.key, PLACES.c.place))}
    wrong += _misplaced(here, set(places))
    if not wrong:
        return None
    return f"what linking keeps: {len(wrong)} things are not as it put them, such as {min(wrong)}; {_MEND}"


def _same(data: bytes, thing: Any, kind: Any) -> bool:
    """Is a thing what was kept? The same set may have been written in another order."""
    written = _encode(thing)
    if data == written:
        return True
    try:
        return bool(msgspec.msgpack.decode(data, type=kind) == msgspec.msgpack.decode(written, type=kind))
    except msgspec.MsgspecError:
        return False


def _misplaced(here: set[tuple[str, ...]], there: set[tuple[str, str, str]]) -> Iterator[str]:
    yield from (f"a place of {kind} {key}, which is missing" for kind, key, _ in there - here)
    yield from (f"a place of {kind} {key}, which is of nothing" for kind, key, _ in here - there)
