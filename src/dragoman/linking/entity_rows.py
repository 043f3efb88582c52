"""The rows of entities, made from all that reports know of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from msgspec.structs import replace

from dragoman.linking import bodies
from dragoman.linking.known import APART, MENTIONS, Known, Node, Tally, capital_key, said
from dragoman.linking.memory import Keeper
from dragoman.model.reading import EntityKind
from dragoman.model.record import Entity, Link, Redirect


@dataclass
class Changes:
    """What a change of documents has done to entities.

    Rows to write and ids of rows that are no more, by list; of entities the ids of those whose rows, or the numbers of
    whose mentions, may be others. `documents` are those that name somebody who has another id, name, kind, country or
    sector than before; `called` those that name somebody who is known by other names.
    """

    entities: set[str] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)
    redirects: dict[str, Redirect] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=lambda: {"entities": set(), "links": set(), "redirects": set()})
    documents: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)


class Builder:
    """Makes the rows of entities after nodes have changed, and tells what follows for documents."""

    def __init__(self, memory: Keeper, done: Changes):
        self._memory, self._done = memory, done

    def build(self, members: Mapping[str, tuple[str, ...]], touched: Iterable[str], new: Iterable[str],
              counted: Iterable[str]) -> None:
        """Make the rows of entities, given with their nodes.

        `touched` are all nodes that may be of another entity than before, also those that are no more, and `new` the
        own ids of chains that have come. Of nodes in `counted` reports may say something else than before.
        """
        moved = self._rename(members, set(touched), set(new))
        tops = set(members) | set(self._memory.get("entity of node", counted).values())
        tallies = said_of(self._memory, tops)
        people = {top for top, tally in tallies.items() if _kind(tally) == "person"}  # whose states others tell
        self._write(self._rows({top: tally for top, tally in tallies.items() if top not in people}))
        served = moved | (self._homes - people)
        servers = {s for node in self._nodes_of(served) for s in self._memory.standing("serves", node)}
        known: dict[str, Known] = self._memory.get("known", servers)
        later = set(self._memory.get("entity of node", {k.node for k in known.values()}).values())
        self._write(self._rows(said_of(self._memory, people | later)))

    def _rename(self, members: Mapping[str, tuple[str, ...]], touched: set[str], new: set[str]) -> set[str]:
        """Keep which node is of which entity; what is of another one than before leads there. Gives those entities."""
        self._homes: set[str] = set()
        nodes = {node: top for top, found in members.items() for node in found}
        old = self._memory.get("entity of node", {*nodes, *touched})
        ended = set(old.values()) - members.keys()
        moved = {node for node, top in nodes.items() if old.get(node) != top}
        for kind, ids in (("entity of node", old.keys() - nodes.keys()), ("nodes of", ended), ("card", ended)):
            self._memory.drop(kind, ids)
        self._memory.put("entity of node", nodes)
        self._memory.put("nodes of", members)
        self._done.gone["entities"] |= ended
        chains = new | {m for node in moved for m in self._memory.standing("member", node)}
        known: dict[str, Known] = self._memory.get("known", chains)
        top_of = self._memory.get("entity of node", {one.node for one in known.values()})
        for key, one in known.items():
            self._lead(key, top_of[one.node])
            self._done.documents.add(one.document)
        return {nodes[node] for node in moved if node in old}

    def _lead(self, chain: str, top: str) -> None:
        """Let a chain's own id lead to its entity."""
        if chain == top:
            self._done.gone["redirects"].add(chain)
            self._done.redirects.pop(chain, None)
        else:
            self._done.redirects[chain] = Redirect(id=chain, to=top)
            self._done.gone["redirects"].discard(chain)

    def _nodes_of(self, tops: Iterable[str]) -> list[str]:
        return sorted(n for found in self._memory.get("nodes of", tops).values() for n in found)

    def _rows(self, tallies: Mapping[str, Tally]) -> dict[str, Entity]:
        rows = {top: _entity(top, tally) for top, tally in tallies.items()}
        rows |= self._with_states({top: row for top, row in rows.items() if row.kind == "person" and not row.country},
                                  tallies)
        for top, row in rows.items():
            if row.kind == "place":
                rows[top] = replace(row, aliases=tuple(sorted({*row.aliases, *self._lent(top)})))
        return rows

    def _with_states(self, people: Mapping[str, Entity], tallies: Mapping[str, Tally]) -> dict[str, Entity]:
        """People with the states of those whom their roles are held for."""
        roles = {top: [role.split(APART) for role in said(tallies[top], "role")] for top in people}
        home = self._memory.get("entity of node", {holder for found in roles.values() for holder, _, _ in found})
        cards: dict[str, Entity] = self._memory.get("card", set(home.values()))
        held = {top: {(home[holder], former, title) for holder, former, title in found}
                for top, found in roles.items()}
        return {top: replace(row, country=_most(cards[of].country for of, _, _ in held[top] if of in cards))
                for top, row in people.items()}

    def _lent(self, top: str) -> set[str]:
        """What reports that name a capital for its government call a place."""
        nodes: dict[str, Node] = self._memory.get("node", self._nodes_of([top]))
        tallies: dict[str, Tally] = self._memory.get("tally", nodes)
        keys = {capital_key(node.country, alias) for n, node in nodes.items() for alias in said(tallies[n], "alias")}
        return {text for texts in self._memory.get("spoken", keys).values() for text in texts}

    def _write(self, rows: Mapping[str, Entity]) -> None:
        """Take note of rows, and of the documents for which they matter."""
        cards = self._memory.get("card", rows)
        for top, row in rows.items():
            self._done.entities.add(top)
            self._done.gone["entities"].discard(top)
            old = cards.get(top)
            if row == old:
                continue
            self._memory.put("card", {top: row})
            if old is None or row.country != old.country:
                self._homes.add(top)
            if old is None:
                continue  # whoever names it is linked anew, since it is of another entity than before
            said_in = self._naming([top])
            plain = [(c.name, c.kind, c.country, c.sector) for c in (row, old)]
            (self._done.documents if plain[0] != plain[1] else self._done.called).update(said_in)
        self._tell_countries(rows, cards)

    def _naming(self, tops: Iterable[str]) -> set[str]:
        """The documents that name some entities."""
        chains = [m for node in self._nodes_of(tops) for m in self._memory.standing("member", node)]
        naming: dict[str, Known] = self._memory.get("known", chains)
        return {k.document for k in naming.values()}

    def _tell_countries(self, rows: Mapping[str, Entity], old: Mapping[str, Entity]) -> None:
        """Documents that name a place are found by the names of its country, too."""
        for top, row in rows.items():
            names = [(c.name, c.aliases) if c else None for c in (row, old.get(top))]
            if row.kind == "country" and row.country and names[0] != names[1]:
                lying: dict[str, Known] = self._memory.get("known", self._memory.standing("lies in", row.country))
                places = set(self._memory.get("entity of node", {p.node for p in lying.values()}).values())
                self._done.called |= self._naming(places)


def said_of(memory: Keeper, tops: Iterable[str]) -> Mapping[str, Tally]:
    """What reports say of some entities, in the order of their ids."""
    nodes = memory.get("nodes of", tops)
    tallies: dict[str, Tally] = memory.get("tally", {n for found in nodes.values() for n in found})
    whole: dict[str, Counter[str]] = {top: Counter() for top in sorted(nodes)}
    for top, counter in whole.items():
        for node in nodes[top]:
            counter.update(tallies[node])
    return whole


def mentions_of_all(memory: Keeper, tops: Iterable[str]) -> dict[str, int]:
    """How often some entities are mentioned, in all documents."""
    nodes = memory.get("nodes of", tops)
    tallies: dict[str, Tally] = memory.get("tally", {n for found in nodes.values() for n in found})
    return {top: sum(tallies[n][MENTIONS] for n in found) for top, found in nodes.items()}


def _entity(top: str, tally: Tally) -> Entity:
    """The row of what reports say of an entity, without its roles and mentions."""
    kind = _kind(tally)
    names = [key.split(APART, 1) for key in said(tally, "name")]
    placed = min(said(tally, "at").items(), key=lambda at: (-at[1], at[0]), default=None)
    latitude, longitude = map(float, placed[0].split(APART)) if placed else (None, None)
    ids: dict[str, str] = {}
    for key, _ in sorted(said(tally, "id").items(), key=lambda one: (-one[1], one[0])):
        name, value = key.split(APART, 1)
        ids.setdefault(name, value)
    return Entity(
        id=top,
        name=max(names, key=lambda of: (of[0] == kind, _fullness(of[1])))[1],
        aliases=tuple(sorted(said(tally, "alias"))),
        kind=kind,
        country=_likeliest(said(tally, "country")),
        sector=_likeliest(said(tally, "sector")),
        external_ids=dict(sorted(ids.items())),
        latitude=latitude,
        longitude=longitude,
        roles=(),
        mentions=(),
    )


def _fullness(name: str) -> tuple[bool, int, str]:
    return (" " in name and not bodies.is_acronym(name), len(name), name)


def _kind(tally: Tally) -> EntityKind:
    kinds = said(tally, "kind")
    kind = cast(EntityKind, _likeliest(kinds))
    if kind == "organization" and "armed-group" in kinds:
        return "armed-group"  # one report that calls it rebels says more than another that does not
    return kind


def _likeliest(count: Mapping[str, int]) -> str | None:
    """The value that occurs most; of several, the first in the order of the alphabet."""
    return min(count, key=lambda v: (-count[v], v)) if count else None


def _most(values: Iterable[str | None]) -> str | None:
    return _likeliest(Counter(value for value in values if value))
