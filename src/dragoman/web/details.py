"""Single rows of the record: an event, a claim, an assertion, a figure, a time, a difference, a link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from dragoman.dossier.links import Explained, Links
from dragoman.dossier.page import SHARED
from dragoman.dossier.story import view_of
from dragoman.model.record import Event, Evidence
from dragoman.record import partial
from dragoman.record.query import Query
from dragoman.web.desk import Looking, desk_of, page
from dragoman.web.dossiers import DeskPage, link, mark
from dragoman.web.spans import around_of, place

router = APIRouter(include_in_schema=False)
_MOST = 40  # documents that a row's words are shown from
_PLAIN = (str, int, float, bool)
_HIDDEN = ("id", "evidence", "text", "document", "start", "end", "corroboration", "summary", "judged")


def mark_of(evidence: Iterable[Evidence]) -> Markup:
    """A mark that leads to the words that something rests on; nothing where there are none."""
    found = tuple({(e.document, e.start, e.end): e for e in evidence}.values())
    return mark(found) if found else Markup()


def around(
    request: Request, query: Query, evidence: Iterable[Evidence], *, want: Iterable[str] = ("links",)
) -> DeskPage:
    """What is needed to show a row: the documents that it stands in (the first _MOST), and what they say."""
    keys = list(dict.fromkeys(e.document for e in evidence))[:_MOST]
    documents = list(query.some("documents", keys).values())
    record = partial.of_documents(query, documents, frozenset(want))
    return DeskPage(view_of(record, [d.id for d in documents]), Links(record), desk_of(request).templates)


@router.get("/events/{key}")
def event(request: Request, key: str, query: Looking) -> Response:
    """An event: who, to whom, where, when, on whose word."""
    row: Event = query.row("events", key)
    if row.id != key:
        return RedirectResponse(f"/events/{row.id}", 307)
    shown = around(request, query, row.evidence)
    claims = list(query.some("claims", row.claims[:50]).values())
    figures = list(query.some("quantities", row.quantities[:50]).values())
    deal = query.parts("agreements", [row.agreement], ("name",)).get(row.agreement) if row.agreement else None
    return page(request, "event.html", e=row, page=shown, story=shown.story, shared=SHARED, link=link, claims=claims,
                figures=figures, deal=deal, reports=_reports(shown, row.evidence))


@router.get("/claims/{key}")
def claim(request: Request, key: str, query: Looking) -> Response:
    """A claim: whose it is, and which others state the same."""
    row = query.row("claims", key)
    same = list(query.some("assertions", query.having("assertions", "claim", [row.id])).values())
    claims = list(query.some("claims", {c for a in same for c in a.claims}).values())
    documents = list(query.some("documents", sorted({c.document for c in (row, *claims)})[:_MOST]).values())
    record = partial.of_documents(query, documents, frozenset(("claims", "links")))
    shown = DeskPage(view_of(record, [d.id for d in documents]), Links(record), desk_of(request).templates)
    return page(request, "claim.html", c=row, page=shown, story=shown.story, shared=SHARED, link=link, same=same,
                claims=sorted((c for c in claims if c.id != row.id), key=lambda c: (c.document, c.start)), place=place)


@router.get("/assertions/{key}")
def assertion(key: str, query: Looking) -> Response:
    """An assertion: shown with the first claim, figure or event that it consists of."""
    row = query.row("assertions", key)
    for where, members in (("claims", row.claims), ("events", row.events), ("quantities", row.quantities)):
        for member in members[:1]:
            return RedirectResponse(f"/{where}/{member}", 303)
    return RedirectResponse("/", 303)  # the store refuses an assertion that rests on nothing


@router.get("/times/{key}")
def time(request: Request, key: str, query: Looking) -> Response:
    """A time expression."""
    return _placed(request, query, "times", key, "A time")


@router.get("/quantities/{key}")
def quantity(request: Request, key: str, query: Looking) -> Response:
    """A figure."""
    return _placed(request, query, "quantities", key, "A figure")


@router.get("/differences/{key}")
def difference(key: str, query: Looking) -> Response:
    """A difference, in its story."""
    row = query.row("differences", key)
    return RedirectResponse(f"/stories/{row.story}/differences#{row.id}", 303)


@router.get("/links/{key}")
def why(request: Request, key: str, query: Looking) -> Response:
    """A link: what two things were taken for one, and why."""
    row = query.row("links", key)
    found = explained(request, query, row)
    return page(request, "link.html", x=found[0], page=found[1], story=found[1].story, shared=SHARED)


def explained(request: Request, query: Query, row: Any) -> tuple[Explained, DeskPage]:
    """A link with both its sides, and what is needed to show it."""
    name = {"entity": "entities", "event": "events", "agreement": "agreements", "claim": "claims"}.get(row.kind)
    documents: list[str] = []
    if row.kind in ("story", "document", "copy"):
        documents = [row.left, row.right]
    elif name == "claims":
        documents = [c.document for c in query.some("claims", (row.left, row.right)).values()]
    elif name == "entities":
        redirected = query.some("redirects", (row.left,))
        documents = [d for d, _, _ in query.mentions_of(
            redirected[row.left].to if row.left in redirected else row.left, limit=60)]
    elif name:
        documents = [e.document for e in query.row(name, row.left).evidence]
    spans = [Evidence(document=d, start=0, end=1, text="") for d in documents]
    shown = around(request, query, spans, want=("links", "claims"))
    return shown.explain(row), shown


def _placed(request: Request, query: Query, name: str, key: str, called: str) -> Response:
    """A row that stands at one place of a document."""
    row = query.row(name, key)
    document = query.row("documents", row.document)
    fields = [(field, value) for field, value in msgspec.to_builtins(row).items()
              if field not in _HIDDEN and isinstance(value, _PLAIN)]
    claim = query.parts("claims", [row.claim], ("text", "attribution")).get(row.claim) if name == "quantities" else None
    said = {"text": claim["text"], "source": ", via ".join(a["name"] for a in reversed(claim["attribution"]))
            or "the report itself"} if claim else None
    before, after = around_of(document, row.start, row.end)
    return page(request, "placed.html", row=row, document=document, fields=fields, called=called, place=place,
                name=name, said=said, before=before, after=after)


def _reports(shown: DeskPage, evidence: Iterable[Evidence]) -> list[tuple[Any, list[Evidence]]]:
    """The reports that tell of something, each with its own words for it."""
    words: dict[str, list[Evidence]] = {}
    for e in evidence:
        if e.field is None:
            words.setdefault(e.document, []).append(e)
    return [(d, words[d.id]) for d in shown.story.documents if d.id in words]
