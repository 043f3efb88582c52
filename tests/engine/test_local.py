from __future__ import annotations

import multiprocessing
import pathlib

import pytest
from tests.engine.stubs import Stub, never, texts

from dragoman.documents.text import document_from_text
from dragoman.engine.local import LocalReader
from dragoman.engine.spread import BATCH_CHARACTERS
from dragoman.errors import EngineError
from dragoman.model.document import Document


def documents(*texts: str) -> list[Document]:
    return [document_from_text(text) for text in texts]


def long(n: int) -> list[str]:
    return [f"{i} " + "x" * (BATCH_CHARACTERS // 2) for i in range(n)]


def test_documents_come_back_in_order() -> None:
    wanted = long(9)
    assert texts(LocalReader(Stub, 2, "stub").read_all(documents(*wanted))) == wanted


def test_a_document_that_kills_its_process_is_given_up_alone() -> None:
    before, after = long(3), [text + "y" for text in long(3)]
    found = texts(LocalReader(Stub, 2, "stub").read_all(documents(*before, "poison", "bad", "broken", *after)))
    assert found == [*before, "the process that read it died, twice; skipped", "bad",
                     "the reader failed (RuntimeError: broken); please report it", *after]


def test_a_process_lost_once_loses_and_doubles_nothing(tmp_path: pathlib.Path) -> None:
    wanted = [*long(3), f"once {tmp_path / 'mark'}", *(text + "y" for text in long(2))]
    assert texts(LocalReader(Stub, 2, "stub").read_all(documents(*wanted))) == wanted


def test_no_documents_are_no_work() -> None:
    assert list(LocalReader(Stub, 2, "stub").read_all([])) == []


def test_no_workers_are_refused() -> None:
    with pytest.raises(EngineError, match="0 workers"):
        LocalReader(Stub, 0, "stub")


def test_whoever_stops_early_does_not_wait_for_the_rest() -> None:
    before = multiprocessing.active_children()
    results = LocalReader(Stub, 2, "stub").read_all(documents(*long(12)))
    next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert [p for p in multiprocessing.active_children() if p not in before] == []


def test_processes_that_cannot_start_are_no_fault_of_the_documents() -> None:
    with pytest.raises(EngineError, match="dies as it starts"):
        list(LocalReader(never, 1, "stub").read_all(documents("one", "two")))
