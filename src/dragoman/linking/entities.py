"""People, bodies, places and groups over all reports.

What reports say alike of a thing is one node; nodes that share a blocking key are compared in pairs, and each pair
that is joined is a link with its score and reasons. Under a key that very many nodes share each is compared with those
next to it, so that the work grows with the nodes and not with their pairs. A name that is only part of a fuller one
(a surname, a short form) is joined where just one fuller entity fits; a bare surname without an office only
within its story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from dragoman.linking.blocks import Blocks
from dragoman.linking.cluster import FREE, Bonds, Pair, connect
from dragoman.linking.entity_rows import Builder, Changes, mentions_of_all
from dragoman.linking.known import Cast, Known, Node, Tally, capital_key, cast_of, keys_of_name
from dragoman.linking.memory import Keeper, Memory, place_of
from dragoman.linking.ties import BODIES, PEOPLE, Tie, standing, ties_of_name, ties_of_surnames, within
from dragoman.model.base import content_id
from dragoman.model.reading import Reading
from dragoman.model.record import Entity, Evidence, Link, Redirect
from dragoman.text.titles import Titled, roles_of


@dataclass(frozen=True)
class LinkedEntities:
    """The entities, and the entity id of each chain by (document id, position)."""

    entities: tuple[Entity, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


def link_entities(readings: Mapping[str, Reading], stories: Mapping[str, Iterable[str]] | None = None,
                  bonds: Bonds = FREE) -> LinkedEntities:
    """The entities of some readings, given by document id in order; without `stories` they are all of one."""
    memory = Memory()
    come = {d: cast_of(r, bound_by(bonds)) for d, r in readings.items()}
    made = update_entities(memory, (), come, {"": tuple(readings)} if stories is None else stories, bonds)
    rows, _ = rows_of_entities(memory, made.entities)
    return LinkedEntities(
        entities=with_mentions(memory, rows, readings), of=entities_in(memory, readings),
        links=tuple(made.links[key] for key in sorted(made.links)),
        redirects=tuple(made.redirects[key] for key in sorted(made.redirects)))


def entities_in(memory: Keeper, documents: Iterable[str]) -> dict[tuple[str, int], str]:
    """The entity id of each chain of some documents, by document id and position."""
    nodes: dict[str, tuple[str, ...]] = memory.get("nodes in", documents)
    top = memory.get("entity of node", {node for found in nodes.values() for node in found})
    return {(document, n): top[node] for document, found in nodes.items() for n, node in enumerate(found)}


def homes_of(memory: Keeper, chains: Iterable[str]) -> dict[str, str]:
    """The entity id of each chain of some own ids, as far as there are any."""
    known: dict[str, Known] = memory.get("known", chains)
    top = memory.get("entity of node", {k.node for k in known.values()})
    return {key: top[one.node] for key, one in known.items()}


def named_in(memory: Keeper, documents: Iterable[str]) -> tuple[Entity, ...]:
    """Who is named in some documents, by all names, with the mentions and roles there alone; and the countries of the
    places."""
    chains = memory.get("chains of", documents)
    known: dict[str, Known] = memory.get("known", [key for keys in chains.values() for key in keys])
    top = memory.get("entity of node", {k.node for k in known.values()})
    mentions: dict[str, list[Evidence]] = {one: [] for one in top.values()}
    titled: dict[str, list[Titled]] = {one: [] for one in top.values()}
    for one in known.values():
        mentions[top[one.node]] += one.mentions()
        titled[top[one.node]] += one.titled(top)
    cards: dict[str, Entity] = memory.get("card", mentions)
    # Where a place lies may be said in other documents.
    states = {f"state {card.country}" for card in cards.values() if card.kind == "place" and card.country}
    cards |= memory.get("card", set(memory.get("entity of node", states).values()) - cards.keys())
    return tuple(replace(cards[key], roles=roles_of(titled.get(key, ())),
                         mentions=tuple(sorted(set(mentions.get(key, ()))))) for key in sorted(cards))


def with_mentions(memory: Keeper, entities: Iterable[Entity], documents: Iterable[str]) -> tuple[Entity, ...]:
    """Entities, in the order of their ids, with their mentions and roles in some documents."""
    named = {one.id: one for one in named_in(memory, documents)}
    return tuple(replace(one, roles=found.roles, mentions=found.mentions) if (found := named.get(one.id)) else one
                 for one in sorted(entities, key=lambda e: e.id))


def rows_of_entities(memory: Keeper, entities: Iterable[str]) -> tuple[tuple[Entity, ...], dict[str, int]]:
    """The rows of some entities, without mentions and roles, which are those of documents; and how often each is
    mentioned."""
    cards: dict[str, Entity] = memory.get("card", entities)
    return tuple(cards.values()), mentions_of_all(memory, cards)


def bound_by(bonds: Bonds) -> frozenset[str]:
    """The things that people have joined or parted."""
    return frozenset(x for one, other, _ in bonds.same for x in (one, other)) | frozenset(bonds.sides)


def update_entities(memory: Keeper, gone: Iterable[str], come: Mapping[str, Cast],
                    stories: Mapping[str, Iterable[str]], bonds: Bonds = FREE) -> Changes:
    """Link anew after documents have gone and others have come; `stories` are those that are new or other than before.

    A story without documents is no more.
    """
    return _Update(memory, bonds).run(sorted({*gone, *come}), come, stories)


class _Update:
    """One change, step by step: what is named, what ties nodes, which nodes are one, the rows."""

    def __init__(self, memory: Keeper, bonds: Bonds):
        self.memory, self.bonds = memory, bonds
        self.people, self.bodies = Blocks(memory, PEOPLE), Blocks(memory, BODIES)
        self.touched: set[str] = set()  # nodes that may be of another entity than before
        self.counted: set[str] = set()  # nodes that may be told otherwise: their entities' rows are to be made again
        self.new: set[str] = set()  # own ids of chains that have come
        self.done = Changes()

    def run(self, old: list[str], come: Mapping[str, Cast], stories: Mapping[str, Iterable[str]]) -> Changes:
        """Do it all."""
        leaving = self._forget(old)
        coming = self._learn(come)
        self._renew_nodes(leaving, coming)
        self._tie_surnames(stories)
        Builder(self.memory, self.done).build(self._regroup(), self.touched, self.new, self.counted)
        return self.done

    def _forget(self, documents: Iterable[str]) -> set[str]:
        """Take away what some documents name; gives the nodes concerned."""
        chains = self.memory.get("chains of", documents)
        known: dict[str, Known] = self.memory.get("known", [key for keys in chains.values() for key in keys])
        nodes: dict[str, Node] = self.memory.get("node", {k.node for k in known.values()})
        for key, one in known.items():
            self._relink(one, nodes[one.node], key, leaves=True)
            self._index(key, one, self.memory.leave)
        self._count(known.values(), -1)
        for keys in self.memory.get("spoken in", documents).values():
            self._speak(keys, -1)
        for kind in ("chains of", "nodes in", "context", "spoken in"):
            self.memory.drop(kind, chains)
        self.memory.drop("known", known)
        self.done.gone["redirects"] |= known.keys()
        return {k.node for k in known.values()}

    def _learn(self, come: Mapping[str, Cast]) -> dict[str, Node]:
        """Add what some documents name; gives the nodes concerned."""
        nodes: dict[str, Node] = {}
        for document, cast in come.items():
            self.memory.put("known", {key: one for key, one, _ in cast.known})
            self.memory.put("chains of", {document: tuple(key for key, _, _ in cast.known)})
            self.memory.put("nodes in", {document: tuple(one.node for _, one, _ in cast.known)})
            self.memory.put("context", {document: cast.context})
            for key, one, node in cast.known:
                nodes[one.node] = node
                self._relink(one, node, key, leaves=False)
                self._index(key, one, self.memory.enter)
                self.new.add(key)
            self.memory.put("spoken in", {document: cast.spoken})
            self._speak(cast.spoken, 1)
        self._count((one for cast in come.values() for _, one, _ in cast.known), 1)
        return nodes

    def _count(self, known: Iterable[Known], by: int) -> None:
        """Count what reports say of nodes, or count it no more: so rows are made without a look at every report."""
        change: dict[str, Counter[str]] = {}
        for one in known:
            counter = change.setdefault(one.node, Counter())
            for key, count in one.says():
                counter[key] += by * count
        old: dict[str, Tally] = self.memory.get("tally", change)
        for node, counter in change.items():
            counter.update(old.get(node, {}))
        self.memory.put("tally", {node: {k: n for k, n in sorted(counter.items()) if n}
                                  for node, counter in change.items()})

    def _relink(self, one: Known, node: Node, key: str, *, leaves: bool) -> None:
        """Let a chain leave or enter its node, and link those who are next to each other then."""
        place = place_of(one.order, key)
        before, after = self.memory.around("member", one.node, place, 1)
        (self.memory.leave if leaves else self.memory.enter)("member", one.node, place)
        ends = [*before, key, *after]
        for left, right in pairwise(ends):
            self._link(left, right, None if leaves else node)
        if before and after:
            self._link(before[0], after[0], node if leaves else None)

    def _link(self, left: str, right: str, node: Node | None) -> None:
        """Link two chains of a node, or take their link away."""
        key = content_id("link", "entity", left, right)
        if node is None:
            self.done.links.pop(key, None)
            self.done.gone["links"].add(key)
            return
        score, reasons = within(node)
        self.done.gone["links"].discard(key)
        self.done.links[key] = Link(id=key, kind="entity", left=left, right=right, score=round(score, 4),
                                    reasons=reasons)

    def _index(self, key: str, one: Known, step: Callable[[str, str, str], None]) -> None:
        """Put a chain where it is found by those whom it serves, and by its capital's names."""
        for holder in sorted({h for h in one.holders if h}):
            step("serves", holder, place_of("", key))
        if one.chain.kind == "place":
            if one.chain.country:
                step("lies in", one.chain.country, place_of("", key))
            for capital in sorted({capital_key(one.chain.country, a) for a in (one.chain.name, *one.chain.aliases)}):
                step("hears", capital, place_of("", key))

    def _speak(self, spoken: Iterable[tuple[str, str]], by: int) -> None:
        """Count how many reports name a capital for its government; places of it are known by that name, too."""
        for key, text in spoken:
            counts = dict(self.memory.get("spoken", [key]).get(key, {}))
            was = frozenset(counts)
            counts[text] = counts.get(text, 0) + by
            counts = {t: n for t, n in counts.items() if n > 0}
            self.memory.put("spoken", {key: counts})
            if frozenset(counts) != was:
                places: dict[str, Known] = self.memory.get("known", self.memory.standing("hears", key))
                self.counted |= {p.node for p in places.values()}

    def _renew_nodes(self, leaving: set[str], coming: Mapping[str, Node]) -> None:
        """Let nodes come and go with their members, and compare those that are new."""
        nodes = leaving | coming.keys()
        known: dict[str, Node] = self.memory.get("node", nodes)
        first = self.memory.get("first", nodes)
        now = {n: found[0] for n in nodes if (found := self.memory.standing("member", n, 1))}
        new = {n: coming[n] for n in now if n in coming and coming[n] != known.get(n)}
        empty = {n for n in known if n not in now}
        self.counted |= nodes - empty
        # One report's alone may be bound otherwise by people now.
        self.touched |= empty | new.keys() | {n for n in now if first.get(n) != now[n] or (
            n in coming and coming[n].only)}
        keys: set[str] = set()
        for node in sorted(nodes & self.touched):
            was = known.get(node)
            for key in {*(keys_of_name(was) if was else ()), *(keys_of_name(new[node]) if node in new else ())}:
                keys.add(key)
                (self.memory.leave if node in empty else self.memory.enter)("name", key, place_of("", node))
        self.memory.put("node", new)
        self.memory.put("first", now)
        self.memory.drop("first", empty)
        for blocks, has in ((self.people, "person"), (self.bodies, "body")):
            self.touched |= blocks.update([n for n in empty if getattr(known[n], has)],
                                          {n: new[n] for n in sorted(new) if getattr(new[n], has)})
        self._tie_names(keys)
        for kind in ("node", "tally"):
            self.memory.drop(kind, empty)

    def _tie_names(self, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            nodes: dict[str, Node] = self.memory.get("node", self.memory.standing("name", key))
            ties = tuple(ties_of_name(key, nodes, self._first_reports))
            old: tuple[Tie, ...] = self.memory.get("name ties", [key]).get(key, ())
            self.touched |= {node for tie in set(ties) ^ set(old) for node in (tie.left, tie.right)}
            if ties:
                self.memory.put("name ties", {key: ties})
            elif old:
                self.memory.drop("name ties", [key])

    def _first_reports(self, nodes: Iterable[str]) -> dict[str, str]:
        """The document of the first chain of some nodes."""
        first = self.memory.get("first", nodes)
        known: dict[str, Known] = self.memory.get("known", first.values())
        return {node: known[chain].document for node, chain in first.items()}

    def _tie_surnames(self, stories: Mapping[str, Iterable[str]]) -> None:
        """Look in each story that has changed for those whom its bare surnames stand for."""
        for story, documents in sorted(stories.items()):
            named: dict[str, tuple[str, ...]] = self.memory.get("nodes in", documents)
            nodes: dict[str, Node] = self.memory.get("node", {node for found in named.values() for node in found})
            here = [(node, document, nodes[node]) for document, found in named.items() for node in found
                    if nodes[node].kind == "person"]
            contexts = {d: frozenset(names) for d, names in self.memory.get("context", documents).items()}
            self._keep_surnames(story, ties_of_surnames(here, contexts))

    def _keep_surnames(self, story: str, ties: Iterable[Tie]) -> None:
        """Keep what ties bare surnames in a story, by its nodes: many stories name a minister, and some many people."""
        now: dict[str, list[Tie]] = {}
        for tie in ties:
            for node in (tie.left, tie.right):
                now.setdefault(node, []).append(tie)
        before: tuple[str, ...] = self.memory.get("surnames in", [story]).get(story, ())
        old = self.memory.get("surname ties", (_in_story(story, node) for node in before))
        new = {_in_story(story, node): tuple(found) for node, found in now.items()}
        self.touched |= {n for n in {*before, *now} if old.get(_in_story(story, n)) != new.get(_in_story(story, n))}
        self.memory.put("surname ties", {key: found for key, found in new.items() if old.get(key) != found})
        self.memory.drop("surname ties", old.keys() - new.keys())
        other = now.keys() ^ set(before)
        if not other:
            return
        of = self.memory.get("surnames of", other)
        of = {node: {*of.get(node, ())} ^ {story} for node in other}
        for kind, kept in (("surnames of", of), ("surnames in", {story: now.keys()})):
            self.memory.put(kind, {key: tuple(sorted(found)) for key, found in kept.items() if found})
            self.memory.drop(kind, [key for key, found in kept.items() if not found])

    def _ties(self, nodes: Mapping[str, Node]) -> set[Tie]:
        """All that ties some nodes to any."""
        found = {t for blocks in (self.people, self.bodies) for ties in blocks.ties(nodes).values()
                 for t in ties.values()}
        keys = {key for node in nodes.values() for key in keys_of_name(node)}
        found.update(t for ties in self.memory.get("name ties", keys).values() for t in ties)
        people = [node for node in nodes if nodes[node].kind == "person"]
        told = [_in_story(story, node) for node, stories in self.memory.get("surnames of", people).items()
                for story in stories]
        found.update(t for ties in self.memory.get("surname ties", told).values() for t in ties)
        found.update(Tie(a, b, 1.0, ()) for a, b, _ in self.bonds.same)
        return {t for t in found if t.left in nodes or t.right in nodes}

    def _regroup(self) -> dict[str, tuple[str, ...]]:
        """Join the nodes that are tied to those touched. Gives the entities with their nodes."""
        nodes: dict[str, Node] = {}
        ties: set[Tie] = set()
        ahead = set(self.touched) | self._companions(self.touched)
        while ahead:
            found: dict[str, Node] = self.memory.get("node", ahead - nodes.keys())
            nodes.update(found)
            fresh = self._ties(found)
            ties |= fresh
            ahead = {n for t in fresh for n in (t.left, t.right)} | self._companions(found)
            ahead -= nodes.keys()
        first = self.memory.get("first", nodes)
        in_order = sorted(ties, key=lambda t: (t.left, t.right, -t.score, t.reasons))
        pairs = [Pair(first[t.left], first[t.right], t.score, t.reasons) for t in standing(in_order)
                 if t.left in first and t.right in first and t.reasons]
        known: dict[str, Known] = self.memory.get("known", first.values())
        order = {key: one.order for key, one in known.items()}
        groups = connect("entity", first.values(), pairs, self.bonds, lambda key: (order.get(key, ""), key))
        by_first = {f: n for n, f in first.items()}
        members = {top: tuple(by_first[f] for f in found) for top, found in groups.members.items()}
        links: dict[str, dict[str, Link]] = {top: {} for top in members}
        for one in groups.links:
            links[groups.group[one.left]][one.id] = one
        self._write_links(nodes.keys() | self.touched, links)
        return members

    def _companions(self, nodes: Iterable[str]) -> set[str]:
        """The nodes that were of one entity with some others."""
        tops = set(self.memory.get("entity of node", nodes).values())
        return {n for found in self.memory.get("nodes of", tops).values() for n in found}

    def _write_links(self, nodes: Iterable[str], links: Mapping[str, Mapping[str, Link]]) -> None:
        """The links between nodes, in place of those of the entities that they were of."""
        tops = set(self.memory.get("entity of node", nodes).values())
        old = {x for found in self.memory.get("entity links", tops).values() for x in found}
        new = {key: one for found in links.values() for key, one in found.items()}
        self.memory.drop("entity links", tops)
        self.memory.put("entity links", {top: tuple(sorted(found)) for top, found in links.items()})
        for key in old - new.keys():
            if key not in self.done.links:
                self.done.gone["links"].add(key)
        self.done.links.update(new)
        self.done.gone["links"] -= new.keys()


def _in_story(story: str, node: str) -> str:
    return f"{story} {node}"
