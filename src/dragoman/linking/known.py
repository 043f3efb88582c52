"""What is known of somebody or something from one report, and what of that is common to many reports.

A `Known` is a chain with its place and its words. A `Node` is what reports say alike: the same names, country and
offices. Things are compared node by node, so that a thousand reports that name one man in one way are looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.linking import bodies, people
from dragoman.linking.cluster import THRESHOLD
from dragoman.linking.numbering import own_ids
from dragoman.model.base import content_id
from dragoman.model.reading import Chain, EntityKind, Reading
from dragoman.model.record import Evidence
from dragoman.text.names import fold_name, sound_key
from dragoman.text.titles import Titled

Tally = Mapping[str, int]  # how often reports say what of a node: "alias", APART and the alias, and so on
APART = "\x1f"
MENTIONS = "mentions"  # the key of how often it is mentioned
BODIES = ("government", "organization", "armed-group", "media")


@dataclass(frozen=True)
class Node:
    """What reports say alike of a thing. `only` is the document, where a node stands for one report's alone."""

    kind: EntityKind
    name: str
    country: str | None
    only: str | None = None
    person: people.Person | None = None
    body: bodies.Organization | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    may_be_misread: bool = False

    @property
    def is_settled(self) -> bool:
        """Is it a place that lies somewhere for certain?"""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Known:
    """A chain with its document and position, its node, the words of its mentions and of its roles.

    `holders` are the nodes of those whom its roles are held for. `day` is when the document appeared: of the own
    ids of an entity the earliest names it, so that news of it seldom gives it another id.
    """

    document: str
    position: int
    chain: Chain
    node: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    holders: tuple[str | None, ...]
    day: str = ""

    @property
    def order(self) -> str:
        """What it is sorted by among those of its node: the day, last where it is open, and its place in the report."""
        return f"{self.day or '9999'} {self.document} {self.position:06}"

    def mentions(self) -> Iterator[Evidence]:
        """Where it is mentioned."""
        for m, text in zip(self.chain.mentions, self.words, strict=True):
            yield Evidence(document=self.document, start=m.start, end=m.end, text=text)

    def says(self) -> Iterator[tuple[str, int]]:
        """What the report says of it: keys of a tally, with how much they count. A kind counts once a mention."""
        chain = self.chain
        yield MENTIONS, len(chain.mentions)
        yield f"kind{APART}{chain.kind}", len(chain.mentions)
        yield f"name{APART}{chain.kind}{APART}{chain.name}", 1
        for alias in {chain.name, *chain.aliases}:
            yield f"alias{APART}{alias}", 1
        for field, value in (("country", chain.country), ("sector", chain.sector)):
            if value:
                yield f"{field}{APART}{value}", 1
        for name, value in chain.external_ids.items():
            yield f"id{APART}{name}{APART}{value}", 1
        if chain.latitude is not None and chain.longitude is not None:
            yield f"at{APART}{chain.latitude!r}{APART}{chain.longitude!r}", 1
        for role, holder in zip(chain.roles, self.holders, strict=True):
            if holder:
                yield f"role{APART}{holder}{APART}{role.former}{APART}{fold_name(role.title)}", 1

    def titled(self, top: Mapping[str, str]) -> Iterator[Titled]:
        """Where it is given titles; `top` leads from nodes to entities."""
        for role, words, holder in zip(self.chain.roles, self.titles, self.holders, strict=True):
            evidence = Evidence(document=self.document, start=role.span.start, end=role.span.end, text=words)
            yield Titled(evidence, role.title, top[holder] if holder else None, role.former)


def said(tally: Tally, field: str) -> dict[str, int]:
    """What a tally counts in a field, by value."""
    begin = field + APART
    return {key[len(begin):]: count for key, count in tally.items() if key.startswith(begin)}


@dataclass(frozen=True)
class Cast:
    """All that a report names: each by own id, with its node; its context, and the capitals that it names."""

    known: tuple[tuple[str, Known, Node], ...]
    context: tuple[str, ...]
    spoken: tuple[tuple[str, str], ...]


def cast_of(reading: Reading, judged: frozenset[str] = frozenset()) -> Cast:
    """All that a report names. What people have `judged` is nobody else's node."""
    return Cast(tuple(_known_in(reading, judged)), _context(reading), tuple(sorted(set(_capitals_spoken(reading)))))


def _known_in(reading: Reading, judged: frozenset[str]) -> Iterator[tuple[str, Known, Node]]:
    keys = own_ids("entity", reading)
    holders = {n: c.country or fold_name(c.name) for n, c in enumerate(reading.chains)
               if c.kind not in ("person", "place")}
    text, document = reading.document.text, reading.document.id
    published = reading.document.published
    nodes: list[tuple[str, Node]] = []
    for key, chain in zip(keys, reading.chains, strict=True):
        node_id, node = _node(chain, holders)
        nodes.append((key, _alone(node, document)) if node_id is None or key in judged else (node_id, node))
    for n, (key, chain, (node_id, node)) in enumerate(zip(keys, reading.chains, nodes, strict=True)):
        yield key, Known(
            document=document, position=n, chain=chain, node=node_id,
            words=tuple(text[m.start:m.end] for m in chain.mentions),
            titles=tuple(text[r.span.start:r.span.end] for r in chain.roles),
            holders=tuple(None if r.of is None else nodes[r.of][0] for r in chain.roles),
            day=(published.earliest or "") if published else ""), node


def _alone(node: Node, document: str) -> Node:
    return Node(**{**{f: getattr(node, f) for f in node.__dataclass_fields__}, "only": document})


def _node(chain: Chain, holders: Mapping[int, str]) -> tuple[str | None, Node]:
    """The node of a chain with its id, which is None where all that is said alike would not make two of them one."""
    name = fold_name(chain.name)
    described = all(m.form == "description" for m in chain.mentions)
    misread = (chain.kind not in ("country", "government") and not described
               and (chain.kind != "person" or " " in name or not chain.roles))
    node = Node(chain.kind, name, chain.country, may_be_misread=misread)
    if chain.kind == "country":
        return (f"state {chain.country}" if chain.country else None), Node("country", "", chain.country)
    if chain.kind == "person":
        person = people.person_of(chain, dict(holders))
        node = Node("person", name, chain.country, person=person, may_be_misread=misread)
        sure = people.compare(person, person)[0] >= THRESHOLD
    elif chain.kind in BODIES:
        body = bodies.organization_of(chain)
        node = Node(chain.kind, name, chain.country, body=body, may_be_misread=misread)
        sure = bodies.compare(body, body)[0] >= THRESHOLD
    elif chain.kind == "place":
        node = Node("place", name, chain.country, geonames=chain.external_ids.get("geonames"),
                    latitude=chain.latitude, longitude=chain.longitude, may_be_misread=misread)
        sure = True
    else:
        sure = chain.country is None and any(m.form == "name" for m in chain.mentions)
    return (_id(node) if sure else None), node


def _id(node: Node) -> str:
    """The id of a node, made from what it says."""
    parts: list[object] = [node.kind, node.name, node.country, node.geonames, node.latitude, node.longitude,
                           node.may_be_misread]
    if node.person:
        parts += [sorted(node.person.names), node.person.words, sorted(node.person.offices)]
    if node.body:
        parts += [sorted(node.body.full), sorted(node.body.acronyms), node.body.generic]
    return content_id("node", *parts)


def keys_of_name(node: Node) -> Iterator[str]:
    """Keys under which things of one name stand, whatever they were read as."""
    if node.kind == "place":
        yield "place " + node.name.replace(" ", "")
        if node.geonames:
            yield f"geonames {node.geonames}"
    if node.may_be_misread:
        yield f"any {node.name}"


def _context(reading: Reading) -> tuple[str, ...]:
    """The places, bodies and full names of a report: what tells its affair from others."""
    return tuple(sorted({
        fold_name(c.name) for c in reading.chains
        if c.kind not in ("country", "media") and (c.kind != "person" or " " in c.name)
        and any(m.form == "name" for m in c.mentions)}))


def _capitals_spoken(reading: Reading) -> Iterator[tuple[str, str]]:
    """The capitals that a report names for their governments: a key, and the name."""
    for chain in reading.chains:
        for m in chain.mentions:
            if m.form == "metonym":
                text = reading.document.text[m.start:m.end]
                yield capital_key(chain.country, text), text


def capital_key(country: str | None, name: str) -> str:
    """A key that spellings of one city share: Naypyidaw, Nay Pyi Taw."""
    return f"{country or ''} {sound_key(name).translate(str.maketrans('dbg', 'tpk'))}"
