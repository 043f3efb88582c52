"""Say how well the main text of web pages is told from their frame, beside the bare library, on pages of its own.

usage: pages.py FOLDER GOLD.json [-v] [--check]

GOLD names for each page the words that its main text has and those that only its frame has, as trafilatura's own
evaluation does: {"ADDRESS": {"file": "NAME", "with": ["…"], "without": ["…"]}, …}; FOLDER, or a folder in it, holds
the pages. Both are scored as that evaluation does: each phrase is one decision. Reports of news are wanted here, so
that a page that is refused as no report has no text, which is counted as it is; the refused are also told apart, since
the library keeps them. With -v each phrase that only one of them has right is shown; with --check the end is an error
where ours are fewer.
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import NamedTuple

import trafilatura

from dragoman.documents.decode import declared_charset, decode
from dragoman.documents.html import document_from_html
from dragoman.errors import DocumentError


class Score(NamedTuple):
    """Phrases of the text that were found and missed, and phrases of the frame that were kept and left out."""

    found: int = 0
    missed: int = 0
    kept: int = 0
    left: int = 0

    def add(self, other: Score) -> Score:
        """Both together."""
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        precision, recall = self.found / max(1, self.found + self.kept), self.found / max(1, self.found + self.missed)
        f = 2 * precision * recall / max(1e-9, precision + recall)
        return (f"precision {precision:.3f}  recall {recall:.3f}  F {f:.3f}  "
                f"right {self.right} of {sum(self)} phrases")

    @property
    def right(self) -> int:
        """The decisions that are right."""
        return self.found + self.left


def score(text: str, row: dict[str, list[str]]) -> Score:
    """How many phrases of a page are where they should be."""
    folded = _folded(text)
    found = sum(_folded(phrase) in folded for phrase in row["with"])
    kept = sum(_folded(phrase) in folded for phrase in row["without"])
    return Score(found, len(row["with"]) - found, kept, len(row["without"]) - kept)


def _folded(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Score every page that is there."""
    folder, gold = (pathlib.Path(argument) for argument in sys.argv[1:3])
    files = {file.name: file for file in sorted(folder.rglob("*.html"))}
    rows = json.loads(gold.read_text(encoding="utf-8"))
    ours, theirs, ours_open, theirs_open = (Score() for _ in range(4))
    pages = refused = 0
    for row in rows.values():
        file = files.get(row["file"])
        if file is None:
            continue
        raw = file.read_bytes()
        page = decode(raw, file.name, declared=declared_charset(raw), given=None, lenient=True)
        bare = score(trafilatura.extract(page, include_comments=False) or "", row)
        pages, theirs = pages + 1, theirs.add(bare)
        try:
            mine = score(document_from_html(page, file=file.name).text, row)
            ours_open, theirs_open = ours_open.add(mine), theirs_open.add(bare)
        except DocumentError as error:
            refused += 1
            mine = score("", row)
            print(f"{file.name}: {error.reason}" if "-v" in sys.argv else "", end="\n" if "-v" in sys.argv else "")
        ours = ours.add(mine)
        if "-v" in sys.argv and mine != bare:
            print(f"{file.name}: {mine} · the library: {bare}")
    print(f"{pages} pages of {len(rows)} in {gold.name}; {refused} are refused as holding no report")
    print(f"all pages      dragoman     {ours}\n               trafilatura  {theirs}")
    print(f"those not      dragoman     {ours_open}\n    refused    trafilatura  {theirs_open}")
    return int("--check" in sys.argv and ours.right < theirs.right)


if __name__ == "__main__":
    sys.exit(main())
