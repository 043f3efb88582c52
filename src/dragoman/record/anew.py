"""The rows of an older record written as this version writes them, with what is searched and listed of them.

They are taken some at a time, so that an upgrade needs no more memory for a large record than for a small one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from dragoman.model.record import DocumentRow, Entity, Evidence, Record
from dragoman.record.entries import entries
from dragoman.record.evidence import check_rows, parts
from dragoman.record.facets import renew_facets
from dragoman.record.insert import insert, values_in
from dragoman.record.rows import among, digest_of, rows_of
from dragoman.record.search import placed, settle
from dragoman.record.tables import APART, FACETS, KINDS, MENTIONS, ROWS, SEARCH

_PAGE = 500  # rows that are in memory at once, with the documents that they stand in
_SEARCHED = ("documents", "claims", "events", "agreements")


def write_anew(connection: sa.Connection) -> None:
    """Write every row anew; what is searched is empty before. Raises EvidenceError where a row is not borne out."""
    connection.execute(FACETS.delete())
    searched = 0
    for name in ROWS:
        for rows in _pages(connection, name):
            documents = _documents(connection, rows)
            if name != "judgements":  # one outlives the document that it speaks of
                _check(name, rows, documents)
            _write(connection, name, rows)
            renew_facets(connection, name, (), rows, dates={key: d.published for key, d in documents.items()},
                         mentioned=_mentioned(connection, rows) if name == "entities" else None)
            if name in _SEARCHED:
                searched += _write_searched(connection, name, rows, documents)
    settle(connection, (searched, 0, 0))


def write_lists_anew(connection: sa.Connection, lists: Iterable[str]) -> None:
    """Write the rows of some lists anew; what is searched and listed of them is as it was."""
    for name in lists:
        for rows in _pages(connection, name):
            _write(connection, name, rows)


def _pages(connection: sa.Connection, name: str) -> Iterator[list[Any]]:
    """The rows of a list, some at a time, without what is kept apart."""
    kind, table = KINDS[name], ROWS[name]
    names = [field for field in kind.__struct_fields__ if field not in APART.get(name, ())]
    query = sa.select(*(table.c[n] for n in names)).order_by(table.c.id).limit(_PAGE)
    apart: dict[str, Any] = dict.fromkeys(APART.get(name, ()), ())
    found = connection.execute(query).all()
    while found:
        yield [msgspec.convert({**dict(zip(names, values, strict=True)), **apart}, kind) for values in found]
        found = connection.execute(query.where(table.c.id > found[-1].id)).all()


def _documents(connection: sa.Connection, rows: Sequence[Any]) -> dict[str, DocumentRow]:
    """The documents that some rows stand in, by their ids."""
    if rows and isinstance(rows[0], DocumentRow):
        return {row.id: row for row in rows}
    ids = sorted({str(key) for row in rows for part in parts(row) if (key := getattr(part, "document", None))})
    found = rows_of(connection, "documents", DocumentRow, among(connection, ROWS["documents"].c.id, ids))
    return {document.id: document for document in found}


def _check(name: str, rows: Iterable[Any], documents: dict[str, DocumentRow]) -> None:
    texts = {key: document.text for key, document in documents.items()}
    if name != "entities":  # these are named and given titles in places that have no words of their own
        check_rows(name, rows, texts)


def _write(connection: sa.Connection, name: str, rows: Sequence[Any]) -> None:
    """Write those rows that are not as this version writes them."""
    table, values = ROWS[name], values_in(ROWS[name])
    known = among(connection, table.c.id, [row.id for row in rows])
    old = {str(key): digest for key, digest in connection.execute(sa.select(table.c.id, table.c.digest).where(known))}
    new = [(row, digest) for row in rows if (digest := digest_of(row)) != old[row.id]]
    if new:
        connection.execute(table.delete().where(among(connection, table.c.id, [row.id for row, _ in new])))
        insert(connection, table, [values(row, digest) for row, digest in new])


def _mentioned(connection: sa.Connection, rows: Sequence[Any]) -> dict[str, int]:
    """How often some entities are named."""
    query = sa.select(MENTIONS.c.entity, sa.func.count()).where(
        among(connection, MENTIONS.c.entity, [row.id for row in rows])).group_by(MENTIONS.c.entity)
    found = {str(key): int(count) for key, count in connection.execute(query)}
    return {row.id: found.get(row.id, 0) for row in rows}


def _write_searched(
    connection: sa.Connection, name: str, rows: Sequence[Any], documents: dict[str, DocumentRow]
) -> int:
    """Write what is searched of some rows, and say of how many."""
    named = _named(connection, rows, documents if name in ("documents", "claims") else ())
    lists: dict[str, Any] = {"documents": tuple(documents.values()), name: tuple(rows), "entities": named}
    ids = {row.id for row in rows}
    made = placed(connection, (entry for entry in entries(Record(**lists)) if entry.id in ids))
    values = values_in(SEARCH)
    insert(connection, SEARCH, [values(entry, digest_of(entry)) for entry in made])
    return len(made)


def _named(connection: sa.Connection, rows: Sequence[Any], documents: Iterable[str]) -> tuple[Entity, ...]:
    """Who is named in some documents, with the mentions there, and by some rows; and the countries of all."""
    mentions: dict[str, list[Evidence]] = defaultdict(list)
    columns = sa.select(MENTIONS.c.entity, MENTIONS.c.document, MENTIONS.c.start, MENTIONS.c.end)
    for entity, document, start, end in connection.execute(
            columns.where(among(connection, MENTIONS.c.document, documents))):
        mentions[entity].append(Evidence(document=document, start=start, end=end, text=""))
    keys = {*mentions, *(key for row in rows for key in _entities(row))}
    found = _some(connection, among(connection, ROWS["entities"].c.id, sorted(keys)))
    codes = sorted({e.country for e in found if e.country})
    countries = _some(connection, (ROWS["entities"].c.kind == "country") & among(
        connection, ROWS["entities"].c.country, codes))
    return tuple(msgspec.structs.replace(e, mentions=tuple(mentions[e.id]))
                 for e in {e.id: e for e in (*found, *countries)}.values())


def _entities(row: Any) -> Iterator[str]:
    """The ids of all entities that a row speaks of: who acts, speaks, signs, and where."""
    for part in parts(row):
        for field in ("actors", "recipients", "parties", "place", "person", "entity"):
            value = getattr(part, field, None)
            yield from value if isinstance(value, tuple) else (value,) if value else ()


def _some(connection: sa.Connection, where: sa.ColumnElement[bool]) -> list[Entity]:
    """Some entities, without where they are named."""
    names = [field for field in Entity.__struct_fields__ if field not in APART["entities"]]
    query = sa.select(*(ROWS["entities"].c[n] for n in names)).where(where).order_by(ROWS["entities"].c.id)
    return [msgspec.convert({**dict(zip(names, values, strict=True)), **dict.fromkeys(APART["entities"], ())}, Entity)
            for values in connection.execute(query)]
