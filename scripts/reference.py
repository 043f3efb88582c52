"""Make docs/reference anew from the code: the record's rows, the reading's rows, the errors, the commands.

usage: reference.py [--check]
"""

from __future__ import annotations

import inspect
import pathlib
import sys
from types import ModuleType
from typing import Any

import msgspec
import typer.main

from dragoman import errors
from dragoman.cli.main import app
from dragoman.model import base, document, reading, record, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- made from the code by scripts/reference.py; `make reference` makes it anew -->\n"


def rows_of(*modules: ModuleType) -> str:
    """A section for each row type of some modules: its docstring and its fields with their types."""
    parts = []
    for module in modules:
        for name, cls in vars(module).items():
            if inspect.isclass(cls) and issubclass(cls, msgspec.Struct) and cls.__module__ == module.__name__:
                own = [f for f in cls.__struct_fields__ if cls is not base.Row]
                if own:
                    types = {f: _plain(cls, f) for f in own}
                    table = "\n".join(f"| `{f}` | `{kind}` |" for f, kind in types.items())
                    doc = inspect.cleandoc(cls.__doc__ or "")
                    parts.append(f"## {name}\n\n{doc}\n\n| field | type |\n|---|---|\n{table}\n")
    return "\n".join(parts)


def _plain(cls: type, field: str) -> str:
    for owner in cls.__mro__:
        if field in vars(owner).get("__annotations__", {}):
            return str(owner.__annotations__[field]).replace("|", "or")
    return ""


def command_of(command: Any, path: tuple[str, ...]) -> str:
    """The help of a command (Typer's own kind of click's) and of those below it, as sections."""
    below = getattr(command, "commands", None)
    if below:
        return "\n".join(command_of(below[name], (*path, name)) for name in sorted(below))
    context = command.make_context(" ".join(path), [], resilient_parsing=True)
    lines = [f"## {' '.join(path)}", "", inspect.cleandoc(command.help or ""), ""]
    usage = " ".join(command.collect_usage_pieces(context))
    lines += [f"    {' '.join(path)} {usage}", ""]
    records = [p.get_help_record(context) for p in command.params]
    rows = [f"| `{name}` | {text} |".replace("\n", " ") for name, text in filter(None, records)]
    return "\n".join([*lines, "| option | meaning |", "|---|---|", *rows, ""]) if rows else "\n".join(lines)


def pages() -> dict[str, str]:
    """The text of each page by its file's name."""
    command = typer.main.get_command(app)
    return {
        "record.md": f"{NOTE}# The record\n\nWhat `dragoman export --format json` writes, and what "
                     f"`dragoman.open()` gives as objects.\n\n{rows_of(record, document, time)}",
        "reading.md": f"{NOTE}# A reading\n\nWhat `dragoman.read_document()` gives.\n\n{rows_of(base, reading)}",
        "errors.md": f"{NOTE}# Errors\n\n{inspect.cleandoc(errors.__doc__ or '')}\n",
        "commands.md": f"{NOTE}# Commands\n\n{command_of(command, ('dragoman',))}",
    }


def main() -> int:
    """Write the pages, or with --check say which are stale."""
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        page = FOLDER / name
        if "--check" in sys.argv:
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            page.write_text(text, encoding="utf-8")
    print(*(f"stale: docs/reference/{name}; run `make reference`" for name in stale), sep="\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
