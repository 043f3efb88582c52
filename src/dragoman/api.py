"""Dragoman in Python: read a document, open a record.

    reading = dragoman.read_document(text, published="2025-08-14")
    with dragoman.open("dragoman.db") as record:
        record.read(["reports/"])
        for agreement in record.agreements(): ...
        frame = record.events().to_pandas()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.engine.summary import Progress, Skipped, Summary
from dragoman.errors import SettingsError
from dragoman.model import record as rows
from dragoman.model.judgement import Act, Action, Judgement
from dragoman.model.reading import Reading
from dragoman.record import store
from dragoman.record.listing import Listing
from dragoman.record.runs import Changes
from dragoman.record.search import Found
from dragoman.record.tables import SEARCHED
from dragoman.settings import check_period, date_given, now, ontology_additions, record_location

if TYPE_CHECKING:
    from typing import Self

    from dragoman.documents.options import Options
    from dragoman.engine.pipeline import AnyReader
    from dragoman.linking.link import Each
    from dragoman.reading.read import Reader
    from dragoman.review.history import History
    from dragoman.review.queue import Doubt

# What reads and parses is imported where it is called for: who only looks at a record should not wait for it.

__all__ = ["Listing", "Record", "Skipped", "Summary", "open", "read_document", "upgrade"]


@cache
def default_reader() -> Reader:
    """The reader with Dragoman's ontology, what DRAGOMAN_ONTOLOGY adds to it, and parser; loaded once a process."""
    from dragoman.engine.collector import settle
    from dragoman.ontology import load
    from dragoman.reading.read import Reader
    from dragoman.text.parse import Parser

    reader = Reader(load(additions=ontology_additions()), Parser())
    settle()
    return reader


def read_document(
    text: str, *, published: str | None = None, title: str | None = None, url: str | None = None,
    publisher: str | None = None,
) -> Reading:
    """Read one plain text. Offsets in the reading are those of `text`; nothing is kept.

    `published` is an ISO date. Raises SettingsError where it is none, DocumentError where the text is too long.
    """
    from dragoman.documents.open import with_source
    from dragoman.documents.text import document_from_text

    document = with_source(document_from_text(text), published=date_given(published), title=title, url=url,
                           publisher=publisher)
    return default_reader().read(document)


def open(path: str | Path | None = None, *, create: bool = True) -> Record:
    """Open the record at a path or database URL, by default `dragoman.db` here; it is made where there is none.

    Raises RecordUnavailable or RecordVersion. Without `create` it is opened to look at alone.
    """
    return Record(record_location(str(path) if path is not None else None), create=create)


@contextmanager
def _workers(
    engine: str, workers: int, address: str | None,
) -> Iterator[tuple[Callable[[Callable[[], AnyReader], str], AnyReader], Each]]:
    """What makes a reader of a version, of a function that gives one, and what links; both over the workers."""
    from dragoman.engine.local import LocalReader, local_each
    from dragoman.engine.ray import Cluster, RayReader

    if workers < 1:
        raise SettingsError(f"{workers} workers cannot read; name 1 or more")
    if engine not in ("local", "ray"):
        raise SettingsError(f"{engine!r} is no engine; local and ray are")
    if address is not None and engine != "ray":
        raise SettingsError("an address is of a Ray cluster: it goes with the engine ray")
    if engine == "ray":
        with Cluster(workers, address) as cluster:
            yield partial(RayReader, cluster), cluster.each()
    elif workers == 1:
        yield lambda make, version: make(), map
    else:
        with local_each(workers) as each:
            yield lambda make, version: LocalReader(make, workers, version), each


def upgrade(path: str | Path | None = None) -> tuple[str, ...]:
    """Bring a record that an older version made up to this one, and say why each step was taken.

    What has been read in its reports is linked as this version links; no report is read again. Raises
    RecordUnavailable or RecordVersion, and changes nothing then.
    """
    from dragoman.engine.pipeline import link_all

    location = record_location(str(path) if path is not None else None)
    taken = store.upgrade(location)
    if taken:
        with store.Writer(location) as writer:
            if not writer.unread():  # what was imported has its rows, and no readings to make others of
                link_all(writer)
    return taken


class Record:
    """A record: its rows as typed objects (dragoman.model.record), and reading more reports into it."""

    def __init__(self, location: str, *, create: bool = True):
        self._store: store.Reader = store.Writer(location) if create else store.Reader(location)
        self.location = location

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self, paths: Iterable[str | Path] | str | Path, *, published: str | None = None, publisher: str | None = None,
        workers: int = 1, engine: str = "local", address: str | None = None, progress: Progress | None = None,
        options: Options | None = None,
    ) -> Summary:
        """Read reports: files, folders, addresses, or `-` for standard input. What was read before is not read again.

        docs/howto/read-documents.md tells the formats; `options` (dragoman.documents.options) what may be said of them.
        `workers` processes read, each with a reader of its own, and link: worth while for hundreds of reports. With the
        engine `ray` they are of the Ray cluster at `address`, by default of one begun on this machine. A document that
        cannot be used is skipped and listed with its reason. Raises SettingsError where `published` is no ISO date, and
        RecordUnavailable where the record cannot be written.
        """
        from dragoman.engine.pipeline import read_into
        from dragoman.ontology import load
        from dragoman.reading.version import reader_version
        from dragoman.text.pipelines import pipeline_version

        listed = [paths] if isinstance(paths, str | Path) else list(paths)
        writer = self._writer()
        version = reader_version(pipeline_version(), load(additions=ontology_additions()))
        with _workers(engine, workers, address) as (reader, each):
            return read_into(writer, listed, partial(reader, default_reader, version), version=version,
                             published=date_given(published), publisher=publisher, progress=progress, options=options,
                             each=each)

    def relink(self) -> Changes:
        """Make every row anew from the readings kept: the record comes out the same, to the byte.

        Raises ReadingError where a document that was imported cannot be read.
        """
        from dragoman.engine.pipeline import relink

        return relink(self._writer(), default_reader)

    def remove(self, *documents: str) -> Changes:
        """Take documents out, by their ids or the beginnings of these: the record is as if they had never been read.

        Raises NotInRecord, and changes nothing, where an id is none.
        """
        from dragoman.engine.pipeline import relink

        return relink(self._writer(), default_reader, without=documents)

    def check(self) -> list[str]:
        """What is broken in the record, one line a thing: its database, evidence, references, redirects, counts, links.

        Documents that were read and not linked, since that was cut short, are no fault: `unlinked` counts them.
        """
        from dragoman.engine.pipeline import find_faults

        return find_faults(self._store)

    def unlinked(self) -> int:
        """How many documents wait to be linked, since a read was cut short; the next read, or `relink`, links them."""
        return self._store.unlinked()

    def bring_in(self, export: bytes, name: str = "export") -> Changes:
        """Put a JSON export into this record, which must be empty. Exported again, it gives the same bytes.

        The rows are kept as they are until the next `read`, which reads the export's documents again. Raises
        MalformedDocument where it is no export (`name` says which), RecordError where the record is not empty.
        """
        from dragoman.export.json import from_json, source_of

        record = from_json(export, name, whole=True)
        return self._writer().bring_in(record, map(source_of, record.documents))

    def judge(
        self, action: Act, row: str, *others: str, field: str | None = None, value: object = None, person: str,
        note: str | None = None,
    ) -> Judgement:
        """Accept, reject or correct a row or link, join it with others, split members off it, or undo a judgement.

        `others` are the rows to be joined, or the members (or reports) to be split off. The record is linked again,
        and the judgement comes back as it is kept. Raises NotInRecord and ReviewError.
        """
        return self.judge_all([Action(action=action, row=row, others=others, field=field, value=value, note=note)],
                              person=person)[0]

    def judge_all(self, actions: Iterable[Action], *, person: str) -> list[Judgement]:
        """Do several actions at once, all or none: the record is linked again once, after the last."""
        from dragoman.engine.pipeline import link_all, relink
        from dragoman.review.actions import judge
        from dragoman.review.clock import moments

        writer = self._writer()
        if writer.unread():  # what was imported: a judgement speaks of what has been read in the reports
            relink(writer, default_reader)
        made = [judge(writer, action, person=person, made=moment)
                for action, moment in zip(actions, moments(writer, now()), strict=False)]
        if made:
            link_all(writer, judgements=made)
        return [writer.row(Judgement, j.id) for j in made]

    def judgements(self) -> Listing[Judgement]:
        """What people have judged, in the order of the ids."""
        return self._store.rows(Judgement)

    def judgement(self, key: str) -> Judgement:
        """The judgement of an id."""
        return self._store.row(Judgement, key)

    def history(self, key: str) -> History:
        """What a row is made of, and what people have judged of it. Raises NotInRecord."""
        from dragoman.review.history import history

        return history(self._store, key)

    def queue(self, *, limit: int = 20, kinds: Iterable[str] = ()) -> list[Doubt]:
        """The links that most want a person's eye: the least certain of which the most hangs, first."""
        from dragoman.review.queue import queue

        return queue(self._store, limit=limit, kinds=tuple(kinds))

    def _writer(self) -> store.Writer:
        if not isinstance(self._store, store.Writer):
            self._store.close()
            self._store = store.Writer(self.location)
        return self._store

    def search(
        self, words: str = "", *, kinds: Iterable[str] = (), who: str | None = None, where: str | None = None,
        since: str | None = None, until: str | None = None, limit: int = 20,
    ) -> list[Found]:
        """The claims, events, agreements and documents that hold all words or "phrases", best first.

        `kinds` narrows to some of `agreement`, `event`, `claim`, `document`; `who` and `where` to a name or some
        words of one; `since` and `until` (ISO dates) to what may have been then. Raises SettingsError.
        """
        wanted = tuple(kinds)
        for kind in wanted:
            if kind not in SEARCHED:
                raise SettingsError(f"{kind!r} is nothing to search; {', '.join(SEARCHED)} are")
        if limit < 1:
            raise SettingsError(f"{limit} results are none; ask for 1 or more")
        check_period(since, until)
        return self._store.search(words, kinds=wanted, who=who, where=where, since=since, until=until, limit=limit)

    def everything(self) -> rows.Record:
        """The whole record, as it stands at one moment."""
        return self._store.record()

    def to_json(self) -> bytes:
        """The whole record as it is exported."""
        from dragoman.export.json import to_json

        return to_json(self.everything())

    def documents(self) -> Listing[rows.DocumentRow]:
        """The reports."""
        return self._store.rows(rows.DocumentRow)

    def times(self) -> Listing[rows.TimeRow]:
        """The time expressions of the reports."""
        return self._store.rows(rows.TimeRow)

    def entities(self) -> Listing[rows.Entity]:
        """People, bodies, places and groups, over all reports."""
        return self._store.rows(rows.Entity)

    def claims(self) -> Listing[rows.Claim]:
        """What the reports pass on and say themselves."""
        return self._store.rows(rows.Claim)

    def quantities(self) -> Listing[rows.Quantity]:
        """The figures of the reports."""
        return self._store.rows(rows.Quantity)

    def events(self) -> Listing[rows.Event]:
        """What was done, over all reports."""
        return self._store.rows(rows.Event)

    def agreements(self) -> Listing[rows.Agreement]:
        """The agreements, over all reports."""
        return self._store.rows(rows.Agreement)

    def assertions(self) -> Listing[rows.Assertion]:
        """The distinct things that are asserted, with their corroboration."""
        return self._store.rows(rows.Assertion)

    def stories(self) -> Listing[rows.Story]:
        """The documents about the same events, with their timelines."""
        return self._store.rows(rows.Story)

    def differences(self) -> Listing[rows.Difference]:
        """Where the reports of a story part."""
        return self._store.rows(rows.Difference)

    def links(self) -> Listing[rows.Link]:
        """Why things of several reports were taken for one."""
        return self._store.rows(rows.Link)

    def document(self, key: str) -> rows.DocumentRow:
        """The document of an id, or of the beginning of one; likewise below. Raises NotInRecord."""
        return self._store.row(rows.DocumentRow, key)

    def entity(self, key: str) -> rows.Entity:
        """The entity of an id."""
        return self._store.row(rows.Entity, key)

    def claim(self, key: str) -> rows.Claim:
        """The claim of an id."""
        return self._store.row(rows.Claim, key)

    def event(self, key: str) -> rows.Event:
        """The event of an id."""
        return self._store.row(rows.Event, key)

    def agreement(self, key: str) -> rows.Agreement:
        """The agreement of an id."""
        return self._store.row(rows.Agreement, key)

    def assertion(self, key: str) -> rows.Assertion:
        """The assertion of an id."""
        return self._store.row(rows.Assertion, key)

    def story(self, key: str) -> rows.Story:
        """The story of an id."""
        return self._store.row(rows.Story, key)

    def difference(self, key: str) -> rows.Difference:
        """The difference of an id."""
        return self._store.row(rows.Difference, key)

    def link(self, key: str) -> rows.Link:
        """The link of an id."""
        return self._store.row(rows.Link, key)
