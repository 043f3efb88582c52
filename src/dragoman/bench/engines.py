"""How much faster several workers read than one process, and Ray's than this machine's own; and whether all of them
read the same.

Each engine reads in a process that was begun for this turn alone: beside what a measurement keeps in memory, the
collector of rings would hold up the one process, and not the workers, which have a memory of their own. The workers
are begun and have read a fifth before the clock starts, and it stops when all is read: neither does what they read
ahead count before its time, nor is anything left out in which one waits for the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from typing import Any, NamedTuple

from dragoman.api import default_reader
from dragoman.bench.machine import cpu, peak_memory
from dragoman.engine.local import LocalReader
from dragoman.engine.ray import Cluster, RayReader
from dragoman.engine.spread import Result, Worker, pack, spread
from dragoman.model.document import Document

_TURNS = 2  # of each engine, by turns; of many documents one, which is long enough
_MANY = 2000

Read = Callable[[Iterable[Document]], Iterator[Result]]


def compare(documents: Sequence[Document], workers: int, *, with_ray: bool = False) -> dict[str, Any]:
    """Documents a second by one process, by `workers` processes and, if wanted, by as many Ray actors.

    They take turns. What it takes to begin is not counted, nor the first fifth. Beside the ratios of the clock stand
    those of CPU: what a document costs an engine, of what it costs one process, which on a busy machine says more.
    `same readings` says whether all gave the same to the byte.
    """
    names = ["one", "local", *(["ray"] if with_ray else [])]
    turns: dict[str, list[_Turn]] = {name: [] for name in names}
    count = _TURNS if len(documents) < _MANY else 1
    for turn in range(count):
        for name in names[::-1] if turn % 2 else names:
            turns[name].append(_alone(name, documents, workers))
    counted = count * (len(documents) - _warming(documents))
    clock = {name: sum(t.clock for t in taken) for name, taken in turns.items()}
    used = {name: sum(t.cpu for t in taken) for name, taken in turns.items()}
    result: dict[str, Any] = {"workers": workers, "documents": len(documents),
                              "same readings": len({t.digest for taken in turns.values() for t in taken}) == 1}
    for name, taken in turns.items():
        result[f"{name} documents/s"] = round(counted / clock[name], 2)
        result[f"{name} CPU ms/document"] = round(1000 * used[name] / counted, 2)
        result[f"{name} memory MB"] = round(max(t.memory for t in taken))
    for name in names[1:]:
        result[f"{name} times one"] = round(clock["one"] / clock[name], 3)
        result[f"{name} times one by CPU"] = round(workers * used["one"] / used[name], 3)
    if with_ray:
        result["ray of local"] = round(clock["local"] / clock["ray"], 3)
        result["ray of local by CPU"] = round(used["local"] / used["ray"], 3)
    return result


class _Turn(NamedTuple):
    """What one turn took: seconds of the clock and of CPU for the last four fifths, and the most memory, in MB."""

    clock: float
    cpu: float
    memory: float
    digest: str


def _alone(name: str, documents: Sequence[Document], workers: int) -> _Turn:
    """A turn of an engine in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_turn, name, documents, workers).result()


def _turn(name: str, documents: Sequence[Document], workers: int) -> _Turn:
    with peak_memory() as peak, _engine(name, workers) as read:
        return _timed(read, documents)._replace(memory=peak.megabytes)


def _timed(read: Read, documents: Sequence[Document]) -> _Turn:
    """Read a fifth of some documents, and then, by the clock, the others."""
    digest = sha256()

    def work(part: Iterable[Document]) -> None:
        for result in read(part):
            digest.update(pack([result]))

    first = _warming(documents)
    work(documents[:first])
    begun, begun_cpu = time.perf_counter(), cpu()
    work(documents[first:])
    return _Turn(time.perf_counter() - begun, cpu() - begun_cpu, 0.0, digest.hexdigest())


def _warming(documents: Sequence[Document]) -> int:
    """How many documents are read before the clock runs."""
    return len(documents) // 5


@contextmanager
def _engine(name: str, workers: int) -> Iterator[Read]:
    """What an engine reads with, once all of its workers have loaded what they need; they end with the context."""
    reader = default_reader()
    if name == "one":
        yield reader.read_all
        return
    with Cluster(workers) as cluster:
        made = (LocalReader(default_reader, workers, reader.version) if name == "local"
                else RayReader(cluster, default_reader, reader.version)).workers()
        try:
            for loaded in [worker.submit(()) for worker in made]:
                loaded.result()
            yield lambda documents: spread(documents, [_Kept(worker) for worker in made])
        finally:
            for worker in made:
                worker.close(at_once=False)


class _Kept:
    """A worker that goes on when a call to read has ended."""

    def __init__(self, worker: Worker):
        self._worker, self.lost, self.submit, self.restart = worker, worker.lost, worker.submit, worker.restart

    def close(self, *, at_once: bool) -> None:
        """Nothing: there is more to read."""
