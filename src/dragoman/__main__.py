"""The dragoman command, and `python -m dragoman`. Ctrl-C while it is still being loaded is told like any other."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Load the command, which takes some tenths of a second, and run it."""
    try:
        from dragoman.cli.main import main as command  # noqa: PLC0415 - what is loaded here can be interrupted

        command()
    except KeyboardInterrupt:
        print("dragoman: interrupted; nothing was read", file=sys.stderr, flush=True)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
