"""The peers' own test cases, with the mapping from their values to ours.

quantulum3 (MIT, github.com/nielstron/quantulum3, `quantulum3/_tests`): sentences with all numbers in them. A case
is right where the same values are found with the same units, and nothing else.

- "dimensionless" is every number without a unit, years and numbers of names included: `find_facts` finds them,
  as kinds that the record leaves out. Dates and times of day are none for either.
- A range is its middle with an uncertainty; we compare the middle.
- "One" without a unit is a pronoun for them; "a gallon" is one gallon.
- Units have names of their own ("percentage", "pound-mass"); a millilitre is their cubic centimetre; rates are
  written with "per". A dozen is one dozen for them, twelve for us.

Recognizers-Text (MIT, github.com/microsoft/Recognizers-Text, `Specs`): inputs with typed results. Numbers and
units of the English models are compared by value, and where there is one by unit; cases marked as not supported
by the peer's Python version are left out. The mapping of its
date-time cases is in times_peers.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.bench import times_peers
from dragoman.bench.quantities import UNIT_NAMES
from dragoman.documents.text import document_from_text
from dragoman.ontology import load
from dragoman.reading.quantities import Fact, find_facts
from dragoman.text.parse import Parser

_QUANTULUM_KINDS = ("count", "measure", "multiple", "article", "time", "age", "score", "name", "year", "pronoun")
_QUANTULUM_UNITS = {
    **UNIT_NAMES,
    "millilitre": "cubic centimetre",
    "degree Celsius": "degree Celsius",
    "INR": "indian rupee",
    "degree Fahrenheit": "degree fahrenheit",
    "times": "count",
    "ILS": "israeli shekel",
}


def run_quantulum(folder: str | Path, errors: bool = False) -> dict[str, Any]:
    """How many of quantulum3's cases are right, as a fraction; with `errors`, a line for each that is not."""
    cases = [
        case
        for name in ("quantities.json", "quantities.ambiguity.json")
        for case in json.loads((Path(folder) / name).read_text(encoding="utf-8"))
    ]
    problems = []
    for case, facts in zip(cases, _facts([case["req"] for case in cases]), strict=True):
        want = sorted((_number(q["value"]), q["unit"]) for q in case["res"])
        have = sorted(
            _quantulum(fact)
            for fact in facts
            if fact.figure.kind in _QUANTULUM_KINDS
            and not (fact.figure.unit is None and fact.tokens.text.lower() == "one")
        )
        if not _same(want, have):
            problems.append(f"want {want} have {have}: {case['req']}")
    return _result(len(cases), problems, errors)


def run(folder: str | Path, errors: bool = False) -> dict[str, Any]:
    """All suites in a folder with quantulum3/ and recognizers_text/: how many cases, and the share that is right.

    Recognizers' figures are of values, by model; its date-time cases are counted over all and by type.
    """
    folder = Path(folder)
    result: dict[str, Any] = {"quantulum3": run_quantulum(folder / "quantulum3", errors)}
    numbers = run_recognizers_numbers(folder / "recognizers_text", errors)
    times = times_peers.run(folder / "recognizers_text" / "DateTime_English", errors=errors)
    result.update({f"numbers: {model}": share for model, share in numbers.items() if model != "errors"})
    result.update({f"times: {kind}": share for kind, share in times.items() if kind != "errors"})
    if errors:
        result["errors"] = [line for part in (result["quantulum3"], numbers, times) for line in part.pop("errors")]
    return result


def run_recognizers_numbers(folder: str | Path, errors: bool = False) -> dict[str, Any]:
    """Recall of the values (and units) in Recognizers-Text's English number and unit cases, by model."""
    result: dict[str, Any] = {}
    problems: list[str] = []
    for file in sorted(Path(folder).glob("Number*_English/*Model.json")):
        if file.stem in ("OrdinalModel", "NumberRangeModel"):
            continue
        cases = [c for c in _specs(file) if c["Results"]]
        right = total = 0
        for case, facts in zip(cases, _facts([c["Input"] for c in cases]), strict=True):
            have = {value for fact in facts for value in _bounds(fact)}
            for row in case["Results"]:
                value = _resolved(row)
                total += value is not None
                if value is not None and any(math.isclose(value, h, rel_tol=1e-5) for h in have):
                    right += 1
                elif value is not None:
                    problems.append(f"{file.stem}: {value} not in {sorted(have)}: {case['Input']}")
        result[file.stem] = {"cases": total, "right": round(right / total, 4) if total else 0.0}
    return {**result, "errors": problems} if errors else result


def _result(total: int, problems: list[str], errors: bool) -> dict[str, Any]:
    right = total - len(problems)
    result: dict[str, Any] = {"cases": total, "right": round(right / total, 4) if total else 0.0}
    return {**result, "errors": problems} if errors else result


def _facts(texts: list[str]) -> Iterator[list[Fact]]:
    """Every figure of each text, of whatever kind."""
    lexicon = load().units
    for parse in Parser().pipe(document_from_text(text) for text in texts):
        yield list(find_facts(parse, lexicon))


def _quantulum(fact: Fact) -> tuple[float, str]:
    """A figure in quantulum3's terms: the middle of its bounds, and its unit."""
    figure = fact.figure
    bounds = [x for x in (figure.low, figure.high) if x is not None]
    value = sum(bounds) / len(bounds)
    if figure.unit is None:
        dozen = "dozen" in fact.tokens.text.lower()
        return (_number(value / 12), "dozen") if dozen else (_number(value), "dimensionless")
    name = _QUANTULUM_UNITS.get(figure.unit.name, figure.unit.name)
    if figure.unit.scale == 0.01 and figure.unit.kind == "money":
        name, value = figure.unit.written, value * 100
    if figure.unit.per:
        name = name.replace("tonne", "ton")  # "tpd" is in tons for them
    return _number(value), f"{name} per {figure.per}" if figure.per else name


def _number(value: float) -> float:
    return float(f"{float(value):.6g}")


def _same(want: list[tuple[float, str]], have: list[tuple[float, str]]) -> bool:
    return len(want) == len(have) and all(
        math.isclose(a, b, rel_tol=1e-4) and x.lower() == y.lower() for (a, x), (b, y) in zip(want, have, strict=True)
    )


def _specs(file: Path) -> list[dict[str, Any]]:
    """The cases of a file that the peer's Python version supports. Its files begin with a byte order mark."""
    cases: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8-sig"))
    return [
        c for c in cases if "python" not in f"{c.get('NotSupported', '')} {c.get('NotSupportedByDesign', '')}".lower()
    ]


def _resolved(row: dict[str, Any]) -> float | None:
    text = str((row.get("Resolution") or {}).get("value", "")).rstrip("%")
    try:
        return float(text)
    except ValueError:
        return None


def _bounds(fact: Fact) -> list[float]:
    """The bounds of a figure as they are written: a fraction also as a percentage, money also in cents."""
    figure = fact.figure
    scale = 1 / figure.unit.scale if figure.unit and figure.unit.scale != 1 else 1.0
    values = [x * scale for x in (figure.low, figure.high) if x is not None]
    return values + [100 * x for x in values if figure.form == "fraction"]
