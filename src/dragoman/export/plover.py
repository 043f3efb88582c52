"""The events of a record as PLOVER JSON: one line an event, with PLOVER's attributes by their names.

PLOVER fixes the codes and the attributes of an event (type, mode, contexts, actor, recipient, date, location), and
no schema of a file; the lines here are as flat as those attributes allow.
"""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.model.record import Entity, Event, Record


def to_plover(record: Record) -> bytes:
    """A line of JSON for each event that occurred or is going on: PLOVER codes what was done."""
    entities = {e.id: e for e in record.entities}
    urls = {d.id: d.url or d.file for d in record.documents}
    publishers = {d.id: d.publisher for d in record.documents}
    lines = []
    for event in record.events:
        if event.status in ("occurred", "ongoing"):
            documents = sorted({e.document for e in event.evidence})
            lines.append(msgspec.json.encode({
                **_coded(event, entities), "text": [e.text for e in event.evidence if e.field is None],
                "document": documents, "publisher": [publishers.get(d) for d in documents],
                "url": [urls.get(d) for d in documents],
            }))
    return b"".join(line + b"\n" for line in lines)


def _coded(event: Event, entities: dict[str, Entity]) -> dict[str, Any]:
    return {
        "id": event.id, "date": event.time.value if event.time else None,
        "date_earliest": event.time.earliest if event.time else None,
        "date_latest": event.time.latest if event.time else None,
        "event_type": event.type, "event_mode": event.mode, "event_context": list(event.contexts),
        "actor": [_who(entities[key]) for key in event.actors if key in entities],
        "recipient": [_who(entities[key]) for key in event.recipients if key in entities],
        "location": _where(entities.get(event.place or "")),
    }


def _who(entity: Entity) -> dict[str, str | None]:
    return {"name": entity.name, "country": entity.country, "sector": entity.sector,
            "wikidata": entity.external_ids.get("wikidata")}


def _where(place: Entity | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "lat": place.latitude, "lon": place.longitude,
            "geonames": place.external_ids.get("geonames")}
