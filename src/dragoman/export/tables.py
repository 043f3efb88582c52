"""A record as tables, for the formats that have no nesting: one for each list, and one of all evidence.

A time becomes three columns (`signed`, `signed_earliest`, `signed_latest`), a corroboration one for each of its
fields (`corroboration_level`, …). Lists, and objects that have no fixed fields, are JSON in one column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.model.base import Row
from dragoman.model.record import Evidence, Record
from dragoman.model.time import Time

Kind = Literal["text", "integer", "number", "flag", "json"]
Cell = str | int | float | bool | None
_KINDS: dict[Any, Kind] = {str: "text", int: "integer", float: "number", bool: "flag"}


class Column(NamedTuple):
    """A column: its name, what its cells hold, and the way to its value in a row."""

    name: str
    kind: Kind
    path: str


class Table(NamedTuple):
    """A table: its name, its columns, and its rows in the order of the record."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


_EVIDENCE = (*(Column(name, "text", name) for name in ("list", "row", "part", "document")),
             *(Column(name, "integer", name) for name in ("start", "end")),
             *(Column(name, "text", name) for name in ("text", "field")))


def tables(record: Record) -> Iterator[Table]:
    """The tables of a record: its lists by their names, then `evidence`, a row for each span and the row it backs."""
    for name in record.__struct_fields__:
        columns = columns_of(row_type(name))
        yield Table(name, columns, (tuple(_cell(row, c) for c in columns) for row in getattr(record, name)))
    yield Table("evidence", _EVIDENCE, (
        (name, row.id, part, e.document, e.start, e.end, e.text, e.field)
        for name in record.__struct_fields__ for row in getattr(record, name) for part, e in evidence_of(row, "")))


@cache
def row_type(name: str) -> type[Row]:
    """The type of the rows of a list of the record."""
    found: type[Row] = get_args(get_type_hints(Record)[name])[0]
    return found


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row's type."""
    return tuple(column for field, hint in get_type_hints(row).items() if field in row.__struct_fields__
                 for column in _columns(field, hint))


def _columns(field: str, hint: Any) -> Iterator[Column]:
    options = set(get_args(hint)) - {NoneType} if get_origin(hint) in (Union, UnionType) else {hint}
    (kind,) = options
    if get_origin(kind) is Literal:
        kind = str
    if not (isinstance(kind, type) and issubclass(kind, Row)):
        yield Column(field, _KINDS.get(kind, "json"), field)
        return
    for inner in columns_of(kind):
        name = field if (kind, inner.name) == (Time, "value") else f"{field}_{inner.name}"
        yield Column(name, inner.kind, f"{field}.{inner.path}")


def _cell(row: Row, column: Column) -> Cell:
    value: Any = row
    for field in column.path.split("."):
        value = getattr(value, field) if value is not None else None
    return value if column.kind != "json" or value is None else msgspec.json.encode(value).decode()


def evidence_of(value: Any, path: str) -> Iterator[tuple[str, Evidence]]:
    """The evidence in a row, each with the way to it: `provisions.0.evidence`."""
    if isinstance(value, Evidence):
        yield path.rpartition(".")[0], value
    elif isinstance(value, Row):
        for field in value.__struct_fields__:
            yield from evidence_of(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from evidence_of(item, f"{path}.{n}")


def to_jsonl(record: Record) -> bytes:
    """One line for each row, `list` saying which list it is of; otherwise as in the JSON export."""
    lines = (msgspec.json.encode({"list": name, **msgspec.to_builtins(row)})
             for name in record.__struct_fields__ for row in getattr(record, name))
    return b"".join(line + b"\n" for line in lines)


def to_csv(record: Record) -> dict[str, bytes]:
    """A CSV file for each table, by its name. What is null is an empty cell."""
    return {f"{table.name}.csv": _csv(table) for table in tables(record)}


def _csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else msgspec.json.encode(cell).decode()
