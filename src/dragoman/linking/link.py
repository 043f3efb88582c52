"""Composes the linkers into one record. A pure function of the set of readings.

What several stories share is linked first: copies, entities, which reports are of one story, and what of theirs is
of one agreement. What a story tells is linked by itself, and knows nothing of the others; the row of an agreement is
made from what the stories that tell of it have come to. So nothing spreads from story to story.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import tee
from typing import Any, Protocol, TypeVar

import msgspec

from dragoman.linking.affairs import Affairs, update_affairs
from dragoman.linking.agreements import Deal, Testimony, link_deal
from dragoman.linking.agreements.compare import Told, tell
from dragoman.linking.agreements.deals import tellings, update_deals
from dragoman.linking.agreements.merge import base_of
from dragoman.linking.copies import (
    Copies,
    Overlap,
    Shingles,
    link_overlap,
    overlaps_of,
    shingle,
    update_overlaps,
)
from dragoman.linking.dates import settle_dates
from dragoman.linking.entities import (
    bound_by,
    entities_in,
    homes_of,
    named_in,
    rows_of_entities,
    update_entities,
    with_mentions,
)
from dragoman.linking.entity_rows import Changes
from dragoman.linking.judged import Judged, hear
from dragoman.linking.known import Cast, cast_of
from dragoman.linking.memory import Keeper, Memory, place_of
from dragoman.linking.rows import Rows, Settled
from dragoman.linking.stories import Sketch, Stories, copied, sketch, update_stories
from dragoman.linking.units import Affair, document_row, link_affair
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Agreement, Entity, Link, Record, Redirect

_AT_HAND = 300  # readings that are kept decoded: agreements of one story ask for the same
_DUE = "due"  # what is kept of affairs, agreements and others that are to be told anew
_ENTITIES = 20  # their rows are so many times easier to make
_Unit = TypeVar("_Unit")
_Done = TypeVar("_Done")


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_HasId)


def link(readings: Iterable[Reading], judgements: Iterable[Judgement] = ()) -> Record:
    """The record of some readings and of people's judgements on it, whatever their order.

    Of several readings of one document one counts.
    """
    ordered = {r.document.id: r for r in sorted(readings, key=lambda r: (r.document.id, r.reader))}
    judged, memory = hear(ordered, judgements), Memory()
    record = joined(Linker(memory, lambda ids: {d: ordered[d] for d in ids}, judged).update((), ordered))
    entities = with_mentions(memory, record.entities, ordered)
    return judged.finish(msgspec.structs.replace(record, entities=entities))


def joined(records: Iterable[Record]) -> Record:
    """One record of several, each list in the order of its ids; a link between affairs is in both."""
    lists: dict[str, dict[str, Any]] = {kind: {} for kind in Record.__struct_fields__}
    for record in records:
        for kind, rows in lists.items():
            rows.update({row.id: row for row in getattr(record, kind)})
    ordered: dict[str, Any] = {kind: _in_order(rows.values()) for kind, rows in lists.items()}
    return Record(**ordered)


class Each(Protocol):
    """Does one thing with each of some units, like `map`; in the same order, in this process or in others."""

    def __call__(self, work: Callable[[_Unit], _Done], units: Iterable[_Unit], /) -> Iterator[_Done]:
        """What `work`, a pure function, gives for each unit."""


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
                 judged: Judged | None = None, each: Each = map):
        self._memory, self._readings, self._each = memory, readings, each
        self._judged = judged or Judged({})
        self._read: dict[str, Reading] = {}  # the last readings that were asked for, as people judge them
        self.gone: dict[str, set[str]] = {kind: set() for kind in Record.__struct_fields__}
        self.mentioned: Mapping[str, int] = {}  # how often entities are whose rows have been given
        self._called: set[str] = set()
        self._linked: set[str] = set()  # affairs
        self._renewed: set[str] = set()  # agreements

    def update(self, gone: Iterable[str], come: Mapping[str, Reading], regrouped: Iterable[str] = (),
               renamed: Iterable[str] = (), again: Iterable[str] = ()) -> Iterator[Record]:
        """The rows that are new or may be other than before, in parts: `arrange` and `tell` in one."""
        yield from self.arrange(gone, come, regrouped, renamed, again)
        yield from self.tell()

    def arrange(self, gone: Iterable[str], come: Mapping[str, Reading], regrouped: Iterable[str] = (),
                renamed: Iterable[str] = (), again: Iterable[str] = ()) -> Iterator[Record]:
        """Find what documents repeat, who is named and what is of one story; the rows of that, in parts.

        Of what is otherwise as it was, documents that are `regrouped` are put into stories anew, who is named is linked
        anew in those that are `renamed`, and in those in `again` what their affairs tell. Which stories and entities
        are to be told anew is kept. When all parts have been taken, `gone` holds the ids of the rows that are no more,
        by list.
        """
        come = self._judged.read(come)
        left = sorted(set(gone) - come.keys())
        shingles, sketches, casts = self._prepare(come)
        repeats = update_overlaps(self._memory, left, shingles) - set(left)
        stories = update_stories(self._memory, left, sketches, self._copied(repeats), self._judged.bound("story"),
                                 regrouped)
        anew = repeats | {d for found in stories.members.values() for d in found}
        apart, beside = self._link_apart(anew, come, left)
        dirty = stories.members.keys() | set(self._memory.get("story of", {*come, *beside}).values())
        members = self._memory.get("story", dirty)
        casts |= self._casts(renamed, come)
        named = update_entities(self._memory, left, casts, {**members, **dict.fromkeys(stories.gone, ())},
                                self._judged.bound("entity"))
        dirty |= set(self._memory.get("story of", {*named.documents, *regrouped, *renamed, *again}).values())
        self._memory.drop("settled", left)
        common = self._common(stories, named, apart)
        self._wait("left", left, ())
        self._wait("story", dirty, stories.gone)
        self._wait_for(update_affairs(self._memory, dirty, stories.gone, self._judged.ties), common)
        self._called = named.called
        yield self._written(common)

    def tell(self, most: int | None = None) -> Iterator[Record]:
        """What is due, in parts: first the rows of entities, then which agreements stories tell of, then the rows of
        affairs, then those of agreements, which are made from what affairs have come to. With `most`, so many of one of
        these. Entities come without mentions and roles, which are those of documents (see `named_in`); `mentioned`
        counts the mentions.

        Affairs that had rows come before others, and all at once: a row may have gone from one of them to another.
        When all parts have been taken, `gone` holds the ids of the rows that are no more; more may be due.
        """
        if entities := self._waiting("entity", most and _ENTITIES * most):
            yield self._written(self._entities(entities))
            if most is not None:
                return
        stories, left = self._waiting("story", most), self._waiting("left")
        if stories or left:
            yield self._written(self._gather(stories, left))
            if most is not None:
                return
        home = homes_of(self._memory, self._judged.places)
        ended, tops = self._waiting("ended"), self._waiting("old")
        if most is None or not (ended or tops):
            tops += self._waiting("new", most)
        if ended or tops:
            yield from self._relink(ended, tops, home)
            if most is not None:
                return
        yield from self._renew_deals(self._waiting("deal", most), home)

    def due(self) -> bool:
        """Is anything to be told anew?"""
        return any(self._waiting(key, 1) for key in ("entity", "story", "left", "ended", "old", "new", "deal"))

    def named_in(self, documents: Iterable[str]) -> tuple[Entity, ...]:
        """Who is named in some documents, by all names, with the mentions and roles there alone; and the countries of
        places."""
        return named_in(self._memory, documents)

    def marked(self, look: Look) -> Record:
        """The judgements with what has become of each, and the rows that they act on, where all has been written."""
        if not self._judged.judgements:
            return Record()
        things = set(self._judged.places) | {j.left for j in self._judged.judgements if j.kind == "difference"}
        return self._judged.finish(look.rows_of(things))

    def called(self) -> Iterator[dict[str, tuple[str, ...]]]:
        """The rows, by list, of affairs that are as they were, but name somebody who is now known by other names; and
        of agreements, each with the documents that tell of it."""
        stories = set(self._memory.get("story of", self._called).values())
        affairs = set(self._memory.get("affair of", stories).values()) - self._linked - set(
            self._waiting("old"))
        yield from self._memory.get("rows of", sorted(affairs)).values()
        deals = set(self._memory.get("deal of", tellings(self._memory, self._called)).values()) - self._renewed - set(
            self._waiting("deal"))
        for top, told in sorted(self._memory.get("deal", deals).items()):
            yield {"documents": tuple(sorted({t.document for t in self._memory.get("told", told).values()})),
                   "agreements": (top,)}

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

    def _link_apart(self, documents: set[str], come: Container[str], gone: Iterable[str],
                    ) -> tuple[list[Link], set[str]]:
        """Link documents of different stories that have words in common; those that have `come` may have other words.

        Gives the links that are new, and the documents that share words with others of their own story than before.
        """
        overlaps = self._overlaps(documents)
        story = self._memory.get("story of", {d for o in overlaps for d in (o.left, o.right)})
        old, known = (self._memory.get(kind, {*documents, *gone}) for kind in ("apart", "within"))
        beyond: dict[str, dict[str, str]] = {d: {} for d in documents}
        within: dict[str, list[str]] = {d: [] for d in documents}
        found: list[Link] = []
        for o in overlaps:
            ends = [(a, b) for a, b in ((o.left, o.right), (o.right, o.left)) if a in documents]
            if story[o.left] == story[o.right]:
                for document, other in ends:
                    within[document].append(other)
                continue
            same = o.left not in come and o.right not in come
            key = next((k for a, b in ends if same and (k := old.get(a, {}).get(b))), None)
            if key is None:
                found.append(link_overlap(self._memory, o))
                key = found[-1].id
            for document, other in ends:
                beyond[document][other] = key
        self.gone["links"].update({k for links in old.values() for k in links.values()}
                                  - {k for links in beyond.values() for k in links.values()})
        for kind in ("apart", "within"):
            self._memory.drop(kind, gone)
        self._memory.put("apart", beyond)
        self._memory.put("within", {d: tuple(sorted(others)) for d, others in within.items()})
        return found, {d for d, others in within.items() if tuple(known.get(d, ())) != tuple(sorted(others))}

    def _overlaps(self, documents: Iterable[str]) -> tuple[Overlap, ...]:
        """The overlaps of some documents with any, as people have judged them, in order."""
        return self._judged.overlaps(sorted(overlaps_of(self._memory, documents), key=lambda o: (o.left, o.right)))

    def _told(self, stories: Iterable[str]) -> dict[str, dict[str, Told]]:
        """The agreements that the reports of some stories tell of, when their dates are settled."""
        found: dict[str, dict[str, Told]] = {}
        for story, members in self._memory.get("story", stories).items():
            found.update({d: {} for d in members})
            for one in tell(self._settle(members), dict.fromkeys(members, story)):
                found[one.document][one.id] = one
        return found

    def _retold(self, documents: Iterable[str]) -> set[str]:
        """The documents of all stories that tell of agreements of which people say something in some of them."""
        judged = self._judged.tellings(documents)
        members = self._memory.get("deal", set(self._memory.get("deal of", judged).values()))
        told = self._memory.get("told", {k for found in members.values() for k in found})
        return {one.document for one in told.values()}

    def _settle(self, members: Iterable[str]) -> Rows:
        """Keep what the reports of a story settle of each other's dates; their readings as they are then."""
        readings = self._judged.read(self._readings(members))
        plain = tuple(readings[d] for d in sorted(members))
        whole = tuple(settle_dates(plain))
        self._memory.drop("settled", members)
        self._memory.put("settled", {
            new.document.id: Settled(new.document.published, new.document.published_basis, new.times)
            for old, new in zip(plain, whole, strict=True) if new is not old})
        return Rows({r.document.id: r for r in whole}, entities_in(self._memory, members))

    def _rows(self, documents: Iterable[str]) -> Rows:
        """The readings of some documents, with the dates that other reports of their stories settle."""
        ids = sorted(set(documents))
        new = self._judged.read(self._readings([d for d in ids if d not in self._read]))
        readings = {d: self._read.pop(d) if d in self._read else new[d] for d in ids}
        self._read.update(readings)
        for old in list(self._read)[:-_AT_HAND]:
            del self._read[old]
        settled: dict[str, Settled] = self._memory.get("settled", ids)
        return Rows({d: settled[d].apply(readings[d]) if d in settled else readings[d] for d in ids},
                    entities_in(self._memory, ids))

    def _gather(self, stories: Iterable[str], left: Iterable[str]) -> Record:
        """Find which agreements the reports of some stories tell of, and documents that have left do no more; the links
        and redirects of that."""
        members = {d for found in self._memory.get("story", stories).values() for d in found}
        deals = update_deals(self._memory, {**{d: {} for d in left}, **self._told(stories)},
                             self._judged.bound("agreement"), self._judged.tellings())
        more = set(self._memory.get("story of", deals.documents | self._retold(members)).values()) - set(stories)
        rows = self._replace("deal rows", deals.links, deals.redirects, deals.gone)
        self._wait_for(update_affairs(self._memory, more, (), self._judged.ties), rows)
        self._wait("deal", deals.again, deals.gone)
        self._wait("story", (), stories)
        self._wait("left", (), left)
        self.gone["agreements"] |= deals.gone
        return rows

    def _waiting(self, state: str, most: int | None = None) -> list[str]:
        """What is due in some way, or the first few."""
        return self._memory.standing(_DUE, state, most)

    def _wait(self, state: str, due: Iterable[str], done: Iterable[str]) -> None:
        """Keep what is due, and what is no more."""
        for one in done:
            self._memory.leave(_DUE, state, place_of("", one))
        for one in due:
            self._memory.enter(_DUE, state, place_of("", one))

    def _wait_for(self, affairs: Affairs, common: Record) -> None:
        """Keep which affairs are due: those that had rows, those that had none, and those that have ended, whose rows
        are no more. Links and redirects that are `common` now are theirs no more."""
        rows = self._memory.get("rows of", affairs.gone | affairs.members.keys())
        now = {"links": {x.id for x in common.links}, "redirects": {r.id for r in common.redirects}}
        self._memory.put("rows of", {top: {kind: tuple(i for i in ids if i not in now.get(kind, ()))
                                           for kind, ids in found.items()} for top, found in rows.items()})
        self._memory.drop("testimony", affairs.gone)
        here, old = affairs.members.keys(), rows.keys()
        for state, due in (("ended", affairs.gone & old), ("old", here & old), ("new", here - old)):
            self._wait(state, due, affairs.gone | here)

    def _common(self, stories: Stories, named: Changes, apart: Iterable[Link]) -> Record:
        """The links and redirects of entities and stories, and the links between documents of several; which entities
        are due is kept."""
        for kind, ids in named.gone.items():
            self.gone[kind] |= ids
        if home := homes_of(self._memory, self._judged.places):
            cards = self._memory.get("card", sorted(named.entities)).values()
            self._memory.put("card", {e.id: e for e in self._judged.entities(cards, home)})
        self._wait("entity", sorted(named.entities), sorted(named.gone["entities"]))
        rows = self._replace("story rows", stories.links, stories.redirects, stories.gone)
        return Record(links=(*apart, *named.links.values(), *rows.links),
                      redirects=(*named.redirects.values(), *rows.redirects))

    def _entities(self, due: Iterable[str]) -> Record:
        """The rows of some entities."""
        rows, mentioned = rows_of_entities(self._memory, due)
        self.mentioned = {**self.mentioned, **mentioned}
        self._wait("entity", (), due)
        return Record(entities=rows)

    def _replace(self, kind: str, links: Mapping[str, Iterable[Link]], redirects: Mapping[str, Iterable[Redirect]],
                 ended: Iterable[str]) -> Record:
        """The links and redirects of stories, or of agreements, in place of those that they had."""
        for old in self._memory.get(kind, {*links, *ended}).values():
            self.gone["links"].update(old[0])
            self.gone["redirects"].update(old[1])
        self._memory.drop(kind, ended)
        self._memory.put(kind, {key: (tuple(x.id for x in links[key]), tuple(r.id for r in redirects[key]))
                                for key in links})
        return Record(links=tuple(x for found in links.values() for x in found),
                      redirects=tuple(r for found in redirects.values() for r in found))

    def _relink(self, ended: Iterable[str], tops: Iterable[str], home: Mapping[str, str]) -> Iterator[Record]:
        """The rows of some affairs, one after the other; those of affairs that have `ended` are no more."""
        for rows in self._memory.get("rows of", {*ended, *tops}).values():
            for kind, ids in rows.items():
                self.gone[kind].update(ids)  # all before anything is written: a row may stand in another part now
        self._memory.drop("rows of", ended)
        self._wait("ended", (), ended)
        members: dict[str, tuple[str, ...]] = self._memory.get("affair", tops)
        made = self._each(link_affair, (self._affair(members[top], home) for top in members))
        for top, (found, testimony) in zip(members, made, strict=True):
            record = self._written(found)
            kept = {kind: tuple(row.id for row in rows) for kind in Record.__struct_fields__
                    if (rows := getattr(record, kind))}
            self._memory.put("rows of", {top: kept})
            self._memory.put("testimony", {top: testimony})
            for state in ("old", "new"):
                self._wait(state, (), [top])
            yield record
        self._linked |= members.keys()
        stories = self._memory.get("story", {s for found in members.values() for s in found})
        told = tellings(self._memory, {d for found in stories.values() for d in found})
        self._wait("deal", set(self._memory.get("deal of", told).values()), ())

    def _affair(self, stories: Iterable[str], home: Mapping[str, str]) -> Affair:
        members = {s: tuple(found) for s, found in self._memory.get("story", sorted(stories)).items()}
        story = {d: s for s, found in members.items() for d in found}
        rows = self._rows(story)
        within = tuple(o for o in self._overlaps(story) if story.get(o.left) == story.get(o.right))
        told = tellings(self._memory, sorted(story))
        homes, judged = self._homes(told)
        rulings = self._judged.rulings(story, home, judged)
        entities = self._memory.get("card", sorted({*rows.entities.values(), *rulings.named}))
        return Affair(rows, members, within, entities, tuple(told[key] for key in sorted(told)), homes, rulings)

    def _homes(self, told: Iterable[str]) -> tuple[dict[str, str], set[str]]:
        """The agreements of some tellings, and of all that are judged and are of one of these; and which these are."""
        homes: dict[str, str] = self._memory.get("deal of", told)
        tops = set(homes.values())
        judged = {key: top for key, top in self._memory.get("deal of", self._judged.tellings()).items() if top in tops}
        return {**homes, **judged}, set(judged)

    def _renew_deals(self, tops: Iterable[str], home: Mapping[str, str]) -> Iterator[Record]:
        """The rows of some agreements, those of a story together, since they are made of its reports."""
        told: dict[str, tuple[str, ...]] = self._memory.get("deal", tops)
        story = {key: one.story for key, one in self._memory.get("told", {k for m in told.values() for k in m}).items()}
        tops = sorted(told, key=lambda top: (min(story[key] for key in told[top]), top))
        self._renewed |= set(tops)
        units, shown = tee((top, self._deal(top, home)) for top in tops)
        for (top, deal), row in zip(shown, self._each(link_deal, (deal for _, deal in units)), strict=True):
            self._wait("deal", (), [top])
            yield self._written(self._part(deal, row))

    def _deal(self, top: str, home: Mapping[str, str]) -> Deal:
        told: dict[str, Told] = self._memory.get("told", self._memory.get("deal", [top])[top])
        documents = {t.document for t in told.values()}
        beside = tellings(self._memory, documents)
        homes, judged = self._homes(beside)
        of = {(t.document, t.position): homes[key] for key, t in beside.items()}
        base = base_of(told.values(), of)
        stories = self._memory.get("affair of", sorted({t.story for t in told.values()}))
        testimony: dict[str, Testimony] = self._memory.get("testimony", sorted(set(stories.values())))
        provisions = [p for t in told.values() for p in t.mention.provisions]
        if provisions:
            documents |= {e.document for t in testimony.values() for deed in t.deeds for e in deed.evidence}
        if judged or any(p.deadline is not None for p in provisions):  # which any of them may tell to be kept
            documents |= {d for found in self._memory.get("story", stories).values() for d in found}
        documents |= {t.originals[d] for t in testimony.values() for d in documents if d in t.originals}
        rows = self._rows(documents)
        rulings = self._judged.rulings(documents, home, judged)
        actors = {a for t in testimony.values() for deed in t.deeds for a in deed.actors}
        entities = self._memory.get("card", sorted({*rows.entities.values(), *actors, *rulings.named}))
        kind = self._memory.get("deal kind", [base])[base] if base else None
        return Deal(top, tuple(told[key] for key in sorted(told)), of, kind, rows, tuple(testimony.values()), entities,
                    rulings, homes)

    def _part(self, deal: Deal, row: Agreement) -> Record:
        """The row of an agreement with those of the documents in which its evidence stands."""
        copies = Copies({d: o for t in deal.testimony for d, o in t.originals.items()}, (),
                        {d: v for t in deal.testimony for d, v in t.versions.items()})
        documents = {t.document for t in deal.told} | {e.document for c in row.compliance for e in c.evidence} | {
            a.document for c in row.compliance for a in c.by}
        story = self._memory.get("story of", documents)
        return Record(agreements=(row,), documents=tuple(
            document_row(deal.rows.readings[d].document, copies, story[d]) for d in sorted(documents)))

    def _written(self, record: Record) -> Record:
        """A part that is written. Its rows are not gone, whatever they were part of before."""
        for kind, ids in self.gone.items():
            if ids:
                ids.difference_update(row.id for row in getattr(record, kind))
        return record


def _in_order(rows: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))
