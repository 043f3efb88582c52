"""Which tellings are of one agreement, kept up to date as reports come and go.

Each report tells of an agreement for itself. Tellings that score high enough are tied, and those that are tied, by
whatever way, are joined anew together when one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.linking.agreements.compare import KIND, NEIGHBOURS, Told, allowed, compare, in_time, keys
from dragoman.linking.agreements.merge import kind_of
from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.cluster import FREE, THRESHOLD, Bonds, Groups, Pair, connect
from dragoman.linking.memory import Keeper
from dragoman.model.record import Link, Redirect


@dataclass
class Deals:
    """What a change has done to agreements.

    `again` are those whose rows are to be made again: they are new, have other tellings, or amend one whose kind is
    not what it was. `gone` are those that are no more. `documents` tell of another one than before. `links` and
    `redirects` are by agreement.
    """

    again: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    links: dict[str, list[Link]] = field(default_factory=dict)
    redirects: dict[str, list[Redirect]] = field(default_factory=dict)


def _tie(_left: str, one: Told, _right: str, other: Told) -> Pair | None:
    if one.document == other.document:
        return None
    pair = compare(one, other)
    return pair if pair.score >= THRESHOLD else None


_RULE = Rule("told", NEIGHBOURS, 1, keys=lambda t: ["\x1e".join(key) for key in keys(t)],
             order=lambda t: "\x1e".join(in_time(t)), compare=_tie)


def update_deals(memory: Keeper, told: Mapping[str, Mapping[str, Told]], bonds: Bonds = FREE,
                 judged: Iterable[str] = ()) -> Deals:
    """Join tellings after some have changed.

    `told` are the tellings, by own id, of each document of which they may be others, and of each that has gone (of
    which there are none). `judged` are tellings of which people may say something else than before.
    """
    return _Update(memory, bonds).run(told, judged)


def tellings(memory: Keeper, documents: Iterable[str]) -> dict[str, Told]:
    """The tellings of some documents, by own id."""
    ids = [key for found in memory.get("told of", documents).values() for key in found]
    return memory.get(_RULE.kind, ids)


class _Update:
    def __init__(self, memory: Keeper, bonds: Bonds):
        self.memory, self.bonds, self.blocks = memory, bonds, Blocks(memory, _RULE)
        self.held: dict[str, set[str]] = {}
        for one, other, _ in bonds.same:
            self.held.setdefault(one, set()).add(other)
            self.held.setdefault(other, set()).add(one)

    def run(self, told: Mapping[str, Mapping[str, Told]], judged: Iterable[str]) -> Deals:
        old = {key for keys_of in self.memory.get("told of", told).values() for key in keys_of}
        new = {key: one for found in told.values() for key, one in found.items()}
        known = self.blocks.items(old)
        fresh = {key: one for key, one in new.items() if known.get(key) != one}
        gone = old - new.keys()
        touched = self.blocks.update(gone, fresh) | gone | fresh.keys()
        self.memory.drop("told of", told)
        self.memory.put("told of", {d: tuple(sorted(found)) for d, found in told.items() if found})
        touched |= self.blocks.items(set(judged) - touched).keys()
        return self._rejoin(touched, gone) if touched else Deals()

    def _rejoin(self, touched: set[str], gone: set[str]) -> Deals:
        """Join anew what is tied to tellings that have changed, or was of one agreement with them."""
        before = self.memory.get("deal of", touched)
        found, pairs = self._tied(touched | {k for members in self.memory.get("deal", set(before.values())).values()
                                             for k in members})
        items: dict[str, Told] = self.blocks.items(found)
        groups = connect(KIND, items, allowed(items, pairs.values(), self.bonds), self.bonds)
        old = self.memory.get("deal of", found)
        members = {top: tuple(m) for top, m in self.memory.get("deal", set(old.values())).items()}
        done = Deals(gone=members.keys() - groups.members.keys())
        done.again = {top for top, m in groups.members.items() if members.get(top) != m}
        done.documents = {items[k].document for k, top in groups.group.items() if old.get(k) != top}
        self._list(groups, done)
        for kind, ids in (("deal of", gone), ("deal", done.gone), ("deal kind", done.gone)):
            self.memory.drop(kind, ids)
        self.memory.put("deal of", groups.group)
        self.memory.put("deal", groups.members)
        self._tell_kinds(groups, items, done)
        return done

    def _tied(self, some: set[str]) -> tuple[set[str], dict[tuple[str, str], Pair]]:
        """Some tellings and all that are tied to them, with the ties."""
        found, ahead = set(some), set(some)
        pairs: dict[tuple[str, str], Pair] = {}
        while ahead:
            ties = self.blocks.ties(ahead)
            pairs.update(((p.left, p.right), p) for others in ties.values() for p in others.values())
            ahead = {other for others in ties.values() for other in others} | {
                other for one in ahead for other in self.held.get(one, ())}
            ahead -= found
            found |= ahead
        return found, pairs

    def _list(self, groups: Groups, done: Deals) -> None:
        done.links = {top: [] for top in groups.members}
        done.redirects = {top: [] for top in groups.members}
        for link in groups.links:
            done.links[groups.group[link.left]].append(link)
        for redirect in groups.redirects:
            done.redirects[redirect.to].append(redirect)

    def _tell_kinds(self, groups: Groups, items: Mapping[str, Told], done: Deals) -> None:
        """Where an agreement is of another kind than before, those that its reports tell of, too, may amend it."""
        kinds = {top: kind_of(items[m] for m in members) for top, members in groups.members.items()}
        known = self.memory.get("deal kind", kinds)
        changed = {items[m].document for top, kind in kinds.items() if known.get(top) != kind
                   for m in groups.members[top]}
        self.memory.put("deal kind", kinds)
        beside = [key for found in self.memory.get("told of", changed).values() for key in found]
        done.again.update(self.memory.get("deal of", beside).values())
