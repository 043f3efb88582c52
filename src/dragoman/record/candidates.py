"""Which rows a search finds, before they are ranked: the newest of each kind that match.

SQLite's index (FTS5) gives the rows that hold some words in the order of their numbers, that is the newest of a kind
first, and skips quickly to the first of a range. PostgreSQL's (GIN) gives them all at once and in no order: so it is
asked where its planner expects few; where it expects many, the newest rows are gone through until enough match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import sqlalchemy as sa

from dragoman.record.entries import SEARCHED, newest_first, numbers_of, order_of, plain_name
from dragoman.record.tables import SEARCH

CANDIDATES = 60  # of each kind, the newest so many that match are ranked
_FEW = 12_000  # rows that PostgreSQL fetches by its index in some hundredths of a second


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
    if connection.dialect.name != "sqlite" and _few(connection, asked):
        return _all_at_once(connection, asked, enough)
    query = (_fts5 if connection.dialect.name == "sqlite" else _tsvector)(asked)
    found = []
    for kind in dict.fromkeys(asked.kinds or SEARCHED):
        newest = [number for low, high in numbers_of(kind, asked.since, asked.until)
                  for number in connection.scalars(query, {"low": low, "high": high, "enough": enough}).all()]
        found += sorted(newest, key=newest_first)[:enough]
    return found


def _in_range(query: sa.Select[Any], number: sa.ColumnElement[int], asked: Asked) -> sa.Select[Any]:
    """The query from `low` up to `high`, `enough` at most. Lower numbers are newer."""
    query = _passing(query, asked).where(number.between(sa.bindparam("low"), sa.bindparam("high")))
    return query.order_by(number).limit(sa.bindparam("enough"))


def _passing(query: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    """The query for rows that pass the filters, exactly."""
    for column, name in ((SEARCH.c.who, asked.who), (SEARCH.c.place, asked.where)):
        if name is not None:  # the index knows more forms of a word, and knows not where one name ends
            query = query.where(column.contains(plain_name(name), autoescape=True))
    if asked.since is not None:
        query = query.where(SEARCH.c.latest >= asked.since)
    if asked.until is not None:
        query = query.where(SEARCH.c.earliest <= asked.until)
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


def _tsvector(asked: Asked) -> sa.Select[Any]:
    return _in_range(_matching(asked), SEARCH.c.number, asked)


def _matching(asked: Asked) -> sa.Select[Any]:
    """PostgreSQL's query for the numbers of rows that have the words and names."""
    query = sa.select(SEARCH.c.number)
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


def _few(connection: sa.Connection, asked: Asked) -> bool:
    """Whether PostgreSQL expects so few matches that its index is the way to them.

    Of phrases it always is: how rare they are the planner does not know.
    """
    if not asked.terms() and asked.who is asked.where is None:
        return False
    if any(len(re.findall(r"\w+", term)) > 1 for term in asked.terms()):
        return True
    compiled = _matching(asked).compile(dialect=connection.dialect)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params).scalar_one()
    return bool(plan[0]["Plan"]["Plan Rows"] <= _FEW)


def _all_at_once(connection: sa.Connection, asked: Asked, enough: int) -> list[int]:
    """The newest rows of each kind, of all that match."""
    query = _passing(_matching(asked), asked)
    if asked.kinds:
        query = query.where(SEARCH.c.kind.in_(asked.kinds))
    place = sa.func.row_number().over(partition_by=SEARCH.c.kind, order_by=order_of(SEARCH.c.number))
    ranked = query.add_columns(place.label("place")).subquery()
    return list(connection.scalars(sa.select(ranked.c.number).where(ranked.c.place <= enough)))
