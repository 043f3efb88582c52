"""Reading and linking over several processes of this machine, with the same result as in one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from dragoman.engine.each import Each
from dragoman.engine.pipeline import AnyReader
from dragoman.engine.spread import Batch, Result, Worker, read_packed, spread
from dragoman.errors import EngineError
from dragoman.model.document import Document

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # processes share the cores, not threads
_STARTS = 3  # of processes that link, should they die; after that linking goes on here

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
        return spread(documents, self.workers())

    def workers(self) -> list[Worker]:
        """As many workers as read for one call, each of which begins with its first batch."""
        return [_Process(self._make) for _ in range(self._workers)]


def local_each(workers: int) -> Each:
    """Links in `workers` processes of this machine."""
    return Each(Processes(workers, starts=_STARTS), workers)


class Processes:
    """Some processes of this machine, which take what there is to do from one queue, and are begun as it comes.

    `prepare` is called in each before anything else. When one dies, all of them end, and the futures of what was under
    way raise BrokenProcessPool; what is submitted then begins them anew, where `starts` in all are not used up.
    """

    def __init__(self, number: int, prepare: Callable[[], object] | None = None, *, starts: int = 1):
        self._number, self._prepare, self._starts = number, prepare, starts
        self._pool: ProcessPoolExecutor | None = None
        self._nursery = _Nursery()

    def submit(self, work: Callable[[Any], Any], unit: Any, /) -> Future[Any]:
        """Have `work`, a function of a module, done with a unit in one of them."""
        if self._pool is None:
            self._starts -= 1
            self._nursery = _Nursery()
            self._pool = ProcessPoolExecutor(self._number, self._nursery, initializer=self._prepare)
        try:
            return self._pool.submit(work, unit)
        except BrokenProcessPool as error:  # one has died since
            if self._starts > 0:
                self.close(at_once=True)
                return self.submit(work, unit)
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    def close(self, *, at_once: bool) -> None:
        """End them; `at_once` in the middle of what they do."""
        if self._pool is None:
            return
        if at_once:
            for process in self._nursery.born:
                process.terminate()
        self._pool.shutdown(cancel_futures=True)
        self._pool = None


class _Process:
    """A worker of its own process, begun with its first batch. Raises EngineError where it cannot start."""

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, make: Callable[[], AnyReader]):
        self._load = partial(_load, make)
        self._process = Processes(1, self._load)

    def submit(self, batch: Batch) -> Future[bytes]:
        """Begin to read a batch."""
        return self._process.submit(_read, batch)

    def restart(self) -> None:
        """Begin anew after the process has died."""
        self.close(at_once=True)
        self._process = Processes(1, self._load)
        try:
            self.submit(()).result()
        except BrokenProcessPool as error:
            raise EngineError("a process that should read dies as it starts; is there memory for it?") from error

    def close(self, *, at_once: bool) -> None:
        """End the process."""
        self._process.close(at_once=at_once)


class _Nursery(SpawnContext):
    """Begins processes, which take nothing of this one's along but its environment, and remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.born: list[SpawnProcess] = []

    def Process(self, *given: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802 - its name
        """A process that is to begin."""
        self.born.append(_Child(*given, **named))
        return self.born[-1]


class _Child(SpawnProcess):
    def start(self) -> None:
        """Begin, whenever that is, without Ctrl-C, and to multiply in one thread."""
        with _born_rightly():
            super().start()


@contextmanager
def _born_rightly() -> Iterator[None]:
    """Processes that start here multiply in one thread, and leave Ctrl-C, which reaches them too, to their parent."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    masks = hasattr(signal, "pthread_sigmask")
    if masks:
        resource_tracker.ensure_running()  # as it begins, it lets Ctrl-C through again
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else None
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _load(make: Callable[[], AnyReader]) -> None:
    global _reader  # noqa: PLW0603 - what a worker process keeps between its batches
    _reader = make()


def _read(batch: Batch) -> bytes:
    assert _reader is not None  # noqa: S101 - _load has run
    return read_packed(_reader, batch)
