"""One row from what several reports say of one agreement: what they agree on once, what they add beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from dragoman.linking.agreements.compare import Told, days_apart
from dragoman.linking.agreements.history import LIFE, history
from dragoman.linking.corroboration import Origins
from dragoman.linking.rows import Rows
from dragoman.linking.words import content_words
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, AgreementStatus, Signatory
from dragoman.model.record import (
    Agreement,
    AimRow,
    ComplianceRow,
    Corroboration,
    Entity,
    Evidence,
    ProvisionRow,
    RelationRow,
    SignatoryRow,
)
from dragoman.model.time import Time

_T = TypeVar("_T")
_R = TypeVar("_R")
_S = TypeVar("_S")
Homes = Mapping[tuple[str, int], str]  # the agreement of each mention, by document id and position
_OPEN = Corroboration(documents=0, outlets=0, origins=(), independent_origins=0, level="single-source")


def outline(rows: Rows, top: str, members: Iterable[Told]) -> Agreement:
    """What some reports call an agreement, its kind, parties and day, with their evidence; the rest is left open."""
    ordered = _by_age(members)
    return Agreement(
        id=top, name=_fullest(ordered), kind=kind_of(ordered), form=_most([t.mention.form for t in ordered]),
        parties=_parties(rows, ordered), signatories=(), witnesses=(), mediators=(), signed=_signed(ordered),
        place=_place(ordered), status=None, aims=(), provisions=(), compliance=(), relations=(),
        evidence=_merged_evidence(_evidence(rows, t.document, t.mention.evidence) for t in ordered),
        corroboration=_OPEN)


def merge(rows: Rows, origins: Origins, of: Homes, top: str, members: Iterable[Told]) -> Agreement:
    """One row from what the reports say, the earliest published first."""
    ordered = _by_age(members)
    row = outline(rows, top, ordered)
    life = history(rows, ordered, row.signed)
    return msgspec.structs.replace(
        row,
        signatories=_people(rows, ordered, lambda m: m.signatories),
        witnesses=_people(rows, ordered, lambda m: m.witnesses),
        mediators=_people(rows, ordered, lambda m: m.mediators),
        status=life[-1].status if life else _status(ordered),
        aims=_aims(rows, ordered), provisions=_provisions(rows, ordered), compliance=_compliance(rows, ordered),
        relations=_relations(rows, of, top, ordered),
        corroboration=origins.corroborate(e for e in row.evidence if e.field is None),
        history=life,
    )


def _by_age(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda t: (t.published or "9999", t.document, t.position))


def _parties(rows: Rows, told: list[Told]) -> tuple[str, ...]:
    """The parties. A bare surname of somebody who signed, in a report without the full name, is none."""
    surnames = {
        rows.readings[t.document].chains[s.person].name.split()[-1] for t in told for s in t.mention.signatories
    } | {w for t in told for s in t.mention.signatories for w in rows.readings[t.document].chains[s.person].aliases}
    return tuple(dict.fromkeys(
        e for t in told for n in t.mention.parties if rows.readings[t.document].chains[n].name not in surnames
        for e in rows.entities_of(t.document, (n,))
    ))


def _fullest(told: list[Told]) -> str:
    """The longest name with capitalised words, else the longest description."""
    return max((t.mention.name for t in told), key=lambda n: (len(re.findall(r"\b[A-Z]\w+", n)) > 1, len(n), n))


def _most(values: Iterable[_T | None]) -> _T | None:
    """The value given most often, the first of equals; None where none is given."""
    counts = Counter(v for v in values if v is not None)
    return counts.most_common(1)[0][0] if counts else None


def kind_of(told: Iterable[Told]) -> str:
    """The kind that most reports give or tell by their words; `other` where none does."""
    return _most(t.mention.kind for t in _by_age(told) if t.mention.kind != "other") or "other"


def inherit(row: Agreement, base: str | None, entities: Mapping[str, Entity]) -> Agreement:
    """Where no words tell the kind: an addendum's is that of its `base`, one with an armed group's is peace."""
    if row.kind != "other":
        return row
    rebels = any(entities[p].kind == "armed-group" for p in row.parties if p in entities)
    return msgspec.structs.replace(row, kind=base or ("peace" if rebels else "other"))


def base_of(told: Iterable[Told], of: Homes) -> str | None:
    """The agreement that one, as some reports tell of it, amends or is part of, if any."""
    found = [(r.kind, base) for t in told for r in t.mention.relations if r.kind in ("amends", "part-of")
             if (base := of[t.document, r.agreement]) != of[t.document, t.position]]
    return min(found)[1] if found else None


def _signed(told: list[Told]) -> Time | None:
    """The date that most reports give or allow, the more exact before the less."""
    many = Counter(t.signed for t in told if t.signed)
    if not many:
        return None
    order = {time: -n for n, time in enumerate(many)}

    def rank(time: Time) -> tuple[int, int, int]:
        exact = len(time.value) if "/" not in time.value else 0
        return sum(n for x, n in many.items() if days_apart(time, x) == 0), exact, order[time]

    best = max(many, key=rank)
    days = [g for g in many if len(g.value) > len(best.value) and "/" not in g.value and days_apart(g, best) == 0]
    return max(days, key=rank, default=best)  # the day that most give, within the month that all do


def _place(told: list[Told]) -> str | None:
    return _most(t.place for t in told)


def _status(told: list[Told]) -> AgreementStatus | None:
    """What the latest report says after the signing; of reports without a date, what is furthest in its life."""
    given = [(t.published, LIFE.index(t.mention.status), t.mention.status) for t in told if t.mention.status]
    later = [g for g in given if g[1] > LIFE.index("signed")]  # that it was signed stays true, and says no more
    if not later or any(not published for published, _, _ in later):
        return max(given, key=lambda g: g[1])[2] if given else None
    return max(later)[2]


def _people(
    rows: Rows, told: list[Told], which: Callable[[AgreementMention], tuple[Signatory, ...]],
) -> tuple[SignatoryRow, ...]:
    found: dict[str, SignatoryRow] = {}
    for item in told:
        for s in which(item.mention):
            person = rows.entity(item.document, s.person)
            if person is None:
                continue
            known = found.get(person)
            found[person] = SignatoryRow(
                person=person, party=(known.party if known else None) or rows.entity(item.document, s.party),
                role=max(filter(None, (known.role if known else None, s.role)), key=len, default=None))
    return tuple(found.values())


def _evidence(rows: Rows, document: str, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    return tuple(rows.evidence(document, s) for s in spans)


def _grouped(items: Iterable[_R], says: Callable[[_R], _S], same: Callable[[_S, _S], bool]) -> list[list[_R]]:
    """Items that say the same, each group in the order of its items; what many say alike is compared once."""
    groups: list[tuple[list[_S], list[_R]]] = []
    known: dict[_S, tuple[list[_S], list[_R]]] = {}
    for item in items:
        said = says(item)
        if said not in known:
            known[said] = next((g for g in groups if any(same(said, x) for x in g[0])), ([], []))
            if not known[said][0]:
                groups.append(known[said])
            known[said][0].append(said)
        known[said][1].append(item)
    return [members for _, members in groups]


def _same_words(a: frozenset[str], b: frozenset[str], share: float) -> bool:
    least, most = sorted((len(a), len(b)))
    return least > 0 and len(a & b) >= share * least and 2 * least >= most


def _merged_evidence(rows: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    return _in_order({e for evidence in rows for e in evidence})


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (e.document, e.start, e.end, e.field or "")))


def _claims(rows: Rows, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({c for e in evidence for c in rows.claims_at(e.document, [e])}))


def _aims(rows: Rows, told: list[Told]) -> tuple[AimRow, ...]:
    every = [(a.text, _evidence(rows, t.document, a.evidence)) for t in told for a in t.mention.aims]
    merged = []
    for group in _grouped(every, lambda aim: content_words(aim[0]), lambda x, y: _same_words(x, y, 0.7)):
        evidence = _merged_evidence(e for _, e in group)
        text = max((x for x, _ in group), key=len)
        merged.append(AimRow(text=text, claims=_claims(rows, evidence), evidence=evidence))
    return tuple(merged)


def _provisions(rows: Rows, told: list[Told]) -> tuple[ProvisionRow, ...]:
    every = []
    for t in told:
        for p in t.mention.provisions:
            evidence = _evidence(rows, t.document, p.evidence)
            every.append(ProvisionRow(
                text=p.text, obligor=rows.entity(t.document, p.obligor),
                beneficiary=rows.entity(t.document, p.beneficiary), action=p.action, object=p.object, sector=p.sector,
                modality=p.modality, condition=p.condition, deadline=rows.time(t.document, p.deadline),
                claims=_claims(rows, evidence), evidence=evidence))
    return tuple(_one_provision(g) for g in _grouped(every, _Promise.of, _Promise.is_that))


class _Promise(NamedTuple):
    """What two provisions are compared by."""

    text: str
    action: str | None
    obligor: str | None
    modality: str
    deadline: str | None
    words: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, row: ProvisionRow) -> _Promise:
        return cls(row.text.casefold(), row.action, row.obligor, row.modality,
                   row.deadline.value if row.deadline else None,
                   content_words(row.text), frozenset(re.findall(r"\d[\d.,]*", row.text)))

    def is_that(self, other: _Promise) -> bool:
        if self.text == other.text and self.action == other.action:
            return True
        if self.modality != other.modality or (self.obligor and other.obligor and self.obligor != other.obligor):
            return False
        if self.deadline and other.deadline and self.deadline != other.deadline:
            return False
        return self.numbers == other.numbers and _same_words(self.words, other.words, 0.7)


def _one_provision(group: list[ProvisionRow]) -> ProvisionRow:
    """The provision as said most fully, with what the others add."""
    best = max(group, key=lambda p: sum(v is not None for v in (p.obligor, p.condition, p.deadline, p.object)))

    def first(name: str) -> object:
        return next((v for p in (best, *group) if (v := getattr(p, name)) is not None), None)

    evidence = _merged_evidence(p.evidence for p in group)
    fields = {n: first(n) for n in ("obligor", "beneficiary", "action", "object", "sector", "condition", "deadline")}
    return ProvisionRow(text=best.text, modality=best.modality, evidence=evidence,
                        claims=tuple(sorted({c for p in group for c in p.claims})), **fields)  # type: ignore[arg-type]


def _compliance(rows: Rows, told: list[Told]) -> tuple[ComplianceRow, ...]:
    every = [
        ComplianceRow(
            verdict=c.verdict, by=rows.attribution(t.document, c.by), party=rows.entity(t.document, c.party),
            text=c.text, time=rows.time(t.document, c.time), evidence=_evidence(rows, t.document, c.evidence))
        for t in told for c in t.mention.compliance]
    merged = []
    for group in _grouped(every, _Judged.of, _Judged.is_that):
        best = max(group, key=lambda c: len(c.text))
        merged.append(ComplianceRow(
            verdict=best.verdict, by=best.by, party=best.party, text=best.text,
            time=next((c.time for c in group if c.time), None), evidence=_merged_evidence(c.evidence for c in group)))
    return tuple(merged)


class _Judged(NamedTuple):
    """What two verdicts are compared by."""

    verdict: str
    party: str | None
    by: str
    words: frozenset[str]

    @classmethod
    def of(cls, row: ComplianceRow) -> _Judged:
        by = (row.by[-1].entity or row.by[-1].name) if row.by else ""
        return cls(row.verdict, row.party, by, content_words(row.text))

    def is_that(self, other: _Judged) -> bool:
        return self[:3] == other[:3] and _same_words(self.words, other.words, 0.7)


def _relations(rows: Rows, of: Homes, top: str, told: list[Told]) -> tuple[RelationRow, ...]:
    found: dict[tuple[str, str], set[Evidence]] = {}
    for t in told:
        for r in t.mention.relations:
            target = of[t.document, r.agreement]
            if target != top:
                found.setdefault((r.kind, target), set()).update(_evidence(rows, t.document, r.evidence))
    return tuple(RelationRow(kind=kind, agreement=target, evidence=_in_order(evidence))  # type: ignore[arg-type]
                 for (kind, target), evidence in sorted(found.items()))
