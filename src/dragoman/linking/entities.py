"""People, bodies, places and groups over all reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.linking.cluster import Pair, connect, own_id
from dragoman.model.reading import Chain, Reading
from dragoman.model.record import Entity, EntityRole, Evidence, Link, Redirect


@dataclass(frozen=True)
class LinkedEntities:
    """The entities, and the entity id of each chain by (document id, position)."""

    entities: tuple[Entity, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


def link_entities(readings: Mapping[str, Reading]) -> LinkedEntities:
    """The entities of some readings, given by document id in order: chains of one kind and name are one."""
    chains = {own_id("entity", d, n): (d, n, c) for d, r in readings.items() for n, c in enumerate(r.chains)}
    first: dict[tuple[str, str], str] = {}
    pairs = [Pair(first.setdefault((c.kind, c.name.casefold()), key), key, 1.0, ("the same name and kind",))
             for key, (_, _, c) in chains.items()]
    groups = connect("entity", chains, [p for p in pairs if p.left != p.right])
    of = {(d, n): groups.group[key] for key, (d, n, _) in chains.items()}
    entities = tuple(_entity(top, [chains[m] for m in members], readings, of)
                     for top, members in groups.members.items())
    return LinkedEntities(entities, of, groups.links, groups.redirects)


def _entity(top: str, members: list[tuple[str, int, Chain]], readings: Mapping[str, Reading],
            of: dict[tuple[str, int], str]) -> Entity:
    members = sorted(members, key=lambda m: m[:2])
    fullest = max((c for _, _, c in members), key=lambda c: (len(c.name), c.name))

    def words(document: str, start: int, end: int, field: str | None = None) -> Evidence:
        text = readings[document].document.text[start:end]
        return Evidence(document=document, start=start, end=end, text=text, field=field)

    return Entity(
        id=top, name=fullest.name, aliases=tuple(sorted({a for _, _, c in members for a in c.aliases})),
        kind=fullest.kind, country=next((c.country for _, _, c in members if c.country), None),
        sector=next((c.sector for _, _, c in members if c.sector), None), external_ids=dict(fullest.external_ids),
        latitude=fullest.latitude, longitude=fullest.longitude,
        roles=tuple(EntityRole(title=r.title, of=None if r.of is None else of[d, r.of], former=r.former,
                               evidence=(words(d, r.span.start, r.span.end),))
                    for d, _, c in members for r in c.roles),
        mentions=tuple(words(d, m.start, m.end) for d, _, c in members for m in c.mentions))
