"""Commands that keep a record in order: relink, remove, check, upgrade, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.errors import say
from dragoman.cli.options import RecordOption, record_at
from dragoman.errors import DocumentError, RecordError

if TYPE_CHECKING:
    from dragoman.record.runs import Changes

_MOST = 100  # faults that are listed


def add_to(app: typer.Typer) -> None:
    """Add the commands to the whole one."""
    for command in (relink, remove, check, upgrade):
        app.command()(command)
    app.command("import")(bring_in)


def relink(record: RecordOption = None) -> None:
    """Link all reports over again, from what was read in them. The record comes out the same, to the byte."""
    with record_at(record) as kept:
        typer.echo(f"linked anew: {_told(kept.relink())}")


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Ids, or the beginnings of ids.")],
    record: RecordOption = None,
) -> None:
    """Take reports out of the record, which is then as if they had never been read."""
    with record_at(record) as kept:
        typer.echo(f"removed: {_told(kept.remove(*documents))}")


def check(record: RecordOption = None) -> None:
    """Check the whole record: its file, digests, readings and search, every span of evidence, id, redirect and count,
    and that a relink gives the same.

    What is broken is listed, and the exit code is then 4. Nothing is changed; `relink` mends what can be.
    """
    with record_at(record) as kept:
        faults = kept.check()
        for fault in faults[:_MOST]:
            typer.echo(fault)
        if len(faults) > _MOST:
            typer.echo(f"… and {len(faults) - _MOST} more")
        if faults:
            number = f"{len(faults)} thing{'s' * (len(faults) > 1)}"
            raise RecordError(f"{number} broken; `dragoman relink` mends what can be")
        waiting, lost = kept.unlinked(), [j for j in kept.judgements() if j.state == "not-applied"]
    typer.echo("in order")
    if waiting:
        typer.echo(f"{waiting} reports wait to be linked, since a read was cut short: the next read does it")
    for judgement in lost:
        typer.echo(f"{judgement.id} by {judgement.person} is not applied: the record does not have what it speaks of")


def upgrade(record: RecordOption = None) -> None:
    """Bring a record that an older Dragoman made up to this version: wholly, or not at all.

    No report is read again, and no judgement is lost; what was read is linked as this version links. Older versions
    cannot open the record afterwards.
    """
    from dragoman import api

    taken = api.upgrade(record)
    for why in taken:
        typer.echo(why)
    typer.echo("brought up to date" if taken else "nothing to do: the record is up to date")


def bring_in(
    file: Annotated[Path, typer.Argument(metavar="RECORD.json", help="What `dragoman export` wrote.")],
    record: RecordOption = None,
) -> None:
    """Bring a JSON export back as a record of its own, which gives the same export again.

    An export holds the reports and all rows, but not what was read in them on the way: the rows are kept as they
    are, and the next `read`, `relink` or `remove` reads the reports again. The record must be new or empty.
    People's judgements come along.
    """
    from dragoman import api
    from dragoman.export.json import from_json
    from dragoman.record.check import find_broken

    try:
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(str(file), error.strerror or str(error)) from error
    given = from_json(data, str(file), whole=True)  # what is no export makes no record
    with api.open(record) as kept:
        say(f"{kept.location}: {_told(kept.bring_in(data, str(file)))}")
    if broken := list(find_broken(given)):
        say(f"{file}: {len(broken)} thing{'s' * (len(broken) > 1)} broken in it, such as {broken[0]}; "
            "`dragoman check` lists them")


def _told(changes: Changes) -> str:
    return f"{changes.added} rows added, {changes.changed} changed, {changes.removed} removed"
