"""Writes parts of a record in place of what is there of them, and takes away what is no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Protocol

import sqlalchemy as sa
from msgspec.structs import replace

from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Entity, Record
from dragoman.record.entries import entries
from dragoman.record.evidence import check_rows
from dragoman.record.facets import renew_facets, renew_mentions
from dragoman.record.insert import insert, uncollected, values_in
from dragoman.record.look import Written
from dragoman.record.rows import among, digest_of, rows_of, some, unpack
from dragoman.record.search import placed
from dragoman.record.tables import KINDS, READINGS, ROWS, SEARCH

_ROWS = 10_000  # of several parts that are written together
_SEARCHED = ("documents", "claims", "events", "agreements")


class Step(Protocol):
    """One run of linking. When all parts have been taken, `gone` holds the ids of rows that are no more, by list."""

    gone: dict[str, set[str]]
    mentioned: Mapping[str, int]  # how often entities are whose rows have been given; these are without what is APART

    def update(self, gone: Iterable[str], come: Mapping[str, Reading], regrouped: Iterable[str] = (),
               renamed: Iterable[str] = (), again: Iterable[str] = ()) -> Iterator[Record]:
        """The rows that may be other than before, after some documents have gone and others have come, in parts.

        Of what is otherwise as it was, documents that are `regrouped` are put into stories anew, who is named is linked
        anew in those that are `renamed`, and in those in `again` what is told there."""

    def arrange(self, gone: Iterable[str], come: Mapping[str, Reading], regrouped: Iterable[str] = (),
                renamed: Iterable[str] = (), again: Iterable[str] = ()) -> Iterator[Record]:
        """As `update`, but nothing is told: the rows of what several stories share. The others are due."""

    def tell(self, most: int | None = None) -> Iterator[Record]:
        """The rows of what is due, in parts; with `most`, of so many units."""

    def due(self) -> bool:
        """Is anything due to be told?"""

    def named_in(self, documents: Iterable[str]) -> tuple[Entity, ...]:
        """Who is named in some documents, by all names, with mentions and roles there; and the countries of places."""

    def called(self) -> Iterator[dict[str, tuple[str, ...]]]:
        """The rows, by list, of parts that are as they were, but name somebody who is now known by other names."""

    def marked(self, look: Written) -> Record:
        """The judgements with what has become of each, and the rows that they act on, where all has been written."""


class Linking(Protocol):
    """How documents are linked. What another `version` has linked is linked anew as a whole."""

    version: str
    types: Mapping[str, Any]  # of the things that it keeps, by kind

    def touched(
        self, judgements: Iterable[Judgement], new: Iterable[Judgement],
    ) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
        """The documents to be linked as if they had come, those that are regrouped, those that are renamed, and those
        that are to be linked again, because of new judgements; `judgements` are all there are."""

    def start(self, memory: Any, readings: Callable[[Iterable[str]], Mapping[str, Reading]],
              judgements: Iterable[Judgement] = ()) -> Step:
        """A run that keeps its things in `memory`, with people's judgements on the record."""

    def memory(self) -> Any:
        """A memory of this process, with `things` by kind and id, and `places` under keys."""


class Library(Mapping[str, Reading]):
    """The readings that a database keeps, read as they are asked for, in the order of their ids."""

    def __init__(self, connection: sa.Connection, ids: Iterable[str]):
        self._connection, self._ids = connection, sorted(ids)
        self._known = frozenset(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> Reading:
        return readings_of(self._connection, [key])[key]

    def items(self) -> Any:
        """Each id with its reading, a good many read at once."""
        for part in some(self._ids):
            yield from readings_of(self._connection, part).items()


def readings_of(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Reading]:
    """The readings of some documents, in the order of their ids."""
    found: dict[str, Reading] = {}
    for part in some(sorted(ids)):
        query = sa.select(READINGS.c.id, READINGS.c.reading).where(READINGS.c.id.in_(part))
        found.update({str(key): unpack(packed, Reading) for key, packed in connection.execute(query)})
    return dict(sorted(found.items()))


def gathered(parts: Iterable[Record]) -> Iterator[Record]:
    """Parts joined to larger ones: a statement costs the same for a few rows and for many, and rows that are put into
    an index together, in its order, are put into fewer of its pages."""
    waiting: list[Record] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += sum(len(getattr(part, kind)) for kind in KINDS)
        if size >= _ROWS:
            yield _joined(waiting)
            waiting, size = [], 0
    if waiting:
        yield _joined(waiting)


def _joined(parts: Iterable[Record]) -> Record:
    """One record of several. A row that is in more than one is the same there, or as the last has it."""
    lists: dict[str, Any] = {kind: tuple({row.id: row for part in parts for row in getattr(part, kind)}.values())
                             for kind in KINDS}
    return Record(**lists)


class Renewal:
    """Writes parts of a record; `afresh` writes rows that are as they were, too. Counts what was done."""

    def __init__(self, connection: sa.Connection, *, afresh: bool):
        self._connection, self._afresh = connection, afresh
        self.added = self.changed = self.removed = 0
        self.searched = 0

    @uncollected()
    def put(self, record: Record, step: Step) -> None:
        """Write the rows of a part of what a step gives. Raises EvidenceError where one is not borne out."""
        texts = {d.id: d.text for d in record.documents}
        dates = {d.id: d.published for d in record.documents}
        moved: set[str] = set()
        for name, table in ROWS.items():
            rows = getattr(record, name)
            told_apart = name == "entities"  # where they are named and given titles is told with the documents
            written, old = self._write(table, rows, None if told_apart else partial(check_rows, name, texts=texts))
            self.added += sum(row.id not in old for row, _ in written)
            self.changed += sum(row.id in old and digest != old[row.id] for row, digest in written)
            listed = {row.id: row for row, _ in written}
            if name == "documents":
                moved = listed.keys() & old.keys()
            if name == "claims":  # what somebody said is listed by the date of the report
                listed.update({c.id: c for c in rows if c.document in moved})
            if name == "entities":  # and they by how often they are mentioned
                listed.update({e.id: e for e in rows})
            known = listed.keys() if self._afresh else listed.keys() & (old.keys() | moved)  # a row may be lost by now
            renew_facets(self._connection, name, known, listed.values(), dates=dates,
                         mentioned=step.mentioned)
        if record.documents:
            named = tuple(step.named_in(texts))
            check_rows("entities", [e for e in named if e.mentions], texts)
            renew_mentions(self._connection, texts, named)
            written, _ = self._write(SEARCH, placed(self._connection, entries(replace(record, entities=named))))
            self.searched += len(written)

    def call(self, keys: Mapping[str, Iterable[str]], named: Callable[[Iterable[str]], Iterable[Entity]]) -> None:
        """Make anew what is searched of rows that are there."""
        lists: dict[str, Any] = {
            name: tuple(row for part in some(sorted(keys.get(name, ())))
                        for row in rows_of(self._connection, name, KINDS[name], ROWS[name].c.id.in_(part)))
            for name in _SEARCHED}
        record = Record(**lists, entities=tuple(named(d.id for d in lists["documents"])))
        self._write(SEARCH, placed(self._connection, entries(record)))

    def mark(self, record: Record) -> None:
        """Write rows that are there, and say nothing new but what people have judged."""
        for name, table in ROWS.items():
            written, old = self._write(table, getattr(record, name))
            self.added += sum(row.id not in old for row, _ in written)

    def drop(self, gone: Mapping[str, Iterable[str]]) -> None:
        """Take rows away."""
        for name, ids in gone.items():
            for part in some(sorted(ids)):
                table = ROWS[name]
                self.removed += self._connection.execute(table.delete().where(table.c.id.in_(part))).rowcount
                renew_facets(self._connection, name, part, (), dates={})
                if name == "documents":
                    renew_mentions(self._connection, part, ())
                if name in _SEARCHED:
                    self.searched += self._connection.execute(SEARCH.delete().where(SEARCH.c.id.in_(part))).rowcount

    def _write(self, table: sa.Table, rows: Iterable[Any], check: Callable[[Iterable[Any]], None] | None = None,
               ) -> tuple[list[tuple[Any, str]], dict[str, str]]:
        """Write rows that are not there so. Gives those that were written, with their digests, and the old digests."""
        new = {row.id: (row, digest_of(row)) for row in rows}
        old: dict[str, str] = {}
        if new:
            query = sa.select(table.c.id, table.c.digest).where(among(self._connection, table.c.id, new))
            old.update({str(key): digest for key, digest in self._connection.execute(query)})
        written = {key: (row, digest) for key, (row, digest) in new.items()
                   if self._afresh or old.get(key) != digest}
        if check is not None:
            check([row for row, _ in written.values()])
        for part in some([key for key in written if key in old]):
            self._connection.execute(table.delete().where(table.c.id.in_(part)))
        values = values_in(table)
        insert(self._connection, table, (values(row, digest) for row, digest in written.values()))
        return list(written.values()), old
