"""A record as a folder of Parquet tables, for pandas, R (arrow), DuckDB, Polars and Stata."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dragoman.errors import ExportError
from dragoman.export.tables import Table, tables
from dragoman.model.record import Record

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 100_000  # rows that are read at once


def to_parquet(record: Record) -> dict[str, bytes]:
    """A Parquet file for each table, by its name: text, whole numbers, numbers and flags, with null where nothing is
    known. Needs pyarrow, and raises ExportError without it."""
    try:
        import pyarrow  # noqa: F401, PLC0415
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow: pip install 'dragoman[tables]'") from error
    return {f"{table.name}.parquet": _parquet(table) for table in tables(record)}


def _parquet(table: Table) -> bytes:
    from pyarrow import parquet  # noqa: PLC0415

    out = io.BytesIO()
    parquet.write_table(_arrow(table), out, compression="snappy", row_group_size=_GROUP)
    return out.getvalue()


def _arrow(table: Table) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_(),
             "json": pa.string()}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in table.columns])
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(cells, schema, strict=True)], schema=schema)
