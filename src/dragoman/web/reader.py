"""The reader: a report with what was read in it, the words behind any datum, and two reports side by side."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dragoman.dossier.layers import LAYERS, Mark, blocks, marks_of
from dragoman.dossier.links import Links
from dragoman.dossier.page import SHARED
from dragoman.dossier.story import view_of
from dragoman.errors import NotInRecord, SettingsError
from dragoman.model.record import DocumentRow, Evidence
from dragoman.record import partial
from dragoman.record.query import Query
from dragoman.web.desk import Looking, desk_of, page
from dragoman.web.dossiers import DeskPage
from dragoman.web.spans import around_of, parsed, place

router = APIRouter(include_in_schema=False)
_WANT = frozenset(("times", "claims", "quantities", "assertions"))
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_LISTS = {"entity": "entities", "event": "events", "agreement": "agreements", "claim": "claims", "time": "times",
          "quantity": "quantities"}
_PASSAGES = 8  # of a row, and rows on a passage whose links are shown
_LINKED = ("names", "claims", "events", "agreements")
_ALIKE = 30  # per cent shared, from which two reports are versions of one, and their own words are marked, too


def _shown(request: Request, query: Query, documents: list[DocumentRow]) -> DeskPage:
    record = partial.of_documents(query, documents, _WANT)
    shown = view_of(record, [d.id for d in documents])
    return DeskPage(shown, Links(record), desk_of(request).templates)


@router.get("/documents/{key}")
def document(request: Request, key: str, query: Looking, at: str = "") -> Response:
    """A report with its layers; the passage `at` is marked."""
    row: DocumentRow = query.row("documents", key)
    if row.id != key:
        return RedirectResponse(f"/documents/{row.id}", 307)
    shown = _shown(request, query, [row])
    span = _span(at, row)
    cited = [Evidence(document=row.id, start=span[0], end=span[1], text=row.text[span[0]:span[1]])] if span else []
    story = query.parts("stories", [row.story], ("title",)) if row.story else {}
    return page(request, "document.html", document=row, page=shown, story=shown.story, shared=SHARED,
                pieces=list(blocks(shown.story, row, cited)), span=span, told=(told := _told(shown, row, span)),
                links=_links(query, told) if span else {},
                of_story=next(iter(story.values()), None), place=place)


@router.get("/documents/{key}/rows")
def rows(request: Request, key: str, query: Looking, at: str) -> Response:
    """The rows on a passage of a report, as a part of a page."""
    row: DocumentRow = query.row("documents", key)
    span = _span(at, row)
    if span is None:
        raise SettingsError("a passage is written as START-END")
    shown = _shown(request, query, [row])
    told = _told(shown, row, span)
    return page(request, "document_rows.html", document=row, page=shown, story=shown.story, shared=SHARED, span=span,
                told=told, links=_links(query, told), place=place)


def _span(at: str, row: DocumentRow) -> tuple[int, int] | None:
    """The passage of a report that an address names; null where there is none."""
    match = _AT.fullmatch(at)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if 0 <= start < end <= len(row.text) else None


def _told(shown: DeskPage, row: DocumentRow, span: tuple[int, int] | None) -> list[tuple[str, list[tuple[Mark, Any]]]]:
    """What was read in a report, or on a passage of it: layer by layer the marks with their rows, each row once."""
    story = shown.story
    everything: tuple[Any, ...] = (*story.agreements, *story.events, *story.people, *story.times,
                                   *story.claims.values(), *story.quantities.values())
    by_id = {r.id: r for r in everything}
    found: dict[str, dict[str, Mark]] = {layer: {} for layer in reversed(LAYERS)}
    for mark in sorted(marks_of(story, row), key=lambda m: (m.start, -m.end)):
        if span is None or (mark.start < span[1] and span[0] < mark.end):
            found[mark.layer].setdefault(mark.row, mark)
    return [(layer, [(mark, by_id[key]) for key, mark in marks.items()]) for layer, marks in found.items() if marks]


def _links(query: Query, told: list[tuple[str, list[tuple[Mark, Any]]]]) -> dict[str, list[Any]]:
    """Of the rows on a passage the links that made them, by their ids."""
    return {row.id: query.links_behind(row.id) for layer, marks in told if layer in _LINKED
            for _, row in marks[:_PASSAGES]}


@router.get("/words")
def words(request: Request, query: Looking, part: str = "") -> Response:
    """Some passages of reports in their surroundings, those `in` them or those that a row rests on (`of` its id); as
    a part of a page with `part`."""
    asked = request.query_params
    spans = _spans_of(query, asked["of"]) if "of" in asked else parsed(asked.get("in", ""))
    documents = {d: query.row("documents", d) for d in dict.fromkeys(d for d, _, _ in spans)}
    found = [(documents[d], start, end, *around_of(documents[d], start, end))
             for d, start, end in spans if 0 <= start < end <= len(documents[d].text)]
    return page(request, "passages_part.html" if part else "passages.html", found=found, place=place)


def _spans_of(query: Query, key: str) -> list[tuple[str, int, int]]:
    """The first passages that a row rests on. Raises NotInRecord for what is no row with words of its own."""
    name = _LISTS.get(key.partition("_")[0])
    if name is None:
        raise NotInRecord(f"{key}: nothing with words of its own has this id")
    if name == "entities":
        return query.mentions_of(key, limit=_PASSAGES)
    row = query.row(name, key)
    if name in ("events", "agreements"):
        return [(e.document, e.start, e.end) for e in row.evidence if e.field is None][:_PASSAGES]
    return [(row.document, row.start, row.end)]


@router.get("/compare")
def compare(request: Request, query: Looking, left: str, right: str) -> Response:
    """Two reports side by side: which words they share, and which statements and figures."""
    pair: list[DocumentRow] = [query.row("documents", left), query.row("documents", right)]
    shown = _shown(request, query, list({d.id: d for d in pair}.values()))
    texts = [_words(d) for d in pair]
    same = _same([[w.lower() for w, _, _ in words] for words in texts])
    columns = [(d, _pieces(d, words, kept)) for d, words, kept in zip(pair, texts, same, strict=True)]
    share = [round(100 * sum(kept) / max(len(kept), 1)) for kept in same]
    both = [row for row in shown.said if len({c.document for c in row.claims}) > 1]
    told = [row for row in shown.counted if len(row.cells) > 1]
    return page(request, "compare.html", columns=columns, share=share, alike=max(share) >= _ALIKE, page=shown,
                story=shown.story, shared=SHARED, both=both, told=told, place=place)


def _words(document: DocumentRow) -> list[tuple[str, int, int]]:
    return [(m[0], m.start(), m.end()) for m in re.finditer(r"\w+", document.text[:60_000])]


def _same(texts: list[list[str]]) -> list[list[bool]]:
    """Of the words of two texts, which stand in a run of four or more that both have."""
    kept = [[False] * len(text) for text in texts]
    for match in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_matching_blocks():
        if match.size >= 4:
            for n in range(match.size):
                kept[0][match.a + n] = kept[1][match.b + n] = True
    return kept


def _pieces(
    document: DocumentRow, words: list[tuple[str, int, int]], kept: list[bool]
) -> list[tuple[str, list[tuple[str, bool]]]]:
    """The blocks of a report, each cut into what the other has and what it has not."""
    edges: list[int] = []
    states: list[bool] = []
    for (_, start, _), same in zip(words, kept, strict=True):
        if not states or states[-1] != same:
            edges.append(start)
            states.append(same)
    found: list[tuple[str, list[tuple[str, bool]]]] = []
    for block in document.blocks:
        cuts = [block.start, *(e for e in edges if block.start < e < block.end), block.end]
        pieces = []
        for start, end in pairwise(cuts):
            at = max((n for n, e in enumerate(edges) if e <= start), default=-1)
            pieces.append((document.text[start:end], states[at] if at >= 0 else False))
        found.append((block.kind, pieces))
    return found
