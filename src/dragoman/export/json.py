"""The record as one JSON object: the shape that other programs may rely on.

The same record gives the same bytes, on every machine and in whatever order its reports came.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from dragoman.errors import ExportError
from dragoman.model.record import Record


def to_json(record: Record) -> bytes:
    """The record as indented UTF-8 JSON, one list for each kind of row, with a line end at its end."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


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
