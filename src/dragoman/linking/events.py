"""Events over reports: the same type, the same actors, and a time and place that agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from dragoman.linking.agreements import LinkedAgreements
from dragoman.linking.cluster import FREE, THRESHOLD, Bonds, Pair, connect, spanning
from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import STATE, Origins
from dragoman.linking.numbering import own_ids
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights, candidates, senses, shared_words
from dragoman.linking.summary import summarize
from dragoman.linking.synonyms import sense
from dragoman.linking.words import stem
from dragoman.model.base import Span
from dragoman.model.reading import EventMention, EventStatus, Reading
from dragoman.model.record import Entity, Event, Link, Redirect
from dragoman.model.time import Time

_DAY = len("2025-01-31")
_WHOLE = 5  # words of a sentence that reports do not have in common by chance
_ON_THE_SPOT = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")  # of these there are few at one place in a story
_SAID = ("REJECT", "ACCUSE")
_BOTH_SAY = "both say"
_MAKING = "the making of an agreement"
_RATIFIED = ("ratif", "approv", "endors", "adopt", "back")


@dataclass(frozen=True)
class LinkedEvents:
    """The events, and the event id of each mention by (document id, position)."""

    events: tuple[Event, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True)
class Mention:
    """One report's telling of an event, as compared: who (entities and their states), when, where, in what words.

    `text` tells of it; `sentence` has the words of its whole sentence, `figures` the numbers of the measures of its
    story that it has.
    """

    key: str
    document: str
    position: int
    event: EventMention
    actors: frozenset[str]
    recipients: frozenset[str]
    place: str | None
    town: bool
    time: Time | None
    agreement: str | None
    words: frozenset[str]
    names: frozenset[str] = frozenset()
    sentence: frozenset[str] = frozenset()
    figures: frozenset[int] = frozenset()
    text: str = ""


def link_events(rows: Rows, entities: Mapping[str, Entity], deals: LinkedAgreements,
                comparisons: Iterable[Comparison], origins: Origins, bonds: Bonds = FREE) -> LinkedEvents:
    """The events of some readings: within a story, mentions of different reports that are surely one are joined."""
    comparisons = list(comparisons)
    measured = _measured(comparisons)
    mentions = {m.key: m for d in rows.readings for m in _mentions(rows, entities, deals.of, d, measured)}
    by_document: dict[str, list[Mention]] = {}
    for mention in mentions.values():
        by_document.setdefault(mention.document, []).append(mention)
    pairs = [p for story in comparisons
             for p in _pairs(story, [m for d in story.documents for m in by_document.get(d, ())])]
    groups = connect("event", mentions, spanning(pairs, {m.key: m.document for m in mentions.values()}, bonds), bonds)
    of = {(m.document, m.position): groups.group[m.key] for m in mentions.values()}
    events = [_event(rows, origins, top, [mentions[m] for m in found]) for top, found in groups.members.items()]
    names = {a.id: a.name for a in deals.agreements}
    told = tuple(
        msgspec.structs.replace(e, summary=summarize(e, entities, names.get(e.agreement or ""))) for e in events
    )
    return LinkedEvents(told, of, groups.links, groups.redirects)


def _mentions(rows: Rows, entities: Mapping[str, Entity], agreements: Mapping[tuple[str, int], str],
              document: str, measured: Mapping[str, int]) -> Iterator[Mention]:
    reading = rows.readings[document]
    for n, (key, e) in enumerate(zip(own_ids("event", reading), reading.events, strict=True)):
        clause = next((s for s in e.evidence if s.field is None), e.evidence[0])
        sides = [frozenset(k for x in rows.entities_of(document, side) for k in (x, *_state(entities[x])))
                 for side in (e.actors, e.recipients)]
        yield Mention(
            key=key, document=document, position=n, event=e, actors=sides[0],
            recipients=sides[1], place=(place := rows.entity(document, e.place)),
            town=place is not None and entities[place].kind == "place", time=rows.time(document, e.time),
            agreement=_made_by(rows.readings[document], e, document, agreements),
            text=(text := rows.evidence(document, _told_in(rows, document, e, clause)).text), words=senses(text),
            names=frozenset(w for x in rows.entities_of(document, e.actors) for w in senses(entities[x].name)),
            sentence=senses(rows.evidence(document, rows.sentence(document, clause.start, clause.end)).text),
            figures=frozenset(measured[q] for q in rows.quantities_at(document, [clause]) if q in measured))


def _measured(comparisons: Iterable[Comparison]) -> dict[str, int]:
    """The figures that reports share or differ on, each with the number of its measure."""
    shared = (m for story in comparisons for m in story.measures if len({f.document for f in m.figures}) > 1)
    return {f.row: n for n, measure in enumerate(shared) for f in measure.figures if f.row}


def _made_by(reading: Reading, event: EventMention, document: str,
             agreements: Mapping[tuple[str, int], str]) -> str | None:
    """The agreement that an event is about: the one that the reader gives, or the one that was made at that time."""
    if event.agreement is not None:
        return agreements.get((document, event.agreement))
    if event.time is None or not (event.type == "AGREE" or event.cameo == "057"):
        return None
    told = {e.agreement for e in reading.events}
    dated = [n for n, a in enumerate(reading.agreements) if a.signed == event.time and n not in told]
    return agreements.get((document, dated[0])) if len(dated) == 1 else None


def _told_in(rows: Rows, document: str, event: EventMention, clause: Span) -> Span:
    """The words that tell of an event: its clause, or the sentence of a denial or charge, with what is denied."""
    return rows.sentence(document, clause.start, clause.end) if event.type in _SAID else clause


def _state(entity: Entity) -> Iterator[str]:
    """The state that an entity is or acts for, as a key."""
    if entity.country and (entity.kind in ("country", "government") or entity.sector in STATE):
        yield entity.country


def _pairs(story: Comparison, mentions: list[Mention]) -> list[Pair]:
    """Mentions of one type, each with its best partner in each other report."""
    by_type: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.key):
        by_type.setdefault(_MAKING if makes(mention) else mention.event.type, []).append(mention)
    scored: dict[tuple[str, str], tuple[float, str, tuple[str, ...]]] = {}
    for alike in by_type.values():
        for a, b in candidates({n: _keys(m) for n, m in enumerate(alike)}):
            one, other = alike[a], alike[b]
            if one.document != other.document:
                score, reasons = compare(one, other, story.weights)
                if score >= THRESHOLD:
                    for left, right in ((one, other), (other, one)):
                        side = left.key, right.document
                        scored[side] = max(scored.get(side, (0.0, "", ())), (round(score, 6), right.key, reasons))
    return [Pair(left, right, min(1.0, score), reasons) for (left, _), (score, right, reasons) in sorted(scored.items())
            if left < right]


def makes(mention: Mention) -> bool:
    """Is it the making of an agreement that linking knows: signed to one reporter, agreed to another?"""
    event = mention.event
    ratified = event.trigger.lower().startswith(_RATIFIED)
    return mention.agreement is not None and event.status == "occurred" and not ratified and (
        event.cameo == "057" or event.type == "AGREE")


def _keys(mention: Mention) -> frozenset[str]:
    figures = {f"figures {n}" for n in mention.figures}
    return mention.words | mention.actors | mention.recipients | figures | (
        {mention.agreement} if mention.agreement else set())


def compare(a: Mention, b: Mention, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """How surely two mentions of one type are one event, and why; what they say otherwise speaks against it."""
    points: list[tuple[float, str]] = []
    shared = a.words & b.words
    bare = {sense(stem(w)) for m in (a, b) for w in m.event.trigger.casefold().split()} | a.names | b.names
    if shared <= bare and not (a.time and b.time):
        shared = frozenset()  # that somebody denied, twice, is not one denial
    least = min(weights.total(a.words), weights.total(b.words))
    weight = weights.total(shared)
    points.append((0.45 * weight / least if least else 0.0, _BOTH_SAY))
    if weight >= 2 and least and weight / least > 0.8:
        points.append((0.3, "in the same words"))
    if len(a.sentence) >= _WHOLE and a.sentence == b.sentence and a.event.trigger == b.event.trigger:
        points.append((0.5, "the same sentence"))
    if a.figures & b.figures:
        points.append((0.25, "figures of the same thing"))
    made = makes(a) and makes(b) and a.agreement == b.agreement
    for name, one, other, gain, loss in (("actors", a.actors, b.actors, 0.2, -0.35),
                                         ("recipients", a.recipients, b.recipients, 0.15, -0.15)):
        if one and other and (one & other or not made):  # who signs is a state to one, and its minister to another
            points.append((gain, f"the same {name}") if one & other else (loss, f"other {name}"))
    if a.agreement and b.agreement:
        points.append((0.35, "the same agreement") if a.agreement == b.agreement else (-0.5, "another agreement"))
    if a.place and b.place:
        near = 0.3 if a.event.type in _ON_THE_SPOT and a.town else 0.1
        points.append((near, "the same place") if a.place == b.place else (-0.2, "another place"))
    points.append(_times(a.time, b.time))
    same = sense(stem(a.event.trigger.casefold())) == sense(stem(b.event.trigger.casefold()))
    points.append((0.1, "the same word for it") if same else (0.0, ""))
    if not same and a.event.mode is not None and a.event.mode == b.event.mode:
        points.append((0.1, "a deed of the same kind"))
    if a.event.status != b.event.status:
        points.append((0.0, "foreseen in one, told of as done in the other") if _came(a, b) else (
            -0.4, "not both as done"))
    score = sum(p for p, _ in points)
    in_full = f"{_BOTH_SAY} “{shared_words(a.text, shared)}”" if score >= THRESHOLD else _BOTH_SAY
    return score, tuple(in_full if why == _BOTH_SAY else why for p, why in points if p)


def _times(a: Time | None, b: Time | None) -> tuple[float, str]:
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return 0.0, ""
    if a.earliest <= b.latest and b.earliest <= a.latest:
        return (0.25 if a.value == b.value else 0.1), "the same time"
    days = [date.fromisoformat(x) for x in (a.latest, b.earliest, b.latest, a.earliest)]
    gap = max((days[1] - days[0]).days, (days[3] - days[2]).days)
    return (-0.1, "within three days of each other") if gap <= 3 else (-0.6, "another time")


def _came(a: Mention, b: Mention) -> bool:
    """Did what one report foresees for a time happen, by the other, at that very time?"""
    return {a.event.status, b.event.status} <= {"planned", "occurred", "ongoing"} and bool(
        a.time and b.time and a.time.value == b.time.value)


def _status(members: Iterable[Mention]) -> EventStatus:
    """What has happened by one report is foreseen no more."""
    told = [m.event.status for m in members]
    done = [s for s in told if s in ("occurred", "ongoing")]
    return done[0] if done and "planned" in told else told[0]


def _event(rows: Rows, origins: Origins, top: str, members: list[Mention]) -> Event:
    members = sorted(members, key=lambda m: (m.document, m.position))
    fullest = max(members, key=lambda m: (len(m.event.actors) > 0, m.time is not None, len(m.event.evidence)))
    first = fullest.event
    evidence = tuple(sorted({rows.evidence(m.document, s) for m in members for s in m.event.evidence}))
    times = [m.time for m in members if m.time]
    actors = tuple(dict.fromkeys(x for m in members for x in rows.entities_of(m.document, m.event.actors)))
    recipients = tuple(dict.fromkeys(x for m in members for x in rows.entities_of(m.document, m.event.recipients)))
    told = Counter(t.value for t in times)
    time = min(times, key=lambda t: (-min(len(t.value), _DAY), -told[t.value], t.value)) if times else None
    return Event(
        id=top, type=first.type, mode=first.mode,
        contexts=tuple(sorted({c for m in members for c in m.event.contexts})),
        actors=actors, recipients=tuple(x for x in recipients if x not in actors),
        place=next((m.place for m in members if m.place), None), time=time,
        status=_status((fullest, *members)), summary="",
        agreement=next((m.agreement for m in members if m.agreement), None),
        claims=tuple(sorted({c for m in members for c in rows.claims_at(m.document, m.event.evidence)})),
        quantities=tuple(sorted({q for m in members for q in rows.quantities_at(m.document, m.event.evidence)})),
        evidence=evidence, corroboration=origins.corroborate(evidence), cameo=first.cameo)
