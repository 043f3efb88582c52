"""Numbered steps from one schema to the next. A new record starts at the last; an older one is brought up to it.

A step that has been released is never changed: a further change of the tables is a further step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from dragoman.record.tables import METADATA, SCHEMA


class Migration(NamedTuple):
    """A step to schema `number`: why, and what it does."""

    number: int
    why: str
    apply: Callable[[Connection], None]


def _add_history(connection: Connection) -> None:
    """Agreements get their history; the next write fills it. The table may be newer than the record's number."""
    names = {c["name"] for c in inspect(connection).get_columns("agreements")}
    if "history" not in names:
        connection.execute(text("ALTER TABLE agreements ADD COLUMN history JSON NOT NULL DEFAULT '[]'"))


def _add_versions(connection: Connection) -> None:
    """Documents get what tells versions of one article apart, and why one was not read."""
    names = {c["name"] for c in inspect(connection).get_columns("documents")}
    for name, kind in (("updated", "JSON"), ("agency", "TEXT"), ("unread", "TEXT"), ("version_of", "TEXT")):
        if name not in names:
            connection.execute(text(f"ALTER TABLE documents ADD COLUMN {name} {kind}"))


def _add_judgements(connection: Connection) -> None:
    """Rows get the judgements that act on them, and judgements what they speak of; none could be written before."""
    if "things" not in {c["name"] for c in inspect(connection).get_columns("judgements")}:
        connection.execute(text("DROP TABLE judgements"))
    METADATA.create_all(connection)
    for table in METADATA.sorted_tables:
        if "judged" in table.columns and "judged" not in {c["name"] for c in inspect(connection).get_columns(table.name)}:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN judged JSON NOT NULL DEFAULT '[]'"))


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "the first schema", METADATA.create_all),
    Migration(2, "full-text search; the next write fills it", METADATA.create_all),
    Migration(3, "the history of agreements", _add_history),
    Migration(4, "versions of documents, their agencies, and why one was not read", _add_versions),
    Migration(5, "people's judgements, and the rows that they act on", _add_judgements),
)


def migrate(connection: Connection, schema: int) -> int:
    """Bring a record of an older schema (0: a new one) up to this version's, and return the number."""
    if schema == 0:
        METADATA.create_all(connection)
        return SCHEMA
    for step in MIGRATIONS:
        if step.number > schema:
            step.apply(connection)
    return SCHEMA
