"""How fast the reader is, as a share of what its parser does alone on the same texts in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from dragoman.documents.open import find_files, open_document
from dragoman.errors import DocumentError, SettingsError
from dragoman.model.document import Document
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.normalize import fold_punctuation
from dragoman.text.parse import Parser

_WORDS = 25_000        # at least so many are read, if need be the same reports again
_TURN = 3_000          # words that each of the two reads before the other has its turn


def run(path: str | Path, errors: bool = False) -> dict[str, object]:
    """Words read in a second by the reader and by the bare pipeline, and the ratio of the two.

    The bare pipeline gets the whole texts as plain strings, in batches as its documentation proposes. The two take
    turns of some seconds, and who goes first changes, so that whatever else the machine does burdens both alike. With
    `errors` the files that could not be opened are listed. Raises SettingsError where there is nothing to read.
    """
    documents, failed = _documents(path)
    if not documents:
        raise SettingsError(f"{path}: no report to read there")
    words = sum(map(_words, documents))
    times_over = -(-_WORDS // words)
    parser = Parser()
    reader = Reader(load(), parser)
    seconds = {"bare": 0.0, "reader": 0.0}
    _exhaust(reader.read_all(documents[:1]))  # the first call fills caches of the pipeline
    for n, turn in enumerate(_turns(documents * times_over)):
        texts = [fold_punctuation(d.text) for d in turn]
        work: dict[str, Callable[[], Iterable[object]]] = {
            "bare": partial(parser.nlp.pipe, texts, batch_size=32), "reader": partial(reader.read_all, turn)}
        for name in sorted(work, reverse=bool(n % 2)):
            seconds[name] += _seconds(work[name])
    result: dict[str, object] = {
        "documents": len(documents), "words": words, "times over": times_over,
        **{f"{name} words/s": round(words * times_over / spent) for name, spent in seconds.items()},
        "ratio": round(seconds["bare"] / seconds["reader"], 3),
    }
    return {**result, "skipped": [str(e) for e in failed]} if errors else result


def _words(document: Document) -> int:
    return len(document.text.split())


def _turns(documents: list[Document]) -> Iterator[list[Document]]:
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


def _seconds(work: Callable[[], Iterable[object]]) -> float:
    start = time.perf_counter()
    _exhaust(work())
    return time.perf_counter() - start


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass
