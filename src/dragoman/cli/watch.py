"""`dragoman watch`: keeps reading what is new in folders and feeds, until it is stopped."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.errors import say
from dragoman.cli.options import RecordOption
from dragoman.cli.read import (
    ColumnOption,
    EncodingOption,
    PrivateOption,
    PublishedOption,
    PublisherOption,
    options_of,
    tell,
)
from dragoman.errors import DocumentError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.documents.options import Options


def watch(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[list[str], typer.Argument(metavar="FOLDER_OR_FEED...", help=(
        "Folders, files, and addresses of feeds or pages."))],
    record: RecordOption = None, publisher: PublisherOption = None, published: PublishedOption = None,
    every: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait between two looks.")] = 60.0,
    once: Annotated[bool, typer.Option("--once", help="Look once, and end.")] = False,
    column: ColumnOption = None, encoding: EncodingOption = None, allow_private: PrivateOption = False,
) -> None:
    """Keep reading what is new in folders and feeds. Ctrl-C ends it; what was read is kept."""
    from dragoman.documents.open import STDIN, is_address
    from dragoman.documents.session import Session
    from dragoman.documents.watch import Watch

    options = options_of(column, encoding, None, allow_private, session=Session())
    if not every > 0:
        raise SettingsError(f"{every} seconds are no time to wait; name a number above 0")
    _check(paths, STDIN, is_address)
    looking = Watch(paths)
    signal.signal(signal.SIGTERM, _stop)
    code = 0
    try:
        while True:
            if sources := looking.look_once() if once else looking.look():
                code = _read(sources, record, (published, publisher), options)
            if once:
                for path in looking.left:
                    say(f"{path}: still being written; left for another time")
                break
            time.sleep(every)
    except KeyboardInterrupt:
        say("stopped; what was read so far is kept")
        raise typer.Exit(0) from None
    raise typer.Exit(code)


def _check(paths: list[str], stdin: str, is_address: Any) -> None:
    """Refuse what cannot be watched, before anything is read."""
    from pathlib import Path

    for path in paths:
        if path == stdin:
            raise SettingsError("standard input has an end; `dragoman read -` reads it")
        if not is_address(path) and not Path(path).exists():
            raise DocumentError(path, "no such file or folder")


def _stop(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _read(
    sources: list[str | Path], location: str | None, given: tuple[str | None, str | None], options: Options
) -> int:
    """Read some sources into the record, and say in a line what came of it."""
    from dragoman.api import open as open_record

    with open_record(location) as record:
        summary = record.read(sources, published=given[0], publisher=given[1], options=options)
        tell(summary)
        if summary.new:
            count = len(record.documents())
            typer.echo(f"{summary.new} new report{'' if summary.new == 1 else 's'}; the record holds {count}")
    return DocumentError.exit_code if summary.skipped else 0
