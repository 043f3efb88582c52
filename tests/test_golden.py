"""Whole readings of the example reports, compared with the golden ones. `make golden` makes those anew."""

from __future__ import annotations

import pathlib
import runpy

import pytest

from dragoman.reading.read import Reader

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORTS = sorted((ROOT / "examples" / "reports").iterdir())
GOLDEN = runpy.run_path(str(ROOT / "scripts" / "golden.py"))


@pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.name)
def test_a_reading_is_the_golden_one(reader: Reader, report: pathlib.Path) -> None:
    made = GOLDEN["golden_bytes"](reader, report) + b"\n"
    assert made.decode() == (GOLDEN["GOLDEN"] / f"{report.stem}.json").read_text(encoding="utf-8")
