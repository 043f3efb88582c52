"""Review on the desk: the queue of what most wants a person's eye, and every judgement with its undo."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

import msgspec
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dragoman import api
from dragoman.errors import NotInRecord, ReviewError
from dragoman.linking.judged.fields import FIELDS, NAMES
from dragoman.model.base import Row
from dragoman.model.judgement import Action, Judgement
from dragoman.model.record import Difference, DocumentRow, Link
from dragoman.record.query import Query
from dragoman.record.store import Reader
from dragoman.review.actions import JOINED
from dragoman.review.history import History, history
from dragoman.review.queue import Doubt, queue
from dragoman.review.things import find_row, kind_of_row
from dragoman.review.values import choices
from dragoman.web.desk import Looking, desk_of, page
from dragoman.web.details import explained

router = APIRouter(include_in_schema=False)
_QUEUE = 30  # links that are listed
_MEMBERS = 200  # of a row, that are listed
_ROW = re.compile(r"/(?:events|entities|agreements|claims|assertions|quantities|times|links|stories|documents)"
                  r"/((?:[a-z]+)_[0-9a-f]{4,16})(?:/.*)?")
_LISTS = {"entity": "entities", "event": "events", "agreement": "agreements", "claim": "claims", "story": "stories",
          "quantity": "quantities", "time": "times", "document": "documents", "assertion": "assertions",
          "difference": "differences"}


def review_of(path: str) -> str | None:
    """Where the row of a page is reviewed; None for a page that is of no row.

    >>> review_of("/events/event_0123456789abcdef")
    '/review/event_0123456789abcdef'
    """
    found = _ROW.fullmatch(path)
    return f"/review/{found[1]}" if found else None


@router.get("/review")
def show_queue(request: Request, query: Looking, done: str = "", at: int = 0, kind: str = "") -> Response:
    """The queue: one link to be judged, with the words of both sides, and those that follow it."""
    doubts = queue(desk_of(request).queries, limit=_QUEUE, kinds=(kind,) if kind else ())
    place = min(max(at, 0), max(len(doubts) - 1, 0))
    shown: dict[str, Any] = {"doubts": doubts, "at": place, "kind": kind, "done": _done(request, done), "x": None}
    if doubts:
        told, shown["page"] = explained(request, query, doubts[place].link)
        shown |= {"x": told, "doubt": doubts[place], "story": shown["page"].story,
                  "where": _page_of(doubts[place])}
    return page(request, "review.html", **shown)


@router.get("/review/{key}")
def show_row(request: Request, key: str, query: Looking, done: str = "", wrong: str = "") -> Response:
    """A row or link with what can be judged of it, what it is made of, and what was judged."""
    store = desk_of(request).queries
    told = history(store, key)
    row = _row(store, told.id) if told.id else None
    if told.id and told.id != key and not key.startswith("link_"):
        return RedirectResponse(f"/review/{told.id}" + (f"?done={quote(done)}" if done else ""), 307)
    return page(
        request, "review_row.html", key=key, told=told, row=row, kind=told.kind, fields=_fields(row),
        done=_done(request, done), wrong=wrong, members=told.members[:_MEMBERS], more=len(told.members) - _MEMBERS,
        back=_page(told), joined=told.kind in JOINED, called=_called(row, key), titles=_titles(query, told))


@router.post("/review")
def judge(
    request: Request, action: Annotated[str, Form()], row: Annotated[str, Form()],
    others: Annotated[list[str] | None, Form()] = None, field: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/review",
) -> Response:
    """Judge; then back to the page that it was done from, where it can be undone."""
    named = [part.strip() for other in others or () for part in other.split(",") if part.strip()]
    asked = msgspec.convert({"action": action, "row": row, "others": named, "field": field or None,
                             "value": value if action == "correct" else None, "note": note or None}, Action)
    person = getattr(request.state, "person", None)
    try:
        with api.open(desk_of(request).queries.location) as record:
            made = record.judge_all([asked], person=person.name if person else "")[0]
            back = _still_there(record, _local(back), made)
    except (ReviewError, NotInRecord) as error:
        return RedirectResponse(_with(f"/review/{quote(row)}", "wrong", str(error)), 303)
    return RedirectResponse(_with(back, "done", made.id), 303)


def _still_there(record: api.Record, back: str, made: Judgement) -> str:
    """The page to go back to: that of another row where the one of the page is no more."""
    _, _, key = urlsplit(back).path.partition("/review/")
    try:
        if key:
            record.history(key)
        return back
    except NotInRecord:
        about = record.judgement(made.left) if made.verdict == "withdrawn" else made
        return f"/review/{about.row or about.left}"


def _local(back: str) -> str:
    """A page of this desk to go back to; the queue for any other."""
    parts = urlsplit(back)
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc and "\n" not in back
    return back if inside else "/review"


def _with(path: str, name: str, value: str) -> str:
    kept = [p for p in (urlsplit(path).query or "").split("&") if p and not p.startswith(("done=", "wrong="))]
    return f"{urlsplit(path).path}?{'&'.join([*kept, name + '=' + quote(value, safe='')])}"


def _done(request: Request, key: str) -> Judgement | None:
    """The judgement that was just made, so that it can be told and undone."""
    try:
        return desk_of(request).queries.row(Judgement, key) if key.startswith("judgement_") else None
    except NotInRecord:
        return None


def _row(store: Reader, key: str) -> Row | None:
    try:
        return find_row(store, key)
    except NotInRecord:  # a link that was rejected
        return None


def _fields(row: Row | None) -> list[dict[str, Any]]:
    """The fields of a row that can be corrected: name, value in words, choices, and whether it names rows."""
    if row is None or isinstance(row, Link | Difference | Judgement):
        return []
    kind = kind_of_row(row)
    return [{"name": name, "value": _words(getattr(row, name)), "choices": choices(kind, name),
             "names": name in NAMES} for name in FIELDS[kind]]


def _words(value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(getattr(value, "value", value))


def _called(row: Row | None, key: str) -> str:
    for name in ("summary", "name", "title", "text", "about"):
        if found := getattr(row, name, None):
            return str(found)
    return key


def _titles(query: Query, told: History) -> dict[str, str]:
    """What the reports are called that members stand in."""
    rows: dict[str, DocumentRow] = query.some("documents", {t.document for t in told.members[:_MEMBERS]})
    return {key: row.title or row.file or key for key, row in rows.items()}


def _page(told: History) -> str | None:
    """The page of a row itself."""
    if told.id and told.id.startswith("link_"):
        return f"/links/{told.id}"
    return f"/{_LISTS[told.kind]}/{told.id}" if told.id and told.kind in _LISTS else None


def _page_of(doubt: Doubt) -> str | None:
    kind = {"claim": "assertion", "copy": "document"}.get(doubt.link.kind, doubt.link.kind)
    return f"/{_LISTS[kind]}/{doubt.row}" if kind in _LISTS else None
