"""Figures, lengths of time and dates of one thing that do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.rows import difference, shorten
from dragoman.linking.figures import Figure
from dragoman.linking.measures import Measure, disagree
from dragoman.linking.rows import Rows
from dragoman.model.record import Difference, DifferenceItem

REVISED = "Revised"  # how the summary of a difference begins where sources have changed their own figures, and no more


def value_differences(rows: Rows, origins: Origins, story: Comparison) -> Iterator[Difference]:
    """A row for each measure of a story of which two figures cannot both be right."""
    for measure in story.measures:
        parted = _parted(measure)
        if parted:
            yield _row(rows, origins, story, parted)


def _parted(measure: Measure) -> list[Figure]:
    """The figures that some other one contradicts, one for each document and value."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in measure.figures:
        if any(disagree(figure, other) for other in measure.figures):
            kept.setdefault((figure.document, figure.value), figure)
    return list(kept.values())


def _row(rows: Rows, origins: Origins, story: Comparison, figures: list[Figure]) -> Difference:
    first = figures[0]
    kind = "date" if first.kind == "date" else "figure"
    counted = sorted(filter(None, (f.counted for f in figures)), key=lambda of: (len(of), of))
    about = counted[0] if counted else shorten(rows.evidence(first.document, first.place).text, 20)
    revisions, settled = _revisions(rows, origins, figures)
    revised = [f"{origins.of(r[0].evidence).name}: " + ", then ".join(
        f"{shorten(f.shown, 8)} ({_day(rows, f)})" for f in r) for r in revisions]
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for f in figures:
        said[shorten(f.shown, 8)][origins.of(f.evidence).name] = None
    told = "; ".join(f"{value} ({', '.join(list(names)[:3])})" for value, names in list(said.items())[:6])
    what = f"Reports differ on {about}" if counted else "Reports differ"
    summary = "; ".join([f"{what}: {told}", *(f"revised by {r}" for r in revised)])
    if settled:
        summary = f"{REVISED} by {'; by '.join(revised)}"
        figures = sorted(figures, key=lambda f: (_day(rows, f), f.evidence))
    items = [DifferenceItem(document=f.document, value=f.shown, evidence=(f.evidence,)) for f in figures]
    return difference(story.story, kind, about, summary, items)


def _revisions(rows: Rows, origins: Origins, figures: list[Figure]) -> tuple[list[list[Figure]], bool]:
    """The values that one source has given after each other, for each source that has revised its own.

    And whether that is all: no two sources contradict each other with what they said last. What a copy repeats
    on a later day is not said again, and values given on one day, or on days not known, are no revision.
    """
    told: dict[str, list[Figure]] = defaultdict(list)
    known = {(f.document, f.value) for f in figures}
    for figure in figures:
        if (origins.originals.get(figure.document), figure.value) not in known:
            told[origins.of(figure.evidence).key].append(figure)
    revisions, last = [], []
    for _, said in sorted(told.items()):
        ordered = sorted(said, key=lambda f: (_day(rows, f), f.evidence))
        steps = [f for n, f in enumerate(ordered) if n == 0 or f.value != ordered[n - 1].value]
        if len(steps) > 1 and all(_later(rows, a, b) for a, b in pairwise(steps)):
            revisions.append(steps)
            last.append(steps[-1])
        else:
            last += said
    settled = bool(revisions) and not any(disagree(a, b) for a, b in combinations(last, 2))
    return revisions, settled


def _later(rows: Rows, before: Figure, after: Figure) -> bool:
    """Did a figure's report surely appear on a later day than another's?"""
    one, other = (rows.readings[f.document].document.published for f in (before, after))
    return bool(one and other and one.latest and other.earliest and one.latest < other.earliest)


def _day(rows: Rows, figure: Figure) -> str:
    published = rows.readings[figure.document].document.published
    return published.value if published else ""
