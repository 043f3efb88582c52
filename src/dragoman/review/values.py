"""Values that people give to fields of rows: read from words, checked, and kept in one plain form."""

from __future__ import annotations

import re
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from dragoman.errors import NotInRecord, ReviewError
from dragoman.linking.judged.fields import (
    EMPTY_IS_NO_VALUE,
    FIELDS,
    GROWING,
    PEOPLE,
    hint,
    names,
    provision_at,
)
from dragoman.model.base import Row
from dragoman.model.judgement import Thing
from dragoman.model.time import Time, interval, time_of
from dragoman.record.members import entities_called
from dragoman.record.store import Reader
from dragoman.review.things import find_row, kind_of_row, things_of

_NOTHING = ("", "null", "none")
_COUNTRY = re.compile(r"[A-Z]{3}")


def value_of(row: Any, field: str) -> Any:
    """What a row says in a field, as it can be corrected: of people their ids, of a claim's source whom it is.

    Raises ReviewError for a provision that the agreement has not.
    """
    if field == "source":
        return row.attribution[-1].entity if row.attribution else None
    if field in PEOPLE:
        return tuple(s.person for s in getattr(row, field))
    if "/" in field:
        place, name = provision_at(field, row.provisions)
        if place is None:
            raise ReviewError(f"{row.id}: has no provision there")
        return getattr(row.provisions[place], name) if name else row.provisions[place].text
    return getattr(row, field)


def read_value(
    store: Reader, kind: str, field: str, given: Any, *, document: str | None = None
) -> tuple[Any, tuple[Thing, ...]]:
    """A value in its plain form, and the things that it names where it names rows.

    Words are read as the field's type: `null`, a date in EDTF, a number, ids or names divided by semicolons. What is
    named must be named in `document`, where one is given. Raises ReviewError.
    """
    if given is None or (isinstance(given, str) and given.strip().casefold() in _NOTHING):
        if field.rpartition("/")[2] in EMPTY_IS_NO_VALUE:
            raise ReviewError(f"{field}: a {kind} has one; give a value")
        return ([] if get_origin(_type(kind, field)) is tuple else None), ()
    if names(field):
        return _names(store, kind, field, given, document)
    if hint(kind, field) is None:
        raise ReviewError(f"{field}: is a provision or none; its fields have names of their own")
    wanted = _type(kind, field)
    value = _words(kind, field, wanted, given) if isinstance(given, str) else msgspec.to_builtins(given)
    try:
        value = msgspec.to_builtins(msgspec.convert(value, wanted))
    except msgspec.ValidationError as error:
        raise ReviewError(f"{field}: {given!r} is no value of it ({error})") from error
    _check(kind, field, value)
    return value, ()


def plain_values(kind: str, row: Row) -> dict[str, Any]:
    """What a row says in the fields that name no other rows, as far as it says anything."""
    fields = (f for f in FIELDS.get(kind, ()) if not names(f) and f not in GROWING)
    found = {f: msgspec.to_builtins(getattr(row, f)) for f in fields}
    return {f: v for f, v in found.items() if v not in (None, [], "")}


def choices(kind: str, field: str) -> tuple[str, ...]:
    """The values that a field can have, where they are a list; empty where it is free."""
    wanted = _type(kind, field)
    if get_origin(wanted) is Literal:
        return tuple(map(str, get_args(wanted)))
    return _codes().get((kind, field.rpartition("/")[2]), ())


@cache
def _codes() -> dict[tuple[str, str], tuple[str, ...]]:
    from dragoman.ontology import load  # noqa: PLC0415 - takes a while, and few fields need it

    known = load()
    return {("event", "type"): tuple(known.plover.types),
            ("event", "contexts"): tuple(sorted(known.plover.contexts)),
            ("event", "mode"): tuple(sorted({mode for t in known.plover.types.values() for mode in t.modes})),
            ("entity", "sector"): tuple(sorted(known.plover.sectors)),
            ("agreement", "kind"): tuple(sorted({*known.agreements.kinds, "other"}))}


def _type(kind: str, field: str) -> Any:
    """The type of a field, null apart."""
    wanted = hint(kind, field)
    if get_origin(wanted) in (Union, UnionType):
        (wanted,) = set(get_args(wanted)) - {NoneType}
    return wanted


def _words(kind: str, field: str, wanted: Any, given: str) -> Any:
    text = given.strip()
    if wanted is Time:
        return _time(field, text)
    if wanted is float:
        try:
            return float(text.replace(",", ""))
        except ValueError:
            raise ReviewError(f"{field}: {text!r} is no number") from None
    if wanted is bool:
        if text.casefold() not in ("true", "false", "yes", "no"):
            raise ReviewError(f"{field}: {text!r} is neither true nor false")
        return text.casefold() in ("true", "yes")
    if get_origin(wanted) is tuple:
        return _parts(text)
    return text


def _parts(text: str) -> list[str]:
    """The parts of a list as it is typed: divided by semicolons, or by commas where there are none."""
    return [part.strip() for part in text.split(";" if ";" in text else ",") if part.strip()]


def _time(field: str, text: str) -> dict[str, Any]:
    """An EDTF date, or two ISO days with a slash, as an interval."""
    first, slash, last = text.partition("/")
    ends = [time_of(part) for part in ((first, last) if slash else (text,))]
    if None in ends or not all(e and e.earliest and e.latest for e in ends):
        raise ReviewError(f"{field}: {text!r} is no date; write 2025-08-14, 2025-08 or 2025-08-01/2025-08-14")
    begin, end = ends[0], ends[-1]
    if begin is None or end is None or (begin.earliest or "") > (end.latest or ""):
        raise ReviewError(f"{field}: {text!r} ends before it begins")
    made = interval(begin.earliest or "", end.latest or "") if slash else begin
    found: dict[str, Any] = msgspec.to_builtins(made)
    return found


def _check(kind: str, field: str, value: Any) -> None:
    """Values that the type alone does not tell from others."""
    known = choices(kind, field)
    for one in value if isinstance(value, list) else (value,):
        if known and one not in known:
            raise ReviewError(f"{field}: {one!r} is none of {', '.join(known)}")
    if field == "country" and not _COUNTRY.fullmatch(str(value)):
        raise ReviewError(f"{field}: {value!r} is no ISO 3166-1 alpha-3 code, such as FRA")


def _names(store: Reader, kind: str, field: str, given: Any, document: str | None) -> tuple[Any, tuple[Thing, ...]]:
    """Rows that a value names, by the things that gave them their ids."""
    listed = isinstance(given, str) and get_origin(_type(kind, field)) is tuple
    keys = _words(kind, field, tuple[str, ...], given) if listed else [given] if isinstance(given, str) else given
    things = []
    for key in keys:
        row = _named(store, field, str(key))
        if kind_of_row(row) != names(field):
            raise ReviewError(f"{field}: {key} is of kind {kind_of_row(row)}, and must be of kind {names(field)}")
        here = [t for t in things_of(store, row, "value") if document in (None, t.document)]
        if not here:
            raise ReviewError(f"{field}: {key} is not named in that report; a source must be")
        things.append(here[0])
    ids = [t.id for t in things]
    return (ids if get_origin(_type(kind, field)) is tuple else ids[0]), tuple({t.id: t for t in things}.values())


def _named(store: Reader, field: str, key: str) -> Row:
    """The row of an id, or the entity of a name. Raises ReviewError where there is none, or are several."""
    try:
        return find_row(store, key)
    except NotInRecord as error:
        found = entities_called(store, key) if names(field) == "entity" else []
        if len(found) > 1:
            several = ", ".join(f"{e.id} ({e.kind})" for e in found[:5])
            raise ReviewError(f"{field}: several are called {key}: {several}; give an id") from error
        if not found:
            raise ReviewError(f"{field}: {error}") from error
        return found[0]
