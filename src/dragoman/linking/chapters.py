"""Chapters: the parts that a long story falls into, by what its reports speak of and when.

A story's dated reports stand in the order of their days. It is cut where the reports before and after have least in
common beside what those on each side have in common with each other (the mean likeness of word vectors, as stories
are joined by), and each part is cut again, as in divisive segmentation (Choi, NAACL 2000). A pause makes a cut
easier. A part is no chapter unless it has some reports, and reports of one day stay together. Short stories have
no chapters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import log, log2, sqrt

from dragoman.linking.rows import Rows
from dragoman.linking.statements import senses
from dragoman.model.reading import Reading
from dragoman.model.record import Chapter, Event
from dragoman.model.time import Time
from dragoman.text.wording import listed

LEAST = 3  # reports in a chapter
LONG = 8  # reports in a story that may have chapters
CONTRAST = 0.55  # how much less the two sides must be like each other than like themselves, without a pause
PAUSE = 0.05  # by how much each doubling of the days between them lowers that
_NAMED = 4  # new names that a reason tells
_WEEK = 7


def find_chapters(rows: Rows, documents: Iterable[str], events: Iterable[Event]) -> tuple[Chapter, ...]:
    """The chapters of one story in the order of time; none where it has only one.

    A report that gives no day is of the chapter whose words it shares most.
    """
    days = {d: day for d in documents if (day := _day(rows.readings[d].document.published)) is not None}
    dated = sorted(days, key=lambda d: (days[d], d))
    if len(dated) < LONG:
        return ()
    words = {d: _words(rows.readings[d]) for d in documents}
    cuts = segment([days[d] for d in dated], [words[d] for d in dated])
    if not cuts:
        return ()
    parts = [list(dated[a:b]) for a, b in zip((0, *cuts), (*cuts, len(dated)), strict=True)]
    for document in sorted(words.keys() - days.keys()):
        max(parts, key=lambda p: sum(len(words[document] & words[d]) for d in p) / len(p)).append(document)
    told = list(events)
    return tuple(_chapter(rows, part, parts[n - 1] if n else (), told) for n, part in enumerate(parts))


def _words(reading: Reading) -> frozenset[str]:
    text = reading.document.text
    return frozenset(w for s in reading.sentences for w in senses(text[s.start:s.end]))


def segment(days: Sequence[int], words: Sequence[frozenset[str]]) -> list[int]:
    """Where to cut reports that stand in the order of their days: the positions that begin a new chapter."""
    count = Counter(w for found in words for w in found)
    weight = {w: log(len(words) / n) for w, n in count.items() if 1 < n < len(words)}
    vectors = [_unit({w: weight[w] for w in sorted(found) if w in weight}) for found in words]
    return sorted(_cuts(days, vectors, 0, len(days)))


def _cuts(days: Sequence[int], vectors: Sequence[Mapping[str, float]], start: int, end: int) -> Iterator[int]:
    best = max(_scored(days, vectors, start, end), default=None)
    if best is not None and best[0] >= 0:
        cut = -best[1]
        yield from _cuts(days, vectors, start, cut)
        yield cut
        yield from _cuts(days, vectors, cut, end)


def _scored(days: Sequence[int], vectors: Sequence[Mapping[str, float]], start: int,
            end: int) -> Iterator[tuple[float, int]]:
    """Each place of a part where it may be cut, with by how much its contrast is more than enough."""
    whole: dict[str, float] = defaultdict(float)
    for vector in vectors[start:end]:
        _add(whole, vector)
    left: dict[str, float] = defaultdict(float)
    inside = sum(x * x for x in whole.values())  # the likeness of all to all
    here = across = 0.0  # of those on the left to each other, and to those on the right
    for cut in range(start + 1, end):
        vector = vectors[cut - 1]
        to_left = sum(x * left[w] for w, x in vector.items() if w in left)
        itself = sum(x * x for x in vector.values())
        to_all = sum(x * whole[w] for w, x in vector.items())
        _add(left, vector)
        here += 2 * to_left + itself
        across += to_all - 2 * to_left - itself
        there = inside - here - 2 * across
        if cut - start >= LEAST and end - cut >= LEAST and days[cut - 1] < days[cut]:
            least = CONTRAST - PAUSE * log2(days[cut] - days[cut - 1])
            yield round(_contrast(cut - start, end - cut, here, there, across) - least, 9), -cut


def _contrast(before: int, after: int, here: float, there: float, across: float) -> float:
    """How much less two sides are like each other than like themselves: 0 not at all, 1 they share nothing."""
    pairs = before * (before - 1) + after * (after - 1)
    within = (here - before + there - after) / pairs  # each vector has length one
    return 1 - across / (before * after) / within if within > 0 else 0.0


def _add(into: dict[str, float], vector: Mapping[str, float]) -> None:
    for word, x in vector.items():
        into[word] += x


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(x * x for x in vector.values()))
    return {w: x / length for w, x in vector.items()} if length else {}


def _chapter(rows: Rows, documents: Sequence[str], before: Sequence[str], events: Iterable[Event]) -> Chapter:
    """A row, given with the chapter before it."""
    days = sorted((day, d) for d in documents if (day := _day(rows.readings[d].document.published)) is not None)
    first, last = (rows.readings[d].document.published for _, d in (days[0], days[-1]))
    event = _leading(events, set(documents), set(before), first)
    headline = next((t for _, d in days if (t := rows.readings[d].document.title)), "")
    return Chapter(title=event.summary if event else headline, first=first, last=last, documents=tuple(documents),
                   event=event.id if event else None, why=_why(rows, documents, before, days[0][0]))


def _leading(events: Iterable[Event], documents: set[str], before: set[str], first: Time | None) -> Event | None:
    """The event that most of a chapter's reports tell of: before others one that is new in it, and the latest."""
    ranked = []
    for event in events:
        told = {e.document for e in event.evidence}
        if event.status == "occurred" and len(told & documents) > 1 and event.time and event.time.earliest:
            new = not told & before and _is_new(event.time, first)
            ranked.append((new, len(told & documents), event.time.earliest, event.id, event))
    return max(ranked, default=(None,), key=lambda r: r[:-1])[-1]


def _is_new(time: Time, first: Time | None) -> bool:
    """Did something happen no more than a week before a day?"""
    day, then = _day(first), _day(time)
    return day is not None and then is not None and day - then <= _WEEK


def _why(rows: Rows, documents: Sequence[str], before: Sequence[str], first: int) -> str:
    """What parts a chapter from the one before: the days between them, and who is named for the first time."""
    if not before:
        return "the story begins"
    last = max(day for d in before if (day := _day(rows.readings[d].document.published)) is not None)
    known = {rows.entities[d, n] for d in before for n in range(len(rows.readings[d].chains))}
    named: Counter[str] = Counter()
    names: dict[str, str] = {}
    for document in documents:
        for n, chain in enumerate(rows.readings[document].chains):
            entity = rows.entities[document, n]
            if entity not in known:
                names.setdefault(entity, chain.name)
                named[entity] += 1
    new = [names[e] for e, count in sorted(named.items(), key=lambda x: (-x[1], names[x[0]])) if count > 1][:_NAMED]
    gap = f"{first - last} day{'s' * (first - last > 1)} after the chapter before"
    return "; ".join([gap, "its reports share few words with those before", *([f"new: {listed(new)}"] if new else [])])


def _day(time: Time | None) -> int | None:
    """The number of the day by which something was."""
    iso = (time.latest or time.earliest) if time else None
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None
