"""Which judgements count, and what they come to: the latest first, and an earlier one where none contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.linking.cluster import Bonds, Partition
from dragoman.linking.judged.things import Finder, kind_of
from dragoman.linking.numbering import LISTS
from dragoman.model.judgement import Judgement, State, Thing

LOOSE = ("assertion", "story")  # a grouping is rejected by letting it fall apart, since its members are there


@dataclass(frozen=True)
class Heard:
    """A judgement that counts, with the own ids of its things as they are in the readings now."""

    judgement: Judgement
    left: tuple[str, ...]
    right: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)  # things that the value names, as they are named now
    apart: tuple[tuple[str, ...], ...] = ()  # what falls apart where the whole is rejected, each with what it holds

    @property
    def kind(self) -> str:
        """The kind of its things."""
        return self.judgement.kind

    @property
    def things(self) -> tuple[str, ...]:
        """The things of both sides."""
        return self.left + self.right


@dataclass
class Docket:
    """The judgements, newest first: those `standing`, and what has become of each (state, and by which other one)."""

    standing: list[Heard]
    states: dict[str, tuple[State, str | None]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # the things that are rejected

    def overrule(self, judgement: str, by: str | None, *, partly: bool = False) -> None:
        """Say that a judgement does not count, or not for all of its things."""
        known = self.states.get(judgement, ("applied", None))
        if known[0] in ("applied", "partly"):
            self.states[judgement] = ("partly" if partly else "overruled"), by


def open_docket(judgements: Iterable[Judgement], finder: Finder) -> Docket:
    """Put the judgements in order, and leave out what was withdrawn and what no longer finds its things."""
    newest = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.made, j.id), reverse=True)
    known = {j.id for j in newest}
    gone: dict[str, str] = {}
    docket = Docket([])
    for judgement in newest:
        if judgement.verdict == "withdrawn" and judgement.id not in gone and judgement.left in known:
            gone.setdefault(judgement.left, judgement.id)
    for judgement in newest:
        heard = _hear(judgement, finder)
        if judgement.id in gone:
            docket.states[judgement.id] = "withdrawn", gone[judgement.id]
        elif judgement.verdict == "withdrawn":
            docket.states[judgement.id] = ("applied" if judgement.left in known else "not-applied"), None
        elif not heard.left or (judgement.verdict in ("same", "different") and not heard.right):
            docket.states[judgement.id] = "not-applied", None
        else:
            docket.states[judgement.id] = "applied", None
            docket.standing.append(heard)
    return docket


def _hear(judgement: Judgement, finder: Finder) -> Heard:
    if judgement.kind == "difference":  # differences are looked for when they have been made
        return Heard(judgement, tuple(sorted({t.id for t in judgement.things})), ())
    own = {t.id: found for t in judgement.things if (found := finder.own(t)) is not None}
    left, right, values = ({own[t.id] for t in judgement.things if t.side == side and t.id in own}
                           for side in ("left", "right", "value"))
    first = own.get(judgement.left)  # the one that gave the row its id leads
    return Heard(judgement, tuple(sorted(left, key=lambda thing: (thing != first, thing))), tuple(sorted(right)),
                 {key: found for key, found in own.items() if found in values},
                 _apart([t for t in judgement.things if t.id in own], own) if judgement.kind in LOOSE else ())


def _apart(things: list[Thing], own: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The claims (or reports) of a group, each with the figures and events in its words."""
    claims = [t for t in things if kind_of(t.id) in ("claim", "document")]
    found: dict[str, set[str]] = {own[t.id]: {own[t.id]} for t in claims}
    for thing in things:
        home = next((c for c in claims if c.document == thing.document and c.start < thing.end and thing.start < c.end),
                    thing)
        found.setdefault(own[home.id], set()).add(own[thing.id])
    return tuple(tuple(sorted(group)) for _, group in sorted(found.items()))


def bonds_of(kind: str, docket: Docket) -> Bonds:
    """What the judgements say of which things of a kind are one and which are not."""
    parts = Partition()
    same: list[tuple[str, str, str | None]] = []
    united: list[Heard] = []
    for heard in docket.standing:
        judgement = heard.judgement
        if heard.kind != kind or not _binds(heard) or docket.states[judgement.id][0] == "overruled":
            continue
        if judgement.verdict == "different":
            _unite(parts, heard.left, same)
            _unite(parts, heard.right, same)
            _divide(parts, heard, (heard.left, heard.right), docket, united)
        elif judgement.verdict == "wrong":
            _divide(parts, heard, heard.apart, docket, united)
        else:
            by = _unite(parts, heard.things, same)
            if judgement.verdict == "same":
                _tell_same(parts, heard, by, same, docket)
        united.append(heard)
    return Bonds(tuple(same), parts.sides)


def _binds(heard: Heard) -> bool:
    verdict = heard.judgement.verdict
    return verdict in ("same", "different", "right") or (verdict == "wrong" and heard.kind in LOOSE)


def _unite(parts: Partition, things: Sequence[str], same: list[tuple[str, str, str | None]]) -> str | None:
    """Join things as far as later judgements allow; returns a judgement that does not."""
    heads: list[str] = []
    by = None
    for thing in things:
        for head in heads:
            by = by or parts.parted_by(head, thing)
            if parts.join(head, thing):
                same.append((head, thing, None))
                break
        else:
            heads.append(thing)
    return by


def _tell_same(parts: Partition, heard: Heard, by: str | None, same: list[tuple[str, str, str | None]],
               docket: Docket) -> None:
    """Make the link that a person has made, where a later judgement has not parted all of it."""
    joined = [(a, b) for a in heard.left for b in heard.right if parts.root(a) == parts.root(b)]
    if joined:
        same.append((*joined[0], heard.judgement.id))
    if by:
        docket.overrule(heard.judgement.id, by, partly=bool(joined))


def _divide(parts: Partition, heard: Heard, sides: Sequence[Sequence[str]], docket: Docket,
            united: Sequence[Heard]) -> None:
    """Part the sides, but for what a later judgement has joined."""
    roots = [{parts.root(thing) for thing in side} for side in sides]
    both = {root for n, side in enumerate(roots) for root in side if any(root in other for other in roots[n + 1:])}
    parted = [[thing for thing in side if parts.root(thing) not in both] for side in sides]
    parts.part(heard.judgement.id, parted)
    if both:
        joined = {thing for thing in heard.things if parts.root(thing) in both}
        by = next((u.judgement.id for u in united if len(joined & set(u.things)) > 1), None)
        docket.overrule(heard.judgement.id, by, partly=sum(map(bool, parted)) > 1)


def rejected(docket: Docket, finder: Finder) -> dict[str, dict[str, frozenset[int]]]:
    """The places of what people have rejected, by document and kind. The latest judgement of each thing counts."""
    latest: dict[str, Judgement] = {}
    for heard in docket.standing:
        judgement = heard.judgement
        if heard.kind not in LISTS or judgement.verdict not in ("right", "wrong", "corrected"):
            continue
        wrong = judgement.verdict == "wrong"
        against = [latest[t] for t in heard.left if t in latest and (latest[t].verdict == "wrong") != wrong]
        if against and (wrong or len(against) == len(heard.left)):
            docket.overrule(judgement.id, against[0].id, partly=len(against) < len(heard.left))
        for thing in heard.left:
            latest.setdefault(thing, judgement)
    gone: dict[str, dict[str, set[int]]] = {}
    for thing, judgement in latest.items():
        if judgement.verdict == "wrong":
            docket.gone.add(thing)
            document, place = finder.places[thing]
            gone.setdefault(document, {}).setdefault(kind_of(thing), set()).add(place)
    return {document: {kind: frozenset(places) for kind, places in kinds.items()} for document, kinds in gone.items()}


def parted_copies(docket: Docket) -> frozenset[frozenset[str]]:
    """The pairs of documents of which people say that neither repeats the other."""
    latest: dict[frozenset[str], Judgement] = {}
    for heard in docket.standing:
        if heard.kind == "copy":
            first = latest.setdefault(frozenset(heard.things), heard.judgement)
            if first.verdict != heard.judgement.verdict:
                docket.overrule(heard.judgement.id, first.id)
    return frozenset(ends for ends, judgement in latest.items() if judgement.verdict == "different")
