"""`dragoman bench`: measuring the reader against annotated data and bare libraries."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.errors import SettingsError

app = typer.Typer(no_args_is_help=True, help="Measure the reader against annotated data and bare libraries.")

PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="The data: a file or a folder.")]
ErrorsOption = Annotated[bool, typer.Option("--errors", help="List each error.")]
PartOption = Annotated[str | None, typer.Option("--part", metavar="NAME", help="The part of the data.")]
FoldsOption = Annotated[int | None, typer.Option("--folds", metavar="N", help="Cross-validate in so many folds.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Figures for programs.")]

BENCHES = {
    "times": "Time expressions and their values.",
    "quantities": "Figures with their bounds and units.",
    "peers": "The own cases of quantulum3 and Recognizers-Text: quantities, numbers, dates and times.",
    "places": "Place names and where they are.",
    "coreference": "Chains of mentions.",
    "attribution": "Who is given as the source of what.",
    "factuality": "Whether events are told as facts.",
    "relations": "Who does what to whom: PLOVER codes of marked pairs.",
    "stories": "Which reports are about the same events.",
    "copies": "Near-duplicates.",
}


def _add(name: str, about: str) -> None:
    @app.command(name, help=about)
    def bench(
        path: PathArgument, errors: ErrorsOption = False, part: PartOption = None, folds: FoldsOption = None,
        as_json: JsonOption = False,
    ) -> None:
        given = {"errors": errors or None, "part": part, "folds": folds}
        _print(_run(name, path, {k: v for k, v in given.items() if v is not None}), as_json)


for _name, _about in BENCHES.items():
    _add(_name, _about)


def _numbers(sizes: str) -> list[int]:
    """The numbers of an option `N,N,...`. Raises SettingsError."""
    if not all(size.strip().isdecimal() and int(size) for size in sizes.split(",")):
        raise SettingsError(f"--sizes {sizes!r}: write numbers from 1 with commas between them")
    return [int(size) for size in sizes.split(",")]


@app.command()
def speed(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", show_default=False, help=(
        "A folder of reports; by default they are made."))] = None,
    documents: Annotated[int, typer.Option(metavar="N", help="Reports read against the bare pipeline.")] = 400,
    copies: Annotated[float, typer.Option(metavar="SHARE", help="Of their words, so many stand in copies.")] = 0.5,
    sizes: Annotated[str, typer.Option(metavar="N,N,...", help="Of the record as it grows; empty: not measured.")] =
    "100,300,1000",
    workers: Annotated[int, typer.Option(metavar="N", help="Processes that read beside one; 1: not measured.")] = 2,
    engine_documents: Annotated[int | None, typer.Option(metavar="N", help="Reports that these read.")] = None,
    ray: Annotated[bool, typer.Option("--ray", help="Ray's actors too (an extra).")] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the reports.")] = 1,
    picture: Annotated[Path | None, typer.Option(metavar="FILE.svg", help="A log-log plot of the growth.")] = None,
    record: Annotated[str | None, typer.Option(metavar="FILE", help="Where the growing record is made.")] = None,
    errors: ErrorsOption = False, as_json: JsonOption = False,
) -> None:
    """Words read in a second, against the bare spaCy pipeline; workers; linking and questions as a record grows."""
    if path is not None:
        _print(_run("speed", path, {"errors": True} if errors else {}), as_json)
        return
    if not 0 <= copies < 1 or min(documents, workers - 1, (engine_documents or 1) - 1) < 0:
        raise SettingsError("--copies is from 0 up to but not including 1; documents and workers are counted from 1")
    grown = _numbers(sizes) if sizes.strip() else []
    from dragoman.bench.speed import Plan, generated

    plan = Plan(documents, grown, copies, seed, workers, engine_documents, ray, picture, record)
    _print(generated(plan, lambda row: typer.echo(json.dumps(row), err=True)), as_json)


@app.command()
def linking(
    sizes: Annotated[str, typer.Option(metavar="N,N,...", help="Of the record, in reports.")] = "100,1000",
    seed: Annotated[int, typer.Option(metavar="N", help="Of the reports, which are made.")] = 1,
    readings: Annotated[str | None, typer.Option(metavar="FILE", show_default=False, help=(
        "A record whose readings are linked anew, in place of reports that are made; with --record."))] = None,
    record: Annotated[str | None, typer.Option(metavar="FILE", show_default=False, help=(
        "The record that grows by them."))] = None,
    workers: Annotated[int, typer.Option(metavar="N", help="Processes that link them.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """What linking costs as a record grows: everything at once, and one or ten reports more or less."""
    from dragoman.bench.linking import grow, run

    if (readings is None) != (record is None):
        raise SettingsError("--readings and --record go together")
    if readings is not None and record is not None:
        _print(grow(readings, _numbers(sizes), record, workers=workers,
                    tell=lambda row: typer.echo(json.dumps(row), err=True)), as_json)
    else:
        _print(run(_numbers(sizes), seed=seed), as_json)


@app.command()
def writing(
    sizes: Annotated[str, typer.Option(metavar="N,N,...", help="Of the record, in reports.")] = "100,300",
    seed: Annotated[int, typer.Option(metavar="N", help="Of the reports, which are made.")] = 1,
    readings: Annotated[str | None, typer.Option(metavar="FILE", show_default=False, help=(
        "A record whose readings are written, in place of reports that are made; 300 of them are read."))] = None,
    as_json: JsonOption = False,
) -> None:
    """What writing what was read costs, beside reading and linking it."""
    from dragoman.bench.writing import run

    _print(run(_numbers(sizes), seed=seed, readings=readings), as_json)


@app.command()
def rivals(
    documents: Annotated[int, typer.Option(metavar="N", help="Reports that each reads.")] = 200,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the reports.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Times, quantities, quotations and copies against what one would else run on the same reports."""
    from dragoman.bench.rivals import compare_all

    _print(compare_all(documents, seed=seed), as_json)


def _run(name: str, path: Path, options: dict[str, Any]) -> dict[str, Any]:
    if not path.exists():
        raise SettingsError(f"{path}: no such file or folder")
    try:
        module = importlib.import_module(f"dragoman.bench.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"dragoman.bench.{name}":
            raise
        raise SettingsError(f"bench {name} is not part of this version") from None
    unknown = sorted(options.keys() - inspect.signature(module.run).parameters.keys())
    if unknown:
        raise SettingsError(f"bench {name} has no option --{unknown[0]}")
    result: dict[str, Any] = module.run(path, **options)
    return result


def _print(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, indent=1, default=str))
        return
    for name, value in result.items():
        if isinstance(value, list | tuple):
            typer.echo(f"{name}:")
            for item in value:
                typer.echo(f"  {item}")
        elif isinstance(value, dict):
            typer.echo(f"{name:<24} " + "  ".join(f"{k} {_figure(v)}" for k, v in value.items()))
        else:
            typer.echo(f"{name:<24} {_figure(value)}")


def _figure(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) and abs(value) < 100 else (
        f"{value:,.0f}" if isinstance(value, float) else str(value))
