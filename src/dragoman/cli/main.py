"""The `dragoman` command. Each part imports what it needs when it is called, so that --help answers at once."""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman import __version__
from dragoman.cli import accounts, bench, export, keep, mcp, ontology, read, review, score, search, serve, show, watch
from dragoman.cli.errors import say
from dragoman.cli.options import RecordOption, record_at
from dragoman.errors import DragomanError, ExportError, SettingsError

UNEXPECTED, INTERRUPTED = 70, 130
TRACE = "DRAGOMAN_TRACE"  # in the environment: unexpected errors with where they were, warnings of libraries
_WRONG_USE = typer.BadParameter.__mro__[2]  # ClickException, which Typer brings along under a private name

app = typer.Typer(
    name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads what many newsrooms report about states and armed groups, and keeps the record: who agreed, did or "
         "said what, when, on whose word, and where the reports part ways.",
)
app.add_typer(show.app, name="show")
app.add_typer(bench.app, name="bench")
app.add_typer(ontology.app, name="ontology")
app.add_typer(review.app, name="review")
app.add_typer(accounts.app, name="accounts")
def main(arguments: list[str] | None = None) -> None:
    """Run the command. Every error is one line, and the exit code says of what kind it is."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    if not os.environ.get(TRACE):  # what libraries have to say is for whoever looks into them
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
    try:
        code = app(args=arguments, prog_name="dragoman", standalone_mode=False)
        if sys.stdout:  # None where the program was started with its output closed
            sys.stdout.flush()
        if code == INTERRUPTED:  # Typer makes this of Ctrl-C
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except typer.Exit as stop:
        return stop.exit_code
    except DragomanError as error:
        say(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say("interrupted; what was read so far is kept")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if isinstance(error, _WRONG_USE):
            return _explain(error)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return _no_space()
        if os.environ.get(TRACE):
            raise
        say(f"unexpected {type(error).__name__}: {error}; please report it ({TRACE}=1 shows where)")
        return UNEXPECTED


def _no_space() -> int:
    """Say that the disk is full. What could not be written must not be tried again when the program ends."""
    say("the disk is full: the output is not whole")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExportError.exit_code


def _explain(error: Any) -> int:
    """Say what is wrong with the command line."""
    if "help" in type(error).__name__.lower():  # a group without a command
        typer.echo(error.format_message(), err=True)
        return SettingsError.exit_code
    command = error.ctx.command_path if getattr(error, "ctx", None) else "dragoman"
    say(f"{error.format_message()} (`{command} --help` tells more)")
    return SettingsError.exit_code


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    _version_wanted: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """What the help of the whole command says is in `app`."""


@app.command()
def dossier(
    story: Annotated[str, typer.Argument(metavar="STORY", help="The id of a story, or the beginning of it.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write.")],
    record: RecordOption = None,
) -> None:
    """Write a story as one self-contained page: agreements, timeline, who says what, where the reports differ."""
    from dragoman.dossier.page import render
    from dragoman.export.json import write_whole

    with record_at(record) as kept:
        page = render(kept.everything(), kept.story(story).id)
    write_whole(output, page.encode())
    typer.echo(f"{output}: written")


app.command()(read.read)
app.command()(watch.watch)
export.add_to(app)
app.command()(search.search)
app.command()(score.score)
app.command()(mcp.mcp)
app.command()(serve.serve)
keep.add_to(app)


if __name__ == "__main__":
    main()
