"""The tables of a record, as Parquet, as a workbook and as rows of Python."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from msgspec.structs import replace
from tests.dossier.records import small_record
from tests.record.rows import TEXT, document_row, entity, event, record

from dragoman.errors import ExportError
from dragoman.export.parquet import to_parquet
from dragoman.export.tables import tables
from dragoman.export.xlsx import UNITS, shortened, to_xlsx
from dragoman.model.record import Record

pandas = pytest.importorskip("pandas")
openpyxl = pytest.importorskip("openpyxl")
RECORDS = [Record(), record(), small_record()]


def frames(rows: Record) -> dict[str, Any]:
    return {name.removesuffix(".parquet"): pandas.read_parquet(io.BytesIO(data))
            for name, data in to_parquet(rows).items()}


def sheets(rows: Record) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(rows)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("rows", RECORDS)
def test_every_row_is_in_its_table_and_its_sheet(rows: Record) -> None:
    made, book = frames(rows), sheets(rows)
    for table in tables(rows):
        whole = list(table.rows)
        head = tuple(column.name for column in table.columns)
        assert tuple(made[table.name].columns) == head == book[table.name][0]
        assert len(made[table.name]) == len(whole) == len(book[table.name]) - 1
    for name in rows.__struct_fields__:
        assert list(made[name]["id"]) == [row.id for row in getattr(rows, name)]
    told = {row[0]: row[2] for row in book["about"][1:] if row[1]}
    assert told == {table.name: len(list(table.rows)) for table in tables(rows)}


def test_cells_have_types_and_nothing_is_made_of_null() -> None:
    made = frames(record(entities=(entity(), entity("entity_2", latitude=2.5))))
    assert made["documents"]["text"][0] == TEXT
    assert made["events"]["time"][0] == made["events"]["time_latest"][0] == "2025-06-04"
    assert made["events"]["corroboration_independent_origins"].dtype == "int64"
    assert json.loads(made["events"]["actors"][0]) == ["entity_1"]
    assert made["claims"]["negated"].dtype == "bool"
    assert made["entities"]["latitude"].isna().tolist() == [True, False]
    assert pandas.isna(made["claims"]["said"][0])
    for row in made["evidence"].itertuples():
        assert TEXT[row.start:row.end] == row.text


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(\"http://a.example\")", "@SUM(A1)", "+1", "-1", "1e5",
                                  "http://a.example/", "mailto:a@b.example", "\x01\x0b", "é 日本 𝄞"])
def test_a_text_in_a_sheet_is_a_text_whatever_it_looks_like(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(record(events=(event(summary=text),)))))
    sheet = book["events"]
    (cell,) = (c for c in sheet[2] if sheet.cell(1, c.column).value == "summary")
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    if text.isprintable():
        assert cell.value == text


def test_what_a_cell_cannot_hold_is_cut_and_told() -> None:
    for long in ("a" * 40_000, "𝄞" * 20_000, "a" + "𝄞" * 20_000):
        cut = shortened(long)
        assert len(cut.encode("utf-16-le")) <= 2 * UNITS
        assert cut.endswith("[…]")
        assert long.startswith(cut.removesuffix(" […]"))
    assert shortened("a" * UNITS) == "a" * UNITS
    long_text = document_row(text=TEXT + " " + "word " * 10_000)
    book = sheets(record(documents=(long_text,)))
    assert [row[3] for row in book["about"] if row[0] == "documents"] == [1]


def test_further_rows_go_on_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.export.xlsx.ROWS", 3)
    many = record(entities=tuple(entity(f"entity_{n}") for n in range(5)))
    book = sheets(many)
    found = [row[0] for name in ("entities", "entities 2", "entities 3") for row in book[name][1:]]
    assert found == [f"entity_{n}" for n in range(5)]


def test_numbers_that_no_sheet_can_hold_are_left_empty() -> None:
    (place,) = (replace(entity(), latitude=float("inf"), longitude=float("nan")),)
    rows = sheets(record(entities=(place,)))["entities"]
    at = rows[0].index("latitude")
    assert rows[1][at] is rows[1][at + 1] is None


@pytest.mark.parametrize(("make", "module"), [(to_parquet, "pyarrow"), (to_xlsx, "xlsxwriter")])
def test_without_the_library_it_is_told_what_to_install(
    make: Any, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError, match=r"pip install 'dragoman\[tables\]'"):
        make(record())
