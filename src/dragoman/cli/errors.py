"""What goes to the error stream: one line a thing."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """Print one line, whatever the message has in it, after the program's name."""
    line = " ".join(message.split())
    print(f"dragoman: {line}", file=sys.stderr, flush=True)
