"""Spreading documents over workers, with the same result as in one process, whatever happens to a worker.

Documents go out in batches of about the same size, at most so many under way, and come back in the order given.
Copies of a report go to the worker that has read it, which does not parse their paragraphs again. A worker that dies
takes nothing with it: what it had under way is read again, one document at a time, and a document that kills its
worker again is given up with that reason.
"""

from __future__ import annotations

import zlib
from collections import Counter, OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Protocol

import msgspec

from dragoman.engine.pipeline import AnyReader
from dragoman.errors import EngineError, ReadingError
from dragoman.model.document import Document
from dragoman.model.reading import Reading

BATCH_CHARACTERS = 40_000  # some seconds' work: small beside a run, large beside the cost of sending it
AHEAD = 3  # batches under way a worker, so that none waits while results are kept
_PENDING = 2_000  # documents read whose turn has not come; beyond that no more are begun
_REMEMBERED = 100_000  # paragraphs whose reader is remembered
_TELLING = 80  # characters of a paragraph that is some report's own

Batch = tuple[Document, ...]
Result = Reading | ReadingError


class Worker(Protocol):
    """A process that reads, wherever it runs."""

    lost: tuple[type[BaseException], ...]  # what a future raises when the process has died

    def submit(self, batch: Batch) -> Future[bytes]:
        """Begin to read a batch; what comes back is for `unpack`."""
        ...

    def restart(self) -> None:
        """Begin anew after the process has died. Raises EngineError where it cannot even start."""
        ...

    def close(self, *, at_once: bool) -> None:
        """End the process."""
        ...


def read_packed(reader: AnyReader, batch: Batch) -> bytes:
    """What a worker does: read a batch, and where the reader fails on it, each document alone."""
    try:
        return pack(reader.read_all(batch))
    except Exception as error:  # one bad document must never stop a batch
        if len(batch) > 1:
            return pack(result for d in batch for result in unpack(read_packed(reader, (d,))))
        reason = f"the reader failed ({type(error).__name__}: {error}); please report it"
        return pack(ReadingError(d.file or d.id, reason) for d in batch)


def pack(results: Iterable[Result]) -> bytes:
    """The results of a batch as they travel."""
    return msgspec.msgpack.encode([(r.file, r.reason) if isinstance(r, ReadingError) else r for r in results])


def unpack(data: bytes) -> list[Result]:
    """The results that `pack` has packed."""
    return [ReadingError(*r) if isinstance(r, tuple) else r
            for r in msgspec.msgpack.decode(data, type=list[Reading | tuple[str, str]])]


def spread(documents: Iterable[Document], workers: Sequence[Worker]) -> Iterator[Result]:
    """Read documents with some workers, which are closed at the end; results come in the order of the documents."""
    desks = [_Desk(worker) for worker in workers]
    done = False
    try:
        yield from _Spread(desks).read(documents)
        done = True
    finally:
        for desk in desks:
            desk.worker.close(at_once=not done)


class _Desk:
    """A worker with what is waiting for it: a batch being filled, full batches, and documents to be read alone."""

    def __init__(self, worker: Worker):
        self.worker = worker
        self.filling: list[tuple[int, Document]] = []
        self.waiting: deque[list[tuple[int, Document]]] = deque()
        self.again: deque[tuple[int, Document]] = deque()
        self.under_way: dict[Future[bytes], list[tuple[int, Document]]] = {}
        self.alone = False
        self.load = 0  # characters of all these

    def add(self, n: int, document: Document) -> None:
        self.filling.append((n, document))
        self.load += len(document.text)
        if sum(len(d.text) for _, d in self.filling) >= BATCH_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Let the batch that is being filled go as it is."""
        if self.filling:
            self.waiting.append(self.filling)
            self.filling = []
        self.send()

    def send(self) -> None:
        """Hand on what may go: a document that is read alone waits until nothing else is under way."""
        while True:
            if self.again and not self.under_way:
                batch, self.alone = [self.again.popleft()], True
            elif self.waiting and not self.again and not self.alone and len(self.under_way) < AHEAD:
                batch = self.waiting.popleft()
            else:
                return
            self.under_way[self.worker.submit(tuple(d for _, d in batch))] = batch


class _Spread:
    def __init__(self, desks: list[_Desk]):
        self._desks = desks
        self._results: dict[int, Result] = {}
        self._next = 0  # whose turn it is
        self._readers: OrderedDict[int, _Desk] = OrderedDict()  # of paragraphs

    def read(self, documents: Iterable[Document]) -> Iterator[Result]:
        for n, document in enumerate(documents):
            self._desk_of(document).add(n, document)
            while sum(len(d.waiting) + len(d.under_way) for d in self._desks) >= AHEAD * len(self._desks):
                self._collect()
            if len(self._results) >= _PENDING:
                self._flush()
                while len(self._results) >= _PENDING and self._next not in self._results:
                    self._collect()
            yield from self._ready()
        self._flush()
        while any(desk.under_way for desk in self._desks):
            self._collect()
            yield from self._ready()

    def _flush(self) -> None:
        for desk in self._desks:
            desk.flush()

    def _ready(self) -> Iterator[Result]:
        while self._next in self._results:
            yield self._results.pop(self._next)
            self._next += 1

    def _desk_of(self, document: Document) -> _Desk:
        """The desk that has read most of its paragraphs, unless it has much more to do than the others."""
        marks = [zlib.crc32(text.encode("utf-8", "surrogatepass")) for b in document.blocks
                 if len(text := document.text[b.start:b.end]) >= _TELLING]
        known = Counter(id(self._readers[mark]) for mark in marks if mark in self._readers)
        idlest = min(self._desks, key=lambda d: d.load)
        desk = max(self._desks, key=lambda d: known[id(d)]) if known else idlest
        if desk.load > idlest.load + 2 * BATCH_CHARACTERS:
            desk = idlest
        for mark in marks:
            self._readers[mark] = desk
            self._readers.move_to_end(mark)
        while len(self._readers) > _REMEMBERED:
            self._readers.popitem(last=False)
        return desk

    def _collect(self) -> None:
        """Wait until something is read, and take it."""
        under_way = [future for desk in self._desks for future in desk.under_way]
        wait(under_way, return_when=FIRST_COMPLETED)
        for desk in self._desks:
            for future in [f for f in desk.under_way if f.done()]:
                if future not in desk.under_way:
                    continue  # lost with another
                try:
                    data = future.result()
                except desk.worker.lost:
                    self._lost(desk)
                except Exception as error:  # nothing that one batch does must stop the others
                    self._failed(desk, desk.under_way.pop(future), error)
                else:
                    batch = desk.under_way.pop(future)
                    self._take(desk, batch, unpack(data))
                    desk.alone = False
            desk.send()

    def _take(self, desk: _Desk, batch: list[tuple[int, Document]], results: list[Result]) -> None:
        if len(batch) != len(results):
            raise EngineError(f"{len(results)} readings of {len(batch)} documents")
        for (n, document), result in zip(batch, results, strict=True):
            self._results[n] = result
            desk.load -= len(document.text)

    def _failed(self, desk: _Desk, batch: list[tuple[int, Document]], error: Exception) -> None:
        """What a batch gave did not come back, though the worker lives: each of its documents is read alone."""
        if len(batch) > 1:
            desk.again.extend(batch)
            return
        what = (str(error).strip() or type(error).__name__).split("\n")[0]
        reason = f"its reading did not come back ({what}); please report it"
        self._take(desk, batch, [ReadingError(batch[0][1].file or batch[0][1].id, reason)])
        desk.alone = False

    def _lost(self, desk: _Desk) -> None:
        """A worker has died: what came back before counts, the rest is read again, each document alone."""
        lost = [item for batch in self._unread(desk) for item in batch]
        desk.under_way.clear()
        if desk.alone:
            name = lost[0][1].file or lost[0][1].id
            self._take(desk, lost, [ReadingError(name, "the process that read it died, twice; skipped")])
        else:
            desk.again.extend(lost)
        desk.alone = False
        desk.worker.restart()

    def _unread(self, desk: _Desk) -> Iterator[list[tuple[int, Document]]]:
        for future, batch in list(desk.under_way.items()):
            if future.done() and not future.cancelled() and future.exception() is None:
                self._take(desk, batch, unpack(future.result()))
            else:
                yield batch
