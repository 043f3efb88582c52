"""What a record's listings give: a tuple of rows that turns into a table of Arrow or pandas where these are there."""

from __future__ import annotations

from collections.abc import Iterable
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.errors import ExportError
from dragoman.model.base import Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

R = TypeVar("R", bound=Row)


class Listing(tuple[R, ...], Generic[R]):
    """Rows of one type, in the order of their ids. It is a tuple, and can be handed on as a table."""

    row: type[R]

    def __new__(cls, row: type[R], rows: Iterable[R] = ()) -> Self:
        """A listing of some rows of a type."""
        made = super().__new__(cls, rows)
        made.row = row
        return made

    def __getnewargs__(self) -> tuple[type[R], tuple[R, ...]]:
        return self.row, tuple(self)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table, typed also where it is empty: lists as lists, objects as structs.

        What may be anything, a judgement's value, is JSON.
        Needs pyarrow, and raises ExportError without it.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415
        except ImportError as error:
            raise ExportError("an Arrow table needs pyarrow: pip install 'dragoman[tables]'") from error
        schema = pa.schema(_fields(self.row))
        loose = [name for name, hint in get_type_hints(self.row).items() if hint is Any]
        rows = [msgspec.to_builtins(row) for row in self]
        for row in rows:
            row.update({n: msgspec.json.encode(row[n]).decode() for n in loose if row[n] is not None})
        return pa.Table.from_pylist(rows, schema=schema)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame with a column for each field; in its cells lists are lists, objects are dicts.

        What is null is None, in numbers NaN. Needs pandas, and raises ExportError without it.
        """
        try:
            import pandas as pd  # noqa: PLC0415
        except ImportError as error:
            raise ExportError("a data frame needs pandas: pip install 'dragoman[tables]'") from error
        rows = [msgspec.to_builtins(row) for row in self]
        return pd.DataFrame.from_records(rows, columns=list(self.row.__struct_fields__))


def _fields(row: type[Row]) -> list[pa.Field]:
    import pyarrow as pa  # noqa: PLC0415

    hints = get_type_hints(row)
    return [pa.field(name, _type(hints[name])) for name in row.__struct_fields__]


def _type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's annotation."""
    import pyarrow as pa  # noqa: PLC0415

    if get_origin(hint) in (Union, UnionType):
        (hint,) = set(get_args(hint)) - {NoneType}
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0]))
    if get_origin(hint) is dict:
        return pa.map_(*map(_type, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Row):
        return pa.struct(_fields(hint))
    plain = {Any: pa.string(), str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return plain[hint]
