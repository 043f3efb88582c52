"""How much faster several workers read than one process, and Ray's than this machine's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dragoman.api import default_reader
from dragoman.bench.machine import cpu, peak_memory
from dragoman.engine.local import LocalReader
from dragoman.engine.pipeline import AnyReader
from dragoman.engine.ray import Cluster, RayReader
from dragoman.model.document import Document
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

_TURNS = 2  # of each engine, by turns


def compare(documents: Sequence[Document], workers: int, *, with_ray: bool = False) -> dict[str, Any]:
    """Documents a second by one process, by `workers` processes and, if wanted, by as many Ray actors.

    They take turns. What it takes to begin is not counted: the clock runs from when the first fifth is read. Beside
    the ratios of the clock stand those of CPU: what a document costs an engine, of what it costs one process, which
    on a busy machine says more.
    """
    version = default_reader().version
    makers: dict[str, Callable[[Cluster], AnyReader]] = {
        "one": lambda _: Reader(default_reader().ontology, Parser()),  # with an empty memory of blocks, like the others
        "local": lambda _: LocalReader(default_reader, workers, version)}
    if with_ray:
        makers["ray"] = lambda cluster: RayReader(cluster, default_reader, version)
    spent = {name: [0.0, 0.0, 0.0] for name in makers}
    counted = len(documents) - len(documents) // 5
    for turn in range(_TURNS):
        for name in sorted(makers, reverse=bool(turn % 2)):
            with Cluster(workers) as cluster:
                figures = _timed(makers[name](cluster), documents)
            for n, figure in enumerate(figures):
                spent[name][n] = max(spent[name][n], figure) if n == 2 else spent[name][n] + figure
    result: dict[str, Any] = {"workers": workers, "documents": len(documents)}
    for name, (clock, used, memory) in spent.items():
        result[f"{name} documents/s"] = round(_TURNS * counted / clock, 2)
        result[f"{name} CPU ms/document"] = round(1000 * used / (_TURNS * counted), 2)
        result[f"{name} memory MB"] = round(memory)
    for name in list(makers)[1:]:
        result[f"{name} times one"] = round(spent["one"][0] / spent[name][0], 3)
        result[f"{name} times one by CPU"] = round(workers * spent["one"][1] / spent[name][1], 3)
    if with_ray:
        result["ray of local"] = round(spent["local"][0] / spent["ray"][0], 3)
    return result


def _timed(reader: AnyReader, documents: Iterable[Document]) -> tuple[float, float, float]:
    """Seconds of the clock and of CPU for the last four fifths, and the most memory."""
    every = list(documents)
    marks: dict[int, tuple[float, float]] = {}
    with peak_memory() as peak:
        for n, _ in enumerate(reader.read_all(every), 1):
            if n in (1, len(every) // 5, len(every)):  # workers that have ended leave no trace: ask while they live
                marks[n] = time.perf_counter(), cpu()
    (begun, begun_cpu), (ended, ended_cpu) = marks[max(1, len(every) // 5)], marks[len(every)]
    return ended - begun, ended_cpu - begun_cpu, peak.megabytes
