"""A report's text cut into pieces, each with the layers that lie on it, so that overlaps are shown whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.dossier.story import StoryView
from dragoman.model.record import Claim, DocumentRow, Evidence, Quantity, TimeRow

_Placed = Claim | Evidence | Quantity | TimeRow
LAYERS = ("names", "times", "quantities", "claims", "events", "agreements")


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same layers. `title` says what the rows on it are, `rows` are their ids."""

    start: int
    end: int
    text: str
    layers: tuple[str, ...]
    title: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A span that is in a layer: what the row on it is, and its id."""

    start: int
    end: int
    layer: str
    title: str
    row: str


def blocks(
    story: StoryView, document: DocumentRow, cited: Iterable[Evidence]
) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """The blocks of a document, each a kind and its pieces; every cited span begins and ends a piece."""
    marks = sorted(marks_of(story, document), key=lambda m: (m.start, m.end, m.layer, m.title))
    cuts = sorted({p for m in marks for p in (m.start, m.end)}
                  | {p for e in cited if e.document == document.id for p in (e.start, e.end)})
    for block in document.blocks:
        inside = [m for m in marks if m.start < block.end and block.start < m.end]
        edges = [block.start, *[c for c in cuts if block.start < c < block.end], block.end]
        pieces = []
        for start, end in pairwise(edges):
            on = [m for m in inside if m.start <= start and end <= m.end]
            pieces.append(Piece(
                start, end, document.text[start:end],
                tuple(layer for layer in LAYERS if any(m.layer == layer for m in on)),
                " · ".join(dict.fromkeys(m.title for m in on)), tuple(dict.fromkeys(m.row for m in on)),
            ))
        yield block.kind, tuple(pieces)


def marks_of(story: StoryView, document: DocumentRow) -> Iterator[Mark]:
    """Everything that lies on a document, layer by layer."""
    said = [c for c in story.claims.values() if c.voice != "outlet"]
    rows: dict[str, Iterable[tuple[_Placed, str, str]]] = {
        "names": ((m, f"{e.name} ({e.kind})", e.id) for e in story.people for m in e.mentions),
        "times": ((t, f"{t.value} ({t.basis})", t.id) for t in story.times),
        "quantities": ((q, f"figure: {q.of or q.text}", q.id) for q in story.quantities.values()),
        "claims": ((c, f"said by {story.source(c.attribution)}", c.id) for c in said),
        "events": ((v, f"{e.type}: {e.summary}", e.id) for e in story.events for v in e.evidence if v.field is None),
        "agreements": ((v, a.name, a.id) for a in story.agreements for v in a.evidence if v.field is None),
    }
    for layer, placed in rows.items():
        for row, title, key in placed:
            if row.document == document.id:
                yield Mark(row.start, row.end, layer, title, key)
