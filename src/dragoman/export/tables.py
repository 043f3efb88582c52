"""A record as lines of JSON, and as a folder of CSV tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_type_hints

import msgspec

from dragoman.model.base import Row
from dragoman.model.record import Evidence, Record

_EVIDENCE = ("list", "row", "part", "document", "start", "end", "text", "field")


def to_jsonl(record: Record) -> bytes:
    """One line for each row, `list` saying which list it is of; otherwise as in the JSON export."""
    lines = (msgspec.json.encode({"list": name, **msgspec.to_builtins(row)})
             for name in record.__struct_fields__ for row in getattr(record, name))
    return b"".join(line + b"\n" for line in lines)


def to_csv(record: Record) -> dict[str, bytes]:
    """A table for each list, by its file's name, and one of all evidence. Lists and objects in a cell are JSON."""
    files = {}
    for name, hint in get_type_hints(Record).items():
        fields = get_args(hint)[0].__struct_fields__
        rows = getattr(record, name)
        files[f"{name}.csv"] = _table(fields, ([_cell(getattr(row, f)) for f in fields] for row in rows))
    files["evidence.csv"] = _table(_EVIDENCE, (
        [name, row.id, part, *map(_cell, (e.document, e.start, e.end, e.text, e.field))]
        for name in record.__struct_fields__ for row in getattr(record, name) for part, e in _evidence(row, "")))
    return files


def _evidence(value: Any, path: str) -> Iterator[tuple[str, Evidence]]:
    """The evidence in a row, each with the way to it: `provisions.0.evidence`."""
    if isinstance(value, Evidence):
        yield path.rpartition(".")[0], value
    elif isinstance(value, Row):
        for field in value.__struct_fields__:
            yield from _evidence(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _evidence(item, f"{path}.{n}")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()


def _table(fields: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return out.getvalue().encode()
