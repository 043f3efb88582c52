"""A Ray of this machine reads as one process does, whatever becomes of its actors."""

from __future__ import annotations

import os

import pytest
from tests.engine.stubs import Stub, texts

from dragoman.documents.text import document_from_text
from dragoman.engine.ray import Cluster, RayReader
from dragoman.errors import EngineError

pytest.importorskip("ray")


def test_documents_come_back_in_order_though_actors_die() -> None:
    wanted = [f"{n} " + "x" * 15_000 for n in range(8)]
    given = [*wanted[:5], "poison", "bad", "broken", *wanted[5:]]
    with Cluster(2) as cluster:
        found = texts(RayReader(cluster, Stub, "stub").read_all(document_from_text(text) for text in given))
    assert found == [*wanted[:5], "the process that read it died, twice; skipped", "bad",
                     "the reader failed (RuntimeError: broken); please report it", *wanted[5:]]


def test_no_workers_and_no_cluster_are_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match="0 workers"):
        Cluster(0)
    import ray

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("no Ray there\nand more")

    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(EngineError, match=r"^Ray 10\.0\.0\.1:6379: no Ray there$"):
        print(Cluster(1, "10.0.0.1:6379").ray)


def double(n: int) -> int:
    return 2 * n


def die_elsewhere(home_and_unit: tuple[int, int]) -> int:
    home, unit = home_and_unit
    if os.getpid() != home and unit == 5:
        os._exit(1)
    return unit


def test_units_come_back_in_order_though_tasks_die_and_one_ray_serves_all() -> None:
    import ray

    home = os.getpid()
    with Cluster(2) as cluster:
        each = cluster.each()
        assert not ray.is_initialized()
        assert list(each(die_elsewhere, ((home, n) for n in range(20)))) == list(range(20))
        first = ray.get_runtime_context().gcs_address
        assert list(each(double, range(20))) == [2 * n for n in range(20)]
        assert ray.get_runtime_context().gcs_address == first
    assert not ray.is_initialized()
