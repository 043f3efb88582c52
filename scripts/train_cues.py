"""Train the model of cues in the wide sense on PolNeAR's training part.

usage: train_cues.py FOLDER [WEIGHTS]

FOLDER holds text/ and attributions/ in brat's form. WEIGHTS (default: the file beside the reader of claims)
is written as half floats, one for each bucket of hashed features. The same folder gives the same bytes:
logistic regression by L-BFGS from zero, without randomness. No word of the articles is kept,
only weights of hashed features.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy

from dragoman.bench.attribution import Index, Parts, content_words, cue_words, read_articles
from dragoman.ontology import load
from dragoman.ontology.cues import Cues
from dragoman.reading.claims.wide import BUCKETS, candidates, hashed
from dragoman.text.parse import Parse, Parser

WEIGHTS = Path(__file__).resolve().parent.parent / "src/dragoman/reading/claims/cues.bin"
STEPS, MEMORY, RIDGE = 120, 10, 4.0
CUE_ALONE = 0.7  # what a candidate is worth whose cue is right and whose content is not
Row = tuple[list[int], float]


def examples(pairs: Iterable[tuple[Parse, list[Parts]]], cues: Cues) -> list[Row]:
    """Each candidate's buckets, and how far the gold agrees: 1 with its cue and content, less with its cue alone."""
    rows = []
    for parse, gold in pairs:
        index = Index(parse.document.text)
        for candidate in candidates(parse, cues):
            cue, content = cue_words(candidate, parse, index), content_words(candidate, parse, index)
            alike = [bool(content & g.content) for g in gold if cue & g.cue]
            rows.append((hashed(candidate, cues), 1.0 if any(alike) else CUE_ALONE if alike else 0.0))
    return rows


def fit(rows: list[Row]) -> numpy.ndarray:
    """The weights of a logistic regression with a ridge penalty, at the minimum that L-BFGS finds."""
    sizes = numpy.array([len(at) for at, _ in rows])
    flat = numpy.concatenate([numpy.array(at, numpy.int32) for at, _ in rows])
    row = numpy.repeat(numpy.arange(len(rows), dtype=numpy.int32), sizes)
    right = numpy.array([r for _, r in rows], float)

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        total = numpy.bincount(row, weights=weights[flat], minlength=len(rows))
        error = 1 / (1 + numpy.exp(-total)) - right
        slope: numpy.ndarray = numpy.bincount(flat, weights=error[row], minlength=BUCKETS)
        value = (numpy.logaddexp(0, total) - right * total).sum() + RIDGE / 2 * (weights * weights).sum()
        return float(value), slope + RIDGE * weights
    return lowest(loss, numpy.zeros(BUCKETS))


def lowest(loss: Callable[[numpy.ndarray], tuple[float, numpy.ndarray]], at: numpy.ndarray) -> numpy.ndarray:
    """Where a smooth convex function is lowest: L-BFGS (Nocedal and Wright 2006, algorithm 7.5) in STEPS steps."""
    value, slope = loss(at)
    past: list[tuple[numpy.ndarray, numpy.ndarray, float]] = []
    for step in range(STEPS):
        way, shares = slope.copy(), []
        for moved, turned, scale in reversed(past):
            shares.append(scale * (moved * way).sum())
            way -= shares[-1] * turned
        if past:
            moved, turned, scale = past[-1]
            way /= scale * (turned * turned).sum()
        for moved, turned, scale in past:
            way += (shares.pop() - scale * (turned * way).sum()) * moved
        length = 1.0 if step else 1.0 / numpy.sqrt((slope * slope).sum())
        descent = (slope * way).sum()
        while True:
            there = at - length * way
            new_value, new_slope = loss(there)
            if new_value <= value - 1e-4 * length * descent or length < 1e-10:
                break
            length /= 2
        moved, turned = there - at, new_slope - slope
        past = [*past[1 - MEMORY:], (moved, turned, 1 / (moved * turned).sum())]
        at, value, slope = there, new_value, new_slope
    return at


def main() -> None:
    """Read, train, write."""
    cues, parser = load().cues, Parser()
    articles = list(read_articles(Path(sys.argv[1])))
    parses = parser.pipe(document for document, _ in articles)
    rows = examples(((p, gold) for p, (_, gold) in zip(parses, articles, strict=True)), cues)
    print(f"{len(rows)} candidates, {sum(right > 0 for _, right in rows)} cues", file=sys.stderr)
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else WEIGHTS
    target.write_bytes(fit(rows).astype("<f2").tobytes())


if __name__ == "__main__":
    main()
