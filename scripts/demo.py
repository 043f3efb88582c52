"""Read the example reports into demo/, write a dossier of each story, and say what to type next.

usage: demo.py
"""

from __future__ import annotations

import pathlib
import shutil
import sys
import time

import dragoman
from dragoman.cli.main import run
from dragoman.dossier.page import render

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "demo"


def main() -> int:
    """Make the demo folder anew."""
    started = time.perf_counter()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    database = FOLDER / "dragoman.db"
    code = run(["read", str(ROOT / "examples" / "reports"), "--record", str(database)])
    if code:
        return code
    with dragoman.open(database, create=False) as record:
        everything = record.everything()
    print("\nDossiers, one page each, to open in a browser:")
    stories = sorted(everything.stories, key=lambda s: (-len(s.documents), s.id))
    for number, story in enumerate(stories, 1):
        page = FOLDER / f"dossier-{number}.html"
        page.write_text(render(everything, story.id), encoding="utf-8")
        count = len(story.documents)
        print(f"  {page.relative_to(ROOT)}  {story.title} ({count} report{'s' if count > 1 else ''})")
    print(f"\nDone in {time.perf_counter() - started:.1f} s. What to type next:")
    command = ".venv/bin/dragoman"
    for line, what in (
        ("serve --record demo/dragoman.db", "the desk: all of it in a browser, and review"),
        ("show stories --record demo/dragoman.db", "the stories, with their ids"),
        (f"show story {stories[0].id} --record demo/dragoman.db", "one of them in the terminal"),
        ("show differences --record demo/dragoman.db", "where the reports part"),
        ("read YOUR_FOLDER", "your own reports, of any kind, into ./dragoman.db"),
    ):
        print(f"  {command} {line:<58} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
