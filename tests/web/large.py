"""A large record for measuring the desk: one that was read, written many times over as rows, each time as if of other
days, documents and people. States, places and media are the same in all, so that some rows are as wide as they get.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.model.record import Entity, Evidence, Record
from dragoman.record.entries import entries
from dragoman.record.facets import LISTED, facets_of, mentions_of, once
from dragoman.record.store import Reader, Writer
from dragoman.record.tables import ARRIVALS, FACETS, KINDS, MENTIONS, ROWS, SEARCH

_ID = r"\b(?:d|time|entity|claim|quantity|event|agreement|assertion|story|difference|link)_[0-9a-f]{16}\b"
_DAY = r"\b20\d\d-\d\d-\d\d\b"
_SHARED = ("country", "place", "media")
_SPREAD = 3650  # days


def multiply(record: Record, location: str, copies: int) -> int:
    """Write a record so many times over into a new one, and say how many documents that makes."""
    shared = {e.id: e for e in record.entities if e.kind in _SHARED}
    mentions: dict[str, list[Evidence]] = {key: [] for key in shared}
    pieces = re.split(f"({_ID}|{_DAY})", msgspec.json.encode(record).decode())
    numbers: set[int] = set()
    with Writer(location) as store, store._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -400000")
        for n in range(copies):
            made = _copy(pieces, n, shared)
            for entity in made.entities:
                if entity.id in shared:
                    mentions[entity.id].extend(entity.mentions)
            own = msgspec.structs.replace(made, entities=tuple(e for e in made.entities if e.id not in shared))
            _write(connection, own)
            _insert(connection, SEARCH, _searched(made, numbers))
            _insert(connection, ARRIVALS, ({"id": d.id, "time": "2026-01-01T00:00:00+00:00"} for d in own.documents))
        _write(connection, Record(entities=tuple(
            msgspec.structs.replace(entity, mentions=tuple(sorted(mentions[key]))) for key, entity in shared.items())))
    return copies * len(record.documents)


def _copy(pieces: list[str], n: int, shared: dict[str, Entity]) -> Record:
    """The record as if it were another: other ids, other days. Each second piece is an id or a day."""
    days = timedelta(-(n * 7919 % _SPREAD))
    others = {piece: piece if piece in shared else _other(piece, n) if "_" in piece else _moved(piece, days)
              for piece in set(pieces[1::2])}
    return msgspec.json.decode("".join(others[p] if k % 2 else p for k, p in enumerate(pieces)), type=Record)


def _other(key: str, n: int) -> str:
    kind, _, _ = key.partition("_")
    return f"{kind}_{hashlib.blake2b(f'{key} {n}'.encode(), digest_size=8).hexdigest()}" if n else key


def _moved(day: str, days: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + days).isoformat()
    except ValueError:
        return day


def _searched(record: Record, numbers: set[int]) -> Iterator[dict[str, Any]]:
    for entry in entries(record):
        row = msgspec.to_builtins(entry)
        while row["number"] in numbers:
            row["number"] += 1
        numbers.add(row["number"])
        yield {**row, "digest": ""}


def _write(connection: sa.Connection, record: Record) -> None:
    dates = {d.id: d.published for d in record.documents}
    for name in KINDS:
        rows = getattr(record, name)
        _insert(connection, ROWS[name], ({**msgspec.to_builtins(row), "digest": ""} for row in rows))
        if name in LISTED:
            _insert(connection, FACETS, (
                {"list": name, "id": row.id, "field": field, "value": value, "rank": rank, "earliest": earliest}
                for row in rows for (field, value, rank), earliest in once(facets_of(row, dates)).items()))
    _insert(connection, MENTIONS, mentions_of(record.entities))


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows past SQLAlchemy's own treatment of values, which takes longer than the database does."""
    names = list(table.columns.keys())
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    values = [tuple(_plain(row[name]) for name in names) for row in rows]
    if values:
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', values)  # noqa: S608


def _plain(value: Any) -> Any:
    return msgspec.json.encode(value).decode() if isinstance(value, list | tuple | dict) else value


if __name__ == "__main__":  # python -m tests.web.large RECORD NEW COPIES
    with Reader(sys.argv[1]) as source:
        print(multiply(source.record(), sys.argv[2], int(sys.argv[3])), "documents")
