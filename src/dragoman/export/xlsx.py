"""A record as a workbook for Excel and LibreOffice: a sheet a table, and one that says what is where.

Every cell is written as what it is: a text that begins with `=` stays text, and no link or number is guessed from
one. What a sheet cannot hold goes on in a further sheet, what a cell cannot hold is cut, and the first sheet says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import ExportError
from dragoman.export.tables import Cell, Table, tables
from dragoman.model.record import Record

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS, UNITS = 1_048_576, 32_767  # of a sheet; of a cell, in UTF-16 code units: what Excel can hold
_CUT = " […]"
_MADE = datetime(2000, 1, 1)  # in the file's properties: the same record gives the same bytes
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}


class Sheet(NamedTuple):
    """A sheet that has been written: which, of what table, with how many rows, how many of their cells cut."""

    name: str
    table: str
    rows: int
    cut: int


def to_xlsx(record: Record) -> bytes:
    """The tables of a record as a workbook. Needs xlsxwriter, and raises ExportError without it."""
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415
    except ImportError as error:
        raise ExportError("a workbook needs xlsxwriter: pip install 'dragoman[tables]'") from error
    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": "A record of Dragoman", "created": _MADE})
        about = book.add_worksheet("about")
        _tell(book, about, [sheet for table in tables(record) for sheet in _write(book, table)])
    return out.getvalue()


def _tell(book: Workbook, about: Worksheet, sheets: list[Sheet]) -> None:
    """The first sheet: what the others hold, and what was cut."""
    about.set_column(0, 3, 16)
    about.write_row(0, 0, ("sheet", "table", "rows", "cells cut"), book.add_format({"bold": True}))
    for n, sheet in enumerate(sheets, 1):
        about.write_row(n, 0, sheet)
    notes = ("Lists and objects in a cell are JSON. Offsets count code points of a document's text.",
             f"A cell holds {UNITS} characters: a longer text is cut and ends with {_CUT.strip()}. Parquet, CSV and "
             "JSON hold it whole.",
             f"A sheet holds {ROWS} rows: further rows are in a further sheet.")
    for n, note in enumerate(notes, len(sheets) + 2):
        about.write_string(n, 0, note)


def _write(book: Workbook, table: Table) -> Iterator[Sheet]:
    """Write a table in one sheet, or in several where it has more rows than one can hold."""
    rows = iter(table.rows)
    head = book.add_format({"bold": True})
    number = 0
    while True:
        some = list(islice(rows, ROWS - 1))
        number += 1
        if not some and number > 1:
            return
        name = table.name if number == 1 else f"{table.name} {number}"
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(table.columns) - 1, 18)
        sheet.autofilter(0, 0, max(len(some), 1), len(table.columns) - 1)
        sheet.write_row(0, 0, [column.name for column in table.columns], head)
        cut = sum(_put(sheet, y, x, cell) for y, row in enumerate(some, 1) for x, cell in enumerate(row))
        yield Sheet(name, table.name, len(some), cut)


def _put(sheet: Worksheet, y: int, x: int, cell: Cell) -> bool:
    """Write a cell, and say whether it had to be cut."""
    if isinstance(cell, str):
        text = shortened(cell)
        sheet.write_string(y, x, text)
        return text is not cell
    if isinstance(cell, bool):
        sheet.write_boolean(y, x, cell)
    elif cell is not None and isfinite(cell):
        sheet.write_number(y, x, cell)
    return False


def shortened(text: str) -> str:
    """A text that a cell can hold: the same, or its beginning and a mark. Excel counts UTF-16 code units."""
    if len(text) <= UNITS // 2 or len(text.encode("utf-16-le")) <= UNITS * 2:
        return text
    kept = text.encode("utf-16-le")[:2 * (UNITS - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT
