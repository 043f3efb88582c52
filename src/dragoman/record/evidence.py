"""The guard at the record's door: no row about the world without exact evidence.

The check is generic. Whatever names a document with `start`, `end` and `text` must say exactly what the
document says there, however deep it lies in a row; and every row, or part of one, that has a list of
evidence must have something in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from dragoman.errors import EvidenceError
from dragoman.model.base import Row
from dragoman.model.record import Assertion, Record

_LISTS = ("evidence", "mentions")
_place = attrgetter("document", "start", "end", "text")
_PLACED = {"document", "start", "end", "text"}


def check_record(record: Record) -> None:
    """Check every row of a record. Raises EvidenceError at the first that is not borne out."""
    texts = {d.id: d.text for d in record.documents}
    for kind in record.__struct_fields__:
        check_rows(kind, getattr(record, kind), texts)


def check_rows(kind: str, rows: Iterable[Row], texts: Mapping[str, str]) -> None:
    """Check some rows of a kind against the texts of the documents, by id."""
    for row in rows:
        wrong = _fault(row, texts)
        if wrong:
            raise EvidenceError(f"{kind} {getattr(row, 'id', '')}: {wrong}; the row was refused")


def sift(record: Record) -> tuple[Record, tuple[str, ...]]:
    """The record without the rows that are not borne out, and what was wrong with each of these."""
    texts = {d.id: d.text for d in record.documents}
    kept: dict[str, Any] = {}
    refused: list[str] = []
    for kind in record.__struct_fields__:
        sound = []
        for row in getattr(record, kind):
            try:
                check_rows(kind, (row,), texts)
                sound.append(row)
            except EvidenceError as error:
                refused.append(str(error))
        kept[kind] = tuple(sound)
    return Record(**kept), tuple(refused)


def parts(value: object) -> Iterator[Row]:
    """A row and every row within it, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, Row):
            yield one
            waiting.extend([getattr(one, field) for field in reversed(_nested(type(one)))])


@cache
def _nested(row: type[Row]) -> tuple[str, ...]:
    """The fields of a row that can hold other rows; a look at the annotations spares most of the walk."""
    plain = ("str", "int", "float", "bool", "str | None", "float | None", "tuple[str, ...]", "dict[str, str]")
    return tuple(f for f in row.__struct_fields__ if _annotation(row, f) not in plain)


def _annotation(row: type[Row], field: str) -> object:
    return next((c.__annotations__[field] for c in row.__mro__ if field in getattr(c, "__annotations__", {})), None)


def _fault(row: Row, texts: Mapping[str, str]) -> str | None:
    """What is wrong with the evidence of a row, or of one within it, in the order of `parts`; None if nothing is.

    Every row that is written goes through here, so there is no list made of them.
    """
    lists, placed, nested = _asked(type(row))
    for name in lists:
        if not getattr(row, name):
            return f"{type(row).__name__} without {name}"
    if isinstance(row, Assertion) and not (row.claims or row.quantities or row.events):
        return "an assertion that rests on no claim, quantity or event"
    if placed and (wrong := _misplaced(row, texts)):
        return wrong
    for field in nested:
        if (value := getattr(row, field)) and (wrong := _within(value, texts)):
            return wrong
    return None


def _within(value: object, texts: Mapping[str, str]) -> str | None:
    if isinstance(value, tuple):
        for one in value:
            if wrong := _within(one, texts):
                return wrong
    elif isinstance(value, Row):
        return _fault(value, texts)
    return None


@cache
def _asked(row: type[Row]) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """The lists of evidence that a type of row must have something in, whether it stands in a text itself, and the
    fields that can hold other rows."""
    fields = row.__struct_fields__
    return tuple(name for name in _LISTS if name in fields), _PLACED.issubset(fields), _nested(row)


def _misplaced(part: Row, texts: Mapping[str, str]) -> str | None:
    document, start, end, text = _place(part)
    whole = texts.get(document)
    if whole is None:
        return f"evidence in document {document}, which is not in the record"
    if not 0 <= start < end <= len(whole) or whole[start:end] != text:
        return f"evidence {start}:{end} of document {document} does not say {text[:40]!r} there"
    return None
