from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import MalformedDocument, NotInRecord, RecordUnavailable, SettingsError
from dragoman.model import record as rows

REPORTS = Path(__file__).parent / "data" / "reports"
TEXT = "Accord signed\n\n  Norway and Estonia signed an accord in Tallinn on Wednesday, the ministry said.\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dragoman.Record:
    kept = dragoman.open(tmp_path_factory.mktemp("api") / "a.db")
    kept.read(REPORTS)
    return kept


def test_a_text_keeps_its_offsets_and_takes_what_is_known_of_it() -> None:
    reading = dragoman.read_document(TEXT, published="2025-06-05", title="Another title", publisher="The Tarn Post",
                                     url="https://post.example/1")
    document = reading.document
    assert document.text == TEXT
    assert (document.title, document.publisher, document.url) == (
        "Another title", "The Tarn Post", "https://post.example/1")
    assert (document.published_basis, document.published.value if document.published else None) == (
        "given", "2025-06-05")
    for span in (*reading.times, *reading.claims, *reading.quantities, *reading.sentences):
        assert TEXT[span.start:span.end].strip()


def test_reading_is_a_pure_function_of_its_arguments() -> None:
    assert dragoman.read_document(TEXT) == dragoman.read_document(TEXT)


def test_bad_arguments_are_refused() -> None:
    with pytest.raises(SettingsError):
        dragoman.read_document(TEXT, published="Wednesday")
    with pytest.raises(MalformedDocument):
        dragoman.read_document("word " * 100_000)


@pytest.mark.parametrize("text", ["", " \n", "?", "\n\n\n", "“", "a" * 1000])
def test_any_text_can_be_read(text: str) -> None:
    assert dragoman.read_document(text).document.text == text


def test_rows_are_typed_and_found_by_id(record: dragoman.Record) -> None:
    kinds = {"documents": rows.DocumentRow, "stories": rows.Story, "agreements": rows.Agreement, "events": rows.Event,
             "claims": rows.Claim, "quantities": rows.Quantity, "entities": rows.Entity, "times": rows.TimeRow,
             "assertions": rows.Assertion, "differences": rows.Difference, "links": rows.Link}
    for name, kind in kinds.items():
        assert all(isinstance(row, kind) for row in getattr(record, name)()), name
    for one, many in (("document", "documents"), ("entity", "entities"), ("story", "stories"), ("claim", "claims")):
        for row in getattr(record, many)():
            assert getattr(record, one)(row.id) == row
    with pytest.raises(NotInRecord):
        record.event("no such id")


def test_a_record_opened_to_look_at_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(RecordUnavailable):
        dragoman.open(tmp_path / "none.db", create=False)
    assert not list(tmp_path.iterdir())


def test_paths_may_be_one_or_many(tmp_path: Path) -> None:
    with dragoman.open(tmp_path / "a.db") as kept:
        assert kept.read([]).given == 0
        assert kept.read(str(REPORTS / "03_valley_echo.txt")).new == 1
    with dragoman.open(tmp_path / "a.db", create=False) as kept:
        assert kept.read([REPORTS]).new == 2
        assert len(kept.documents()) == 3
