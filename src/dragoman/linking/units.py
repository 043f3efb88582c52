"""What is linked by itself: a pure function of one story, with no look at any other.

An affair is a story, or some that people hold together. Affairs can be pickled, so that they may be linked in any
process; agreements, which are made from what affairs come to, can be, too (dragoman.linking.agreements).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dragoman.linking.agreements import Testimony, outline_agreements
from dragoman.linking.agreements.compare import Told
from dragoman.linking.agreements.ledger import is_deed
from dragoman.linking.assertions import link_assertions
from dragoman.linking.comparison import compare_story
from dragoman.linking.copies import Copies, Overlap, name_copies
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences import Linked, find_differences
from dragoman.linking.events import link_events
from dragoman.linking.judged.values import NO_RULINGS, Rulings
from dragoman.linking.quotations import name_speakers
from dragoman.linking.rows import Rows, claim_rows, quantity_rows, time_rows
from dragoman.linking.timeline import story_rows
from dragoman.model.document import Document
from dragoman.model.record import DocumentRow, Entity, Record


@dataclass(frozen=True)
class Affair:
    """A story, or some that people hold together, and what links of all reports say of theirs.

    `rows` are the settled readings of the reports, `stories` leads from each story to its reports, and `overlaps`
    tells which repeat others of their story. `entities` holds those that the reports speak of, `told` the agreements
    that they tell of, `homes` leads from tellings to agreements, and `rulings` is what people say of it all.
    """

    rows: Rows
    stories: Mapping[str, tuple[str, ...]]
    overlaps: tuple[Overlap, ...]
    entities: Mapping[str, Entity]
    told: tuple[Told, ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    rulings: Rulings = NO_RULINGS


def link_affair(affair: Affair) -> tuple[Record, Testimony]:
    """The rows of one affair: everything but the entities and the agreements; and what it says of the latter."""
    rows, entities, rulings = affair.rows, affair.entities, affair.rulings
    copies = name_copies({d: r.document for d, r in rows.readings.items()}, affair.overlaps)
    origins = Origins(rows, copies.originals, versions=copies.versions)
    compared = [compare_story(rows, origins, story, members, rulings.bound("assertion"))
                for story, members in affair.stories.items()]
    origins = replace(origins, known={
        place: who for c in compared for place, who in name_speakers(rows, c.quotations).items()})
    deals = outline_agreements(rows, affair.told, affair.homes, entities)
    deals = replace(deals, agreements=rulings.agreements(deals.agreements, affair.homes))
    done = link_events(rows, entities, deals, compared, origins, rulings.bound("event"))
    home = {**affair.homes, **{r.id: r.to for r in done.redirects}}
    done = replace(done, events=rulings.events(done.events, home, entities, deals.agreements))
    claims, quantities = claim_rows(rows), quantity_rows(rows)
    assertions = link_assertions(rows, origins, compared, claims, quantities, done.events, rulings.assertions(home))
    differences = find_differences(rows, origins, compared, Linked(
        entities, {a.id: a for a in deals.agreements}, deals.of, done.events, claims, assertions))
    story = {d: s for s, members in affair.stories.items() for d in members}
    record = rulings.groups(Record(
        documents=tuple(document_row(r.document, copies, story[d]) for d, r in rows.readings.items()),
        times=time_rows(rows), claims=claims, quantities=quantities, events=done.events,
        assertions=assertions, differences=differences,
        stories=story_rows(rows, affair.stories, done.events, deals.agreements),
        links=(*copies.links, *done.links, *(link for c in compared for link in c.claims.links)),
        redirects=done.redirects,
    ))
    return record, Testimony(
        dict(copies.originals), dict(copies.versions),
        tuple((document, place, who) for (document, place), who in sorted(origins.known.items(), key=lambda x: x[0])),
        tuple(event for event in done.events if is_deed(event)))


def document_row(document: Document, copies: Copies, story: str) -> DocumentRow:
    """The row of a document, with its story and the report that it repeats."""
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return DocumentRow(**fields, copy_of=copies.copy_of(document.id), story=story,
                       version_of=copies.versions.get(document.id))
