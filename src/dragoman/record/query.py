"""Paged, filtered queries over the tables: what the desk's pages and its API ask, and never the whole record.

A list goes by its facets (facets.py), newest or most mentioned first, and a page of it ends with a key from which
the next goes on, so that a late page costs as much as the first.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import msgspec
import sqlalchemy as sa

from dragoman.errors import NotInRecord, SettingsError
from dragoman.model.base import Row
from dragoman.model.record import DocumentRow, Entity, EntityRole, Evidence
from dragoman.record.candidates import Asked
from dragoman.record.entries import plain_name
from dragoman.record.facets import ALL, after_longest
from dragoman.record.rows import rows_of, some, titled_of
from dragoman.record.search import Found, find
from dragoman.record.store import Reader
from dragoman.record.tables import APART, ARRIVALS, FACETS, KINDS, MENTIONS, ROWS
from dragoman.text.titles import roles_of

R = TypeVar("R", bound=Row)
PAGE, MOST = 50, 200  # rows of a page, by default and at most
WINDOW = 1_000  # rows that a drawing is made of at most
_OWN_TIMES = ("verdict", "deadline", "source")  # fields whose rank is not that of the whole row
_NAMED = 4_000  # entities of a word that are looked at


class Page(NamedTuple):
    """Some rows of a list, and the key to ask for the next with, null after the last."""

    rows: list[Any]
    after: str | None


class Queries(Reader):
    """A record to look at, by many at a time."""

    @contextmanager
    def open(self) -> Iterator[Query]:
        """The record as it stands at one moment."""
        with self._looking() as connection:
            yield Query(self, connection)


class Query:
    """What can be asked of a record as it stands at one moment."""

    def __init__(self, reader: Reader, connection: sa.Connection):
        self._reader, self._connection = reader, connection

    def listed(
        self, name: str, filters: Mapping[str, str] | None = None, *, since: str | None = None,
        until: str | None = None, after: str | None = None, limit: int = PAGE, columns: Sequence[str] | None = None,
    ) -> Page:
        """Rows of a list that have all values of `filters` by field, newest or most mentioned first.

        `since` and `until` are ISO dates; what has no time is then left out. With `columns` the rows are mappings of
        these alone. Raises SettingsError for an `after` that no page gave.
        """
        ids, following = self.ids(name, filters, since=since, until=until, after=after, limit=limit)
        rows = self.some(name, ids) if columns is None else self.parts(name, ids, columns)
        return Page([rows[key] for key in ids if key in rows], following)

    def ids(
        self, name: str, filters: Mapping[str, str] | None = None, *, since: str | None = None,
        until: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> tuple[list[str], str | None]:
        """The ids of a page of a list, and the key to ask for the next with."""
        found, following = self.ranked(name, filters, since=since, until=until, after=after, limit=limit)
        return [key for _, key in found], following

    def ranked(
        self, name: str, filters: Mapping[str, str] | None = None, *, since: str | None = None,
        until: str | None = None, after: str | None = None, limit: int = PAGE,
    ) -> tuple[list[tuple[str, str]], str | None]:
        """Rank and id of each row of a page of a list, and the key to ask for the next with."""
        limit = min(max(limit, 1), WINDOW)
        fields = dict(filters or {}) or {ALL: ""}
        first, *others = sorted(fields, key=lambda f: (f == "kind", f == "status", f))  # the narrowest leads
        one = FACETS.alias()
        chosen = [one.c.list == name, one.c.field == first, one.c.value == fields[first]]
        for field in others:
            also = FACETS.alias()
            same = [also.c.rank == one.c.rank] if not {first, field} & set(_OWN_TIMES) else []
            chosen.append(sa.exists().where(also.c.list == name, also.c.field == field,
                                            also.c.value == fields[field], also.c.id == one.c.id, *same))
        if since is not None:
            chosen.append(one.c.rank >= since)
        if after is not None:
            rank, key = _key(after)
            chosen.append(sa.tuple_(one.c.rank, one.c.id) < sa.tuple_(sa.literal(rank), sa.literal(key)))
        query = sa.select(one.c.rank, one.c.id).where(*chosen)
        by_rank = one.c.rank.desc(), one.c.id.desc()
        parts = [query.order_by(*by_rank)]
        if until is not None:  # most times are short; the few long ones that end later are found by their first day
            last = after_longest(until)
            end = one.c.rank.concat("")  # the index that goes by the last day is of no use for these
            parts = [query.where(one.c.begun <= until, end > last).order_by(end.desc(), one.c.id.desc()),
                     query.where(one.c.earliest <= until, one.c.rank > "", one.c.rank <= last).order_by(*by_rank)]
        found: list[Any] = []
        for part in parts:
            found += self._connection.execute(part.limit(limit + 1 - len(found)))
        following = _after(*found[limit - 1]) if len(found) > limit else None
        return [(rank, key) for rank, key in found[:limit]], following

    def dated(
        self, name: str, field: str, since: str, until: str, *, limit: int = MOST
    ) -> list[tuple[str, str | None, str]]:
        """Of the rows with a time in a field and within a span: last day, first day, id; the first comes first."""
        query = sa.select(FACETS.c.rank, FACETS.c.earliest, FACETS.c.id).where(
            FACETS.c.list == name, FACETS.c.field == field, FACETS.c.value == "", FACETS.c.rank >= since,
            FACETS.c.rank <= until)
        found = self._connection.execute(query.order_by(FACETS.c.rank, FACETS.c.id).limit(limit))
        return [(rank, earliest, key) for rank, earliest, key in found]

    def values(self, name: str, field: str, *, most: int = 60) -> list[str]:
        """The values that rows of a list have in a field, in order. From each the index is asked for the next."""
        found: list[str] = []
        least = sa.select(sa.func.min(FACETS.c.value)).where(FACETS.c.list == name, FACETS.c.field == field)
        while len(found) < most:
            query = least.where(FACETS.c.value > found[-1]) if found else least
            value = self._connection.scalar(query)
            if value is None:
                break
            found.append(value)
        return found

    def has(self, name: str, field: str, value: str) -> bool:
        """Whether any row of a list has a value in a field."""
        query = sa.select(FACETS.c.id).where(FACETS.c.list == name, FACETS.c.field == field, FACETS.c.value == value)
        return self._connection.execute(query.limit(1)).first() is not None

    def edges(self, name: str, field: str) -> tuple[str | None, str | None]:
        """The first and the last day that rows of a list have in a field without values, such as a deadline."""
        chosen = sa.select(sa.func.min(FACETS.c.rank), sa.func.max(FACETS.c.rank)).where(
            FACETS.c.list == name, FACETS.c.field == field, FACETS.c.value == "", FACETS.c.rank > "")
        low, high = self._connection.execute(chosen).one()
        return low, high

    def mentions_of(self, entity: str, *, limit: int = 12) -> list[tuple[str, int, int]]:
        """Some of the places where an entity is named: document, start, end."""
        query = sa.select(MENTIONS.c.document, MENTIONS.c.start, MENTIONS.c.end).where(MENTIONS.c.entity == entity)
        found = self._connection.execute(query.order_by(MENTIONS.c.document).limit(limit))
        return [(document, start, end) for document, start, end in found]

    def mentions_page(
        self, entity: str, *, after: str | None = None, limit: int = PAGE
    ) -> tuple[list[Evidence], str | None]:
        """A page of the places where an entity is named, in order of documents, and the key to ask for the next."""
        documents = ROWS["documents"]
        place = (MENTIONS.c.document, MENTIONS.c.start, MENTIONS.c.end)
        words = sa.func.substr(documents.c.text, MENTIONS.c.start + 1, MENTIONS.c.end - MENTIONS.c.start)
        query = sa.select(MENTIONS.c.document, MENTIONS.c.start, MENTIONS.c.end, words).join(
            documents, documents.c.id == MENTIONS.c.document).where(MENTIONS.c.entity == entity)
        if after is not None:
            document, _, at = _key(after)[0].partition(":")
            start, _, end = at.partition(":")
            query = query.where(sa.tuple_(*place) > sa.tuple_(
                sa.literal(document), *(sa.literal(int(n) if n.isdecimal() else 0) for n in (start, end))))
        found = self._connection.execute(query.order_by(*place).limit(limit + 1)).all()
        page = [Evidence(document=d, start=start, end=end, text=text) for d, start, end, text in found[:limit]]
        last = page[-1] if len(found) > limit else None
        return page, _after(f"{last.document}:{last.start}:{last.end}", "") if last else None

    def rows_in(
        self, name: str, document: str, *, after: str | None = None, limit: int = PAGE
    ) -> Page:
        """A page of the times, claims or quantities of a document, in the order of its text."""
        table = ROWS[name]
        query = sa.select(table.c.start, table.c.id).where(table.c.document == document)
        if after is not None:
            start, key = _key(after)
            query = query.where(sa.tuple_(table.c.start, table.c.id) > sa.tuple_(
                sa.literal(int(start) if start.isdecimal() else 0), sa.literal(key)))
        found = self._connection.execute(query.order_by(table.c.start, table.c.id).limit(limit + 1)).all()
        rows = self.some(name, (key for _, key in found[:limit]))
        following = _after(*map(str, found[limit - 1])) if len(found) > limit else None
        return Page([rows[key] for _, key in found[:limit]], following)

    def judgements(self, *, after: str | None = None, limit: int = PAGE) -> Page:
        """A page of people's judgements, the newest first."""
        table = ROWS["judgements"]
        query = sa.select(table.c.made, table.c.id)
        if after is not None:
            query = query.where(sa.tuple_(table.c.made, table.c.id) < sa.tuple_(*map(sa.literal, _key(after))))
        found = self._connection.execute(query.order_by(table.c.made.desc(), table.c.id.desc()).limit(limit + 1)).all()
        rows = self.some("judgements", (key for _, key in found[:limit]))
        following = _after(*found[limit - 1]) if len(found) > limit else None
        return Page([rows[key] for _, key in found[:limit]], following)

    def count(self, name: str) -> int:
        """How many rows a list with facets has. Goes through them all."""
        query = sa.select(sa.func.count()).where(FACETS.c.list == name, FACETS.c.field == ALL, FACETS.c.value == "")
        return self._connection.scalar(query) or 0

    def row(self, name: str, key: str) -> Any:
        """The row of an id, or of one that was merged into it. Raises NotInRecord."""
        found = self.some(name, [key])
        if not found:
            to = self._connection.scalar(
                sa.select(ROWS["redirects"].c.to).where(ROWS["redirects"].c.id == key))
            found = self.some(name, [to]) if to else {}
        for row in found.values():
            return row
        raise NotInRecord(f"{key}: nothing among the {name} has this id")

    def some(self, name: str, keys: Iterable[str]) -> dict[str, Any]:
        """Rows of a list by their ids."""
        return {row.id: row for row in self.where(name, ROWS[name].c.id, keys)}

    def where(self, name: str, column: sa.Column[Any], values: Iterable[str]) -> Iterator[Any]:
        """Rows of a list by the values of a column."""
        for part in some(sorted(set(values))):
            yield from rows_of(self._connection, name, KINDS[name], column.in_(part))

    def parts(self, name: str, keys: Iterable[str], columns: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Some columns of rows of a list, by their ids."""
        table = ROWS[name]
        query = sa.select(table.c.id, *(table.c[c] for c in columns if c != "id"))
        return {str(found.id): {str(name): value for name, value in found._mapping.items()}
                for part in some(sorted(set(keys)))
                for found in self._connection.execute(query.where(table.c.id.in_(part)))}

    def lengths(self, name: str, column: str, keys: Iterable[str]) -> dict[str, int]:
        """How long a list in rows is, by their ids: the list itself is not fetched."""
        table = ROWS[name]
        query = sa.select(table.c.id, sa.func.json_array_length(table.c[column]))
        return {found[0]: found[1] or 0 for part in some(sorted(set(keys)))
                for found in self._connection.execute(query.where(table.c.id.in_(part)))}

    def characters(self, document: str) -> int:
        """How long the text of a document is: it is not fetched."""
        texts = ROWS["documents"].c
        return self._connection.scalar(sa.select(sa.func.length(texts.text)).where(texts.id == document)) or 0

    def words(self, document: str, start: int, end: int) -> str:
        """The words of a document between two offsets; the others are not fetched."""
        texts = ROWS["documents"].c
        cut = sa.select(sa.func.substr(texts.text, start + 1, end - start)).where(texts.id == document)
        return str(self._connection.scalar(cut) or "")

    def mentioned(self, entity: str) -> int:
        """How often an entity is named."""
        return self._connection.scalar(
            sa.select(sa.func.count()).select_from(MENTIONS).where(MENTIONS.c.entity == entity)) or 0

    def having(self, name: str, field: str, values: Iterable[str], *, limit: int = 20_000) -> list[str]:
        """The ids of the rows of a list that have one of some values in a field."""
        query = sa.select(FACETS.c.id).distinct().where(FACETS.c.list == name, FACETS.c.field == field)
        return sorted({str(key) for part in some(sorted(set(values)))
                       for key in self._connection.scalars(query.where(FACETS.c.value.in_(part)).limit(limit))})

    def names(self, keys: Collection[str | None]) -> dict[str, str]:
        """The names of entities, by their ids."""
        return {key: row["name"] for key, row in self.parts("entities", (k for k in keys if k), ("name",)).items()}

    def roles(self, keys: Collection[str]) -> dict[str, tuple[EntityRole, ...]]:
        """The roles of some entities, with all places where reports give them, by the entities' ids."""
        return {key: roles_of(found) for key, found in titled_of(self._connection, sorted(keys)).items()}

    def mentions(self, documents: Iterable[str]) -> list[tuple[str, int, int, str]]:
        """Where entities are named in some documents: document, start, end, entity."""
        query = sa.select(MENTIONS.c.document, MENTIONS.c.start, MENTIONS.c.end, MENTIONS.c.entity)
        return [(d, start, end, entity) for part in some(sorted(set(documents)))
                for d, start, end, entity in self._connection.execute(query.where(MENTIONS.c.document.in_(part)))]

    def entities_in(self, documents: Sequence[DocumentRow], also: Iterable[str] = ()) -> list[Entity]:
        """The entities that are named in some documents, and others by their ids, with their mentions there alone, and
        without roles.

        A state may be named in every report of a record: its row is not fetched whole.
        """
        texts = {d.id: d.text for d in documents}
        places: dict[str, list[Evidence]] = {key: [] for key in also}
        for document, start, end, entity in sorted(self.mentions(texts)):
            words = Evidence(document=document, start=start, end=end, text=texts[document][start:end])
            places.setdefault(entity, []).append(words)
        fields = tuple(f for f in Entity.__struct_fields__ if f not in APART["entities"])
        rows = self.parts("entities", places, fields)
        return [msgspec.convert({**rows[key], "mentions": msgspec.to_builtins(tuple(found)), "roles": ()}, Entity)
                for key, found in sorted(places.items()) if key in rows]

    def search(self, asked: Asked) -> list[Found]:
        """The rows that hold all words and pass every filter, best first."""
        return find(self._connection, asked)

    def entities_named(self, words: str, *, limit: int = 10) -> list[dict[str, Any]]:
        """The entities whose names have all of some words, the last perhaps unfinished: the most mentioned first.

        Of several words the longest whole one leads; of it the most mentioned few thousand are looked at.
        """
        asked = plain_name(words).split()
        if not asked:
            return []
        *whole, last = asked
        begun = FACETS.alias()
        unfinished = [*_word(begun), begun.c.value >= last, begun.c.value < last + "\U0010ffff"]
        if whole:
            leads, one = max(whole, key=len), FACETS.alias()
            led = sa.select(one.c.rank, one.c.id).where(*_word(one), one.c.value == leads).order_by(
                one.c.rank.desc(), one.c.id.desc()).limit(_NAMED).subquery()
            query = sa.select(led.c.rank, led.c.id)
            for word in dict.fromkeys(w for w in whole if w != leads):
                also = FACETS.alias()  # all facets of an entity have one rank
                query = query.where(sa.exists().where(
                    *_word(also), also.c.value == word, also.c.rank == led.c.rank, also.c.id == led.c.id))
            query = query.where(sa.exists().where(*unfinished, begun.c.id == led.c.id))
        else:
            query = sa.select(begun.c.rank, begun.c.id).where(*unfinished).limit(_NAMED)
        found = self._connection.execute(query)
        best = [key for _, key in sorted({(rank, key) for rank, key in found}, reverse=True)][:limit]
        rows = self.parts("entities", best, ("name", "kind", "country", "sector"))
        return [rows[key] for key in best if key in rows]

    def arrived(self, documents: Iterable[str], since: str) -> set[str]:
        """Those of some documents that came after a time."""
        query = sa.select(ARRIVALS.c.id).where(ARRIVALS.c.time > since)
        return {key for part in some(sorted(set(documents)))
                for key in self._connection.scalars(query.where(ARRIVALS.c.id.in_(part)))}

    def arrived_in(self, stories: Iterable[str], since: str) -> dict[str, int]:
        """How many documents of some stories came after a time, by story."""
        documents = ROWS["documents"]
        query = sa.select(documents.c.story, sa.func.count()).join(ARRIVALS, ARRIVALS.c.id == documents.c.id)
        query = query.where(ARRIVALS.c.time > since).group_by(documents.c.story)
        return {story: count for part in some(sorted(set(stories)))
                for story, count in self._connection.execute(query.where(documents.c.story.in_(part)))}

    def outlets(self, stories: Iterable[str]) -> dict[str, list[str]]:
        """Who printed the reports of some stories, by story, each name once and in order."""
        documents = ROWS["documents"]
        query = sa.select(documents.c.story, documents.c.publisher).distinct().where(documents.c.publisher.is_not(None))
        return self._by(query, documents.c.story, stories)

    def deals(self, stories: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """The agreements that the reports of some stories tell of, id and name, by story."""
        documents = ROWS["documents"]
        home = {key: story for story, keys in self._by(
            sa.select(documents.c.story, documents.c.id), documents.c.story, stories).items() for key in keys}
        told = self._by(sa.select(FACETS.c.value, FACETS.c.id).where(
            FACETS.c.list == "agreements", FACETS.c.field == "document"), FACETS.c.value, home)
        names = self.parts("agreements", (key for keys in told.values() for key in keys), ("name",))
        found: dict[str, dict[str, str]] = {}
        for document in sorted(told):
            found.setdefault(home[document], {}).update({k: names[k]["name"] for k in told[document] if k in names})
        return {story: sorted(deals.items()) for story, deals in found.items()}

    def parted(self, stories: Iterable[str], kinds: Sequence[str]) -> dict[str, int]:
        """How many differences of some kinds there are in some stories, by story."""
        table = ROWS["differences"]
        query = sa.select(table.c.story, table.c.id).where(table.c.kind.in_(kinds))
        return {story: len(found) for story, found in self._by(query, table.c.story, stories).items()}

    def _by(self, query: sa.Select[Any], column: sa.Column[Any], values: Iterable[str]) -> dict[str, list[Any]]:
        """What a query finds for some values of its first column, by these, in order."""
        found: dict[str, list[Any]] = {}
        for part in some(sorted(set(values))):
            for first, *rest in sorted(map(tuple, self._connection.execute(query.where(column.in_(part))))):
                found.setdefault(first, []).append(rest[0] if len(rest) == 1 else tuple(rest))
        return found

    def differences_of(self, story: str, *, limit: int | None = None) -> list[Any]:
        """Where the reports of a story part, in the order of the ids, or the first few of that."""
        table = ROWS["differences"].c
        ids = self._connection.scalars(sa.select(table.id).where(table.story == story).order_by(table.id).limit(limit))
        return list(self.where("differences", table.id, map(str, ids)))

    def sample(self, name: str, count: int, chance: Callable[[], float]) -> list[str]:
        """The ids of some rows from here and there in a list; `chance` gives numbers from 0 to 1."""
        column = ROWS[name].c.id
        low, high = self._connection.execute(sa.select(sa.func.min(column), sa.func.max(column))).one()
        if low is None:
            return []
        kind, _, first = str(low).rpartition("_")
        last = str(high).rpartition("_")[2]
        found = []
        for _ in range(count):
            at = int(first, 16) + int(chance() * (int(last, 16) - int(first, 16)))
            query = sa.select(column).where(column >= f"{kind}_{at:0{len(first)}x}").order_by(column).limit(1)
            found.append(self._connection.scalar(query) or low)
        return found

    def links_of(self, own: Iterable[str]) -> list[Any]:
        """The links on one side of which one of some things stands, each once."""
        table = ROWS["links"]
        keys, sides = sorted(set(own)), (table.c.left, table.c.right)
        found = {link.id: link for column in sides for link in self.where("links", column, keys)}
        return [found[key] for key in sorted(found)]

    def links_behind(self, key: str, *, limit: int = 5) -> list[Any]:
        """Some of the links that made a row, the surest first: of what was merged into it the first are looked at."""
        redirects, table = ROWS["redirects"], ROWS["links"]
        own = [key, *self._connection.scalars(sa.select(redirects.c.id).where(redirects.c.to == key).limit(MOST))]
        query = sa.select(table.c.id, table.c.score)
        found = {link: score for column in (table.c.left, table.c.right) for link, score in self._connection.execute(
            query.where(column.in_(own)).order_by(table.c.score.desc(), table.c.id).limit(limit))}
        best = sorted(found, key=lambda link: (-found[link], link))[:limit]
        rows = self.some("links", best)
        return [rows[link] for link in best]

    def merged_into(self, keys: Iterable[str]) -> list[Any]:
        """The redirects that lead to some rows."""
        return sorted(self.where("redirects", ROWS["redirects"].c.to, keys), key=lambda r: str(r.id))


def _word(facets: Any) -> list[sa.ColumnElement[bool]]:
    """That a facet is a word of an entity's names."""
    return [facets.c.list == "entities", facets.c.field == "word"]


def _after(rank: str, key: str) -> str:
    return base64.urlsafe_b64encode(f"{rank}|{key}".encode()).decode().rstrip("=")


def _key(after: str) -> tuple[str, str]:
    try:
        text = base64.b64decode((after + "=" * (-len(after) % 4)).encode("ascii"), b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        raise SettingsError("`after` is none that a page gave") from error
    rank, bar, key = text.partition("|")
    if not bar or "\0" in text:
        raise SettingsError("`after` is none that a page gave")
    return rank, key
