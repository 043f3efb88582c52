"""Assertions: one row for each distinct thing that is asserted, however many claims assert it."""

from __future__ import annotations

from dragoman.linking.corroboration import Origins
from dragoman.linking.rows import Rows
from dragoman.model.base import Span, content_id
from dragoman.model.record import Assertion, Claim, Event, Quantity


def link_assertions(rows: Rows, claims: tuple[Claim, ...], quantities: tuple[Quantity, ...],
                    events: tuple[Event, ...], origins: Origins) -> tuple[Assertion, ...]:
    """The assertions of some readings: claims of the same words are one."""
    del quantities, events
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.text.casefold(), []).append(claim)
    found = [_assertion(rows, members, origins) for members in groups.values()]
    return tuple(sorted(found, key=lambda a: a.id))


def _assertion(rows: Rows, claims: list[Claim], origins: Origins) -> Assertion:
    ids = tuple(sorted(c.id for c in claims))
    spans = [rows.evidence(c.document, Span(start=c.start, end=c.end)) for c in claims]
    return Assertion(id=content_id("assertion", ids[0]), text=claims[0].text, claims=ids, quantities=(), events=(),
                     corroboration=origins.corroborate(spans))

