"""What a full disk, a file that may only be read and a second reader do to a record: nothing that the next read
does not finish, with the same export in the end."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.engine.test_kill import Words, export, finish, read, reports, start

from dragoman.engine import pipeline
from dragoman.errors import RecordUnavailable
from dragoman.record.store import Writer

__all__ = ["reports"]  # a fixture
REFUSED, DONE = 4, 0
NOBODY = 65534


def ended(work: Callable[[], None]) -> tuple[int, str]:
    """Do work in a process of its own: its exit code, and the line that it ended with."""
    lines, line = get_context("fork").Pipe(duplex=False)

    def run() -> None:
        try:
            work()
        except RecordUnavailable as error:
            line.send(str(error))
            os._exit(REFUSED)

    child = get_context("fork").Process(target=run)
    child.start()
    line.close()
    child.join()
    return child.exitcode or 0, lines.recv() if child.exitcode == REFUSED else ""


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A file system of so many bytes. Needs root."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-small-"))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True,
                          check=False)
    if made.returncode:
        folder.rmdir()
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def undisturbed(tmp_path: Path, reports: Path) -> bytes:
    finish(str(tmp_path / "whole.db"), reports)
    return export(str(tmp_path / "whole.db"))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_file_that_may_not_grow_is_told_and_finished_later(tmp_path: Path, reports: Path, share: float) -> None:
    whole = undisturbed(tmp_path, reports)
    size = int((tmp_path / "whole.db").stat().st_size * share)
    location = str(tmp_path / "a.db")

    def read_within() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        read(location, reports)

    code, line = ended(read_within)
    assert code == REFUSED
    assert "\n" not in line
    check_and_finish(location, reports, whole)


def check_and_finish(location: str, reports: Path, whole: bytes) -> None:
    """What there is of a record is in order; the next read gives what an undisturbed one does."""
    if Path(location).exists() and Path(location).stat().st_size:
        export(location)
    finish(location, reports)
    assert export(location) == whole


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file system")
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_full_disk_is_told_and_the_work_finished_when_there_is_room(
    tmp_path: Path, reports: Path, share: float
) -> None:
    whole = undisturbed(tmp_path, reports)
    with small_disk(int((tmp_path / "whole.db").stat().st_size * share)) as disk:
        location = str(disk / "a.db")
        code, line = ended(lambda: read(location, reports))
        assert code == REFUSED
        assert "disk" in line
        subprocess.run(["mount", "-o", "remount,size=50m", disk], check=True)
        check_and_finish(location, reports, whole)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file system")
def test_a_full_disk_of_postgresql_is_told_and_finished(tmp_path: Path, reports: Path, postgresql: str) -> None:
    import psycopg
    from tests.record.postgres import empty

    whole = undisturbed(tmp_path, reports)
    empty(postgresql)
    with small_disk(1_800_000) as disk:
        subprocess.run(["chown", "postgres", disk], check=True)
        disk.chmod(0o700)
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{disk}'".encode())
        try:
            location = f"{postgresql}&options=-c%20default_tablespace%3Dsmall"
            code, line = ended(lambda: read(location, reports))
            assert code == REFUSED
            assert "\n" not in line
            subprocess.run(["mount", "-o", "remount,size=80m", disk], check=True)
            finish(location, reports)
            assert export(location) == whole
        finally:
            empty(postgresql)
            with psycopg.connect(postgresql, autocommit=True) as connection:
                connection.execute("DROP TABLESPACE small")


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_that_may_only_be_read_is_told_and_left_as_it_is(reports: Path, folder_too: bool) -> None:
    folder = Path(tempfile.mkdtemp(prefix="dragoman-read-only-"))
    try:
        location = str(folder / "a.db")
        finish(location, reports)
        whole, before = export(location), Path(location).read_bytes()
        Path(location).chmod(0o444 if not folder_too else 0o644)
        folder.chmod(0o555)

        def read_more() -> None:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            if folder_too and os.access(location, os.W_OK):
                os._exit(REFUSED)
            pipeline._BATCH_CHARACTERS = 300
            with Writer(location) as store:
                pipeline.read_into(store, [], Words, version="another")

        code, line = ended(read_more)
        assert code == REFUSED
        assert "permissions" in line
        assert Path(location).read_bytes() == before
        assert export(location) == whole
    finally:
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_two_processes_read_into_one_record(location: str, tmp_path: Path, reports: Path) -> None:
    whole = undisturbed(tmp_path, reports)
    both = [start(location, reports), start(location, reports)]
    for child in both:
        child.join()
    assert [child.exitcode for child in both] == [DONE, DONE]
    assert export(location) == whole


def test_one_of_two_may_be_killed(location: str, tmp_path: Path, reports: Path) -> None:
    whole = undisturbed(tmp_path, reports)
    one, other = start(location, reports), start(location, reports)
    one.join(0.15)
    one.kill()
    one.join()
    other.join()
    assert other.exitcode == DONE
    assert export(location) == whole
