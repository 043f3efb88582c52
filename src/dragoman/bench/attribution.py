"""Attributions against PolNeAR (Newell et al., LREC 2018), in its brat form.

FOLDER holds text/*.txt and attributions/*.ann; where several people annotated one article, the first
file by name is taken. Spans may be discontinuous. Cues, sources and contents are paired one to one with
the gold's, those that share most words first; `exact` asks for the same words, `overlap` for one in
common, `tokens` counts the words of paired contents. A whole attribution is right when its cue, source
and content all overlap those of one of the gold's (a source that neither has agrees).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from spacy.tokens import Token

from dragoman.errors import SettingsError
from dragoman.model.document import Block, Document
from dragoman.ontology import load
from dragoman.ontology.cues import Cues
from dragoman.reading.claims.attributions import Attribution, speaker
from dragoman.reading.claims.sources import actor_of
from dragoman.reading.claims.wide import find_wide
from dragoman.text.parse import Parse, Parser

T = TypeVar("T")
Words = frozenset[int]
Figures = dict[str, float]
_PARTS = ("cue", "source", "content")
_ROW = re.compile(r"^(?:T(\d+)\t(\w+) ([\d ;]+)\t|E(\d+)\t(.*)$)")


@dataclass(frozen=True)
class Parts:
    """One attribution as the positions of its words in the article."""

    cue: Words
    source: Words
    content: Words

    def part(self, name: str) -> Words:
        """One of the three by its name."""
        return {"cue": self.cue, "source": self.source, "content": self.content}[name]


def run(folder: str | Path, errors: bool = False) -> dict[str, object]:
    """Read every article of a folder in PolNeAR's form and compare; fractions of one. `errors` lists misses."""
    articles = list(read_articles(Path(folder)))
    parser, cues = Parser(), load().cues
    parses = parser.pipe(document for document, _ in articles)
    return score(((parse, gold) for parse, (_, gold) in zip(parses, articles, strict=True)), cues, errors)


def score(pairs: Iterable[tuple[Parse, list[Parts]]], cues: Cues, errors: bool = False) -> dict[str, object]:
    """Figures over parsed articles with their gold."""
    tally = Tally()
    listed: list[str] = []
    for parse, gold in pairs:
        found = predicted(parse, cues)
        tally.add(gold, found)
        if errors:
            listed.extend(misses(parse.document, gold, found))
    result: dict[str, object] = tally.figures()
    if errors:
        result["errors"] = listed
    return result


# Gold

def read_articles(folder: Path) -> Iterator[tuple[Document, list[Parts]]]:
    """The articles of a folder with their gold. Raises SettingsError where it is no such folder."""
    texts = sorted((folder / "text").glob("*.txt")) if (folder / "text").is_dir() else []
    if not texts:
        raise SettingsError(f"{folder}: no text/*.txt in PolNeAR's layout")
    notes: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        notes.setdefault(file.stem.rsplit("_", 1)[0], file)
    for file in texts:
        if file.stem in notes:
            document = plain_document(file)
            yield document, read_gold(notes[file.stem].read_text(encoding="utf-8"), Index(document.text))


def plain_document(file: Path) -> Document:
    """An article as a document whose every line is a paragraph."""
    text = file.read_text(encoding="utf-8")
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"\S[^\n]*", text))
    return Document(id=file.stem, text=text, blocks=blocks, file=str(file))


class Index:
    """The words and marks of a text, numbered."""

    def __init__(self, text: str):
        self.text = text
        self.spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        self._starts = [s for s, _ in self.spans]

    def words(self, start: int, end: int) -> set[int]:
        """Positions of the words that start:end touches; marks count only where there is nothing else."""
        n = max(0, bisect_left(self._starts, start) - 1)
        every, worded = set(), set()
        while n < len(self.spans) and self.spans[n][0] < end:
            if self.spans[n][1] > start:
                every.add(n)
                if self.text[self.spans[n][0]].isalnum():
                    worded.add(n)
            n += 1
        return worded or every


def read_gold(notes: str, index: Index) -> list[Parts]:
    """The attributions of one brat file."""
    spans: dict[str, set[int]] = {}
    gold = []
    for line in notes.splitlines():
        row = _ROW.match(line)
        if row is None:
            continue
        if row.group(1):
            pieces = (tuple(map(int, piece.split())) for piece in row.group(3).split(";"))
            spans["T" + row.group(1)] = {w for a, b in pieces for w in index.words(a, b)}
            continue
        parts: dict[str, set[int]] = {name: set() for name in _PARTS}
        for field in row.group(5).split():
            name, _, target = field.partition(":")
            name = re.sub(r"\d+$", "", name).lower()
            if name in parts:
                parts[name] |= spans.get(target, set())
        gold.append(Parts(*(frozenset(parts[name]) for name in _PARTS)))
    return gold


# What Dragoman finds

def predicted(parse: Parse, cues: Cues) -> list[Parts]:
    """Dragoman's attributions; a quotation that goes on belongs to the attribution that names its speaker."""
    index = Index(parse.document.text)
    found = find_wide(parse, cues)
    contents: dict[int, set[int]] = {}
    for attribution in found:
        contents.setdefault(id(speaker(attribution)), set()).update(content_words(attribution, parse, index))
    return [_parts(a, frozenset(contents[id(a)]), parse, index) for a in found if a.after is None]


def content_words(attribution: Attribution, parse: Parse, index: Index) -> Words:
    """The words of an attribution's content."""
    offset = parse.document.blocks[attribution.layout.block].start
    doc = attribution.layout.doc
    return frozenset(w for a, b in attribution.content
                     for w in index.words(offset + doc[a].idx, offset + doc[b].idx + len(doc[b])))


def cue_words(attribution: Attribution, parse: Parse, index: Index) -> Words:
    """The words of an attribution's cue as PolNeAR marks it: with auxiliaries, adverbs and its preposition."""
    offset = parse.document.blocks[attribution.layout.block].start
    return frozenset(w for t in _whole_cue(attribution) for w in index.words(offset + t.idx, offset + t.idx + len(t)))


def _whole_cue(attribution: Attribution) -> list[Token]:
    cue = list(attribution.cue)
    if not cue or attribution.kind in ("according", "dash", "colon"):
        return cue
    first, doc = cue[0], attribution.layout.doc
    own = {c.i for c in first.children if c.dep_ in ("aux", "auxpass", "neg", "advmod")}
    i = first.i - 1
    while i >= 0 and i in own:
        cue.append(doc[i])
        i -= 1
    behind = doc[cue[len(attribution.cue) - 1].i + 1] if cue[len(attribution.cue) - 1].i + 1 < len(doc) else None
    if behind is not None and behind.dep_ == "prep" and behind.i + 1 == attribution.content[0][0]:
        cue.append(behind)
    return cue


def _parts(attribution: Attribution, content: Words, parse: Parse, index: Index) -> Parts:
    source: set[int] = set()
    phrase = attribution.phrase
    if phrase is not None:
        start = parse.document.blocks[attribution.layout.block].start
        source = index.words(start + phrase.start_char, start + phrase.end_char)
        actor = actor_of(attribution.cue[0])
        if actor is not None and actor.tag_ in ("WP", "WDT"):  # PolNeAR marks the relative pronoun
            source |= index.words(start + actor.idx, start + actor.idx + len(actor))
    return Parts(cue_words(attribution, parse, index), frozenset(source), content)


# Counting

class Tally:
    """Counts of what is right, found and wanted, for each part."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], list[int]] = {}

    def add(self, gold: list[Parts], found: list[Parts]) -> None:
        """Count one article."""
        for name in _PARTS:
            g, f = ([p.part(name) for p in side if p.part(name)] for side in (gold, found))
            paired = [(g[i], f[j]) for i, j in pair(g, f, lambda a, b: len(a & b))]
            self._count(name, "overlap", len(paired), len(f), len(g))
            exact = pair(g, f, lambda a, b: int(a == b))
            self._count(name, "exact", len(exact), len(f), len(g))
            if name == "content":
                shared = sum(len(a & b) for a, b in paired)
                self._count(name, "tokens", shared, sum(map(len, f)), sum(map(len, g)))
        self._count("whole", "", len(pair(gold, found, alike)), len(found), len(gold))

    def _count(self, part: str, measure: str, right: int, found: int, wanted: int) -> None:
        row = self.counts.setdefault((part, measure), [0, 0, 0])
        for n, value in enumerate((right, found, wanted)):
            row[n] += value

    def figures(self) -> dict[str, object]:
        """Precision, recall and F1 as fractions."""
        result: dict[str, object] = {}
        for part in _PARTS:
            measures = ("exact", "overlap", "tokens") if part == "content" else ("exact", "overlap")
            result[part] = {m: fractions(*self.counts.get((part, m), [0, 0, 0])) for m in measures}
        result["whole"] = fractions(*self.counts.get(("whole", ""), [0, 0, 0]))
        return result


def fractions(right: int, found: int, wanted: int) -> Figures:
    """Precision, recall and F1 from counts."""
    p = right / found if found else 0.0
    r = right / wanted if wanted else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def alike(a: Parts, b: Parts) -> int:
    """How many words two attributions share, if each part overlaps; 0 otherwise."""
    shared = 0
    for name in _PARTS:
        x, y = a.part(name), b.part(name)
        common = len(x & y)
        if not common and (x or y):
            return 0
        shared += common
    return shared


def pair(gold: list[T], found: list[T], likeness: Callable[[T, T], int]) -> list[tuple[int, int]]:
    """Pairs one to one with any likeness, the most alike first."""
    options = sorted(((likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
                     key=lambda x: (-x[0], x[1], x[2]))
    left, right, pairs = set(), set(), []
    for likely, i, j in options:
        if likely and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def misses(document: Document, gold: list[Parts], found: list[Parts]) -> Iterator[str]:
    """What was missed and what was found without being in the gold, one a line."""
    index = Index(document.text)

    def told(parts: Parts) -> str:
        return " | ".join(_quoted(index, parts.part(name)) for name in _PARTS)
    pairs = pair(gold, found, alike)
    for n, parts in enumerate(gold):
        if n not in {i for i, _ in pairs}:
            yield f"{document.id}: missed {told(parts)}"
    for n, parts in enumerate(found):
        if n not in {j for _, j in pairs}:
            yield f"{document.id}: extra {told(parts)}"


def _quoted(index: Index, words: Words) -> str:
    if not words:
        return "-"
    text = index.text[index.spans[min(words)][0]:index.spans[max(words)][1]]
    return text if len(text) < 90 else f"{text[:60]}…{text[-25:]}"
