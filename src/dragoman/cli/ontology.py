"""`dragoman ontology`: the lexicons that a researcher can change."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import OntologyError, SettingsError

app = typer.Typer(no_args_is_help=True, help="The lexicons that Dragoman reads with.")


@app.callback()
def lexicons() -> None:
    """The lexicons that Dragoman reads with."""


@app.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A lexicon, such as times.yaml.")]) -> None:
    """Check a lexicon that you have changed; each mistake is told with its line."""
    if not file.exists():
        raise OntologyError(f"{file}: no such file")
    try:
        module = importlib.import_module("dragoman.ontology.check")
    except ModuleNotFoundError as error:
        if error.name != "dragoman.ontology.check":
            raise
        raise SettingsError("ontology check is not part of this version") from None
    found = module.check(file)
    for line in found or ():
        typer.echo(str(line))
    if found:
        raise typer.Exit(OntologyError.exit_code)
    typer.echo(f"{file}: in order")
