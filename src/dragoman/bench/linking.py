"""What linking costs as a record grows: everything at once, and a few more documents in a record that is there.

Reports are made (dragoman.bench.corpus) and read first, which is not measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.bench.corpus import corpus
from dragoman.bench.machine import peak_memory
from dragoman.bench.plot import slope
from dragoman.engine.pipeline import link_all
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.record.store import Kept, Writer
from dragoman.text.parse import Parser

ADDED = (1, 10)  # documents that come into a record which is there
_TIMES = 5  # that so many come, each time others


def run(sizes: Sequence[int], *, copies: float = 0.5, seed: int = 1) -> dict[str, Any]:
    """A row of figures for each size of the record, in documents, and how they grow (0 constant, 1 in proportion).

    Milliseconds of CPU a document for linking the whole; the milliseconds that linking takes when some documents come
    (the median of several times); and the megabytes of memory in use at most, the parser's among them.
    """
    most = max(sizes) + _TIMES * max(ADDED)
    reader = Reader(load(), Parser())
    made = corpus(most, seed=seed, copies=copies)
    return measure(sizes, _read(reader, (report.document() for report in made)))


def measure(sizes: Sequence[int], readings: Iterable[Kept]) -> dict[str, Any]:
    """The figures for some readings, of which there are as many as the largest size, and some to come."""
    rows = []
    kept = iter(readings)
    with TemporaryDirectory() as folder, Writer(str(Path(folder) / "record.db")) as store:
        done = 0
        ahead: list[Kept] = []  # those that came and went at the last size stay out until they are due
        for size in sorted(sizes):
            now = [*ahead, *islice(kept, max(0, size - done - len(ahead)))]
            ahead = now[size - done:]
            for n in range(0, size - done, 500):
                store.keep(now[n:min(n + 500, size - done)])
            ahead += list(islice(kept, max(0, _TIMES * max(ADDED) - len(ahead))))
            done = size
            rows.append({"documents": size, **_step(store, size, ahead)})
    names = [name for name in rows[0] if name != "documents"]
    return {"sizes": rows, "slopes": {name: slope([(r["documents"], r[name]) for r in rows]) for name in names}}


def _step(store: Writer, size: int, ahead: Sequence[Kept]) -> dict[str, float]:
    with peak_memory() as peak:
        start = time.process_time()
        link_all(store, afresh=True)
        whole = time.process_time() - start
    figures = {"whole, ms a document": round(1000 * whole / size, 2), "memory, MB": round(peak.megabytes)}
    for count in ADDED:
        added, taken = [], []
        for n in range(_TIMES):
            some = ahead[n * count:(n + 1) * count]
            store.keep(some)
            added.append(_seconds(store, ()))
            taken.append(_seconds(store, [k.document.id for k in some]))
        figures[f"{count} more, ms"] = round(1000 * median(added), 1)
        figures[f"{count} less, ms"] = round(1000 * median(taken), 1)
    return figures


def _seconds(store: Writer, without: Iterable[str]) -> float:
    start = time.process_time()
    link_all(store, without=without)
    return time.process_time() - start


def _read(reader: Reader, documents: Iterable[Document]) -> Iterator[Kept]:
    given = list(documents)
    for document, reading in zip(given, reader.read_all(given), strict=True):
        if isinstance(reading, Reading):
            yield Kept(document, reading)
