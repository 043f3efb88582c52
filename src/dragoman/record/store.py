"""The store: a reader that finds typed rows, and a writer that replaces exactly what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple, Self, TypeVar

import sqlalchemy as sa

from dragoman.errors import NotInRecord, RecordError
from dragoman.model.base import Row
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.record.anew import write_anew, write_lists_anew
from dragoman.record.candidates import Asked
from dragoman.record.database import connect, engine_of, guard, not_beside, schema_of, snapshot
from dragoman.record.entries import entries
from dragoman.record.evidence import check_rows
from dragoman.record.facets import moved_documents, renew_facets, renew_mentions
from dragoman.record.insert import insert, values_in
from dragoman.record.kept import astray, linked_by, touched, writing
from dragoman.record.listing import Listing
from dragoman.record.migrations import migrate, search_anew
from dragoman.record.renewal import Linking
from dragoman.record.rows import digest_of, pack, record_of, rows_of, some, unpack
from dragoman.record.runs import Changes, forget, one_writer, run, under_way, unlink
from dragoman.record.search import Found, find, settle
from dragoman.record.sound import index_faults, look_into
from dragoman.record.tables import ARRIVALS, KINDS, MENTIONS, META, READINGS, ROWS, SCHEMA, SEARCH, TOUCHED, UNLINKED

R = TypeVar("R", bound=Row)
MOST_FOUND = 100_000  # rows that one search gives
IMPORTED = "imported"  # the reader of a document that came with an export and has not been read here


class Kept(NamedTuple):
    """A document as it was given, and what a reader of that version read in it."""

    document: Document
    reading: Reading


class Reader:
    """Finds rows of a record, which it never changes."""

    def __init__(self, location: str, *, create: bool = False):
        """Open the record at a path or database URL. Raises RecordUnavailable or RecordVersion."""
        self.location = location
        self._engine = connect(location, create=create)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, row: type[R]) -> Listing[R]:
        """Every row of a type, in the order of their ids."""
        name = next(n for n, kind in KINDS.items() if kind is row)
        with self._looking() as connection:
            return Listing(row, rows_of(connection, name, row))

    def record(self) -> Record:
        """The whole record, as it stands at one moment."""
        with self._looking() as connection:
            return record_of(connection)

    def row(self, row: type[R], key: str) -> R:
        """The row of an id, of one that has been merged into it, or of the beginning of one id alone.

        Raises NotInRecord where there is none, or where several ids begin so.
        """
        name = next(n for n, kind in KINDS.items() if kind is row)
        with self._looking() as connection:
            for one in rows_of(connection, name, row, ROWS[name].c.id == self._whole_id(connection, name, key)):
                return one
        raise NotInRecord(f"{key}: nothing among the {name} has this id")

    def whole_id(self, name: str, key: str) -> str:
        """The id of a list's row, of one that has been merged into it, or of the beginning of one id alone, as `row`
        takes it. Raises NotInRecord."""
        with self._looking() as connection:
            return self._whole_id(connection, name, key)

    def _whole_id(self, connection: sa.Connection, name: str, key: str) -> str:
        if not key.strip():
            raise NotInRecord(f"an empty id names nothing among the {name}; give an id, or the beginning of one")
        redirects = ROWS["redirects"].c
        found = self._id(connection, ROWS[name].c.id, key, name)
        if found is None and (old := self._id(connection, redirects.id, key, name)):
            found = connection.scalar(sa.select(redirects.to).where(redirects.id == old))
        if found is None:
            raise NotInRecord(f"{key}: nothing among the {name} has this id")
        return found

    def _id(self, connection: sa.Connection, column: sa.Column[Any], key: str, name: str) -> str | None:
        """The one id that is `key` or begins with it."""
        query = sa.select(column).where(column.startswith(key, autoescape=True)).order_by(column).limit(4)
        ids: list[str] = [str(i) for i in connection.scalars(query) if i.startswith(key)]
        if key in ids or len(ids) == 1:
            return key if key in ids else ids[0]
        if len(ids) > 1:
            raise NotInRecord(f"{key}: several of the {name} begin so ({', '.join(ids[:3])}, …); give more of the id")
        return None

    def readings(self) -> dict[str, Kept]:
        """What has been read, by document id."""
        with self._looking() as connection:
            return dict(_readings(connection))

    def stale(self, reader: str) -> dict[str, Document]:
        """The documents, as they were given, that another version of the reader has read."""
        query = sa.select(READINGS.c.id, READINGS.c.source).where(READINGS.c.reader != reader)
        with self._looking() as connection:
            return {str(key): unpack(source, Document) for key, source in connection.execute(query)}

    def sources(self, ids: Iterable[str]) -> dict[str, Document]:
        """Of some ids, the documents that have been read, as they were given."""
        found: dict[str, Document] = {}
        with self._looking() as connection:
            for part in some(sorted(set(ids))):
                query = sa.select(READINGS.c.id, READINGS.c.source).where(READINGS.c.id.in_(part))
                found.update({str(key): unpack(source, Document) for key, source in connection.execute(query)})
        return found

    def unread(self) -> dict[str, Document]:
        """The documents that were imported, and that no reader has read since."""
        query = sa.select(READINGS.c.id, READINGS.c.source).where(READINGS.c.reader == IMPORTED)
        with self._looking() as connection:
            return {str(key): unpack(source, Document) for key, source in connection.execute(query)}

    def unlinked(self) -> int:
        """How many documents have come, gone or been read anew since the rows were linked: a read was cut short.

        At least one where some have been linked, and what is told of others then is not written yet.
        """
        with self._looking() as connection:
            here, there = READINGS.c.id, ROWS["documents"].c.id
            waiting = connection.scalar(sa.select(sa.func.count()).select_from(UNLINKED)) or 0
            if not under_way(connection):
                return waiting
            rowless = sa.select(here).where(here.not_in(sa.select(there)), here.not_in(sa.select(UNLINKED.c.id)))
            return waiting + max(1, connection.scalar(sa.select(sa.func.count()).select_from(rowless.subquery())) or 0)

    def read_ids(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The ids of some documents, each given by its id or the beginning of it. Raises NotInRecord."""
        found = []
        with self._looking() as connection:
            for key in keys:
                one = self._id(connection, READINGS.c.id, key, "documents") if key.strip() else None
                if one is None:
                    raise NotInRecord(f"{key or 'an empty id'}: nothing among the documents has this id")
                found.append(one)
        return tuple(sorted(set(found)))

    def search(
        self, words: str, *, kinds: Sequence[str] = (), who: str | None = None, where: str | None = None,
        since: str | None = None, until: str | None = None, limit: int = 20,
    ) -> list[Found]:
        """The rows that hold all of the words or "phrases", best first, and that pass every filter given.

        `kinds` are of dragoman.record.entries.SEARCHED, `since` and `until` ISO dates.
        """
        with self._looking() as connection:
            return find(connection, Asked(words, kinds, who, where, since, until, min(limit, MOST_FOUND)))

    def looked_into(self) -> tuple[Record, list[str]]:
        """The rows that can be understood, and what is broken in the database itself, one line a thing."""
        with self._looking() as connection:
            record, faults = look_into(connection)
        return record, [*faults, *index_faults(self.location)]

    def faults(self) -> list[str]:
        """What is broken in the database itself, one line a thing: see dragoman.record.sound."""
        return self.looked_into()[1]

    def astray(self, version: str, things: Mapping[str, Mapping[str, Any]], places: Iterable[tuple[str, str, str]],
                  types: Mapping[str, Any]) -> str | None:
        """In a line, how what linking keeps here is not `things` and `places`; None where another has linked last."""
        with self._looking() as connection:
            return astray(connection, things, places, types) if linked_by(connection) == version else None

    @contextmanager
    def _looking(self) -> Iterator[sa.Connection]:
        with guard(self.location), snapshot(self._engine).begin() as connection:
            yield connection


def upgrade(location: str) -> tuple[str, ...]:
    """Bring an older record up to this version, all or nothing, and say why each step was taken.

    Rows are written as this version writes them, some at a time, and what is searched and listed is made of them: as
    far as the steps ask for it. Raises RecordUnavailable and RecordVersion.
    """
    engine = engine_of(location, "change")
    try:
        with guard(location), engine.begin() as connection:
            not_beside(connection)
            taken = migrate(connection, schema_of(connection, location))
            one_writer(connection)
            anew = [name for name in ROWS if any(name in step.anew for step in taken)]
            if len(anew) == len(ROWS):
                search_anew(connection)
                write_anew(connection)
            else:
                write_lists_anew(connection, anew)
            connection.execute(META.update().where(META.c.name == "schema").values(value=str(SCHEMA)))
    finally:
        engine.dispose()
    return tuple(step.why for step in taken)


class Writer(Reader):
    """Keeps readings, and the record that is made from them."""

    def __init__(self, location: str):
        super().__init__(location, create=True)

    def keep(self, kept: Iterable[Kept]) -> None:
        """Keep readings, each in place of an older one of the same document, all or none."""
        once = {k.document.id: k for k in kept}
        rows = [{"id": key, "reader": k.reading.reader, "source": pack(k.document), "reading": pack(k.reading)}
                for key, k in once.items()]
        with self._transaction() as connection:
            for part in some(rows):
                connection.execute(READINGS.delete().where(READINGS.c.id.in_([r["id"] for r in part])))
                connection.execute(READINGS.insert(), part)
            unlink(connection, [str(row["id"]) for row in rows])
            _arrived(connection, [str(row["id"]) for row in rows])

    def bring_in(self, record: Record, sources: Iterable[Document]) -> Changes:
        """Put the rows of an exported record into an empty one as they are.

        `sources` are its documents as they were before they were read: whoever reads into the record next reads
        them again. Raises RecordError where the record is not empty, EvidenceError where a row is not borne out.
        """
        rows = [{"id": d.id, "reader": IMPORTED, "source": pack(d),
                 "reading": pack(Reading(document=d, reader=IMPORTED))} for d in sources]
        with self._transaction() as connection:
            if any(connection.execute(sa.select(t.c.id).limit(1)).first() for t in (READINGS, *ROWS.values())):
                raise RecordError(f"{self.location}: not empty; an export is imported into a record of its own")
            for part in some(rows):
                connection.execute(READINGS.insert(), part)
            _arrived(connection, [str(row["id"]) for row in rows])
            return _replace(connection, record)

    def rewrite(
        self, link: Callable[[Iterable[Reading], Iterable[Judgement]], Record], *, without: Iterable[str] = (),
        afresh: bool = False, judgements: Iterable[Judgement] = (),
    ) -> Changes:
        """Make the record anew from all readings and judgements kept and write what differs, in one transaction.

        The readings of the documents `without` are thrown away before. `afresh` writes every row, even where one
        of the same digest is there. `judgements` are new ones, which are kept with the others.

        `link` makes a Record of readings. No other writer can come between reading them and writing: a record is
        always that of one set of readings. Raises EvidenceError, and changes nothing, where a row is not borne out.
        """
        with self._transaction() as connection:
            for part in some(sorted(set(without))):
                connection.execute(READINGS.delete().where(READINGS.c.id.in_(part)))
            _forget(connection)
            known = {j.id: j for j in (*judgements, *rows_of(connection, "judgements", Judgement))}
            readings = [kept.reading for _, kept in _readings(connection)]
            return _replace(connection, link(readings, known.values()), afresh=afresh)

    def renew(
        self, linking: Linking, *, without: Iterable[str] = (), afresh: bool = False,
        judgements: Iterable[Judgement] = (),
    ) -> Changes:
        """Link what has come or gone since the last time with its neighbours, and write what differs.

        Everything is linked anew where another version of linking has done it last, where another program has changed
        what linking keeps, where most is new, or `afresh`.
        New `judgements` are kept, and what they speak of is linked as if it had come. Otherwise as `rewrite`, whose
        record is the same.
        """
        with self._transaction() as connection:
            if touched(connection):
                _forget(connection)
            gone = sorted(set(without))
            for part in some(gone):
                connection.execute(READINGS.delete().where(READINGS.c.id.in_(part)))
            unlink(connection, gone)
            new = {j.id: j for j in judgements}
            known = tuple({**new, **{j.id: j for j in rows_of(connection, "judgements", Judgement)}}.values())
            moved = set(map(str, connection.scalars(sa.select(UNLINKED.c.id)))) if known else set()
            waited = (j for j in known if any(t.document in moved for t in j.things))  # what they speak of is here now
            come, *otherwise = linking.touched(known, (*new.values(), *waited))
            unlink(connection, come)
            done = run(connection, linking, known, otherwise, afresh=afresh)
        if isinstance(done, Changes):
            return done
        with guard(self.location), self._engine.connect() as connection:
            return done.link(partial(self._on, connection))

    def touched(self) -> bool:
        """Has another program changed what linking keeps? The next run links everything anew then."""
        with self._looking() as connection:
            return touched(connection)

    @staticmethod
    @contextmanager
    def _on(connection: sa.Connection) -> Iterator[sa.Connection]:
        with connection.begin():
            one_writer(connection)
            with writing(connection):
                yield connection

    def write(self, record: Record) -> Changes:
        """Write a record in place of the one that is there. Raises EvidenceError where a row is not borne out."""
        with self._transaction() as connection:
            _forget(connection)
            return _replace(connection, record)

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """A change of the record, while no other is made."""
        with guard(self.location), self._engine.begin() as connection:
            one_writer(connection)
            with writing(connection):
                yield connection


def _forget(connection: sa.Connection) -> None:
    """Let the next run link everything, whoever has changed what linking kept."""
    forget(connection)
    connection.execute(META.delete().where(META.c.name == TOUCHED))


def _arrived(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Keep when documents came; those that are here already came before."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    for part in some(sorted(set(ids))):
        known = set(connection.scalars(sa.select(ARRIVALS.c.id).where(ARRIVALS.c.id.in_(part))))
        fresh = [{"id": key, "time": time} for key in part if key not in known]
        if fresh:
            connection.execute(ARRIVALS.insert(), fresh)


def _replace(connection: sa.Connection, record: Record, *, afresh: bool = False) -> Changes:
    """Write what differs from the rows that are there, or, afresh, every row."""
    texts = {d.id: d.text for d in record.documents}
    dates = {d.id: d.published for d in record.documents}
    moved = moved_documents(connection, dates)
    total = Changes(0, 0, 0)
    for name, table in ROWS.items():
        if name == "judgements":
            _none_lost(connection, table, record)
        made = _renew(connection, table, getattr(record, name), afresh, partial(check_rows, name, texts=texts),
                      partial(renew_facets, connection, name, dates=dates))
        total = Changes(*(a + b for a, b in zip(total, made, strict=True)))
    said = [c for c in record.claims if c.document in moved]
    renew_facets(connection, "claims", [c.id for c in said], said, dates=dates)
    known = set(map(str, connection.scalars(sa.select(MENTIONS.c.document).distinct())))
    renew_mentions(connection, known | texts.keys(), record.entities)
    settle(connection, _renew(connection, SEARCH, entries(record), afresh))
    return total


def _none_lost(connection: sa.Connection, table: sa.Table, record: Record) -> None:
    """A judgement is kept for ever: no record that lacks one takes the place of one that has it."""
    lost = {str(i) for i in connection.scalars(sa.select(table.c.id))} - {j.id for j in record.judgements}
    if lost:
        raise RecordError(f"{len(lost)} judgements would be lost ({min(lost)}, …); nothing was written")


def _renew(
    connection: sa.Connection, table: sa.Table, rows: Iterable[Any], afresh: bool,
    check: Callable[[Iterable[Any]], None] = lambda rows: None,
    along: Callable[[Iterable[str], Iterable[Any]], None] = lambda gone, rows: None,
) -> Changes:
    """Write what differs from the rows of a table, or, afresh, every row, when `check` has let them pass.

    `along` writes what goes with the rows, given the ids of those that were there and the rows that are written.
    """
    new = {row.id: (digest_of(row), row) for row in rows}
    old = {str(i): d for i, d in connection.execute(sa.select(table.c.id, table.c.digest))}
    fresh = [i for i, (digest, _) in new.items() if old.get(i) != digest]
    gone = [i for i in old if i not in new]
    written = list(new) if afresh else fresh
    check(new[i][1] for i in written)
    for part in some([*gone, *(i for i in written if i in old)]):
        connection.execute(table.delete().where(table.c.id.in_(part)))
    values = values_in(table)
    insert(connection, table, (values(row, digest) for digest, row in map(new.__getitem__, written)))
    along([*gone, *(i for i in written if i in old)], [new[i][1] for i in written])
    renewed = sum(i in old for i in fresh)
    return Changes(len(fresh) - renewed, renewed, len(gone))


def _readings(connection: sa.Connection) -> Iterator[tuple[str, Kept]]:
    rows = connection.execute(sa.select(READINGS.c.id, READINGS.c.source, READINGS.c.reading))
    for key, source, reading in sorted(rows, key=lambda r: str(r[0])):
        yield key, Kept(unpack(source, Document), unpack(reading, Reading))
