"""Differences: where the reports of one story part. One file a kind of thing compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.linking.comparison import Comparison, without
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.agreements import agreement_differences
from dragoman.linking.differences.attributions import attribution_differences
from dragoman.linking.differences.denials import denial_differences
from dragoman.linking.differences.quotes import quote_differences
from dragoman.linking.differences.singles import only_in
from dragoman.linking.differences.terms import term_differences
from dragoman.linking.differences.values import value_differences
from dragoman.linking.rows import Rows
from dragoman.linking.versions import superseded
from dragoman.model.record import Agreement, Assertion, Claim, Difference, DifferenceItem, Entity, Event


@dataclass(frozen=True)
class Linked:
    """What the linkers before have made: entities by id, agreements with the agreement of each mention, and rows."""

    entities: Mapping[str, Entity]
    agreements: Mapping[str, Agreement]
    deals: Mapping[tuple[str, int], str]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    assertions: tuple[Assertion, ...]


def find_differences(rows: Rows, origins: Origins, stories: Sequence[Comparison],
                     linked: Linked) -> tuple[Difference, ...]:
    """The differences in each story, in the order of ids. What a newer version has replaced differs from nothing."""
    old = superseded({d: r.document for d, r in rows.readings.items()}, origins.versions)
    stories = [without(story, old) for story in stories]
    found: dict[str, Difference] = {}
    for story in stories:
        dated = list(agreement_differences(rows, story, linked.deals, linked.agreements))
        told = {_places(item) for d in dated for item in d.items}
        values = [d for d in value_differences(rows, origins, story)
                  if d.kind != "date" or sum(_places(item) in told for item in d.items) < 2]
        terms = term_differences(rows, story, linked.deals, linked.agreements, linked.entities)
        spoken = (*quote_differences(rows, story), *attribution_differences(rows, origins, story),
                  *denial_differences(rows, origins, story))
        found.update({d.id: d for d in (*dated, *values, *spoken, *terms)})
    for d in only_in(rows, origins, stories, linked.agreements.values(), linked.events, linked.assertions,
                     linked.claims):
        found[d.id] = d
    return tuple(found[key] for key in sorted(found))


def _places(item: DifferenceItem) -> tuple[tuple[str, int, int], ...]:
    return tuple((e.document, e.start, e.end) for e in item.evidence)
