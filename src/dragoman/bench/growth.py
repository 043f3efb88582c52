"""What reading, linking and asking cost as a record grows: one record, made larger step by step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import dragoman
from dragoman.bench.corpus import corpus, write
from dragoman.bench.corpus.words import BODIES, COUNTRIES, GOODS
from dragoman.bench.machine import peak_memory
from dragoman.bench.plot import Points, slope

_WORDS = ("ceasefire", "agreement prisoners", '"power plant"', "accused", "talks border", "sanctions officials")
T = TypeVar("T")
_TIMES = 3  # that each question is asked


def measure(
    sizes: Sequence[int], *, copies: float, seed: int, workers: int = 1, location: str | None = None,
    tell: Callable[[dict[str, Any]], None] = lambda row: None,
) -> list[dict[str, Any]]:
    """A row of figures for each size of the record, in documents; `location` is where it is made, by default a file.

    Each step reads the reports that the last one lacks and links them. Of the step: seconds of the clock and of CPU a
    document for reading and linking. Of the record as it then is: milliseconds that a question takes, megabytes of the
    file, and the most memory in use. `tell` gets each row as soon as it is measured.
    """
    rows = []
    with TemporaryDirectory() as folder:
        reports = corpus(max(sizes), seed=seed, copies=copies)
        place = location or str(Path(folder) / "record.db")
        done = 0
        for size in sorted(sizes):
            part = Path(folder) / f"{size}"
            words = write(part, islice(reports, size - done))
            rows.append({"documents": size, **_step(place, part, size - done, words, workers)})
            tell(rows[-1])
            done = size
    return rows


def slopes(rows: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    """How each figure grows with the number of documents: 0 is constant, 1 is proportional to it."""
    return {name: slope(points) for name, points in series(rows).items()}


def series(rows: Sequence[dict[str, Any]]) -> dict[str, Points]:
    """The figures by name, as points over the number of documents."""
    names = [name for name in rows[0] if name != "documents"] if rows else []
    return {name: [(row["documents"], row[name]) for row in rows if row.get(name)] for name in names}


def _step(place: str, folder: Path, documents: int, words: int, workers: int) -> dict[str, Any]:
    marks = [_now()]
    read = [_now()]

    def progress(done: int, found: int) -> None:
        read[0] = _now()

    with peak_memory() as peak, dragoman.open(place) as record:
        record.read(folder, workers=workers, progress=progress)
        marks.append(_now())
    (begun, begun_cpu), (at, at_cpu), (ended, ended_cpu) = marks[0], read[0], marks[1]
    return {
        "reading ms/document": _each(at - begun, documents),
        "reading CPU ms/document": _each(at_cpu - begun_cpu, documents),
        "linking ms/document": _each(ended - at, documents),
        "linking CPU ms/document": _each(ended_cpu - at_cpu, documents),
        "words/s": round(words / (at - begun)), "documents/s": round(documents / (ended - begun), 2),
        **questions(place), "memory MB": round(peak.megabytes),
    }


def questions(place: str) -> dict[str, Any]:
    """Milliseconds that questions to a record take, and its megabytes."""
    with dragoman.open(place, create=False) as record:
        clock, used = map(sorted, zip(*ask(record), strict=True))
    return {
        "question p50 ms": _share(clock, 0.5), "question p95 ms": _share(clock, 0.95),
        "question CPU p95 ms": _share(used, 0.95), "record MB": round(_size(place) / 1e6, 2),
    }


def _share(seconds: Sequence[float], share: float) -> float:
    """The milliseconds that such a share of some sorted times stays under."""
    return round(1000 * seconds[int(share * len(seconds))], 2)


def _now() -> tuple[float, float]:
    """Seconds of the clock, and of CPU by this process and those that it has waited for."""
    return time.perf_counter(), sum(os.times()[:4])


def _each(seconds: float, documents: int) -> float:
    return round(1000 * seconds / documents, 3)


def _size(place: str) -> int:
    return sum(f.stat().st_size for f in Path(place).parent.glob(Path(place).name + "*")) if "://" not in place else 0


def ask(record: dragoman.Record) -> Iterator[tuple[float, float]]:
    """The seconds of the clock and of CPU for each of some questions: words, names, filters, rows by their ids."""
    searches: list[dict[str, Any]] = [{"words": words} for words in _WORDS]
    searches += [{"words": c.name} for c in COUNTRIES[::4]] + [{"words": b.removeprefix("the ")} for b in BODIES]
    searches += [{"words": good, "kinds": ("agreement", "event")} for good in GOODS]
    searches += [{"words": "signed", "who": c.name} for c in COUNTRIES[1::8]]
    searches += [{"where": c.capital, "kinds": ("event",)} for c in COUNTRIES[2::8]]
    searches += [{"words": "attack", "since": "2022-01-01", "until": "2022-01-31"}]
    finders = {"event": record.event, "agreement": record.agreement, "claim": record.claim, "document": record.document}
    for _ in range(_TIMES):
        for search in searches:
            found, spent = _timed(partial(record.search, **search))
            yield spent
            if found:
                yield _timed(partial(finders[found[0].kind], found[0].id))[1]


def _timed(question: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    clock, used = time.perf_counter(), time.process_time()
    answer = question()
    return answer, (time.perf_counter() - clock, time.process_time() - used)
