"""What rows of the record are made of: the things of single reports, and the readings that these stand in."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from dragoman.model.base import content_id
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Entity
from dragoman.record import renewal, store
from dragoman.record.entries import plain_name
from dragoman.record.rows import rows_of, some
from dragoman.record.tables import FACETS, ROWS

# The links that judgements of a kind are about.
_LINKS = {"assertion": ("claim",), "copy": ("copy", "partial-copy", "version")}


def members(reader: store.Reader, row: str) -> frozenset[str]:
    """The own ids of the things that a row is made of."""
    redirects = ROWS["redirects"]
    with reader._looking() as connection:
        return frozenset((row, *map(str, connection.scalars(sa.select(redirects.c.id).where(redirects.c.to == row)))))


def readings_of(reader: store.Reader, documents: Iterable[str]) -> dict[str, Reading]:
    """The readings of some documents, by their ids, in order."""
    with reader._looking() as connection:
        return renewal.readings_of(connection, set(documents))


def judgements_about(
    reader: store.Reader, key: str, things: Iterable[str] = (), kind: str | None = None
) -> tuple[Judgement, ...]:
    """The judgements whose row, left or right side is of an id, or that speak of some things as of a kind; oldest
    first. A row may have had another id when it was judged: its things have not."""
    table, wanted = ROWS["judgements"], frozenset(things)
    direct = sa.or_(table.c.row == key, table.c.left == key, table.c.right == key)
    with reader._looking() as connection:
        found = {j.id: j for j in rows_of(connection, "judgements", Judgement, direct)}
        others = rows_of(connection, "judgements", Judgement, table.c.kind == kind) if wanted else iter(())
        found.update({j.id: j for j in others if any(t.id in wanted for t in j.things if t.side != "value")})
    return tuple(sorted(found.values(), key=lambda j: (j.made, j.id)))


def judgements_of_link(reader: store.Reader, key: str) -> tuple[Judgement, ...]:
    """The judgements on a link of an id, whether it is there or was rejected; oldest first."""
    table = ROWS["judgements"]
    with reader._looking() as connection:
        where = table.c.verdict.in_(("same", "different")) & table.c.right.is_not(None)
        found = tuple(rows_of(connection, "judgements", Judgement, where))
    mine = (j for j in found if key in {content_id("link", kind, *sorted((j.left, j.right or "")))
                                        for kind in _LINKS.get(j.kind, (j.kind,))})
    return tuple(sorted(mine, key=lambda j: (j.made, j.id)))


def entities_called(reader: store.Reader, name: str) -> list[Entity]:
    """The entities that are called by a name, in whatever letters, or where there are none have it as an alias."""
    wanted = plain_name(name)
    words = wanted.split()
    if not words:
        return []
    query = sa.select(FACETS.c.id).where(FACETS.c.list == "entities", FACETS.c.field == "word",
                                         FACETS.c.value == max(words, key=len)).limit(2_000)
    with reader._looking() as connection:
        ids = list(connection.scalars(query))
        table = ROWS["entities"]
        chosen = sa.select(table.c.id, table.c.name, table.c.aliases)
        known = [row for part in some(ids) for row in connection.execute(chosen.where(table.c.id.in_(part)))]
        found = [row.id for row in known if plain_name(row.name) == wanted]
        found = found or [row.id for row in known if wanted in map(plain_name, row.aliases)]
        parts = some(sorted(found))
        return [e for part in parts for e in rows_of(connection, "entities", Entity, table.c.id.in_(part))]


def last_made(reader: store.Reader) -> str:
    """When the latest judgement was made; empty where there is none."""
    with reader._looking() as connection:
        return str(connection.scalar(sa.select(sa.func.max(ROWS["judgements"].c.made))) or "")
