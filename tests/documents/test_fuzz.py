"""Broken files of every format: each is read or refused in one line, soon, and without ado."""

from __future__ import annotations

import random
import resource
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from tests.documents.mutate import mutate
from tests.documents.seeds import all_seeds

from dragoman.documents.open import open_all
from dragoman.errors import DocumentError
from dragoman.model.document import Document

SECONDS = 10  # of processor time: other work on the machine takes away any number of seconds of the clock
ASLEEP = 120  # seconds by the clock
SEEDS = all_seeds()


def test_the_seeds_are_read(tmp_path: Path) -> None:
    for name, data in SEEDS.items():
        (tmp_path / name).write_bytes(data)
        found = list(open_all([tmp_path / name]))
        assert not [e for e in found if isinstance(e, DocumentError)], name
        assert any(isinstance(d, Document) and "second delegation" in d.text for d in found), name


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_broken_is_read_or_refused(tmp_path: Path, name: str) -> None:
    run(tmp_path, name, 25, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_ten_thousand_broken_files(tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    if "slow" not in request.config.getoption("markexpr"):
        pytest.skip("some minutes; -m slow runs it")
    run(tmp_path, name, 10_000 // len(SEEDS) + 1, seed=2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # kilobytes


def run(folder: Path, name: str, times: int, seed: int) -> None:
    """Mutate a seed and open it, again and again; what is wrong is told with the number that makes it again."""
    for number in range(times):
        chance = random.Random(f"{name} {seed} {number}")  # noqa: S311 - the same each time
        path = folder / name
        path.write_bytes(mutate(SEEDS[name], list(SEEDS.values()), chance))
        started = time.process_time()
        with alarm(f"{name} {seed} {number}"):
            for one in open_all([path]):
                check(one, f"{name} {seed} {number}")
        assert time.process_time() - started < SECONDS, (name, seed, number)


def check(one: Any, which: str) -> None:
    """What is given is whole: text that can be kept, blocks in order within it, or one line with a reason."""
    if isinstance(one, DocumentError):
        assert "please report it" not in one.reason, (which, one)
        assert "\n" not in str(one), which
        return
    if isinstance(one, Document):
        one.text.encode()
        end = 0
        for block in one.blocks:
            assert end <= block.start < block.end <= len(one.text), which
            end = block.end
        for value in (one.title, one.publisher, one.url, one.language, one.agency, *one.authors):
            assert value is None or (value.isprintable() and value.strip() == value), (which, value)


class alarm:  # noqa: N801 - read as a statement
    """Ends what does not end by itself."""

    def __init__(self, which: str):
        self._which = which

    def __enter__(self) -> None:
        for sign, timer, seconds in ((signal.SIGPROF, signal.ITIMER_PROF, SECONDS + 5),
                                     (signal.SIGALRM, signal.ITIMER_REAL, ASLEEP)):
            signal.signal(sign, self._ring)
            signal.setitimer(timer, seconds)

    def _ring(self, *_: object) -> None:
        raise AssertionError(f"{self._which} hangs")

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


