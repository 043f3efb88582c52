from __future__ import annotations

import os
import sys

import pytest

from dragoman.bench import machine


def test_a_machine_is_described() -> None:
    found = machine.describe()
    assert found["cores"] == os.cpu_count()
    assert found["spacy"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by Linux alone")
def test_memory_and_cpu_of_a_process_are_seen() -> None:
    assert os.getpid() in machine.family()
    with machine.peak_memory() as peak:
        before = machine.memory()
        held = bytearray(b"x" * 80_000_000)
        assert machine.memory() > before + 40
        del held
    assert peak.megabytes >= before > 10
    spent = machine.cpu()
    sum(n * n for n in range(1_000_000))
    assert machine.cpu() >= spent > 0
