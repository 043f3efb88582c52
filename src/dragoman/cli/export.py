"""`dragoman export`: the record in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.errors import say
from dragoman.cli.options import RecordOption, record_at
from dragoman.errors import SettingsError


def add_to(app: typer.Typer) -> None:
    """Add the command to the whole one."""
    app.command()(export)


def export(
    format: Annotated[str, typer.Option(
        "--format", "-f", metavar="FORMAT", help="One of those that --formats lists.")] = "json",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help=(
        "The file, or the folder of tables. Default: the screen."))] = None,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats, and what each leaves out.")] = False,
    record: RecordOption = None,
) -> None:
    """Write out the record: the whole of it, its tables, its map, its network, its events, its linked data.

    The same record gives the same bytes in every format.
    """
    from dragoman.export.formats import format_of, write_folder
    from dragoman.export.json import write_whole

    if formats:
        _list()
        return
    wanted = format_of(format)
    screen = output is None or str(output) == "-"
    if screen and (wanted.shape == "folder" or (wanted.shape == "binary" and sys.stdout.isatty())):
        what = "a folder of files" if wanted.shape == "folder" else "no text for the screen"
        raise SettingsError(f"{format} is {what}; name it with --output")
    with record_at(record) as kept:
        data = wanted.make(kept.everything())
    if isinstance(data, dict):
        write_folder(output or Path(), data)
    elif output is None or screen:
        sys.stdout.buffer.write(data)
        return
    else:
        write_whole(output, data)
    say(f"{output}: written")


def _list() -> None:
    from dragoman.export.formats import FORMATS

    for name, one in FORMATS.items():
        typer.echo(f"{name:<9}{one.about}{' (a folder)' if one.shape == 'folder' else ''}\n"
                   f"{'':<9}leaves out: {one.leaves_out}")
