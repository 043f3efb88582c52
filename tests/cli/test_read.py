from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents import seeds

from dragoman.cli.main import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command in an empty folder: its code, and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_RECORD", raising=False)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run([str(a) for a in arguments])
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return call


def test_a_folder_of_every_format_is_read(command: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, data in seeds.all_seeds().items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    code, out, err = command("read", "in")
    assert code == 3
    assert [line for line in err.splitlines() if "skipped" in line] == [
        line for line in err.splitlines() if "broken.pdf" in line]
    assert "a.csv: columns text=body, title=title, published=date, publisher=source, url=url; --column" in err
    assert "skipped           1" in out
    exported = json.loads(command("export")[1])
    assert {d["file"].split("#")[0] for d in exported["documents"]} >= {"a.txt", "a.md", "a.docx", "a.eml", "a.pdf"}
    assert command("check")[0] == 0


def test_what_a_table_needs_to_be_told(command: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'a,b\nDam,"{seeds.SENTENCES[0]}"\n')
    code, _, err = command("read", "a.csv")
    assert (code, err.count("\n")) == (3, 1)
    assert "no column of texts among a, b; name it with --column text=NAME" in err
    code, out, _ = command("read", "a.csv", "--column", "text=b", "--column", "title=a")
    assert code == 0
    assert "(1 new)" in out


@pytest.mark.parametrize(("arguments", "reason"), [
    (["--column", "text"], "write FIELD=NAME"), (["--column", "colour=b"], "write FIELD=NAME"),
    (["--encoding", "zip"], "no character set"), (["--format", "doc"], "no format"),
])
def test_wrong_options_are_told(command: Run, arguments: list[str], reason: str) -> None:
    code, _, err = command("read", ".", *arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert reason in err


def test_standard_input(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(seeds.html())))
    code, out, _ = command("read", "-")
    assert code == 0
    assert "(1 new)" in out


def test_an_address_of_this_machine_is_refused(command: Run) -> None:
    code, _, err = command("read", "http://localhost:1/")
    assert code == 3
    assert "which is no public address; --allow-private" in err


def test_watch_once(command: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert command("watch", "in", "--once") == (0, "", "")
    (tmp_path / "in" / "a.txt").write_bytes(seeds.text())
    assert command("watch", "in", "--once") == (0, "1 new report; the record holds 1\n", "")
    assert command("watch", "in", "--once")[:2] == (0, "")
    assert command("watch", "nowhere")[0] == 3
    assert command("watch", "-")[0] == 2
    assert command("watch", "in", "--every", "0")[0] == 2


def test_watch_reads_what_is_new_until_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    watching = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "watch", "in", "--every", "0.2", "-r", "a.db"], cwd=tmp_path, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert watching.stdout is not None
    try:
        for number in (1, 2):
            (tmp_path / "new").write_text(f"{number}{seeds.text().decode()}")
            (tmp_path / "new").rename(tmp_path / "in" / f"{number}.txt")  # whole at once, however busy the machine is
            assert watching.stdout.readline() == f"1 new report; the record holds {number}\n"
    finally:
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=30)
    assert watching.returncode == 0
    assert said == "dragoman: stopped; what was read so far is kept\n"


@pytest.mark.parametrize("wait", [0.05, 0.1, 0.3])
def test_ctrl_c_at_once_is_one_line(tmp_path: Path, wait: float) -> None:
    (tmp_path / "a.txt").write_bytes(seeds.text())
    child = subprocess.Popen([Path(sys.executable).parent / "dragoman", "read", "a.txt", "-r", "a.db"], cwd=tmp_path,
                             stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    time.sleep(wait)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert b"dragoman/" not in said  # what Python says while it is itself being loaded is its own
    assert child.returncode != 0
