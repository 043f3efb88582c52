"""`dragoman review`: people's judgements of the record, for people and for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.errors import say
from dragoman.cli.options import JsonOption, RecordOption, record_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.api import Record
    from dragoman.model.judgement import Act, Action, Judgement

app = typer.Typer(no_args_is_help=True, help="Judge what the machine has made of the reports; it is kept for ever.")
AsOption = Annotated[str | None, typer.Option(
    "--as", metavar="NAME", show_default=False,
    help="Whose judgement it is. By default $DRAGOMAN_PERSON, or whoever is logged in.")]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why; it is kept with the judgement.")]
RowArgument = Annotated[str, typer.Argument(metavar="ID", help="A row, link or judgement: its id, or the beginning.")]


@app.command("list")
def show_queue(
    record: RecordOption = None, as_json: JsonOption = False,
    limit: Annotated[int, typer.Option(metavar="N", help="How many, at most.")] = 20,
    kind: Annotated[list[str] | None, typer.Option(
        metavar="KIND", help="Links of this kind alone: entity, event, agreement, claim, story, copy.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Say of each why it is asked for.")] = False,
) -> None:
    """The links that most want a person's eye, and judgements that no longer find what they speak of.

    First comes what is the least certain and of which the most hangs: the doubt of a link, from 0 to 1, times the
    logarithm of the rows that rest on it.
    """
    from dragoman.dossier.links import Links
    from dragoman.errors import SettingsError

    if limit < 1:
        raise SettingsError(f"{limit} links are none; ask for 1 or more")
    with record_at(record) as kept:
        found = kept.queue(limit=limit, kinds=kind or ())
        lost = [j for j in kept.judgements() if j.state == "not-applied"]
        if as_json:
            _print_json({"queue": found, "not_applied": lost})
            return
        links = Links(kept.everything())
    for doubt in found:
        told = links.explain(doubt.link)
        both = f"{_short(told.left.name)} = {_short(told.right.name)}"
        typer.echo(f"{doubt.link.id}  {doubt.link.kind}  {doubt.priority:.2f}  {both}")
        if why:
            typer.echo(f"    {doubt.why}; {'; '.join(doubt.link.reasons)}")
    for judgement in lost:
        typer.echo(f"not applied: {_line(judgement, {})}")
    if not found and not lost:
        typer.echo("nothing to review")


@app.command()
def accept(
    row: RowArgument,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", show_default=False, help="Its value alone.")] = None,
    record: RecordOption = None, person: AsOption = None, why: WhyOption = None, as_json: JsonOption = False,
) -> None:
    """Say that a link, a row or one of its values is right: it stays so, whatever else is read."""
    _do(record, person, as_json, "accept", row, field=field, note=why)


@app.command()
def reject(
    row: RowArgument, record: RecordOption = None, person: AsOption = None, why: WhyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a link or row is wrong: what it joins is two, or the row leaves the record."""
    _do(record, person, as_json, "reject", row, note=why)


@app.command()
def correct(
    row: RowArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Such as kind, type, signed, status, place, parties.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="A word, a number, a date, ids with commas, or null.")],
    record: RecordOption = None, person: AsOption = None, why: WhyOption = None, as_json: JsonOption = False,
) -> None:
    """Put another value in a field of a row. What the machine had is kept in the history."""
    _do(record, person, as_json, "correct", row, field=field, value=value, note=why)


@app.command()
def join(
    row: RowArgument,
    others: Annotated[list[str], typer.Argument(metavar="ID...", help="Other rows of the same kind.")],
    record: RecordOption = None, person: AsOption = None, why: WhyOption = None, as_json: JsonOption = False,
) -> None:
    """Say that several entities, events, agreements, assertions or stories are one."""
    _do(record, person, as_json, "join", row, *others, note=why)


@app.command()
def split(
    row: RowArgument,
    members: Annotated[list[str], typer.Argument(
        metavar="MEMBER...", help="Members, as `history` lists them, or reports whose members are meant.")],
    record: RecordOption = None, person: AsOption = None, why: WhyOption = None, as_json: JsonOption = False,
) -> None:
    """Say that some members of a row are another thing than the rest."""
    _do(record, person, as_json, "split", row, *members, note=why)


@app.command()
def undo(
    row: RowArgument, record: RecordOption = None, person: AsOption = None, why: WhyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Withdraw a judgement, or the latest one on a row. It is kept, as withdrawn; undo that to have it back."""
    _do(record, person, as_json, "undo", row, note=why)


@app.command()
def batch(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="A list of actions as JSON, or one on each line; "
                                         "- is the standard input.")] = Path("-"),
    record: RecordOption = None, person: AsOption = None, as_json: JsonOption = False,
) -> None:
    """Do many actions, all or none, and link once.

    An action is {"action": "accept", "row": ID}, with "others" (ids to join, or members to split off), "field",
    "value", "person", "made" and "note" where they are wanted.
    """
    from dragoman.errors import DocumentError

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise DocumentError(str(file), error.strerror or str(error)) from error
    with record_at(record) as kept:
        _tell(kept, kept.judge_all(_actions(data), person=_person(person)), as_json)


@app.command()
def history(row: RowArgument, record: RecordOption = None, as_json: JsonOption = False) -> None:
    """What a row is made of, and what was judged of it: who, when, why, and what the machine had."""
    from dragoman.record.query import Queries
    from dragoman.review.names import titles_in

    with record_at(record) as kept:
        found = kept.history(row)
        if as_json:
            _print_json(found)
            return
        with Queries(kept.location) as queries, queries.open() as query:
            titles = titles_in(query, {thing.document for thing in found.members})
        typer.echo(f"{found.id or row}  {found.kind}{'' if found.id else ', not in the record now'}")
        for thing in found.members:
            title = _short(titles.get(thing.document, thing.document))
            typer.echo(f"  {thing.id}  {title} {thing.start}:{thing.end}  {_short(thing.words)}")
        _tell(kept, found.judgements)


@app.command("judgements")
def show_judgements(
    record: RecordOption = None, as_json: JsonOption = False,
    state: Annotated[str | None, typer.Option(
        metavar="STATE", help="applied, partly, overruled, withdrawn or not-applied.")] = None,
) -> None:
    """Every judgement in the record, oldest first, and what has become of it."""
    from typing import get_args

    from dragoman.errors import SettingsError
    from dragoman.model.judgement import State

    if state is not None and state not in get_args(State):
        raise SettingsError(f"{state!r} is no state of a judgement; {', '.join(get_args(State))} are")
    with record_at(record) as kept:
        found = sorted((j for j in kept.judgements() if state in (None, j.state)), key=lambda j: (j.made, j.id))
        _tell(kept, found, as_json)


@app.command()
def gold(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder: gold.json and reports/.")],
    record: RecordOption = None,
) -> None:
    """Write what people have accepted and corrected as a gold annotation, for `dragoman score`.

    Rows of the same reports that nobody has judged are optional in it: they neither help nor hurt.
    """
    from dragoman.review.gold import write_gold

    with record_at(record) as kept:
        counts = write_gold(folder, kept.everything())
    told = ", ".join(f"{n} {name}" for name, n in counts.items() if n)
    say(f"{folder}: written ({told or 'nothing is accepted or corrected yet'})")


def _do(record: str | None, person: str | None, as_json: bool, act: Act, row: str, *others: str,
        field: str | None = None, value: str | None = None, note: str | None = None) -> None:
    from dragoman.model.judgement import Action

    action = Action(action=act, row=row, others=others, field=field, value=value, note=note)
    with record_at(record) as kept:
        _tell(kept, kept.judge_all([action], person=_person(person)), as_json)


def _person(given: str | None) -> str:
    from dragoman.settings import person

    return person(given)


def _actions(data: bytes) -> list[Action]:
    """Actions as a JSON list, or as lines of JSON. Raises ReviewError with the number of the one that is wrong."""
    import msgspec

    from dragoman.errors import ReviewError
    from dragoman.model.judgement import Action

    found = []
    try:
        whole = data.lstrip().startswith(b"[")
        raw = msgspec.json.decode(data) if whole else [msgspec.json.decode(x) for x in data.splitlines() if x.strip()]
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReviewError(f"the batch is no JSON: {error}") from error
    for n, item in enumerate(raw, 1):
        try:
            found.append(msgspec.convert(item, Action))
        except msgspec.ValidationError as error:
            raise ReviewError(f"action {n} of the batch: {error}") from error
    return found


def _tell(record: Record, made: Iterable[Judgement], as_json: bool = False) -> None:
    """Judgements, one a line, with what is called by a name in its place."""
    from dragoman.record.query import Queries
    from dragoman.review.names import names_in

    listed = list(made)
    if as_json:
        _print_json(listed)
        return
    with Queries(record.location) as queries, queries.open() as query:
        names = names_in(query, listed)
    for judgement in listed:
        typer.echo(_line(judgement, names))


def _line(judgement: Judgement, names: Mapping[str, str]) -> str:
    """A judgement on one line."""
    put = f" = {_shown(judgement.value, names)}, not {_shown(judgement.was, names)}"
    what = f"{judgement.field}{put if judgement.verdict == 'corrected' else ''}" if judgement.field else ""
    about = " and ".join(filter(None, (_side(judgement, side) for side in ("left", "right"))))
    state = judgement.state + (f" by {judgement.by}" if judgement.by else "")
    said = [judgement.id, judgement.made[:19], judgement.person, judgement.verdict, judgement.kind,
            about or f"{judgement.left} {judgement.right or ''}", what, f"[{state}]",
            f"({judgement.note})" if judgement.note else ""]
    return "  ".join(" ".join(part.split()) for part in said if part)


def _side(judgement: Judgement, side: str) -> str:
    """What a judgement speaks of on one side, as the desk calls it."""
    things = [t for t in judgement.things if t.side == side]
    called = [t.label if judgement.kind in ("entity", "agreement") and t.label else t.words for t in things]
    more = f" (and {len(called) - 1} more)" if len(called) > 1 else ""
    return f"“{_short(called[0])}”{more}" if called else ""


def _shown(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return str(value.get("value", value))
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value) or "nothing"
    return "nothing" if value is None else names.get(str(value), str(value))


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most - 1] + "…"


def _print_json(rows: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1))
