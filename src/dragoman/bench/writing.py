"""What it costs to write what was read, beside reading it: keeping readings, linking them, writing the rows.

Reports are made (dragoman.bench.corpus) and read; or the readings that a record keeps are written anew, and some of
its reports are read again, before and after, to know what reading them takes. What is measured is processor time, all
of it in one run, so that whatever else the machine does burdens both alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.bench.corpus import corpus
from dragoman.bench.linking import kept_in
from dragoman.bench.plot import slope
from dragoman.engine.linking import Linking
from dragoman.linking.link import Linker
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.record.store import Kept, Writer
from dragoman.text.parse import Parser

_BATCH = 500  # readings that are kept in one transaction
_AGAIN = 300  # reports that are read again where their readings are there


def run(sizes: Sequence[int], *, copies: float = 0.5, seed: int = 1, readings: str | None = None) -> dict[str, Any]:
    """For each number of reports the milliseconds of CPU a report for reading, keeping, linking and writing.

    `share` is what keeping and writing take of the time of reading, `share with linking` that of all three. The
    slopes say how the milliseconds grow with the number (0: not at all, 1: in proportion). `readings` is a record
    whose readings are written, in the order of their files' names.
    """
    reader = Reader(load(), Parser())
    if readings is None:
        made = (report.document() for report in corpus(max(sizes), seed=seed, copies=copies))
        documents = list({document.id: document for document in made}.values())
        reading, kept = _read(reader, documents)
    else:
        kept = list(islice(kept_in(readings), max(sizes)))
        documents = [k.document for k in kept[::max(1, len(kept) // _AGAIN)]]
        reading, _ = _read(reader, documents)
    rows = [_row(kept[:size]) for size in sorted(sizes)]
    if readings is not None:  # the machine may be busier at one time than at another
        reading = (reading + _read(reader, documents)[0]) / 2
    for row in rows:
        row["share"] = round((row["keeping"] + row["writing"]) / reading, 3)
        row["share with linking"] = round((row["keeping"] + row["writing"] + row["linking"]) / reading, 3)
    names = ("keeping", "linking", "writing")
    return {"reading": f"{reading:.1f} ms a report, by {len(documents)} of them", "sizes": rows,
            "slopes": {name: slope([(row["reports"], row[name]) for row in rows]) for name in names}}


def _read(reader: Reader, documents: Sequence[Document]) -> tuple[float, list[Kept]]:
    """The milliseconds of CPU a report that reading some takes, and what is read in them."""
    list(reader.read_all(documents[:5]))  # the first ones fill caches of the pipeline
    begun = time.process_time()
    readings = list(reader.read_all(documents))
    reading = 1000 * (time.process_time() - begun) / len(documents)
    return reading, [Kept(d, r) for d, r in zip(documents, readings, strict=True) if isinstance(r, Reading)]


def _row(kept: Sequence[Kept]) -> dict[str, float]:
    """The figures for some readings, in a new record."""
    linking = _Timed()
    with TemporaryDirectory() as folder, Writer(str(Path(folder) / "record.db")) as store:
        begun = time.process_time()
        some = iter(kept)
        while batch := list(islice(some, _BATCH)):
            store.keep(batch)
        keeping = time.process_time()
        store.renew(linking)
        ended = time.process_time()
    keep, both, linked = (1000 * seconds / len(kept) for seconds in (keeping - begun, ended - keeping, linking.seconds))
    figures = {"keeping": keep, "linking": linked, "writing": both - linked}
    return {"reports": len(kept), **{name: round(value, 3) for name, value in figures.items()}}


class _Timed(Linking):
    """Links, and counts the seconds of CPU that it takes without what the store does with its rows."""

    seconds = 0.0

    def start(self, *given: Any, **named: Any) -> Linker:
        step = super().start(*given, **named)
        for name in ("arrange", "tell"):
            setattr(step, name, self._timed(getattr(step, name)))
        return step

    def _timed(self, parts_of: Callable[..., Iterator[Record]]) -> Callable[..., Iterator[Record]]:
        def timed(*given: Any, **named: Any) -> Iterator[Record]:
            parts = parts_of(*given, **named)
            while True:
                begun = time.process_time()
                part = next(parts, None)
                self.seconds += time.process_time() - begun
                if part is None:
                    return
                yield part

        return timed
