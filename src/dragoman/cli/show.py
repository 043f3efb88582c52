"""`dragoman show`: the record in a terminal, or with --json for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import JsonOption, RecordOption, record_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model.record import Link

app = typer.Typer(no_args_is_help=True, help="Show what the record holds.")
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="An id, or the beginning of one.")]

# kind of row: (what a list of them is called, whether lists are long and so are asked for by that name alone)
LISTS = {
    "stories": "The stories: documents about the same events.",
    "agreements": "The agreements, over all reports.",
    "events": "What was done, over all reports.",
    "entities": "People, bodies, places and groups.",
    "documents": "The reports that were read.",
    "differences": "Where the reports of a story part.",
}
ROWS = {
    "story": "One story: its reports, agreements, timeline and differences.",
    "agreement": "One agreement: who, when, where, what, and whether it is kept.",
    "event": "One event, and the words that it rests on.",
    "entity": "One person, body, place or group, with what it is called where.",
    "document": "One report: its text, and what it says on whose word.",
    "difference": "One difference, with the words of each report.",
    "link": "One link: what two things were taken for one, in whose words, how surely, and why.",
}


def _add_list(name: str, about: str) -> None:
    @app.command(name, help=about)
    def show(record: RecordOption = None, as_json: JsonOption = False) -> None:
        with record_at(record) as kept:
            if as_json:
                _print_json(getattr(kept, name)())
            else:
                _print_text(kept.everything(), name, None)


def _add_row(name: str, about: str) -> None:
    @app.command(name, help=about)
    def show(key: IdArgument, record: RecordOption = None, as_json: JsonOption = False) -> None:
        with record_at(record) as kept:
            row = getattr(kept, name)(key)
            if as_json:
                _print_json(row)
            else:
                _print_text(kept.everything(), name, row)


for _name, _about in LISTS.items():
    _add_list(_name, _about)
for _name, _about in ROWS.items():
    _add_row(_name, _about)


@app.command("links")
def show_links(
    key: Annotated[str | None, typer.Argument(metavar="[ROW]", show_default=False, help=(
        "Of this entity, event, agreement, claim, assertion, document or story only."))] = None,
    record: RecordOption = None, as_json: JsonOption = False,
) -> None:
    """Why things of several reports were taken for one, the surest first."""
    from dragoman.dossier.links import Links

    found: tuple[Link, ...]
    with record_at(record) as kept:
        if key is None:
            found = kept.links()
        else:
            known = Links(kept.everything())
            found = known.of(known.find(key))
        if as_json:
            _print_json(found)
        else:
            _print_text(kept.everything(), "links", found)


def _print_json(rows: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1))


def _print_text(record: Any, name: str, row: Any) -> None:
    from dragoman.cli.console import PlainConsole
    from dragoman.cli.lines import Names
    from dragoman.cli.views import VIEWS

    lines: Iterable[Any] = VIEWS[name](Names(record), row)
    console = PlainConsole(highlight=False, markup=False, emoji=False, soft_wrap=False)
    for line in lines:
        console.print(line)
