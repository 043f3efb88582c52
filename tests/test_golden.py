"""Whole readings of the example reports, compared with the golden ones. `make golden` makes those anew."""

from __future__ import annotations

import importlib.util
import pathlib

import pytest

from dragoman.reading.read import Reader

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORTS = sorted((ROOT / "examples" / "reports").iterdir())
_spec = importlib.util.spec_from_file_location("golden", ROOT / "scripts" / "golden.py")
assert _spec and _spec.loader
golden = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden)


@pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.name)
def test_a_reading_is_the_golden_one(reader: Reader, report: pathlib.Path) -> None:
    made = golden.golden_bytes(reader, report) + b"\n"
    assert made.decode() == (golden.GOLDEN / f"{report.stem}.json").read_text(encoding="utf-8")
