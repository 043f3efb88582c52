"""Affairs: the stories that tell of the same agreements. What is linked within one knows nothing of the others.

An agreement is told of by each report for itself. Those tellings that may be of one agreement are joined here as they
are later when the agreements of the affair are made, which only tells which stories belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.linking.agreements.compare import KIND, NEIGHBOURS, Told, allowed, compare, in_time, keys
from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.cluster import THRESHOLD, Pair, connect
from dragoman.linking.memory import Keeper


@dataclass(frozen=True)
class Affairs:
    """What a change has done to affairs: those to be linked anew, each with its stories, and those that are no more."""

    members: dict[str, tuple[str, ...]]
    gone: frozenset[str]


def _tie(_left: str, one: Told, _right: str, other: Told) -> Pair | None:
    if one.document == other.document:
        return None
    pair = compare(one, other)
    return pair if pair.score >= THRESHOLD else None


_RULE = Rule("told", NEIGHBOURS, 1, keys=lambda t: ["\x1e".join(key) for key in keys(t)],
             order=lambda t: "\x1e".join(in_time(t)), compare=_tie)


def update_affairs(memory: Keeper, told: Mapping[str, Mapping[str, Told]], stories: Iterable[str],
                   gone: Iterable[str], ties: Iterable[tuple[str, str]] = ()) -> Affairs:
    """Group stories into affairs after some have changed.

    `told` are the agreements, by own id, of each document of a story that has changed, and of each that has gone (of
    which there are none). `gone` are stories that are no more; `ties` are pairs of documents that people hold together.
    """
    return _Update(memory, ties).run(told, set(stories), set(gone))


class _Update:
    def __init__(self, memory: Keeper, ties: Iterable[tuple[str, str]]):
        self.memory, self.blocks = memory, Blocks(memory, _RULE)
        self.held: dict[str, set[str]] = {}
        for one, other in ties:
            self.held.setdefault(one, set()).add(other)
            self.held.setdefault(other, set()).add(one)

    def run(self, told: Mapping[str, Mapping[str, Told]], stories: set[str], gone: set[str]) -> Affairs:
        """Find the affairs of some stories, and of those that were or are now tied to them."""
        touched = stories | self._retell(told)
        before = self.memory.get("affair of", touched | gone)
        old = self.memory.get("affair", set(before.values()))
        touched |= {s for found in old.values() for s in found} - gone
        made: dict[str, tuple[str, ...]] = {}
        seen: set[str] = set()
        for story in sorted(touched):
            if story not in seen:
                found = self._reach(story)
                seen |= found
                made[min(found)] = tuple(sorted(found))
        of = {s: top for top, found in made.items() for s in found}
        old.update(self.memory.get("affair", set(self.memory.get("affair of", of).values())))
        ended = old.keys() - made.keys()
        self.memory.drop("affair of", gone)
        self.memory.drop("affair", ended)
        self.memory.put("affair of", of)
        self.memory.put("affair", made)
        anew = {top: found for top, found in made.items()
                if not stories.isdisjoint(found) or tuple(old.get(top, ())) != found}
        return Affairs(anew, frozenset(ended))

    def _retell(self, told: Mapping[str, Mapping[str, Told]]) -> set[str]:
        """Compare tellings that have changed; gives the stories of which some are joined otherwise than before."""
        old = {key for keys_of in self.memory.get("told of", told).values() for key in keys_of}
        new = {key: one for found in told.values() for key, one in found.items()}
        known = self.blocks.items(old)
        touched = self.blocks.update(old - new.keys(), {k: one for k, one in new.items() if known.get(k) != one})
        touched |= (old | new.keys()) - {k for k in new if known.get(k) == new[k]}
        self.memory.drop("told of", told)
        self.memory.put("told of", {d: tuple(sorted(found)) for d, found in told.items() if found})
        return self._rejoin(touched, old - new.keys())

    def _rejoin(self, touched: set[str], gone: set[str]) -> set[str]:
        before = self.memory.get("deal of", touched)
        known = self.memory.get("deal", set(before.values()))
        found = set(touched) | {k for members in known.values() for k in members}
        ahead = set(found)
        pairs: dict[tuple[str, str], Pair] = {}
        while ahead:
            ties = self.blocks.ties(ahead)
            pairs.update(((p.left, p.right), p) for others in ties.values() for p in others.values())
            ahead = {other for others in ties.values() for other in others} - found
            found |= ahead
        items: dict[str, Told] = self.blocks.items(found)
        groups = connect(KIND, items, allowed(items, pairs.values()))
        old = self.memory.get("deal of", found)
        old_members = self.memory.get("deal", set(old.values()))
        self.memory.drop("deal of", gone)
        self.memory.drop("deal", old_members.keys() - groups.members.keys())
        self.memory.put("deal of", groups.group)
        self.memory.put("deal", groups.members)
        changed = {k for top, members in groups.members.items() if tuple(old_members.get(top, ())) != members
                   for k in members}
        return set(self.memory.get("story of", {items[k].document for k in changed}).values())

    def _reach(self, story: str) -> set[str]:
        """The stories that tell of an agreement of this one's, and of one of theirs, and so on."""
        found, ahead = {story}, {story}
        while ahead:
            documents = {d for members in self.memory.get("story", ahead).values() for d in members}
            told = {k for keys_of in self.memory.get("told of", documents).values() for k in keys_of}
            deals = set(self.memory.get("deal of", told).values())
            others = {k for members in self.memory.get("deal", deals).values() for k in members}
            beside = {one.document for one in self.blocks.items(others - told).values()}
            beside |= {other for d in documents for other in self.held.get(d, ())}
            ahead = set(self.memory.get("story of", beside).values()) - found
            found |= ahead
        return found
