"""Options that several commands have, and the record that they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.api import Record

RecordOption = Annotated[
    str | None,
    typer.Option("--record", "-r", metavar="FILE", show_default=False,
                 help="The record: a file, or postgresql://user@host/database. By default "
                      "$DRAGOMAN_RECORD, or dragoman.db here."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: the rows as the export has them.")]


def record_at(location: str | None) -> Record:
    """Open the record to look at."""
    from dragoman import api

    return api.open(location, create=False)
