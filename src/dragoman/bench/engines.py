"""How much faster several workers read than one process, and Ray's than this machine's own; and whether all of them
read the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from dragoman.api import default_reader
from dragoman.bench.machine import cpu, peak_memory
from dragoman.engine.local import LocalReader
from dragoman.engine.pipeline import AnyReader
from dragoman.engine.ray import Cluster, RayReader
from dragoman.engine.spread import pack
from dragoman.model.document import Document
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

_TURNS = 2  # of each engine, by turns; of many documents one, which is long enough
_MANY = 2000


def compare(documents: Sequence[Document], workers: int, *, with_ray: bool = False) -> dict[str, Any]:
    """Documents a second by one process, by `workers` processes and, if wanted, by as many Ray actors.

    They take turns. What it takes to begin is not counted: the clock runs from when the first fifth is read. Beside
    the ratios of the clock stand those of CPU: what a document costs an engine, of what it costs one process, which
    on a busy machine says more. `same readings` says whether all gave the same to the byte.
    """
    version = default_reader().version
    makers: dict[str, Callable[[Cluster], AnyReader]] = {
        "one": lambda _: Reader(default_reader().ontology, Parser()),  # with an empty memory of blocks, like the others
        "local": lambda _: LocalReader(default_reader, workers, version)}
    if with_ray:
        makers["ray"] = lambda cluster: RayReader(cluster, default_reader, version)
    turns: dict[str, list[_Turn]] = {name: [] for name in makers}
    count = _TURNS if len(documents) < _MANY else 1
    for turn in range(count):
        for name in sorted(makers, reverse=bool(turn % 2)):
            with Cluster(workers) as cluster:
                turns[name].append(_timed(makers[name](cluster), documents))
    counted = count * (len(documents) - len(documents) // 5)
    clock = {name: sum(t.clock for t in taken) for name, taken in turns.items()}
    used = {name: sum(t.cpu for t in taken) for name, taken in turns.items()}
    result: dict[str, Any] = {"workers": workers, "documents": len(documents),
                              "same readings": len({t.digest for taken in turns.values() for t in taken}) == 1}
    for name, taken in turns.items():
        result[f"{name} documents/s"] = round(counted / clock[name], 2)
        result[f"{name} CPU ms/document"] = round(1000 * used[name] / counted, 2)
        result[f"{name} memory MB"] = round(max(t.memory for t in taken))
    for name in list(makers)[1:]:
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


def _timed(reader: AnyReader, documents: Iterable[Document]) -> _Turn:
    """Read documents, and look at the clock at the first fifth and at the end."""
    every = list(documents)
    marks: dict[int, tuple[float, float]] = {}
    digest = sha256()
    with peak_memory() as peak:
        for n, result in enumerate(reader.read_all(every), 1):
            digest.update(pack([result]))
            if n in (1, len(every) // 5, len(every)):  # workers that have ended leave no trace: ask while they live
                marks[n] = time.perf_counter(), cpu()
    (begun, begun_cpu), (ended, ended_cpu) = marks[max(1, len(every) // 5)], marks[len(every)]
    return _Turn(ended - begun, ended_cpu - begun_cpu, peak.megabytes, digest.hexdigest())
