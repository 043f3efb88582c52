from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from tests.record.test_portions import day

from dragoman.engine.each import FEW, LocalEach, in_order
from dragoman.engine.pipeline import link_all
from dragoman.record.store import Kept, Writer


def double(n: int) -> int:
    time.sleep(0.01 if n % 3 else 0)
    return 2 * n


def die_elsewhere(home_and_unit: tuple[int, int]) -> int:
    home, unit = home_and_unit
    if os.getpid() != home and unit == 5:
        os._exit(1)
    return unit


def refuse(n: int) -> int:
    raise ValueError(n)


def test_results_come_in_the_order_of_the_units() -> None:
    assert list(LocalEach(2)(double, range(30))) == [2 * n for n in range(30)]


def test_few_units_and_none_need_no_workers() -> None:
    assert list(LocalEach(2)(double, range(FEW - 1))) == [
        2 * n for n in range(FEW - 1)]
    assert list(LocalEach(2)(double, [])) == []


def test_a_worker_that_dies_loses_and_doubles_nothing() -> None:
    home = os.getpid()
    assert list(LocalEach(2)(die_elsewhere, ((home, n) for n in range(20)))) == list(range(20))


def test_what_is_wrong_with_a_unit_is_told() -> None:
    with pytest.raises(ValueError, match="0"):
        list(LocalEach(2)(refuse, range(20)))


def test_only_some_units_are_under_way() -> None:
    asked, given = [], []

    def units() -> Iterator[int]:
        for n in range(20):
            asked.append(n)
            yield n

    def submit(work: Any, unit: int) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(work(unit))
        return future

    for result in in_order(submit, double, units(), 4):
        given.append(result)
        assert len(asked) - len(given) <= 4
    assert given == [2 * n for n in range(20)]


def test_the_record_is_the_same_with_workers(tmp_path: Path) -> None:
    records = []
    for name, each in (("one", map), ("two", LocalEach(2))):
        with Writer(str(tmp_path / f"{name}.db")) as store:
            store.keep([Kept(r.document, r) for r in map(day, range(20))])
            link_all(store, each=each)
            records.append(store.record())
    assert records[0] == records[1]
