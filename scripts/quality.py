"""Measure the reader and the linker on annotated clusters, and hold the floors of quality.toml.

usage: quality.py [CLUSTER ...] [--gold FOLDER] [-v [SECTION]] [--check | --raise] [--save FOLDER]

A cluster is a folder with reports/ and gold.json. They are looked for beside a score.py (default: ../shared/gold,
or $DRAGOMAN_GOLD); the example reports and those of tests/clusters are more. Each cluster's reports are read
into a record of their own and scored. `--check` ends
with an error where a figure is below its floor; `--raise` writes better figures into quality.toml and
never lowers one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import runpy
import sys
import tomllib
from typing import Any

import msgspec

from dragoman.documents.open import find_files, open_document
from dragoman.errors import DocumentError
from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = ROOT / "quality.toml"
SLACK = 0.0005  # floors are kept with three decimals


def make_record(reader: Reader, folder: pathlib.Path) -> dict[str, Any]:
    """The record of a cluster's reports, as a plain object in the exported shape."""
    readings: list[Reading] = []
    files, _ = find_files([folder / "reports"])
    for file in files:
        try:
            readings.append(reader.read(open_document(file)))
        except DocumentError as error:
            print(f"skipped: {error}", file=sys.stderr)
    return json.loads(msgspec.json.encode(link(readings)))


def floors() -> dict[str, dict[str, float]]:
    """The floors kept in quality.toml, by cluster and section."""
    return tomllib.loads(FLOORS.read_text()) if FLOORS.exists() else {}


def write_floors(kept: dict[str, dict[str, float]]) -> None:
    """Write the floors, in the order of names."""
    lines = [
        "# Floors that only rise: F1 of each section of each annotated cluster (scripts/quality.py --raise).",
        "# `make quality` measures and fails below one.",
    ]
    for cluster, sections in sorted(kept.items()):
        lines += ["", f"[{cluster}]", *(f"{name} = {value:.3f}" for name, value in sorted(sections.items()))]
    FLOORS.write_text("\n".join(lines) + "\n")


def main() -> int:
    """Measure, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clusters", nargs="*")
    parser.add_argument("--gold", default=os.environ.get("DRAGOMAN_GOLD", str(ROOT.parent / "shared" / "gold")))
    parser.add_argument("-v", "--verbose", nargs="?", const="", metavar="SECTION", help="print each miss")
    parser.add_argument("--check", action="store_true", help="fail below a floor of quality.toml")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="raise the floors to the figures")
    parser.add_argument("--save", help="write each record as JSON into this folder")
    args = parser.parse_args()
    gold = pathlib.Path(args.gold)
    if not (gold / "score.py").exists():
        print(f"quality: no annotated clusters at {gold}; nothing measured (name them with --gold FOLDER)")
        return 0
    score = runpy.run_path(str(gold / "score.py"))["score"]  # the scorer comes with the annotations
    reader = Reader(load(), Parser())
    own = [*sorted((ROOT / "tests" / "clusters").glob("*/gold.json")), ROOT / "examples" / "gold.json"]
    own = [p for p in own if "agreements" in json.loads(p.read_text())]  # others are annotated for one thing alone
    folders = {p.parent.name: p.parent for p in [*sorted(gold.glob("*/gold.json")), *own]}
    kept, below, table = floors(), [], {}
    for name in args.clusters or folders:
        record = make_record(reader, folders[name])
        if args.save:
            pathlib.Path(args.save).mkdir(parents=True, exist_ok=True)
            (pathlib.Path(args.save) / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1))
        result, misses = score(folders[name], record)
        if args.verbose is not None:
            print(f"== {name}", *[m for m in misses if m.startswith(args.verbose)], sep="\n")
        table[name] = {section: v["f1"] for section, v in result.items()}
        for section, value in table[name].items():
            floor = kept.get(name, {}).get(section, 0.0)
            if value + SLACK < floor:
                below.append(f"{name} {section}: {value:.3f} is below its floor of {floor:.3f}")
            if args.raise_floors:
                kept.setdefault(name, {})[section] = max(floor, math.floor(value * 1000) / 1000)
    show(table)
    if args.raise_floors:
        write_floors(kept)
    print(*below, sep="\n")
    return 1 if args.check and below else 0


def show(table: dict[str, dict[str, float]]) -> None:
    """Print the figures, a row a section and a column a cluster."""
    sections = list(dict.fromkeys(section for row in table.values() for section in row))
    print(f"{'':14}" + "".join(f"{name[:9]:>10}" for name in table) + f"{'mean':>10}")
    for section in sections:
        values = [row[section] for row in table.values() if section in row]
        cells = "".join(f"{row[section]:10.3f}" if section in row else f"{'':>10}" for row in table.values())
        print(f"{section:14}{cells}{sum(values) / len(values):10.3f}")


if __name__ == "__main__":
    sys.exit(main())
