"""Say how often the date and the publisher of a web page are right, on the annotated clusters.

usage: metadata.py [--gold FOLDER]

A page counts where the gold says its date (or publisher). With --check it ends with an error below 95%.
"""

from __future__ import annotations

import json
import os
import pathlib
import sys

from dragoman.documents.open import open_document

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOOR = 0.95


def main() -> int:
    """Read every annotated page and compare."""
    arguments = sys.argv[1:]
    gold = pathlib.Path(arguments[arguments.index("--gold") + 1] if "--gold" in arguments
                        else os.environ.get("DRAGOMAN_GOLD", ROOT.parent / "shared" / "gold"))
    right = {"published": 0, "publisher": 0}
    asked = dict(right)
    for file in sorted([*gold.glob("*/gold.json"), *(ROOT / "tests" / "clusters").glob("*/gold.json"),
                        *(ROOT / "examples").glob("*/gold.json"), *(ROOT / "examples").glob("gold.json")]):
        for row in json.loads(file.read_text())["documents"].values():
            if not row["file"].endswith((".html", ".htm")):
                continue
            document = open_document(file.parent / "reports" / row["file"])
            found = {"published": document.published.value if document.published else "",
                     "publisher": document.publisher or ""}
            for field in asked:
                if field in row:
                    asked[field] += 1
                    right[field] += found[field].startswith(row[field])
                    if not found[field].startswith(row[field]):
                        print(f"{file.parent.name}/{row['file']}: {field} {found[field]!r}, not {row[field]!r}")
    for field, count in asked.items():
        print(f"{field:<10} {right[field]} of {count} pages right")
    total = sum(asked.values())
    return int("--check" in arguments and (not total or sum(right.values()) < FLOOR * total))


if __name__ == "__main__":
    sys.exit(main())
