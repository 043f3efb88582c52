"""Runs of linking on the tables of a record: all of it in memory, what has changed, or portion after portion.

A large record is linked in two passes. First the documents come, some thousands at a time, and it is found who is
named in them, what is of one story and of one agreement. Then what is due is told, some hundreds of stories at a time:
so each is told once, however many portions its reports came in. Each portion is a transaction; what is done is safe
from a kill, and the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple

import sqlalchemy as sa

from dragoman.model.judgement import Judgement
from dragoman.model.record import Record
from dragoman.record.insert import uncollected
from dragoman.record.look import Written
from dragoman.record.portions import begin_anew, portions
from dragoman.record.renewal import Library, Linking, Renewal, gathered, readings_of
from dragoman.record.rows import rows_of, some
from dragoman.record.search import settle
from dragoman.record.shelf import Shelf, clear, fill
from dragoman.record.tables import META, READINGS, ROWS, UNLINKED

AT_ONCE = 10_000  # documents of a record that is linked in this process's memory as a whole: 1.4 GB
PORTION = 3_000  # documents that come at a time into a larger one, and those of the same day
TOLD = 250  # affairs, or agreements, that are told in one transaction
_LINKED = "linked"  # what meta calls the version of linking that has made the rows
_RUNS = "runs"  # and how often it has
_DUE = "due"  # there while documents have been linked of which not everything is told


class Changes(NamedTuple):
    """How many rows a write added, changed and removed."""

    added: int
    changed: int
    removed: int


class Parts:
    """What is to be linked in several transactions, after the first has found that it is too much for one."""

    def __init__(self, linking: Linking, parts: Sequence[tuple[str, ...]], removed: int,
                 judgements: Sequence[Judgement], otherwise: Iterable[Iterable[str]]):
        self._linking, self._parts = linking, parts
        self._judgements, self._otherwise = judgements, tuple(otherwise)  # both are kept with the first part
        self._total = Changes(0, 0, removed)
        self._shelf: Shelf | None = None
        self._runs: str | None = None

    def link(self, transaction: Callable[[], AbstractContextManager[sa.Connection]]) -> Changes:
        """Let the documents come, then tell what is due; `transaction` gives all of them on one connection."""
        for part in self._parts:
            with transaction() as connection:
                shelf = self._begin(connection)
                kept = {j.id: j for j in (*self._judgements, *_judgements(connection))}
                waiting = {d for few in some(list(part)) for d in map(str, connection.scalars(
                    sa.select(UNLINKED.c.id).where(UNLINKED.c.id.in_(few))))}  # somebody else may have linked them
                made = _arrange(connection, self._linking, tuple(kept.values()), shelf, waiting, self._otherwise)
                self._judgements = self._otherwise = ()
                self._end(connection, made)
        more = True
        while more:
            with transaction() as connection:
                shelf = self._begin(connection)
                made, more = _tell(connection, self._linking, _judgements(connection), shelf)
                self._end(connection, made)
        return self._total

    def _begin(self, connection: sa.Connection) -> Shelf:
        one_writer(connection)
        if self._shelf is None or self._runs != _runs(connection):  # somebody else has linked in between
            self._shelf = Shelf(connection, self._linking.types)
        return self._shelf

    def _end(self, connection: sa.Connection, made: Changes) -> None:
        self._total = Changes(*(a + b for a, b in zip(self._total, made, strict=True)))
        self._runs = _runs(connection)


def run(connection: sa.Connection, linking: Linking, known: Sequence[Judgement], otherwise: Iterable[Iterable[str]], *,
        afresh: bool) -> Changes | Parts:
    """Link what has come or gone, or say in which parts it is to be; everything anew where another version of linking
    has done it last, or `afresh`. `otherwise` are the documents of which people say something else than before."""
    version = connection.scalar(sa.select(META.c.value).where(META.c.name == _LINKED))
    news, whole = (connection.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in (UNLINKED, READINGS))
    anew = afresh or version != linking.version
    if whole <= AT_ONCE and (anew or 2 * news > whole):
        return _link_all(connection, linking, known, afresh=afresh)
    removed = 0
    if anew:
        forget(connection)
        removed, otherwise = begin_anew(connection), ()
        connection.execute(META.insert(), [{"name": _LINKED, "value": linking.version}])
    elif news <= PORTION and not under_way(connection):
        changed = set(map(str, connection.scalars(sa.select(UNLINKED.c.id))))
        return _link_some(connection, linking, known, changed, otherwise)
    return Parts(linking, list(portions(connection, known, PORTION)) or [()], removed, known, otherwise)


def under_way(connection: sa.Connection) -> bool:
    """Is something due to be told, by a run of linking that was cut short or goes on elsewhere?"""
    return connection.scalar(sa.select(META.c.name).where(META.c.name == _DUE)) is not None


def one_writer(connection: sa.Connection) -> None:
    """Keep other writers out until the transaction ends; SQLite's has done so from its beginning."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE meta IN EXCLUSIVE MODE"))


def unlink(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Keep which documents are to be linked anew."""
    for part in some(sorted(set(ids))):
        connection.execute(UNLINKED.delete().where(UNLINKED.c.id.in_(part)))
        connection.execute(UNLINKED.insert(), [{"id": key} for key in part])


def forget(connection: sa.Connection) -> None:
    """Let the next run link everything: what linking kept is not of the rows that are written now."""
    connection.execute(META.delete().where(META.c.name.in_((_LINKED, _DUE))))
    clear(connection)


@uncollected()
def _link_all(connection: sa.Connection, linking: Linking, known: Iterable[Judgement], *, afresh: bool) -> Changes:
    """Link everything, in this process, and keep what linking keeps."""
    library = Library(connection, map(str, connection.scalars(sa.select(READINGS.c.id))))
    memory = linking.memory()
    step = linking.start(memory, partial(readings_of, connection), known)
    renewal = Renewal(connection, afresh=afresh)
    gone = {name: set(map(str, connection.scalars(sa.select(table.c.id)))) for name, table in ROWS.items()
            if name != "judgements"}
    for part in gathered(step.update((), library)):
        renewal.put(part, step)
        for name, ids in gone.items():
            ids.difference_update(row.id for row in getattr(part, name))
    renewal.drop(gone)
    renewal.mark(step.marked(Written(connection)))
    forget(connection)
    fill(connection, memory.things, memory.places)
    return _linked(connection, linking, renewal, map(str, connection.scalars(sa.select(UNLINKED.c.id)).all()))


@uncollected()
def _link_some(connection: sa.Connection, linking: Linking, known: Iterable[Judgement], changed: set[str],
               otherwise: Iterable[Iterable[str]]) -> Changes:
    """Link what has come or gone, with what linking has kept of its neighbours, and what is judged otherwise."""
    come = readings_of(connection, changed)
    shelf = Shelf(connection, linking.types)
    step = linking.start(shelf, partial(readings_of, connection), known)
    renewal = Renewal(connection, afresh=False)
    for part in gathered(step.update(changed - come.keys(), come, *otherwise)):
        renewal.put(part, step)
    for rows in step.called():
        renewal.call(rows, step.named_in)
    renewal.drop(step.gone)
    renewal.mark(step.marked(Written(connection)))
    shelf.write()
    return _linked(connection, linking, renewal, changed)


@uncollected()
def _arrange(connection: sa.Connection, linking: Linking, known: Sequence[Judgement], shelf: Shelf, changed: set[str],
             otherwise: Iterable[Iterable[str]]) -> Changes:
    """Find who is named in documents that have come or gone, and what is of one story and of one agreement."""
    come = readings_of(connection, changed)
    step = linking.start(shelf, partial(readings_of, connection), known)
    renewal = Renewal(connection, afresh=False)
    renewal.mark(Record(judgements=tuple(known)))
    for part in step.arrange(changed - come.keys(), come, *otherwise):
        renewal.put(part, step)
    for rows in step.called():
        renewal.call(rows, step.named_in)
    renewal.drop(step.gone)
    shelf.write()
    if not under_way(connection):
        connection.execute(META.insert(), [{"name": _DUE, "value": ""}])
    return _linked(connection, linking, renewal, changed)


@uncollected()
def _tell(connection: sa.Connection, linking: Linking, known: Iterable[Judgement], shelf: Shelf,
          ) -> tuple[Changes, bool]:
    """Tell some of what is due; says whether more is. When nothing is, people's judgements have found their rows."""
    step = linking.start(shelf, partial(readings_of, connection), known)
    renewal = Renewal(connection, afresh=False)
    for part in gathered(step.tell(TOLD)):
        renewal.put(part, step)
    renewal.drop(step.gone)
    more = step.due()
    if not more:
        renewal.mark(step.marked(Written(connection)))
        connection.execute(META.delete().where(META.c.name == _DUE))
    shelf.write()
    return _linked(connection, linking, renewal, ()), more


def _judgements(connection: sa.Connection) -> tuple[Judgement, ...]:
    return tuple(rows_of(connection, "judgements", Judgement))


def _runs(connection: sa.Connection) -> str | None:
    """How many times the record was linked."""
    return connection.scalar(sa.select(META.c.value).where(META.c.name == _RUNS))


def _linked(connection: sa.Connection, linking: Linking, renewal: Renewal, ids: Iterable[str]) -> Changes:
    for part in some(sorted(ids)):
        connection.execute(UNLINKED.delete().where(UNLINKED.c.id.in_(part)))
    runs = int(_runs(connection) or 0) + 1
    connection.execute(META.delete().where(META.c.name.in_((_LINKED, _RUNS))))
    kept = {_LINKED: linking.version, _RUNS: str(runs)}
    connection.execute(META.insert(), [{"name": name, "value": value} for name, value in kept.items()])
    settle(connection, (renewal.searched, 0, 0))
    return Changes(renewal.added, renewal.changed, renewal.removed)
