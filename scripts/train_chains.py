"""Fit the weights of bench/entity_chains.py on the training part of ECB+, and print them: train_chains.py FOLDER.

A logistic regression over pairs of groups, with a little ridge; the same figures every time. Paste what is printed
over WEIGHTS. Needs some minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dragoman.bench.ecb import head_of, read_corpus, read_mentions
from dragoman.bench.entity_chains import likeness, sure_groups
from dragoman.linking.link import link
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

RIDGE = 1.0


def main(folder: Path) -> None:
    """Fit and print."""
    texts, mentions = read_corpus(folder, "Train"), read_mentions(folder, "Train", "Entity")
    reader = Reader(load(), Parser())
    documents = [t.document for t in texts.values()]
    parses = {d.id: p for d, p in zip(documents, reader.parser.pipe(documents), strict=True)}
    readings = [reader.understand(p) for p in parses.values()]
    heads = {m.id: head_of(m, texts[m.id[0]], parses) for m in mentions}
    chain = {m.id: m.cluster for m in mentions}
    groups = sure_groups(mentions, texts, link(readings), readings, heads)
    gold = [Counter(chain[m] for m in g.mentions).most_common(1)[0][0] for g in groups]
    rows = [(features, gold[i] == gold[j]) for j, two in enumerate(groups) for i, one in enumerate(groups[:j])
            if (features := likeness(one, two)) is not None]
    names = list(rows[0][0])
    x, y = np.array([[f[n] for n in names] for f, _ in rows]), np.array([float(same) for _, same in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        chance = 1 / (1 + np.exp(-x @ weights))
        ridge = RIDGE * np.where(np.array(names) == "bias", 0.0, weights)
        likelihood = y * np.log(chance + 1e-9) + (1 - y) * np.log(1 - chance + 1e-9)
        return float(ridge @ weights - likelihood.sum()), x.T @ (chance - y) + 2 * ridge

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("train_chains.py FOLDER: the folder of ECB+, with its training part")
    main(Path(sys.argv[1]))
