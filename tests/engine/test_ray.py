"""A Ray of this machine reads as one process does, whatever becomes of its actors."""

from __future__ import annotations

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
