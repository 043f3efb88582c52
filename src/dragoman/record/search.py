"""Full-text search over what a record says, with what each database has: FTS5 in SQLite, tsvector in PostgreSQL.

An entry is made for each document, claim, event and agreement. Names of people and places are kept in it in
lower case between spaces, so that a part of a name is found as whole words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

import sqlalchemy as sa

from dragoman.model.base import Row
from dragoman.model.record import Agreement, Claim, DocumentRow, Entity, Event, Record
from dragoman.model.time import Time
from dragoman.record.tables import SEARCH

SEARCHED = ("agreement", "event", "claim", "document")
_START, _STOP = "\ue000", "\ue001"  # private characters round a hit, taken out again at once
_PLACES = ("country", "place")
_SNIPPET = 24  # words


class Entry(Row, frozen=True):
    """What is searched of a row."""

    id: str
    kind: str
    title: str
    text: str
    who: str
    place: str
    earliest: str | None
    latest: str | None


class Found(Row, frozen=True):
    """A row that a search found. `marks` are the hits, as offsets into `snippet`; a higher score is better."""

    kind: str
    id: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    earliest: str | None
    latest: str | None
    score: float


def entries(record: Record) -> Iterator[Entry]:
    """What is searched of a record."""
    return _Names(record).entries()


class _Names:
    """Who and what place stand where in a record."""

    def __init__(self, record: Record):
        self.record = record
        self.entities = {e.id: e for e in record.entities}
        self.published = {d.id: d.published for d in record.documents}
        self.countries: dict[str | None, list[Entity]] = defaultdict(list)
        self.mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entity in record.entities:
            if entity.kind == "country" and entity.country:
                self.countries[entity.country].append(entity)
            for mention in entity.mentions:
                self.mentions[mention.document].append((mention.start, mention.end, entity.id))
        for mentions in self.mentions.values():
            mentions.sort()

    def entries(self) -> Iterator[Entry]:
        yield from map(self._document, self.record.documents)
        yield from map(self._claim, self.record.claims)
        yield from map(self._event, self.record.events)
        yield from map(self._agreement, self.record.agreements)

    def _document(self, row: DocumentRow) -> Entry:
        named = [key for _, _, key in self.mentions[row.id]]
        return _entry(row.id, "document", row.title or row.file or "", row.text, self._called(named),
                      self._called(self._located(named)), row.published)

    def _claim(self, row: Claim) -> Entry:
        named = list(self._within(row.document, row.start, row.end))
        speakers = [a.entity for a in row.attribution if a.entity]
        spoken = [a.name for a in row.attribution]
        return _entry(row.id, "claim", " · ".join(spoken), row.text, [*self._called([*named, *speakers]), *spoken],
                      self._called(self._located(named)), row.said or self.published.get(row.document))

    def _event(self, row: Event) -> Entry:
        said = [e.text for e in row.evidence if e.field is None]
        return _entry(row.id, "event", row.summary, "\n".join(dict.fromkeys(said)),
                      self._called([*row.actors, *row.recipients]), self._called(self._located([row.place])), row.time)

    def _agreement(self, row: Agreement) -> Entry:
        parts = [*(p.text for p in row.provisions), *(a.text for a in row.aims), *(c.text for c in row.compliance)]
        people = [s.person for s in (*row.signatories, *row.witnesses, *row.mediators)]
        return _entry(row.id, "agreement", row.name, "\n".join(dict.fromkeys(parts)),
                      self._called([*row.parties, *people]), self._called(self._located([row.place])), row.signed)

    def _within(self, document: str, start: int, end: int) -> Iterator[str]:
        mentions = self.mentions[document]
        for n in range(bisect_left(mentions, (start, 0, "")), len(mentions)):
            if mentions[n][0] >= end:
                return
            yield mentions[n][2]

    def _located(self, keys: Iterable[str | None]) -> Iterator[str]:
        """Of some entities the places, each with the country that it lies in."""
        for key in dict.fromkeys(keys):
            entity = self.entities.get(key or "")
            if entity and entity.kind in _PLACES:
                yield entity.id
                yield from (c.id for c in self.countries.get(entity.country, ()))

    def _called(self, keys: Iterable[str]) -> list[str]:
        found = [self.entities[key] for key in dict.fromkeys(keys) if key in self.entities]
        return [name for e in found for name in (e.name, *e.aliases)]


def _entry(
    key: str, kind: str, title: str, text: str, who: Iterable[str], place: Iterable[str], time: Time | None
) -> Entry:
    return Entry(id=key, kind=kind, title=title, text=text, who=_joined(who), place=_joined(place),
                 earliest=time.earliest if time else None, latest=time.latest if time else None)


def _joined(names: Iterable[str]) -> str:
    return "\n".join(sorted({_plain(name) for name in names if _plain(name).strip()}))


def _plain(name: str) -> str:
    """A name in lower case, its words between single spaces."""
    words = re.findall(r"\w+", name.casefold())
    return f" {' '.join(words)} "


def find(
    connection: sa.Connection, words: str, kinds: Sequence[str], who: str | None, where: str | None,
    since: str | None, until: str | None, limit: int,
) -> list[Found]:
    """The rows that hold all of the words, best first; without words, all rows that pass, by time."""
    query = _matching(connection.dialect.name, words)
    columns = SEARCH.c
    if kinds:
        query = query.where(columns.kind.in_(kinds))
    for column, name in ((columns.who, who), (columns.place, where)):
        if name is not None:
            query = query.where(column.contains(_plain(name), autoescape=True))
    if since is not None:
        query = query.where(columns.latest >= since)
    if until is not None:
        query = query.where(columns.earliest <= until)
    rows = connection.execute(query.limit(limit)).all()
    return [_found(*row) for row in rows]


def _matching(dialect: str, words: str) -> sa.Select[Any]:
    """A query for the rows that hold some words, with snippet and score."""
    shown = (SEARCH.c.kind, SEARCH.c.id, SEARCH.c.title, SEARCH.c.earliest, SEARCH.c.latest)
    words = words.replace("\0", " ")
    if not re.search(r"\w", words):
        start = sa.func.substr(SEARCH.c.text, 1, 200)
        return sa.select(*shown, start, sa.literal(0.0)).order_by(SEARCH.c.earliest, SEARCH.c.kind, SEARCH.c.id)
    if dialect == "sqlite":
        matched = sa.table("search_words", sa.column("rowid"), sa.column("search_words"))
        asked = " ".join(f'"{term}"' for term in _terms(words))  # in quotes, no character has another meaning
        name: sa.ColumnClause[Any] = sa.literal_column("search_words")
        score: sa.ColumnElement[float] = -sa.func.bm25(name, 4.0, 1.0, 2.0)
        snippet = sa.func.snippet(name, 1, _START, _STOP, "…", _SNIPPET)
        joined = SEARCH.join(matched, matched.c.rowid == SEARCH.c.number)
        return (sa.select(*shown, snippet, score).select_from(joined).where(name.op("MATCH")(asked))
                .order_by(score.desc(), SEARCH.c.id))
    terms: list[Any] = [sa.func.phraseto_tsquery(sa.literal_column("'english'"), term) for term in _terms(words)]
    query = reduce(lambda one, other: one.op("&&")(other), terms)
    score = sa.func.ts_rank_cd(sa.literal_column("search.words"), query)
    options = f"StartSel={_START}, StopSel={_STOP}, MaxWords={_SNIPPET}, MinWords={_SNIPPET // 2}"
    snippet = sa.func.ts_headline(sa.literal_column("'english'"), SEARCH.c.text, query, options)
    return (sa.select(*shown, snippet, score).where(sa.literal_column("search.words").op("@@")(query))
            .order_by(score.desc(), SEARCH.c.id))


def _terms(words: str) -> list[str]:
    """Words and "phrases", without what has no letter or figure in it."""
    terms = [a or b for a, b in re.findall(r'"([^"]*)"|([^\s"]+)', words)]
    return [term for term in terms if re.search(r"\w", term)]


def _found(
    kind: str, key: str, title: str, earliest: str | None, latest: str | None, snippet: str, score: float
) -> Found:
    plain, marks = "", []
    for n, piece in enumerate(re.split(f"[{_START}{_STOP}]", snippet)):
        if n % 2 and piece:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return Found(kind=kind, id=key, title=title, snippet=plain, marks=tuple(marks), earliest=earliest, latest=latest,
                 score=round(float(score), 6))
