"""Agreements over all reports that speak of them.

Two reports' agreements are compared where they share a party and a kind, a word of their names, or a
month of signing. What speaks for and against their being one is summed with its reasons. Groups grow from
the best pairs down, and never join two agreements that one report keeps apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from dragoman.linking.cluster import THRESHOLD, Pair, connect, own_id
from dragoman.linking.corroboration import Origins
from dragoman.linking.rows import Rows
from dragoman.linking.words import content_words, tokens
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, AgreementStatus, Signatory
from dragoman.model.record import (
    Agreement,
    AimRow,
    ComplianceRow,
    Evidence,
    Link,
    ProvisionRow,
    Redirect,
    RelationRow,
    SignatoryRow,
)
from dragoman.model.time import Time

_KIND = "agreement"
_PARTIAL = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?(?:T.*)?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_NEIGHBOURS = 60  # of a large block, each agreement is compared with so many that follow it in time
_DAYS_OFF = 7  # reports of one signing may differ by some days
# Words that a name shares with those of other agreements of its kind.
_COMMON = frozenset("""
    agreement accord pact deal treaty memorandum understanding protocol contract truce ceasefire arrangement addendum
    annex extension cooperation joint new signed newly broader comprehensive bilateral day month year three two hour
    48-hour 72-hour march january february april may june july august september october november december
""".split())
# Kinds that reports give to one agreement.
_NEAR = ({"defence", "security"}, {"trade", "economic"}, {"energy", "economic"}, {"exchange", "humanitarian"},
         {"peace", "ceasefire"}, {"peace", "political", "security"}, {"border", "security"})
_GENERAL_FORMS = ("agreement", None)
_LIFE: tuple[AgreementStatus, ...] = ("proposed", "negotiating", "agreed", "signed", "ratified", "in-force",
                                      "suspended", "broken", "terminated", "expired")
_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(frozen=True)
class LinkedAgreements:
    """The agreements, and the agreement id of each mention by (document id, position)."""

    agreements: tuple[Agreement, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True)
class Told:
    """One report's agreement, with what it is compared by. `parties` are entity ids.

    `said` is the TIMEX3 value of the date, which may lack its year where the report has none.
    """

    id: str
    document: str
    position: int
    mention: AgreementMention
    parties: frozenset[str]
    names: Mapping[str, frozenset[str]]
    people: frozenset[str]
    near: frozenset[str]
    place: str | None
    signed: Time | None
    said: str
    published: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name that tell it from others of its kind."""
        return frozenset(w for w in content_words(self.mention.name) if w not in _COMMON and not w.isdigit())

    @cached_property
    def proper(self) -> frozenset[str]:
        """The capitalised words of the name."""
        return frozenset(w for p in re.findall(r"\b[A-Z]\w+", self.mention.name)
                         for w in tokens(p) if w not in _COMMON)


def link_agreements(rows: Rows, origins: Origins) -> LinkedAgreements:
    """The agreements of some readings; `origins.corroborate` tells on whose word each one rests."""
    told = {t.id: t for t in _told(rows)}
    groups = connect(_KIND, told, _allowed(told, _pairs(told)))
    of = {(t.document, t.position): groups.group[t.id] for t in told.values()}
    merged = tuple(_merge(rows, origins, of, top, [told[m] for m in members])
                   for top, members in groups.members.items())
    rebels = frozenset(entity for (d, n), entity in rows.entities.items()
                       if rows.readings[d].chains[n].kind == "armed-group")
    return LinkedAgreements(tuple(_inherit(list(merged), rebels)), of, groups.links, groups.redirects)


def _told(rows: Rows) -> Iterator[Told]:
    for document, reading in rows.readings.items():
        published = reading.document.published
        for n, mention in enumerate(reading.agreements):
            yield Told(
                id=own_id(_KIND, document, n), document=document, position=n, mention=mention,
                parties=frozenset(rows.entities_of(document, mention.parties)),
                names={rows.entities[document, c]: content_words(reading.chains[c].name) for c in mention.parties},
                near=_near(rows, document, mention),
                people=frozenset(rows.entities_of(document, [s.person for s in mention.signatories])),
                place=rows.entity(document, mention.place), signed=rows.time(document, mention.signed),
                said=reading.times[mention.signed].value if mention.signed is not None else "",
                published=(published.latest or published.value) if published else "")


def _near(rows: Rows, document: str, mention: AgreementMention) -> frozenset[str]:
    """The months and years told with an agreement: its own date, else those of the sentence of its status."""
    times = rows.readings[document].times
    if mention.signed is not None:
        values = [times[mention.signed].value]
    else:
        sentences = [rows.sentence(document, s.start, s.end) for s in mention.evidence if s.field == "status"]
        sentences += [rows.sentence(document, s.start, s.end) for s in mention.evidence[:1]]
        values = [t.value for t in times for s in sentences if s.start <= t.start < s.end and t.type == "DATE"]
    found = {v[:7] for v in values if v[:7].replace("-", "").isdigit()}
    return frozenset(found | {v[:4] for v in found})


def _pairs(told: Mapping[str, Told]) -> Iterator[Pair]:
    """The pairs of different reports that share a block, scored."""
    blocks: dict[tuple[str, ...], list[Told]] = {}
    for item in told.values():
        for key in sorted(set(_keys(item))):
            blocks.setdefault(key, []).append(item)
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        block.sort(key=lambda t: ((t.signed.earliest or "") if t.signed else t.published, t.published, t.id))
        for n, one in enumerate(block):
            for other in block[n + 1:n + 1 + _NEIGHBOURS]:
                left, right = sorted((one.id, other.id))
                if one.document != other.document and (left, right) not in seen:
                    seen.add((left, right))
                    yield _compare(told[left], told[right])


def _keys(item: Told) -> Iterator[tuple[str, ...]]:
    parties = sorted(item.parties)
    for n, party in enumerate(parties):
        yield ("party", party)
        yield from (("pair", party, other) for other in parties[n + 1:])
    for word in sorted(item.proper):
        yield ("name", word)
    for month in sorted(item.near):
        yield ("near", month, item.mention.kind)
    if item.said[5:7].isdigit():
        yield ("signed", item.said[5:7], item.mention.kind)
        yield ("day", item.said[5:10], item.place or "")


def _compare(one: Told, other: Told) -> Pair:
    """What speaks for two reports' agreements being one, from 0 to 1."""
    against = _contradiction(one, other)
    if against:
        return Pair(one.id, other.id, 0.0, (against,))
    marks = list(_marks(one, other))
    return Pair(one.id, other.id, min(1.0, max(0.0, sum(m[0] for m in marks))), tuple(m[1] for m in marks if m[0] > 0))


def _contradiction(one: Told, other: Told) -> str:
    a, b = one.mention, other.mention
    if not near_kinds(a.kind, b.kind) and not one.proper & other.proper:
        return "other kinds"
    if a.form != b.form and a.form not in _GENERAL_FORMS and b.form not in _GENERAL_FORMS:
        return "other forms"
    one_month = len(one.said) == 7 and one.said == other.said and one.said[:4].isdigit()
    if _derived(a.name) != _derived(b.name) and not one_month:
        return "one is part of or changes another"
    common = _in_common(one, other)
    if common < min(2, len(one.parties), len(other.parties)):
        return "other parties"
    if gap(one, other) > _DAYS_OFF:
        return "signed at other times"
    if one.proper and other.proper and not one.proper & other.proper and not common:
        return "other names"
    return ""


def _marks(one: Told, other: Told) -> Iterator[tuple[float, str]]:
    common = _in_common(one, other)
    if common > 1:
        yield 0.35, "the same parties"
    elif common:
        yield 0.2, "a party in common"
    apart = gap(one, other)
    if one.said and other.said:
        if apart:
            yield 0.05, f"signed {apart} days apart"
        elif "W" in one.said + other.said and not (one.signed and other.signed):
            yield 0.1, "signed on one weekday"
        else:
            exact = len(one.said) > 4 and len(other.said) > 4
            yield (0.3 if exact else 0.25), f"signed {max(one.said, other.said, key=len)}"
    elif one.near & other.near:
        yield (0.35 if any("-" in x for x in one.near & other.near) else 0.2), "told with one date"
    elif bool(one.said) != bool(other.said):
        yield -0.05, "one without a date"
    if one.proper & other.proper:
        yield 0.35, "named " + ", ".join(sorted(one.proper & other.proper))
    elif one.words & other.words:
        yield 0.15, "called " + ", ".join(sorted(one.words & other.words))
    if one.mention.kind == other.mention.kind:
        yield 0.15, f"kind {one.mention.kind}"
    if one.place and one.place == other.place:
        yield 0.15, "the same place"
    if one.people & other.people:
        yield 0.3, "the same signatories"
    if one.position == 0 and other.position == 0:
        yield 0.1, "what both reports are first about"


def _in_common(one: Told, other: Told) -> int:
    """How many parties two agreements share; a movement and its wing count where their names do nearly agree."""
    shared = one.parties & other.parties
    akin = sum(any(_akin(one.names[a], other.names[b]) for b in other.parties - shared) for a in one.parties - shared)
    return len(shared) + akin


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two names share two words, and all but one of the shorter?"""
    return len(one & other) > 1 and len(one & other) >= min(len(one), len(other)) - 1


def gap(one: Told, other: Told) -> int:
    """The days between two dates of signing; of dates without a year, between day and month, or the weekdays."""
    if one.signed and other.signed:
        return days_apart(one.signed, other.signed)
    days = [_in_year(t, u) for t, u in ((one, other), (other, one))]
    if not days[0] or not days[1]:
        return _weekdays_apart(one, other)
    return days_apart(Time(value="", earliest=days[0][0], latest=days[0][1]),
                      Time(value="", earliest=days[1][0], latest=days[1][1]))


def _in_year(item: Told, other: Told) -> tuple[str, str] | None:
    """The bounds of a date, in the other's year where it has none."""
    if item.signed and item.signed.earliest and item.signed.latest:
        return item.signed.earliest, item.signed.latest
    found = _PARTIAL.fullmatch(item.said)
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    year = other.signed.earliest[:4] if other.signed and other.signed.earliest else "2000"
    month, day = found.groups()
    last = min(int(day), 28) if day else 28  # every month has so many days, in every year
    return f"{year}-{month}-{last if day else 1:02d}", f"{year}-{month}-{last:02d}"


def _weekdays_apart(one: Told, other: Told) -> int:
    """0 where the weekday of one may be that of the other."""
    for item, known in ((one, other), (other, one)):
        found = _WEEKDAY.match(item.said)
        if found and known.signed and known.signed.earliest and known.signed.earliest == known.signed.latest:
            return abs(date.fromisoformat(known.signed.earliest).isoweekday() - int(found[1])) % 7
    return 0


def near_kinds(one: str, other: str) -> bool:
    """May two reports give these kinds to one agreement?"""
    return one == other or "other" in (one, other) or any(one in near and other in near for near in _NEAR)


def _derived(name: str) -> str:
    words = tokens(name)
    return next((w for w in ("addendum", "annex", "extension", "amendment", "prolong", "prolonged") if w in words[:4]), "")


def days_apart(one: Time | None, other: Time | None) -> int:
    """The days between two intervals; 0 where they touch or one is open."""
    if not one or not other or not (one.earliest and one.latest and other.earliest and other.latest):
        return 0
    gap = max(one.earliest, other.earliest), min(one.latest, other.latest)
    if gap[0] <= gap[1]:
        return 0
    return (date.fromisoformat(gap[0]) - date.fromisoformat(gap[1])).days


def _allowed(told: Mapping[str, Told], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs, best first, but for those that would join two agreements of one report."""
    groups = {i: [i] for i in told}
    documents = {i: {t.document} for i, t in told.items()}
    top = {i: i for i in told}
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        if pair.score < THRESHOLD:
            return
        a, b = top[pair.left], top[pair.right]
        if a == b:
            yield pair
        elif not documents[a] & documents[b]:
            documents[a] |= documents[b]
            groups[a] += groups[b]
            top.update(dict.fromkeys(groups[b], a))
            yield pair


def _merge(rows: Rows, origins: Origins, of: Mapping[tuple[str, int], str], top: str, members: list[Told]) -> Agreement:
    """One row from what the reports say, the earliest published first."""
    ordered = sorted(members, key=lambda t: (t.published or "9999", t.document, t.position))
    evidence = _merged_evidence(_evidence(rows, t.document, t.mention.evidence) for t in ordered)
    parties = tuple(dict.fromkeys(e for t in ordered for e in rows.entities_of(t.document, t.mention.parties)))
    return Agreement(
        id=top, name=_fullest(ordered), kind=_kind(ordered), form=_most([t.mention.form for t in ordered]),
        parties=parties,
        signatories=_people(rows, ordered, lambda m: m.signatories),
        witnesses=_people(rows, ordered, lambda m: m.witnesses),
        mediators=_people(rows, ordered, lambda m: m.mediators),
        signed=_signed(ordered), place=_place(ordered), status=_status(ordered),
        aims=_aims(rows, ordered), provisions=_provisions(rows, ordered), compliance=_compliance(rows, ordered),
        relations=_relations(rows, of, top, ordered), evidence=evidence,
        corroboration=origins.corroborate(e for e in evidence if e.field is None),
    )


def _fullest(told: list[Told]) -> str:
    """The longest name with capitalised words, else the longest description."""
    return max((t.mention.name for t in told), key=lambda n: (len(re.findall(r"\b[A-Z]\w+", n)) > 1, len(n), n))


def _most(values: Iterable[_T | None]) -> _T | None:
    """The value given most often, the first of equals; None where none is given."""
    counts = Counter(v for v in values if v is not None)
    return counts.most_common(1)[0][0] if counts else None


def _kind(told: list[Told]) -> str:
    return _most(t.mention.kind for t in told if t.mention.kind != "other") or "other"


def _inherit(rows: list[Agreement], rebels: frozenset[str]) -> Iterator[Agreement]:
    """Where no words tell the kind: an addendum's is that of its base, one with an armed group's is peace."""
    kinds = {r.id: r.kind for r in rows}
    for row in rows:
        base = next((r.agreement for r in row.relations if r.kind in ("amends", "part-of")), None)
        kind = kinds[base] if base is not None else "peace" if rebels & set(row.parties) else "other"
        yield msgspec.structs.replace(row, kind=kind) if row.kind == "other" else row


def _signed(told: list[Told]) -> Time | None:
    """The date that most reports give or allow, the more exact before the less."""
    given = [t.signed for t in told if t.signed]
    if not given:
        return None
    return max(given, key=lambda g: (sum(days_apart(g, x) == 0 for x in given), len(g.value) if "/" not in g.value else 0,
                                     -given.index(g)))


def _place(told: list[Told]) -> str | None:
    return _most(t.place for t in told)


def _status(told: list[Told]) -> AgreementStatus | None:
    """What the latest report says after the signing; of reports without a date, what is furthest in its life."""
    given = [(t.published, _LIFE.index(t.mention.status), t.mention.status) for t in told if t.mention.status]
    later = [g for g in given if g[1] > _LIFE.index("signed")]  # that it was signed stays true, and says no more
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


def _grouped(items: Iterable[_R], same: Callable[[_R, _R], bool]) -> list[list[_R]]:
    groups: list[list[_R]] = []
    for item in items:
        group = next((g for g in groups if any(same(item, x) for x in g)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return groups


def _same_words(one: str, other: str, share: float) -> bool:
    a, b = content_words(one), content_words(other)
    return bool(a and b) and len(a & b) >= share * min(len(a), len(b)) and 2 * min(len(a), len(b)) >= max(len(a), len(b))


def _merged_evidence(rows: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    return _in_order({e for evidence in rows for e in evidence})


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (e.document, e.start, e.end, e.field or "")))


def _claims(rows: Rows, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({c for e in evidence for c in rows.claims_at(e.document, [e])}))


def _aims(rows: Rows, told: list[Told]) -> tuple[AimRow, ...]:
    every = [(a.text, _evidence(rows, t.document, a.evidence)) for t in told for a in t.mention.aims]
    merged = []
    for group in _grouped(every, lambda x, y: _same_words(x[0], y[0], 0.7)):
        evidence = _merged_evidence(e for _, e in group)
        merged.append(AimRow(text=max((x for x, _ in group), key=len), claims=_claims(rows, evidence), evidence=evidence))
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
    return tuple(_one_provision(g) for g in _grouped(every, _same_provision))


def _same_provision(one: ProvisionRow, other: ProvisionRow) -> bool:
    if one.modality != other.modality or (one.obligor and other.obligor and one.obligor != other.obligor):
        return False
    if one.deadline and other.deadline and one.deadline.value != other.deadline.value:
        return False
    numbers = [set(re.findall(r"\d[\d.,]*", x.text)) for x in (one, other)]
    return not numbers[0] ^ numbers[1] and _same_words(one.text, other.text, 0.7)


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
    for group in _grouped(every, _same_compliance):
        best = max(group, key=lambda c: len(c.text))
        merged.append(ComplianceRow(
            verdict=best.verdict, by=best.by, party=best.party, text=best.text,
            time=next((c.time for c in group if c.time), None), evidence=_merged_evidence(c.evidence for c in group)))
    return tuple(merged)


def _same_compliance(one: ComplianceRow, other: ComplianceRow) -> bool:
    by = [c.by[-1].entity or c.by[-1].name if c.by else "" for c in (one, other)]
    return (one.verdict, one.party, by[0]) == (other.verdict, other.party, by[1]) and _same_words(one.text, other.text, 0.7)


def _relations(
    rows: Rows, of: Mapping[tuple[str, int], str], top: str, told: list[Told],
) -> tuple[RelationRow, ...]:
    found: dict[tuple[str, str], set[Evidence]] = {}
    for t in told:
        for r in t.mention.relations:
            target = of[t.document, r.agreement]
            if target != top:
                found.setdefault((r.kind, target), set()).update(_evidence(rows, t.document, r.evidence))
    return tuple(RelationRow(kind=kind, agreement=target, evidence=_in_order(evidence))  # type: ignore[arg-type]
                 for (kind, target), evidence in sorted(found.items()))


