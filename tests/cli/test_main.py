from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.cli.main import run

REPORTS = Path(__file__).parents[1] / "data" / "reports"
GOOD = "Norway signs\nNorway signed an accord with Estonia on 4 June 2025, the ministry said.\nIt is to last.\n"


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
            ) -> Callable[..., Ended]:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_RECORD", raising=False)

    def call(*arguments: str | Path) -> Ended:
        code = run([str(a) for a in arguments])
        said = capfdbinary.readouterr()
        return Ended(code, said.out.decode(), said.err.decode())

    return call


@pytest.fixture
def record(command: Callable[..., Ended]) -> Callable[..., Ended]:
    """The command, where a record of the test reports is."""
    assert command("read", REPORTS).code == 0
    return command


def one_line(ended: Ended) -> bool:
    return ended.err.startswith("dragoman: ") and ended.err.count("\n") == 1 and "Traceback" not in ended.err


def test_reading_says_what_it_found_and_reading_again_adds_nothing(command: Callable[..., Ended]) -> None:
    first = command("read", REPORTS)
    assert first.code == 0
    assert "documents         3   (3 new)" in first.out
    for name in ("stories", "agreements", "events", "claims", "differences"):
        assert name in first.out
    before = command("export").out
    again = command("read", REPORTS)
    assert "(none new)" in again.out
    assert command("export").out == before


BAD = {
    "empty.txt": b"",
    "binary.txt": b"\x7fELF\x02\x01\x01\x00\x00",
    "broken.txt": b"Talks ended \xff\xfe without a result.",
    "long.txt": b"word " * 10_400_000,
    "menu.html": b"<html><body><ul><li>Home</li><li>World</li></ul></body></html>",
    "sheet.pdf": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_told_in_one_line_and_good_ones_beside_it_are_kept(
    command: Callable[..., Ended], tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    alone = command("read", name)
    assert alone.code == 3
    assert one_line(alone)
    assert name in alone.err
    (tmp_path / "good.txt").write_text(GOOD)
    both = command("read", name, "good.txt")
    assert both.code == 3
    assert one_line(both)
    assert "skipped           1" in both.out
    assert [d["file"] for d in json.loads(command("export").out)["documents"]] == ["good.txt"]


def test_paths_with_nothing_to_read(command: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in ("none.txt", "folder"):
        ended = command("read", path)
        assert ended.code == 3
        assert one_line(ended)
    assert not (tmp_path / "dragoman.db").exists()


def test_records_that_cannot_be_used(command: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear editor, " * 100)
    with sqlite3.connect(tmp_path / "songs.db") as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    command("read", REPORTS / "03_valley_echo.txt", "--record", "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    for location in ("none/a.db", ".", "letter.db", "songs.db", "newer.db", "nosuch://host/db"):
        for ended in (command("read", REPORTS, "--record", location), command("show", "stories", "-r", location)):
            assert (ended.code, one_line(ended)) == (4, True), (location, ended)
    assert command("show", "stories", "--record", "nowhere.db").code == 4


@pytest.mark.parametrize("arguments", [
    ["read"], ["nonsense"], ["read", ".", "--published", "tomorrow"], ["read", ".", "--nonsense"],
    ["export", "--format", "xml"], ["bench", "speed", "nowhere"], ["show", "story"],
])
def test_a_wrong_command_line(command: Callable[..., Ended], arguments: list[str]) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    assert one_line(ended)


def test_what_nobody_foresaw_is_one_line_too(command: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("dragoman.api.open", fail)
    ended = command("show", "stories")
    assert ended.code == 70
    assert one_line(ended)


def test_show_lists_and_rows(record: Callable[..., Ended]) -> None:
    exported = json.loads(record("export").out)
    for name, one in (("stories", "story"), ("agreements", "agreement"), ("events", "event"),
                      ("entities", "entity"), ("documents", "document"), ("differences", "difference")):
        assert record("show", name).code == 0
        assert json.loads(record("show", name, "--json").out) == exported[name]
        for row in exported[name][:2]:
            assert json.loads(record("show", one, row["id"], "--json").out) == row
            shown = record("show", one, row["id"])
            assert shown.code == 0
            assert row["id"][:12] in shown.out
    ended = record("show", "entity", "zz")
    assert (ended.code, one_line(ended)) == (4, True)


def test_export_and_dossier_are_written_wholly(record: Callable[..., Ended], tmp_path: Path) -> None:
    assert record("export", "-o", "record.json").code == 0
    assert (tmp_path / "record.json").read_text() == record("export").out
    story = json.loads(record("export").out)["stories"][0]
    assert record("dossier", story["id"][:-4], "-o", "page.html").code == 0
    assert "<html" in (tmp_path / "page.html").read_text()
    for arguments in (("export", "-o", "none/record.json"), ("dossier", story["id"], "-o", ".")):
        ended = record(*arguments)
        assert (ended.code, one_line(ended)) == (5, True)


def test_each_format_is_written_and_others_are_refused(record: Callable[..., Ended], tmp_path: Path) -> None:
    for name in ("jsonl", "geojson", "graphml", "plover"):
        assert record("export", "--format", name, "-o", f"out.{name}").code == 0
        assert (tmp_path / f"out.{name}").read_text() == record("export", "--format", name).out
    assert record("export", "--format", "csv", "-o", "tables").code == 0
    assert (tmp_path / "tables" / "events.csv").exists()
    for bad in (("--format", "csv"), ("--format", "poem")):
        ended = record("export", *bad)
        assert (ended.code, one_line(ended)) == (2, True)


def test_the_real_command_answers_help_at_once_and_survives_a_closed_pipe(tmp_path: Path) -> None:
    dragoman = [sys.executable, "-m", "dragoman"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = subprocess.run([*dragoman, "--help"], capture_output=True, text=True, check=True)
    assert "dossier" in shown.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dragoman", "read", "--help"], capture_output=True, text=True,
        check=True)
    assert " spacy" not in loaded.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)  # the processor's time: what else runs is no fault of its own
    assert after.ru_utime - before.ru_utime < 5
    ended = subprocess.run([*dragoman, "read", "none"], capture_output=True, text=True, check=False, cwd=tmp_path,
                           env={**os.environ, "DRAGOMAN_RECORD": "x.db"})
    assert (ended.returncode, ended.stderr) == (3, "dragoman: none: no such file or folder\n")


def test_an_interruption_is_told(command: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_paths: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.documents.open.find_sources", interrupt)
    ended = command("read", ".")
    assert (ended.code, ended.err) == (130, "dragoman: interrupted; what was read so far is kept\n")


def test_control_characters_of_a_name_do_not_reach_the_terminal(command: Callable[..., Ended]) -> None:
    ended = command("read", "no\x1b[31m\u202epe.txt")
    assert ended.code == 3
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err


def test_a_full_disk_under_the_output_is_told(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("only where there is such a device")
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = subprocess.run([sys.executable, "-m", "dragoman", "ontology", "--help"], stdout=full,
                               stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (5, "dragoman: the disk is full: the output is not whole\n")
