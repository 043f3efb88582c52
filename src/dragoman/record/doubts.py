"""The links that nobody has judged, the least certain first, and what hangs on the rows that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from dragoman.model.record import Link
from dragoman.record import store
from dragoman.record.rows import rows_of, some
from dragoman.record.tables import FACETS, ROWS

# Where rows name an entity, by list and field of the facets; and where they rest on other rows.
_NAMING = (("events", "actor"), ("events", "recipient"), ("events", "place"), ("agreements", "party"),
           ("agreements", "place"), ("claims", "source"))
_RESTING = {"event": "events", "agreement": "agreements", "story": "stories", "claim": "assertions"}


class Unjudged(NamedTuple):
    """A link, the row that it is part of, how many links each end has, and how many rows hang on it."""

    link: Link
    row: str
    least_links: int
    weight: int


def unjudged(reader: store.Reader, kinds: Sequence[str] = (), *, most: int = 400) -> list[Unjudged]:
    """The least certain links that nobody has judged, of some kinds or of all."""
    table = ROWS["links"]
    where = [sa.cast(table.c.judged, sa.Text) == "[]", table.c.kind != "partial-copy"]
    if kinds:
        where.append(table.c.kind.in_(kinds))
    with reader._looking() as connection:
        query = sa.select(table.c.id).where(*where).order_by(table.c.score, table.c.id).limit(most)
        ids = list(connection.scalars(query))
        links = [x for part in some(ids) for x in rows_of(connection, "links", Link, table.c.id.in_(part))]
        ends = {end for link in links for end in (link.left, link.right)}
        count = _links_at(connection, ends)
        home = _homes(connection, links, ends)
        weights = _weights(connection, links, home)
    return [Unjudged(x, home[x.left], min(count[x.left], count[x.right]), weights[home[x.left]]) for x in links]


def _links_at(connection: sa.Connection, ends: Iterable[str]) -> Counter[str]:
    """How many links each thing has."""
    table = ROWS["links"]
    found: Counter[str] = Counter()
    for part in some(sorted(ends)):
        for column in (table.c.left, table.c.right):
            query = sa.select(column, sa.func.count()).where(column.in_(part), table.c.kind != "partial-copy")
            found.update({str(key): n for key, n in connection.execute(query.group_by(column))})
    return found


def _homes(connection: sa.Connection, links: Iterable[Link], ends: Iterable[str]) -> dict[str, str]:
    """The row that each thing is part of: of a report in a story that, of a claim its assertion."""
    redirects, documents = ROWS["redirects"], ROWS["documents"]
    found = {end: end for end in ends}
    for part in some(sorted(ends)):
        found.update(_pairs(connection, sa.select(redirects.c.id, redirects.c.to).where(redirects.c.id.in_(part))))
        facets = sa.select(FACETS.c.value, FACETS.c.id).where(
            FACETS.c.list == "assertions", FACETS.c.field == "claim", FACETS.c.value.in_(part))
        found.update(_pairs(connection, facets.order_by(FACETS.c.id)))
    for part in some(sorted({end for x in links if x.kind == "story" for end in (x.left, x.right)})):
        found.update(_pairs(connection, sa.select(documents.c.id, documents.c.story).where(documents.c.id.in_(part))))
    return found


def _pairs(connection: sa.Connection, query: sa.Select[Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in connection.execute(query)}


def _weights(connection: sa.Connection, links: Iterable[Link], home: dict[str, str]) -> Counter[str]:
    """How many rows hang on each row: those that name an entity; of the others what they rest on and tell."""
    found: Counter[str] = Counter()
    rows: dict[str, set[str]] = {}
    for link in links:
        rows.setdefault(link.kind, set()).add(home[link.left])
    for part in some(sorted(rows.get("entity", ()))):
        for name, field in _NAMING:
            query = sa.select(FACETS.c.value, sa.func.count()).where(
                FACETS.c.list == name, FACETS.c.field == field, FACETS.c.value.in_(part)).group_by(FACETS.c.value)
            found.update({str(key): n for key, n in connection.execute(query)})
    for kind, name in _RESTING.items():
        table = ROWS[name]
        told = [table.c[c] for c in ("provisions", "compliance", "timeline", "corroboration") if c in table.c]
        for part in some(sorted(rows.get(kind, ()))):
            for key, *lists in connection.execute(sa.select(table.c.id, *told).where(table.c.id.in_(part))):
                found[str(key)] += sum(map(_weight, lists))
    return found


def _weight(value: Any) -> int:
    """A list by its length; corroboration by its documents, twice where one of two origins would be left."""
    if isinstance(value, dict):
        return int(value["documents"]) * (2 if value["independent_origins"] == 2 else 1)
    return len(value)
