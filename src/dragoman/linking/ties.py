"""Which nodes may be one: people by their names and offices, bodies by theirs, places and others by one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from dragoman.linking import bodies, people
from dragoman.linking.blocks import Rule
from dragoman.linking.cluster import THRESHOLD
from dragoman.linking.known import Node
from dragoman.text.names import sound_key

_WINDOW = 20  # nodes of one key that each is compared with, on either side
_CONTEXT, _IN_CONTEXT = 2, 0.25
_HERE = 20  # other people of one surname, in a story, whom a bare surname is compared with


@dataclass(frozen=True)
class Tie:
    """Two nodes that may be one, how surely, and why.

    Where the one name is part of the other, `short` is the node with the fewer words, and `longer` the first of the
    other's words as heard: a name that is part of several others is none of them.
    """

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]
    short: str | None = None
    longer: str | None = None


def compare_people(one: str, first: Node, two: str, second: Node, shared: Iterable[str] = ()) -> Tie | None:
    """What ties two people; `shared` are the names that the two reports have in common."""
    a, b = first.person, second.person
    if a is None or b is None or (first.only and first.only == second.only):
        return None
    score, reasons = people.compare(a, b)
    common = sorted(shared)
    if score and not (a.full and b.full) and len(common) >= _CONTEXT:
        # a surname alone joins nobody; a surname in the same affair may
        score, reasons = score + _IN_CONTEXT, (*reasons, f"both reports speak of {', '.join(common[:3])}")
    if score < THRESHOLD:
        return None
    if a.full and b.full and len(a.words) == len(b.words):
        return Tie(one, two, score, reasons)
    short = min(((len(a.words), one), (len(b.words), two)))[1]
    longest = max((a.words, b.words), key=len)
    return Tie(one, two, score, reasons, short, sound_key(longest[0]) if len(longest) > 1 else None)


def _compare_bodies(one: str, first: Node, two: str, second: Node) -> Tie | None:
    if first.body is None or second.body is None or (first.only and first.only == second.only):
        return None
    score, reasons = bodies.compare(first.body, second.body)
    return Tie(one, two, score, reasons) if score >= THRESHOLD else None


def _person_order(node: Node) -> str:
    """Surname first, so that those of one surname stand by their first names."""
    words = node.person.words if node.person else ()
    return " ".join([*words[-1:], *words[:-1], node.country or ""])


PEOPLE = Rule("person", _WINDOW, 1, keys=lambda n: people.block_keys(n.person), order=_person_order,
              compare=compare_people)
BODIES = Rule("body", _WINDOW, 1, keys=lambda n: bodies.block_keys(n.body),
              order=lambda n: f"{n.name} {n.country or ''}", compare=_compare_bodies)


def within(node: Node) -> tuple[float, tuple[str, ...]]:
    """How surely two chains of one node are one, and why."""
    if node.person:
        return people.compare(node.person, node.person)
    if node.body:
        return bodies.compare(node.body, node.body)
    if node.kind == "country":
        return 1.0, ("one ISO 3166 code",)
    if node.geonames:
        return 1.0, ("one GeoNames id",)
    return 0.8, ("one name, and no other place of it",) if node.kind == "place" else ("one name",)


def ties_of_name(key: str, nodes: Mapping[str, Node], report: Callable[[Iterable[str]], Mapping[str, str]],
                 ) -> Iterator[Tie]:
    """What one name tells of the nodes that stand under it; `report` leads from some to the first report of each."""
    ordered = sorted(nodes)
    if key.startswith("geonames "):
        yield from (Tie(a, b, 1.0, ("one GeoNames id",)) for a, b in pairwise(ordered))
    elif key.startswith("place "):
        countries = {n.country for n in nodes.values() if n.latitude is not None}
        if len(countries) < 2 and _close(nodes.values()):
            yield from (Tie(a, b, 0.8, ("one name, and no other place of it",)) for a, b in pairwise(ordered))
    else:
        yield from _misread(nodes, report)


def _misread(nodes: Mapping[str, Node], report: Callable[[Iterable[str]], Mapping[str, str]]) -> Iterator[Tie]:
    """One name that reports read as different kinds of thing: a village in one, a person in another."""
    kinds: dict[str, str] = {}
    for key in sorted(nodes):
        kinds.setdefault(nodes[key].kind, key)
    if len(kinds) > 1 and len({n.country for n in nodes.values()} - {None}) < 2:
        first = report(kinds.values())
        for (one, a), (two, b) in pairwise(sorted(kinds.items())):
            if first[a] != first[b]:
                yield Tie(a, b, 0.6, (f"one name, read as {one} and as {two}",))


def _close(nodes: Iterable[Node]) -> bool:
    """Are the settled ones of some places within about a hundred kilometres of each other?"""
    points = [(n.latitude, n.longitude) for n in nodes if n.latitude is not None and n.longitude is not None]
    return all(max(p[i] for p in points) - min(p[i] for p in points) < 1.0 for i in (0, 1)) if points else True


def ties_of_surnames(
    people_here: Iterable[tuple[str, str, Node]], contexts: Mapping[str, frozenset[str]]
) -> list[Tie]:
    """What ties bare surnames to the other people of their story, each given as (node, document, what it says)."""
    by_key: dict[str, dict[str, tuple[Node, list[str]]]] = defaultdict(dict)
    for key, document, node in sorted(people_here, key=lambda p: p[:2]):
        for block in people.block_keys(node.person) if node.person else ():
            by_key[block].setdefault(key, (node, []))[1].append(document)
    found: dict[tuple[str, str], Tie] = {}
    for namesakes in by_key.values():
        ordered = sorted(namesakes, key=lambda k: (_person_order(namesakes[k][0]), k))
        full = [k for k in ordered if (p := namesakes[k][0].person) and p.full]
        for n, one in enumerate(ordered):
            node, documents = namesakes[one]
            if node.person and not node.person.full:
                for two in sorted({*full[:_HERE], *ordered[n + 1:n + 1 + _HERE]} - {one}):
                    tie = _tie_in(one, node, documents, two, *namesakes[two], contexts)
                    if tie:
                        found[tie.left, tie.right] = tie
    return [found[pair] for pair in sorted(found)]


def _tie_in(one: str, first: Node, documents: list[str], two: str, second: Node, others: list[str],
            contexts: Mapping[str, frozenset[str]]) -> Tie | None:
    """What ties two people by those of their reports that have most in common."""
    pairs = [(a, b) for a in documents[:_HERE] for b in others[:_HERE] if a != b]
    if not pairs:
        return None
    shared = max((sorted(contexts[a] & contexts[b]) for a, b in pairs), key=lambda s: (len(s), s))
    left, right = sorted((one, two))
    return compare_people(left, first if left == one else second, right, second if left == one else first, shared)


def standing(ties: Iterable[Tie]) -> Iterator[Tie]:
    """The ties that hold: a name that is part of longer ones only where these can be of one."""
    partial: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.short is None:
            yield tie
        else:
            partial[tie.short].append(tie)
    for _, options in sorted(partial.items()):
        if len({o.longer for o in options if o.longer}) == 1:  # else it may be any of several
            yield from options
