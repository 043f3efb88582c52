"""`dragoman read`: a progress bar, then what the record holds, and what was skipped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dragoman.cli.errors import say
from dragoman.cli.options import RecordOption
from dragoman.errors import DocumentError, SettingsError

if TYPE_CHECKING:
    from dragoman.api import Record, Summary
    from dragoman.documents.options import Options
    from dragoman.documents.session import Session

PublishedOption = Annotated[str | None, typer.Option(metavar="DATE", help="When these reports were published.")]
PublisherOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")]
ColumnOption = Annotated[list[str] | None, typer.Option("--column", metavar="FIELD=NAME", show_default=False, help=(
    "Of tables and JSON: the column or key that holds a field (text, title, published, updated, publisher, authors, "
    "url, language, agency). By default they are guessed by their names, and told."))]
EncodingOption = Annotated[str | None, typer.Option(metavar="NAME", help=(
    "The character set of text that is not UTF-8 and does not say what it is, such as windows-1252."))]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help=(
    "Fetch from addresses of this machine and of private networks, too."))]


def read(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help=(
        "Files, folders, addresses (http://…, of pages or feeds), or - for standard input. Text, HTML, Markdown, PDF, "
        "DOCX, e-mail, CSV, JSON Lines, JSON, RSS, Atom and WARC are read."))],
    record: RecordOption = None, published: PublishedOption = None, publisher: PublisherOption = None,
    workers: Annotated[int, typer.Option(metavar="N", help="Processes to read with; for hundreds of reports.")] = 1,
    engine: Annotated[str, typer.Option(metavar="ENGINE", help="Where they run: local, or ray (an extra).")] = "local",
    address: Annotated[str | None, typer.Option(metavar="ADDRESS", show_default=False, help=(
        "Of the Ray cluster, such as ray://head:10001 or auto. By default a Ray of this machine is begun."))] = None,
    column: ColumnOption = None, encoding: EncodingOption = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=(
        "What the files are, where their names do not tell: text, html, markdown, pdf, docx, mail, csv, jsonl, json, "
        "feed or warc."))] = None,
    allow_private: PrivateOption = False,
) -> None:
    """Read reports into the record. What was read before is not read again."""
    options = options_of(column, encoding, format, allow_private)
    where = Engine(engine, workers, address)
    raise typer.Exit(read_reports(paths, record, published, publisher, where, options))


class Engine(NamedTuple):
    """What reads: `workers` processes of this machine (`local`), or of the Ray cluster at an address."""

    name: str = "local"
    workers: int = 1
    address: str | None = None


def options_of(
    columns: list[str] | None, encoding: str | None, format: str | None, allow_private: bool,
    session: Session | None = None,
) -> Options:
    """What the command line says of how files are to be opened. Raises SettingsError where it has no meaning."""
    from dragoman.documents.articles import FIELDS
    from dragoman.documents.decode import known_charset
    from dragoman.documents.open import FORMATS
    from dragoman.documents.options import Options

    named: dict[str, str] = {}
    for column in columns or ():
        field, equals, name = column.partition("=")
        if not (equals and name) or field not in FIELDS:
            raise SettingsError(f"--column {column!r}: write FIELD=NAME, where FIELD is one of {', '.join(FIELDS)}")
        named[field] = name
    if encoding is not None and known_charset(encoding) is None:
        raise SettingsError(f"{encoding!r} is no character set; utf-8, windows-1252 and iso-8859-2 are some")
    if format is not None and format not in FORMATS:
        raise SettingsError(f"{format!r} is no format; {', '.join(FORMATS)} are")
    return Options(columns=named, encoding=encoding, format=format, allow_private=allow_private,
                   session=session)


def read_reports(
    paths: list[str], location: str | None, published: str | None, publisher: str | None, engine: Engine,
    options: Options,
) -> int:
    """Read reports into the record and say what became of them. The exit code tells whether any was skipped."""
    from dragoman.api import open as open_record
    from dragoman.documents.open import find_sources
    from dragoman.settings import date_given, record_location

    date_given(published)
    if engine.workers < 1:
        raise SettingsError(f"{engine.workers} workers cannot read; name 1 or more")
    sources, errors = find_sources(paths)
    if not sources:  # nothing to read makes no record
        for error in errors:
            say(str(error))
        return DocumentError.exit_code
    with open_record(location) as record:
        summary = _read(record, paths, published, publisher, engine, options)
        tell(summary)
        _print(record, summary, record_location(location))
    return DocumentError.exit_code if summary.skipped else 0


def tell(summary: Summary) -> None:
    """Say what was understood of tables, what was skipped and why, and what was refused."""
    for note in summary.notes:
        say(note)
    for skipped in summary.skipped:
        say(f"skipped {skipped.document}: {skipped.reason}")
    for refusal in summary.refused:
        say(f"{refusal}; please report it")


def _read(
    record: Record, paths: list[str], published: str | None, publisher: str | None, engine: Engine, options: Options,
) -> Summary:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("read", total=None)
        return record.read(paths, published=published, publisher=publisher, workers=engine.workers,
                           engine=engine.name, address=engine.address, options=options,
                           progress=lambda done, total: bar.update(task, completed=done, total=total))


def _print(record: Record, summary: Summary, location: str) -> None:
    documents = record.documents()
    copies = sum(d.copy_of is not None for d in documents)
    versions = sum(d.version_of is not None for d in documents)
    told = [f"{summary.new} new" if summary.new else "none new"]
    told += [f"{copies} near-cop{'y' if copies == 1 else 'ies'}"] if copies else []
    told += [f"{versions} later version{'' if versions == 1 else 's'}"] if versions else []
    typer.echo(f"documents    {len(documents):>6}   ({', '.join(told)})")
    for name in ("stories", "agreements", "events", "claims", "differences"):
        typer.echo(f"{name:<12} {len(getattr(record, name)()):>6}")
    if unread := [d for d in documents if d.unread]:
        why = sorted({(d.unread or "").partition(";")[0] for d in unread})
        typer.echo(f"{'unread':<12} {len(unread):>6}   ({', '.join(why)}; kept, and found by search)")
    if summary.skipped:
        typer.echo(f"{'skipped':<12} {len(summary.skipped):>6}   (reasons above)")
    typer.echo(f"The record is {location}. `dragoman show stories` lists what it tells of.")
