"""What must always hold of the record: exact evidence, and the same bytes whatever the way to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest
from tests.record.rows import claim, event, evidence, record

import dragoman
from dragoman.engine.pipeline import read_into
from dragoman.errors import EvidenceError
from dragoman.model.record import Event
from dragoman.reading.read import Reader
from dragoman.record.evidence import check_record
from dragoman.record.store import Writer

REPORTS = sorted((Path(__file__).parent / "data" / "reports").iterdir())
EXPORT = """
import sys, dragoman
with dragoman.open(sys.argv[1]) as record:
    record.read(sys.argv[2:])
    sys.stdout.buffer.write(record.to_json())
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> bytes:
    """The export of the test reports, read in one batch in the order of their names."""
    return export(tmp_path_factory.mktemp("whole"), reader, REPORTS)


def export(folder: Path, reader: Reader, *batches: list[Path]) -> bytes:
    location = str(folder / "a.db")
    for batch in batches:
        with Writer(location) as store:
            read_into(store, batch, lambda: reader, version=reader.version)
    with dragoman.open(location, create=False) as kept:
        return kept.to_json()


@pytest.mark.parametrize("bad", [
    event(evidence=()),
    event(evidence=(evidence("signed", document="d_2"),)),
    event(evidence=(type(evidence("signed"))(document="d_1", start=8, end=14, text="sealed"),)),
])
def test_the_store_refuses_an_event_without_exact_evidence(tmp_path: Path, bad: Event) -> None:
    with Writer(str(tmp_path / "a.db")) as store:
        with pytest.raises(EvidenceError):
            store.write(record(events=(bad,)))
        assert store.record() == type(record())()


def test_every_row_of_a_real_record_is_borne_out(tmp_path: Path, reader: Reader) -> None:
    with Writer(str(tmp_path / "a.db")) as store:
        assert read_into(store, REPORTS, lambda: reader, version=reader.version).refused == ()
        found = store.record()
    assert found.documents
    assert found.stories
    check_record(found)


def test_the_order_of_the_files_leaves_no_trace(tmp_path: Path, reader: Reader, exported: bytes) -> None:
    for n, files in enumerate(permutations(REPORTS)):
        (tmp_path / str(n)).mkdir()
        assert export(tmp_path / str(n), reader, list(files)) == exported


@pytest.mark.parametrize("cut", [1, 2])
def test_the_batches_leave_no_trace(tmp_path: Path, reader: Reader, exported: bytes, cut: int) -> None:
    assert export(tmp_path, reader, REPORTS[cut:], REPORTS[:cut]) == exported


def test_one_at_a_time_leaves_no_trace(tmp_path: Path, reader: Reader, exported: bytes) -> None:
    assert export(tmp_path, reader, *([r] for r in reversed(REPORTS))) == exported


def test_the_folder_leaves_no_trace(tmp_path: Path, reader: Reader, exported: bytes) -> None:
    for report in REPORTS:
        (tmp_path / report.name).write_bytes(report.read_bytes())
    assert export(tmp_path, reader, [tmp_path]) == exported
    assert str(tmp_path).encode() not in exported


def test_reading_twice_adds_nothing(tmp_path: Path, reader: Reader, exported: bytes) -> None:
    assert export(tmp_path, reader, REPORTS, REPORTS, REPORTS[:1]) == exported


def test_the_database_leaves_no_trace(location: str, reader: Reader, exported: bytes) -> None:
    for batch in (REPORTS[1:], REPORTS[:1]):
        with Writer(location) as store:
            read_into(store, batch, lambda: reader, version=reader.version)
    with dragoman.open(location, create=False) as kept:
        assert kept.to_json() == exported
        assert kept.check() == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_with_another_hash_seed_exports_the_same(tmp_path: Path, exported: bytes, seed: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", EXPORT, str(tmp_path / "a.db"), *map(str, REPORTS[::-1])], capture_output=True,
        check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert ended.stdout == exported


def test_a_reading_is_that_of_its_document_alone(reader: Reader) -> None:
    """Reading others before, after or beside a document changes nothing in what is read of it."""
    from dragoman.documents.open import open_document

    documents = [open_document(r) for r in REPORTS]
    alone = [reader.read(d) for d in documents]
    assert list(reader.read_all(documents)) == alone
    assert list(reader.read_all(documents[::-1])) == alone[::-1]


def test_ids_once_published_never_dangle(tmp_path: Path, reader: Reader) -> None:
    location = tmp_path / "a.db"
    published: dict[str, set[str]] = {}
    for report in REPORTS:
        with Writer(str(location)) as store:
            read_into(store, [report], lambda: reader, version=reader.version)
        with dragoman.open(location, create=False) as kept:
            lists = json.loads(kept.to_json())
        kinds = (("story", "stories"), ("entity", "entities"), ("event", "events"), ("agreement", "agreements"))
        for one, many in kinds:
            published.setdefault(one, set()).update(row["id"] for row in lists[many])
    with dragoman.open(location, create=False) as kept:
        for one, keys in published.items():
            for key in sorted(keys):
                getattr(kept, one)(key)


def test_a_kill_leaves_a_whole_record(tmp_path: Path) -> None:
    """A writer that is killed while it swaps two records leaves the one or the other."""
    location = str(tmp_path / "a.db")
    swap = """
import sys
from tests.record.rows import claim, record
from dragoman.record.store import Writer
many = tuple(claim(id=f"claim_{n:05}") for n in range(3000))
with Writer(sys.argv[1]) as store:
    store.write(record())
    print("ready", flush=True)
    while True:
        store.write(record(claims=many, events=()))
        store.write(record())
"""
    many = tuple(claim(id=f"claim_{n:05}") for n in range(3000))
    for wait in (0.05, 0.21, 0.4):
        child = subprocess.Popen([sys.executable, "-c", swap, location], stdout=subprocess.PIPE,
                                 cwd=Path(__file__).parents[1])
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with Writer(location) as store:
            assert store.record() in (record(), record(claims=many, events=()))
