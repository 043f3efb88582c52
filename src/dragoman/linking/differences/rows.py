"""What the rows of all kinds of difference share."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.linking.corroboration import outlet_of
from dragoman.linking.rows import Rows
from dragoman.model.base import content_id
from dragoman.model.record import Difference, DifferenceItem

_LONGEST = 30  # words of a quoted passage in a summary


def difference(story: str, kind: str, about: str, summary: str, items: Iterable[DifferenceItem]) -> Difference:
    """One row, its id made from where its items stand."""
    items = tuple(items)
    places = sorted((e.document, e.start, e.end) for i in items for e in i.evidence)
    return Difference(id=content_id("difference", kind, *places), story=story, kind=kind, about=about,
                      summary=summary, items=items)


def shorten(text: str, words: int = _LONGEST) -> str:
    """The first words of a text on one line, with a mark where more were left off."""
    found = text.split()
    return " ".join(found) if len(found) <= words else " ".join(found[:words]) + " …"


def outlet(rows: Rows, document: str) -> str:
    """What a document's outlet is called, for people to read."""
    return outlet_of(rows.readings[document].document)
