"""Which documents are to be read: those of the sources that are new, or of which something new is said.

Documents are opened as they are asked for, some at a time, so that memory does not grow with how many a source
has. Neither the chunks nor their order leave a trace: what is given on is what it would be if all were open at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.documents.open import with_source
from dragoman.documents.options import Note, Opened
from dragoman.errors import DocumentError
from dragoman.model.document import Document
from dragoman.record.store import Reader as Store

_CHUNK, _CHUNK_CHARACTERS = 256, 2_000_000  # documents that are compared with the record at once


class Intake:
    """The documents to be read, as an iterator, with what became of the others.

    `given` counts the documents that were opened, `found` those given on so far. Whoever has kept the reading of
    one calls `keep`; the ids that remain in `waiting` are those of documents that could not be read. `unread` counts
    new reports in a language that is not read.
    """

    def __init__(self, store: Store, opened: Iterable[Opened], version: str):
        self._store, self._opened, self._version = store, opened, version
        self.given = self.found = self.new = self.unread = 0
        self.errors: list[DocumentError] = []
        self.notes: list[Note] = []
        self.waiting: dict[str, Document] = {}

    def keep(self, ids: Iterable[str]) -> None:
        """Take note that the readings of some documents are in the record."""
        for key in ids:
            self.waiting.pop(key, None)

    def __iter__(self) -> Iterator[Document]:
        """First what is new, then what another version of the reader has read."""
        for chunk in self._chunks():
            known = {**self._store.sources(chunk), **{k: self.waiting[k] for k in chunk if k in self.waiting}}
            merged = {key: merge(known.get(key), document) for key, document in chunk.items()}
            news = {key: document for key, document in merged.items() if known.get(key) != document}
            self.given += len(chunk)
            self.found += len(news)
            self.new += len(news)
            self.unread += sum(document.unread is not None for document in news.values())
            self.waiting.update(news)
            yield from news.values()
        stale = {key: d for key, d in self._store.stale(self._version).items() if key not in self.waiting}
        self.found += len(stale)
        yield from (stale[key] for key in sorted(stale))

    def _chunks(self) -> Iterator[dict[str, Document]]:
        """Documents by id, some at a time. Equal ones are one document."""
        chunk: dict[str, Document] = {}
        size = 0
        for one in self._opened:
            if isinstance(one, Document):
                chunk[one.id] = merge(chunk.get(one.id), one)
                size += len(one.text)
            else:
                (self.errors if isinstance(one, DocumentError) else self.notes).append(one)  # type: ignore[arg-type]
            if len(chunk) >= _CHUNK or size >= _CHUNK_CHARACTERS:
                yield chunk
                chunk, size = {}, 0
        if chunk:
            yield chunk


def merge(old: Document | None, new: Document) -> Document:
    """One document of two with the same bytes: the first file name and address, what the user said of it last."""
    if old is None:
        return new
    file, url = (min(filter(None, names), default=None) for names in ((old.file, new.file), (old.url, new.url)))
    known = with_source(new, file=file, url=url, publisher=new.publisher or old.publisher)
    if old.published_basis == "given" and new.published_basis != "given":
        return with_source(known, published=old.published)
    return known
