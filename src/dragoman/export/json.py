"""The record as one JSON object, and back: the shape that other programs may rely on.

The same record gives the same bytes, on every machine and in whatever order its reports came.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from dragoman.errors import ExportError, MalformedDocument
from dragoman.model.document import Document
from dragoman.model.record import DocumentRow, Record
from dragoman.record.tables import KINDS


def to_json(record: Record) -> bytes:
    """The record as indented UTF-8 JSON, one list for each kind of row, with a line end at its end."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def from_json(data: bytes, name: str, *, whole: bool = False) -> Record:
    """The record of an export. Raises DocumentError, with the name of its file, where it is none; with `whole` also
    where something in it would be lost, since this version does not know it."""
    try:
        record = msgspec.json.decode(data, type=Record)
        if whole and (reason := _unknown(msgspec.json.decode(data, type=dict[str, list[dict[str, msgspec.Raw]]]))):
            raise MalformedDocument(name, reason)
        return record
    except msgspec.MsgspecError as error:
        raise MalformedDocument(name, f"no export of a record: {error}") from error
    except RecursionError as error:
        raise MalformedDocument(name, "no export of a record: nested too deeply") from error


def _unknown(lists: dict[str, list[dict[str, msgspec.Raw]]]) -> str | None:
    """Why an export cannot come back without loss; None where it can. Rows of a list have the same fields."""
    known = {name: KINDS[name].__struct_fields__ for name in Record.__struct_fields__}
    if not lists.keys() & known.keys():
        return "no export of a record: none of a record's lists is in it"
    strange = [name for name in lists if name not in known]
    strange += [f"{name}.{field}" for name, rows in lists.items() if name in known for row in rows[:1]
                for field in row if field not in known[name]]
    return f"a newer Dragoman's: {', '.join(strange[:5])} would be lost here; update this one" if strange else None


def source_of(row: DocumentRow) -> Document:
    """A document of an export as it was before it was read: a date that was found in its text is not known yet."""
    known = row.published_basis in ("metadata", "given")
    fields = {name: getattr(row, name) for name in Document.__struct_fields__}
    return Document(**{**fields, **({} if known else {"published": None, "published_basis": None})})


def write_whole(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all: whoever reads meanwhile sees the old one. Raises ExportError."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
