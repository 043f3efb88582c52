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
from dragoman.model.record import Entity, EntityRole, Evidence, Link, Redirect
from dragoman.text.names import fold_name


@dataclass
class Changes:
    """What a change of documents has done to entities.

    Rows to write and ids of rows that are no more, by list. `documents` are those that name somebody who has another
    id, name, kind, country or sector than before; `called` those that name somebody who is known by other names.
    The rows have no mentions; `mentioned` says how many there are of each.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    redirects: dict[str, Redirect] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=lambda: {"entities": set(), "links": set(), "redirects": set()})
    documents: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    mentioned: dict[str, int] = field(default_factory=dict)


class Builder:
    """Makes the rows of entities after nodes have changed, and tells what follows for documents."""

    def __init__(self, memory: Keeper, done: Changes):
        self._memory, self._done = memory, done

    def build(self, members: Mapping[str, tuple[str, ...]], touched: Iterable[str], new: Iterable[str],
              rebuilt: Iterable[str]) -> None:
        """Make the rows of entities, given with their nodes.

        `touched` are all nodes that have changed, also those that are no more, and `new` the own ids of chains that
        have come. Of nodes in `rebuilt`, which are as they were, the rows are made again.
        """
        moved = self._rename(members, set(touched), set(new))
        tops = set(members) | set(self._memory.get("entity of node", rebuilt).values())
        rows = self._rows(tops)
        self._write({top: row for top, row in rows.items() if row.kind != "person"})
        served = moved | {top for top, row in rows.items() if row.kind != "person" and top in self._homes}
        chains = [m for node in self._nodes_of(served) for m in self._memory.standing("member", node)] if served else []
        servers = {s for chain in chains for s in self._memory.standing("serves", chain)}
        known: dict[str, Known] = self._memory.get("known", servers)
        later = set(self._memory.get("entity of node", {k.node for k in known.values()}).values())
        self._write(self._rows(later | {top for top, row in rows.items() if row.kind == "person"}))

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
        for key, one in known.items():
            self._lead(key, nodes[one.node])
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

    def _titled(self, nodes: Iterable[str]) -> list[Known]:
        """All that is known of some nodes from reports that give them roles, in the order of documents."""
        chains = [m for node in nodes for m in self._memory.standing("titled", node)]
        known: dict[str, Known] = self._memory.get("known", chains)
        return sorted(known.values(), key=lambda k: (k.document, k.position))

    def _rows(self, tops: Iterable[str]) -> dict[str, Entity]:
        return {top: self._row(top) for top in sorted(tops)}

    def _row(self, top: str) -> Entity:
        nodes = self._nodes_of([top])
        tallies: dict[str, Tally] = self._memory.get("tally", nodes)
        whole: Counter[str] = Counter()
        for tally in tallies.values():
            whole.update(tally)
        titled = self._titled(nodes)
        row = replace(_entity(top, whole), roles=_roles(titled, self._holders(titled)))
        if row.kind == "person" and row.country is None:
            cards = self._memory.get("card", {r.of for r in row.roles if r.of})
            row = replace(row, country=_most(cards[r.of].country for r in row.roles if r.of in cards))
        if row.kind == "place":
            known: dict[str, Node] = self._memory.get("node", nodes)
            keys = {capital_key(known[n].country, a) for n in nodes for a in said(tallies[n], "alias")}
            lent = {text for texts in self._memory.get("spoken", keys).values() for text in texts}
            row = replace(row, aliases=tuple(sorted({*row.aliases, *lent})))
        self._done.mentioned[top] = whole[MENTIONS]
        return row

    def _holders(self, members: Iterable[Known]) -> dict[str, str]:
        """The entities of those whom roles are held for, by own id."""
        held: dict[str, Known] = self._memory.get("known", {h for k in members for h in k.holders if h})
        tops = self._memory.get("entity of node", {k.node for k in held.values()})
        return {key: tops[k.node] for key, k in held.items()}

    def _write(self, rows: Mapping[str, Entity]) -> None:
        """Take note of rows, and of the documents for which they matter."""
        cards = self._memory.get("card", rows)
        for top, row in rows.items():
            card = replace(row, roles=())
            self._done.entities[top] = row
            self._done.gone["entities"].discard(top)
            old = cards.get(top)
            if card == old:
                continue
            self._memory.put("card", {top: card})
            if old is None or card.country != old.country:
                self._homes.add(top)
            if old is None:
                continue  # whoever names it is linked anew, since it is of another entity than before
            said_in = self._naming([top])
            plain = [(c.name, c.kind, c.country, c.sector) for c in (card, old)]
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


def _roles(members: list[Known], holders: Mapping[str, str]) -> tuple[EntityRole, ...]:
    """Each title once, with all the places that give it."""
    kept: dict[tuple[str, str | None, bool], tuple[str, list[Evidence]]] = {}
    for k in members:
        for role, words, holder in zip(k.chain.roles, k.titles, k.holders, strict=True):
            of = holders.get(holder) if holder else None
            _, evidence = kept.setdefault((fold_name(role.title), of, role.former), (role.title, []))
            evidence.append(Evidence(document=k.document, start=role.span.start, end=role.span.end, text=words))
    return tuple(EntityRole(title=title, of=of, former=former, evidence=tuple(evidence))
                 for (_, of, former), (title, evidence) in kept.items())
