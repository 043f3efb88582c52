"""How fast the reader is: as a share of what the bare spaCy pipeline does on the same texts in the same run.

The bare pipeline is the one that the reader uses, as it comes, with all of its pipes. Both read in this process and
take turns of some seconds, and who goes first changes, so that whatever else the machine does burdens both alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.bench.corpus import corpus
from dragoman.bench.engines import compare
from dragoman.bench.growth import measure, series, slopes
from dragoman.bench.machine import describe
from dragoman.bench.plot import loglog
from dragoman.documents.open import find_files, open_document
from dragoman.documents.text import document_from_text
from dragoman.engine.collector import settle
from dragoman.errors import DocumentError, SettingsError
from dragoman.model.document import Document
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.normalize import fold_punctuation
from dragoman.text.parse import REMEMBERED, Parser, load_pipeline
from dragoman.text.pipelines import DEFAULT_PIPELINE

_WORDS = 25_000        # at least so many are read, if need be the same reports again
_TURN = 8_000          # words that each of the two reads before the other has its turn: two batches of the reader
_BATCH = 32            # documents that the bare pipeline is given at a time
_DRAWN = ("reading CPU ms/document", "linking CPU ms/document", "question p95 ms", "memory MB", "record MB")
_FIRST = "The ministers met on Monday and agreed on a truce of thirty days, officials said."


def run(path: str | Path, errors: bool = False) -> dict[str, object]:
    """Words read in a second by the reader and by the bare pipeline on the reports of a folder.

    With `errors` the files that could not be opened are listed. Raises SettingsError where there is nothing to read.
    """
    documents, failed = _documents(path)
    if not documents:
        raise SettingsError(f"{path}: no report to read there")
    times_over = -(-_WORDS // sum(map(_words, documents)))
    result = {"times over": times_over, **against_bare(documents, remembered=0, times_over=times_over)}
    return {**result, "skipped": [str(e) for e in failed]} if errors else result


class Plan(NamedTuple):
    """What is measured: `documents` are read against the bare pipeline, and by the engines unless `engine_documents`
    says how many those read (with fewer than two workers none). The record grows through `sizes`.
    """

    documents: int
    sizes: Sequence[int]
    copies: float = 0.5
    seed: int = 1
    workers: int = 2
    engine_documents: int | None = None
    ray: bool = False
    picture: Path | None = None
    location: str | None = None


def generated(plan: Plan, tell: Callable[[dict[str, Any]], None] = lambda row: None) -> dict[str, Any]:
    """All figures of speed, on generated corpora: against the bare pipeline, over workers, and as a record grows.

    `tell` gets each step of the growth as soon as it is measured: a large one takes hours.
    """
    result: dict[str, Any] = {"machine": describe(), "corpus": {"seed": plan.seed, "documents": plan.documents}}
    for share in sorted({0.0, plan.copies}) if plan.documents else ():
        made = [r.document() for r in corpus(plan.documents, seed=plan.seed, copies=share)]
        result[f"reading, {share:.0%} copies"] = against_bare(made)
    if plan.workers > 1:
        reports = corpus(plan.engine_documents or plan.documents, seed=plan.seed, copies=plan.copies)
        result["workers"] = compare([r.document() for r in reports], plan.workers, with_ray=plan.ray)
    if plan.sizes:
        rows = measure(plan.sizes, copies=plan.copies, seed=plan.seed, location=plan.location, tell=tell)
        result |= {"growth": rows, "slopes": slopes(rows)}
        if plan.picture:
            shown = {n: p for n, p in series(rows).items() if n in _DRAWN}
            drawn = loglog(shown, "documents in the record", "What a document costs as the record grows")
            plan.picture.write_text(drawn, encoding="utf-8")
    return result


def against_bare(
    documents: Sequence[Document], remembered: int = REMEMBERED, times_over: int = 1
) -> dict[str, object]:
    """Words that the reader and the bare pipeline read in a second, of the clock and of CPU, and the ratios.

    The bare pipeline gets the whole texts as plain strings, as its documentation proposes. The reader begins with
    an empty memory of blocks, of `remembered` tokens.
    """
    bare = load_pipeline(DEFAULT_PIPELINE)
    reader = Reader(load(), Parser(remembered=remembered))
    clock, cpu = {"bare": 0.0, "reader": 0.0}, {"bare": 0.0, "reader": 0.0}
    first = document_from_text(_FIRST)
    _exhaust(reader.read_all([first]))  # the first call fills the pipeline's caches
    _exhaust(bare.pipe([first.text]))
    settle()  # as whoever reads does; for both alike
    for n, turn in enumerate(turn for _ in range(times_over) for turn in _turns(documents)):
        texts = [fold_punctuation(d.text) for d in turn]
        work: dict[str, Callable[[], Iterable[object]]] = {
            "bare": partial(bare.pipe, texts, batch_size=_BATCH), "reader": partial(reader.read_all, turn)}
        for name in sorted(work, reverse=bool(n % 2)):
            clock_before, cpu_before = time.perf_counter(), time.process_time()
            _exhaust(work[name]())
            clock[name] += time.perf_counter() - clock_before
            cpu[name] += time.process_time() - cpu_before
    words = sum(map(_words, documents))
    return {
        "documents": len(documents), "words": words,
        **{f"{name} words/s": round(times_over * words / spent) for name, spent in clock.items()},
        "ratio": round(clock["bare"] / clock["reader"], 3), "ratio of CPU": round(cpu["bare"] / cpu["reader"], 3),
    }


def _words(document: Document) -> int:
    return len(document.text.split())


def _turns(documents: Sequence[Document]) -> Iterator[list[Document]]:
    turn: list[Document] = []
    for document in documents:
        turn.append(document)
        if sum(map(_words, turn)) >= _TURN:
            yield turn
            turn = []
    if turn:
        yield turn


def _documents(path: str | Path) -> tuple[list[Document], list[DocumentError]]:
    files, failed = find_files([path])
    documents, errors = [], list(failed)
    for file in files:
        try:
            documents.append(open_document(file))
        except DocumentError as error:
            errors.append(error)
    return documents, errors


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass
