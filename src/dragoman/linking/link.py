"""Composes the linkers into one record. A pure function of the set of readings.

What several stories share is linked first: copies, entities, and which reports are of one story. Stories that
tell of one agreement are one affair; everything else is linked within an affair, and knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from dragoman.linking.agreements import link_agreements
from dragoman.linking.agreements.compare import pairs, tell
from dragoman.linking.agreements.ledger import keep_ledger
from dragoman.linking.assertions import link_assertions
from dragoman.linking.cluster import THRESHOLD, Groups, Partition
from dragoman.linking.comparison import compare_story
from dragoman.linking.copies import Overlap, find_overlaps, name_copies
from dragoman.linking.corroboration import Origins
from dragoman.linking.dates import settle_dates
from dragoman.linking.differences import Linked, find_differences
from dragoman.linking.entities import link_entities
from dragoman.linking.events import link_events
from dragoman.linking.judged import hear
from dragoman.linking.judged.values import NO_RULINGS, Rulings
from dragoman.linking.quotations import name_speakers
from dragoman.linking.rows import Rows, claim_rows, quantity_rows, time_rows
from dragoman.linking.stories import link_stories
from dragoman.linking.timeline import story_rows
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import DocumentRow, Entity, Record


@dataclass(frozen=True)
class Affair:
    """Some stories that tell of the same agreements, and what links of all reports say of theirs.

    `rows` are the settled readings of the reports, `stories` leads from each story to its reports, and `overlaps`
    tells which of them repeat others. `entities` holds those that the reports speak of, and `rulings` what people
    say of the affair.
    """

    rows: Rows
    stories: Mapping[str, tuple[str, ...]]
    overlaps: tuple[Overlap, ...]
    entities: Mapping[str, Entity]
    rulings: Rulings = NO_RULINGS


def link(readings: Iterable[Reading], judgements: Iterable[Judgement] = ()) -> Record:
    """The record of some readings and of people's judgements on it, whatever their order.

    Of several readings of one document one counts.
    """
    ordered = {r.document.id: r for r in sorted(readings, key=lambda r: (r.document.id, r.reader))}
    judged = hear(ordered, judgements)
    ordered = dict(judged.readings)
    overlaps = judged.overlaps(find_overlaps({d: r.document for d, r in ordered.items()}))
    stories = link_stories(ordered, overlaps, judged.bound("story"))
    named = link_entities(ordered, stories.members, judged.bound("entity"))
    home = {r.id: r.to for r in named.redirects}
    named = replace(named, entities=judged.entities(named.entities, home))
    rows = Rows(_settle(ordered, stories), named.of)
    entities = {e.id: e for e in named.entities}
    found = [replace(affair, rulings=judged.rulings(affair.rows.readings, home))
             for affair in affairs(rows, stories, overlaps, entities, judged.ties)]
    of = {d: n for n, affair in enumerate(found) for d in affair.rows.readings}
    apart = name_copies({d: r.document for d, r in ordered.items()}, (o for o in overlaps if of[o.left] != of[o.right]))
    common = Record(entities=named.entities, links=(*apart.links, *named.links, *stories.links),
                    redirects=(*named.redirects, *stories.redirects))
    return judged.finish(joined([common, *map(link_affair, found)]))


def affairs(rows: Rows, stories: Groups, overlaps: Iterable[Overlap],
            entities: Mapping[str, Entity], ties: Iterable[tuple[str, str]] = ()) -> Iterator[Affair]:
    """The stories, those together that tell of one agreement, and those that `ties` between documents hold together."""
    told = {t.id: t for t in tell(rows)}
    parts = Partition()
    for left, right in ties:
        parts.join(stories.group[left], stories.group[right])
    for pair in pairs(told):
        if pair.score >= THRESHOLD:
            parts.join(*(stories.group[told[key].document] for key in (pair.left, pair.right)))
    members: dict[str, list[str]] = {}
    for story in sorted(stories.members):
        members.setdefault(parts.root(story), []).append(story)
    overlapping: dict[str, list[Overlap]] = {}
    for o in overlaps:
        left, right = (parts.root(stories.group[d]) for d in (o.left, o.right))
        if left == right:
            overlapping.setdefault(left, []).append(o)
    for top, found in members.items():
        documents = sorted(d for story in found for d in stories.members[story])
        here = {d: rows.readings[d] for d in documents}
        of = {(d, n): rows.entities[d, n] for d, r in here.items() for n in range(len(r.chains))}
        yield Affair(Rows(here, of), {s: stories.members[s] for s in found},
                     tuple(overlapping.get(top, ())), entities)


def link_affair(affair: Affair) -> Record:
    """The rows of one affair: everything but the entities."""
    rows, entities, rulings = affair.rows, affair.entities, affair.rulings
    copies = name_copies({d: r.document for d, r in rows.readings.items()}, affair.overlaps)
    origins = Origins(rows, copies.originals)
    compared = [compare_story(rows, origins, story, members, rulings.bound("assertion"))
                for story, members in affair.stories.items()]
    origins = replace(origins, known={
        place: who for c in compared for place, who in name_speakers(rows, c.quotations).items()})
    deals = link_agreements(rows, origins, rulings.bound("agreement"))
    home = {r.id: r.to for r in deals.redirects}
    deals = replace(deals, agreements=rulings.agreements(deals.agreements, home))
    done = link_events(rows, entities, deals, compared, origins, rulings.bound("event"))
    home |= {r.id: r.to for r in done.redirects}
    done = replace(done, events=rulings.events(done.events, home, entities, deals.agreements))
    deals = replace(deals, agreements=keep_ledger(rows, deals.agreements, done.events, entities))
    claims, quantities = claim_rows(rows), quantity_rows(rows)
    assertions = link_assertions(rows, origins, compared, claims, quantities, done.events, rulings.assertions(home))
    differences = find_differences(rows, origins, compared, Linked(
        entities, {a.id: a for a in deals.agreements}, deals.of, done.events, claims, assertions))
    story = {d: s for s, members in affair.stories.items() for d in members}
    return Record(
        documents=tuple(_document_row(r.document, copies.originals.get(d), story[d])
                        for d, r in rows.readings.items()),
        times=time_rows(rows), claims=claims, quantities=quantities, events=done.events, agreements=deals.agreements,
        assertions=assertions, differences=differences,
        stories=story_rows(rows, affair.stories, done.events, deals.agreements),
        links=(*copies.links, *deals.links, *done.links, *(link for c in compared for link in c.claims.links)),
        redirects=(*deals.redirects, *done.redirects),
    )


def joined(records: Iterable[Record]) -> Record:
    """One record of several that have no row in common, each list in the order of its ids."""
    parts = tuple(records)
    lists: dict[str, Any] = {kind: _in_order(row for part in parts for row in getattr(part, kind))
                             for kind in Record.__struct_fields__}
    return Record(**lists)


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
