"""Which things are compared with each other: those that stand near each other under the same keys.

Under each key the things have an order, and each is compared with the few next to it, so that the work grows with
the things and not with their pairs. What is found of two things depends on them and on who stands between them;
so a thing that comes or goes changes only what is known of its neighbours, and of those whom it parts or brings near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from dragoman.linking.memory import Keeper, place_of


@dataclass(frozen=True)
class Rule:
    """How things of a kind are compared.

    `keys` are those under which a thing stands, `order` what it is sorted by there. Two things are compared where
    they are within `width` places of each other under at least `least` keys; `compare` gives what ties them, or None.
    """

    kind: str
    width: int
    least: int
    keys: Callable[[Any], Iterable[str]]
    order: Callable[[Any], str]
    compare: Callable[[str, Any, str, Any], Any]


class Blocks:
    """Keeps things of a kind with what ties them to others, up to date as things come and go.

    `fresh` are the pairs that the last update has tied, or tied otherwise than before.
    """

    def __init__(self, memory: Keeper, rule: Rule):
        self._memory, self._rule = memory, rule
        self._ties = f"{rule.kind} ties"
        self.fresh: set[tuple[str, str]] = set()

    def items(self, ids: Iterable[str]) -> dict[str, Any]:
        """Some of the things."""
        return self._memory.get(self._rule.kind, ids)

    def ties(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What ties each of some things to others, by the others' ids."""
        return self._memory.get(self._ties, ids)

    def update(self, gone: Iterable[str], come: Mapping[str, Any]) -> set[str]:
        """Take things away and put others in their place; says whose ties are not what they were."""
        self.fresh = set()
        old = self._memory.get(self._rule.kind, {*gone, *come})
        suspects: set[tuple[str, str]] = set()
        for thing in sorted(old):
            suspects |= self._move(thing, old[thing], self._memory.leave)
        self._memory.drop(self._rule.kind, old)
        self._memory.put(self._rule.kind, come)
        for thing in sorted(come):
            suspects |= self._move(thing, come[thing], self._memory.enter)
        changed = self._untie(old)
        changed |= self._tie(come)
        moved = old.keys() | come.keys()
        return changed | self._settle(pair for pair in suspects if moved.isdisjoint(pair))

    def _move(self, thing: str, item: Any, step: Callable[[str, str, str], None]) -> set[tuple[str, str]]:
        """Let a thing come or go; the pairs whose distance passes the rule's width by it."""
        rule, width = self._rule, self._rule.width
        place = place_of(rule.order(item), thing)
        passing = set()
        for key in sorted(set(rule.keys(item))):
            before, after = self._memory.around(rule.kind, key, place, width)
            step(rule.kind, key, place)
            if len(before) + len(after) > width:
                for n, one in enumerate(before):
                    if width - 1 - n < len(after):
                        other = after[width - 1 - n]
                        passing.add((min(one, other), max(one, other)))
        return passing

    def _untie(self, gone: Iterable[str]) -> set[str]:
        changed = set()
        ties = self.ties(gone)
        others = self.ties({o for found in ties.values() for o in found} - ties.keys())
        for thing, found in ties.items():
            for other in found.keys() & others.keys():
                others[other] = {k: v for k, v in others[other].items() if k != thing}
                changed.add(other)
        self._memory.drop(self._ties, ties)
        self._memory.put(self._ties, others)
        return changed

    def _tie(self, come: Mapping[str, Any]) -> set[str]:
        """Compare the things that have come with those near them."""
        found: dict[str, dict[str, Any]] = {thing: {} for thing in come}
        near = {thing: [other for other in sorted(self._near(thing, come[thing])) if thing < other or other not in come]
                for thing in sorted(come)}  # each pair once
        items = self.items({other for others in near.values() for other in others})
        for thing, others in near.items():
            for other in others:
                tie = self._compare(thing, come[thing], other, items[other])
                if tie is not None:
                    self.fresh.add((min(thing, other), max(thing, other)))
                    found[thing][other] = tie
                    found.setdefault(other, {})[thing] = tie
        known = self.ties(found)
        self._memory.put(self._ties, {t: {**known.get(t, {}), **ties} for t, ties in found.items()})
        return set(found)

    def _near(self, thing: str, item: Any) -> set[str]:
        """Those with whom a thing is to be compared."""
        rule = self._rule
        place = place_of(rule.order(item), thing)
        around = (self._memory.around(rule.kind, key, place, rule.width) for key in set(rule.keys(item)))
        count = Counter(chain.from_iterable(chain.from_iterable(around)))
        return {other for other, n in count.items() if n >= rule.least}

    def _settle(self, suspects: Iterable[tuple[str, str]]) -> set[str]:
        """Look again at things between which others have come or gone."""
        pairs = sorted(suspects)
        ends = {end for pair in pairs for end in pair}
        items, ties = self.items(ends), self.ties(ends)
        keys = {end: frozenset(self._rule.keys(items[end])) for end in ends}
        around: dict[tuple[str, str], frozenset[str]] = {}
        changed = set()
        for one, other in pairs:
            known = ties.get(one, {}).get(other)
            shared = keys[one] & keys[other]
            near = len(shared) >= self._rule.least and sum(
                other in self._around(one, items[one], key, around) for key in shared) >= self._rule.least
            tie = self._compare(one, items[one], other, items[other]) if near else None
            if tie != known:
                for a, b in ((one, other), (other, one)):
                    rest = {k: v for k, v in ties.get(a, {}).items() if k != b}
                    ties[a] = rest if tie is None else {**rest, b: tie}
                changed |= {one, other}
                if tie is not None:
                    self.fresh.add((one, other))
        self._memory.put(self._ties, {end: ties[end] for end in changed})
        return changed

    def _around(self, thing: str, item: Any, key: str, known: dict[tuple[str, str], frozenset[str]]) -> frozenset[str]:
        """Those next to a thing under a key, looked up once."""
        if (thing, key) not in known:
            rule = self._rule
            found = self._memory.around(rule.kind, key, place_of(rule.order(item), thing), rule.width)
            known[thing, key] = frozenset(chain.from_iterable(found))
        return known[thing, key]

    def _compare(self, one: str, item: Any, other: str, its: Any) -> Any:
        return self._rule.compare(one, item, other, its) if one < other else self._rule.compare(other, its, one, item)
