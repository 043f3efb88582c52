"""The share of a record that a page is made from: what some documents say, and what they are part of.

It is a Record, so that whatever shows a whole one shows it too. Rows that reach beyond the documents (a state that
every report names) come without what lies elsewhere where that is much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from dragoman.model.record import Agreement, Assertion, Claim, DocumentRow, Event, Quantity, Record, Story
from dragoman.record.query import Query
from dragoman.record.tables import ROWS

EVERYTHING = frozenset(("times", "claims", "quantities", "assertions", "differences", "links"))
MOST = 150  # documents of a story that are shown at once, the newest


def of_story(query: Query, key: str, want: Collection[str] = EVERYTHING) -> Record:
    """What a record holds of a story: its row, its documents (the newest MOST), and what they say.

    `want` names the lists that are wanted besides documents, events, agreements and entities. Raises NotInRecord.
    """
    story: Story = query.row("stories", key)
    documents = list(query.where("documents", ROWS["documents"].c.story, [story.id]))
    documents.sort(key=lambda d: ((d.published.latest or "") if d.published else "", d.id))
    return of_documents(query, documents[-MOST:], want, story=story)


def of_documents(
    query: Query, documents: list[DocumentRow], want: Collection[str] = EVERYTHING, *, story: Story | None = None
) -> Record:
    """What a record holds of some documents."""
    keys = [d.id for d in documents]
    events: list[Event] = _in_order(query.some("events", query.having("events", "document", keys)).values())
    agreements: list[Agreement] = _in_order(
        query.some("agreements", query.having("agreements", "document", keys)).values())
    claims: list[Claim] = _in(query, "claims", keys, want)
    quantities: list[Quantity] = _in(query, "quantities", keys, want)
    assertions = _assertions(query, claims, quantities, events) if "assertions" in want else []
    differences = [] if story is None or "differences" not in want else _in_order(
        query.where("differences", ROWS["differences"].c.story, [story.id]))
    rows: list[Any] = [*events, *agreements]
    redirects = query.merged_into(r.id for r in rows) if "links" in want else []
    own = [*(r.id for r in (*rows, *redirects)), *(c.id for c in claims)]
    return Record(
        documents=tuple(_in_order(documents)), times=tuple(_in(query, "times", keys, want)),
        entities=tuple(query.entities_in(documents, _named(events, agreements, claims))), claims=tuple(claims),
        quantities=tuple(quantities), events=tuple(events), agreements=tuple(agreements),
        assertions=tuple(assertions), stories=(story,) if story else (), differences=tuple(differences),
        links=tuple(query.links_of(own)) if "links" in want else (), redirects=tuple(redirects))


def _in(query: Query, name: str, documents: list[str], want: Collection[str]) -> list[Any]:
    return _in_order(query.where(name, ROWS[name].c.document, documents)) if name in want else []


def _assertions(
    query: Query, claims: Iterable[Claim], quantities: Iterable[Quantity], events: Iterable[Event]
) -> list[Assertion]:
    keys = {key for field, rows in (("claim", claims), ("quantity", quantities), ("event", events))
            for key in query.having("assertions", field, (row.id for row in rows))}
    return _in_order(query.some("assertions", keys).values())


def _named(events: Iterable[Event], agreements: Iterable[Agreement], claims: Iterable[Claim]) -> set[str]:
    """The entities that rows name, whether or not they are mentioned in the documents at hand."""
    found: set[str | None] = set()
    for event in events:
        found.update((*event.actors, *event.recipients, event.place))
    for deal in agreements:
        found.update((*deal.parties, deal.place))
        found.update(e for s in (*deal.signatories, *deal.witnesses, *deal.mediators) for e in (s.person, s.party))
        found.update(e for p in deal.provisions for e in (p.obligor, p.beneficiary))
        found.update(c.party for c in deal.compliance)
        found.update(a.entity for c in deal.compliance for a in c.by)
    for claim in claims:
        found.update(a.entity for a in claim.attribution)
    return {key for key in found if key}


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: str(row.id))
