"""The loaders of the peers' cases, on cases of our own in their form."""

from __future__ import annotations

import json
from pathlib import Path

from dragoman.bench.peers import run_quantulum, run_recognizers_numbers


def test_quantulum(tmp_path: Path) -> None:
    cases = [
        {"req": "We sold 12 kg of figs.", "res": [{"value": 12, "unit": "kilogram"}]},
        {"req": "It took 4 to 6 litres.", "res": [{"value": 5, "unit": "litre"}]},
        {"req": "It took 4 litres.", "res": []},
    ]
    (tmp_path / "quantities.json").write_text(json.dumps(cases))
    (tmp_path / "quantities.ambiguity.json").write_text("[]")
    result = run_quantulum(tmp_path, errors=True)
    assert (result["cases"], result["right"]) == (3, 0.6667)
    assert len(result["errors"]) == 1


def test_recognizers_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "Number_English"
    folder.mkdir()
    cases = [
        {"Input": "seventy-one figs", "Results": [{"Text": "seventy-one", "Resolution": {"value": "71"}}]},
        {"Input": "x", "Results": [{"Text": "x", "Resolution": {"value": "3"}}]},
        {"Input": "9", "NotSupported": "python", "Results": [{"Text": "9", "Resolution": {"value": "9"}}]},
    ]
    (folder / "NumberModel.json").write_text("\ufeff" + json.dumps(cases), encoding="utf-8")
    assert run_recognizers_numbers(tmp_path)["NumberModel"] == {"cases": 2, "right": 0.5}
