"""Everything of the record that belongs to one story, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.dossier.words import sort_key
from dragoman.errors import NotInRecord
from dragoman.linking.corroboration import outlet_of
from dragoman.model.record import (
    Agreement,
    Assertion,
    Attribution,
    Claim,
    Difference,
    DocumentRow,
    Entity,
    Event,
    Evidence,
    Quantity,
    Record,
    Story,
    TimeRow,
)


@dataclass(frozen=True)
class StoryView:
    """One story's share of a record, with look-ups by id."""

    story: Story
    documents: tuple[DocumentRow, ...]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    assertions: tuple[Assertion, ...]
    differences: tuple[Difference, ...]
    people: tuple[Entity, ...]
    times: tuple[TimeRow, ...]
    claims: dict[str, Claim] = field(repr=False)
    quantities: dict[str, Quantity] = field(repr=False)
    entities: dict[str, Entity] = field(repr=False)

    def document(self, id: str) -> DocumentRow:
        """A document of the story."""
        return next(d for d in self.documents if d.id == id)

    def number(self, document: str) -> int:
        """The number, from 1, that the story gives to a document; 0 where it is of another story."""
        return next((n for n, d in enumerate(self.documents, 1) if d.id == document), 0)

    def outlet(self, document: str) -> str:
        """Who printed a document."""
        return outlet_of(self.document(document))

    def name(self, entity: str | None) -> str:
        """An entity's name."""
        return self.entities[entity].name if entity in self.entities else ""

    def source(self, attribution: Iterable[Attribution]) -> str:
        """A chain of sources in words, the origin first: `a ministry source, via Reuters`."""
        links = [self._link_name(a) for a in attribution]
        if not links:
            return "the report itself"
        return ", via ".join(reversed(list(dict.fromkeys(links))))

    def _link_name(self, link: Attribution) -> str:
        entity = self.entities.get(link.entity or "")
        named = entity is not None and entity.kind in ("person", "media", "organization", "armed-group", "country")
        return entity.name if entity is not None and named else link.name

    def here(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The evidence that stands in the story's own documents, each span once."""
        ids = {d.id for d in self.documents}
        found = {(e.document, e.start, e.end): e for e in evidence if e.document in ids}
        return tuple(sorted(found.values(), key=lambda e: (self.number(e.document), e.start)))

    def of_claim(self, claim: Claim) -> tuple[Evidence, ...]:
        """A claim's own words, and those that name its sources."""
        spans = [Evidence(document=claim.document, start=claim.start, end=claim.end, text=claim.text)]
        spans += [Evidence(document=a.document, start=a.start, end=a.end, text=a.text, field="attribution")
                  for a in claim.attribution]
        return self.here(spans)


def view(record: Record, story: str) -> StoryView:
    """What a record holds of one story. Raises NotInRecord for an id that names none."""
    row = next((s for s in record.stories if s.id == story), None)
    if row is None:
        raise NotInRecord(f"no story {story!r} in the record; `dragoman show stories` lists them")
    return _view(record, row)


def view_of(record: Record, documents: Iterable[str]) -> StoryView:
    """What a record holds of some documents, as if they were a story."""
    return _view(record, Story(id="", title="", documents=tuple(documents), first=None, last=None, timeline=()))


def _view(record: Record, row: Story) -> StoryView:
    inside = set(row.documents)
    documents = sorted((d for d in record.documents if d.id in inside), key=lambda d: (sort_key(d.published), d.id))
    claims = {c.id: c for c in record.claims if c.document in inside}
    quantities = {q.id: q for q in record.quantities if q.document in inside}
    events = tuple(e for e in record.events if _touches(e.evidence, inside))
    known_events = {e.id for e in events}
    entities = {e.id: e for e in record.entities}
    people = sorted((e for e in record.entities if _touches(e.mentions, inside)),
                    key=lambda e: (-sum(m.document in inside for m in e.mentions), e.name))
    return StoryView(
        story=row,
        documents=tuple(documents),
        agreements=tuple(sorted((a for a in record.agreements if _touches(a.evidence, inside)),
                                key=lambda a: (-len(a.provisions) - 3 * len(a.signatories) - len(a.evidence), a.id))),
        events=events,
        assertions=tuple(a for a in record.assertions if any(c in claims for c in a.claims)
                         or any(q in quantities for q in a.quantities) or any(e in known_events for e in a.events)),
        differences=tuple(d for d in record.differences if d.story == row.id),
        people=tuple(people),
        times=tuple(t for t in record.times if t.document in inside),
        claims=claims, quantities=quantities, entities=entities,
    )


def _touches(evidence: Iterable[Evidence], documents: set[str]) -> bool:
    return any(e.document in documents for e in evidence)
