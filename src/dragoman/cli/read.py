"""`dragoman read`: a progress bar, then what the record holds, and what was skipped."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dragoman.api import Record, Summary
from dragoman.api import open as open_record
from dragoman.cli.errors import say
from dragoman.documents.open import find_sources
from dragoman.errors import DocumentError, SettingsError
from dragoman.settings import date_given, record_location


def read_reports(
    paths: list[Path], location: str | None, published: str | None, publisher: str | None, workers: int = 1
) -> int:
    """Read reports into the record and say what became of them. The exit code tells whether any was skipped."""
    date_given(published)
    if workers < 1:
        raise SettingsError(f"{workers} workers cannot read; name 1 or more")
    sources, errors = find_sources(paths)
    if not sources:  # nothing to read makes no record
        for error in errors:
            say(str(error))
        return DocumentError.exit_code
    with open_record(location) as record:
        summary = _read(record, paths, published, publisher, workers)
        for skipped in summary.skipped:
            say(f"skipped {skipped.document}: {skipped.reason}")
        for refusal in summary.refused:
            say(f"{refusal}; please report it")
        _print(record, summary, record_location(location))
    return DocumentError.exit_code if summary.skipped else 0


def _read(
    record: Record, paths: list[Path], published: str | None, publisher: str | None, workers: int
) -> Summary:
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("read", total=None)
        return record.read(paths, published=published, publisher=publisher, workers=workers,
                           progress=lambda done, total: bar.update(task, completed=done, total=total))


def _print(record: Record, summary: Summary, location: str) -> None:
    documents = record.documents()
    copies = sum(d.copy_of is not None for d in documents)
    new = f"{summary.new} new" if summary.new else "none new"
    near = f", {copies} near-cop{'y' if copies == 1 else 'ies'}" if copies else ""
    typer.echo(f"documents    {len(documents):>6}   ({new}{near})")
    for name in ("stories", "agreements", "events", "claims", "differences"):
        typer.echo(f"{name:<12} {len(getattr(record, name)()):>6}")
    if summary.skipped:
        typer.echo(f"{'skipped':<12} {len(summary.skipped):>6}   (reasons above)")
    typer.echo(f"The record is {location}. `dragoman show stories` lists what it tells of.")
