"""What one report tells twice: mentions of one event become one."""

from __future__ import annotations

import msgspec

from dragoman.model.base import Span
from dragoman.model.reading import EventMention
from dragoman.ontology.plover import Trigger

_Told = tuple[EventMention, Trigger, bool]


def join(told: list[_Told]) -> tuple[EventMention, ...]:
    """The events with each one once, in order; what only a title tells stays where no text tells it."""
    kept: list[_Told] = []
    for one in sorted(told, key=lambda t: t[2]):  # the text first, so that a title finds what it repeats
        at = next((n for n, other in enumerate(kept) if _same(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = (_merged(kept[at][0], one[0]), kept[at][1], kept[at][2])
    return tuple(sorted((e for e, _, _ in kept), key=lambda e: (e.evidence[0].start, e.evidence[0].end, e.type)))


def _same(one: _Told, other: _Told) -> bool:
    """Do two mentions tell of one event?"""
    (a, first, title), (b, second, _) = one, other
    if a.type != b.type or a.status != b.status:
        return False
    if a.agreement is not None and a.agreement == b.agreement and first is second:
        return a.time is None or b.time is None or a.time == b.time
    alike = set(a.actors) == set(b.actors) and set(a.recipients) == set(b.recipients)
    if title:
        return bool(set(a.actors) & set(b.actors)) or (not a.actors and bool(set(a.recipients) & set(b.recipients)))
    if not alike or not (a.actors or a.recipients):
        return False
    return _overlap(a, b) or (a.trigger.lower() == b.trigger.lower() and a.time == b.time and a.agreement == b.agreement)


def _overlap(a: EventMention, b: EventMention) -> bool:
    return a.evidence[0].start < b.evidence[0].end and b.evidence[0].start < a.evidence[0].end


def _merged(a: EventMention, b: EventMention) -> EventMention:
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
