"""How fast the reader is, as a share of what its parser does alone on the same texts in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from dragoman.documents.open import find_files, open_document
from dragoman.errors import DocumentError, SettingsError
from dragoman.model.document import Document
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.normalize import fold_punctuation
from dragoman.text.parse import Parser

_ROUNDS = 3
_MIN_WORDS = 12_000  # fewer are read several times over, so that a round takes a second or more


def run(path: str | Path, errors: bool = False) -> dict[str, object]:
    """Words read in a second by the reader and by the bare pipeline, and the ratio of the two.

    The bare pipeline gets the whole texts as plain strings, in batches as its own documentation proposes. The
    two take turns, and the best round of each counts, so that a busy machine harms neither more. With `errors`
    the files that could not be opened are listed. Raises SettingsError where there is nothing to read.
    """
    documents, failed = _documents(path)
    if not documents:
        raise SettingsError(f"{path}: no report to read there")
    words = sum(len(d.text.split()) for d in documents)
    times_over = max(1, -(-_MIN_WORDS // words))
    many = documents * times_over
    parser = Parser()
    reader = Reader(load(), parser)
    texts = [fold_punctuation(d.text) for d in many]
    bare, ours = [], []
    _exhaust(reader.read_all(documents[:1]))  # the first call fills caches of the pipeline
    for _ in range(_ROUNDS):
        bare.append(_seconds(lambda: parser.nlp.pipe(texts, batch_size=32)))
        ours.append(_seconds(lambda: reader.read_all(many)))
    rates = {name: words * times_over / min(seconds) for name, seconds in (("bare", bare), ("reader", ours))}
    result: dict[str, object] = {
        "documents": len(documents), "words": words, "bare words/s": round(rates["bare"]),
        "reader words/s": round(rates["reader"]), "ratio": round(rates["reader"] / rates["bare"], 3),
    }
    return {**result, "skipped": [str(e) for e in failed]} if errors else result


def _documents(path: str | Path) -> tuple[list[Document], list[DocumentError]]:
    files, failed = find_files([path])
    documents, errors = [], list(failed)
    for file in files:
        try:
            documents.append(open_document(file))
        except DocumentError as error:
            errors.append(error)
    return documents, errors


def _seconds(work: Callable[[], Iterable[object]]) -> float:
    start = time.perf_counter()
    _exhaust(work())
    return time.perf_counter() - start


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass
