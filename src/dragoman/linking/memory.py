"""What linking keeps between two runs, so that a document that comes or goes is linked again with its neighbours alone.

Things are kept by kind and id. Besides, things stand under keys, in an order of their own, so that those next to a
place are found without a look at the others. `Memory` holds everything in this process; a record holds the same in its
tables.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

_END = "\x1f"


class Keeper(Protocol):
    """Where linking keeps its things."""

    def get(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The things of some ids, as far as there are any."""

    def put(self, kind: str, things: Mapping[str, Any]) -> None:
        """Keep things by their ids, in place of older ones."""

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Forget the things of some ids."""

    def enter(self, kind: str, key: str, place: str) -> None:
        """Put the thing whose place is given under a key."""

    def leave(self, kind: str, key: str, place: str) -> None:
        """Take it away from there."""

    def around(self, kind: str, key: str, place: str, width: int) -> tuple[list[str], list[str]]:
        """The ids next to a place under a key: at most `width` before and after it, the nearest first."""

    def standing(self, kind: str, key: str, most: int | None = None) -> list[str]:
        """The ids under a key, in the order of their places, or the first few of them."""


def place_of(order: str, thing: str) -> str:
    """The place of a thing among those under a key: its order, and its id where the order is equal."""
    return f"{order}{_END}{thing}"


def thing_at(place: str) -> str:
    """The id of the thing at a place."""
    return place.rpartition(_END)[2]


class Memory:
    """Keeps everything in this process."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}
        self.places: dict[tuple[str, str], list[str]] = {}

    def get(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """The things of some ids, as far as there are any."""
        kept = self.things.get(kind, {})
        return {i: kept[i] for i in ids if i in kept}

    def put(self, kind: str, things: Mapping[str, Any]) -> None:
        """Keep things by their ids, in place of older ones."""
        self.things.setdefault(kind, {}).update(things)

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Forget the things of some ids."""
        kept = self.things.get(kind, {})
        for i in ids:
            kept.pop(i, None)

    def enter(self, kind: str, key: str, place: str) -> None:
        """Put the thing whose place is given under a key."""
        under = self.places.setdefault((kind, key), [])
        at = bisect_left(under, place)
        if at == len(under) or under[at] != place:
            under.insert(at, place)

    def leave(self, kind: str, key: str, place: str) -> None:
        """Take it away from there."""
        under = self.places.get((kind, key), [])
        at = bisect_left(under, place)
        if at < len(under) and under[at] == place:
            del under[at]
            if not under:
                del self.places[kind, key]

    def around(self, kind: str, key: str, place: str, width: int) -> tuple[list[str], list[str]]:
        """The ids next to a place under a key: at most `width` before and after it, the nearest first."""
        under = self.places.get((kind, key), [])
        if not under or under == [place]:  # most stand alone
            return [], []
        at = bisect_left(under, place)
        after = at + 1 if at < len(under) and under[at] == place else at
        return ([thing_at(p) for p in reversed(under[max(0, at - width):at])],
                [thing_at(p) for p in under[after:after + width]])

    def standing(self, kind: str, key: str, most: int | None = None) -> list[str]:
        """The ids under a key, in the order of their places, or the first few of them."""
        return [thing_at(p) for p in self.places.get((kind, key), [])[:most]]
