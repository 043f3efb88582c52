"""What goes to the error stream: one line a thing."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """Print one line after the program's name; control characters, of a file's name perhaps, are not let through."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(message.split()))
    print(f"dragoman: {line}", file=sys.stderr, flush=True)
