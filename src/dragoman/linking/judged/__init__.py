"""How people's judgements act on linking: they outrank every score, value and reading of the machine's.

What is rejected is taken out of the readings before anything is linked, and claims, quantities, times and
documents get their corrected values there, so that all that follows is made from what people say. What is one and
what is not binds the clustering. Values of rows that are made of several reports are set when these are made.
Everything is a function of the sets of readings and judgements: of two that contradict each other the later wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from dragoman.linking.cluster import FREE, Bonds
from dragoman.linking.copies import Overlap
from dragoman.linking.judged.docket import Docket, bonds_of, open_docket, parted_copies, rejected
from dragoman.linking.judged.outcome import mark
from dragoman.linking.judged.sift import correct, correct_document, sift
from dragoman.linking.judged.things import Finder, kind_of
from dragoman.linking.judged.values import NO_RULINGS, Given, Rulings, correct_rows, given_values
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Entity, Record

_BOUND = ("entity", "event", "agreement", "assertion", "story")
_TOUCHES = {"copy": "come", "document": "come", "story": "regrouped", "entity": "renamed"}  # other kinds: `again`
_LOCAL = ("claim", "quantity", "time", "document")  # things of one report, corrected where they are read


@dataclass(frozen=True)
class Judged:
    """What people's judgements come to: the readings that are others than before, and what binds the linking."""

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
        pairs = [(a, b) for kind in ("event", "assertion") for a, b, _ in self.bound(kind).same]
        pairs += [(given.thing, given.values["agreement"]) for given in self.values.get("event", ())
                  if given.values.get("agreement") is not None]
        return tuple(sorted({(self.places[a][0], self.places[b][0]) for a, b in pairs}))

    def overlaps(self, found: Iterable[Overlap]) -> tuple[Overlap, ...]:
        """The overlaps of documents but for those of which people say that neither repeats the other."""
        parted = parted_copies(self.docket)
        return tuple(o for o in found if frozenset((o.left, o.right)) not in parted)

    def reading(self, reading: Reading) -> Reading:
        """A reading as people have judged it."""
        return self.readings.get(reading.document.id, reading)

    def read(self, readings: Mapping[str, Reading]) -> Mapping[str, Reading]:
        """Some readings as people have judged them, each made when it is asked for."""
        return _AsJudged(self, readings) if self.readings else readings

    def entities(self, rows: Iterable[Entity], home: Mapping[str, str]) -> tuple[Entity, ...]:
        """The entities with the values that people gave them; a name is among the aliases. `home` leads from
        things to the rows that they are part of."""
        corrected = correct_rows(rows, self.values.get("entity", ()), home)
        return tuple(e if e.name in e.aliases else msgspec.structs.replace(
            e, aliases=tuple(sorted({*e.aliases, e.name}))) for e in corrected)

    def tellings(self, documents: Iterable[str] | None = None) -> frozenset[str]:
        """The tellings of agreements, in some documents or all, of which people say something or have said it."""
        within = None if documents is None else frozenset(documents)
        return frozenset(thing for thing, (document, _) in self.places.items()
                         if kind_of(thing) == "agreement" and (within is None or document in within))

    def rulings(self, documents: Iterable[str], home: Mapping[str, str], told: Iterable[str] = ()) -> Rulings:
        """What people say of what is linked within some documents, and of the agreements of which those are `told`."""
        if not self.judgements:
            return NO_RULINGS
        within = frozenset(documents)
        here = {thing for thing, (document, _) in self.places.items() if document in within} | set(told)
        bonds = {kind: Bonds(tuple(b for b in bound.same if b[0] in here and b[1] in here),
                             {t: s for t, s in bound.sides.items() if t in here})
                 for kind in ("event", "assertion") if (bound := self.bound(kind)) is not FREE}
        values = {kind: tuple(g.with_homes(home) for g in self.values.get(kind, ()) if g.thing in here)
                  for kind in ("event", "agreement", "assertion", "story")}
        heard = [h for h in self.docket.standing if h.kind in ("difference", "copy")]
        differences = tuple(h.judgement for h in heard if h.kind == "difference" and within.issuperset(
            t.document for t in h.judgement.things))
        copies = {frozenset(h.things): h.judgement.id for h in reversed(heard)
                  if h.kind == "copy" and h.judgement.verdict == "same" and within.issuperset(h.things)}
        return Rulings(bonds, values, differences, copies)

    def finish(self, record: Record) -> Record:
        """A record with its judgements, what has become of each, and the rows that they act on.

        Of a part of a record that holds all rows that judgements speak of it gives these.
        """
        return mark(record, self.judgements, self.docket) if self.judgements else record


class _AsJudged(Mapping[str, Reading]):
    """Readings as people have judged them, made one by one from those of a mapping."""

    def __init__(self, judged: Judged, readings: Mapping[str, Reading]):
        self._judged, self._readings = judged, readings

    def __getitem__(self, key: str) -> Reading:
        return self._judged.reading(self._readings[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._readings)

    def __len__(self) -> int:
        return len(self._readings)

    def __contains__(self, key: object) -> bool:
        return key in self._readings

    def items(self) -> Any:
        """Each id with its reading, as they are read."""
        return ((key, self._judged.reading(reading)) for key, reading in self._readings.items())


class Touched(NamedTuple):
    """Documents whose linking may be another after new judgements: those to be linked as if they had come, those of
    which only the stories, only who is named, or only the affairs are to be linked anew."""

    come: frozenset[str]
    regrouped: frozenset[str]
    renamed: frozenset[str]
    again: frozenset[str]


def touched(judgements: Iterable[Judgement], new: Iterable[Judgement]) -> Touched:
    """What new judgements touch: their documents, and those of all judgements that speak of the same things, since
    these may count now or no more."""
    known = {j.id: j for j in judgements}
    about: dict[str, set[str]] = {}
    for judgement in known.values():
        for key in (judgement.left, judgement.id, *(t.id for t in judgement.things)):
            about.setdefault(key, set()).add(judgement.id)
    found: set[str] = set()
    ahead = {j.id for j in new}
    while ahead:
        judgement = known[ahead.pop()]
        found.add(judgement.id)
        keys = (judgement.left, judgement.id, *(t.id for t in judgement.things))
        ahead |= {other for key in keys for other in about.get(key, ())} - found
    parts: dict[str, set[str]] = {field: set() for field in Touched._fields}
    for key in found:
        kind, wrong = known[key].kind, known[key].verdict == "wrong"
        field = "come" if kind == "entity" and wrong else _TOUCHES.get(kind, "again")
        parts[field].update(t.document for t in known[key].things)
    return Touched(**{field: frozenset(documents - (parts["come"] if field != "come" else set()))
                      for field, documents in parts.items()})


def documents_of(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The documents that judgements speak of."""
    return frozenset(t.document for judgement in judgements for t in judgement.things)


def hear(readings: Mapping[str, Reading], judgements: Iterable[Judgement]) -> Judged:
    """Judgements on readings, by document id; those of documents that judgements speak of are enough."""
    known = tuple(sorted({j.id: j for j in judgements}.values(), key=lambda j: j.id))
    if not known:
        return Judged({})
    finder = Finder(readings)
    docket = open_docket(known, finder)
    gone = rejected(docket, finder)
    local = _by_place(docket, finder)
    judged = {d: _corrected(readings[d], local.get(d, {})) for d in sorted({*local, *gone})}
    judged = {d: sift(r, gone[d]) if d in gone else r for d, r in judged.items()}
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
