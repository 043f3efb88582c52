"""Ctrl-C while workers link ends the command soon, in one line, and leaves a record that the next read finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.linking.handmade import report

import dragoman
from dragoman.documents.open import open_document
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.version import reader_version
from dragoman.record.store import Kept, Writer
from dragoman.text.pipelines import pipeline_version

REPORTS = 120
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def about(n: int, version: str) -> Reading:
    """A report of some town that nobody else tells of, as the reader of a version has read it."""
    words = [f"{NUMBERS[n % 8]}{a}{n}".translate(str.maketrans("0123456789", "abcdefghij")) for a in NUMBERS]
    said = [f"The {a} of {words[0]} has a {b} for the {c}" for a in words for b in words for c in words[:3] if a != b]
    text = f"News of {words[0].title()}\n" + " ".join(f"{one}." for one in said)
    return replace(report(text, published=f"20{n % 60 + 10}-01-01", places=[words[0].title()],
                          claims=[(one, None) for one in said[:60]]), reader=version)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of reports that have been read and wait to be linked."""
    folder = tmp_path_factory.mktemp("waiting")
    version = reader_version(pipeline_version(), load())
    readings = [about(n, version) for n in range(REPORTS)]
    (folder / "a.txt").write_text(readings[0].document.text)
    with Writer(str(folder / "a.db")) as store:
        store.keep([Kept(open_document(folder / "a.txt"), readings[0]), *(Kept(r.document, r) for r in readings[1:])])
    return folder


def children(pid: int) -> list[int]:
    """The processes that another has begun to work for it."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == pid and b"spawn_main" in (place / "cmdline").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes as Linux shows them")
@pytest.mark.parametrize("later", [0.0, 1.5])
def test_ctrl_c_while_workers_link(waiting: Path, tmp_path: Path, later: float) -> None:
    (tmp_path / "a.db").write_bytes((waiting / "a.db").read_bytes())
    child = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "read", waiting / "a.txt", "-r", "a.db", "--workers", "2"], cwd=tmp_path,
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    workers: list[int] = []
    while len(workers := children(child.pid)) < 2 and child.poll() is None:
        time.sleep(0.1)
    time.sleep(later)
    begun = time.perf_counter()
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (130, b"dragoman: interrupted; what was read so far is kept\n")
    assert time.perf_counter() - begun < 40  # on a very busy machine; else a second or two
    assert len(workers) == 2
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    with dragoman.open(tmp_path / "a.db", create=False) as record:
        assert record.check() == []
        assert record.unlinked() == REPORTS
