"""From files to the record: open the documents, read those that are new, link all readings, write what changed.

The record is a function of the set of documents: neither their order nor the batches in which they come
leave a trace in it. A bad document is skipped with its reason and stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from dragoman.documents.open import find_files, open_document, with_source
from dragoman.engine.summary import Progress, Skipped, Summary
from dragoman.errors import DocumentError, ReadingError
from dragoman.linking.link import link
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.time import Time
from dragoman.record.check import find_broken
from dragoman.record.evidence import sift
from dragoman.record.store import Changes, Kept, Writer
from dragoman.record.store import Reader as Store

_BATCH_CHARACTERS = 400_000  # of text; after so much, what was read is safe from a kill


class AnyReader(Protocol):
    """What reads documents: dragoman.reading.read.Reader, or another with the same promise."""

    version: str

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        """Read documents, in order; one that cannot be read gives its error instead."""
        ...


def read_into(
    store: Writer, paths: Iterable[str | Path], reader: Callable[[], AnyReader], *, version: str,
    published: Time | None = None, publisher: str | None = None, progress: Progress | None = None,
) -> Summary:
    """Read files and folders into a record.

    `reader` is called only where something is to be read, since loading it takes seconds; `version` is what its
    readings say of themselves. `progress` is told after each document how many are done, of how many.
    """
    files, missing = find_files(paths)
    documents, skipped = _open_all(files, published, publisher)
    todo = {**store.stale(version), **_news(store, documents, version)}
    failed = _read_all(store, [todo[key] for key in sorted(todo)], reader, progress) if todo else []
    changes, refused = link_all(store)
    errors = sorted([*missing, *skipped, *failed], key=lambda e: (e.file, e.reason))
    unread = {e.file for e in failed}
    return Summary(
        given=len(documents), new=sum(key in todo and (d.file or key) not in unread for key, d in documents.items()),
        skipped=tuple(Skipped(document=e.file, reason=e.reason) for e in errors), refused=refused,
        changes=changes,
    )


def link_all(
    store: Writer, *, without: Iterable[str] = (), afresh: bool = False, judgements: Iterable[Judgement] = ()
) -> tuple[Changes, tuple[str, ...]]:
    """Link all readings kept and write the rows that are borne out. One bad row must not cost the others.

    The readings of the documents `without` are thrown away before. `afresh` writes every row anew.
    `judgements` are new ones of people.
    """
    refused: tuple[str, ...] = ()

    def sound(readings: Iterable[Reading], known: Iterable[Judgement]) -> Record:
        nonlocal refused
        record, refused = sift(link(readings, known))
        return record

    return store.rewrite(sound, without=without, afresh=afresh, judgements=judgements), refused


def relink(store: Writer, reader: Callable[[], AnyReader], *, without: Iterable[str] = ()) -> Changes:
    """Make every row anew from the readings kept, if wanted without some documents, named by id.

    Documents that were imported, and never read here, are read first. Raises NotInRecord for an unknown id.
    """
    gone = store.read_ids(without)
    unread = {key: document for key, document in store.unread().items() if key not in gone}
    for error in _read_all(store, [unread[key] for key in sorted(unread)], reader, None) if unread else []:
        raise error
    return link_all(store, without=gone, afresh=not gone)[0]


def find_faults(store: Store) -> list[str]:
    """What is broken in a record, one line a thing: its rows themselves, and where they differ from a relink."""
    record = store.record()
    faults = [str(broken) for broken in find_broken(record)]
    if store.unread():
        return faults  # imported: the rows are what they are
    anew, refused = sift(link((kept.reading for kept in store.readings().values()), record.judgements))
    faults += [f"linking anew: {reason}" for reason in refused]
    for kind in record.__struct_fields__:
        here, there = ({row.id: row for row in getattr(one, kind)} for one in (record, anew))
        faults += [f"{kind} {key}: not what linking the readings anew gives"
                   for key in sorted(here.keys() | there.keys()) if here.get(key) != there.get(key)]
    return faults


def _open_all(
    files: Iterable[Path], published: Time | None, publisher: str | None
) -> tuple[dict[str, Document], list[DocumentError]]:
    """The documents of some files by id, and the errors of those that are none. Equal files are one document."""
    found: dict[str, Document] = {}
    errors: list[DocumentError] = []
    for file in files:
        try:
            document = open_document(file, published, publisher)
        except DocumentError as error:
            errors.append(error)
        except Exception as error:  # one bad document must never stop a batch
            reason = f"cannot be opened ({type(error).__name__}: {error}); please report it"
            errors.append(DocumentError(str(file), reason))
        else:
            found[document.id] = merge(found.get(document.id), document)
    return found, errors


def merge(old: Document | None, new: Document) -> Document:
    """One document of two with the same bytes: the first file name, and what the user said of it last."""
    if old is None:
        return new
    file = min(filter(None, (old.file, new.file)), default=None)
    known = with_source(new, file=file, publisher=new.publisher or old.publisher)
    if old.published_basis == "given" and new.published_basis != "given":
        return with_source(known, published=old.published)
    return known


def _news(store: Writer, documents: dict[str, Document], version: str) -> dict[str, Document]:
    """Of some documents, those that are not in the store, or of which the user has said something new."""
    known = store.sources(documents)
    merged = {key: merge(known.get(key), document) for key, document in documents.items()}
    return {key: document for key, document in merged.items() if known.get(key) != document}


def _read_all(
    store: Writer, documents: list[Document], reader: Callable[[], AnyReader], progress: Progress | None
) -> list[DocumentError]:
    """Read documents and keep their readings, batch by batch. Returns the errors of those that failed."""
    failed: list[DocumentError] = []
    batch: list[Kept] = []
    size = 0
    for n, (document, reading) in enumerate(zip(documents, reader().read_all(documents), strict=True), 1):
        if isinstance(reading, DocumentError):
            failed.append(reading)
        else:
            batch.append(Kept(document, reading))
            size += len(document.text)
        if size >= _BATCH_CHARACTERS:
            store.keep(batch)
            batch, size = [], 0
        if progress:
            progress(n, len(documents))
    store.keep(batch)
    return failed
