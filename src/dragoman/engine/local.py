"""Reading over several processes of this machine, with the same result as in one.

Documents go out in batches of about the same size and come back in the order given. A process that
dies takes nothing with it: the batches that were under way are read again, one document at a time, and
a document that kills its process again is given up with that reason.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from dragoman.engine.pipeline import AnyReader
from dragoman.errors import EngineError, ReadingError
from dragoman.model.document import Document
from dragoman.model.reading import Reading

BATCH_CHARACTERS = 40_000  # some seconds' work: small beside a run, large beside the cost of sending it
_AHEAD = 3  # batches under way a process, so that none waits while results are kept

Batch = tuple[Document, ...]
Result = list[Reading | ReadingError]

_reader: AnyReader | None = None  # of a worker process, loaded once in its life


class LocalReader:
    """Reads like the reader that `make` gives, in `workers` processes.

    `make` is a function of a module, called once in each process. Raises EngineError for fewer than one worker.
    """

    def __init__(self, make: Callable[[], AnyReader], workers: int, version: str):
        if workers < 1:
            raise EngineError(f"{workers} workers cannot read; name 1 or more")
        self._make, self._workers, self.version = make, workers, version

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        """Read documents, in order; one that cannot be read gives its error instead."""
        waiting = _batches(documents)
        again: deque[Batch] = deque()
        while True:
            try:
                yield from self._read_batches(waiting, again)
            except BrokenProcessPool:
                while again:
                    yield from self._read_alone(again.popleft())
            else:
                return

    @contextmanager
    def _pool(self, workers: int) -> Iterator[ProcessPoolExecutor]:
        """A pool whose processes end at once when its user stops early."""
        context = multiprocessing.get_context("spawn")  # a fork would take open databases along
        others = multiprocessing.active_children()
        pool = ProcessPoolExecutor(workers, context, initializer=_load, initargs=(self._make,))
        try:
            yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                if process not in others:
                    process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _read_batches(self, waiting: Iterator[Batch], under_way: deque[Batch]) -> Iterator[Reading | ReadingError]:
        """Read batches in one pool. Those that it did not give back are left in `under_way`."""
        with self._pool(self._workers) as pool:
            futures: deque[Future[Result]] = deque()
            for batch in waiting:
                under_way.append(batch)
                futures.append(_submit(pool, batch))
                if len(futures) >= _AHEAD * self._workers:
                    yield from self._first(futures, under_way)
            while futures:
                yield from self._first(futures, under_way)

    @staticmethod
    def _first(futures: deque[Future[Result]], under_way: deque[Batch]) -> Result:
        result = futures[0].result()
        futures.popleft()
        under_way.popleft()
        return result

    def _read_alone(self, batch: Batch) -> Iterator[Reading | ReadingError]:
        """Read the documents of a batch one by one, each giving up alone if it kills its process."""
        for document in batch:
            try:
                with self._pool(1) as pool:
                    yield from _submit(pool, (document,)).result()
            except BrokenProcessPool:
                yield ReadingError(document.file or document.id, "the process that read it died, twice; skipped")


def _batches(documents: Iterable[Document]) -> Iterator[Batch]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _submit(pool: ProcessPoolExecutor, batch: Batch) -> Future[Result]:
    """Hand a batch to a pool. Processes that start here leave Ctrl-C, which reaches them too, to their parent."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(_read, batch)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_read, batch)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _load(make: Callable[[], AnyReader]) -> None:
    global _reader  # noqa: PLW0603 - what a worker process keeps between its batches
    _reader = make()


def _read(batch: Batch) -> Result:
    assert _reader is not None  # noqa: S101 - _load has run
    return list(_reader.read_all(batch))
