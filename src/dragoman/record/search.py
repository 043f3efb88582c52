"""Full-text search over what a record says, with what each database has: FTS5 in SQLite, tsvector in PostgreSQL.

The database finds the rows that hold all words and pass every filter; it goes through them from the newest on and
stops when it has enough of each kind. These candidates are ranked here, so that no word is too common to be asked
for, and that both databases rank alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from dragoman.model.base import Row
from dragoman.record.candidates import Asked, candidates, quoted, tsquery
from dragoman.record.entries import Entry, plain_name
from dragoman.record.rows import among, some
from dragoman.record.tables import SEARCH

_START, _STOP = "\ue000", "\ue001"  # private characters round a hit, taken out again at once
_SNIPPET = 24  # words
_SHARE = 10  # a tenth of what is searched is a good part of it
_WEIGHTS = {"title": 4.0, "who": 2.0, "text": 1.0}
# BM25's parameters (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), and a usual length.
_SATURATION, _BY_LENGTH, _LENGTH = 1.2, 0.75, 600
_MOST = 10  # more of one word in a row counts no further
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")


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


def find(connection: sa.Connection, asked: Asked) -> list[Found]:
    """The rows that hold all of the words, best first; without words, all rows that pass, the newest first."""
    names = [plain_name(name) for name in (asked.who, asked.where) if name is not None]
    if any(not name.strip() for name in names):
        return []
    terms = asked.terms()
    rows = list(_rows(connection, candidates(connection, asked), with_text=bool(terms)))
    rows.sort(key=lambda row: (row.latest or "", row.earliest or "", row.kind, row.id), reverse=True)
    scores = {row.number: score(terms, row) for row in rows}
    rows.sort(key=lambda row: -scores[row.number])  # of equals the newest first
    best = rows[:asked.limit]
    snippets = _snippets(connection, terms, [row.number for row in best])
    return [_found(row, snippets[row.number], scores[row.number]) for row in best]


def placed(connection: sa.Connection, found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with numbers that no other row has: two hashes of one day that are the same happen hardly ever."""
    entries = tuple(found)
    taken: dict[int, str] = {}
    for part in some(sorted({entry.number for entry in entries})):
        query = sa.select(SEARCH.c.number, SEARCH.c.id).where(among(connection, SEARCH.c.number, part))
        taken.update({int(number): str(key) for number, key in connection.execute(query)})
    made = []
    for entry in entries:
        number = entry.number
        while taken.setdefault(number, entry.id) != entry.id:
            number += 1
        made.append(entry if number == entry.number else replace(entry, number=number))
    return tuple(made)


def settle(connection: sa.Connection, changes: Sequence[int]) -> None:
    """Bring the index in order after a write that changed (added, changed, removed) a good part of what is searched.

    FTS5 joins the parts of its index, so that words are skipped through quickly; PostgreSQL counts how common words
    are, by which it plans.
    """
    whole = connection.scalar(sa.select(sa.func.count()).select_from(SEARCH)) or 0
    if sum(changes) * _SHARE > whole:
        connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES ('optimize')"
                                   if connection.dialect.name == "sqlite" else "ANALYZE search")


def score(terms: Sequence[str], row: Any) -> float:
    """How well a row answers: BM25 over its title, names and text, without the share of rows that have the word.

    The rows hold every word already, so that share would weigh all alike; and counting it takes a look at every row
    that has a common word.
    """
    if not terms:
        return 0.0
    fields = {name: _folded(getattr(row, name)) for name in _WEIGHTS}
    norm = 1 - _BY_LENGTH + _BY_LENGTH * len(row.text) / _LENGTH
    total = 0.0
    for term in terms:
        stem = _stem(_folded(term))
        often = {name: _times(stem, text) for name, text in fields.items()}
        weight = sum(_WEIGHTS[name] * n / (norm if name == "text" else 1) for name, n in often.items())
        weight = weight or 1 / norm  # the database knows more forms of a word
        total += weight / (weight + _SATURATION)
    return total


def _folded(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _stem(word: str) -> str:
    """A word without its ending: the beginning that its forms have in common."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) > 2), "")
    return word[:len(word) - len(ending)]


def _times(stem: str, text: str) -> int:
    """How often words of a text begin with a stem; no more than _MOST are counted."""
    n, at = 0, text.find(stem)
    while at >= 0 and n < _MOST:
        n += at == 0 or not text[at - 1].isalnum()
        at = text.find(stem, at + 1)
    return n


def _rows(connection: sa.Connection, numbers: Sequence[int], *, with_text: bool) -> Iterator[Any]:
    columns = SEARCH.c
    text = columns.text if with_text else sa.func.substr(columns.text, 1, 0).label("text")
    for n in range(0, len(numbers), 500):
        query = sa.select(columns.number, columns.kind, columns.id, columns.title, columns.who, columns.earliest,
                          columns.latest, text)
        yield from connection.execute(query.where(columns.number.in_(numbers[n:n + 500]))).all()


def _snippets(connection: sa.Connection, terms: Sequence[str], numbers: Sequence[int]) -> dict[int, str]:
    """The words round the hits of some rows, by their numbers, with private characters round each hit."""
    if not terms:
        query = sa.select(SEARCH.c.number, sa.func.substr(SEARCH.c.text, 1, 200))
        query = query.where(SEARCH.c.number.in_(numbers))
    elif connection.dialect.name == "sqlite":
        name: sa.ColumnClause[Any] = sa.literal_column("search_words")
        number: sa.ColumnClause[int] = sa.column("rowid")
        query = sa.select(number, sa.func.snippet(name, 1, _START, _STOP, "…", _SNIPPET)).select_from(
            sa.table("search_words")).where(name.op("MATCH")(f"{{title text who}} : ({quoted(terms)})"),
                                            number.in_(numbers))
    else:
        options = f"StartSel={_START}, StopSel={_STOP}, MaxWords={_SNIPPET}, MinWords={_SNIPPET // 2}"
        marked = sa.func.ts_headline(sa.literal_column("'english'"), SEARCH.c.text, tsquery(terms), options)
        query = sa.select(SEARCH.c.number, marked).where(SEARCH.c.number.in_(numbers))
    return {int(number): str(snippet) for number, snippet in connection.execute(query)}


def _found(row: Any, snippet: str, score: float) -> Found:
    plain, marks = "", []
    for n, piece in enumerate(re.split(f"[{_START}{_STOP}]", snippet)):
        if n % 2 and piece:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return Found(kind=row.kind, id=row.id, title=row.title, snippet=plain, marks=tuple(marks), earliest=row.earliest,
                 latest=row.latest, score=round(score, 6))
