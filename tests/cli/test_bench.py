from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.cli.bench import BENCHES
from dragoman.cli.main import run


@pytest.mark.parametrize("name", BENCHES)
def test_each_benchmark_can_be_run(name: str) -> None:
    module = importlib.import_module(f"dragoman.bench.{name}")
    path, *_ = inspect.signature(module.run).parameters.values()
    assert path.kind in (path.POSITIONAL_ONLY, path.POSITIONAL_OR_KEYWORD)
    assert module.__doc__


def test_figures_are_printed_for_people_and_for_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure(_path: Path, errors: bool = False) -> dict[str, Any]:
        figures: dict[str, Any] = {"cases": 1234, "F1": 0.51239, "by type": {"DATE": 0.5}}
        return {**figures, "errors": ["one", "two"]} if errors else figures

    monkeypatch.setattr(importlib, "import_module", lambda _: SimpleNamespace(run=measure))
    assert run(["bench", "times", str(tmp_path), "--errors"]) == 0
    assert capsys.readouterr().out.split() == ["cases", "1234", "F1", "0.512", "by", "type", "DATE", "0.500",
                                               "errors:", "one", "two"]
    assert run(["bench", "times", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["F1"] == 0.51239
    assert run(["bench", "times", str(tmp_path), "--folds", "5"]) == 2
    assert "no option --folds" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["speed", "linking", "writing"])
@pytest.mark.parametrize("sizes", ["0", "ten", "1,,2"])
def test_sizes_that_are_none(capsys: pytest.CaptureFixture[str], command: str, sizes: str) -> None:
    assert run(["bench", command, "--sizes", sizes]) == 2
    assert "write numbers from 1" in capsys.readouterr().err
