"""Writing many rows at once.

SQLAlchemy says how the tables are called. The values go to the driver as they are: what SQLAlchemy does with each of
them, and what PostgreSQL does with each statement, take longer than keeping them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

_MANY = 2_000  # rows that are held in memory at once

Values = Sequence[Any]


def insert(connection: sa.Connection, table: sa.Table, rows: Iterable[Values]) -> None:
    """Write rows, each the values of all columns in their order, those of JSON columns as JSON text.

    In SQLite those of one batch go in by the order of their keys: neighbours go into the same pages, and FTS5, which
    has to begin a new part of its index whenever a number is smaller than the last, begins one a batch.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        _many(connection, table, _statement(table), rows)


def replace(connection: sa.Connection, table: sa.Table, rows: Iterable[Values]) -> None:
    """Write rows, as `insert` does, in place of those of the same keys, if there are any."""
    if connection.dialect.name == "postgresql":
        new = list(rows)
        remove(connection, table, new)
        _copy(connection, table, new)
    else:
        _many(connection, table, _statement(table, instead=True), rows)


def remove(connection: sa.Connection, table: sa.Table, rows: Iterable[Values]) -> None:
    """Take rows away, given by the values of their keys, which may be followed by those of other columns."""
    columns = list(table.primary_key.columns)
    keys = [tuple(row[:len(columns)]) for row in rows]
    if not keys:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_removal(table), [dict(zip("abcdefg", key, strict=False)) for key in keys])
    else:
        connection.exec_driver_sql(str(_removal(table).compile(dialect=sqlite.dialect())), keys)


def _many(connection: sa.Connection, table: sa.Table, statement: str, rows: Iterable[Values]) -> None:
    key = itemgetter(*range(len(table.primary_key.columns)))  # these come first in every table
    waiting = iter(rows)
    while some := sorted(islice(waiting, _MANY), key=key):
        connection.exec_driver_sql(statement, some)


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave rings of objects uncollected for a while. What is linked and written is let go of without them; and to look
    for rings at every so many new objects takes a look at all that linking keeps in memory: an eighth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@cache
def values_in(table: sa.Table) -> Callable[[Any, str], Values]:
    """What makes the values of a table's columns of a row and its digest."""
    names = [column.name for column in table.columns]
    at = names.index("digest")
    get = attrgetter(*names[:at], *names[at + 1:])
    nested = [n for n, column in enumerate(table.columns) if isinstance(column.type, sa.JSON)]
    encode = msgspec.json.Encoder().encode

    def values(row: Any, digest: str) -> Values:
        found = list(get(row))
        found.insert(at, digest)
        for n in nested:
            if found[n] is not None:
                found[n] = encode(found[n]).decode()
        return tuple(found)

    return values


def _removal(table: sa.Table) -> sa.Delete:
    keys = zip("abcdefg", table.primary_key.columns, strict=False)
    return table.delete().where(*(column == sa.bindparam(name) for name, column in keys))


@cache
def _statement(table: sa.Table, *, instead: bool = False) -> str:
    statement = sqlite.insert(table)
    if instead:
        others = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
        keys = list(table.primary_key.columns)
        statement = (statement.on_conflict_do_update(keys, set_=others) if others
                     else statement.on_conflict_do_nothing(keys))
    return str(statement.compile(dialect=sqlite.dialect()))


def _copy(connection: sa.Connection, table: sa.Table, rows: Iterable[Values]) -> None:
    """Send rows as one stream: a statement for each would be planned anew each time."""
    preparer = connection.dialect.identifier_preparer
    columns = ", ".join(preparer.quote(column.name) for column in table.columns)
    driver: Any = connection.connection.driver_connection
    statement = f"COPY {preparer.format_table(table)} ({columns}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as to:
            for row in rows:
                to.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, connection.dialect.loaded_dbapi.Error) from error
