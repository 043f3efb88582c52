"""Looks up the rows that people's judgements speak of, among those that have been written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from dragoman.model.record import Record
from dragoman.record.rows import rows_of, some
from dragoman.record.tables import FACETS, KINDS, ROWS

_BY_ID = {"entity": "entities", "event": "events", "agreement": "agreements", "claim": "claims",
          "quantity": "quantities", "time": "times", "difference": "differences"}
_RESTING = {"claim": "claim", "quantity": "quantity", "event": "event"}  # things of an assertion, by its facets


class Written:
    """The rows of a connection's record."""

    def __init__(self, connection: sa.Connection):
        self._connection = connection

    def rows_of(self, things: Iterable[str]) -> Record:
        """The rows that some things are, or are part of, with the redirects that lead there."""
        keys = sorted(set(things))
        redirects = self._some("redirects", keys)
        to = {r.id: r.to for r in redirects}
        rows = sorted({to.get(key, key) for key in keys})
        documents = self._some("documents", [k for k in rows if k.split("_", 1)[0] not in _BY_ID])
        found = {name: self._some(name, [k for k in rows if k.split("_", 1)[0] == kind])
                 for kind, name in _BY_ID.items()}
        return Record(
            documents=documents, redirects=redirects,
            stories=self._some("stories", {d.story for d in documents if d.story}),
            assertions=self._some("assertions", self._assertions(rows)), **found)

    def _assertions(self, rows: Iterable[str]) -> set[str]:
        """The assertions that some claims, quantities and events are in."""
        found: set[str] = set()
        for kind, field in _RESTING.items():
            for part in some([k for k in rows if k.split("_", 1)[0] == kind]):
                query = sa.select(FACETS.c.id).where(
                    FACETS.c.list == "assertions", FACETS.c.field == field, FACETS.c.value.in_(part))
                found.update(map(str, self._connection.scalars(query)))
        return found

    def _some(self, name: str, keys: Iterable[str]) -> tuple[Any, ...]:
        return tuple(row for part in some(sorted(keys))
                     for row in rows_of(self._connection, name, KINDS[name], ROWS[name].c.id.in_(part)))
