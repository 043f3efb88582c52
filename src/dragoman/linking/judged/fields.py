"""The fields of rows that a person can correct, and the types of their values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

from dragoman.model.base import Row
from dragoman.model.record import Agreement, Assertion, Claim, DocumentRow, Entity, Event, Quantity, Story, TimeRow

ROWS: Mapping[str, type[Row]] = {
    "entity": Entity, "event": Event, "agreement": Agreement, "assertion": Assertion, "story": Story, "claim": Claim,
    "quantity": Quantity, "time": TimeRow, "document": DocumentRow,
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "entity": ("name", "kind", "country", "sector", "latitude", "longitude"),
    "event": ("type", "mode", "contexts", "actors", "recipients", "place", "time", "status", "agreement"),
    "agreement": ("name", "kind", "form", "parties", "signed", "place", "status"),
    "assertion": ("text",),
    "story": ("title",),
    "claim": ("voice", "modality", "negated"),
    "quantity": ("low", "high", "comparator", "unit", "of", "change"),
    "time": ("value", "type"),
    "document": ("title", "publisher", "published"),
}
NAMES = {"actors": "entity", "recipients": "entity", "place": "entity", "parties": "entity", "agreement": "agreement"}
EMPTY_IS_NO_VALUE = ("name", "kind", "type", "value", "status", "text", "title", "voice", "modality", "comparator")


@cache
def hint(kind: str, field: str) -> Any:
    """The type of a field of a kind of row."""
    return get_type_hints(ROWS[kind])[field]
