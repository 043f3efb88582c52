"""Events over reports: the same type, the same actors, and a time and place that agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from dragoman.linking.cluster import Groups, Pair, connect, own_id
from dragoman.linking.corroboration import Origins
from dragoman.linking.rows import Rows
from dragoman.model.reading import EventMention
from dragoman.model.record import Entity, Event, Link, Redirect


@dataclass(frozen=True)
class LinkedEvents:
    """The events, and the event id of each mention by (document id, position)."""

    events: tuple[Event, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


Member = tuple[str, int, EventMention]  # a document, the position of the mention in its reading, the mention


def link_events(rows: Rows, entities: Mapping[str, Entity], agreements: Mapping[tuple[str, int], str],
                stories: Groups, origins: Origins) -> LinkedEvents:
    """The events of some readings; within one story, mentions of one type and actors are one event."""
    members = {own_id("event", d, n): (d, n, e) for d, r in rows.readings.items() for n, e in enumerate(r.events)}
    groups = connect("event", members, _pairs(rows, members, agreements, stories))
    of = {(d, n): groups.group[key] for key, (d, n, _) in members.items()}
    events = tuple(_event(rows, entities, agreements, origins, top, [members[m] for m in found])
                   for top, found in groups.members.items())
    return LinkedEvents(events, of, groups.links, groups.redirects)


def _pairs(rows: Rows, members: Mapping[str, Member], agreements: Mapping[tuple[str, int], str],
           stories: Groups) -> list[Pair]:
    blocks: dict[tuple[object, ...], str] = {}
    pairs = []
    for key, (d, _, e) in sorted(members.items()):
        time = rows.time(d, e.time)
        agreement = None if e.agreement is None else agreements.get((d, e.agreement))
        who = (frozenset(rows.entities_of(d, e.actors)), frozenset(rows.entities_of(d, e.recipients)))
        if not (agreement or (time and any(who))):
            continue
        block = (stories.group[d], e.type, e.status, agreement or who, time and time.value)
        first = blocks.setdefault(block, key)
        if first != key:
            pairs.append(Pair(first, key, 1.0, ("the same type, actors and time",)))
    return pairs


def _event(rows: Rows, entities: Mapping[str, Entity], agreements: Mapping[tuple[str, int], str],
           origins: Origins, top: str, members: list[Member]) -> Event:
    members = sorted(members, key=lambda m: m[:2])
    first = members[0][2]
    evidence = tuple(sorted({rows.evidence(d, s) for d, _, e in members for s in e.evidence}))
    times = [t for d, _, e in members if (t := rows.time(d, e.time))]
    places = [p for d, _, e in members if (p := rows.entity(d, e.place))]
    deals = sorted({a for d, _, e in members if e.agreement is not None and (a := agreements.get((d, e.agreement)))})
    actors = tuple(dict.fromkeys(x for d, _, e in members for x in rows.entities_of(d, e.actors)))
    recipients = tuple(x for x in dict.fromkeys(x for d, _, e in members for x in rows.entities_of(d, e.recipients))
                       if x not in actors)
    time = min(times, key=lambda t: (-len(t.value), t.value)) if times else None
    event = Event(
        id=top, type=first.type, mode=first.mode,
        contexts=tuple(sorted({c for _, _, e in members for c in e.contexts})),
        actors=actors, recipients=recipients, place=places[0] if places else None, time=time, status=first.status,
        summary="", agreement=deals[0] if deals else None,
        claims=tuple(sorted({c for d, _, e in members for c in rows.claims_at(d, e.evidence)})),
        quantities=tuple(sorted({q for d, _, e in members for q in rows.quantities_at(d, e.evidence)})),
        evidence=evidence, corroboration=origins.corroborate(evidence), cameo=first.cameo)
    return msgspec.structs.replace(event, summary=_summary(entities, event))


# What each PLOVER type says of its actors and recipients
_SAYS = {
    "AGREE": "agreed", "CONSULT": "met or talked", "SUPPORT": "gave support", "CONCEDE": "gave way",
    "COOPERATE": "worked together", "AID": "gave aid", "RETREAT": "pulled back", "REQUEST": "asked for something",
    "ACCUSE": "accused", "REJECT": "refused", "THREATEN": "threatened", "PROTEST": "protested",
    "SANCTION": "took measures", "MOBILIZE": "raised forces", "COERCE": "used pressure", "ASSAULT": "attacked",
}
_DIRECT = ("ACCUSE", "THREATEN", "ASSAULT")
_AGAINST = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "REJECT")


def _summary(entities: Mapping[str, Entity], event: Event) -> str:
    """One plain sentence made from an event's fields."""
    who, whom = (_and([entities[e].name for e in side]) for side in (event.actors, event.recipients))
    says = _SAYS.get(event.type, event.type.lower())
    towards = "" if event.type in _DIRECT else "against " if event.type in _AGAINST else "with " \
        if event.type in ("AGREE", "CONSULT", "COOPERATE") else "towards "
    words = [who or "Somebody", says]
    words += [towards + whom] if whom else []
    words += [f"in {entities[event.place].name}"] if event.place else []
    words += [f"({event.time.value})"] if event.time else []
    told = " ".join(words)
    return f"{told}." if event.status == "occurred" else f"{event.status.capitalize()}: {told}."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
