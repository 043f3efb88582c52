"""Whether a database holds a record as it was written: its file, digests, readings, and what is searched and listed.

What the rows themselves say is looked at in check.py.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from dragoman.errors import RecordUnavailable
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.record.database import engine_of, guard
from dragoman.record.entries import entries
from dragoman.record.facets import LISTED, facets_of
from dragoman.record.rows import digest_of, rows_of, some, unpack
from dragoman.record.tables import FACETS, KINDS, MENTIONS, READINGS, ROWS, SEARCH, TITLES

# What reading a row raises that is not what was written: broken JSON or MessagePack, text that is none, another type.
_STRANGE = (msgspec.MsgspecError, zlib.error, sa.exc.DBAPIError, TypeError, ValueError)


def look_into(connection: sa.Connection) -> tuple[Record, list[str]]:
    """The rows of a record that can be understood, and what is broken in its database, one line a thing."""
    faults = list(_file(connection))
    try:
        record, strange = _understood(connection)
        return record, [*faults, *strange.values(), *_unsound(connection, record, strange)]
    except sa.exc.DBAPIError:
        if not faults:
            raise
        return Record(), [*faults, "file: what it holds cannot be read any further; take an older copy of the record, "
                                   "or read the reports into a new one"]


def _understood(connection: sa.Connection) -> tuple[Record, dict[str, str]]:
    """The rows that can be understood, and by their ids what is to be said of the others."""
    lists: dict[str, Any] = {}
    strange: dict[str, str] = {}
    for name, kind in KINDS.items():
        try:
            lists[name] = tuple(rows_of(connection, name, kind))
        except _STRANGE:
            lists[name] = tuple(_one_by_one(connection, name, strange))
    return Record(**lists), strange


def _one_by_one(connection: sa.Connection, name: str, strange: dict[str, str]) -> Iterator[Any]:
    """The rows of a list, where some cannot be understood; what is wrong with these is put into `strange`."""
    table = ROWS[name]
    for part in some(sorted(map(str, connection.scalars(sa.select(table.c.id))))):
        try:
            yield from list(rows_of(connection, name, KINDS[name], table.c.id.in_(part)))
        except _STRANGE:
            for key in part:
                try:
                    yield from list(rows_of(connection, name, KINDS[name], table.c.id == key))
                except _STRANGE as error:
                    strange[key] = f"{name} {key}: cannot be understood ({_reason(error)})"


def _reason(error: BaseException) -> str:
    return str(getattr(error, "orig", error)).split("\n")[0]


def _unsound(connection: sa.Connection, record: Record, strange: Container[str]) -> Iterator[str]:
    """What is broken in a record's database. `record` is what it holds but for rows that are `strange`, by id."""
    for name, table in ROWS.items():
        yield from _digests(connection, name, table, {row.id: row for row in getattr(record, name)}, strange)
    yield from _readings(connection)
    numbers = {str(key): number for key, number in connection.execute(sa.select(SEARCH.c.id, SEARCH.c.number))}
    searched = (replace(entry, number=numbers.get(entry.id, entry.number)) for entry in entries(record))
    yield from _digests(connection, "search", SEARCH, {entry.id: entry for entry in searched}, strange)
    listed = sa.select(FACETS.c.list, FACETS.c.id, FACETS.c.field, FACETS.c.value, FACETS.c.rank)
    yield from _differing("facets", (row for row in connection.execute(listed) if row.id not in strange),
                          _facets(record))
    for table in (MENTIONS, TITLES):
        yield from _strays(connection, table)


def _strays(connection: sa.Connection, table: sa.Table) -> Iterator[str]:
    """Places of no document or no entity."""
    for column, rows, wrong in ((table.c.document, "documents", "in no document"), (table.c.entity, "entities",
                                                                                     "of no entity")):
        for key in connection.scalars(sa.select(column).distinct().where(column.not_in(sa.select(ROWS[rows].c.id)))):
            yield f"{table.name} {key}: {wrong}"


def _file(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        told = "\n".join(map(str, connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()))
        yield from (f"file: {line}" for line in told.splitlines() if line != "ok" and not line.startswith("***"))


def _digests(
    connection: sa.Connection, name: str, table: sa.Table, rows: Mapping[str, Any], strange: Container[str]
) -> Iterator[str]:
    """Rows whose digest is not that of what they hold, and rows that are there on one side alone."""
    kept = {str(key): digest for key, digest in connection.execute(sa.select(table.c.id, table.c.digest))
            if key not in strange}
    for key in sorted(kept.keys() | rows.keys()):
        if key not in rows:
            yield f"{name} {key}: of no row"
        elif key not in kept:
            yield f"{name} {key}: missing"
        elif kept[key] != digest_of(rows[key]):
            yield f"{name} {key}: not what was written; its digest is another"


def _readings(connection: sa.Connection) -> Iterator[str]:
    """Readings that are not of the document and the reader that they are kept for."""
    for key, reader, source, packed in connection.execute(sa.select(READINGS)):
        try:
            document, reading = unpack(source, Document), unpack(packed, Reading)
        except _STRANGE as error:
            yield f"readings {key}: cannot be understood ({_reason(error)})"
            continue
        if not key == document.id == reading.document.id or document.text != reading.document.text:
            yield f"readings {key}: of another document"
        if reader != reading.reader:
            yield f"readings {key}: by another reader than is written down"


def _facets(record: Record) -> Iterator[tuple[Any, ...]]:
    dates = {d.id: d.published for d in record.documents}
    for name in LISTED:
        for row in getattr(record, name):
            yield from sorted({(name, row.id, field, value, rank) for field, value, rank, _ in facets_of(row, dates)})


def _differing(name: str, kept: Iterable[Any], made: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Rows of an auxiliary table that are not what the record's rows give."""
    here, there = Counter(map(tuple, kept)), Counter(made)
    for row in sorted((here - there).keys() | (there - here).keys(), key=str):
        yield f"{name} {' '.join(map(str, row[:2]))}: not what its row gives ({row[2]})"


def index_faults(location: str) -> Iterator[str]:
    """Whether SQLite's index of words has just the words of what is searched. What looks writes nothing.

    FTS5 is asked by a statement that needs leave to write; where there is none, the index is not looked into.
    """
    if "://" in location:
        return
    try:
        engine = engine_of(location, "change")
    except RecordUnavailable:
        return
    try:
        with guard(location), engine.connect() as connection:
            try:
                connection.exec_driver_sql("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)")
            except sa.exc.DatabaseError as error:
                yield f"search_words: not the words of what is searched ({str(error.orig).strip()})"
            connection.rollback()
    finally:
        engine.dispose()
