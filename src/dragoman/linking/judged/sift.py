"""Readings without what people have rejected, and with the values that they have corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.linking.numbering import LISTS, Sifted, own_ids
from dragoman.model.base import Row
from dragoman.model.document import Document
from dragoman.model.reading import ClaimMention, Reading, Source, SourceKind, TimeExpression
from dragoman.model.time import Time, bounds, resolve_between

# Fields of a reading that are places in its lists, by name; only whole numbers among them are.
_PLACES = {
    **dict.fromkeys(("chain", "of", "actors", "recipients", "place", "parties", "person", "party", "obligor",
                     "beneficiary"), "entity"),
    **dict.fromkeys(("time", "signed", "said", "deadline"), "time"),
    "agreement": "agreement",
}
_NEEDED = ("person",)  # what has no such field any more is gone itself; so is a relation to nothing
_SOURCES: Mapping[str, SourceKind] = {"person": "person", "media": "outlet", "organization": "organization",
                                      "government": "organization", "country": "organization",
                                      "armed-group": "organization"}
_Moves = Mapping[str, Mapping[int, int]]  # for each kind of which something is gone, where the others stand now


def sift(reading: Reading, gone: Mapping[str, frozenset[int]]) -> Reading:
    """The reading without the things at some places, by kind; what referred to them refers to nothing."""
    kept = {kind: tuple(n for n in range(len(getattr(reading, LISTS[kind]))) if n not in places)
            for kind, places in gone.items()}
    moves = {kind: {n: place for place, n in enumerate(numbers)} for kind, numbers in kept.items()}
    lists: dict[str, Any] = {}
    for kind, name in LISTS.items():
        items = getattr(reading, name)
        chosen = [items[n] for n in kept[kind]] if kind in kept else items
        lists[name] = tuple(moved for item in chosen if (moved := _moved(item, moves)) is not None)
    fields = {name: getattr(reading, name) for name in Reading.__struct_fields__}
    return Sifted(**{**fields, **lists}, numbers=kept)


def _moved(item: Row, moves: _Moves) -> Row | None:
    """A part of a reading with its references as they are now, or None where it rests on one that is gone."""
    changed: dict[str, Any] = {}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        new = _value(name, value, moves)
        if new is None and value is not None and (name in _NEEDED or type(item).__name__ == "AgreementRelation"):
            return None
        if new != value:
            changed[name] = new
    return msgspec.structs.replace(item, **changed) if changed else item


def _value(name: str, value: Any, moves: _Moves) -> Any:
    move = moves.get(_PLACES.get(name, ""))
    if isinstance(value, tuple):
        if move is not None and value and isinstance(value[0], int):
            return tuple(move[n] for n in value if n in move)
        return tuple(x for v in value if (x := _moved(v, moves) if isinstance(v, Row) else v) is not None)
    if isinstance(value, Row):
        return _moved(value, moves)
    return move.get(value) if move is not None and type(value) is int else value


def correct(reading: Reading, kind: str, place: int, values: Mapping[str, Any]) -> Reading:
    """The reading with corrected values of a claim, quantity or time expression."""
    items = list(getattr(reading, LISTS[kind]))
    changed = dict(values)
    if "source" in changed:
        changed |= _said_by(reading, items[place], changed.pop("source"))
    if kind == "time" and changed.get("value", items[place].value) != items[place].value:
        limits = bounds(changed["value"]) or (None, None)
        earliest, latest = (d and d.isoformat() for d in limits)
        changed |= {"earliest": earliest, "latest": latest, "basis": "explicit", "relative": None}
    items[place] = msgspec.structs.replace(items[place], **changed)
    return msgspec.structs.replace(reading, **{LISTS[kind]: tuple(items)})


def _said_by(reading: Reading, claim: ClaimMention, source: str | None) -> dict[str, Any]:
    """A claim's attribution with another origin, named where the report names it nearest to the claim; without one the
    report says it itself."""
    if source is None:
        return {"attribution": (), "voice": "outlet"}
    number = own_ids("entity", reading).index(source)
    chain = reading.chains[number]
    near = min(chain.mentions, key=lambda m: (max(m.start - claim.end, claim.start - m.end, 0), m.start))
    origin = Source(name=reading.document.text[near.start:near.end], start=near.start, end=near.end,
                    kind=_SOURCES.get(chain.kind, "group"), chain=number)
    return {"attribution": (*claim.attribution[:-1], origin),
            "voice": "indirect" if claim.voice == "outlet" else claim.voice}


def correct_document(reading: Reading, values: Mapping[str, Any]) -> Reading:
    """The reading with what a person says of its document; its times are counted again from another date."""
    basis = {"published_basis": "given"} if "published" in values else {}
    document: Document = msgspec.structs.replace(reading.document, **values, **basis)
    times = reading.times
    if basis:
        times = tuple(_counted(t, document.published) for t in times)
    return msgspec.structs.replace(reading, document=document, times=times)


def _counted(time: TimeExpression, published: Time | None) -> TimeExpression:
    """A time that is relative to the document's date, counted from the date given."""
    if time.relative is None or time.basis not in ("document", "unresolved") or published is None:
        return time
    if not (published.earliest and published.latest):
        return time
    found = resolve_between(time.relative, published.earliest, published.latest)
    if found is None:
        return time
    return msgspec.structs.replace(time, value=found.value, earliest=found.earliest, latest=found.latest,
                                   basis="document")
