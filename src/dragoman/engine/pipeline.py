"""From files to the record: open the documents, read those that are new, link all readings, write what changed.

The record is a function of the set of documents: neither their order nor the batches in which they come
leave a trace in it. A bad document is skipped with its reason and stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, tee
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from dragoman.documents.open import find_sources, open_all
from dragoman.documents.options import Options
from dragoman.engine.intake import Intake
from dragoman.engine.linking import Linking
from dragoman.engine.retry import keep_trying
from dragoman.engine.summary import Progress, Skipped, Summary
from dragoman.errors import DocumentError, LinkingError, ReadingError, RecordUnavailable
from dragoman.linking.entities import with_mentions
from dragoman.linking.judged import hear
from dragoman.linking.kinds import KINDS, VERSION
from dragoman.linking.link import Each, Linker, joined
from dragoman.linking.memory import Memory
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.time import Time
from dragoman.record.check import find_broken
from dragoman.record.evidence import sift
from dragoman.record.runs import Changes
from dragoman.record.store import Kept, Writer
from dragoman.record.store import Reader as Store

_BATCH_CHARACTERS = 400_000  # of text; after so much, what was read is safe from a kill
_TOUCHED = "what linking keeps there was changed by another program; everything was linked anew"


class AnyReader(Protocol):
    """What reads documents: dragoman.reading.read.Reader, or another with the same promise."""

    version: str

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        """Read documents, in order; one that cannot be read gives its error instead."""
        ...


def read_into(  # noqa: PLR0913 - what is read, by whom, and what is said of it
    store: Writer, paths: Iterable[str | Path], reader: Callable[[], AnyReader], *, version: str,
    published: Time | None = None, publisher: str | None = None, progress: Progress | None = None,
    options: Options | None = None, each: Each = map,
) -> Summary:
    """Read files, folders, addresses, or `-` for standard input, into a record.

    `reader` is called only where something is to be read, since loading it takes seconds; `version` is what its
    readings say of themselves. `progress` is told after each document how many are done, of how many. `each` may link
    in other processes; see `link_all`.
    """
    sources, missing = find_sources(paths)
    intake = Intake(store, open_all(sources, options, published, publisher), version)
    failed = _read_all(store, intake, reader, keep=intake.keep,
                       progress=(lambda done: progress(done, intake.found)) if progress else None)
    touched = store.touched()
    changes, refused = link_all(store, each=each)
    errors = sorted([*missing, *intake.errors, *failed], key=lambda e: (e.file, e.reason))
    notes = [f"{n.file}: {n.text}" for n in intake.notes] + [f"{store.location}: {_TOUCHED}"] * touched
    return Summary(
        given=intake.given, new=intake.new - len(intake.waiting),
        skipped=tuple(Skipped(document=e.file, reason=e.reason) for e in errors), refused=refused,
        changes=changes, notes=tuple(notes), unread=intake.unread,
    )


def link_all(
    store: Writer, *, without: Iterable[str] = (), afresh: bool = False, judgements: Iterable[Judgement] = (),
    each: Each = map,
) -> tuple[Changes, tuple[str, ...]]:
    """Link what is not linked yet and write the rows that are borne out. One bad row must not cost the others.

    The readings of the documents `without` are thrown away before. `afresh` writes every row anew.
    `judgements` are new ones of people. `each` links stories and agreements, like `map`, maybe in other processes.
    """
    linking = Linking(each)
    try:
        changes = store.renew(linking, without=without, afresh=afresh, judgements=judgements)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        if afresh:
            raise
        raise LinkingError(  # what no program has changed, a disk may have
            f"{store.location}: what linking keeps there does not fit the reports ({type(error).__name__}: {error}); "
            "nothing was linked; `dragoman check` tells what is wrong, `dragoman relink` makes it anew") from error
    return changes, tuple(linking.refused)


def relink(store: Writer, reader: Callable[[], AnyReader], *, without: Iterable[str] = ()) -> Changes:
    """Make every row anew from the readings kept, if wanted without some documents, named by id.

    Documents that were imported, and never read here, are read first. Raises NotInRecord for an unknown id.
    """
    gone = store.read_ids(without)
    unread = {key: document for key, document in store.unread().items() if key not in gone}
    for error in _read_all(store, [unread[key] for key in sorted(unread)], reader):
        raise error
    return link_all(store, without=gone, afresh=not gone)[0]


def find_faults(store: Store) -> list[str]:
    """What is broken in a record, one line a thing: its database, its rows, and where these, and what linking keeps for
    the next time, differ from a relink."""
    record, faults = store.looked_into()
    faults += map(str, find_broken(record))
    try:
        if store.unread() or store.unlinked():
            return faults  # imported, or read and not linked yet: the rows are what they are until the next read
        readings = {key: kept.reading for key, kept in store.readings().items()}
    except RecordUnavailable as error:  # nothing can be linked of what cannot be understood
        return faults or [str(error)]
    return [*faults, *_differing(store, record, readings)]


def _differing(store: Store, record: Record, readings: Mapping[str, Reading]) -> Iterator[str]:
    """Where the rows of a record, and what linking keeps, are not what linking its readings gives."""
    judged, memory = hear(readings, record.judgements), Memory()
    linker = Linker(memory, lambda ids: {d: readings[d] for d in ids}, judged)
    made = joined(linker.update((), readings))
    made = replace(made, entities=with_mentions(memory, made.entities, readings))
    anew, refused = sift(judged.finish(made))
    yield from (f"linking anew: {reason}" for reason in refused)
    for kind in record.__struct_fields__:
        here, there = ({row.id: row for row in getattr(one, kind)} for one in (record, anew))
        yield from (f"{kind} {key}: not what linking the readings anew gives"
                    for key in sorted(here.keys() | there.keys()) if here.get(key) != there.get(key))
    places = ((*under, place) for under, found in memory.places.items() for place in found)
    if told := store.astray(VERSION, memory.things, places, KINDS):
        yield told


def _read_all(
    store: Writer, documents: Iterable[Document], reader: Callable[[], AnyReader], *,
    progress: Callable[[int], None] | None = None, keep: Callable[[Iterable[str]], None] | None = None,
) -> list[DocumentError]:
    """Read documents and keep their readings, batch by batch. Returns the errors of those that failed.

    Documents are asked for as they are read; `keep` is told which readings are in the record.
    """
    failed: list[DocumentError] = []
    batch: list[Kept] = []
    size = 0

    def store_batch() -> None:
        keep_trying(partial(store.keep, list(batch)))
        if keep:
            keep(kept.document.id for kept in batch)

    for n, (document, reading) in enumerate(_readings(documents, reader), 1):
        if isinstance(reading, DocumentError):
            failed.append(reading)
        else:
            batch.append(Kept(document, reading))
            size += len(document.text)
        if size >= _BATCH_CHARACTERS:
            store_batch()
            batch, size = [], 0
        if progress:
            progress(n)
    if batch:
        store_batch()
    return failed


def _readings(
    documents: Iterable[Document], reader: Callable[[], AnyReader]
) -> Iterator[tuple[Document, Reading | ReadingError]]:
    """Each document with its reading, in order. The reader is made once there is something to read."""
    asked, shown = tee(documents)
    if (first := next(shown, None)) is not None:
        yield from zip(chain([first], shown), reader().read_all(asked), strict=True)
