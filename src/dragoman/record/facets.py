"""What rows are listed and found by, made along with them: so that no list or page goes through the whole record.

A facet says that a row of a list has a value in a field (an agreement a party, a claim a source, an event a document
in which it stands). `rank` is what the list is sorted by, backwards: the last day of the row's time, for entities the
number of mentions. The field `*` holds every row. What goes on for longer than LONGEST is found by its first day,
too: `begun`. Mentions are those of the entities, by the document they stand in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from dragoman.model.record import Agreement, Assertion, Claim, DocumentRow, Entity, Event, Story
from dragoman.model.time import Time
from dragoman.record.entries import plain_name
from dragoman.record.insert import insert
from dragoman.record.tables import FACETS, MENTIONS, TITLES
from dragoman.text.titles import titled

ALL = "*"
LISTED = ("documents", "entities", "claims", "events", "agreements", "assertions", "stories")
LONGEST = timedelta(days=400)  # most times are no longer: a list up to a day goes by their last day
_Facet = tuple[str, str, str, str | None]  # field, value, rank, earliest


def renew_facets(
    connection: sa.Connection, name: str, old: Iterable[str], rows: Iterable[Any], *,
    dates: Mapping[str, Time | None], mentioned: Mapping[str, int] | None = None,
) -> None:
    """Make the facets of some rows of a list, and take away those of the `old` ids: rows that changed or are gone.

    `dates` are the times of publication of all documents: what somebody said is listed by it. `mentioned` says how
    often entities are, where their rows do not hold it.
    """
    if name not in LISTED:
        return
    rows = list(rows)
    for some in _some(sorted(old)):
        connection.execute(FACETS.delete().where(FACETS.c.list == name, FACETS.c.id.in_(some)))
    insert(connection, FACETS, (
        (name, field, value, rank, row.id, earliest, _begun(earliest, rank))
        for row in rows for (field, value, rank), earliest in once(facets_of(row, dates, mentioned)).items()))


def renew_mentions(connection: sa.Connection, documents: Iterable[str], entities: Collection[Entity]) -> None:
    """Write where entities are named and given titles in some documents, in place of what is there of these."""
    ids = sorted(set(documents))
    _renew_places(connection, MENTIONS, ids, mentions_of(entities))
    _renew_places(connection, TITLES, ids, titles_of(entities))


def _renew_places(connection: sa.Connection, table: sa.Table, ids: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    new: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows:
        new[row[0]].add(row)
    for some in _some(ids):
        old: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
        for found in connection.execute(sa.select(*table.c).where(table.c.document.in_(some))):
            old[found[0]].add(tuple(found))
        stale = [document for document in some if old[document] != new[document]]
        connection.execute(table.delete().where(table.c.document.in_([d for d in stale if old[d]])))
        insert(connection, table, (row for document in stale for row in sorted(new[document])))


def moved_documents(connection: sa.Connection, dates: Mapping[str, Time | None]) -> Collection[str]:
    """The documents whose time is another than the one that they were listed by."""
    query = sa.select(FACETS.c.id, FACETS.c.rank).where(FACETS.c.list == "documents", FACETS.c.field == ALL)
    known = {str(key): rank for key, rank in connection.execute(query)}
    return {key for key, time in dates.items() if key in known and known[key] != _last(time)}


def mentions_of(entities: Iterable[Entity]) -> Iterator[tuple[str, int, int, str]]:
    """Where entities are named: document, start, end, entity."""
    for entity in entities:
        yield from ((m.document, m.start, m.end, entity.id) for m in entity.mentions)


def titles_of(entities: Iterable[Entity]) -> Iterator[tuple[str, int, int, str, str, str, bool]]:
    """Where entities are given titles: document, start, end, entity, title, for whom it is held, whether it was."""
    for entity in entities:
        for at, title, of, former in titled(entity.roles):
            yield at.document, at.start, at.end, entity.id, title, of or "", former


def facets_of(row: Any, dates: Mapping[str, Time | None],
              mentioned: Mapping[str, int] | None = None) -> Iterator[_Facet]:
    """The facets of a row: field, value, rank, and the first day of its time."""
    if isinstance(row, Agreement):
        yield from _agreement(row)
    elif isinstance(row, Entity):
        rank = f"{len(row.mentions) if mentioned is None else mentioned[row.id]:08}"
        words = {word for name in (row.name, *row.aliases) for word in plain_name(name).split()}
        values = [(ALL, ""), ("kind", row.kind), ("country", row.country), ("sector", row.sector),
                  *(("word", word) for word in words)]
        yield from ((field, value, rank, None) for field, value in values if value is not None)
    elif isinstance(row, Event):
        values = [(ALL, ""), ("type", row.type), ("place", row.place), ("agreement", row.agreement),
                  *(("actor", a) for a in row.actors), *(("recipient", r) for r in row.recipients),
                  *(("document", e.document) for e in row.evidence)]
        yield from _timed(row.time, values)
    elif isinstance(row, Claim):
        yield from _timed(row.said or dates.get(row.document), [("source", a.entity) for a in row.attribution])
    elif isinstance(row, Assertion):
        values = [*(("claim", c) for c in row.claims), *(("quantity", q) for q in row.quantities),
                  *(("event", e) for e in row.events)]
        yield from ((field, str(value), "", None) for field, value in values)
    elif isinstance(row, Story):
        yield from _timed(row.last, [(ALL, "")])
    elif isinstance(row, DocumentRow):
        yield from _timed(row.published, [(ALL, ""), ("publisher", row.publisher)])


def _agreement(row: Agreement) -> Iterator[_Facet]:
    people = [*row.signatories, *row.witnesses, *row.mediators]
    values = [(ALL, ""), ("kind", row.kind), ("status", row.status), ("place", row.place),
              *(("party", p) for p in row.parties), *(("person", s.person) for s in people),
              *(("sector", p.sector) for p in row.provisions), *(("document", e.document) for e in row.evidence)]
    yield from _timed(row.signed, values)
    for compliance in row.compliance:
        for value in ("", compliance.verdict):
            yield from _timed(compliance.time or row.signed, [("verdict", value)])
    for provision in row.provisions:
        if provision.deadline:
            yield from _timed(provision.deadline, [("deadline", "")])


def _timed(time: Time | None, values: Iterable[tuple[str, str | None]]) -> Iterator[_Facet]:
    earliest = (time.earliest or time.latest) if time else None
    yield from ((field, value, _last(time), earliest) for field, value in values if value is not None)


def _last(time: Time | None) -> str:
    """The last day of a time, as rows are sorted by it; empty where it has none."""
    return (time.latest or time.earliest or "") if time else ""


def _begun(earliest: str | None, rank: str) -> str | None:
    """The first day of a time that is longer than most."""
    if earliest is None or earliest == rank:
        return None
    return earliest if rank > after_longest(earliest) else None


def after_longest(day: str) -> str:
    """The day that the longest of most times ends on which begins on a day."""
    try:
        return (date.fromisoformat(day) + LONGEST).isoformat()
    except (ValueError, OverflowError):
        return "9999-12-31"


def once(facets: Iterable[_Facet]) -> dict[tuple[str, str, str], str | None]:
    """Each facet once, with the earliest of its first days."""
    found: dict[tuple[str, str, str], str | None] = {}
    for field, value, rank, earliest in facets:
        known = found.setdefault((field, value, rank), earliest)
        if earliest is not None and known is not None and earliest < known:
            found[field, value, rank] = earliest
    return found


def _some(items: list[str]) -> Iterator[list[str]]:
    for n in range(0, len(items), 500):
        yield items[n:n + 500]
