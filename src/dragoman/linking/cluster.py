"""Scored pairs into groups, with ids that never dangle.

Every thing in a reading has an id of its own, made from its document and its place there. A group takes
the least of its members' ids; the others redirect to it. So the same set of readings gives the same ids
in any order, and an id that was published before a merge still leads to the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.base import content_id
from dragoman.model.record import Link, Redirect

THRESHOLD = 0.5  # a pair is joined where its score is at least this


@dataclass(frozen=True)
class Pair:
    """Two things that may be one: a score from 0 to 1, and what it was made of in words."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Groups:
    """Who belongs together. `group` leads from each member's own id to its group's."""

    group: dict[str, str]
    members: dict[str, tuple[str, ...]]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


def own_id(prefix: str, document: str, position: int) -> str:
    """The own id of the thing at a position of a document's reading."""
    return content_id(prefix, document, position)


def connect(kind: str, items: Iterable[str], pairs: Iterable[Pair]) -> Groups:
    """Join the pairs that score at least THRESHOLD; connected things become one group."""
    parent = {item: item for item in sorted(items)}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    links = []
    for pair in sorted(pairs, key=lambda p: (p.left, p.right)):
        if pair.score >= THRESHOLD:
            a, b = sorted((root(pair.left), root(pair.right)))
            parent[b] = a
            left, right = sorted((pair.left, pair.right))
            links.append(Link(id=content_id("link", kind, left, right), kind=kind, left=left, right=right,
                              score=round(pair.score, 4), reasons=pair.reasons))
    group = {item: root(item) for item in parent}
    members: dict[str, list[str]] = {}
    for item, top in group.items():
        members.setdefault(top, []).append(item)
    return Groups(
        group=group,
        members={top: tuple(sorted(m)) for top, m in sorted(members.items())},
        links=tuple(sorted(links, key=lambda x: x.id)),
        redirects=tuple(Redirect(id=item, to=top) for item, top in sorted(group.items()) if item != top),
    )


def spanning(pairs: Iterable[Pair], report: Mapping[str, str] | None = None) -> list[Pair]:
    """The surest pairs that are enough to join what all of them would join (Kruskal's spanning forest).

    With `report`, which leads from each thing to the one it stands in, nothing is joined that would bring
    two things of one report together: what a report tells apart is two, whatever the words have in common.
    """
    parent: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    kept = []

    def root(thing: str) -> str:
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        a, b = root(pair.left), root(pair.right)
        if a == b or pair.score < THRESHOLD:
            continue
        if report is not None:
            of_a, of_b = members.setdefault(a, {report[a]}), members.setdefault(b, {report[b]})
            if of_a & of_b:
                continue
            members[a] = of_a | of_b
        parent[b] = a
        kept.append(pair)
    return kept
