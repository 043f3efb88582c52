"""Reading over several processes of this machine, with the same result as in one."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from dragoman.engine.pipeline import AnyReader
from dragoman.engine.spread import Batch, Result, read_packed, spread
from dragoman.errors import EngineError
from dragoman.model.document import Document

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # processes share the cores, not threads

_reader: AnyReader | None = None  # of a worker process, loaded once in its life


class LocalReader:
    """Reads like the reader that `make` gives, in `workers` processes.

    `make` is a function of a module, called once in each process. Raises EngineError for fewer than one worker.
    """

    def __init__(self, make: Callable[[], AnyReader], workers: int, version: str):
        if workers < 1:
            raise EngineError(f"{workers} workers cannot read; name 1 or more")
        self._make, self._workers, self.version = make, workers, version

    def read_all(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Read documents, in order; one that cannot be read gives its error instead."""
        return spread(documents, [_Process(self._make) for _ in range(self._workers)])


class _Process:
    """A worker of its own process, begun with its first batch. Raises EngineError where it cannot start."""

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, make: Callable[[], AnyReader]):
        self._make = make
        self._pool: ProcessPoolExecutor | None = None
        self._processes: list[BaseProcess] = []

    def submit(self, batch: Batch) -> Future[bytes]:
        """Begin to read a batch."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")  # a fork would take open databases along
            self._pool = ProcessPoolExecutor(1, context, initializer=_load, initargs=(self._make,))
            others = multiprocessing.active_children()
            with born_rightly():
                self._pool.submit(_is_ready)  # starts the process
            self._processes = [p for p in multiprocessing.active_children() if p not in others]
        try:
            return self._pool.submit(_read, batch)
        except BrokenProcessPool as error:  # it died between two batches
            future: Future[bytes] = Future()
            future.set_exception(error)
            return future

    def restart(self) -> None:
        """Begin anew after the process has died."""
        self.close(at_once=True)
        future = self.submit(())
        try:
            future.result()
        except BrokenProcessPool as error:
            raise EngineError("a process that should read dies as it starts; is there memory for it?") from error

    def close(self, *, at_once: bool) -> None:
        """End the process."""
        if self._pool is None:
            return
        if at_once:
            for process in self._processes:
                process.terminate()
        self._pool.shutdown(cancel_futures=True)
        self._pool, self._processes = None, []


@contextmanager
def born_rightly() -> Iterator[None]:
    """Processes that start here multiply in one thread, and leave Ctrl-C, which reaches them too, to their parent."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _load(make: Callable[[], AnyReader]) -> None:
    global _reader  # noqa: PLW0603 - what a worker process keeps between its batches
    _reader = make()


def _is_ready() -> bool:
    return _reader is not None


def _read(batch: Batch) -> bytes:
    assert _reader is not None  # noqa: S101 - _load has run
    return read_packed(_reader, batch)
