"""Reading and linking over a Ray cluster, or a Ray of this machine alone, with the same result as in one process.

Each worker is an actor of one CPU. What is read comes back to this process, which alone writes the record. The
database's own rules keep several such processes from each other, each with its share of the documents.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.engine.each import Each
from dragoman.engine.local import ONE_THREAD
from dragoman.engine.pipeline import AnyReader
from dragoman.engine.spread import Batch, Result, Worker, read_packed, spread
from dragoman.errors import EngineError
from dragoman.model.document import Document

if TYPE_CHECKING:
    from typing import Self

_STORE_BYTES = 200_000_000  # batches and readings pass through it, and do not stay
_MOST_STARTS = 3


class Cluster:
    """The Ray cluster at `address`, or a Ray of this machine with as many CPUs as there are `workers`.

    It is connected to, or begun, when something is to be done there, and let go, or ended, with the context. Raises
    EngineError where Ray is not installed or not reached.
    """

    def __init__(self, workers: int, address: str | None = None):
        if workers < 1:
            raise EngineError(f"{workers} workers cannot read; name 1 or more")
        self.workers, self._address = workers, address
        self._works: dict[Callable[[Any], Any], Any] = {}

    @cached_property
    def ray(self) -> Any:
        """The ray module, connected."""
        return _connected(self._address, self.workers)

    def each(self) -> Each:
        """Links in tasks of the cluster."""
        return Each(self, self.workers)

    def submit(self, work: Callable[[Any], Any], unit: Any, /) -> Future[Any]:
        """Have `work`, a function of a module that is installed on the cluster's machines too, done with a unit."""
        if work not in self._works:
            self._works[work] = self.ray.remote(num_cpus=1, max_retries=0)(work)
        future: Future[Any] = self._works[work].remote(unit).future()
        return future

    def close(self, *, at_once: bool = True) -> None:
        """Let go of the cluster."""
        if "ray" in self.__dict__:
            self.ray.shutdown()
            del self.ray
            self._works.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class RayReader:
    """Reads like the reader that `make` gives, in an actor for each worker of a cluster.

    `make` is a function of a module that is installed on the cluster's machines too.
    """

    def __init__(self, cluster: Cluster, make: Callable[[], AnyReader], version: str):
        self._cluster, self._make, self.version = cluster, make, version

    def read_all(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Read documents, in order; one that cannot be read gives its error instead."""
        return spread(documents, self.workers())

    def workers(self) -> list[Worker]:
        """The workers that read for one call, one for each of the cluster."""
        return [_Actor(self._cluster.ray, self._make) for _ in range(self._cluster.workers)]


def _connected(address: str | None, workers: int) -> Any:
    """The ray module, connected to a cluster or to one begun here."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_worker_niceness", "0")  # else actors give way to whatever else the machine does
    try:
        import ray  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise EngineError("--engine ray needs Ray: pip install 'dragoman[ray]'") from error
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR,
                               "runtime_env": {"env_vars": dict.fromkeys(ONE_THREAD, "1")}}
    if address is None:
        options |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _STORE_BYTES}
    try:
        ray.init(address or "local", **options)
    except Exception as error:
        first = (str(error).strip() or type(error).__name__).split("\n")[0]
        raise EngineError(f"Ray {address or 'of this machine'}: {first}") from error
    return ray


class _Actor:
    """A worker that is an actor. It starts at once, so that all load their readers at the same time."""

    def __init__(self, ray: Any, make: Callable[[], AnyReader]):
        self._ray, self._make = ray, make
        self.lost: tuple[type[BaseException], ...] = (
            ray.exceptions.RayActorError, ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError,
            ray.exceptions.ObjectLostError, ray.exceptions.OutOfMemoryError)
        self._actor = self._start()

    def _start(self) -> Any:
        return self._ray.remote(num_cpus=1, max_restarts=0)(_Reading).remote(self._make)

    def submit(self, batch: Batch) -> Future[bytes]:
        """Begin to read a batch."""
        future: Future[bytes] = self._actor.read.remote(batch).future()
        return future

    def restart(self) -> None:
        """Begin anew after the actor has died, on another machine if need be."""
        for _ in range(_MOST_STARTS):
            self.close(at_once=True)
            self._actor = self._start()
            try:
                self.submit(()).result()
            except self.lost:
                continue
            return
        raise EngineError("an actor that should read dies as it starts; is Dragoman installed on all machines?")

    def close(self, *, at_once: bool) -> None:
        """End the actor."""
        if self._ray.is_initialized():
            self._ray.kill(self._actor)


class _Reading:
    """What an actor does."""

    def __init__(self, make: Callable[[], AnyReader]):
        self._reader = make()

    def read(self, batch: Batch) -> bytes:
        """The packed results of a batch."""
        return read_packed(self._reader, batch)
