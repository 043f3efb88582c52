"""Stories: the documents about the same events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from dragoman.linking.cluster import Groups, Pair, connect
from dragoman.linking.copies import Copies
from dragoman.linking.rows import Rows
from dragoman.model.record import Entity

_WEIGHT = {"person": 1.0, "armed-group": 0.7, "organization": 0.6, "place": 0.6, "group": 0.3, "media": 0.2,
           "government": 0.2, "country": 0.2}
_ENOUGH = 2.0  # the weight of shared names at which two reports are surely of one story


def link_stories(rows: Rows, entities: Mapping[str, Entity], copies: Copies) -> Groups:
    """The documents grouped into stories, by copies and by the names that they share."""
    names: dict[str, set[str]] = defaultdict(set)
    for (document, _), entity in rows.entities.items():
        names[document].add(entity)
    by_name: dict[str, list[str]] = defaultdict(list)
    for document in rows.readings:
        for entity in sorted(names[document]):
            if _WEIGHT[entities[entity].kind] > 0.5:
                by_name[entity].append(document)
    candidates = {pair for found in by_name.values() for pair in pairwise(found)}
    pairs = [Pair(a, b, 1.0, ("one repeats the other",)) for a, b in copies.shared]
    for a, b in sorted(candidates):
        shared = sorted(names[a] & names[b])
        weight = sum(_WEIGHT[entities[e].kind] for e in shared)
        reasons = tuple(f"both name {entities[e].name}" for e in shared)
        pairs.append(Pair(a, b, min(1.0, weight / (2 * _ENOUGH)), reasons))
    return connect("story", rows.readings, pairs)
