"""The fields of rows that a person can correct, and the types of their values.

A provision of an agreement has no id. Its fields are named by where its words stand, which no report's text ever
changes: `provisions/DOCUMENT:START-END/deadline`; and `provisions/DOCUMENT:START-END` is the provision itself, whose
only other value is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_type_hints

from dragoman.model.base import Row
from dragoman.model.record import (
    Agreement,
    Assertion,
    Claim,
    DocumentRow,
    Entity,
    Event,
    Evidence,
    ProvisionRow,
    Quantity,
    Story,
    TimeRow,
)

ROWS: Mapping[str, type[Row]] = {
    "entity": Entity, "event": Event, "agreement": Agreement, "assertion": Assertion, "story": Story, "claim": Claim,
    "quantity": Quantity, "time": TimeRow, "document": DocumentRow,
}
PEOPLE = ("signatories", "witnesses", "mediators")  # of an agreement: given by whom they name
FIELDS: Mapping[str, tuple[str, ...]] = {
    "entity": ("name", "kind", "country", "sector", "latitude", "longitude", "aliases"),
    "event": ("type", "mode", "contexts", "actors", "recipients", "place", "time", "status", "agreement"),
    "agreement": ("name", "kind", "form", "parties", "signed", "place", "status", *PEOPLE),
    "assertion": ("text",),
    "story": ("title",),
    "claim": ("source", "voice", "modality", "negated"),
    "quantity": ("low", "high", "comparator", "unit", "of", "change"),
    "time": ("value", "type"),
    "document": ("title", "publisher", "published"),
}
OF_A_PROVISION = ("modality", "obligor", "beneficiary", "deadline", "condition", "action", "object", "sector")
_NAMES = {"place": "entity", "agreement": "agreement", "obligor": "entity", "beneficiary": "entity", "source": "entity",
          **dict.fromkeys(("actors", "recipients", "parties", *PEOPLE), "entity")}
EMPTY_IS_NO_VALUE = ("name", "kind", "type", "value", "status", "text", "title", "voice", "modality", "comparator")
GROWING = ("aliases",)  # further reports bring more: that a row is right does not shut them out
_OWN = {("claim", "source"): str | None, **{("agreement", role): tuple[str, ...] for role in PEOPLE}}
_PROVISION = re.compile(rf"provisions/([^/:]+):(\d{{1,9}})-(\d{{1,9}})(?:/({'|'.join(OF_A_PROVISION)}))?")


def is_field(kind: str, field: str) -> bool:
    """Whether rows of a kind have a field that can be corrected."""
    return field in FIELDS.get(kind, ()) or (kind == "agreement" and _PROVISION.fullmatch(field) is not None)


def names(field: str) -> str | None:
    """The kind of the rows that a field's value names; None where it is no such field."""
    return _NAMES.get(field.rpartition("/")[2])


@cache
def hint(kind: str, field: str) -> Any:
    """The type of the values that are given for a field of a kind of row."""
    if (kind, field) in _OWN:
        return _OWN[kind, field]
    if match := _PROVISION.fullmatch(field):
        return get_type_hints(ProvisionRow)[match[4]] if match[4] else None
    return get_type_hints(ROWS[kind])[field]


def at(provision: ProvisionRow) -> str:
    """A provision as fields name it: by its first words."""
    first = min(provision.evidence, key=lambda e: (e.field is not None, e.document, e.start))
    return f"provisions/{first.document}:{first.start}-{first.end}"


def provision_at(field: str, provisions: Iterable[ProvisionRow]) -> tuple[int | None, str | None]:
    """The place of the provision that a field is of, None where there is none, and which of its fields it is."""
    match = _PROVISION.fullmatch(field)
    if match is None:
        return None, None
    document, start, end = match[1], int(match[2]), int(match[3])

    def shared(e: Evidence) -> int:
        return min(e.end, end) - max(e.start, start) if e.document == document else 0

    found = [(max(map(shared, p.evidence), default=0), -n) for n, p in enumerate(provisions)]
    most, place = max(found, default=(0, 0))
    return (-place if 2 * most > end - start else None), match[4]
