"""The values that people have given to fields of rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

import msgspec

from dragoman.linking.cluster import FREE, Bonds
from dragoman.linking.judged.docket import Docket, Heard
from dragoman.linking.judged.fields import PEOPLE, hint, is_field, names, provision_at
from dragoman.linking.summary import summarize
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement
from dragoman.model.record import Agreement, Difference, Entity, Event, ProvisionRow, Record, SignatoryRow

R = TypeVar("R", bound=Row)
COPIES = ("copy", "partial-copy", "version")  # kinds of links between reports that repeat each other


@dataclass(frozen=True)
class Given:
    """What one judgement says of the fields of the row that a thing is part of; things are named by own ids."""

    thing: str
    values: Mapping[str, Any]

    def with_homes(self, home: Mapping[str, str]) -> Given:
        """The same with the rows in place of the things that the values name, as far as they are known yet."""
        return replace(self, values={name: _at_home(value, home) if names(name) else value
                                     for name, value in self.values.items()})


@dataclass(frozen=True)
class Rulings:
    """What people say of the stories, events, agreements, assertions, differences and copies of some reports."""

    bonds: Mapping[str, Bonds] = field(default_factory=dict)
    values: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    differences: tuple[Judgement, ...] = ()
    copies: Mapping[frozenset[str], str] = field(default_factory=dict)  # pairs that are, and the judgement

    def bound(self, kind: str) -> Bonds:
        """What binds the clustering of the things of a kind."""
        return self.bonds.get(kind, FREE)

    @property
    def named(self) -> frozenset[str]:
        """The entities that corrected values name."""
        found = (v for kind in ("event", "agreement") for g in self.values.get(kind, ())
                 for name, v in g.values.items() if names(name) == "entity" and v is not None)
        return frozenset(key for value in found for key in ((value,) if isinstance(value, str) else value))

    def assertions(self, home: Mapping[str, str]) -> Bonds:
        """What binds the assertions, whose events are rows; `home` leads from events of reports to these."""
        bonds = self.bound("assertion")
        sides: dict[str, frozenset[tuple[str, int]]] = {}
        for thing, found in bonds.sides.items():
            row = home.get(thing, thing)
            sides[row] = sides.get(row, frozenset()) | found
        return Bonds(tuple((home.get(a, a), home.get(b, b), j) for a, b, j in bonds.same), sides)

    def agreements(self, rows: Iterable[Agreement], home: Mapping[str, str]) -> tuple[Agreement, ...]:
        """The agreements with the values that people gave them."""
        return correct_rows(rows, self.values.get("agreement", ()), home)

    def events(self, rows: Iterable[Event], home: Mapping[str, str], entities: Mapping[str, Entity],
               agreements: Iterable[Agreement]) -> tuple[Event, ...]:
        """The events with the values that people gave them, and summaries made from these."""
        rows = tuple(rows)
        given = tuple(g.with_homes(home) for g in self.values.get("event", ()))
        if not given:
            return rows
        names = {a.id: a.name for a in agreements}
        corrected = zip(rows, correct_rows(rows, given, home), strict=True)
        return tuple(
            old if old == new else msgspec.structs.replace(
                new, summary=summarize(new, entities, names.get(new.agreement or ""))) for old, new in corrected)


    def groups(self, record: Record) -> Record:
        """The record of these reports with the titles and texts that people gave, without the differences that they
        reject, and with the copies marked that they accept."""
        titles, texts = (self.values.get(kind, ()) for kind in ("story", "assertion"))
        if titles:
            stories = {d.id: d.story or "" for d in record.documents}
            record = msgspec.structs.replace(record, stories=correct_rows(record.stories, titles, stories))
        if texts:
            rows = correct_rows(record.assertions, texts, assertion_homes(record))
            record = msgspec.structs.replace(record, assertions=rows)
        rejected = self._rejected(record.differences)
        if rejected:
            kept = tuple(d for d in record.differences if d.id not in rejected)
            record = msgspec.structs.replace(record, differences=kept)
        if self.copies:
            ends = ((link, self.copies.get(frozenset((link.left, link.right)))) for link in record.links)
            links = tuple(msgspec.structs.replace(link, judged=(key,)) if key and link.kind in COPIES else link
                          for link, key in ends)
            record = msgspec.structs.replace(record, links=links)
        return record

    def _rejected(self, rows: Iterable[Difference]) -> frozenset[str]:
        rows, verdicts = tuple(rows), dict[str, str]()
        for judgement in self.differences:  # newest first
            if row := find_difference(judgement, rows):
                verdicts.setdefault(row.id, judgement.verdict)
        return frozenset(key for key, verdict in verdicts.items() if verdict == "wrong")


NO_RULINGS = Rulings()


def assertion_homes(record: Record) -> dict[str, str]:
    """The assertion of each claim, quantity and event (of each report, too): of several the one with the most in it."""
    found: dict[str, str] = {}
    for row in sorted(record.assertions, key=lambda a: (-len(a.claims) - len(a.quantities) - len(a.events), a.id)):
        for thing in (*row.claims, *row.quantities, *row.events):
            found.setdefault(thing, row.id)
    found.update({r.id: found[r.to] for r in record.redirects if r.to in found})
    return found


def find_difference(judgement: Judgement, rows: Iterable[Difference]) -> Difference | None:
    """The difference that a judgement speaks of: by its id, or of its kind with most of its words."""
    wanted = {(t.document, t.start, t.end) for t in judgement.things}
    label = judgement.things[0].label if judgement.things else ""
    shared: dict[str, int] = {}
    by_id = {row.id: row for row in rows}
    for row in by_id.values():
        places = {(e.document, e.start, e.end) for item in row.items for e in item.evidence}
        if row.id == judgement.left:
            return row
        if row.kind == label and 2 * len(wanted & places) > len(wanted | places):
            shared[row.id] = len(wanted & places)
    best = min(shared, key=lambda key: (-shared[key], key), default=None)
    return by_id[best] if best else None


def given_values(docket: Docket, kind: str) -> tuple[Given, ...]:
    """What the judgements say of the fields of rows of a kind, newest first."""
    found = []
    for heard in docket.standing:
        judgement = heard.judgement
        gives = judgement.verdict == "corrected" or (judgement.verdict == "right" and judgement.value is not None)
        if heard.kind != kind or not gives or docket.states[judgement.id][0] == "overruled":
            continue
        try:
            found.append(Given(heard.left[0], values_of(heard, docket.gone)))
        except (msgspec.ValidationError, KeyError, TypeError):  # of a value that no row could hold
            docket.states[judgement.id] = "not-applied", None
    return tuple(found)


def values_of(heard: Heard, gone: Container[str]) -> dict[str, Any]:
    """The values that a judgement gives, by field, as rows hold them; things that they name by the own ids of now.

    Of several things that a value names those that are `gone`, since people reject them, are left out. Raises
    KeyError for one thing that is no more, ValidationError or TypeError for a value that no row can hold.
    """
    judgement = heard.judgement
    given = {judgement.field: judgement.value} if judgement.field else judgement.value
    if not isinstance(given, Mapping):
        raise TypeError("values are by field")
    return {name: msgspec.convert(_now(name, value, heard, gone), hint(heard.kind, name))
            for name, value in given.items() if is_field(heard.kind, name)}


def _now(name: str, value: Any, heard: Heard, gone: Container[str]) -> Any:
    """A value with the own ids of now of the things that it names."""
    if not names(name) or value is None:
        return value
    named = [heard.values[v] for v in ([value] if isinstance(value, str) else value)]
    kept = [thing for thing in named if thing not in gone]
    return kept if not isinstance(value, str) else {thing: thing for thing in kept}[named[0]]


def correct_rows(rows: Iterable[R], given: Iterable[Given], home: Mapping[str, str]) -> tuple[R, ...]:
    """Rows with the values that people gave them, the latest of each field. `home` leads from things to rows."""
    values: dict[str, dict[str, Any]] = {}
    for one in given:
        row = values.setdefault(home.get(one.thing, one.thing), {})
        for name, value in one.values.items():
            row.setdefault(name, value)
    if not values:
        return tuple(rows)
    return tuple(_with(row, values[row.id]) if row.id in values else row for row in rows)  # type: ignore[attr-defined]


def _with(row: R, given: Mapping[str, Any]) -> R:
    """A row with values in its fields."""
    if isinstance(row, Agreement):
        return cast(R, _agreement(row, given))
    return msgspec.structs.replace(row, **given)


def _agreement(row: Agreement, given: Mapping[str, Any]) -> Agreement:
    plain = {name: value for name, value in given.items() if name not in PEOPLE and "/" not in name}
    people = {role: _people(getattr(row, role), given[role]) for role in PEOPLE if role in given}
    return _with_provisions(msgspec.structs.replace(row, **plain, **people),
                            {name: value for name, value in given.items() if "/" in name})


def _people(rows: Iterable[SignatoryRow], given: Iterable[str]) -> tuple[SignatoryRow, ...]:
    """Those who are given, with what reports say of them."""
    known = {row.person: row for row in rows}
    return tuple(known.get(key, SignatoryRow(person=key, party=None, role=None)) for key in given)


def _with_provisions(row: Agreement, given: Mapping[str, Any]) -> Agreement:
    """The agreement with values in the fields of its provisions, and without those that are said to be none."""
    provisions: list[ProvisionRow | None] = list(row.provisions)
    for name, value in sorted(given.items()):
        place, field = provision_at(name, row.provisions)
        known = provisions[place] if place is not None else None
        if place is not None and known is not None:
            provisions[place] = msgspec.structs.replace(known, **{field: value}) if field else None
    kept = [n for n, p in enumerate(provisions) if p is not None]
    compliance = tuple(msgspec.structs.replace(c, provision=kept.index(c.provision) if c.provision in kept else None)
                       for c in row.compliance)
    return msgspec.structs.replace(row, provisions=tuple(filter(None, provisions)), compliance=compliance)


def _at_home(value: Any, home: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return home.get(value, value)
    return tuple(dict.fromkeys(home.get(v, v) for v in value)) if isinstance(value, tuple) else value
