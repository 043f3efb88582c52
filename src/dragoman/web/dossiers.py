"""A story's dossier in the desk, a page for each of its sections, and as a file to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.dossier.links import Links
from dragoman.dossier.page import SHARED, StoryPage, render
from dragoman.dossier.story import view
from dragoman.errors import NotInRecord
from dragoman.model.record import Evidence
from dragoman.record import partial
from dragoman.record.query import Query
from dragoman.web.desk import Looking, desk_of, page
from dragoman.web.spans import passages, place

router = APIRouter(include_in_schema=False)
# section: (what it is called, the lists of the record that it needs)
SECTIONS: dict[str, tuple[str, frozenset[str]]] = {
    "brief": ("Brief", frozenset(("differences", "claims", "quantities"))),
    "agreements": ("Agreements", frozenset(("links", "differences"))),
    "timeline": ("Timeline", frozenset(("differences",))),
    "says": ("Who says what", frozenset(("claims", "assertions", "links", "differences"))),
    "figures": ("Figures", frozenset(("quantities", "claims", "differences"))),
    "differences": ("Differences", frozenset(("differences",))),
    "added": ("What each report added", partial.EVERYTHING - {"times", "links"}),
    "people": ("People", frozenset(("differences",))),
    "reports": ("Reports", frozenset(("differences",))),
}


class DeskPage(StoryPage):
    """A story whose evidence, reports and names lead to the desk's own pages."""

    def ev(self, evidence: Iterable[Evidence]) -> Markup:
        """A mark that leads to the words that something rests on, which a script shows in place."""
        found = tuple({(e.document, e.start, e.end): e for e in evidence}.values())
        if not found:
            return Markup()
        return mark(found)

    def report(self, document: str) -> str:
        """The reader's page of a report."""
        return f"/documents/{quote(document, safe='')}"

    def named(self, entity: str | None) -> Markup:
        """An entity's name, as a link to its page."""
        return link(entity, self.story.name(entity))

    def agreed(self, agreement: str) -> str:
        """The page of an agreement."""
        return f"/agreements/{quote(agreement, safe='')}"

    def judge(self, row: Any) -> Markup:
        """A mark by which a row is judged where it is shown."""
        return judge_mark(self._known.get(row, row) if isinstance(row, str) else row)

    @cached_property
    def _known(self) -> dict[str, Any]:
        """The story's rows that others name by their ids."""
        story = self.story
        events, agreements = {e.id: e for e in story.events}, {a.id: a for a in story.agreements}
        return {**events, **agreements, **story.claims, **story.quantities, **{d.id: d for d in story.differences}}


def judge_mark(row: Any) -> Markup:
    """A mark by which a row, or that of an id, is judged where it is shown: a script opens what can be done with it
    beside it, and takes its keys. It shows whether somebody has judged the row."""
    if row is None:
        return Markup()
    known = {"id": row} if isinstance(row, str) else row
    key, judged = (known["id"], known.get("judged")) if isinstance(known, dict) else (known.id, known.judged)
    kind = key.partition("_")[0]
    return Markup('<a class="judge{}" href="/review/{}" aria-label="{}judge this {}" title="judge: a accepts, r '
                  'rejects, e shows all that can be done">{}</a>').format(
        " judged" if judged else "", quote(key, safe=""), "judged by a person; " if judged else "",
        "report" if kind == "d" else kind, "✔" if judged else "✎")


def mark(found: Sequence[Evidence]) -> Markup:
    """A mark that leads to some passages: one alone to its place in the report."""
    if len(found) != 1:
        return Markup('<a class="ev" href="{}" aria-label="the words: {} passages">❝{}</a>').format(
            passages(found), len(found), len(found))
    return Markup('<a class="ev" href="{}" data-in="{}" aria-label="the words: 1 passage">❝1</a>').format(
        place(found[0].document, found[0].start, found[0].end), passages(found))


def words_of(key: str) -> Markup:
    """A mark that leads to the words that the row of an id rests on, which need not be at hand."""
    return Markup('<a class="ev" href="/words?of={}" aria-label="the words">❝</a>').format(quote(key, safe=""))


def link(entity: str | None, name: str | None) -> Markup:
    """A name as a link to the entity's page; without an entity the name alone."""
    if not entity or not name:
        return escape(name or "")
    return Markup('<a class="name" href="/entities/{}">{}</a>').format(quote(entity, safe=""), name)


@router.get("/stories/{key}")
def story(request: Request, key: str, query: Looking) -> Response:
    """A story: its brief."""
    return _section(request, query, key, "brief")


@router.get("/stories/{key}/dossier.html")
def file(key: str, query: Looking) -> Response:
    """A story's dossier as one file."""
    record = partial.of_story(query, key)
    text = render(record, record.stories[0].id)
    return HTMLResponse(text, headers={
        "Content-Disposition": f'attachment; filename="{quote(record.stories[0].id)}.html"'})


@router.get("/stories/{key}/{section}")
def section(request: Request, key: str, section: str, query: Looking) -> Response:
    """A section of a story's dossier."""
    if section == "brief":
        return RedirectResponse(f"/stories/{quote(key, safe='')}", 308)
    return _section(request, query, key, section)


def _section(request: Request, query: Query, key: str, section: str) -> Response:
    if section not in SECTIONS:
        raise NotInRecord(f"{section}: a dossier has no such section")
    record = partial.of_story(query, key, SECTIONS[section][1])
    found = record.stories[0].id
    if found != key:  # it has become part of another
        return RedirectResponse(f"/stories/{quote(found, safe='')}/{section}", 307)
    shown = DeskPage(view(record, found), Links(record), desk_of(request).templates)
    more: dict[str, Any] = {"reports": _lengths(shown)} if section == "reports" else {}
    return page(request, "story.html", story=shown.story, page=shown, section=section, sections=SECTIONS,
                shared=SHARED, left_out=len(record.stories[0].documents) - len(record.documents), **more)


def _lengths(shown: DeskPage) -> list[tuple[int, Any, int]]:
    return [(n, d, len(d.text.split())) for n, d in enumerate(shown.story.documents, 1)]
