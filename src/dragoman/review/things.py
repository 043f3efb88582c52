"""From rows of the record to the things of single reports that they are made of."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import NotInRecord, ReviewError
from dragoman.linking.judged.things import document_thing, kind_of, things_in
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement, Side, Thing
from dragoman.model.record import (
    Agreement,
    Assertion,
    Claim,
    Difference,
    DocumentRow,
    Entity,
    Event,
    Link,
    Quantity,
    Story,
    TimeRow,
)
from dragoman.record.members import members, readings_of
from dragoman.record.store import Reader

KINDS: dict[str, type[Row]] = {
    "entity": Entity, "event": Event, "agreement": Agreement, "assertion": Assertion, "story": Story, "claim": Claim,
    "quantity": Quantity, "time": TimeRow, "difference": Difference, "link": Link, "judgement": Judgement,
}


def find_row(store: Reader, key: str) -> Row:
    """The row of an id, or of the beginning of one: its kind is told by the word that the id begins with.

    Raises NotInRecord where there is none, ReviewError where the id does not say of which kind it is.
    """
    word = key.split("_", 1)[0]
    if word in KINDS:
        return store.row(KINDS[word], key)
    if not key.strip():
        raise ReviewError("an empty id names nothing")
    try:
        return store.row(DocumentRow, key)
    except NotInRecord:
        raise NotInRecord(f"{key}: nothing in the record has this id") from None


def kind_of_row(row: Row) -> str:
    """The kind of a row, as judgements name it."""
    return "document" if isinstance(row, DocumentRow) else next(k for k, t in KINDS.items() if isinstance(row, t))


def things_of(store: Reader, row: Row, side: Side = "left") -> tuple[Thing, ...]:
    """The things that a row is made of; the one that gave it its id first."""
    if isinstance(row, DocumentRow):
        return (document_thing(row.id, row.title, side),)
    if isinstance(row, Story):
        return tuple(document_thing(d.id, d.title, side) for d in (store.row(DocumentRow, k) for k in row.documents))
    if isinstance(row, Assertion):
        return _of_assertion(store, row, side)
    if isinstance(row, Claim | Quantity | TimeRow):
        return (_of_report(row, side),)
    if isinstance(row, Difference):
        return tuple(Thing(id=row.id, document=e.document, start=e.start, end=e.end, words=e.text, label=row.kind,
                           side=side) for item in row.items for e in item.evidence)
    if isinstance(row, Entity | Event | Agreement):
        evidence = row.mentions if isinstance(row, Entity) else row.evidence
        return _of_readings(store, row.id, kind_of_row(row), {e.document for e in evidence}, side)
    raise ReviewError(f"{getattr(row, 'id', '')}: nothing that can be judged")


def _of_report(row: Claim | Quantity | TimeRow, side: Side) -> Thing:
    label = row.voice if isinstance(row, Claim) else ""
    return Thing(id=row.id, document=row.document, start=row.start, end=row.end, words=row.text, label=label, side=side)


def _of_assertion(store: Reader, row: Assertion, side: Side) -> tuple[Thing, ...]:
    claims = [_of_report(store.row(Claim, key), side) for key in row.claims]
    figures = [_of_report(store.row(Quantity, key), side) for key in row.quantities]
    events = [thing for key in row.events for thing in things_of(store, store.row(Event, key), side)]
    return (*claims, *figures, *events)


def _of_readings(store: Reader, row: str, kind: str, documents: Iterable[str], side: Side) -> tuple[Thing, ...]:
    own = members(store, row)
    read = readings_of(store, documents).values()
    found = [thing for reading in read for thing in things_in(reading, kind, side) if thing.id in own]
    if not found:
        raise ReviewError(f"{row}: its reports were imported and have not been read here; `dragoman relink` reads them")
    return tuple(sorted(found, key=lambda t: (t.id != row, t.document, t.start, t.id)))


def ends_of(store: Reader, link: Link) -> tuple[Thing, Thing]:
    """The two things that a link joins."""
    left, right = (_end(store, key, side) for key, side in ((link.left, "left"), (link.right, "right")))
    return left, right


def _end(store: Reader, key: str, side: str) -> Thing:
    if kind_of(key) == "document":
        return document_thing(key, store.row(DocumentRow, key).title, side)  # type: ignore[arg-type]
    for thing in things_of(store, find_row(store, key), side):  # type: ignore[arg-type]
        if thing.id == key:
            return thing
    raise NotInRecord(f"{key}: what the link joins is not in the record")
