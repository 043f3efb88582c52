"""How people's judgements act on linking: they outrank every score, value and reading of the machine's.

What is rejected is taken out of the readings before anything is linked, and claims, quantities, times and
documents get their corrected values there, so that all that follows is made from what people say. What is one and
what is not binds the clustering. Values of rows that are made of several reports are set when these are made.
Everything is a function of the sets of readings and judgements: of two that contradict each other the later wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dragoman.linking.cluster import FREE, Bonds
from dragoman.linking.copies import Overlap
from dragoman.linking.judged.docket import Docket, bonds_of, open_docket, parted_copies, rejected
from dragoman.linking.judged.outcome import assertion_homes, mark
from dragoman.linking.judged.sift import correct, correct_document, sift
from dragoman.linking.judged.things import Finder
from dragoman.linking.judged.values import NO_RULINGS, Given, Rulings, correct_rows, given_values
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Entity, Record

_BOUND = ("entity", "event", "agreement", "assertion", "story")
_LOCAL = ("claim", "quantity", "time", "document")  # things of one report, corrected where they are read


@dataclass(frozen=True)
class Judged:
    """Readings as people have judged them, and what binds the linking of them."""

    readings: Mapping[str, Reading]
    judgements: tuple[Judgement, ...] = ()
    docket: Docket = field(default_factory=lambda: Docket([]))
    bonds: Mapping[str, Bonds] = field(default_factory=dict)
    values: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def bound(self, kind: str) -> Bonds:
        """What binds the clustering of the things of a kind."""
        return self.bonds.get(kind, FREE)

    @property
    def ties(self) -> tuple[tuple[str, str], ...]:
        """Pairs of documents that must be linked together, since people say that something in both is one."""
        pairs = [(a, b) for kind in ("event", "agreement", "assertion") for a, b, _ in self.bound(kind).same]
        pairs += [(given.thing, given.values["agreement"]) for given in self.values.get("event", ())
                  if given.values.get("agreement") is not None]
        return tuple(sorted({(self.places[a][0], self.places[b][0]) for a, b in pairs}))

    def overlaps(self, found: Iterable[Overlap]) -> tuple[Overlap, ...]:
        """The overlaps of documents but for those of which people say that neither repeats the other."""
        parted = parted_copies(self.docket)
        return tuple(o for o in found if frozenset((o.left, o.right)) not in parted)

    def entities(self, rows: Iterable[Entity], home: Mapping[str, str]) -> tuple[Entity, ...]:
        """The entities with the values that people gave them; a name is among the aliases. `home` leads from
        things to the rows that they are part of."""
        corrected = correct_rows(rows, self.values.get("entity", ()), home)
        return tuple(e if e.name in e.aliases else msgspec.structs.replace(
            e, aliases=tuple(sorted({*e.aliases, e.name}))) for e in corrected)

    def rulings(self, documents: Iterable[str], home: Mapping[str, str]) -> Rulings:
        """What people say of the events, agreements and assertions in some documents."""
        if not self.judgements:
            return NO_RULINGS
        within = frozenset(documents)
        here = {thing for thing, (document, _) in self.places.items() if document in within}
        bonds = {kind: Bonds(tuple(b for b in bound.same if b[0] in here and b[1] in here),
                             {t: s for t, s in bound.sides.items() if t in here})
                 for kind in ("event", "agreement", "assertion") if (bound := self.bound(kind)) is not FREE}
        values = {kind: tuple(g.with_homes(home) for g in self.values.get(kind, ()) if g.thing in here)
                  for kind in ("event", "agreement")}
        return Rulings(bonds, values)

    def finish(self, record: Record) -> Record:
        """The record with its judgements, what has become of each, and the rows that they act on."""
        if not self.judgements:
            return record
        stories = {d.id: d.story or "" for d in record.documents}
        to = {r.id: r.to for r in record.redirects}
        homes = assertion_homes(record)
        told = {thing: homes[row] for thing in self.places if (row := to.get(thing, thing)) in homes}
        record = msgspec.structs.replace(
            record, stories=correct_rows(record.stories, self.values.get("story", ()), stories),
            assertions=correct_rows(record.assertions, self.values.get("assertion", ()), told))
        return mark(record, self.judgements, self.docket)


def hear(readings: Mapping[str, Reading], judgements: Iterable[Judgement]) -> Judged:
    """Judgements on some readings, which are given by document id in order."""
    known = tuple(sorted({j.id: j for j in judgements}.values(), key=lambda j: j.id))
    if not known:
        return Judged(readings)
    finder = Finder(readings)
    docket = open_docket(known, finder)
    gone = rejected(docket, finder)
    local = _by_place(docket, finder)
    judged = {d: sift(_corrected(r, local.get(d, {})), gone[d]) if d in gone else _corrected(r, local.get(d, {}))
              for d, r in readings.items()}
    bonds = {kind: bonds_of(kind, docket) for kind in _BOUND}
    values = {kind: given_values(docket, kind) for kind in ("entity", "event", "agreement", "assertion", "story")}
    return Judged(judged, known, docket, bonds, values, finder.places)


def _by_place(docket: Docket, finder: Finder) -> dict[str, dict[tuple[str, int], dict[str, Any]]]:
    """The values that people gave to things of single reports, by document, kind and place."""
    found: dict[str, dict[tuple[str, int], dict[str, Any]]] = {}
    for kind in _LOCAL:
        for given in given_values(docket, kind):
            document, place = finder.places[given.thing]
            known = found.setdefault(document, {}).setdefault((kind, place), {})
            known.update({name: value for name, value in given.values.items() if name not in known})
    return found


def _corrected(reading: Reading, values: Mapping[tuple[str, int], Mapping[str, Any]]) -> Reading:
    """A reading with the corrected values of its document, claims, quantities and times."""
    for (kind, place), given in sorted(values.items(), key=lambda x: x[0]):
        reading = correct_document(reading, given) if kind == "document" else correct(reading, kind, place, given)
    return reading
