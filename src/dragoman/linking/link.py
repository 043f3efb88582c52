"""Composes the linkers into one record. A pure function of the set of readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from dragoman.linking.agreements import link_agreements
from dragoman.linking.agreements.ledger import keep_ledger
from dragoman.linking.assertions import link_assertions
from dragoman.linking.cluster import Groups
from dragoman.linking.comparison import compare_story
from dragoman.linking.copies import find_overlaps, name_copies
from dragoman.linking.corroboration import Origins
from dragoman.linking.dates import settle_dates
from dragoman.linking.differences import Linked, find_differences
from dragoman.linking.entities import link_entities
from dragoman.linking.events import link_events
from dragoman.linking.quotations import name_speakers
from dragoman.linking.rows import Rows, claim_rows, quantity_rows, time_rows
from dragoman.linking.stories import link_stories
from dragoman.linking.timeline import story_rows
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import DocumentRow, Record


def link(readings: Iterable[Reading], judgements: Iterable[Judgement] = ()) -> Record:
    """The record of some readings and of people's judgements on it, whatever their order.

    Of several readings of one document one counts.
    """
    ordered = {r.document.id: r for r in sorted(readings, key=lambda r: (r.document.id, r.reader))}
    overlaps = find_overlaps({d: r.document for d, r in ordered.items()})
    named = link_entities(ordered)
    entities = {e.id: e for e in named.entities}
    stories = link_stories(Rows(ordered, named.of), overlaps)
    rows = Rows(_settle(ordered, stories), named.of)
    copies = name_copies({d: r.document for d, r in rows.readings.items()}, overlaps)
    origins = Origins(rows, copies.originals)
    compared = [compare_story(rows, origins, story, members) for story, members in stories.members.items()]
    origins = replace(origins, known={
        place: who for c in compared for place, who in name_speakers(rows, c.quotations).items()})
    deals = link_agreements(rows, origins)
    done = link_events(rows, entities, deals, compared, origins)
    deals = replace(deals, agreements=keep_ledger(rows, deals.agreements, done.events, entities))
    claims, quantities = claim_rows(rows), quantity_rows(rows)
    assertions = link_assertions(rows, origins, compared, claims, quantities, done.events)
    differences = find_differences(rows, origins, compared, Linked(
        entities, {a.id: a for a in deals.agreements}, deals.of, done.events, claims, assertions))
    links = [*copies.links, *named.links, *stories.links, *deals.links, *done.links,
             *(link for c in compared for link in c.claims.links)]
    return Record(
        documents=tuple(_document_row(r.document, copies.originals.get(d), stories.group[d])
                        for d, r in rows.readings.items()),
        times=_in_order(time_rows(rows)), entities=_in_order(named.entities), claims=_in_order(claims),
        quantities=_in_order(quantities), events=_in_order(done.events), agreements=_in_order(deals.agreements),
        assertions=assertions, differences=differences,
        stories=story_rows(rows, stories, done.events, deals.agreements),
        links=_in_order(links),
        redirects=_in_order([*named.redirects, *stories.redirects, *deals.redirects, *done.redirects]),
        judgements=_in_order(judgements),
    )


def _settle(readings: Mapping[str, Reading], stories: Groups) -> dict[str, Reading]:
    """The readings with the dates that other reports of their story settle."""
    settled = {r.document.id: r for members in stories.members.values()
               for r in settle_dates(tuple(readings[d] for d in members))}
    return {d: settled[d] for d in readings}


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_HasId)


def _in_order(rows: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def _document_row(document: Document, copy_of: str | None, story: str) -> DocumentRow:
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return DocumentRow(**fields, copy_of=copy_of, story=story)
