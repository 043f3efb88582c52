"""A large record for measuring the desk: one that was read, written many times over as rows, each time as if of other
days, documents and people. States, places and media are the same in all, so that some rows are as wide as they get.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.model.record import Entity, Record
from dragoman.record.entries import entries, number_of
from dragoman.record.facets import LISTED, _begun, facets_of, mentions_of, once
from dragoman.record.search import settle
from dragoman.record.store import Reader, Writer
from dragoman.record.tables import ARRIVALS, FACETS, KINDS, MENTIONS, ROWS, SEARCH

_TOKEN = re.compile(
    r"\b((?:d|time|entity|claim|quantity|event|agreement|assertion|story|difference|link)_[0-9a-f]{16}"
    r"|20\d\d-\d\d-\d\d)\b")
_SHARED = ("country", "place", "media")
_SPREAD = 3650  # days
_AT_ONCE = 50  # copies in one transaction
_TABLES = {**ROWS, "facets": FACETS, "mentions": MENTIONS, "search": SEARCH, "arrivals": ARRIVALS}


def multiply(record: Record, location: str, copies: int) -> int:
    """Write a record so many times over into a new one, or go on with one that was begun; returns how many documents
    that makes. Copies are written some at a time, and what is the same in all of them at the end."""
    shared = {e.id: e for e in record.entities if e.kind in _SHARED}
    pieces = _TOKEN.split(msgspec.json.encode(_plain_rows(record, shared)).decode())
    with Writer(location) as store:
        with store._engine.begin() as connection:
            begun = connection.scalar(sa.text("SELECT count(*) FROM documents")) // len(record.documents)
        for first in range(begun, copies, _AT_ONCE):
            with store._engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA cache_size = -500000")
                for n in range(first, min(first + _AT_ONCE, copies)):
                    for name, rows in _copy(pieces, n, shared).items():
                        _insert(connection, _TABLES[name], _numbered(rows) if name == "search" else rows)
        with store._engine.begin() as connection:
            _write_shared(connection, shared, copies)
            settle(connection, (copies * len(record.documents),))
    return copies * len(record.documents)


def _write_shared(connection: sa.Connection, shared: dict[str, Entity], copies: int) -> None:
    """The rows of the entities that are the same in all copies, which are named in each."""
    own = _TOKEN.split(msgspec.json.encode([msgspec.to_builtins(e.mentions) for e in shared.values()]).decode())
    wide: list[list[Any]] = [[] for _ in shared]
    for n in range(copies):
        for mentions, more in zip(wide, _copy(own, n, shared), strict=True):
            mentions.extend(more)
    for entity, mentions in zip(shared.values(), wide, strict=True):
        row = {**msgspec.to_builtins(entity), "mentions": mentions}
        _insert(connection, ROWS["entities"], [_plain(row, ROWS["entities"])])
        _insert(connection, FACETS, _facets("entities", [msgspec.convert(row, Entity)], {}))
        spans = sorted({(m["document"], m["start"], m["end"]) for m in mentions})
        _insert(connection, MENTIONS, [[*span, entity.id] for span in spans])


def _plain_rows(record: Record, shared: dict[str, Entity]) -> dict[str, list[list[Any]]]:
    """The rows of every table as a database has them, without those of the shared entities."""
    dates = {d.id: d.published for d in record.documents}
    made: dict[str, list[list[Any]]] = {}
    for name in KINDS:
        rows = [r for r in getattr(record, name) if r.id not in shared]
        made[name] = [_plain(msgspec.to_builtins(row), ROWS[name]) for row in rows]
        if name in LISTED:
            made.setdefault("facets", []).extend(_facets(name, rows, dates))
    own = [e for e in record.entities if e.id not in shared]
    made["mentions"] = [list(mention) for mention in sorted(set(mentions_of(own)))]
    made["search"] = [_plain(msgspec.to_builtins(entry), SEARCH) for entry in entries(record)]
    made["arrivals"] = [[d.id, "2026-01-01T00:00:00+00:00"] for d in record.documents]
    return made


def _facets(name: str, rows: Iterable[Any], dates: dict[str, Any]) -> list[list[Any]]:
    return [[name, field, value, rank, row.id, earliest, _begun(earliest, rank)] for row in rows
            for (field, value, rank), earliest in once(facets_of(row, dates)).items()]


def _copy(pieces: list[str], n: int, shared: dict[str, Entity]) -> Any:
    """The rows as if they were others: other ids, other days. Each second piece is an id or a day."""
    days = timedelta(-(n * 7919 % _SPREAD))
    others = {piece: piece if piece in shared else _other(piece, n) if "_" in piece else _moved(piece, days)
              for piece in set(pieces[1::2])}
    return msgspec.json.decode("".join(others[p] if k % 2 else p for k, p in enumerate(pieces)))


def _other(key: str, n: int) -> str:
    kind, _, own = key.partition("_")
    return f"{kind}_{n:05x}{own[5:]}"


def _moved(day: str, days: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + days).isoformat()
    except ValueError:
        return day


def _numbered(rows: list[list[Any]]) -> Iterator[list[Any]]:
    """Entries of the search with the numbers that their ids and days give."""
    at = {name: n for n, name in enumerate(SEARCH.columns.keys())}
    for row in rows:
        row[at["number"]] = number_of(*(row[at[c]] for c in ("kind", "id", "earliest", "latest")))
        yield row


def _plain(row: dict[str, Any], table: sa.Table) -> list[Any]:
    values = {**row, "digest": ""}
    return [msgspec.json.encode(v).decode() if isinstance(v, list | tuple | dict) else v
            for v in (values[name] for name in table.columns.keys())]  # noqa: SIM118 - no mapping


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[list[Any]]) -> None:
    """Insert rows past SQLAlchemy's own treatment of values, which takes longer than the database does."""
    names = ", ".join(f'"{name}"' for name in table.columns.keys())  # noqa: SIM118
    marks = ", ".join("?" for _ in table.columns)
    values = [tuple(row) for row in rows]
    if values:
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', values)  # noqa: S608


if __name__ == "__main__":  # python -m tests.web.large RECORD NEW COPIES
    with Reader(sys.argv[1]) as source:
        print(multiply(source.record(), sys.argv[2], int(sys.argv[3])), "documents")
