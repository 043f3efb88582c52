from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from dragoman.engine.intake import Intake, merge
from dragoman.engine.pipeline import read_into
from dragoman.errors import ReadingError
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.time import Time
from dragoman.record.runs import Changes
from dragoman.record.store import Writer

DAY = Time(value="2025-06-04", earliest="2025-06-04", latest="2025-06-04")


class Plain:
    """A reader that finds nothing, fails on the word `bad`, and counts what it reads."""

    def __init__(self, version: str = "one"):
        self.version, self.read = version, 0

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        for document in documents:
            self.read += 1
            failed = ReadingError(document.file or "", "too bad")
            yield failed if "bad" in document.text else Reading(document=document, reader=self.version)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Writer]:
    with Writer(str(tmp_path / "a.db")) as writer:
        yield writer


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    def write(**texts: str) -> list[Path]:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
        return [tmp_path / f"{name}.txt" for name in texts]

    return write


def test_what_was_read_is_not_read_again(store: Writer, files: Callable[..., list[Path]]) -> None:
    reader = Plain()
    paths = files(a="The first report.", b="The second report.")
    first = read_into(store, paths, lambda: reader, version="one")
    again = read_into(store, paths, lambda: reader, version="one")
    assert (first.given, first.new, again.given, again.new) == (2, 2, 2, 0)
    assert again.changes == Changes(0, 0, 0)
    assert reader.read == 2


def test_another_version_of_the_reader_reads_everything_anew(store: Writer, files: Callable[..., list[Path]]) -> None:
    read_into(store, files(a="The first report."), Plain, version="one")
    newer = Plain("two")
    read_into(store, files(b="The second report."), lambda: newer, version="two")
    assert newer.read == 2
    assert {k.reading.reader for k in store.readings().values()} == {"two"}


def test_a_bad_document_stops_nothing(store: Writer, files: Callable[..., list[Path]], tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_bytes(b"\x00\x01")
    paths = [*files(a="The first report.", b="A bad report."), tmp_path / "c.txt", tmp_path / "none"]
    summary = read_into(store, paths, Plain, version="one")
    assert (summary.given, summary.new) == (2, 1)
    assert sorted(s.reason for s in summary.skipped) == ["binary, not text", "no such file or folder", "too bad"]
    assert [d.file for d in store.record().documents] == ["a.txt"]


def test_what_the_user_says_later_counts(store: Writer, files: Callable[..., list[Path]]) -> None:
    paths = files(a="The first report.")
    read_into(store, paths, Plain, version="one")
    read_into(store, paths, Plain, version="one", published=DAY, publisher="The Tarn Post")
    read_into(store, paths, Plain, version="one")  # saying nothing takes nothing back
    (document,) = store.record().documents
    assert (document.published, document.published_basis, document.publisher) == (DAY, "given", "The Tarn Post")


def test_equal_files_are_one_document_with_the_first_name(store: Writer, files: Callable[..., list[Path]]) -> None:
    paths = files(b="The same report.", a="The same report.")
    for some in (paths[:1], paths[1:], paths[:1]):
        read_into(store, some, Plain, version="one")
    assert [d.file for d in store.record().documents] == ["a.txt"]


def test_documents_come_in_chunks_that_leave_no_trace(
    store: Writer, files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.engine.intake._CHUNK", 1)
    paths = files(c="The same report.", b="Another report.", a="The same report.")
    for some in (paths, paths[::-1]):
        summary = read_into(store, some, Plain, version="one")
        assert sorted(d.file or "" for d in store.record().documents) == ["a.txt", "b.txt"]
    assert (summary.given, summary.new) == (3, 0)


def test_only_what_is_asked_for_is_opened(store: Writer) -> None:
    """Documents are opened as they are read, not all at once before."""
    opened: list[int] = []

    def source() -> Iterator[Document]:
        for n in range(2000):
            opened.append(n)
            yield Document(id=f"d_{n}", text="x" * 2000, blocks=())

    intake = Intake(store, source(), "one")
    assert next(iter(intake)).id == "d_0"
    assert len(opened) <= 1000


def test_progress_is_told(store: Writer, files: Callable[..., list[Path]]) -> None:
    told: list[tuple[int, int]] = []
    read_into(store, files(a="The first report.", b="The second report."), Plain, version="one",
              progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_merging_does_not_depend_on_the_order() -> None:
    a, b = (Document(id="d", text="x", blocks=(), file=f) for f in ("a.txt", "b.txt"))
    assert merge(a, b) == merge(b, a) == a
    assert merge(None, a) is a
