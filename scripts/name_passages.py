"""Measure who is who, times and quantities of short passages against what a careful reader would write down.

usage: name_passages.py [FILE ...] [-v] [--json]

A file (default: those of tests/clusters/names/passages) holds passages, all published on bench.passages.PUBLISHED:

    @ name style
    text in one or more lines
    E name; name | kind[/kind] | country   one entity that has all these names: `-` is no country, `*` any
    X name | kind                          a name that is not of that kind
    R name | words                         the bearer of the name has a role whose title has all these words
    C words[#n] = who                      the words (n-th occurrence, 0 the first) stand for `who`: a name,
                                           an ISO 3166-1 code, or a code and a PLOVER sector ("MLI MIL")
    T words = value[/value]                a time with its TIMEX3 value; `t words` may be found or not
    Q words = [comparator]low [unit]       a quantity, with alternatives after `/`; `q words` may be found or not

Where a passage has a line with T (or Q), a time (or quantity) that no line tells of is a false one. Printed: the share
of the entities that are right in all, with those wrong in kind, country or names, that of roles and of references, and
F1 of times and quantities.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import sys
from typing import Any, NamedTuple

from dragoman.bench.passages import document_of, precision_recall_f1, read_blocks
from dragoman.model.reading import Chain, QuantityMention, Reading
from dragoman.ontology import load
from dragoman.ontology.load import Ontology
from dragoman.reading.names import find_names
from dragoman.reading.quantities import find_quantities
from dragoman.reading.times import find_times
from dragoman.text.parse import Parser

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "clusters" / "names" / "passages"
_MARKS = ("E ", "X ", "R ", "C ", "T ", "t ", "Q ", "q ")
_AMOUNT = re.compile(r"(?P<sign>>=|<=|[=~<>])?(?P<low>[\d.]+)(?: (?P<unit>.+))?")
_NEAR = 0.01  # how far a fraction's value may be off


class Passage(NamedTuple):
    """A text with what is found in it."""

    name: str
    text: str
    gold: tuple[tuple[str, str], ...]


class Tally:
    """What was right, missed and false of one section."""

    def __init__(self) -> None:
        self.right = self.missed = self.false = 0

    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing is found."""
        return precision_recall_f1(self.right, self.false, self.missed)[2]


def read_passages(path: pathlib.Path) -> list[Passage]:
    """The passages of a file. Raises ValueError with the words that a text lacks."""
    found = []
    for name, text, lines in read_blocks(path, _MARKS):
        gold = tuple((line[0], line[2:]) for line in lines)
        for mark, rest in gold:
            named = re.split(" [=|] |#", rest)[0]
            for words in named.split("; ") if mark in "EX" else [named]:
                if words not in text:
                    raise ValueError(f"{name}: the text lacks {words!r}")
        found.append(Passage(name, text, gold))
    return found


def read(parser: Parser, ontology: Ontology, text: str) -> Reading:
    """The names, times and quantities of a passage."""
    document = document_of(text)
    parse = parser.parse(document)
    times = find_times(parse, document, ontology.times)
    return Reading(document=document, reader="", times=times, quantities=find_quantities(parse, times, ontology.units),
                   chains=find_names(parse, ontology.names, ontology.geography))


def entity_problem(reading: Reading, line: str) -> str | None:
    """What is wrong with the entity of a line."""
    names, kinds, country = (part.strip() for part in line.split("|"))
    bearers = [[c for c in reading.chains if name in c.aliases] for name in names.split("; ")]
    if not bearers[0]:
        return "not found"
    wrong = ["not found"]
    for chain in bearers[0]:
        wrong = _chain_problems(chain, bearers, kinds, country)
        if not wrong:
            return None
    return "; ".join(wrong)


def _chain_problems(chain: Chain, bearers: list[list[Chain]], kinds: str, country: str) -> list[str]:
    wrong = []
    if chain.kind not in kinds.split("/"):
        wrong.append(f"kind {chain.kind}")
    if not {"*", chain.country or "-"} & set(country.split("/")):
        wrong.append(f"country {chain.country}")
    if any(chain not in others for others in bearers) or sum(map(len, bearers[:1])) > 1:
        wrong.append(f"names {chain.aliases}")
    return wrong


def role_problem(reading: Reading, line: str) -> str | None:
    """What is wrong with the role of a line."""
    name, words = (part.strip() for part in line.split("|"))
    titles = [r.title for c in reading.chains if name in c.aliases for r in c.roles]
    wanted = set(words.lower().split())
    found = any(wanted <= set(re.findall(r"[\w-]+", title.lower())) for title in titles)
    return None if found else f"roles {titles}"


def reference_problem(reading: Reading, line: str) -> str | None:
    """What is wrong with whom the words of a line stand for."""
    marked, who = (part.strip() for part in line.split("="))
    words, _, nth = marked.partition("#")
    text = reading.document.text
    start = [m.start() for m in re.finditer(rf"\b{re.escape(words)}(?!\w)", text)][int(nth or 0)]
    here = [c for c in reading.chains for m in c.mentions if m.start < start + len(words) and start < m.end]
    told = [f"{c.name} {c.country} {c.sector}" for c in here]
    code = re.fullmatch("([A-Z]{3})(?: ([A-Z]{3}))?", who)
    if code is not None and text.find(who) < 0:
        right = any(c.country == code[1] and c.sector == code[2] for c in here)
        right |= code[2] is None and any(c.country == code[1] for c in here)
    else:
        right = any(who in c.aliases or who == c.name for c in here)
    return None if right else f"stands for {told}"


def fits(quantity: QuantityMention, value: str) -> bool:
    """Has a quantity one of the values of a line?"""
    for one in re.split("/(?=[~<>=]|[0-9])", value):
        match = _AMOUNT.fullmatch(one)
        if match is None:
            raise ValueError(f"no amount: {one!r}")
        bound = quantity.low if quantity.low is not None else quantity.high
        same = bound is not None and abs(bound - float(match["low"])) < _NEAR * max(1.0, float(match["low"]) / 100)
        unit = match["unit"] is None or quantity.unit == match["unit"]
        if same and unit and quantity.comparator == (match["sign"] or "="):
            return True
    return False


def measure(
    parser: Parser, ontology: Ontology, passages: list[Passage], verbose: bool = False,
) -> dict[str, Any]:
    """The figures of some passages."""
    right = wrong = 0
    others = {"R": [0, 0], "C": [0, 0]}
    times, quantities = Tally(), Tally()
    for passage in passages:
        reading, notes = read(parser, ontology, passage.text), []
        for mark, rest in passage.gold:
            if mark == "E":
                problem = entity_problem(reading, rest)
                right, wrong = right + (problem is None), wrong + (problem is not None)
                notes += [f"  entity {rest}: {problem}"] if problem else []
            elif mark == "X":
                name, kind = (part.strip() for part in rest.split("|"))
                is_kind = any(name in c.aliases and c.kind == kind for c in reading.chains)
                right, wrong = right + (not is_kind), wrong + is_kind
                notes += [f"  entity {name} is no {kind}"] if is_kind else []
            elif mark in others:
                problem = role_problem(reading, rest) if mark == "R" else reference_problem(reading, rest)
                others[mark][problem is None] += 1
                notes += [f"  {'role' if mark == 'R' else 'reference'} {rest}: {problem}"] if problem else []
        notes += _spans(passage, reading, "T", times) + _spans(passage, reading, "Q", quantities)
        if verbose and notes:
            print(f"{passage.name}: {passage.text}", *notes, sep="\n")
    return {"entities": right / max(1, right + wrong), "right": right, "of": right + wrong,
            "roles": others["R"][1] / max(1, sum(others["R"])), "references": others["C"][1] / max(1, sum(others["C"])),
            "times": times.f1(), "quantities": quantities.f1()}


def _spans(passage: Passage, reading: Reading, section: str, tally: Tally) -> list[str]:
    """Count the times or the quantities of a passage; what is wrong with them."""
    lines = [(mark, *rest.partition(" = ")[::2]) for mark, rest in passage.gold if mark in (section, section.lower())]
    if not any(mark == section for mark, _, _ in lines):
        return []
    text, notes, after = reading.document.text, [], 0
    free: list[Any] = list(reading.times if section == "T" else reading.quantities)
    for mark, words, value in lines:
        start = text.find(words, after) if text.find(words, after) >= 0 else text.index(words)
        after = start + len(words)
        near = [x for x in free if x.start < after and start < x.end]
        fit = [x for x in near if (x.value in value.split("/") if section == "T" else not value or fits(x, value))]
        free = [x for x in free if x not in (fit[:1] or near[:1])]
        if mark == section and fit:
            tally.right += 1
        elif mark == section:
            tally.missed += 1
            tally.false += bool(near)
            notes.append(f"  {section} {words} = {value}: {_told(near[0], section) if near else 'not found'}")
    tally.false += len(free)
    return notes + [f"  {section} extra {text[x.start:x.end]!r} {_told(x, section)}" for x in free]


def _told(found: Any, section: str) -> str:
    return str(found.value if section == "T" else (found.comparator, found.low, found.high, found.unit))


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=pathlib.Path)
    options.add_argument("-v", "--verbose", action="store_true", help="print what is wrong, passage by passage")
    options.add_argument("--json", action="store_true")
    args = options.parse_args()
    parser, ontology, table = Parser(), load(), {}
    for file in args.files or sorted(FOLDER.glob("*.txt")):
        table[file.stem] = measure(parser, ontology, read_passages(file), args.verbose)
    if args.json:
        print(json.dumps(table))
        return 0
    for name, figures in table.items():
        told = "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
        print(f"{name:8} {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
