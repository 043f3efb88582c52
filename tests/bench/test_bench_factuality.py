"""The factuality benchmark on sentences made for it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

from dragoman.bench.factuality import pearson, run
from dragoman.errors import SettingsError


def test_facts_denials_and_plans_are_told_apart(tmp_path: Path) -> None:
    rows = [
        ("The army left the town .", 2, 3.0), ("The army did not leave the town .", 4, -3.0),
        ("The army plans to leave the town .", 4, 1.0), ("The army may leave the town .", 3, 0.5),
    ]
    lines = [json.dumps({"text": t, "targets": [{"span1": [n, n + 1], "label": v}]}) for t, n, v in rows]
    (tmp_path / "dev.jsonl").write_text("\n".join(lines))
    result = run(tmp_path, errors=True)
    assert result["events"] == 4
    ours, baseline = result["dragoman"], result["always-3.0"]
    assert ours["r"] > 0.9  # type: ignore[index]
    assert ours["mae"] < baseline["mae"]  # type: ignore[index]
    assert len(result["errors"]) == 4  # type: ignore[arg-type]


def test_a_constant_has_no_correlation() -> None:
    assert pearson(numpy.full(3, 3.0), numpy.array([1.0, 2.0, 3.0])) == 0.0


def test_a_folder_without_the_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        run(tmp_path)
