"""What rows, and the values of judgements, are called wherever they are shown to people."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.linking.judged.fields import names
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement
from dragoman.model.record import DocumentRow
from dragoman.record.query import Query


def names_in(query: Query, judgements: Iterable[Judgement]) -> dict[str, str]:
    """What the rows are called now that values of judgements name, by the ids in these; of one that is no more, what
    its report called it."""
    found: dict[str, str] = {}
    keys: set[str] = set()
    for j in judgements:
        found |= {t.id: t.label or t.words for t in j.things if t.side == "value" and (t.label or t.words)}
        if j.field and names(j.field):
            keys |= {str(key) for value in (j.value, j.was) for key in (value if isinstance(value, list) else [value])}
    now = {key: key for key in keys} | {r.id: r.to for r in query.some("redirects", keys).values()}
    for name in ("entities", "agreements"):
        called = query.parts(name, now.values(), ("name",))
        found |= {key: called[row]["name"] for key, row in now.items() if row in called}
    return found


def named(row: Row | DocumentRow, key: str) -> str:
    """What a row is called."""
    for name in ("summary", "name", "title", "text", "about"):
        if found := getattr(row, name, None):
            return str(found)
    return key


def titles_in(query: Query, documents: Iterable[str]) -> dict[str, str]:
    """What reports are called, by their ids."""
    rows = query.parts("documents", documents, ("title", "file"))
    return {key: row["title"] or row["file"] or key for key, row in rows.items()}
