from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from tests.record.test_portions import day

from dragoman.engine.each import FEW, in_order
from dragoman.engine.local import local_each
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


def here(_: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def test_results_come_in_the_order_of_the_units() -> None:
    with local_each(2) as each:
        assert list(each(double, range(30))) == [2 * n for n in range(30)]


def test_few_units_and_none_need_no_workers() -> None:
    with local_each(2) as each:
        assert set(each(here, range(FEW - 1))) == {os.getpid()}
        assert list(each(double, [])) == []
    with local_each(1) as each:
        assert set(each(here, range(20))) == {os.getpid()}


def test_workers_are_begun_once_and_end_with_the_context() -> None:
    with local_each(2) as each:
        first, second = (set(each(here, range(20))) for _ in range(2))
        assert len(first) == 2
        assert first == second
        assert os.getpid() not in first
    assert not [pid for pid in first if Path(f"/proc/{pid}").exists()]


def test_a_worker_that_dies_loses_and_doubles_nothing_and_another_follows() -> None:
    home = os.getpid()
    with local_each(2) as each:
        assert list(each(die_elsewhere, ((home, n) for n in range(20)))) == list(range(20))
        assert home not in set(each(here, range(20)))


def test_workers_that_always_die_are_done_without() -> None:
    home = os.getpid()
    with local_each(2) as each:
        for _ in range(4):
            assert list(each(die_elsewhere, ((home, 5) for _ in range(20)))) == [5] * 20


def test_what_is_wrong_with_a_unit_is_told() -> None:
    with pytest.raises(ValueError, match="0"), local_each(2) as each:
        list(each(refuse, range(20)))


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
    for workers in (1, 2):
        with Writer(str(tmp_path / f"{workers}.db")) as store, local_each(workers) as each:
            store.keep([Kept(r.document, r) for r in map(day, range(20))])
            link_all(store, each=each)
            records.append(store.record())
    assert records[0] == records[1]
