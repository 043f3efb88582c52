"""What linking costs as a record grows: everything at once, and a few more documents in a record that is there.

Reports are made (dragoman.bench.corpus) and read first, which is not measured; or the readings that a record keeps are
linked anew, as many as there are, in the order of their files' names.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from dragoman.bench.corpus import corpus
from dragoman.bench.growth import questions
from dragoman.bench.machine import cpu, peak_memory
from dragoman.bench.plot import slope
from dragoman.engine.local import local_each
from dragoman.engine.pipeline import link_all
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.record.database import connect
from dragoman.record.rows import some, unpack
from dragoman.record.store import Kept, Writer
from dragoman.record.tables import READINGS
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


def grow(
    readings_in: str, sizes: Sequence[int], into: str, *, workers: int = 1,
    tell: Callable[[dict[str, Any]], None] = lambda row: None,
) -> dict[str, Any]:
    """Link the readings that the record `readings_in` keeps, in a record `into` that grows to each of some sizes.

    A row for each size: milliseconds of the clock and of CPU a document that came with this step, for linking it and
    writing what it brings, by `workers` processes; megabytes of memory in use at most, theirs and this one's, and of
    the record; milliseconds that questions take then. `tell` gets each row as soon as it is measured.
    """
    rows, done = [], 0
    kept = kept_in(readings_in)
    with local_each(workers) as each:
        for size in sorted(sizes):
            with Writer(into) as store:
                while batch := list(islice(kept, min(500, size - done))):
                    store.keep(batch)
                    done += len(batch)
                added = store.unlinked()
                begun, begun_cpu = time.perf_counter(), cpu()
                with peak_memory() as peak:
                    link_all(store, each=each)
                ended, ended_cpu = time.perf_counter(), cpu()
            rows.append({
                "documents": done, "linking ms/document": round(1000 * (ended - begun) / max(1, added), 2),
                "linking CPU ms/document": round(1000 * (ended_cpu - begun_cpu) / max(1, added), 2),
                "memory MB": round(peak.megabytes), **questions(into)})
            tell(rows[-1])
    return {"sizes": rows}


def kept_in(place: str) -> Iterator[Kept]:
    """The readings of a record, in the order of the names of their files."""
    with connect(place, create=False).connect() as connection:
        query = sa.select(READINGS.c.id, READINGS.c.source)
        names = {str(key): unpack(source, Document).file or "" for key, source in connection.execute(query)}
        ordered = sorted(names, key=lambda key: (names[key], key))
        for part in some(ordered):
            found = sa.select(READINGS.c.id, READINGS.c.source, READINGS.c.reading).where(READINGS.c.id.in_(part))
            kept = {str(key): Kept(unpack(source, Document), unpack(reading, Reading))
                    for key, source, reading in connection.execute(found)}
            yield from (kept[key] for key in part)


def _step(store: Writer, size: int, ahead: Sequence[Kept]) -> dict[str, float]:
    with peak_memory() as peak:
        start = time.process_time()
        link_all(store, afresh=True)
        whole = time.process_time() - start
    figures = {"whole, ms a document": round(1000 * whole / size, 2), "memory, MB": round(peak.megabytes)}
    for count in ADDED:
        added, taken = [], []
        for n in range(_TIMES):
            few = ahead[n * count:(n + 1) * count]
            store.keep(few)
            added.append(_seconds(store, ()))
            taken.append(_seconds(store, [k.document.id for k in few]))
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
