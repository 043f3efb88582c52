"""What one report tells twice: mentions of one event become one."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dragoman.model.base import Span
from dragoman.model.reading import EventMention, TimeExpression
from dragoman.ontology.plover import Trigger


class Told(NamedTuple):
    """An event with the block of the lexicon that it came from, whether a title tells it, its sentence's start, and its
    participants, states as their codes. `again` is what only takes up a deed told before, and adds a day or a place,
    `result` what a participle adds to its main clause; `takes_up` is an event that may be the last one told of, since
    its subject only points back ("the strikes hit two mills")."""

    event: EventMention
    trigger: Trigger
    title: bool
    sentence: int
    denial: bool = False
    states: frozenset[str] = frozenset()
    again: bool = False
    result: bool = False
    takes_up: bool = False


def join(told: list[Told], times: tuple[TimeExpression, ...]) -> tuple[EventMention, ...]:
    """The events with each one once, in order; what only a title tells stays where no text tells it."""
    kept: list[Told] = []
    for one in sorted(told, key=lambda t: t.title):  # the text first, so that a title finds what it repeats
        first = 0 if one.title else max(0, len(kept) - _REMEMBERED)
        near = range(first, min(len(kept), first + _REMEMBERED))
        if one.again:
            at = next((n for n in reversed(near) if _is_taken_up(one, kept[n])), None)
            if at is not None:
                kept[at] = kept[at]._replace(event=merged(kept[at].event, one.event))
            continue
        at = next((n for n in near if _same(one, kept[n], times)), None)
        if at is None and one.takes_up:
            at = next((n for n in reversed(near) if _is_taken_up(one, kept[n]) and _goes_on(one, kept[n])), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = kept[at]._replace(event=merged(kept[at].event, one.event))
    return tuple(sorted((k.event for k in kept), key=lambda e: (e.evidence[0].start, e.evidence[0].end, e.type)))


def _same(one: Told, other: Told, times: tuple[TimeExpression, ...]) -> bool:
    """Do two mentions tell of one event?"""
    a, b, first, second = one.event, other.event, one.trigger, other.trigger
    if a.status != b.status:
        return False
    if other.trigger.type == "REJECT" and one.denial and 0 <= one.sentence - other.sentence < _NEAR:
        return True  # what was denied is then denied in quotation marks
    if {a.type, b.type} == {"AGREE", "SUPPORT"} and _concludes(one) and _concludes(other):
        return a.agreement is not None and a.agreement == b.agreement
    if a.type != b.type:
        return False
    if second.mutual and not b.actors and a.mode == b.mode is not None and 0 < one.sentence - other.sentence < _NEAR:
        return None in (a.time, b.time) or a.time == b.time  # "The exchange is over. Each side freed 30."
    one_side = first.mutual or not (a.actors and b.actors) or bool(set(a.actors) & set(b.actors))
    if a.agreement is not None and a.agreement == b.agreement and first is second and one_side:
        return None in (a.time, b.time) or _one_day(a, b, times) or _open(a, times) or _open(b, times)
    if first is second and first.cameo == MADE and None in (a.agreement, b.agreement) and a.agreement != b.agreement:
        return bool(set(a.actors) & set(b.actors)) and (None in (a.time, b.time) or _one_day(a, b, times))
    alike = set(a.actors) == set(b.actors) and (
        set(a.recipients) == set(b.recipients) or not (a.recipients and b.recipients))
    if _is_toll(one) and 0 <= one.sentence - other.sentence < _NEAR:
        return True
    if one.title:
        same_words = a.trigger[:5].lower() == b.trigger[:5].lower()
        alike_enough = first is second or a.mode is not None or a.type == "ASSAULT"
        if a.mode == b.mode and one.states & other.states and alike_enough:
            return True
        return not a.actors or (first is second and (same_words or bool(set(a.actors) & set(b.actors))))
    if one.sentence == other.sentence and _is_part(one, other):
        return True
    one_word = a.trigger.lower() == b.trigger.lower()
    if not alike or not (a.actors or a.recipients):
        return one_word and _one_toll(a, b, times)
    return _overlap(a, b) or (one_word and _one_day(a, b, times) and a.agreement == b.agreement)


MADE = "057"  # the CAMEO code of making an agreement
_TOLL = ("killed", "wounded", "injured", "died", "killing", "wounding", "injuring", "kills", "wounds", "injures")
_REMEMBERED = 150  # events looked back on, so that time stays linear
_NEAR = 500  # characters: the next sentence or two
_MATERIAL = ("ASSAULT", "COERCE", "AID", "COOPERATE", "MOBILIZE", "RETREAT")


def _is_part(one: Told, other: Told) -> bool:
    """Does one clause of a sentence tell what came of the other's deed: "carried out raids, destroying two bridges"?"""
    a, b = one.event, other.event
    tolls = [e.trigger.lower() in _TOLL for e in (a, b)]
    if a.type == "ASSAULT" and not (a.actors or b.actors) and all(tolls):
        return a.time == b.time and a.place == b.place  # "a bomb killed a guard and wounded a nurse"
    if a.type == "ASSAULT" and not (a.actors or b.actors) and (one.result or other.result):
        return not (a.recipients and b.recipients)  # "drones hit the port, setting a tank on fire"
    if not a.actors or a.actors != b.actors or (a.recipients and b.recipients) or a.type not in _MATERIAL:
        return False
    return (a.type == "ASSAULT" or a.mode == b.mode) and (one.result or other.result or any(tolls))


def _is_taken_up(one: Told, other: Told) -> bool:
    """Is it the last deed of its kind that a definite noun takes up ("the attack"), with no other day or place?"""
    a, b = one.event, other.event
    return (not other.title and a.type == b.type and b.status == "occurred" and other.sentence <= one.sentence
            and None in (a.time, b.time) and None in (a.place, b.place))


def _goes_on(one: Told, other: Told) -> bool:
    """Was the other told right before, and of nobody else?"""
    a, b = one.event, other.event
    return 0 <= one.sentence - other.sentence < _NEAR and not (a.recipients and b.recipients)


def _is_toll(one: Told) -> bool:
    """Does a mention only count the dead and wounded of what was just told?"""
    event = one.event
    return event.trigger.lower() in _TOLL and event.time is None and event.place is None and not event.actors


def _concludes(one: Told) -> bool:
    """Does a mention tell that all parties came to an agreement, by whatever word?"""
    return one.trigger.mutual and one.event.status == "occurred"


def _open(event: EventMention, times: tuple[TimeExpression, ...]) -> bool:
    """Is the event's date one that the report leaves open, so that it may be another's?"""
    return event.time is not None and times[event.time].value.startswith("XXXX")


def _one_toll(a: EventMention, b: EventMention, times: tuple[TimeExpression, ...]) -> bool:
    """ "94 people were killed in March", "the soldiers killed in March"."""
    unknown = a.type == "ASSAULT" and not (a.actors or b.actors) and None in (a.place, b.place)
    return unknown and a.time is not None and _one_day(a, b, times)


def _one_day(a: EventMention, b: EventMention, times: tuple[TimeExpression, ...]) -> bool:
    """Have both the same date, whatever its words, or none?"""
    if a.time is None or b.time is None:
        return a.time == b.time
    return times[a.time].value == times[b.time].value


def _overlap(a: EventMention, b: EventMention) -> bool:
    return a.evidence[0].start < b.evidence[0].end and b.evidence[0].start < a.evidence[0].end


def merged(a: EventMention, b: EventMention) -> EventMention:
    """The first mention with what the second adds."""
    spans: dict[Span, None] = dict.fromkeys((*a.evidence, *b.evidence))
    taken = set(a.actors) | set(a.recipients)
    return msgspec.structs.replace(
        a, evidence=tuple(spans), contexts=tuple(sorted({*a.contexts, *b.contexts})),
        actors=a.actors or tuple(c for c in b.actors if c not in taken),
        recipients=a.recipients or tuple(c for c in b.recipients if c not in taken),
        place=b.place if a.place is None else a.place, time=b.time if a.time is None else a.time,
        agreement=b.agreement if a.agreement is None else a.agreement,
    )
