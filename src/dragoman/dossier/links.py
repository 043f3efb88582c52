"""Why things of several reports were taken for one: each scored link with both reports' words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dragoman.errors import NotInRecord
from dragoman.linking.cluster import own_id
from dragoman.model.record import DocumentRow, Evidence, Link, Record

_LISTS = {"entity": "entities", "event": "events", "agreement": "agreements"}
_GAP = 50  # positions of a reading that may be left out of the record before its last one is taken to be reached


@dataclass(frozen=True)
class Side:
    """One of the two things of a link: its own id, the report in which it stands, what it is called there, and the
    words of that report that it rests on. `document` is null where the record does not tell."""

    id: str
    document: str | None
    name: str
    words: tuple[Evidence, ...]


@dataclass(frozen=True)
class Explained:
    """A link with both its sides; `row` is what they have become (an id of the record), by the name `called`."""

    link: Link
    left: Side
    right: Side
    row: str
    called: str


class Links:
    """A record's links, found by the rows that they made."""

    def __init__(self, record: Record):
        self._record = record

    def explain(self, link: Link) -> Explained:
        """The two things that a link takes for one, with their words."""
        row = self._row_of(link.left)
        return Explained(link, self._side(link.kind, link.left), self._side(link.kind, link.right), row,
                         self._called(link.kind, row))

    def of(self, row: str) -> tuple[Link, ...]:
        """The links of an entity, event, agreement, claim, assertion, document or story, the surest first."""
        assertion = next((a for a in self._record.assertions if a.id == row), None)
        keys = assertion.claims if assertion else (row,)
        found = {link.id: link for key in keys for link in self._by_row[key]}
        return tuple(sorted(found.values(), key=lambda x: (-x.score, x.id)))

    def find(self, key: str) -> str:
        """The id of the row that an id, or the beginning of one, leads to. Raises NotInRecord."""
        if not key.strip():
            raise NotInRecord("an empty id names nothing in the record; give an id, or the beginning of one")
        found = sorted(i for i in self._ids if i.startswith(key))
        if key in self._ids:
            found = [key]
        rows = sorted({self._row_of(i) for i in found})
        if len(rows) > 1:
            raise NotInRecord(f"{key}: several ids begin so ({', '.join(rows[:3])}, …); give more of the id")
        if not rows:
            raise NotInRecord(f"{key}: nothing in the record has this id")
        return rows[0]

    @cached_property
    def _redirects(self) -> dict[str, str]:
        return {r.id: r.to for r in self._record.redirects}

    def _row_of(self, own: str) -> str:
        return self._redirects.get(own, own)

    @cached_property
    def _by_row(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self._record.links:
            for key in sorted({self._row_of(link.left), self._row_of(link.right), link.left, link.right}):
                found[key].append(link)
            if link.kind == "story":
                found[self._documents[link.left].story or ""].append(link)
        return found

    @cached_property
    def _ids(self) -> frozenset[str]:
        kinds = ("documents", "stories", "claims", "assertions", *_LISTS.values())
        return frozenset((*(row.id for kind in kinds for row in getattr(self._record, kind)), *self._redirects))

    @cached_property
    def _documents(self) -> dict[str, DocumentRow]:
        return {d.id: d for d in self._record.documents}

    @cached_property
    def _claims(self) -> dict[str, tuple[str, Evidence]]:
        """Who says it, and the words, by claim id."""
        return {c.id: (" ← ".join(a.name for a in c.attribution) or "the report itself",
                       Evidence(document=c.document, start=c.start, end=c.end, text=c.text))
                for c in self._record.claims}

    @cached_property
    def _rows(self) -> dict[str, tuple[str, tuple[Evidence, ...]]]:
        """What a row is called, and what it rests on, by its id."""
        found = {e.id: (e.name, e.mentions) for e in self._record.entities}
        found.update({e.id: (e.summary, e.evidence) for e in self._record.events})
        found.update({a.id: (a.name, a.evidence) for a in self._record.agreements})
        return found

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The document in which the thing of an own id stands: own ids are made from documents and positions."""
        return {own: d for kind in _LISTS for d in self._documents for own in self._own_ids(kind, d)}

    def _own_ids(self, kind: str, document: str) -> Iterator[str]:
        position = last = 0
        while position - last < _GAP:
            own = own_id(kind, document, position)
            if own in self._ids:
                last = position
                yield own
            position += 1

    def _side(self, kind: str, own: str) -> Side:
        if own in self._documents:
            document = self._documents[own]
            head = [b for b in document.blocks if b.kind == "title"] or list(document.blocks)
            words = [Evidence(document=own, start=b.start, end=b.end, text=document.text[b.start:b.end])
                     for b in head[:1]]
            return Side(own, own, document.title or document.file or own, tuple(words))
        if own in self._claims:
            name, said = self._claims[own]
            return Side(own, said.document, name, (said,))
        home = self._homes.get(own)
        name, evidence = self._rows.get(self._row_of(own), (own, ()))
        here = [e for e in evidence if e.document == home]
        if kind == "entity" and here:
            name = max((e.text for e in here), key=lambda text: (len(text), text))
        whole = sorted(here, key=lambda e: (e.field is not None, e))
        texts = {e.text: e for e in reversed(whole)}  # the first place of each
        return Side(own, home, name, tuple(texts[t] for t in dict.fromkeys(e.text for e in whole)))

    def _called(self, kind: str, row: str) -> str:
        if kind == "story":
            return next((s.title for s in self._record.stories if row in s.documents), "")
        return self._rows[row][0] if row in self._rows else ""
