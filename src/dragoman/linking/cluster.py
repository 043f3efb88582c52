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


def keep_apart(pairs: Iterable[Pair], report: Mapping[str, str]) -> list[Pair]:
    """The pairs, surest first, that join no two things of one report (`report` leads from each thing to its own).

    What a report tells apart is two, whatever the words have in common.
    """
    home: dict[str, str] = {thing: thing for thing in report}
    members: dict[str, set[str]] = {thing: {report[thing]} for thing in report}
    groups: dict[str, set[str]] = {thing: {thing} for thing in report}
    kept = []
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        a, b = home[pair.left], home[pair.right]
        if pair.score < THRESHOLD or (a != b and members[a] & members[b]):
            continue
        kept.append(pair)
        if a != b:
            members[a] |= members.pop(b)
            for thing in groups[b]:
                home[thing] = a
            groups[a] |= groups.pop(b)
    return kept
