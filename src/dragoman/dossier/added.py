"""What each report of a story added when it appeared: what nobody had told before it.

Reports are taken in the order of their publication, a copy after what it copies, and those without a date
last. Where two may have appeared on one day their order is not known, so whoever told the same is named, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.dossier.story import StoryView
from dragoman.dossier.words import counted, figure, sort_key
from dragoman.model.record import DocumentRow, Evidence, Quantity

KINDS = ("agreement", "event", "statement", "figure")


@dataclass(frozen=True)
class Thing:
    """An agreement, event, statement or figure that a report was the first to tell of.

    `source` is who says it (empty for agreements and events), `evidence` the words of that report, and
    `also` are the other reports that tell of it and may have appeared on the same day, `row` is its id.
    """

    kind: str
    text: str
    source: str
    evidence: tuple[Evidence, ...]
    also: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True)
class Added:
    """A report, and what was first told in it, in the order of KINDS and of its text."""

    document: DocumentRow
    things: tuple[Thing, ...]

    def of_kind(self, kind: str) -> tuple[Thing, ...]:
        """The things of one kind."""
        return tuple(t for t in self.things if t.kind == kind)


@dataclass(frozen=True)
class _Told:
    """Something that a story's reports tell of, with the words of each of them."""

    kind: str
    words: tuple[Evidence, ...]
    texts: dict[str, str]
    sources: dict[str, str]
    rows: dict[str, str]


def added(story: StoryView) -> tuple[Added, ...]:
    """Each report of a story, in order of publication, with what it was the first to tell of."""
    order = sorted(story.documents, key=lambda d: (sort_key(d.published), d.copy_of is not None, story.number(d.id)))
    place = {d.id: n for n, d in enumerate(order)}
    days = {d.id: sort_key(d.published) for d in order}
    found: dict[str, list[Thing]] = defaultdict(list)
    for told in (*_rows(story), *_statements(story), *_figures(story)):
        reports = sorted({e.document for e in told.words}, key=place.__getitem__)
        first = reports[0]
        if told.texts.get(first):
            here = tuple(e for e in told.words if e.document == first)
            also = tuple(d for d in reports[1:] if days[d][0] <= days[first][1])
            found[first].append(Thing(told.kind, told.texts[first], told.sources.get(first, ""), here, also,
                                      told.rows[first]))
    return tuple(Added(d, tuple(sorted(found[d.id], key=_in_text))) for d in order)


def _in_text(thing: Thing) -> tuple[int, int, str]:
    return KINDS.index(thing.kind), min(e.start for e in thing.evidence), thing.text


def _rows(story: StoryView) -> Iterator[_Told]:
    """The agreements and events."""
    rows = [("agreement", a.name, a.evidence, a.id) for a in story.agreements]
    rows += [("event", e.summary, e.evidence, e.id) for e in story.events]
    for kind, text, evidence, key in rows:
        words = story.here(evidence)
        if words:
            reports = [e.document for e in words]
            yield _Told(kind, words, dict.fromkeys(reports, text), {}, dict.fromkeys(reports, key))


def _statements(story: StoryView) -> Iterator[_Told]:
    """The assertions that somebody is named for."""
    for assertion in story.assertions:
        claims = sorted((story.claims[c] for c in assertion.claims if c in story.claims),
                        key=lambda c: (c.voice == "outlet", c.start))
        if any(c.voice != "outlet" for c in claims):
            texts: dict[str, str] = {}
            sources: dict[str, str] = {}
            rows: dict[str, str] = {}
            for claim in claims:
                texts.setdefault(claim.document, claim.text)
                sources.setdefault(claim.document, story.source(claim.attribution))
                rows.setdefault(claim.document, claim.id)
            words = [Evidence(document=c.document, start=c.start, end=c.end, text=c.text) for c in claims]
            yield _Told("statement", story.here(words), texts, sources, rows)


def _figures(story: StoryView) -> Iterator[_Told]:
    """The figures that count something, once for each value of it.

    Two reports give one figure where its value and what is counted are the same, or where both stand in one
    assertion: "24 fighters" may be "two dozen men".
    """
    asserted: dict[str, list[str]] = defaultdict(list)
    for assertion in story.assertions:
        for id in assertion.quantities:
            asserted[id].append(assertion.id)
    having: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    keys: dict[str, list[tuple[object, ...]]] = {}
    for q in story.quantities.values():
        value = (q.low, q.high, q.unit)
        keys[q.id] = [(*value, a) for a in asserted[q.id]]
        if q.of:
            keys[q.id].insert(0, (*value, counted(q.of)))
        for key in keys[q.id]:
            having[key].append(q)
    shown: set[str] = set()
    for q in sorted(story.quantities.values(), key=lambda q: (q.document, q.start)):
        if not q.of or q.id in shown:
            continue
        same = {x.id: x for key in keys[q.id] for x in having[key]}
        shown.update(same)
        yield _Told("figure", story.here(map(_words, same.values())),
                    {x.document: f"{figure(x)} {x.of or q.of}" for x in same.values()}, {},
                    {x.document: x.id for x in same.values()})


def _words(quantity: Quantity) -> Evidence:
    return Evidence(document=quantity.document, start=quantity.start, end=quantity.end, text=quantity.text)


def tally(things: Iterable[Thing]) -> str:
    """How many things of each kind, in words: `1 agreement, 3 events`.

    >>> tally([Thing("event", "", "", ()), Thing("event", "", "", ()), Thing("figure", "", "", ())])
    '2 events, 1 figure'
    """
    kinds = [t.kind for t in things]
    return ", ".join(f"{n} {kind}{'s' * (n > 1)}" for kind in KINDS if (n := kinds.count(kind)))
