from __future__ import annotations

import multiprocessing
import os
import pathlib
from collections.abc import Iterable, Iterator

import pytest

from dragoman.documents.text import document_from_text
from dragoman.engine.local import BATCH_CHARACTERS, LocalReader, _batches
from dragoman.errors import EngineError, ReadingError
from dragoman.model.document import Document
from dragoman.model.reading import Reading


class Stub:
    """Reads nothing of a document but its text, refuses `bad`, and dies of `poison`."""

    version = "stub"

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        for document in documents:
            if document.text == "poison":
                os._exit(9)
            if document.text.startswith("once "):  # dies the first time alone
                mark = pathlib.Path(document.text.removeprefix("once "))
                if not mark.exists():
                    mark.touch()
                    os._exit(9)
            if document.text == "bad":
                yield ReadingError(document.id, "bad")
            else:
                yield Reading(document=document, reader=self.version)


def documents(*texts: str) -> list[Document]:
    return [document_from_text(text) for text in texts]


def texts(results: Iterable[Reading | ReadingError]) -> list[str]:
    return [r.reason if isinstance(r, ReadingError) else r.document.text for r in results]


def long(n: int) -> list[str]:
    return [f"{i} " + "x" * (BATCH_CHARACTERS // 2) for i in range(n)]


def test_documents_come_back_in_order() -> None:
    wanted = long(9)
    assert texts(LocalReader(Stub, 2, "stub").read_all(documents(*wanted))) == wanted


def test_a_document_that_kills_its_process_is_given_up_alone() -> None:
    before, after = long(3), [text + "y" for text in long(3)]
    found = texts(LocalReader(Stub, 2, "stub").read_all(documents(*before, "poison", "bad", *after)))
    assert found == [*before, "the process that read it died, twice; skipped", "bad", *after]


def test_a_process_lost_once_loses_and_doubles_nothing(tmp_path: pathlib.Path) -> None:
    wanted = [*long(3), f"once {tmp_path / 'mark'}", *(text + "y" for text in long(2))]
    assert texts(LocalReader(Stub, 2, "stub").read_all(documents(*wanted))) == wanted


def test_no_documents_are_no_work() -> None:
    assert list(LocalReader(Stub, 2, "stub").read_all([])) == []


def test_no_workers_are_refused() -> None:
    with pytest.raises(EngineError, match="0 workers"):
        LocalReader(Stub, 0, "stub")


def test_batches_keep_every_document_once() -> None:
    wanted = documents(*long(5), "short", "shorter")
    batches = list(_batches(wanted))
    assert [d for b in batches for d in b] == wanted
    assert all(sum(len(d.text) for d in b[:-1]) < BATCH_CHARACTERS for b in batches)


def test_whoever_stops_early_does_not_wait_for_the_rest() -> None:
    before = multiprocessing.active_children()
    results = LocalReader(Stub, 2, "stub").read_all(documents(*long(12)))
    next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert [p for p in multiprocessing.active_children() if p not in before] == []
