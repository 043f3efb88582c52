"""Affairs: what is linked as one, and knows nothing of the others. Mostly a story is one by itself.

Stories are of one affair only where people say that something that two of them tell of is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.linking.memory import Keeper


@dataclass(frozen=True)
class Affairs:
    """What a change has done to affairs: those to be linked anew, each with its stories, and those that are no more."""

    members: dict[str, tuple[str, ...]]
    gone: frozenset[str]


def update_affairs(memory: Keeper, stories: Iterable[str], gone: Iterable[str],
                   ties: Iterable[tuple[str, str]] = ()) -> Affairs:
    """Group stories into affairs after some have changed.

    `gone` are stories that are no more; `ties` are pairs of documents that people hold together.
    """
    stories, gone = set(stories), set(gone)
    old = memory.get("affair", set(memory.get("affair of", stories | gone).values()))
    touched = stories | ({s for found in old.values() for s in found} - gone)
    beside = _beside(memory, ties)
    made: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for story in sorted(touched):
        if story not in seen:
            found = _reach(story, beside)
            seen |= found
            made[min(found)] = tuple(sorted(found))
    of = {s: top for top, found in made.items() for s in found}
    old.update(memory.get("affair", set(memory.get("affair of", of).values())))
    ended = old.keys() - made.keys()
    memory.drop("affair of", gone)
    memory.drop("affair", ended)
    memory.put("affair of", of)
    memory.put("affair", made)
    anew = {top: found for top, found in made.items()
            if not stories.isdisjoint(found) or tuple(old.get(top, ())) != found}
    return Affairs(anew, frozenset(ended))


def _beside(memory: Keeper, ties: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """The stories that are held together with each story, if any."""
    pairs = list(ties)
    story = memory.get("story of", {d for pair in pairs for d in pair})
    found: dict[str, set[str]] = {}
    for one, other in ((story[a], story[b]) for a, b in pairs if a in story and b in story):
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _reach(story: str, beside: Mapping[str, set[str]]) -> set[str]:
    found, ahead = {story}, {story}
    while ahead:
        ahead = {other for one in ahead for other in beside.get(one, ())} - found
        found |= ahead
    return found
