"""Scoring clusters of mentions: MUC, B-cubed, CEAF-e, and their mean F1 (CoNLL).

MUC: Vilain and others (1995); B-cubed: Bagga and Baldwin (1998); CEAF with the entity measure phi-4: Luo
(2005); the mean is that of the CoNLL-2011 and 2012 shared tasks. Each takes a partition of the same
mentions twice, as a mapping from mention to cluster, gold and found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

Clusters = Mapping[Any, Hashable]


def conll(gold: Clusters, found: Clusters) -> dict[str, float]:
    """The F1 of each measure and their mean, as fractions."""
    result = {"muc": muc(gold, found), "b3": b_cubed(gold, found), "ceafe": ceaf_e(gold, found)}
    return {"conll": sum(result.values()) / len(result), **result}


def muc(gold: Clusters, found: Clusters) -> float:
    """F1 of the links that a spanning tree of each cluster needs."""
    return _f1(_links(found, gold), _links(gold, found))


def _links(of: Clusters, within: Clusters) -> float:
    kept = wanted = 0
    for members in _members(of).values():
        wanted += len(members) - 1
        kept += len(members) - len({within[m] for m in members})
    return kept / wanted if wanted else 0.0


def b_cubed(gold: Clusters, found: Clusters) -> float:
    """F1 of each mention's company, averaged over mentions."""
    if not gold:
        return 0.0
    sizes_gold, sizes_found = Counter(gold.values()), Counter(found[m] for m in gold)
    both = Counter((gold[m], found[m]) for m in gold)
    precision = sum(n * n / sizes_found[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / sizes_gold[g] for (g, _), n in both.items()) / len(gold)
    return _f1(precision, recall)


def ceaf_e(gold: Clusters, found: Clusters) -> float:
    """F1 of the best one-to-one pairing of clusters, each pair by its Dice coefficient (phi-4)."""
    sizes_gold, sizes_found = Counter(gold.values()), Counter(found[m] for m in gold)
    if not sizes_gold:
        return 0.0
    rows, columns = {k: n for n, k in enumerate(sizes_gold)}, {k: n for n, k in enumerate(sizes_found)}
    likeness = np.zeros((len(rows), len(columns)))
    for (g, f), n in Counter((gold[m], found[m]) for m in gold).items():
        likeness[rows[g], columns[f]] = 2 * n / (sizes_gold[g] + sizes_found[f])
    pairs = linear_sum_assignment(-likeness)
    total = float(likeness[pairs].sum())
    return _f1(total / len(columns), total / len(rows))


def _members(clusters: Clusters) -> dict[Hashable, list[Hashable]]:
    table: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mention, cluster in clusters.items():
        table[cluster].append(mention)
    return table


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
