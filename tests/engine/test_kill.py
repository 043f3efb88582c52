"""A reading that is killed at any moment loses nothing, doubles nothing and changes no byte.

What reads here is a plain reader that takes no time to load, so that the kills fall between the steps of the store.
"""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.process import BaseProcess as Process
from pathlib import Path

import pytest
from tests.record.postgres import empty

import dragoman
from dragoman.engine import pipeline
from dragoman.model.document import Document
from dragoman.model.reading import Chain, ClaimMention, Mention, Reading
from dragoman.record.store import Writer


class Words:
    """A reader that takes each word with a capital for a name, and each sentence for a claim."""

    version = "words"

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            names = tuple(Chain(name=m[0], kind="country", aliases=(m[0],), mentions=(
                Mention(start=m.start(), end=m.end()),)) for m in re.finditer(r"[A-Z]\w+", document.text))
            claims = tuple(ClaimMention(start=m.start(), end=m.end(), voice="outlet")
                           for m in re.finditer(r"[A-Z][^.]+[.]", document.text))
            yield Reading(document=document, reader=self.version, chains=names, claims=claims)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(
            f"Norland signed the accord of round {n} with Estmark.\n\nThe ministry of Tarn said so on day {n}.\n")
    return folder


def start(location: str, reports: Path) -> Process:
    """Begin to read in another process, which has all it needs already."""
    child = get_context("fork").Process(target=read, args=(location, reports))
    child.start()
    return child


def read(location: str, reports: Path) -> None:
    pipeline._BATCH_CHARACTERS = 300  # many batches, and so many transactions
    with Writer(location) as store:
        pipeline.read_into(store, [reports], Words, version=Words.version)


def finish(location: str, reports: Path) -> None:
    child = start(location, reports)
    child.join()
    assert child.exitcode == 0


def export(location: str) -> bytes:
    with dragoman.open(location, create=False) as kept:
        assert kept.check() == []
        return kept.to_json()


def kill_and_read_on(location: str, whole: str, reports: Path, kills: int, seed: int) -> None:
    """Kill a reading `kills` times, each after a random part of the time it takes, with a new record now and then."""
    begun = time.perf_counter()
    finish(whole, reports)
    took = time.perf_counter() - begun
    undisturbed = export(whole)
    chance = random.Random(seed)  # noqa: S311
    cut = 0
    for n in range(kills):
        child = start(location, reports)
        time.sleep(chance.uniform(0, took))
        child.kill()
        child.join()
        cut += child.exitcode == -signal.SIGKILL
        if n % 4 == 3:
            finish(location, reports)
            assert export(location) == undisturbed
            clear(location)
    finish(location, reports)
    assert export(location) == undisturbed
    assert cut > kills // 4


def clear(location: str) -> None:
    """Begin again without a record."""
    if "://" in location:
        empty(location)
    else:
        for file in Path(location).parent.glob(Path(location).name + "*"):
            file.unlink()


def test_a_reading_killed_at_any_moment_is_finished_by_the_next(location: str, tmp_path: Path, reports: Path) -> None:
    kill_and_read_on(location, str(tmp_path / "whole.db"), reports, kills=20, seed=1)


@pytest.mark.slow
def test_two_hundred_kills(
    location: str, tmp_path: Path, reports: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("-m") != "slow":
        pytest.skip("takes a minute or more: pytest -m slow")
    kill_and_read_on(location, str(tmp_path / "whole.db"), reports, kills=200, seed=2)
