"""The places of a record as GeoJSON (RFC 7946), for QGIS and other maps."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.model.record import Entity, Event, Record


def to_geojson(record: Record) -> bytes:
    """A point for each place whose coordinates are known, and one for each event at such a place (`list` says which).

    Properties are flat, so that a table of attributes shows them. Coordinates are longitude, latitude in WGS 84.
    """
    placed = {e.id: e for e in record.entities if e.latitude is not None and e.longitude is not None}
    names = {e.id: e.name for e in record.entities}
    counts: dict[str | None, int] = {}
    for event in record.events:
        counts[event.place] = counts.get(event.place, 0) + 1
    features = [
        *(_feature(e, _place(e, counts.get(e.id, 0))) for e in placed.values()),
        *(_feature(placed[e.place], _event(e, names)) for e in record.events if e.place in placed),
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def _feature(place: Entity, properties: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {"type": "Feature", "id": properties["id"], "geometry": point, "properties": properties}


def _place(place: Entity, events: int) -> dict[str, Any]:
    return {
        "list": "entities", "id": place.id, "name": place.name, "kind": place.kind, "country": place.country,
        "mentions": len(place.mentions), "documents": len({m.document for m in place.mentions}), "events": events,
    }


def _event(event: Event, names: dict[str, str]) -> dict[str, Any]:
    return {
        "list": "events", "id": event.id, "name": event.summary, "type": event.type, "mode": event.mode,
        "actors": "; ".join(names.get(key, key) for key in event.actors),
        "recipients": "; ".join(names.get(key, key) for key in event.recipients),
        "place": event.place, "earliest": event.time.earliest if event.time else None,
        "latest": event.time.latest if event.time else None, "status": event.status,
        "corroboration": event.corroboration.level,
    }
