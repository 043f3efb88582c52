"""However many processes read, wherever, and whatever kills them: the record is the same to the byte."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

import dragoman
from dragoman.bench.corpus import corpus, write
from dragoman.errors import SettingsError


def record_of(folder: Path, reports: Path, **how: object) -> bytes:
    with dragoman.open(folder / f"{'-'.join(map(str, how.values())) or 'one'}.db") as record:
        summary = record.read(reports, **how)  # type: ignore[arg-type]
        assert summary.skipped == ()
        return record.to_json()


def kill_one(name: str, stop: threading.Event, killed: list[int]) -> None:
    """Kill the first process of this one's whose command has a word in it, once it has begun to work."""
    while not stop.is_set() and not killed:
        for place in Path("/proc").glob("[0-9]*"):
            try:
                command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                state = (place / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            worked = (int(state[11]) + int(state[12])) / os.sysconf("SC_CLK_TCK")
            if name in command and worked > 6 and _is_of(int(place.name)):
                os.kill(int(place.name), signal.SIGKILL)
                killed.append(int(place.name))
                return
        time.sleep(0.2)


def _is_of(pid: int) -> bool:
    """Does a process come from this one?"""
    while pid > 1:
        if pid == os.getpid():
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "process"), [("local", "spawn_main"), ("ray", "ray::_Reading")])
def test_the_record_is_that_of_one_process(
    tmp_path: Path, engine: str, process: str, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("-m") != "slow":
        pytest.skip("takes a minute or more: pytest -m slow")
    pytest.importorskip(engine) if engine == "ray" else None
    write(tmp_path / "reports", corpus(250))
    one = record_of(tmp_path, tmp_path / "reports")
    killed: list[int] = []
    stop = threading.Event()
    killer = threading.Thread(target=kill_one, args=(process, stop, killed))
    killer.start()
    try:
        assert record_of(tmp_path, tmp_path / "reports", workers=2, engine=engine) == one
    finally:
        stop.set()
        killer.join()
    assert killed


def test_an_engine_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A report.")
    with dragoman.open(tmp_path / "a.db") as record:
        with pytest.raises(SettingsError, match="no engine"):
            record.read(tmp_path / "a.txt", engine="spark")
        with pytest.raises(SettingsError, match="Ray cluster"):
            record.read(tmp_path / "a.txt", address="auto")
