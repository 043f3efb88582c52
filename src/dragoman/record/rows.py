"""Rows as a database keeps them: how they are read, packed and told from what they were."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from dragoman.model.base import Row
from dragoman.model.record import Entity, Evidence, Record
from dragoman.record.tables import APART, KINDS, MENTIONS, ROWS, TITLES
from dragoman.text.titles import Titled, roles_of

R = TypeVar("R", bound=Row)
T = TypeVar("T")
MANY = 500  # ids in one statement; databases limit the number of parameters


def rows_of(connection: sa.Connection, name: str, row: type[R], where: Any = None) -> Iterator[R]:
    """Rows of a table, in the order of their ids as Python sorts them, whatever the database's collation."""
    names = [field for field in row.__struct_fields__ if field not in APART.get(name, ())]
    query = sa.select(*(ROWS[name].c[n] for n in names))
    found = [dict(zip(names, values, strict=True))
             for values in connection.execute(query if where is None else query.where(where))]
    found.sort(key=lambda values: str(values["id"]))
    if name in APART:
        ids = None if where is None else [str(v["id"]) for v in found]
        mentions, titled = mentions_of(connection, ids), titled_of(connection, ids)
    for values in found:
        whole = msgspec.convert({**dict.fromkeys(APART.get(name, ()), ()), **values}, row)
        if isinstance(whole, Entity):
            whole = replace(whole, mentions=tuple(mentions.get(whole.id, ())), roles=roles_of(titled.get(whole.id, ())))
        yield whole


def mentions_of(connection: sa.Connection, entities: Sequence[str] | None) -> dict[str, list[Evidence]]:
    """Where some entities are named, or all, in order."""
    found: dict[str, list[Evidence]] = {}
    for entity, evidence in _worded(connection, MENTIONS, entities):
        found.setdefault(entity, []).append(evidence)
    for mentions in found.values():
        mentions.sort()
    return found


def titled_of(connection: sa.Connection, entities: Sequence[str] | None) -> dict[str, list[Titled]]:
    """Where reports give some entities, or all, titles."""
    found: dict[str, list[Titled]] = {}
    for entity, evidence, title, of, former in _worded(connection, TITLES, entities):
        found.setdefault(entity, []).append(Titled(evidence, title, of or None, former))
    return found


def _worded(connection: sa.Connection, table: sa.Table, entities: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
    """The rows of a table of places in documents: the entity, the words there, and what else the table tells."""
    at, texts = table.c, ROWS["documents"].c
    words = sa.func.substr(texts.text, at.start + 1, at.end - at.start)
    more = [column for column in at if column.name not in ("entity", "document", "start", "end")]
    query = sa.select(at.entity, at.document, at.start, at.end, words, *more).join(
        ROWS["documents"], texts.id == at.document)
    parts = [query] if entities is None else [query.where(at.entity.in_(p)) for p in some(list(entities))]
    for entity, document, start, end, text, *rest in (row for part in parts for row in connection.execute(part)):
        yield entity, Evidence(document=document, start=start, end=end, text=text), *rest


def record_of(connection: sa.Connection) -> Record:
    """The whole record."""
    lists: dict[str, Any] = {name: tuple(rows_of(connection, name, kind)) for name, kind in KINDS.items()}
    return Record(**lists)


def digest_of(row: Row) -> str:
    """A hash of a row's content, as its table holds it."""
    if isinstance(row, Entity):
        row = replace(row, mentions=(), roles=())
    return hashlib.blake2b(msgspec.json.encode(row), digest_size=16).hexdigest()


def pack(row: Row) -> bytes:
    """A row as compressed MessagePack."""
    return zlib.compress(msgspec.msgpack.encode(row), 6)


def unpack(data: bytes, row: type[R]) -> R:
    """The row of what `pack` made. Raises zlib.error and msgspec.MsgspecError where it is none."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=row)


def some(items: list[T]) -> Iterator[list[T]]:
    """Items in parts, each so small that one statement can name all of it."""
    for n in range(0, len(items), MANY):
        yield items[n:n + MANY]


def among(connection: sa.Connection, column: sa.ColumnElement[Any], values: Iterable[Any]) -> sa.ColumnElement[bool]:
    """Whether a column has one of some values, however many: they are one parameter, and quicker so than one each."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.cast(list(values), sa.ARRAY(column.type)))
    listed = sa.func.json_each(msgspec.json.encode(list(values)).decode()).table_valued("value")
    return column.in_(sa.select(listed.c.value))
