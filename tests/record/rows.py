"""Records made by hand, small enough to see through."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from dragoman.model.document import Block
from dragoman.model.record import (
    Claim,
    Corroboration,
    DocumentRow,
    Entity,
    EntityRole,
    Event,
    Evidence,
    Record,
    Redirect,
    Story,
    TimelineEntry,
)
from dragoman.model.time import Time

TEXT = "Norland signed the accord on 4 June 2025, said Ann Lee."
DAY = Time(value="2025-06-04", earliest="2025-06-04", latest="2025-06-04")
WORD = Corroboration(documents=1, outlets=0, origins=("Ann Lee",), independent_origins=1, level="single-source")


def evidence(words: str, field: str | None = None, document: str = "d_1") -> Evidence:
    start = TEXT.index(words)
    return Evidence(document=document, start=start, end=start + len(words), text=words, field=field)


DOCUMENT = DocumentRow(
    id="d_1", file="a.txt", url=None, title=None, publisher=None, authors=(), language=None, published=DAY,
    published_basis="given", text=TEXT, blocks=(Block(kind="paragraph", start=0, end=len(TEXT)),))
ENTITY = Entity(
    id="entity_1", name="Norland", aliases=("Norland",), kind="country", country=None, sector=None,
    external_ids={"iso3": "NOR"}, latitude=None, longitude=1.5,
    roles=(EntityRole(title="signatory", of="entity_1", evidence=(evidence("signed"),)),),
    mentions=(evidence("Norland"),))
EVENT = Event(
    id="event_1", type="AGREE", mode=None, contexts=("legislative",), actors=("entity_1",), recipients=(),
    place=None, time=DAY, status="occurred", summary="Norland signed", agreement=None, claims=("claim_1",),
    quantities=(), evidence=(evidence("signed"), evidence("4 June 2025", "time")), corroboration=WORD)
CLAIM = Claim(
    id="claim_1", document="d_1", start=0, end=40, text=TEXT[:40], voice="indirect", quotes=(), attribution=(),
    modality="asserted", negated=False, said=None)
STEP = TimelineEntry(time=DAY, event="event_1", agreement=None, summary="Norland signed",
                     evidence=(evidence("signed"),))
RECORD = Record(
    documents=(DOCUMENT,), entities=(ENTITY,), claims=(CLAIM,), events=(EVENT,),
    stories=(Story(id="story_1", title="The accord", documents=("d_1",), first=DAY, last=DAY, timeline=(STEP,)),),
    redirects=(Redirect(id="event_0", to="event_1"),))


def document_row(key: str = "d_1", **values: Any) -> DocumentRow:
    return replace(DOCUMENT, id=key, **values)


def entity(key: str = "entity_1", name: str = "Norland", **values: Any) -> Entity:
    return replace(ENTITY, **{"id": key, "name": name, "aliases": (name,), "mentions": (evidence(name),), **values})


def event(**values: Any) -> Event:
    return replace(EVENT, **values)


def claim(**values: Any) -> Claim:
    return replace(CLAIM, **values)


def record(**lists: Any) -> Record:
    return replace(RECORD, **lists)
