"""Differences: where the reports of one story part. One file a kind of thing compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.agreements import agreement_differences
from dragoman.linking.differences.quotes import quote_differences
from dragoman.linking.differences.singles import only_in
from dragoman.linking.differences.values import value_differences
from dragoman.linking.rows import Rows
from dragoman.model.record import Agreement, Assertion, Claim, Difference, DifferenceItem, Event


def find_differences(rows: Rows, origins: Origins, comparisons: Iterable[Comparison],
                     deals: Mapping[tuple[str, int], str], agreements: Iterable[Agreement],
                     events: Iterable[Event], assertions: Iterable[Assertion],
                     claims: Iterable[Claim]) -> tuple[Difference, ...]:
    """The differences in each story, in the order of ids."""
    deals_by_id = {a.id: a for a in agreements}
    found: dict[str, Difference] = {}
    stories = list(comparisons)
    for story in stories:
        dated = list(agreement_differences(rows, story, deals, deals_by_id))
        told = {_places(item) for d in dated for item in d.items}
        values = [d for d in value_differences(rows, origins, story)
                  if d.kind != "date" or sum(_places(item) in told for item in d.items) < 2]
        found.update({d.id: d for d in (*dated, *values, *quote_differences(rows, story))})
    for d in only_in(rows, origins, stories, deals_by_id.values(), events, assertions, claims):
        found[d.id] = d
    return tuple(found[key] for key in sorted(found))


def _places(item: DifferenceItem) -> tuple[tuple[str, int, int], ...]:
    return tuple((e.document, e.start, e.end) for e in item.evidence)
