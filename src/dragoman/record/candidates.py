"""Which rows a search finds, before they are ranked: the newest of each kind that match.

SQLite's index (FTS5) gives the rows that hold some words in the order of their numbers, that is the newest of a kind
first, and skips quickly to the first of a range. PostgreSQL's (GIN) gives them all at once and in no order: so it is
asked where the planner expects few in a kind; where it expects many, the newest rows are gone through, so far as to
find enough of them if the planner is right, and its index is asked after all where it was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import sqlalchemy as sa

from dragoman.record.entries import newest_first, numbers_of, plain_name
from dragoman.record.tables import NUMBERS, SEARCH, SEARCHED

CANDIDATES = 60  # of each kind, the newest so many that match are ranked
_FEW = 2_000  # rows that PostgreSQL fetches by its index in a hundredth of a second
_ENOUGH = 8  # times as many rows as hold enough matches, where these are spread evenly, are gone through


class Asked(NamedTuple):
    """What is asked for: words and "phrases", which kinds, and filters, each None where there is none."""

    words: str
    kinds: Sequence[str]
    who: str | None
    where: str | None
    since: str | None
    until: str | None
    limit: int

    def terms(self) -> list[str]:
        """Words and "phrases", without what has no letter or figure in it."""
        found = [a or b for a, b in re.findall(r'"([^"]*)"|([^\s"]+)', self.words.replace("\0", " "))]
        return [term for term in found if re.search(r"[^\W_]", term)]


def candidates(connection: sa.Connection, asked: Asked) -> list[int]:
    """The numbers of the newest rows of each kind that match: enough to rank, or, without words, to show."""
    enough = max(CANDIDATES if asked.terms() else 0, asked.limit)
    kinds = dict.fromkeys(asked.kinds or SEARCHED)
    if connection.dialect.name == "sqlite":
        query = _fts5(asked)
        return [number for kind in kinds for number in _newest(connection, query, asked, kind, enough)]
    return [number for kind in kinds for number in _of_postgresql(connection, asked, kind, enough)]


def _newest(connection: sa.Connection, query: sa.Select[Any], asked: Asked, kind: str, enough: int) -> list[int]:
    found = [number for low, high in numbers_of(kind, asked.since, asked.until)
             for number in connection.scalars(query, {"low": low, "high": high, "enough": enough}).all()]
    return sorted(found, key=newest_first)[:enough]


def _in_range(query: sa.Select[Any], number: sa.ColumnElement[int], asked: Asked) -> sa.Select[Any]:
    """The query from `low` up to `high`, `enough` at most. Lower numbers are newer."""
    query = _passing(query, asked).where(number.between(sa.bindparam("low"), sa.bindparam("high")))
    return query.order_by(number).limit(sa.bindparam("enough"))


def _passing(query: sa.Select[Any], asked: Asked, table: sa.FromClause = SEARCH) -> sa.Select[Any]:
    """The query for rows that pass the filters, exactly."""
    for column, name in ((table.c.who, asked.who), (table.c.place, asked.where)):
        if name is not None:  # the index knows more forms of a word, and knows not where one name ends
            query = query.where(column.contains(plain_name(name), autoescape=True))
    if asked.since is not None:
        query = query.where(table.c.latest >= asked.since)
    if asked.until is not None:
        query = query.where(table.c.earliest <= asked.until)
    return query


def _fts5(asked: Asked) -> sa.Select[Any]:
    parts = [f"{{title text who}} : ({quoted(asked.terms())})"] if asked.terms() else []
    parts += [f"{column} : {quoted([plain_name(name)])}"
              for column, name in (("who", asked.who), ("place", asked.where)) if name is not None]
    if not parts:
        return _in_range(sa.select(SEARCH.c.number), SEARCH.c.number, asked)
    matched = sa.table("search_words", sa.column("rowid", sa.Integer))
    query = sa.select(matched.c.rowid.label("number")).where(sa.literal_column("search_words").op("MATCH")(
        " AND ".join(parts)))
    if any(value is not None for value in (asked.who, asked.where, asked.since, asked.until)):
        query = query.select_from(matched.join(SEARCH, SEARCH.c.number == matched.c.rowid))
    return _in_range(query, matched.c.rowid, asked)


def quoted(terms: Sequence[str]) -> str:
    """Terms as FTS5 takes them: in quotes, no character has another meaning."""
    return " ".join(f'"{term}"' for term in terms)


def _of_postgresql(connection: sa.Connection, asked: Asked, kind: str, enough: int) -> list[int]:
    low, high = SEARCHED.index(kind) * NUMBERS, (SEARCHED.index(kind) + 1) * NUMBERS - 1
    whole = _matching(asked, SEARCH).where(SEARCH.c.number.between(low, high))
    if not asked.terms() and asked.who is asked.where is None:
        return _newest(connection, _in_range(whole, SEARCH.c.number, asked), asked, kind, enough)
    expected = _expected(connection, whole)
    if expected > _FEW:
        total = _expected(connection, sa.select(SEARCH.c.number).where(SEARCH.c.number.between(low, high)))
        found = _walk(connection, asked, kind, enough, window=_ENOUGH * enough * total // expected)
        if found is not None:
            return found
    numbers = connection.scalars(_passing(whole, asked)).all()
    return sorted(numbers, key=newest_first)[:enough]


def _walk(connection: sa.Connection, asked: Asked, kind: str, enough: int, window: int) -> list[int] | None:
    """Go through the newest rows of a kind, at most `window` of each length of time; None where these were too few."""
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in ("words", "names", "places")]
    part = sa.select(SEARCH.c.number, SEARCH.c.who, SEARCH.c.place, SEARCH.c.earliest, SEARCH.c.latest, *columns)
    part = part.where(SEARCH.c.number.between(sa.bindparam("low"), sa.bindparam("high")))
    some = part.order_by(SEARCH.c.number).limit(window).subquery("search")
    query = _passing(_matching(asked, some), asked, some).order_by(some.c.number).limit(enough)
    beyond = sa.select(SEARCH.c.number).where(SEARCH.c.number.between(sa.bindparam("low"), sa.bindparam("high")))
    beyond = beyond.order_by(SEARCH.c.number).offset(window).limit(1)
    found: list[int] = []
    for low, high in numbers_of(kind, asked.since, asked.until):
        newest = connection.scalars(query, {"low": low, "high": high}).all()
        if len(newest) < enough and connection.scalar(beyond, {"low": low, "high": high}) is not None:
            return None
        found += newest
    return sorted(found, key=newest_first)[:enough]


def _matching(asked: Asked, table: sa.FromClause) -> sa.Select[Any]:
    """PostgreSQL's query for the numbers of rows of `search`, or of a part of it, that have the words and names."""
    query = sa.select(table.c.number)
    if asked.terms():
        query = query.where(sa.literal_column("search.words").op("@@")(tsquery(asked.terms())))
    for column, name in (("search.names", asked.who), ("search.places", asked.where)):
        if name is not None:
            phrase = sa.func.phraseto_tsquery(sa.literal_column("'simple'"), plain_name(name))
            query = query.where(sa.literal_column(column).op("@@")(phrase))
    return query


def tsquery(terms: Sequence[str]) -> sa.ColumnElement[Any]:
    """Terms as PostgreSQL takes them; stop words are left out."""
    phrases: list[Any] = [sa.func.phraseto_tsquery(sa.literal_column("'english'"), term) for term in terms]
    return reduce(lambda one, other: one.op("&&")(other), phrases)


def _expected(connection: sa.Connection, query: sa.Select[Any]) -> int:
    """How many rows PostgreSQL's planner expects of a query."""
    compiled = query.compile(dialect=connection.dialect)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params).scalar_one()
    return int(plan[0]["Plan"]["Plan Rows"])
