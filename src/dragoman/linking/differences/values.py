"""Figures, lengths of time and dates of one thing that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.rows import difference, shorten
from dragoman.linking.figures import Figure
from dragoman.linking.measures import Measure, disagree
from dragoman.linking.rows import Rows
from dragoman.model.record import Difference, DifferenceItem


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
    told = "; ".join(f"{shorten(f.shown, 8)} ({origins.of(f.evidence).name})" for f in figures[:6])
    about = " ".join(sorted(first.of)) or shorten(rows.evidence(first.document, first.place).text, 20)
    revised = _revised(rows, origins, figures)
    summary = f"{'Revised' if revised else 'Reports differ'}: {told}"
    items = [DifferenceItem(document=f.document, value=f.shown, evidence=(f.evidence,)) for f in figures]
    return difference(story.story, kind, about, summary, items)


def _revised(rows: Rows, origins: Origins, figures: list[Figure]) -> bool:
    """Has one source given another value on a later day? Then it is a revision, not a conflict."""
    days = {p.value if (p := rows.readings[f.document].document.published) else None for f in figures}
    return None not in days and len(days) > 1 and len({origins.of(f.evidence).key for f in figures}) == 1
