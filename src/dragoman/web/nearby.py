"""What a row may be one with: those that are near it, or those that some words find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from dragoman.model.base import Row
from dragoman.model.record import Agreement, Assertion, Entity, Event, Evidence, Story
from dragoman.model.time import Time
from dragoman.record.candidates import Asked
from dragoman.record.query import Query
from dragoman.record.tables import ROWS
from dragoman.text.wording import date_in_words

_MOST = 12
_SHORT = 3  # characters of a name's word by which nobody is found
_REPORTS = 40  # of a row, whose other rows are looked at


class Near(NamedTuple):
    """A row by its id, with what it is called and what tells it from others."""

    id: str
    called: str
    told: str


def near(query: Query, row: Row, words: str = "") -> list[Near]:
    """The rows that a row may be one with, the likeliest first; those that hold `words` where any are given."""
    words = words.strip()[:200]
    if isinstance(row, Entity):
        found = _entities(query, row, words)
    elif isinstance(row, Event):
        found = _events(query, row, words)
    elif isinstance(row, Agreement):
        found = _agreements(query, row, words)
    elif isinstance(row, Assertion):
        found = _assertions(query, row, words)
    elif isinstance(row, Story):
        found = _stories(query, row, words)
    else:
        return []
    return [one for one in found if one.id != row.id][:_MOST]


def _entities(query: Query, row: Entity, words: str) -> list[Near]:
    """By name; those that share a word of the row's own, the last first, since that is most telling of a person."""
    asked = [words] if words else [w for w in reversed(row.name.split()) if len(w) > _SHORT]
    found = {e["id"]: e for text in asked for e in query.entities_named(text, limit=_MOST + 1)}
    ordered = sorted(found.values(), key=lambda e: e["kind"] != row.kind)
    return [Near(e["id"], e["name"], " · ".join(filter(None, (e["kind"], e["country"])))) for e in ordered]


def _events(query: Query, row: Event, words: str) -> list[Near]:
    """Of the same reports those that share most of what the row says: type, people and day."""
    ids = _found(query, words, "event") if words else query.having("events", "document", _documents(row.evidence))
    known = query.parts("events", ids, ("summary", "type", "actors", "recipients", "time"))
    day = row.time.value if row.time else None

    def shared(other: dict[str, Any]) -> int:
        people = {*row.actors, *row.recipients} & {*other["actors"], *other["recipients"]}
        same_type, same_day = other["type"] == row.type, bool(day and other["time"] and other["time"]["value"] == day)
        return len(people) + 2 * int(same_type) + int(same_day)

    ordered = ids if words else sorted(known, key=lambda key: (-shared(known[key]), key))
    return [Near(key, known[key]["summary"], _day(known[key]["time"])) for key in ordered if key in known]


def _agreements(query: Query, row: Agreement, words: str) -> list[Near]:
    """Those that have most parties in common."""
    ids = _found(query, words, "agreement") if words else [
        key for party in row.parties for key in query.ids("agreements", {"party": party}, limit=_MOST)[0]]
    counted = {key: -ids.count(key) for key in ids}
    known = query.parts("agreements", ids, ("name", "kind", "signed"))
    ordered = list(counted) if words else sorted(counted, key=lambda key: (counted[key], key))
    return [Near(key, known[key]["name"], " · ".join(filter(None, (known[key]["kind"], _day(known[key]["signed"])))))
            for key in ordered if key in known]


def _assertions(query: Query, row: Assertion, words: str) -> list[Near]:
    """Of the same reports those that share most words."""
    if words:
        claims = _found(query, words, "claim")
    else:
        documents = [c.document for c in query.some("claims", row.claims[:_REPORTS]).values()]
        claims = [c.id for c in query.where("claims", ROWS["claims"].c.document, documents[:3])]
    known = query.parts("assertions", query.having("assertions", "claim", claims), ("text",))
    mine = _bag(row.text)
    ordered = sorted(known, key=lambda key: (-len(mine & _bag(known[key]["text"])), key))
    return [Near(key, known[key]["text"], "") for key in ordered]


def _stories(query: Query, row: Story, words: str) -> list[Near]:
    """The stories of other reports that tell of the same agreements' parties."""
    if words:
        documents = _found(query, words, "document")
    else:
        deals = query.parts("agreements", query.having("agreements", "document", row.documents[-_REPORTS:]),
                            ("parties",))
        parties = sorted({p for d in deals.values() for p in d["parties"]})[:6]
        others = [key for p in parties for key in query.ids("agreements", {"party": p}, limit=_MOST)[0]]
        spans = query.parts("agreements", others, ("evidence",))
        documents = [e["document"] for d in spans.values() for e in d["evidence"][:_MOST]]
    homes = query.parts("documents", documents, ("story",))
    ids = list(dict.fromkeys(homes[d]["story"] for d in documents if d in homes and homes[d]["story"]))
    known = query.parts("stories", ids, ("title", "first", "last"))
    return [Near(key, known[key]["title"], _day(known[key]["last"])) for key in ids if key in known]


def _found(query: Query, words: str, kind: str) -> list[str]:
    return [f.id for f in query.search(Asked(words, [kind], None, None, None, None, 2 * _MOST))]


def _documents(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(e.document for e in evidence))[:_REPORTS]


def _bag(text: str) -> set[str]:
    return {word for word in text.lower().split() if len(word) > _SHORT}


def _day(value: dict[str, Any] | None) -> str:
    return date_in_words(Time(**value)) if value else ""
