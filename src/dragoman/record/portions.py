"""Linking many documents some thousands at a time, so that memory does not grow with a record.

The record is the same, whatever the portions: it is a function of the set of documents. They come in the order of
their days, so that each portion has most of its neighbours in itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from dragoman.model.base import Row
from dragoman.model.judgement import Judgement
from dragoman.model.time import Time
from dragoman.record.rows import some, unpack
from dragoman.record.tables import FACETS, MENTIONS, READINGS, ROWS, SEARCH, UNLINKED


class _Head(Row, frozen=True):
    """Of a document, when it was published: as the reading says, since it may stand in the text alone."""

    published: Time | None = None


class _Reading(Row, frozen=True):
    """Of a reading, its document: the rest is passed over."""

    document: _Head


def portions(connection: sa.Connection, known: Iterable[Judgement], size: int) -> Iterator[tuple[str, ...]]:
    """The documents that are not linked, about `size` at a time, but those of one day mostly together; those that
    people speak of are in the first portion."""
    judged = {t.document for j in known for t in j.things}
    waiting = set(map(str, connection.scalars(sa.select(UNLINKED.c.id))))
    days: dict[str, str] = dict.fromkeys(waiting, "")  # of documents that are gone none is known
    for part in some(sorted(waiting)):
        query = sa.select(READINGS.c.id, READINGS.c.reading).where(READINGS.c.id.in_(part))
        for key, packed in connection.execute(query):
            published = unpack(packed, _Reading).document.published
            days[str(key)] = (published.earliest if published else None) or "9999"
    ordered = sorted(waiting, key=lambda d: (d not in judged, days[d], d))
    begin, number = 0, len(ordered)
    least = max(size, sum(d in judged for d in ordered))
    while begin < number:
        end = min(begin + least, number)
        while end < min(begin + 2 * least, number) and days[ordered[end]] == days[ordered[end - 1]]:
            end += 1  # stories go on from one day to the next, but more are cut within a day
        yield tuple(ordered[begin:end])
        begin, least = end, size


def begin_anew(connection: sa.Connection) -> int:
    """Take all rows away but people's judgements, and let all documents be linked. Gives how many rows there were."""
    removed = 0
    for name, table in ROWS.items():
        if name != "judgements":
            removed += connection.execute(table.delete()).rowcount
    for table in (SEARCH, MENTIONS, UNLINKED):
        connection.execute(table.delete())
    connection.execute(FACETS.delete().where(FACETS.c.list != "judgements"))
    connection.execute(UNLINKED.insert().from_select(["id"], sa.select(READINGS.c.id)))
    return removed
