"""Scored pairs into groups, with ids that never dangle.

Every thing in a reading has an id of its own, made from its document and its place there. A group takes
the least of its members' ids; the others redirect to it. So the same set of readings gives the same ids
in any order, and an id that was published before a merge still leads to the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.model.base import content_id
from dragoman.model.record import Link, Redirect

THRESHOLD = 0.5  # a pair is joined where its score is at least this
_BY_A_PERSON = ("a person says that they are one",)


@dataclass(frozen=True)
class Pair:
    """Two things that may be one: a score from 0 to 1, and what it was made of in words."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Bonds:
    """What people have judged of the things of one kind. They outrank every score.

    `same` are pairs that are one, with the judgement that says so where it is about this very pair. `sides` are
    the numbered sides of judgements on which things stand: two sides of one judgement never come together.
    """

    same: tuple[tuple[str, str, str | None], ...] = ()
    sides: Mapping[str, frozenset[tuple[str, int]]] = field(default_factory=dict)


FREE = Bonds()


class Partition:
    """Things in groups that grow and are named by their least member, and never break what people have judged.

    `order` is what things are sorted by, if not by themselves.
    """

    def __init__(self, bonds: Bonds = FREE, order: Callable[[str], Any] = str):
        self._parent: dict[str, str] = {}
        self._order = order
        self._sides = dict(bonds.sides)
        for one, other, _ in bonds.same:
            self.join(one, other)

    def root(self, thing: str) -> str:
        """The least member of a thing's group."""
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def parted_by(self, one: str, other: str) -> str | None:
        """The judgement, if any, that would be broken if the two things' groups were one."""
        if not self._sides:
            return None
        mine, theirs = (self._sides.get(self.root(x), frozenset()) for x in (one, other))
        return min((j for j, side in mine for k, other_side in theirs if j == k and side != other_side), default=None)

    def part(self, judgement: str, sides: Iterable[Iterable[str]]) -> None:
        """Keep the groups of things on each side apart from those on the others."""
        for number, things in enumerate(sides):
            for root in {self.root(thing) for thing in things}:
                self._sides[root] = self._sides.get(root, frozenset()) | {(judgement, number)}

    @property
    def sides(self) -> Mapping[str, frozenset[tuple[str, int]]]:
        """The sides on which groups stand, by their least members."""
        return {thing: sides for thing, sides in self._sides.items() if self.root(thing) == thing}

    def join(self, one: str, other: str) -> bool:
        """Make the two things' groups one, if that is allowed; say whether they are one now."""
        a, b = sorted((self.root(one), self.root(other)), key=self._order)
        if a == b:
            return True
        if self.parted_by(a, b):
            return False
        self._parent[b] = a
        if b in self._sides:
            self._sides[a] = self._sides.get(a, frozenset()) | self._sides[b]
        return True


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


def connect(kind: str, items: Iterable[str], pairs: Iterable[Pair], bonds: Bonds = FREE,
            order: Callable[[str], Any] = str) -> Groups:
    """Join the pairs that score at least THRESHOLD, the surest first; connected things become one group."""
    parts = Partition(bonds, order)
    known = sorted(items, key=order)
    judged = dict(_judged(frozenset(known), bonds))
    links = {ends: _link(kind, ends, 1.0, _BY_A_PERSON, judged) for ends in judged}
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        if pair.score >= THRESHOLD and parts.join(pair.left, pair.right):
            ends = min(pair.left, pair.right), max(pair.left, pair.right)
            if ends not in links or links[ends].reasons == _BY_A_PERSON:  # of two reasons the better one
                links[ends] = _link(kind, ends, round(pair.score, 4), pair.reasons, judged)
    by_root: dict[str, list[str]] = {}
    for item in known:
        by_root.setdefault(parts.root(item), []).append(item)
    members = {found[0]: tuple(found) for found in by_root.values()}  # a bond may lead through what is not here
    group = {item: top for top, found in members.items() for item in found}
    return Groups(
        group=group,
        members=dict(sorted(members.items())),
        links=tuple(sorted(links.values(), key=lambda x: x.id)),
        redirects=tuple(Redirect(id=item, to=top) for item, top in sorted(group.items()) if item != top),
    )


def _judged(items: frozenset[str], bonds: Bonds) -> Iterator[tuple[tuple[str, str], str]]:
    """The pairs that a person has joined, each with the judgement."""
    for one, other, judgement in bonds.same:
        if judgement and one in items and other in items:
            yield (min(one, other), max(one, other)), judgement


def _link(kind: str, ends: tuple[str, str], score: float, reasons: tuple[str, ...],
          judged: Mapping[tuple[str, str], str]) -> Link:
    left, right = ends
    return Link(id=content_id("link", kind, left, right), kind=kind, left=left, right=right, score=score,
                reasons=reasons, judged=(judged[ends],) if ends in judged else ())


def spanning(pairs: Iterable[Pair], report: Mapping[str, str] | None = None, bonds: Bonds = FREE) -> list[Pair]:
    """The surest pairs that are enough to join what all of them would join (Kruskal's spanning forest).

    With `report`, which leads from each thing to the one it stands in, nothing is joined that would bring
    two things of one report together: what a report tells apart is two, whatever the words have in common,
    unless a person has said that it is one.
    """
    parts = Partition(bonds)
    members: dict[str, set[str]] = {}
    for thing, document in (report or {}).items():
        members.setdefault(parts.root(thing), set()).add(document)
    kept = []
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        a, b = parts.root(pair.left), parts.root(pair.right)
        if a == b or pair.score < THRESHOLD or members.get(a, set()) & members.get(b, set()):
            continue
        if parts.join(a, b):
            members[parts.root(a)] = members.get(a, set()) | members.get(b, set())
            kept.append(pair)
    return kept
