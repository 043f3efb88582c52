"""Train the model of cues in the wide sense on PolNeAR's training part.

usage: train_cues.py FOLDER [WEIGHTS]

FOLDER holds text/ and attributions/ in brat's form. WEIGHTS (default: the file in the ontology) is
written as half floats, one for each bucket of hashed features. The same folder gives the same bytes:
logistic regression by Adagrad in a fixed order, without randomness. No word of the articles is kept,
only weights of hashed features.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy

from dragoman.bench.attribution import Index, Parts, content_words, cue_words, read_articles
from dragoman.ontology import load
from dragoman.ontology.cues import Cues
from dragoman.reading.claims.wide import BUCKETS, candidates, hashed
from dragoman.text.parse import Parse, Parser

WEIGHTS = Path(__file__).resolve().parent.parent / "src/dragoman/ontology/data/cues.bin"
EPOCHS, BATCH, RATE, RIDGE = 30, 512, 0.3, 8.0
Row = tuple[list[int], bool]


def examples(pairs: Iterable[tuple[Parse, list[Parts]]], cues: Cues) -> list[Row]:
    """Each candidate's buckets, and whether the gold has an attribution with its cue and content."""
    rows = []
    for parse, gold in pairs:
        index = Index(parse.document.text)
        for candidate in candidates(parse, cues):
            if candidate.after is None and candidate.cue:
                cue, content = cue_words(candidate, parse, index), content_words(candidate, parse, index)
                right = any(cue & g.cue and content & g.content for g in gold)
                rows.append((hashed(candidate, cues), right))
    return rows


def fit(rows: list[Row]) -> numpy.ndarray:
    """The weights of a logistic regression with a ridge penalty, by Adagrad over batches."""
    bounds = numpy.cumsum([0] + [len(at) for at, _ in rows])
    sizes = numpy.diff(bounds)
    flat = numpy.concatenate([at for at, _ in rows]).astype(numpy.int64)
    right = numpy.array([r for _, r in rows], float)
    order = numpy.argsort((numpy.arange(len(rows)) * 7919) % len(rows), kind="stable")  # mixed, and always alike
    weights, squares = numpy.zeros(BUCKETS), numpy.full(BUCKETS, 1e-8)
    for _ in range(EPOCHS):
        for start in range(0, len(rows), BATCH):
            batch = order[start:start + BATCH]
            at = numpy.concatenate([flat[bounds[n]:bounds[n + 1]] for n in batch])
            row = numpy.repeat(numpy.arange(len(batch)), sizes[batch])
            total = numpy.bincount(row, weights=weights[at], minlength=len(batch))
            error = 1 / (1 + numpy.exp(-total)) - right[batch]
            slope: numpy.ndarray = numpy.bincount(at, weights=error[row], minlength=BUCKETS)
            slope = slope + RIDGE * weights * len(batch) / len(rows)
            squares += slope * slope
            weights -= RATE * slope / numpy.sqrt(squares)
    return weights


def main() -> None:
    """Read, train, write."""
    cues, parser = load().cues, Parser()
    articles = list(read_articles(Path(sys.argv[1])))
    parses = parser.pipe(document for document, _ in articles)
    rows = examples(((p, gold) for p, (_, gold) in zip(parses, articles, strict=True)), cues)
    print(f"{len(rows)} candidates, {sum(right for _, right in rows)} cues", file=sys.stderr)
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else WEIGHTS
    target.write_bytes(fit(rows).astype("<f2").tobytes())


if __name__ == "__main__":
    main()
