"""Make the golden readings anew: what the reader takes from each example report, as JSON.

usage: golden.py [--check]

tests/test_golden.py compares; a change of the reader shows as a diff of these files, to be read line by
line before it is committed.
"""

from __future__ import annotations

import pathlib
import sys

import msgspec

from dragoman.documents.open import find_files, open_document
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"


def golden_bytes(reader: Reader, file: pathlib.Path) -> bytes:
    """The reading of a report without its text and the reader's version, as indented JSON."""
    reading = msgspec.to_builtins(reader.read(open_document(file)))
    document = reading.pop("document")
    reading.pop("reader")
    reading.pop("sentences")
    text = document.pop("text")
    document["file"] = file.name
    return msgspec.json.format(msgspec.json.encode(_with_words({"document": document, **reading}, text)), indent=1)


def _with_words(node: object, text: str) -> object:
    """The same with the words of each span beside its offsets, so that a person can read it."""
    if isinstance(node, dict):
        plain = {k: _with_words(v, text) for k, v in node.items() if v not in (None, (), [], {}, "")}
        if isinstance(node.get("start"), int) and isinstance(node.get("end"), int):
            plain["words"] = text[node["start"]:node["end"]][:120]
        return plain
    if isinstance(node, list | tuple):
        return [_with_words(v, text) for v in node]
    return node


def main() -> int:
    """Write the golden files, or with --check say which would change."""
    reader = Reader(load(), Parser())
    stale = []
    files, _ = find_files([ROOT / "examples" / "reports"])
    for file in files:
        golden = GOLDEN / f"{file.stem}.json"
        made = golden_bytes(reader, file) + b"\n"
        if "--check" in sys.argv:
            if not golden.exists() or golden.read_bytes() != made:
                stale.append(golden.name)
        else:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(made)
    print(*(f"stale: {name}" for name in stale), sep="\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
