from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_main import REPORTS, Ended, command, one_line, record

__all__ = ["command", "record"]  # fixtures
FILES = sorted(REPORTS.iterdir())


def test_linking_over_again_gives_the_same_bytes_and_mends_rows(
    record: Callable[..., Ended], tmp_path: Path
) -> None:
    before = record("export").out
    assert record("check").out == "in order\n"
    assert record("relink").out == "linked anew: 0 rows added, 0 changed, 0 removed\n"
    assert record("export").out == before
    with sqlite3.connect(tmp_path / "dragoman.db") as other:
        other.execute("UPDATE claims SET text = 'Nobody said so' WHERE id = (SELECT min(id) FROM claims)")
        other.execute("DELETE FROM stories")
    broken = record("check")
    assert broken.code == 4
    assert "does not say 'Nobody said so'" in broken.out
    assert "is not among the stories" in broken.out
    assert one_line(broken)
    assert record("relink").code == 0
    assert record("export").out == before
    assert record("check").code == 0


def test_a_removed_document_leaves_no_trace(command: Callable[..., Ended], tmp_path: Path) -> None:
    for report in FILES[1:]:
        command("read", report)
    without = command("export").out
    assert command("read", FILES[0]).code == 0
    assert command("export").out != without
    with sqlite3.connect(tmp_path / "dragoman.db") as other:
        (new,) = other.execute("SELECT id FROM documents WHERE file = ?", (FILES[0].name,)).fetchone()
    assert command("remove", new[:-4]).code == 0
    assert command("export").out == without
    assert command("check").code == 0
    again = command("remove", new)
    assert (again.code, one_line(again)) == (4, True)
    assert command("export").out == without


def test_an_export_comes_back_whole_and_can_be_read_into(record: Callable[..., Ended], tmp_path: Path) -> None:
    exported = record("export").out
    (tmp_path / "record.json").write_text(exported)
    assert record("import", "record.json", "-r", "new.db").code == 0
    assert record("export", "-r", "new.db").out == exported
    assert record("check", "-r", "new.db").code == 0
    again = record("import", "record.json", "-r", "new.db")
    assert (again.code, one_line(again)) == (4, True)
    assert "not empty" in again.err
    assert record("read", FILES[0], "-r", "new.db").code == 0
    assert record("export", "-r", "new.db").out == exported


def test_an_imported_record_can_be_linked_anew_and_thinned(record: Callable[..., Ended], tmp_path: Path) -> None:
    exported = record("export").out
    (tmp_path / "record.json").write_text(exported)
    record("import", "record.json", "-r", "new.db")
    assert record("relink", "-r", "new.db").code == 0
    assert record("export", "-r", "new.db").out == exported
    with sqlite3.connect(tmp_path / "new.db") as other:
        (key,) = other.execute("SELECT min(id) FROM documents").fetchone()
    record("import", "record.json", "-r", "other.db")
    for location in ("dragoman.db", "other.db"):
        assert record("remove", key, "-r", location).code == 0
    assert record("export", "-r", "other.db").out == record("export").out


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"documents": 3}', b"[" * 100_000, b"\xff"])
def test_what_is_no_export_makes_no_record(command: Callable[..., Ended], tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(data)
    for name in ("bad.json", "none.json", "."):
        ended = command("import", name)
        assert (ended.code, one_line(ended)) == (3, True)
    assert not (tmp_path / "dragoman.db").exists()


def test_an_export_with_a_row_that_is_not_borne_out_is_refused(record: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(record("export").out.replace('"text": "', '"text": "x', 9))
    ended = record("import", "bad.json", "-r", "new.db")
    assert (ended.code, one_line(ended)) == (4, True)


def test_what_would_be_lost_or_is_broken_in_an_export_is_told(record: Callable[..., Ended], tmp_path: Path) -> None:
    whole = json.loads(record("export").out)
    event = whole["events"][0]
    for change, code, said in (
        ({"poems": []}, 3, "a newer Dragoman's: poems would be lost here"),
        ({"events": [{**event, "mood": "glad"}]}, 3, "events.mood would be lost here"),
        ({"events": [{**event, "actors": ["entity_none"]}, *whole["events"][1:]]}, 0,
         "1 thing broken in it, such as events " + event["id"]),
    ):
        (tmp_path / "changed.json").write_text(json.dumps({**whole, **change}))
        ended = record("import", "changed.json", "-r", f"new{code}.db")
        assert (ended.code, said in ended.err) == (code, True), ended.err
    (tmp_path / "none.json").write_text('{"name": "package"}')
    ended = record("import", "none.json", "-r", "none.db")
    assert (ended.code, one_line(ended)) == (3, True)
    assert not (tmp_path / "none.db").exists()
