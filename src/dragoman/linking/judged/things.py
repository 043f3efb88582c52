"""The things that judgements speak of, and where they are in the readings of now.

A thing is named by its own id, which is made from its document and its place in the reading. Another version of
the reader may find more or fewer things, so that the places move; the words do not. So a judgement remembers
where the thing stood and what it was read as, and finds it again by these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.linking.cluster import own_id
from dragoman.linking.numbering import LISTS, own_ids
from dragoman.model.base import Span
from dragoman.model.judgement import Side, Thing
from dragoman.model.reading import AgreementMention, Chain, EventMention, QuantityMention, Reading, TimeExpression

_NOWHERE = Span(start=0, end=0)
_CLOSE = 0.5  # the share of the words of two spans that both have, from which one thing may be the other


def kind_of(thing: str) -> str:
    """The kind of a thing by its own id; a document's is `document`."""
    kind = thing.split("_", 1)[0]
    return kind if kind in LISTS or kind == "difference" else "document"


def things_in(reading: Reading, kind: str, side: Side = "left") -> Iterator[Thing]:
    """Every thing of a kind in a reading, in order."""
    text = reading.document.text
    for key, item in zip(own_ids(kind, reading), getattr(reading, LISTS[kind]), strict=True):
        span, label = _where(item)
        yield Thing(id=key, document=reading.document.id, start=span.start, end=span.end,
                    words=text[span.start:span.end], label=label, side=side)


def document_thing(document: str, title: str | None, side: Side = "left") -> Thing:
    """A report as a thing of its own."""
    return Thing(id=document, document=document, start=0, end=0, words=title or "", side=side)


def _where(item: object) -> tuple[Span, str]:
    """The words that a thing of a reading is recognised by, and what it was read as."""
    if isinstance(item, Chain):
        return next((Span(start=m.start, end=m.end) for m in item.mentions), _NOWHERE), item.name
    if isinstance(item, EventMention | AgreementMention):
        whole = next((s for s in item.evidence if s.field is None), next(iter(item.evidence), _NOWHERE))
        return whole, item.type if isinstance(item, EventMention) else item.name
    if isinstance(item, TimeExpression | QuantityMention):
        return Span(start=item.start, end=item.end), ""
    return Span(start=item.start, end=item.end), item.voice  # type: ignore[attr-defined]


class Finder:
    """Finds things of judgements in readings, by document id."""

    def __init__(self, readings: Mapping[str, Reading]):
        self._readings = readings
        self._things: dict[tuple[str, str], list[Thing]] = {}
        self.places: dict[str, tuple[str, int]] = {}  # of what was found: document and place, by own id

    def position(self, thing: Thing) -> int | None:
        """The place of a thing in the list of its kind now, or None where it is no more."""
        kind = kind_of(thing.id)
        found = self._in(thing.document, kind)
        near = [(_likeness(thing, t), t.label == thing.label, t.id == thing.id, -n) for n, t in enumerate(found)]
        best = max(near, default=(0.0, False, False, 0))
        return -best[3] if best[0] >= _CLOSE else None

    def own(self, thing: Thing) -> str | None:
        """The own id of a thing now, or None where it is no more."""
        if kind_of(thing.id) == "document":
            if thing.id in self._readings:
                self.places[thing.id] = thing.id, 0
            return thing.id if thing.id in self._readings else None
        place = self.position(thing)
        if place is None:
            return None
        own = own_id(kind_of(thing.id), thing.document, place)
        self.places[own] = thing.document, place
        return own

    def _in(self, document: str, kind: str) -> list[Thing]:
        if (document, kind) not in self._things:
            reading = self._readings.get(document)
            self._things[document, kind] = list(things_in(reading, kind)) if reading and kind in LISTS else []
        return self._things[document, kind]


def _likeness(a: Thing, b: Thing) -> float:
    """How much of what either span has both have."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0
