"""Scoring a record against an annotation of its reports, section by section.

Precision, recall and F1 of what is asked for. An item is paired with one row at most, and a row with one item; a row
with a wrong value is wrong and missed, one that leaves the value open is only missed; optional items neither help
nor hurt. The overall figure is the mean F1 of the sections, documents and stories at half weight since they are the
ground and not the work, times the F1 of evidence, which is a condition and no achievement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dragoman.bench.scoring.cluster import Cluster
from dragoman.bench.scoring.rest import (
    score_corroboration,
    score_differences,
    score_documents,
    score_evidence,
    score_stories,
)
from dragoman.bench.scoring.spans import score_claims, score_quantities, score_times
from dragoman.bench.scoring.tally import Score, Tally
from dragoman.bench.scoring.wholes import score_agreements, score_entities, score_events
from dragoman.errors import MalformedDocument

SECTIONS: Mapping[str, Callable[[Cluster, Tally], None]] = {
    "documents": score_documents, "stories": score_stories, "times": score_times, "quantities": score_quantities,
    "entities": score_entities, "claims": score_claims, "agreements": score_agreements, "events": score_events,
    "differences": score_differences, "corroboration": score_corroboration, "evidence": score_evidence,
}
_WEIGHTS = {"documents": 0.5, "stories": 0.5, "evidence": 0.0}


def read_gold(folder: Path) -> dict[str, Any]:
    """The annotation of a gold folder. Raises MalformedDocument where it has none."""
    file = folder / "gold.json"
    try:
        gold = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MalformedDocument(str(file), error.strerror or str(error)) from error
    except ValueError as error:
        raise MalformedDocument(str(file), f"no JSON: {error}") from error
    if not isinstance(gold, dict) or not isinstance(gold.get("documents"), dict):
        raise MalformedDocument(str(file), "no annotation: it has no documents")
    return gold


def score(gold: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[dict[str, Score], float, list[str]]:
    """The score of each section that the annotation has, the overall figure, and a line for each thing that is off.

    `record` is an export: what `dragoman export --format json` wrote.
    """
    cluster = Cluster(gold, record)
    notes: list[str] = []
    found: dict[str, Score] = {}
    for name, count in SECTIONS.items():
        if gold.get(name) or name == "evidence":
            tally = Tally(name, notes)
            count(cluster, tally)
            found[name] = tally.score()
    weights = {name: _WEIGHTS.get(name, 1.0) for name in found}
    total = sum(weights.values())
    mean = sum(weights[name] * section.f1 for name, section in found.items()) / total if total else 0.0
    return found, mean * found["evidence"].f1, notes
