"""Which rows a search finds, before they are ranked: the newest of each kind that match.

SQLite's index (FTS5) gives the rows that hold some words in the order of their numbers, that is the newest of a kind
first, and skips quickly to the first of a range; but it does not stop at the end of one before it has met the next
row that matches. Two common words that hardly ever stand together would be gone through to the end for each range
anew: so the next row is asked for first, and the ranges before it are passed over. PostgreSQL's (GIN) gives them all
at once and in no order: so it is asked where the planner expects few in a kind; where it expects many, the newest rows
are gone through, so far as to find enough of them if the planner is right, and its index is asked after all where it
was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import sqlalchemy as sa

from dragoman.record.entries import newest_first, numbers_of, plain_name
from dragoman.record.tables import JOINED, NUMBERS, SEARCH, SEARCHED

CANDIDATES = 50  # of each kind, the newest so many that match are ranked
_ENOUGH = 4  # times as many rows as hold enough matches, where these are spread evenly, are gone through


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
    kinds = list(dict.fromkeys(asked.kinds or SEARCHED))
    if connection.dialect.name == "sqlite":
        found = _of_sqlite(connection, asked, kinds, enough)
    else:
        found = _of_postgresql(connection, asked, kinds, enough)
    return [number for kind in kinds for number in sorted(found[kind], key=newest_first)[:enough]]


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


def _of_sqlite(connection: sa.Connection, asked: Asked, kinds: list[str], enough: int) -> dict[str, list[int]]:
    """By kind the numbers of the newest rows of each range that match."""
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    matched, query = _fts5(asked)
    after: int | None = 0  # nothing before it matches
    ranges = ((low, high, kind) for kind in kinds for low, high in numbers_of(kind, asked.since, asked.until))
    for low, high, kind in sorted(ranges):
        if matched is not None and after is not None and after <= low:
            after = connection.scalar(matched, {"low": low})
        if after is None:
            break
        if after <= high:
            found[kind] += connection.scalars(query, {"low": max(low, after), "high": high, "enough": enough})
    return found


def _fts5(asked: Asked) -> tuple[sa.Select[Any] | None, sa.Select[Any]]:
    """Queries for the first row from `low` on that has the words, null where none is asked for, and for `enough` rows
    from `low` to `high` that pass the filters, too."""
    parts = [f"{{title text who}} : ({quoted(asked.terms())})"] if asked.terms() else []
    parts += [f"{column} : {quoted([plain_name(name)])}"
              for column, name in (("who", asked.who), ("place", asked.where)) if name is not None]
    if not parts:
        return None, _in_range(sa.select(SEARCH.c.number), SEARCH.c.number, asked)
    matched = sa.table("search_words", sa.column("rowid", sa.Integer))
    query = sa.select(matched.c.rowid.label("number")).where(sa.literal_column("search_words").op("MATCH")(
        " AND ".join(parts)))
    first = query.where(matched.c.rowid >= sa.bindparam("low")).order_by(matched.c.rowid).limit(1)
    if any(value is not None for value in (asked.who, asked.where, asked.since, asked.until)):
        query = query.select_from(matched.join(SEARCH, SEARCH.c.number == matched.c.rowid))
    return first, _in_range(query, matched.c.rowid, asked)


def quoted(terms: Sequence[str]) -> str:
    """Terms as FTS5 takes them: in quotes, no character has another meaning."""
    return " ".join(f'"{term}"' for term in terms)


def _of_postgresql(
    connection: sa.Connection, asked: Asked, kinds: list[str], enough: int
) -> dict[str, list[int]]:
    """By kind the numbers of the newest rows that match, some more than enough."""
    windows = _windows(connection, asked, enough)
    found = _walk(connection, asked, [kind for kind in kinds if kind in windows], enough, windows)
    for kind in kinds:
        if kind not in found:
            low, high = SEARCHED.index(kind) * NUMBERS, (SEARCHED.index(kind) + 1) * NUMBERS - 1
            query = _passing(_matching(asked, SEARCH), asked).where(SEARCH.c.number.between(low, high))
            found[kind] = list(connection.scalars(query))
    return found


def _windows(connection: sa.Connection, asked: Asked, enough: int) -> dict[str, int]:
    """How many of the newest rows of a kind are to be gone through to find enough; only for kinds of many matches."""
    if not asked.terms() and asked.who is asked.where is None:
        return dict.fromkeys(SEARCHED, enough * _ENOUGH)
    named = sa.text("SELECT relname, reltuples FROM pg_class WHERE oid = ANY (:names ::regclass[])")
    whole = connection.execute(named, {"names": [f"search_{kind}" for kind in SEARCHED]})
    totals = {str(name).removeprefix("search_"): int(total) for name, total in whole}
    compiled = _matching(asked, SEARCH).compile(dialect=connection.dialect)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params).scalar_one()
    # Of n rows r match: enough/r * n are gone through to find enough, r are fetched by the index. What has not been
    # counted yet has -1 rows, and is small.
    return {kind: _ENOUGH * enough * totals[kind] // rows + 1 for kind, rows in _expected(plan[0]["Plan"])
            if rows * rows > enough * totals[kind] > 0}


def _expected(plan: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Of each kind how many rows PostgreSQL's planner expects; each has a table of its own."""
    if "Relation Name" in plan:
        yield str(plan["Relation Name"]).removeprefix("search_"), int(plan["Plan Rows"])
    else:
        for part in plan.get("Plans", ()):
            yield from _expected(part)


def _walk(
    connection: sa.Connection, asked: Asked, kinds: list[str], enough: int, windows: dict[str, int]
) -> dict[str, list[int]]:
    """Go through the newest rows of some kinds, of each length of time; a kind of which too few matched is left out."""
    ranges = [(kind, low, high, windows[kind])
              for kind in kinds for low, high in numbers_of(kind, asked.since, asked.until)]
    if not ranges:
        return {kind: [] for kind in kinds}
    to_see = _table_of(ranges)
    newest = sa.select(SEARCH.c.number, SEARCH.c.who, SEARCH.c.place, SEARCH.c.earliest, SEARCH.c.latest,
                       *map(sa.literal_column, ("search.words", "search.names", "search.places")))
    newest = newest.where(SEARCH.c.number.between(to_see.c.low, to_see.c.high)).order_by(SEARCH.c.number)
    window = newest.limit(to_see.c.window).correlate(to_see).subquery("search")
    match = _passing(_matching(asked, window), asked, window).order_by(window.c.number).limit(enough)
    part = match.correlate(to_see).lateral("match")
    found: dict[tuple[str, int], list[int]] = {(kind, low): [] for kind, low, _, _ in ranges}
    for kind, low, number in connection.execute(sa.select(to_see.c.kind, to_see.c.low, part.c.number)):
        found[kind, low].append(number)
    short = [r for r in ranges if len(found[r[0], r[1]]) < enough]
    unseen = _beyond(connection, short) if short else set()
    return {kind: [number for (of, _), numbers in found.items() if of == kind for number in numbers]
            for kind in kinds if kind not in unseen}


def _table_of(ranges: list[tuple[str, int, int, int]]) -> sa.Values:
    columns: list[sa.ColumnClause[Any]] = [sa.column("kind", sa.Text)]
    columns += [sa.column(name, sa.BigInteger) for name in ("low", "high", "window")]
    return sa.values(*columns, name="ranges").data(ranges)


def _beyond(connection: sa.Connection, ranges: list[tuple[str, int, int, int]]) -> set[str]:
    """The kinds of which a range has more rows than its window."""
    to_see = _table_of(ranges)
    next_one = sa.select(SEARCH.c.number).where(SEARCH.c.number.between(to_see.c.low, to_see.c.high))
    one = next_one.order_by(SEARCH.c.number).offset(to_see.c.window).limit(1).correlate(to_see).lateral("one")
    return set(connection.scalars(sa.select(to_see.c.kind).select_from(to_see.join(one, sa.true()))))


def _matching(asked: Asked, table: sa.FromClause) -> sa.Select[Any]:
    """PostgreSQL's query for the numbers of rows of `search`, or of a part of it, that have the words and names."""
    query = sa.select(table.c.number)
    if asked.terms():
        query = query.where(sa.literal_column("search.words").op("@@")(tsquery(asked.terms())))
    for column, name in (("search.names", asked.who), ("search.places", asked.where)):
        if name is not None:
            words = plain_name(name).split()
            paired = [f"{one}{JOINED}{other}" for one, other in pairwise(words)] or words
            asked_for = sa.func.plainto_tsquery(sa.literal_column("'simple'"), " ".join(paired))
            query = query.where(sa.literal_column(column).op("@@")(asked_for))
    return query


def tsquery(terms: Sequence[str]) -> sa.ColumnElement[Any]:
    """Terms as PostgreSQL takes them; stop words are left out."""
    phrases: list[Any] = [sa.func.phraseto_tsquery(sa.literal_column("'english'"), term) for term in terms]
    return reduce(lambda one, other: one.op("&&")(other), phrases)
