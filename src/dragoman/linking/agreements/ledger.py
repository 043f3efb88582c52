"""The ledger of an agreement over all reports: promises in one report set against deeds in another.

A provision's deed is an event of another report, after the promise, with the same actor, in a clause that has
the provision's action and one of its objects. A provision whose deadline has passed by the newest report of its
stories, and of whose keeping nothing is told, is listed as pending: open, and not broken. The clock is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from dragoman.linking.corroboration import STATE
from dragoman.linking.rows import Rows
from dragoman.linking.synonyms import sense
from dragoman.linking.words import EVERYDAY, content_words
from dragoman.model.reading import Verdict
from dragoman.model.record import Agreement, ComplianceRow, Entity, Event, Evidence, ProvisionRow
from dragoman.model.time import Time

# What is said settles nothing; SUPPORT is there for another agreement that was promised.
_DEEDS = ("RETREAT", "AID", "COOPERATE", "MOBILIZE", "SANCTION", "COERCE", "CONSULT", "SUPPORT")
_BY = re.compile(r"(?:by|before|until|within|no later than|not later than|due|deadline)(?: \w+){0,3} $")
_OVER = ("terminated", "expired", "broken")
_NUMBER = re.compile(r"\d[\d,.]*")
_PREFIX = 5  # letters by which forms of one verb are known
_MOST = 3  # deeds listed for one provision


def keep_ledger(
    rows: Rows, agreement: Agreement, events: Iterable[Event], entities: Mapping[str, Entity],
) -> Agreement:
    """An agreement, with what was done or left open under each of its provisions in `compliance`.

    `rows` and `events` are of the stories that tell of it.
    """
    if not agreement.provisions:
        return agreement
    deeds = _Deeds(entities, events)
    newest = max((p.latest or p.value for r in rows.readings.values() if (p := r.document.published)), default="")
    told = [_placed(row, agreement, deeds) for row in agreement.compliance]
    judged = {row.provision for row in told}
    found: list[ComplianceRow] = []
    for n, provision in enumerate(agreement.provisions):
        if n in judged or provision.modality != "committed":
            continue
        done = list(deeds.under(rows, agreement, provision))[:_MOST]
        found += [msgspec.structs.replace(row, provision=n) for row in done]
        if not done and _is_due(agreement, provision, newest) and _is_promise(rows, provision) and not _is_told(
                rows, provision, deeds.about(agreement, provision)):
            found.append(_open(provision, n, newest))
    return msgspec.structs.replace(agreement, compliance=(*told, *found))


def is_deed(event: Event) -> bool:
    """Is it something done that may keep a promise?"""
    return event.status == "occurred" and event.type in _DEEDS


def _placed(row: ComplianceRow, agreement: Agreement, deeds: _Deeds) -> ComplianceRow:
    """A verdict with the provision that it is about: the one of the same party with most of its words in it."""
    known = deeds.names(agreement) | EVERYDAY
    said = _senses(row.text) - known
    fits = []
    for n, provision in enumerate(agreement.provisions):
        about = _senses(provision.text) - known
        shared = len(said & about)
        if deeds.may_be_one(row.party, provision.obligor) and shared > 1 and 2 * shared >= min(len(said), len(about)):
            fits.append((shared, -n))
    return msgspec.structs.replace(row, provision=-max(fits)[1]) if fits else row


def _is_due(agreement: Agreement, provision: ProvisionRow, newest: str) -> bool:
    """Had its day passed when the newest report appeared, and did the agreement last until then?"""
    due = provision.deadline.latest if provision.deadline else None
    if not due or due >= newest:
        return False
    ended = [s for s in agreement.history if s.status in _OVER]
    return not any(s.time is None or (s.time.latest or "") <= due for s in ended)


def _is_promise(rows: Rows, provision: ProvisionRow) -> bool:
    """Is its day one to be kept: still to come when it was told, or told as a limit, and on no condition?"""
    if provision.condition or provision.text.lower().startswith("if "):
        return False
    due = provision.deadline.latest if provision.deadline else None
    for span in (e for e in provision.evidence if e.field == "deadline"):
        document = rows.readings[span.document].document
        told = document.published.earliest if document.published else None
        before = document.text[max(0, span.start - 40):span.start].lower()
        if (told and due and told <= due) or _BY.search(before):
            return True
    return False


def _is_told(rows: Rows, provision: ProvisionRow, about: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Does another report, or one from the deadline on, speak of it elsewhere than where it tells the promise?"""
    action, things = about
    due = (provision.deadline.latest if provision.deadline else None) or ""
    promised = {e.document for e in provision.evidence}
    own = {(e.document, rows.sentence(e.document, e.start, e.end).start) for e in provision.evidence}
    for key, reading in rows.readings.items():
        published = reading.document.published
        if key in promised and (published is None or (published.latest or "") < due):
            continue
        for sentence in reading.sentences:
            if (key, sentence.start) not in own:
                words = _senses(reading.document.text[sentence.start:sentence.end])
                if action & words and (not things or things & words):
                    return True
    return False


def _open(provision: ProvisionRow, position: int, newest: str) -> ComplianceRow:
    due = provision.deadline.value if provision.deadline else ""
    return ComplianceRow(
        verdict="pending", by=(), party=provision.obligor, text=provision.text, time=provision.deadline,
        evidence=provision.evidence, provision=position,
        why=f"due {due}; no report up to {newest} says whether it was done")


@dataclass(frozen=True)
class _Deed:
    event: Event
    clauses: tuple[tuple[Evidence, frozenset[str]], ...]


class _Deeds:
    """What was done, by who did it."""

    def __init__(self, entities: Mapping[str, Entity], events: Iterable[Event]):
        self._entities = entities
        self._by_actor: dict[str, list[_Deed]] = {}
        for event in events:
            if not is_deed(event):
                continue
            clauses = tuple((e, _senses(e.text)) for e in event.evidence if e.field is None)
            deed = _Deed(event, clauses)
            for key in sorted({self._key(a) for a in event.actors}):
                self._by_actor.setdefault(key, []).append(deed)

    def may_be_one(self, one: str | None, other: str | None) -> bool:
        """May two entities be one actor: one is open, or they are of one state?"""
        return one is None or other is None or self._key(one) == self._key(other)

    def under(self, rows: Rows, agreement: Agreement, provision: ProvisionRow) -> Iterator[ComplianceRow]:
        """The deeds that a provision asked for, each as a verdict that tells why."""
        if provision.obligor is None or not provision.action or not provision.object:
            return
        promised = {e.document for e in provision.evidence}
        action, things = self.about(agreement, provision)
        for deed in self._by_actor.get(self._key(provision.obligor), ()):
            made = deed.event.type == "SUPPORT" and deed.event.agreement in (agreement.id, None)
            if made or any(clause.document in promised for clause, _ in deed.clauses):
                continue
            fits = [(c, words & action, words & things) for c, words in deed.clauses]
            fits = [f for f in fits if f[1] and f[2]]
            told = [(_measure(provision, deed.event, f[0]), f) for f in fits]
            told = [t for t in told if t[0][0] is not None][:1]
            if told and self._is_after(rows, agreement, provision, deed):
                (verdict, measure), (clause, act, same) = told[0]
                why = f"after the promise and by the same actor: {_words(clause.text, act | same)}{measure}"
                yield _row(rows, provision, deed.event, clause, verdict or "met", why)

    def about(self, agreement: Agreement, provision: ProvisionRow) -> tuple[frozenset[str], frozenset[str]]:
        """The senses of what a provision would have done, and of what to: without names, numbers and bare words."""
        action = _senses(provision.action or "")
        things = _senses(provision.object or provision.text) - EVERYDAY - action - self.names(agreement)
        verbs = {w[:_PREFIX] for w in content_words(provision.action or "")}  # "ratify" in "are to be ratified"
        return action, frozenset(t for t in things if not t[0].isdigit() and t[:_PREFIX] not in verbs)

    def _is_after(self, rows: Rows, agreement: Agreement, provision: ProvisionRow, deed: _Deed) -> bool:
        """Was it done after the promise: after the signing, else after the first report of the promise?"""
        promised = agreement.signed.earliest if agreement.signed else _first(rows, provision.evidence)
        when = deed.event.time.latest if deed.event.time else _first(rows, [c for c, _ in deed.clauses])
        return bool(promised and when and promised <= when)

    def names(self, agreement: Agreement) -> frozenset[str]:
        """The words of the parties' names."""
        names = (self._entities[p].name for p in agreement.parties if p in self._entities)
        return frozenset(w for name in names for w in _senses(name))

    def _key(self, entity: str) -> str:
        row = self._entities.get(entity)
        acts = row is not None and row.country and (row.kind in ("country", "government") or row.sector in STATE)
        return f"state {row.country}" if row is not None and acts else entity


def _first(rows: Rows, evidence: Iterable[Evidence]) -> str | None:
    """The day of the first of some reports, or None where one has none."""
    days = [p.earliest if (p := rows.readings[e.document].document.published) else None for e in evidence]
    return min((d for d in days if d), default=None) if all(days) else None


def _row(rows: Rows, provision: ProvisionRow, event: Event, clause: Evidence, verdict: Verdict,
         why: str) -> ComplianceRow:
    claims = rows.claims_by_id(clause.document, [clause]).values()
    inner = min((c for c in claims if c.attribution and c.start <= clause.start and clause.end <= c.end),
                key=lambda c: (c.end - c.start, c.start), default=None)
    promise = [Evidence(document=e.document, start=e.start, end=e.end, text=e.text, field="provision")
               for e in provision.evidence if e.field is None]
    return ComplianceRow(
        verdict=verdict, by=rows.attribution(clause.document, inner.attribution) if inner else (),
        party=provision.obligor, text=clause.text, time=event.time,
        evidence=tuple(sorted({*event.evidence, *promise})), event=event.id, why=why)


def _measure(provision: ProvisionRow, event: Event, clause: Evidence) -> tuple[Verdict | None, str]:
    """Met or partly met by number and day; None where a number was promised and none is told."""
    promised = _numbers(provision.object or "")
    done = _numbers(clause.text)
    late = _is_late(provision.deadline, event.time)
    if promised and not done:
        return None, ""
    if promised and max(done) < min(promised):
        return "partly-met", f", {max(done):g} of {min(promised):g}"
    return ("partly-met", ", after the deadline") if late else ("met", "")


def _is_late(deadline: Time | None, done: Time | None) -> bool:
    return bool(deadline and done and deadline.latest and done.earliest and done.earliest > deadline.latest)


def _numbers(text: str) -> list[float]:
    """The counts in a text, without its years.

    >>> _numbers("free 1,200 men by 2026")
    [1200.0]
    """
    found = [n.strip(".,").replace(",", "") for n in _NUMBER.findall(text)]
    return [float(n) for n in found if n.count(".") < 2 and not (len(n) == 4 and n.startswith(("19", "20")))]


def _senses(text: str) -> frozenset[str]:
    return frozenset(map(sense, content_words(text)))


def _words(text: str, senses: frozenset[str]) -> str:
    """The words of a text that have some senses, as they stand there."""
    return " ".join(w for w in text.split() if _senses(w) & senses)
