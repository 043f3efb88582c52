"""Time expressions against TimeML files, counted as TempEval-3 counts them.

Strict: the same stretch of text. Relaxed: at least one character in common. Type and value: of the
relaxed matches those whose attribute is equal, so that their F1 is the relaxed F1 times the attribute's
accuracy (UzZaman et al. 2013, SemEval-2013 Task 1). `strict_value` is the strict match with an equal
value, the measure of WikiWars (Mazur and Dale 2010). The document creation time is given to the reader
and not scored. The ends of a stretch are compared without blanks and punctuation.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.model.base import content_id
from dragoman.model.document import Block, Document
from dragoman.model.time import Time
from dragoman.ontology import load
from dragoman.ontology.times import TimeWords
from dragoman.reading.times import find_times
from dragoman.text.parse import Parse, Parser

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>", re.S)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_MEASURES = ("strict", "relaxed", "type", "value", "strict_value")


class Timex(NamedTuple):
    """A time expression by what is compared of it."""

    start: int
    end: int
    type: str
    value: str


class TimeMLDocument(NamedTuple):
    """A TimeML file as a document, dated by its creation time, and the expressions marked in it."""

    document: Document
    gold: tuple[Timex, ...]


def read_timeml(path: Path) -> TimeMLDocument:
    """Read a TimeML file. Raises ValueError where it has no TEXT."""
    source = path.read_text(encoding="utf-8", errors="replace")
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    if body is None:
        raise ValueError(f"{path}: no TEXT element; is it TimeML?")
    created = re.search(r"<DCT>.*?\bvalue=\"(\d{4}-\d\d-\d\d)", source, re.S)
    text, gold = _without_tags(body.group(1))
    text = re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)  # lines are wrapped; paragraphs have an empty line between them
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end())
                   for m in re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", text, re.S))
    day = Time(value=created[1], earliest=created[1], latest=created[1]) if created else None
    document = Document(id=content_id("d", text), text=text, blocks=blocks, file=path.name, published=day,
                        published_basis="given" if day else None)
    return TimeMLDocument(document, gold)


def _without_tags(source: str) -> tuple[str, tuple[Timex, ...]]:
    pieces: list[str] = []
    length, at = 0, 0
    gold: list[Timex] = []
    opened: list[tuple[int, dict[str, str]]] = []
    for tag in _TAG.finditer(source):
        piece = html.unescape(source[at:tag.start()])
        pieces.append(piece)
        length, at = length + len(piece), tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif tag[2] == "TIMEX3" and opened:
            start, given = opened.pop()
            gold.append(Timex(start, length, given.get("type", ""), given.get("value", "")))
    pieces.append(html.unescape(source[at:]))
    text = "".join(pieces)
    return text, tuple(sorted(_trimmed(text, t) for t in gold if t.end > t.start))


def _trimmed(text: str, timex: Timex) -> Timex:
    start, end = timex.start, timex.end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return timex._replace(start=start, end=end)


def read_times(parse: Parse, words: TimeWords) -> tuple[Timex, ...]:
    """The expressions that the reader finds in a dated document."""
    found = find_times(parse, parse.document, words)
    return tuple(_trimmed(parse.document.text, Timex(t.start, t.end, t.type, t.value)) for t in found)


def pair_up(gold: Iterable[Timex], found: Iterable[Timex]) -> list[tuple[Timex | None, Timex | None]]:
    """Gold and found expressions side by side: exact matches first, then those that overlap, each used once."""
    left, rest = list(gold), list(found)
    pairs: list[tuple[Timex | None, Timex | None]] = []
    for exact in (True, False):
        for g in tuple(left):
            match = next((f for f in rest if (f[:2] == g[:2] if exact else f.start < g.end and g.start < f.end)), None)
            if match is not None:
                pairs.append((g, match))
                left.remove(g)
                rest.remove(match)
    return [*pairs, *((g, None) for g in left), *((None, f) for f in rest)]


def score(pairs: Iterable[tuple[Timex | None, Timex | None]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1, as fractions of one, of each measure."""
    gold = found = 0
    right = dict.fromkeys(_MEASURES, 0)
    for g, f in pairs:
        gold, found = gold + (g is not None), found + (f is not None)
        if g is None or f is None:
            continue
        strict = g[:2] == f[:2]
        right["strict"] += strict
        right["relaxed"] += 1
        right["type"] += g.type == f.type
        right["value"] += g.value == f.value
        right["strict_value"] += strict and g.value == f.value
    return {name: {"p": round(n / found, 4) if found else 0.0, "r": round(n / gold, 4) if gold else 0.0,
                   "f1": round(2 * n / (gold + found), 4) if gold + found else 0.0} for name, n in right.items()}


def run(folder: Path, *, errors: bool = False) -> dict[str, Any]:
    """Read every TimeML file under a folder and score it; with `errors`, list what was missed or wrong too."""
    words = load().times
    files = [read_timeml(path) for path in sorted(folder.rglob("*.tml"))]
    pairs: list[tuple[Timex | None, Timex | None]] = []
    wrong: list[dict[str, str | None]] = []
    for (document, gold), parse in zip(files, Parser().pipe(f.document for f in files), strict=True):
        own = pair_up(gold, read_times(parse, words))
        pairs.extend(own)
        if errors:
            wrong.extend(_error(document, g, f) for g, f in own if g is None or f is None or g != f)
    result: dict[str, Any] = dict(score(pairs))
    if errors:
        result["errors"] = wrong
    return result


def _error(document: Document, gold: Timex | None, found: Timex | None) -> dict[str, str | None]:
    at = gold or found
    text = document.text
    context = " ".join(text[max(0, at.start - 40):at.end + 30].split()) if at else ""
    return {
        "file": document.file, "context": context,
        "gold": f"{text[gold.start:gold.end]} | {gold.type} {gold.value}" if gold else None,
        "found": f"{text[found.start:found.end]} | {found.type} {found.value}" if found else None,
    }


def render(result: dict[str, Any]) -> str:
    """The scores as a table, then the errors, one on two lines."""
    lines = [f"{'':14}{'P':>7}{'R':>7}{'F1':>7}"]
    lines += [f"{name:14}" + "".join(f"{100 * result[name][k]:7.1f}" for k in ("p", "r", "f1")) for name in _MEASURES]
    for error in result.get("errors", ()):
        lines.append(f"{error['file']}: … {error['context']} …")
        lines.append(f"    gold {error['gold'] or '-'}    found {error['found'] or '-'}")
    return "\n".join(lines)
