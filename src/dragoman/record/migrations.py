"""Numbered steps from one schema to the next. A new record starts at the last; `dragoman upgrade` brings up an older.

A step that has been released is never changed: a further change of the tables is a further step. Rows keep what they
hold: a field that they did not have gets the value that its type gives it where it is not named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from dragoman.record.tables import FACETS, KINDS, METADATA, ROWS, SEARCH, watch


class Migration(NamedTuple):
    """A step to schema `number`: why, and what it does.

    `anew` are the lists whose rows are to be written as this version writes them, which takes the longest of a large
    record: those whose columns or digests are others than before. Where these are all of them, what is searched and
    listed is made of the rows, too.
    """

    number: int
    why: str
    apply: Callable[[sa.Connection], None]
    anew: tuple[str, ...] = tuple(ROWS)


def _create(connection: sa.Connection) -> None:
    METADATA.create_all(connection)


def _add_columns(connection: sa.Connection) -> None:
    """Add the columns that the rows' types have and their tables lack."""
    for name, table in ROWS.items():
        known = {column["name"] for column in sa.inspect(connection).get_columns(name)}
        defaults = {field.name: field.default for field in msgspec.structs.fields(KINDS[name])}
        for column in table.columns:
            if column.name not in known:
                written = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
                default = _literal(column, defaults.get(column.name))
                connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {written}{default}")


def _literal(column: sa.Column[Any], value: Any) -> str:
    """The default of a column, as SQL; none where it may be null."""
    if value is None or value is msgspec.NODEFAULT:
        return "" if column.nullable else " DEFAULT ''"
    if isinstance(value, bool):
        return f" DEFAULT {str(value).upper()}"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return " DEFAULT '" + text.replace("'", "''") + "'"


def _add_judgements(connection: sa.Connection) -> None:
    """No judgement could be made before these: the table that was kept for them is empty."""
    if "things" not in {c["name"] for c in sa.inspect(connection).get_columns("judgements")}:
        connection.exec_driver_sql("DROP TABLE judgements")
    METADATA.create_all(connection)
    _add_columns(connection)


def search_anew(connection: sa.Connection) -> None:
    """The tables that are searched are made anew, empty."""
    for name in ("search_words", "search") if connection.dialect.name == "sqlite" else ("search",):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    METADATA.create_all(connection, tables=[SEARCH])


def _add_facets(connection: sa.Connection) -> None:
    METADATA.create_all(connection)
    for name in ("links", "redirects", "quantities"):
        for index in ROWS[name].indexes:
            index.create(connection, checkfirst=True)


def _facets_anew(connection: sa.Connection) -> None:
    """The table of facets is made anew, empty."""
    FACETS.drop(connection)
    FACETS.create(connection)


def _pair_names(connection: sa.Connection) -> None:
    """SQLite's index knows what stands beside what; what is searched in PostgreSQL is made anew."""
    if connection.dialect.name == "postgresql":
        search_anew(connection)


def _mentions_apart(connection: sa.Connection) -> None:
    """The mentions of entities are kept by the documents that they stand in."""
    METADATA.create_all(connection)
    if "mentions" not in {column["name"] for column in sa.inspect(connection).get_columns("entities")}:
        return
    each, at = (("json_each(entities.mentions)", "json_extract(m.value, '$.{}')") if connection.dialect.name == "sqlite"
                else ("json_array_elements(entities.mentions)", "m.value ->> '{}'"))
    document, start, end = (at.format(field) for field in ("document", "start", "end"))
    connection.exec_driver_sql("DELETE FROM mentions")
    connection.exec_driver_sql(
        f'INSERT INTO mentions (document, start, "end", entity) SELECT DISTINCT {document}, '  # noqa: S608
        f"CAST({start} AS INTEGER), CAST({end} AS INTEGER), entities.id FROM entities, {each} AS m")
    connection.exec_driver_sql("ALTER TABLE entities DROP COLUMN mentions")


def _roles_apart(connection: sa.Connection) -> None:
    """So are the titles that documents give them."""
    METADATA.create_all(connection)
    if "roles" not in {column["name"] for column in sa.inspect(connection).get_columns("entities")}:
        return
    sqlite = connection.dialect.name == "sqlite"
    each, at = ("json_each" if sqlite else "json_array_elements",
                "json_extract({}.value, '$.{}')" if sqlite else "{}.value ->> '{}'")
    role = {field: at.format("r", field) for field in ("title", "of", "former", "evidence")}
    place = {field: at.format("e", field) for field in ("document", "start", "end")}
    former = role["former"] if sqlite else f"CAST({role['former']} AS BOOLEAN)"
    evidence = role["evidence"] if sqlite else "r.value -> 'evidence'"
    connection.exec_driver_sql("DELETE FROM titles")
    connection.exec_driver_sql(
        'INSERT INTO titles (document, start, "end", entity, title, "of", former) SELECT DISTINCT '  # noqa: S608
        f"{place['document']}, CAST({place['start']} AS INTEGER), CAST({place['end']} AS INTEGER), entities.id, "
        f"{role['title']}, COALESCE({role['of']}, ''), COALESCE({former}, FALSE) "
        f"FROM entities, {each}(entities.roles) AS r, {each}({evidence}) AS e")
    connection.exec_driver_sql("ALTER TABLE entities DROP COLUMN roles")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "the first schema", _create),
    Migration(2, "full-text search", _create),
    Migration(3, "the history of agreements", _add_columns),
    Migration(4, "versions of documents, their agencies, and why one was not read", _add_columns),
    Migration(5, "people's judgements, and the rows that they act on", _add_judgements),
    Migration(6, "search that meets the newest first, and filters by names in its index", search_anew),
    Migration(7, "what rows are listed and found by, for the desk", _add_facets),
    Migration(8, "when a document came", _create),
    Migration(9, "what linking keeps, so that a new document is linked with its neighbours alone", _create),
    Migration(10, "the chapters of stories", _add_columns),
    Migration(11, "links by how certain they are, for review", _add_facets),
    Migration(12, "search for parts of names whose words are common, in PostgreSQL", _pair_names),
    Migration(13, "links of a kind by how certain they are, for review", _add_facets),
    Migration(14, "lists up to a day have what began before it and goes on for years", _facets_anew),
    Migration(15, "where entities are named, by documents: a state that every report names is not written anew",
              _mentions_apart, anew=("entities",)),
    Migration(16, "the titles that reports give people, by documents, as where they are named", _roles_apart,
              anew=("entities",)),
    Migration(17, "what linking keeps is watched: where another program has changed it, all is linked anew", watch,
              anew=()),
)


def migrate(connection: sa.Connection, schema: int) -> tuple[Migration, ...]:
    """Bring the tables of an older schema (0: a new record) up to this version's, and return the steps taken."""
    if schema == 0:
        METADATA.create_all(connection)
        watch(connection)
        return ()
    taken = [step for step in MIGRATIONS if step.number > schema]
    for step in taken:
        step.apply(connection)
    _add_columns(connection)
    return tuple(taken)

