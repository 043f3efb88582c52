"""Measure the events of short passages in many newsroom styles against what a careful coder would write down.

usage: passages.py [FILE ...] [-v] [--json]

A file (default: those of tests/clusters/events/passages) holds passages, all published on bench.passages.PUBLISHED:

    @ name style
    text in one or more lines
    = TYPE[/TYPE] [actor, actor] [> recipient, recipient] [@place] [#date] [!status|status] ~ words
    ? TYPE ...

A line with `=` is an event that must be found, one with `?` may be. The words tell where it stands (its evidence must
touch them). An actor is an ISO code or a name, with alternatives after `|`; `-` is one that may be missing, `*` is
anybody or nobody. The date is a prefix. Without a status it is one of those that happened (or, of AGREE, is planned).
An event that no line tells of is a false one, and so is a second of a line.

Printed: precision, recall and F1 of finding (type and words), and of whole events (all their values right as well).
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import sys
from typing import NamedTuple

from dragoman.bench.passages import document_of, precision_recall_f1, read_blocks
from dragoman.model.reading import Chain, EventMention, Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "clusters" / "events" / "passages"
_LINE = re.compile(r"(?P<must>[=?]) (?P<types>[A-Z/]+)(?P<rest>.*?) ~ (?P<words>.+)")
_KINDS_OF_STATE = ("country", "government")


class Wanted(NamedTuple):
    """A line of the gold."""

    must: bool
    types: tuple[str, ...]
    actors: tuple[str, ...] | None
    recipients: tuple[str, ...] | None
    place: str | None
    date: str | None
    status: tuple[str, ...]
    words: str


class Passage(NamedTuple):
    """A text with the events that it tells of."""

    name: str
    text: str
    wanted: tuple[Wanted, ...]


def read_passages(path: pathlib.Path) -> list[Passage]:
    """The passages of a file. Raises ValueError with the line that is none."""
    return [Passage(name, text, tuple(_wanted(line, text) for line in gold))
            for name, text, gold in read_blocks(path, ("= ", "? "))]


def _wanted(line: str, text: str) -> Wanted:
    match = _LINE.fullmatch(line)
    if match is None:
        match = re.fullmatch(_LINE.pattern.replace("(?P<rest>.*?) ~", "(?P<rest> ?)~"), line)
    if match is None or match["words"] not in text:
        raise ValueError(f"no event, or words that the text lacks: {line!r}")
    rest, marks = match["rest"], {"!": "", "#": "", "@": ""}
    for mark in "!#@":
        head, sep, tail = rest.partition(f" {mark}")
        if sep:
            inner = re.match(r"[^!#@]*", tail)
            marks[mark] = inner[0].strip() if inner else ""
            rest = head + " " + tail[len(inner[0]) if inner else 0:]
    actors, _, recipients = rest.partition(">")
    return Wanted(match["must"] == "=", tuple(match["types"].split("/")), _names(actors), _names(recipients),
                  marks["@"] or None, marks["#"] or None, _status(marks["!"], match["types"]), match["words"])


def _status(text: str, types: str) -> tuple[str, ...]:
    if text:
        return tuple(text.split("|"))
    return ("occurred", "ongoing", "planned") if "AGREE" in types else ("occurred", "ongoing")  # "will sign" is AGREE


def _names(text: str) -> tuple[str, ...] | None:
    return tuple(n.strip() for n in text.split(",") if n.strip()) or None


def is_one(chain: Chain, wanted: str) -> bool:
    """Does a chain answer to one of the names of the gold?"""
    for name in wanted.split("|"):
        if name == "*":
            return True
        if len(name) == 3 and name.isupper() and chain.country == name and (
                chain.kind in _KINDS_OF_STATE or chain.sector in ("GOV", "MIL", "COP", "JUD", "LEG", "SPY")):
            return True
        folded = name.casefold()
        if any(folded in alias.casefold() for alias in (chain.name, *chain.aliases)):
            return True
    return False


def problems(reading: Reading, event: EventMention, wanted: Wanted) -> list[str]:
    """What is wrong with the values of an event."""
    found, chains = [], reading.chains
    mutual = wanted.recipients is None and len(wanted.actors or ()) > 1
    both = [*event.actors, *event.recipients]
    doers = both if mutual else list(event.actors)
    for side, names, ids in (("actor", wanted.actors, doers), ("recipient", wanted.recipients, list(event.recipients))):
        for name in names or ():
            open_ended = {"*", "-"} & set(name.split("|"))
            if not open_ended and not any(is_one(chains[i], name) for i in ids):
                found.append(f"no {side} {name}")
    known = (*(wanted.actors or ()), *(wanted.recipients or ()))
    strange = [chains[i].name for i in event.actors if not any(is_one(chains[i], n) for n in known)]
    if strange and known:
        found.append(f"strange actors {strange}")
    time = reading.times[event.time].value if event.time is not None else ""
    if wanted.date and not time.startswith(wanted.date):
        found.append(f"date {time or 'none'} not {wanted.date}")
    place = chains[event.place] if event.place is not None else None
    if wanted.place and "*" not in wanted.place and (place is None or not is_one(place, wanted.place)):
        found.append(f"place {place.name if place else None} not {wanted.place}")
    if event.status not in wanted.status and "*" not in wanted.status:
        found.append(f"status {event.status}")
    return found


def told(reading: Reading, event: EventMention) -> str:
    """An event in a line."""
    def named(ids: tuple[int, ...]) -> str:
        return ", ".join(reading.chains[i].name for i in ids) or "-"
    time = reading.times[event.time].value if event.time is not None else "-"
    place = reading.chains[event.place].name if event.place is not None else "-"
    return (f"{event.type} {named(event.actors)} > {named(event.recipients)} @{place} #{time} !{event.status} "
            f"[{event.trigger}]")


def measure(reader: Reader, passages: list[Passage], verbose: bool = False) -> dict[str, float]:
    """Precision, recall and F1 of finding and of whole events."""
    right = whole = missed = wrong = 0
    for passage in passages:
        reading, notes = reader.read(document_of(passage.text)), []
        text, free = reading.document.text, list(reading.events)
        for w in sorted(passage.wanted, key=lambda w: not w.must):
            start = text.index(w.words)
            near = [e for e in free if e.type in w.types and any(
                s.field is None and s.start < start + len(w.words) and start < s.end for s in e.evidence)]
            best = min(near, key=lambda e: len(problems(reading, e, w)), default=None)
            if best is None:
                missed += w.must
                if w.must:
                    notes.append(f"  missed  {'/'.join(w.types)} ~ {w.words}")
                continue
            free = [e for e in free if e is not best]
            if not w.must:
                continue
            right += 1
            bad = problems(reading, best, w)
            whole += not bad
            if bad:
                notes.append(f"  faulty  {'; '.join(bad)}: {told(reading, best)} ~ {w.words}")
        wrong += len(free)
        notes += [f"  false   {told(reading, e)}" for e in free]
        if verbose and notes:
            print(f"{passage.name}: {passage.text}", *notes, sep="\n")
    return {**_figures("found", right, wrong, missed),
            **_figures("whole", whole, wrong + right - whole, missed + right - whole)}


def _figures(name: str, right: int, wrong: int, missed: int) -> dict[str, float]:
    return dict(zip((f"{name}_p", f"{name}_r", f"{name}_f1"), precision_recall_f1(right, wrong, missed), strict=True))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print each miss and each false event")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reader, table = Reader(load(), Parser()), {}
    for file in args.files or sorted(FOLDER.glob("*.txt")):
        table[file.stem] = measure(reader, read_passages(file), args.verbose)
    if args.json:
        print(json.dumps(table))
        return 0
    for name, figures in table.items():
        print(f"{name:10}" + "".join(f"{k} {v:.3f}  " for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
