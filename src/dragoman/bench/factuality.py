"""Factuality of events against the UW set (Lee et al., EMNLP 2015; -3 certainly not, 3 certainly so).

FOLDER holds dev.jsonl (or FOLDER is such a file): one sentence a line, tokenized, with its targets. What
`status_of` says of a target is turned into a number by one table, whose values are the means of the
set's training part. Printed beside the baseline that everything is a fact (3.0).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.errors import SettingsError
from dragoman.text.factuality import Status, is_negative, status_of
from dragoman.text.normalize import fold_punctuation
from dragoman.text.parse import load_pipeline
from dragoman.text.pipelines import DEFAULT_PIPELINE

VALUES: dict[tuple[Status, bool], float] = {
    ("asserted", False): 2.72, ("asserted", True): -0.84,
    ("planned", False): 1.75, ("planned", True): -0.13,
    ("expected", False): 1.92, ("expected", True): -0.08,
    ("possible", False): 1.78, ("possible", True): 0.12,
    ("conditional", False): 1.42, ("conditional", True): 0.96,
    ("discussed", False): 1.98, ("discussed", True): 1.3,
    ("denied", False): 1.65, ("denied", True): 2.0,
}
# A "not" at the word itself is surer than one at what governs it ("failed to", "no plan to").
NEGATED_ITSELF: dict[Status, float] = {"asserted": -1.57, "planned": -1.96, "possible": -0.62, "conditional": -0.96}
# The word's own modal tells more than the class: "will" promises, "could" and "should" leave open.
MODALS = {("planned", "will"): 2.42, ("planned", "'ll"): 2.42, ("planned", "would"): 1.83, ("possible", "can"): 1.44,
          ("possible", "could"): 1.2, ("possible", "may"): 1.49, ("possible", "might"): 1.2,
          ("possible", "should"): 1.19, ("possible", "must"): 1.19}
FACT = 3.0


@dataclass(frozen=True)
class Target:
    """One event of the set in its parsed sentence, with its gold value."""

    word: Token
    gold: float


def run(folder: str | Path, errors: bool = False) -> dict[str, object]:
    """Pearson's r and the mean absolute error, ours and the baseline's. `errors` lists the largest."""
    targets = list(read_targets(_file(Path(folder)), load_pipeline(DEFAULT_PIPELINE)))
    found = numpy.array([value_of(t.word) for t in targets])
    gold = numpy.array([t.gold for t in targets])
    result: dict[str, object] = {
        "events": len(targets),
        "dragoman": {"r": pearson(found, gold), "mae": _error(found, gold)},
        # a constant has no correlation with anything: 0 stands for it
        "always-3.0": {"r": 0.0, "mae": _error(numpy.full(len(gold), FACT), gold)},
    }
    if errors:
        worst = sorted(range(len(targets)), key=lambda n: (-abs(found[n] - gold[n]), n))[:200]
        result["errors"] = [f"{gold[n]:+.1f} {found[n]:+.1f} {targets[n].word.text} | {targets[n].word.sent.text}"
                            for n in worst]
    return result


def value_of(word: Token) -> float:
    """How factual a word's event is presented, from -3 to 3."""
    status, negated = status_of(word)
    value = VALUES[status, negated]
    if negated:
        return NEGATED_ITSELF.get(status, value) if is_negative(word) else value
    modal = next((c.lower_ for c in word.children if c.dep_ == "aux" and c.tag_ == "MD"), "")
    return MODALS.get((status, modal), value)


def read_targets(file: Path, nlp: Language) -> Iterator[Target]:
    """The events of a file, each in its parsed sentence."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    docs = (Doc(nlp.vocab, words=[fold_punctuation(w) or w for w in row["text"].split(" ")]) for row in rows)
    for row, doc in zip(rows, nlp.pipe(docs, batch_size=64), strict=True):
        for target in row["targets"]:
            start, end = target["span1"]
            if end <= len(doc) and end > start:
                yield Target(doc[end - 1], float(target["label"]))


def pearson(a: numpy.ndarray, b: numpy.ndarray) -> float:
    """Pearson's correlation; 0 where one of the two does not vary."""
    if len(a) < 2 or not a.std() or not b.std():
        return 0.0
    return round(float(numpy.corrcoef(a, b)[0, 1]), 4)


def _error(found: numpy.ndarray, gold: numpy.ndarray) -> float:
    return round(float(numpy.abs(found - gold).mean()), 4) if len(gold) else 0.0


def _file(path: Path) -> Path:
    for file in (path, path / "dev.jsonl"):
        if file.is_file():
            return file
    raise SettingsError(f"{path}: no dev.jsonl in the UW set's form")
