"""`dragoman score`: how much of an annotation of one's own texts the reader and the linker find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import JsonOption

if TYPE_CHECKING:
    from collections.abc import Mapping


def score(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder with gold.json and reports/.")],
    export: Annotated[Path | None, typer.Option(
        "--export", metavar="FILE.json", show_default=False,
        help="Score this JSON export; by default the reports are read and linked anew, without any judgement.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print each thing wrong or missed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score a record of annotated reports: precision, recall and F1, section by section.

    `dragoman review gold` makes such a folder of what people have accepted and corrected.
    """
    from dragoman.bench.scoring import read_gold
    from dragoman.bench.scoring import score as compare

    gold = read_gold(folder)
    record = _exported(export) if export else _read(folder, gold)
    found, overall, notes = compare(gold, record)
    if as_json:
        typer.echo(json.dumps({**{name: one._asdict() for name, one in found.items()}, "overall": {"f1": overall}}))
        return
    if verbose:
        typer.echo("\n".join(notes))
    for name, one in found.items():
        typer.echo(f"{name:14} P {one.p:.3f}  R {one.r:.3f}  F1 {one.f1:.3f}  "
                   f"({one.right} right, {one.wrong} wrong, {one.missed} missed)")
    typer.echo(f"{'overall':14} {overall:.3f}")


def _exported(file: Path) -> dict[str, Any]:
    from dragoman.errors import DocumentError
    from dragoman.export.json import from_json

    try:
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(str(file), error.strerror or str(error)) from error
    from_json(data, str(file))
    found: dict[str, Any] = json.loads(data)
    return found


def _read(folder: Path, gold: Mapping[str, Any]) -> dict[str, Any]:
    """The reports of a gold folder, read and linked, as they would be exported."""
    import msgspec

    from dragoman.api import default_reader
    from dragoman.documents.open import open_document, with_source
    from dragoman.errors import MalformedDocument
    from dragoman.linking.link import link
    from dragoman.settings import date_given

    readings = []
    given = {told["file"]: told.get("given", {}) for told in gold["documents"].values()}
    for file in sorted((folder / "reports").iterdir()) if (folder / "reports").is_dir() else ():
        told = given.get(file.name, {})
        document = with_source(open_document(file), published=date_given(told.get("published")),
                               publisher=told.get("publisher"), title=told.get("title"))
        readings.append(default_reader().read(document))
    if not readings:
        raise MalformedDocument(str(folder / "reports"), "no reports there")
    found: dict[str, Any] = json.loads(msgspec.json.encode(link(readings)))
    return found
