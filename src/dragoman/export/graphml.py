"""Who deals with whom as GraphML (graphml.graphdrawing.org), for Gephi, Cytoscape, igraph and networkx.

All edges are directed, since several programs (networkx among them) refuse a graph that mixes both kinds; those of
agreements are marked as mutual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as Tree

from dragoman.model.record import Record
from dragoman.model.time import Time

_NODE = {"label": "string", "kind": "string", "country": "string", "sector": "string", "mentions": "int"}
_EDGE = {"list": "string", "row": "string", "type": "string", "mode": "string", "status": "string",
         "earliest": "string", "latest": "string", "label": "string", "origins": "int", "mutual": "boolean"}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold

Edge = tuple[str, str, dict[str, Any]]


def to_graphml(record: Record) -> bytes:
    """A graph with parallel edges: each event from each actor to each recipient, each agreement between each two
    parties (`mutual`: which of them is the source means nothing). Nodes are the entities that an edge touches."""
    root = Tree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, form in keys.items():
            Tree.SubElement(root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": form})
    graph = Tree.SubElement(root, "graph", edgedefault="directed")
    edges = [*_events(record), *_agreements(record)]
    touched = {end for edge in edges for end in edge[:2]}
    for e in record.entities:
        if e.id in touched:
            values = {"label": e.name, "kind": e.kind, "country": e.country, "sector": e.sector,
                      "mentions": len(e.mentions)}
            _data(Tree.SubElement(graph, "node", id=e.id), "node", values)
    for n, (source, target, values) in enumerate(edges):
        _data(Tree.SubElement(graph, "edge", {"id": f"e{n}", "source": source, "target": target}), "edge", values)
    Tree.indent(root, " ")
    written: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _events(record: Record) -> Iterator[Edge]:
    for e in record.events:
        values = {"list": "events", "row": e.id, "type": e.type, "mode": e.mode, "status": e.status, **_when(e.time),
                  "label": e.summary, "origins": e.corroboration.independent_origins, "mutual": "false"}
        yield from ((a, r, values) for a in e.actors for r in e.recipients if a != r)


def _agreements(record: Record) -> Iterator[Edge]:
    for a in record.agreements:
        values = {"list": "agreements", "row": a.id, "type": a.kind, "mode": a.form, "status": a.status,
                  **_when(a.signed), "label": a.name, "origins": a.corroboration.independent_origins, "mutual": "true"}
        yield from ((one, other, values) for one, other in combinations(a.parties, 2))


def _when(time: Time | None) -> dict[str, str | None]:
    return {"earliest": time.earliest if time else None, "latest": time.latest if time else None}


def _data(parent: Tree.Element, kind: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if value is not None:
            Tree.SubElement(parent, "data", key=f"{kind}_{name}").text = _UNFIT.sub("", str(value))
