"""People, bodies, places and groups over all reports.

Chains of different reports that share a blocking key are compared in pairs; each joined pair is a link
with its score and reasons. A key that very many chains share is walked with a window, so that the work
grows with the chains and not with their pairs. A name that is only part of a fuller one (a surname, a
short form) is joined where just one fuller entity fits.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from dragoman.linking import bodies, people
from dragoman.linking.cluster import FREE, THRESHOLD, Bonds, Pair, connect
from dragoman.linking.numbering import own_ids
from dragoman.model.reading import Chain, EntityKind, Reading, Role
from dragoman.model.record import Entity, EntityRole, Evidence, Link, Redirect
from dragoman.text.names import fold_name, sound_key

_BODIES = ("government", "organization", "armed-group", "media")


@dataclass(frozen=True)
class LinkedEntities:
    """The entities, and the entity id of each chain by (document id, position)."""

    entities: tuple[Entity, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True)
class _Known:
    """A chain with its place: document, position, and what it is held for."""

    key: str
    document: str
    position: int
    chain: Chain


def link_entities(readings: Mapping[str, Reading], bonds: Bonds = FREE) -> LinkedEntities:
    """The entities of some readings, given by document id in order."""
    known = [_Known(key, d, n, c) for d, r in readings.items()
             for n, (key, c) in enumerate(zip(own_ids("entity", r), r.chains, strict=True))]
    holders = {d: _holders(r) for d, r in readings.items()}
    pairs = [*_same_place_or_state(known), *_same_body(known), *_same_person(known, holders), *_same_name(known)]
    groups = connect("entity", [k.key for k in known], pairs, bonds)
    by_key = {k.key: k for k in known}
    of = {(k.document, k.position): groups.group[k.key] for k in known}
    entities = [_entity(top, [by_key[m] for m in members], readings, of) for top, members in groups.members.items()]
    entities = _served(entities)
    return LinkedEntities(tuple(_lend_capitals(entities, readings, of)), of, groups.links, groups.redirects)


def _holders(reading: Reading) -> dict[int, str]:
    """The country or the name of each chain that an office may be held in."""
    return {
        n: c.country or fold_name(c.name) for n, c in enumerate(reading.chains) if c.kind not in ("person", "place")
    }


def _chained(keys: Mapping[str, list[_Known]], reason: str, score: float = 1.0) -> Iterator[Pair]:
    for _, same in sorted(keys.items()):
        for one, two in itertools.pairwise(same):
            yield Pair(one.key, two.key, score, (reason,))


def _same_place_or_state(known: list[_Known]) -> Iterator[Pair]:
    """States by their code; places by their GeoNames id, or by name where the countries do not differ."""
    states: dict[str, list[_Known]] = defaultdict(list)
    found: dict[str, list[_Known]] = defaultdict(list)
    named: dict[str, list[_Known]] = defaultdict(list)
    for k in known:
        if k.chain.kind == "country" and k.chain.country:
            states[k.chain.country].append(k)
        elif k.chain.kind == "place":
            if "geonames" in k.chain.external_ids:
                found[k.chain.external_ids["geonames"]].append(k)
            named[fold_name(k.chain.name).replace(" ", "")].append(k)
        elif k.chain.kind == "group" and k.chain.country is None and any(m.form == "name" for m in k.chain.mentions):
            named["group " + fold_name(k.chain.name)].append(k)
    yield from _chained(states, "one ISO 3166 code")
    yield from _chained(found, "one GeoNames id")
    for _, same in sorted(named.items()):
        countries = {k.chain.country for k in same if k.chain.latitude is not None}
        if len(countries) < 2 and _close([k.chain for k in same]):
            yield from _chained({"": same}, "one name, and no other place of it", 0.8)


def _close(chains: list[Chain]) -> bool:
    """Are the settled ones of some places within about a hundred kilometres of each other?"""
    points = [(c.latitude, c.longitude) for c in chains if c.latitude is not None and c.longitude is not None]
    return all(max(p[i] for p in points) - min(p[i] for p in points) < 1.0 for i in (0, 1)) if points else True


def _same_body(known: list[_Known]) -> Iterator[Pair]:
    described = {k.key: bodies.organization_of(k.chain) for k in known if k.chain.kind in _BODIES}
    blocks: dict[str, list[_Known]] = defaultdict(list)
    for k in known:
        if k.key in described:
            for key in bodies.block_keys(described[k.key]):
                blocks[key].append(k)
    for one, two in _within(blocks):
        score, reasons = bodies.compare(described[one.key], described[two.key])
        if score >= THRESHOLD:
            yield Pair(one.key, two.key, score, reasons)


@dataclass(frozen=True)
class _Likeness:
    """How far two chains may be one person. `short` has the fewer words where one name is part of the other."""

    one: _Known
    two: _Known
    score: float
    reasons: tuple[str, ...]
    short: _Known | None
    longer: tuple[str, ...]


def _same_person(known: list[_Known], holders: Mapping[str, dict[int, str]]) -> Iterator[Pair]:
    described = {k.key: people.person_of(k.chain, holders[k.document]) for k in known if k.chain.kind == "person"}
    blocks: dict[str, list[_Known]] = defaultdict(list)
    for k in known:
        if k.key in described:
            for key in people.block_keys(described[k.key]):
                blocks[key].append(k)
    contexts = _contexts(known)
    partial: dict[str, list[_Likeness]] = defaultdict(list)
    for one, two in _within(blocks):
        like = _compare_people(one, two, described, contexts)
        if like.score < THRESHOLD:
            continue
        if like.short is None:
            yield Pair(one.key, two.key, like.score, like.reasons)
        else:
            partial[like.short.key].append(like)
    for _, options in sorted(partial.items()):
        if len({sound_key(o.longer[0]) for o in options if len(o.longer) > 1}) == 1:  # else it may be any of several
            for o in options:
                yield Pair(o.one.key, o.two.key, o.score, o.reasons)


def _compare_people(
    one: _Known, two: _Known, described: Mapping[str, people.Person], contexts: Mapping[str, frozenset[str]]
) -> _Likeness:
    a, b = described[one.key], described[two.key]
    score, reasons = people.compare(a, b)
    if score and not (a.full and b.full):
        shared = sorted(contexts[one.document] & contexts[two.document])
        if len(shared) >= _CONTEXT:  # a surname alone joins nobody; a surname in the same affair may
            score, reasons = score + _IN_CONTEXT, (*reasons, f"both reports speak of {', '.join(shared[:3])}")
    short = min((one, two), key=lambda k: (len(described[k.key].words), k.key))
    whole = a.full and b.full and len(a.words) == len(b.words)
    return _Likeness(one, two, score, reasons, None if whole else short, max((a.words, b.words), key=len))


def _same_name(known: list[_Known]) -> Iterator[Pair]:
    """One name that reports read as different kinds of thing: a village in one, a person in another."""
    named: dict[str, list[_Known]] = defaultdict(list)
    for k in known:
        name = fold_name(k.chain.name)
        described = all(m.form == "description" for m in k.chain.mentions)
        if (
            k.chain.kind not in ("country", "government")
            and not described
            and (k.chain.kind != "person" or " " in name or not k.chain.roles)
        ):
            named[name].append(k)
    for _, same in sorted(named.items()):
        kinds = {k.chain.kind: k for k in reversed(same)}
        if len(kinds) > 1 and len({k.chain.country for k in same} - {None}) < 2:
            ordered = [kinds[kind] for kind in sorted(kinds)]
            for one, two in itertools.pairwise(ordered):
                if one.document != two.document:
                    yield Pair(one.key, two.key, 0.6, (f"one name, read as {one.chain.kind} and as {two.chain.kind}",))


def _contexts(known: list[_Known]) -> dict[str, frozenset[str]]:
    """The places, bodies and full names of each report: what tells its affair from others."""
    names: dict[str, set[str]] = defaultdict(set)
    for k in known:
        telling = k.chain.kind not in ("country", "media") and (k.chain.kind != "person" or " " in k.chain.name)
        names[k.document] |= {fold_name(k.chain.name)} if telling and _is_named(k.chain) else set()
    return {document: frozenset(n) for document, n in names.items()}


def _is_named(chain: Chain) -> bool:
    return any(m.form == "name" for m in chain.mentions)


_CONTEXT, _IN_CONTEXT = 2, 0.25
_WINDOW = 20  # chains of one key that each is compared with, at most


def _within(blocks: Mapping[str, list[_Known]]) -> Iterator[tuple[_Known, _Known]]:
    """Each pair of chains of different documents that share a key, once; long blocks by a window over the names."""
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        ordered = sorted(block, key=lambda k: (fold_name(k.chain.name), k.chain.country or "", k.key))
        for n, one in enumerate(ordered):
            for two in ordered[n + 1 : n + 1 + _WINDOW]:
                pair = (one.key, two.key) if one.key < two.key else (two.key, one.key)
                if one.document != two.document and pair not in seen:
                    seen.add(pair)
                    yield one, two


def _entity(top: str, members: list[_Known], readings: Mapping[str, Reading], of: dict[tuple[str, int], str]) -> Entity:
    members = sorted(members, key=lambda k: (k.document, k.position))
    fullest = max((k.chain for k in members), key=lambda c: (c.kind == _kind(members), _fullness(c.name)))
    placed = [k.chain for k in members if k.chain.latitude is not None]
    ids: dict[str, str] = {}
    for k in members:
        for name, value in sorted(k.chain.external_ids.items()):
            ids.setdefault(name, value)
    return Entity(
        id=top,
        name=fullest.name,
        aliases=tuple(sorted({a for k in members for a in (k.chain.name, *k.chain.aliases)})),
        kind=_kind(members),
        country=_most(k.chain.country for k in members),
        sector=_most(k.chain.sector for k in members),
        external_ids=ids,
        latitude=placed[0].latitude if placed else None,
        longitude=placed[0].longitude if placed else None,
        roles=_roles(members, readings, of),
        mentions=tuple(_words(readings, k.document, m.start, m.end) for k in members for m in k.chain.mentions),
    )


def _served(entities: list[Entity]) -> list[Entity]:
    """People without a country have that of the body that they serve."""
    countries = {e.id: e.country for e in entities}
    kept = []
    for entity in entities:
        home = _most(countries.get(role.of) for role in entity.roles if role.of) if entity.kind == "person" else None
        kept.append(replace(entity, country=home) if home and entity.country is None else entity)
    return kept


def _fullness(name: str) -> tuple[bool, int, str]:
    return (" " in name and not bodies.is_acronym(name), len(name), name)


def _kind(members: list[_Known]) -> EntityKind:
    said: Iterator[EntityKind] = (k.chain.kind for k in members for _ in k.chain.mentions)
    kind: EntityKind = _most(said) or members[0].chain.kind
    if kind == "organization" and any(k.chain.kind == "armed-group" for k in members):
        return "armed-group"  # one report that calls it rebels says more than another that does not
    return kind


T = TypeVar("T", bound=str)


def _most(values: Iterator[T | None] | Iterator[T]) -> T | None:
    """The value that occurs most; of several, the first in the order of the alphabet."""
    count: dict[T, int] = defaultdict(int)
    for value in values:
        if value:
            count[value] += 1
    return min(count, key=lambda v: (-count[v], v)) if count else None


def _words(readings: Mapping[str, Reading], document: str, start: int, end: int) -> Evidence:
    return Evidence(document=document, start=start, end=end, text=readings[document].document.text[start:end])


def _roles(
    members: list[_Known], readings: Mapping[str, Reading], of: dict[tuple[str, int], str]
) -> tuple[EntityRole, ...]:
    """Each title once, with all the places that give it."""
    kept: dict[tuple[str, str | None, bool], tuple[Role, list[Evidence]]] = {}
    for k in members:
        for role in k.chain.roles:
            holder = None if role.of is None else of[k.document, role.of]
            _, evidence = kept.setdefault((fold_name(role.title), holder, role.former), (role, []))
            evidence.append(_words(readings, k.document, role.span.start, role.span.end))
    return tuple(
        EntityRole(title=role.title, of=holder, former=former, evidence=tuple(evidence))
        for (_, holder, former), (role, evidence) in kept.items()
    )


def _skeleton(name: str) -> str:
    """A key that spellings of one city share: Naypyidaw, Nay Pyi Taw."""
    return sound_key(name).translate(str.maketrans("dbg", "tpk"))


def _lend_capitals(
    entities: list[Entity], readings: Mapping[str, Reading], of: dict[tuple[str, int], str]
) -> Iterator[Entity]:
    """A capital that one report names as a place and another for its government is known by both names."""
    spoken: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for reading in readings.values():
        for chain in reading.chains:
            for m in chain.mentions:
                if m.form == "metonym":
                    text = reading.document.text[m.start : m.end]
                    spoken[chain.country, _skeleton(text)].add(text)
    for entity in entities:
        lent = (
            {t for a in entity.aliases for t in spoken.get((entity.country, _skeleton(a)), ())}
            if entity.kind == "place"
            else set()
        )
        if lent - set(entity.aliases):
            yield replace(entity, aliases=tuple(sorted({*entity.aliases, *lent})))
        else:
            yield entity
