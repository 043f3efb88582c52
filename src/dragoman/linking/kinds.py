"""What linking keeps, by kind: the types that a record needs to know to read it back, and the version of it all."""

from __future__ import annotations

from typing import Any

from dragoman.linking.agreements import Testimony
from dragoman.linking.agreements.compare import Told
from dragoman.linking.cluster import Pair
from dragoman.linking.copies import Overlap, Shingles
from dragoman.linking.known import Known, Node
from dragoman.linking.rows import Settled
from dragoman.linking.stories import Sketch
from dragoman.linking.ties import Tie
from dragoman.model.record import Entity

# Goes up with each change of how things are linked: what another version has linked is linked anew as a whole.
VERSION = "14"

_IDS = tuple[str, ...]
KINDS: dict[str, Any] = {
    "shingles": Shingles, "shingles ties": dict[str, Overlap],
    "story word": Sketch, "story word ties": dict[str, bool], "story vector": dict[str, float],
    "story near": dict[str, float], "story next": _IDS, "story steps": tuple[Pair, ...],
    "story copies": _IDS, "story of": str, "story": _IDS, "story rows": tuple[_IDS, _IDS],
    "known": Known, "tally": dict[str, int], "chains of": _IDS, "nodes in": _IDS, "context": _IDS,
    "spoken in": tuple[tuple[str, str], ...],
    "spoken": dict[str, int], "node": Node, "first": str, "person": Node, "person ties": dict[str, Tie],
    "body": Node, "body ties": dict[str, Tie], "name ties": tuple[Tie, ...], "surname ties": tuple[Tie, ...],
    "surnames in": _IDS, "surnames of": _IDS,
    "entity of node": str, "nodes of": _IDS, "entity links": _IDS, "card": Entity,
    "apart": dict[str, str], "within": _IDS,
    "told": Told, "told ties": dict[str, Pair], "told of": _IDS, "deal of": str, "deal": _IDS, "deal kind": str,
    "deal rows": tuple[_IDS, _IDS], "settled": Settled, "testimony": Testimony,
    "affair of": str, "affair": _IDS, "rows of": dict[str, _IDS],
}
