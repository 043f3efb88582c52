"""`dragoman search`: full text with ranking and highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import JsonOption, RecordOption, record_at

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.record.search import Found


def search(  # noqa: PLR0913, PLR0917 - one for each option
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All of these; "several words" in quotes together.')],
    kind: Annotated[list[str] | None, typer.Option(
        metavar="KIND", help="agreement, event, claim or document; may be given again.")] = None,
    who: Annotated[str | None, typer.Option(
        metavar="NAME", help="Said, done, agreed or named by: a name or part of it.")] = None,
    where: Annotated[str | None, typer.Option(
        metavar="NAME", help="A place or country, or part of its name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="What may have been on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="What may have been on this day or before.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", help="So many at most.")] = 20,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search reports, claims, events and agreements, best first. With "" for words, all that passes, the newest first.

    Of each kind the newest rows that match are ranked, so that words as common as "government" are found as quickly.
    A claim without a time of its own counts as of the day that its report was published; what has no time is left
    out where --since or --until is given.
    """
    with record_at(record) as kept:
        found = kept.search(words, kinds=kind or (), who=who, where=where, since=since, until=until, limit=limit)
    if as_json:
        import msgspec

        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for one in found:
        console.print(_line(one))
    if not found:
        typer.echo("nothing found")


def _line(found: Found) -> Text:
    from rich.text import Text

    snippet = Text(found.snippet.replace("\n", " "))
    for start, end in found.marks:
        snippet.stylize("bold yellow", start, end)
    when = found.earliest if found.earliest == found.latest else f"{found.earliest or '…'}/{found.latest or '…'}"
    head = Text.assemble((f"{found.kind} {found.id}", "dim"), f"  {when or '–'}  ", (found.title, "bold"), "\n    ")
    return head.append_text(snippet)
