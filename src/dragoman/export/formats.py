"""The formats of `dragoman export`, and what each leaves out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.errors import ExportError, SettingsError
from dragoman.export.ftm import to_ftm
from dragoman.export.geojson import to_geojson
from dragoman.export.graphml import to_graphml
from dragoman.export.json import to_json, write_whole
from dragoman.export.jsonld import to_jsonld
from dragoman.export.parquet import to_parquet
from dragoman.export.plover import to_plover
from dragoman.export.tables import to_csv, to_jsonl
from dragoman.export.xlsx import to_xlsx
from dragoman.model.record import Record


class Format(NamedTuple):
    """How a record is made into one file (bytes) or into a folder of several (by name), and what is left out."""

    make: Callable[[Record], bytes | dict[str, bytes]]
    shape: Literal["text", "binary", "folder"]
    about: str
    leaves_out: str


FORMATS = {
    "json": Format(to_json, "text", "the whole record as one object", "nothing"),
    "jsonl": Format(to_jsonl, "text", "the whole record, a line of JSON for each row", "nothing"),
    "csv": Format(to_csv, "folder", "tables, for any program",
                  "the difference between null and empty; lists in a cell are JSON"),
    "parquet": Format(to_parquet, "folder", "typed tables, for pandas, R and DuckDB",
                      "nothing; lists in a cell are JSON"),
    "xlsx": Format(to_xlsx, "binary", "a workbook, a sheet for each table",
                   "what goes beyond 32767 characters in a cell; the difference between null and empty"),
    "geojson": Format(to_geojson, "text", "places, and events at them, as points",
                      "whatever has no coordinates; claims, agreements, evidence, judgements"),
    "graphml": Format(to_graphml, "text", "who deals with whom: events and agreements as edges",
                      "events without a recipient, agreements of one party; claims, evidence, judgements"),
    "plover": Format(to_plover, "text", "events that occurred or go on, a line of PLOVER JSON each",
                     "planned, discussed and denied events; claims, agreements, offsets, judgements"),
    "ftm": Format(to_ftm, "folder", "FollowTheMoney entities, and statements with the report that makes each",
                  "claims, quantities, assertions, differences, stories, links, judgements; who did and who suffered "
                  "it, but for links between two"),
    "jsonld": Format(to_jsonld, "text", "linked data: schema.org, and Web Annotations on the reports' words",
                     "time expressions, blocks, links, redirects"),
}


def format_of(name: str) -> Format:
    """The format of a name. Raises SettingsError for another."""
    if name not in FORMATS:
        raise SettingsError(f"{name!r} is no format of export; {', '.join(FORMATS)} are")
    return FORMATS[name]


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, which is made where it is not there. Raises ExportError."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be written: {error.strerror or error}") from error
    for name, data in files.items():
        write_whole(folder / name, data)
