"""Composes the linkers into one record. A pure function of the set of readings.

What several stories share is linked first: copies, entities, and which reports are of one story. Stories that
tell of one agreement are one affair; everything else is linked within an affair, and knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import msgspec

from dragoman.linking.affairs import Affairs, update_affairs
from dragoman.linking.agreements import link_agreements
from dragoman.linking.agreements.compare import Told, tell
from dragoman.linking.agreements.ledger import keep_ledger
from dragoman.linking.assertions import link_assertions
from dragoman.linking.comparison import compare_story
from dragoman.linking.copies import (
    Copies,
    Overlap,
    Shingles,
    link_overlap,
    name_copies,
    overlaps_of,
    shingle,
    update_overlaps,
)
from dragoman.linking.corroboration import Origins
from dragoman.linking.dates import settle_dates
from dragoman.linking.differences import Linked, find_differences
from dragoman.linking.entities import bound_by, entities_in, homes_of, named_in, update_entities
from dragoman.linking.entity_rows import Changes
from dragoman.linking.events import link_events
from dragoman.linking.judged import Judged, hear
from dragoman.linking.judged.values import NO_RULINGS, Rulings
from dragoman.linking.known import Cast, cast_of
from dragoman.linking.memory import Keeper, Memory
from dragoman.linking.quotations import name_speakers
from dragoman.linking.rows import Rows, claim_rows, quantity_rows, time_rows
from dragoman.linking.stories import Sketch, Stories, copied, sketch, update_stories
from dragoman.linking.timeline import story_rows
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import DocumentRow, Entity, Link, Record


@dataclass(frozen=True)
class Affair:
    """Some stories that tell of the same agreements, and what links of all reports say of theirs.

    `rows` are the settled readings of the reports, `stories` leads from each story to its reports, and `overlaps`
    tells which repeat others of their story. `entities` holds those that the reports speak of, and `rulings` what
    people say of the affair.
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
    return judged.finish(joined(Linker(Memory(), lambda ids: {d: ordered[d] for d in ids}, judged).update((), ordered)))


def link_affair(affair: Affair) -> Record:
    """The rows of one affair: everything but the entities."""
    rows, entities, rulings = affair.rows, affair.entities, affair.rulings
    copies = name_copies({d: r.document for d, r in rows.readings.items()}, affair.overlaps)
    origins = Origins(rows, copies.originals, versions=copies.versions)
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
    return rulings.groups(Record(
        documents=tuple(_document_row(r.document, copies, story[d])
                        for d, r in rows.readings.items()),
        times=time_rows(rows), claims=claims, quantities=quantities, events=done.events, agreements=deals.agreements,
        assertions=assertions, differences=differences,
        stories=story_rows(rows, affair.stories, done.events, deals.agreements),
        links=(*copies.links, *deals.links, *done.links, *(link for c in compared for link in c.claims.links)),
        redirects=(*deals.redirects, *done.redirects),
    ))


def joined(records: Iterable[Record]) -> Record:
    """One record of several, each list in the order of its ids; a link between affairs is in both."""
    lists: dict[str, dict[str, Any]] = {kind: {} for kind in Record.__struct_fields__}
    for record in records:
        for kind, rows in lists.items():
            rows.update({row.id: row for row in getattr(record, kind)})
    ordered: dict[str, Any] = {kind: _in_order(rows.values()) for kind, rows in lists.items()}
    return Record(**ordered)


class Look(Protocol):
    """Looks into the rows that have been written."""

    def rows_of(self, things: Iterable[str]) -> Record:
        """The rows that some things are, or are part of, with the redirects that lead there."""


class Linker:
    """Links documents that have come into a record or gone from it, with their neighbours alone.

    `memory` holds what was kept of all the others, `readings` gives those of some documents. `judged` is what people
    say of the record; documents of which they say something else than before are to be linked as if they had come.
    """

    def __init__(self, memory: Keeper, readings: Callable[[Iterable[str]], Mapping[str, Reading]],
                 judged: Judged | None = None):
        self._memory, self._readings = memory, readings
        self._judged = judged or Judged({})
        self.gone: dict[str, set[str]] = {kind: set() for kind in Record.__struct_fields__}
        self._called: set[str] = set()
        self._linked: set[str] = set()

    def update(self, gone: Iterable[str], come: Mapping[str, Reading], regrouped: Iterable[str] = (),
               renamed: Iterable[str] = (), again: Iterable[str] = ()) -> Iterator[Record]:
        """The rows that are new or may be other than before, in parts.

        Of what is otherwise as it was, documents that are `regrouped` are put into stories anew, who is named is linked
        anew in those that are `renamed`, and in those in `again` what their affairs tell.
        When all parts have been taken, `gone` holds the ids of the rows that are no more, by list.
        """
        come = self._judged.read(come)
        left = sorted(set(gone) - come.keys())
        shingles, sketches, casts = self._prepare(come)
        repeats = update_overlaps(self._memory, left, shingles) - set(left)
        stories = update_stories(self._memory, left, sketches, self._copied(repeats), self._judged.bound("story"),
                                 regrouped)
        apart, beside = self._link_apart(repeats | {d for found in stories.members.values() for d in found}, left)
        dirty = stories.members.keys() | set(self._memory.get("story of", {*come, *beside}).values())
        members = self._memory.get("story", dirty)
        casts |= self._casts(renamed, come)
        named = update_entities(self._memory, left, casts, {**members, **dict.fromkeys(stories.gone, ())},
                                self._judged.bound("entity"))
        dirty |= set(self._memory.get("story of", {*named.documents, *regrouped, *renamed, *again}).values())
        affairs = update_affairs(self._memory, {**{d: {} for d in left}, **self._told(dirty)}, dirty, stories.gone,
                                 self._judged.ties)
        home = homes_of(self._memory, self._judged.places)
        for rows in self._memory.get("rows of", affairs.gone | affairs.members.keys()).values():
            for kind, ids in rows.items():
                self.gone[kind].update(ids)  # all before anything is written: a row may stand in another part now
        yield self._written(self._common(stories, named, home, apart))
        yield from self._relink(affairs, home)
        self._called = named.called

    def named_in(self, documents: Iterable[str]) -> tuple[Entity, ...]:
        """Who is named in some documents, by all names, with the mentions there alone; and the countries of places."""
        return named_in(self._memory, documents)

    def marked(self, look: Look) -> Record:
        """The judgements with what has become of each, and the rows that they act on, where all has been written."""
        if not self._judged.judgements:
            return Record()
        things = set(self._judged.places) | {j.left for j in self._judged.judgements if j.kind == "difference"}
        return self._judged.finish(look.rows_of(things))

    def called(self) -> Iterator[dict[str, tuple[str, ...]]]:
        """The rows, by list, of affairs that are as they were, but name somebody who is now known by other names."""
        stories = set(self._memory.get("story of", self._called).values())
        affairs = set(self._memory.get("affair of", stories).values()) - self._linked
        yield from self._memory.get("rows of", sorted(affairs)).values()

    def _casts(self, documents: Iterable[str], but: Mapping[str, Reading]) -> dict[str, Cast]:
        """Who some documents name that have not come."""
        judged = bound_by(self._judged.bound("entity"))
        found = self._judged.read(self._readings([d for d in documents if d not in but]))
        return {document: cast_of(reading, judged) for document, reading in found.items()}

    def _prepare(self, come: Mapping[str, Reading]) -> tuple[dict[str, Shingles], dict[str, Sketch], dict[str, Cast]]:
        """What is kept of each document that has come, made in one go: its reading need not be kept for it."""
        shingles, sketches, casts = {}, {}, {}
        judged = bound_by(self._judged.bound("entity"))
        for document, reading in come.items():
            shingles[document] = shingle(reading.document)
            sketches[document] = sketch(reading)
            casts[document] = cast_of(reading, judged)
        return shingles, sketches, casts

    def _copied(self, documents: Iterable[str]) -> dict[str, set[str]]:
        """Of some documents those that do not repeat, or are not repeated by, the same as before; and by which."""
        found = copied(self._judged.overlaps(overlaps_of(self._memory, documents)))
        known = self._memory.get("story copies", documents)
        return {d: others for d in documents if (others := found.get(d, set())) != set(known.get(d, ()))}

    def _link_apart(self, documents: set[str], gone: Iterable[str]) -> tuple[list[Link], set[str]]:
        """Link documents of different stories that have words in common.

        Gives the links, and the documents that have words in common with others of their own story than before.
        """
        overlaps = self._overlaps(documents)
        story = self._memory.get("story of", {d for o in overlaps for d in (o.left, o.right)})
        beyond: dict[str, list[Link]] = {d: [] for d in documents}
        within: dict[str, list[str]] = {d: [] for d in documents}
        for o in overlaps:
            one = None if story[o.left] == story[o.right] else link_overlap(self._memory, o)
            for document, other in ((o.left, o.right), (o.right, o.left)):
                if document in documents and one is None:
                    within[document].append(other)
                elif document in documents and one is not None:
                    beyond[document].append(one)
        old, known = (self._memory.get(kind, {*documents, *gone}) for kind in ("apart", "within"))
        for ids in old.values():
            self.gone["links"].update(ids)
        for kind in ("apart", "within"):
            self._memory.drop(kind, gone)
        self._memory.put("apart", {d: tuple(x.id for x in links) for d, links in beyond.items()})
        self._memory.put("within", {d: tuple(sorted(others)) for d, others in within.items()})
        return ([x for links in beyond.values() for x in links],
                {d for d, others in within.items() if tuple(known.get(d, ())) != tuple(sorted(others))})

    def _overlaps(self, documents: Iterable[str]) -> tuple[Overlap, ...]:
        """The overlaps of some documents with any, as people have judged them, in order."""
        return self._judged.overlaps(sorted(overlaps_of(self._memory, documents), key=lambda o: (o.left, o.right)))

    def _told(self, stories: Iterable[str]) -> dict[str, dict[str, Told]]:
        """The agreements that the reports of some stories tell of."""
        found: dict[str, dict[str, Told]] = {}
        for members in self._memory.get("story", stories).values():
            rows = self._rows([members])
            found.update({d: {} for d in members})
            for one in tell(rows):
                found[one.document][one.id] = one
        return found

    def _rows(self, stories: Iterable[Iterable[str]]) -> Rows:
        """The readings of some stories, with the dates that other reports of each settle."""
        settled = {}
        for members in stories:
            readings = self._judged.read(self._readings(members))
            settled.update({r.document.id: r for r in settle_dates(tuple(readings[d] for d in sorted(members)))})
        return Rows({d: settled[d] for d in sorted(settled)}, entities_in(self._memory, settled))

    def _common(self, stories: Stories, named: Changes, home: Mapping[str, str], apart: Iterable[Link]) -> Record:
        """The rows of entities, the links and redirects of stories, and the links between documents of several."""
        for kind, ids in named.gone.items():
            self.gone[kind] |= ids
        rows = {s: (stories.links[s], stories.redirects[s]) for s in stories.links}
        old = self._memory.get("story rows", {*rows, *stories.gone})
        for links, redirects in old.values():
            self.gone["links"].update(links)
            self.gone["redirects"].update(redirects)
        self._memory.drop("story rows", stories.gone)
        self._memory.put("story rows", {s: tuple(tuple(row.id for row in some) for some in found)
                                        for s, found in rows.items()})
        entities = self._judged.entities(named.entities.values(), home)
        if home:
            self._memory.put("card", {e.id: msgspec.structs.replace(e, mentions=(), roles=()) for e in entities})
        return Record(
            entities=tuple(entities),
            links=(*apart, *named.links.values(), *(x for links, _ in rows.values() for x in links)),
            redirects=(*named.redirects.values(), *(x for _, redirects in rows.values() for x in redirects)))

    def _relink(self, affairs: Affairs, home: Mapping[str, str]) -> Iterator[Record]:
        """The rows of some affairs, one after the other."""
        self._memory.drop("rows of", affairs.gone)
        self._linked = set(affairs.members)
        for top, stories in sorted(affairs.members.items()):
            record = self._written(self._affair(stories, home))
            kept = {kind: tuple(row.id for row in rows) for kind in Record.__struct_fields__
                    if (rows := getattr(record, kind))}
            self._memory.put("rows of", {top: kept})
            yield record

    def _affair(self, stories: Iterable[str], home: Mapping[str, str]) -> Record:
        members = {s: tuple(found) for s, found in self._memory.get("story", sorted(stories)).items()}
        rows = self._rows(members.values())
        story = {d: s for s, found in members.items() for d in found}
        within = tuple(o for o in self._overlaps(story) if story.get(o.left) == story.get(o.right))
        rulings = self._judged.rulings(rows.readings, home)
        entities = self._memory.get("card", sorted({*rows.entities.values(), *rulings.named}))
        return link_affair(Affair(rows, members, within, entities, rulings))

    def _written(self, record: Record) -> Record:
        """Rows that are written are not gone, whatever they were part of before."""
        for kind, ids in self.gone.items():
            if ids:
                ids.difference_update(row.id for row in getattr(record, kind))
        return record


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_HasId)


def _in_order(rows: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def _document_row(document: Document, copies: Copies, story: str) -> DocumentRow:
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return DocumentRow(**fields, copy_of=copies.copy_of(document.id), story=story,
                       version_of=copies.versions.get(document.id))
