"""Review on the desk: the queue of what most wants a person's eye, and every judgement with its undo."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dragoman.errors import NotInRecord
from dragoman.linking.judged.fields import EMPTY_IS_NO_VALUE, FIELDS, OF_A_PROVISION, at, names
from dragoman.model.base import Row
from dragoman.model.judgement import Action, Judgement
from dragoman.model.record import Agreement, Difference, Link
from dragoman.record.query import Query
from dragoman.record.store import Reader
from dragoman.review.actions import JOINED
from dragoman.review.history import History, history
from dragoman.review.names import named, names_in, titles_in
from dragoman.review.queue import Doubt, queue
from dragoman.review.things import find_row, kind_of_row
from dragoman.review.values import choices, value_of
from dragoman.web.desk import Looking, desk_of, here_of, kept, page
from dragoman.web.details import explained
from dragoman.web.nearby import near

router = APIRouter(include_in_schema=False)
_QUEUE = 30  # links that are listed
_MEMBERS = 120  # of a row, that are listed
_REVIEWED = re.compile(r"/review/([a-z]+_[0-9a-f]{4,16})")
_ROW = re.compile(r"/(?:events|entities|agreements|claims|assertions|quantities|times|links|stories|documents)"
                  r"/((?:[a-z]+)_[0-9a-f]{4,16})(?:/.*)?")
_LISTS = {"entity": "entities", "event": "events", "agreement": "agreements", "claim": "claims", "story": "stories",
          "quantity": "quantities", "time": "times", "document": "documents", "assertion": "assertions",
          "difference": "differences"}


class Field(NamedTuple):
    """A field that can be corrected: its value as it is typed, what can be chosen (value and words), and a hint."""

    name: str
    value: str
    choices: list[tuple[str, str]]
    hint: str = ""
    label: str = ""
    empty: bool = False  # whether there may be none


def review_of(path: str) -> str | None:
    """Where the row of a page is reviewed; None for a page that is of no row.

    >>> review_of("/events/event_0123456789abcdef")
    '/review/event_0123456789abcdef'
    """
    found = _ROW.fullmatch(path)
    return f"/review/{found[1]}" if found else None


@router.get("/review")
def show_queue(request: Request, query: Looking, at: int = 0, kind: str = "") -> Response:
    """The queue: one link to be judged, with the words of both sides, and those that follow it."""
    doubts = kept(request, ("queue", kind), lambda: queue(desk_of(request).queries, limit=_QUEUE,
                                                          kinds=(kind,) if kind else ()))
    place = min(max(at, 0), max(len(doubts) - 1, 0))
    shown: dict[str, Any] = {"doubts": doubts, "at": place, "kind": kind, "x": None}
    if doubts:
        told, shown["page"] = explained(request, query, doubts[place].link)
        shown |= {"x": told, "doubt": doubts[place], "story": shown["page"].story,
                  "where": _page_of(doubts[place])}
    return page(request, "review.html", **shown)


@router.get("/review/work/{key}")
def show_work(request: Request, key: str) -> Response:
    """What has become of a judgement that takes a while, for a page's script."""
    task = request.app.state.work.get(key)
    if task is None:
        raise NotInRecord("nothing of that key is being worked into the record")
    made = task.future.result().id if task.state == "done" else None
    return JSONResponse({"state": task.state, "seconds": task.seconds, "wrong": task.wrong,
                         "to": _with(_still_there(request, task.back, made), "done", made) if made else None})


@router.get("/review/{key}")
def show_row(
    request: Request, key: str, query: Looking, find: str = "", part: str = "", back: str = "",
) -> Response:
    """A row or link with what can be judged of it, what it is made of, and what was judged; as a part of a page with
    `part`. `find` are words of another row that it may be one with, `back` is the page to go back to."""
    store = desk_of(request).queries
    told = history(store, key)
    row = _row(store, told.id) if told.id else None
    if told.id and told.id != key and not key.startswith("link_"):
        return RedirectResponse(f"/review/{told.id}?{urlencode(list(request.query_params.multi_items()))}", 307)
    here = _local(back) if back else here_of(request)
    about: dict[str, Any] = {"x": None}
    if isinstance(row, Link):
        told_of, shown = explained(request, query, row)
        about = {"x": told_of, "page": shown, "story": shown.story}
    return page(
        request, "review_part.html" if part else "review_row.html", key=key, told=told, row=row, kind=told.kind,
        fields=fields_of(query, row), provisions=provisions_of(query, row),
        members=told.members[:_MEMBERS], more=len(told.members) - _MEMBERS,
        to=_page(told), joined=told.kind in JOINED, called=named(row, key) if row else key,
        titles=titles_in(query, {t.document for t in told.members[:_MEMBERS]}),
        known_as=names_in(query, told.judgements), here=here, find=find, part=part,
        near=near(query, row, find) if row is not None and told.kind in JOINED else [], **about)


@router.post("/review")
def judge(
    request: Request, action: Annotated[str, Form()], row: Annotated[str, Form()],
    others: Annotated[list[str] | None, Form()] = None, field: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/review",
) -> Response:
    """Judge; then back to the page that it was done from, which says what was done, or that it is under way."""
    listed = [part.strip() for other in others or () for part in other.split(",") if part.strip()]
    asked = msgspec.convert({"action": action, "row": row, "others": listed, "field": field or None,
                             "value": value if action == "correct" else None, "note": note or None}, Action)
    person = getattr(request.state, "person", None)
    task = request.app.state.work.begin(asked, person.name if person else "", _local(back))
    if task.state == "done":
        made = task.future.result().id
        return RedirectResponse(_with(_still_there(request, task.back, made), "done", made), 303)
    return RedirectResponse(_with(task.back, "work", task.key), 303)


def _still_there(request: Request, back: str, made: str) -> str:
    """The page to go back to: that of another row where the one of the page is no more."""
    found = _ROW.fullmatch(urlsplit(back).path) or _REVIEWED.fullmatch(urlsplit(back).path)
    store = desk_of(request).queries
    try:
        if found and (history(store, found[1]).id or "/review/" in back):
            return back
        if found is None:
            return back
    except NotInRecord:
        pass
    judgement = store.row(Judgement, made)
    about = store.row(Judgement, judgement.left) if judgement.verdict == "withdrawn" else judgement
    return f"/review/{about.row or about.left}"


def _local(back: str) -> str:
    """A page of this desk to go back to; the queue for any other."""
    parts = urlsplit(back)
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc and back.isprintable()
    return back if inside else "/review"


def _with(path: str, name: str, value: str) -> str:
    parts = urlsplit(path)
    kept = [p for p in parts.query.split("&") if p and not p.startswith(("done=", "work="))]
    return f"{parts.path}?{'&'.join([*kept, name + '=' + quote(value, safe='')])}"


def _row(store: Reader, key: str) -> Row | None:
    try:
        return find_row(store, key)
    except NotInRecord:  # a link that was rejected
        return None


def fields_of(query: Query, row: Row | None) -> list[Field]:
    """The fields of a row that can be corrected."""
    if row is None or isinstance(row, Link | Difference | Judgement):
        return []
    kind = kind_of_row(row)
    return [_field(query, row, kind, name) for name in FIELDS[kind]]


def provisions_of(query: Query, row: Row | None) -> list[tuple[str, str, list[Field]]]:
    """The provisions of an agreement: how fields name each, its words, and its fields."""
    if not isinstance(row, Agreement):
        return []
    return [(at(p), p.text, [_field(query, row, "agreement", f"{at(p)}/{name}") for name in OF_A_PROVISION])
            for p in row.provisions]


def _field(query: Query, row: Row, kind: str, name: str) -> Field:
    value = value_of(row, name)
    label = name.rpartition("/")[2]
    if names(name):
        keys = [key for key in (value if isinstance(value, tuple) else (value,)) if key]
        if names(name) == "agreement":
            near_ones = query.having("agreements", "document", {e.document for e in row.evidence})  # type: ignore[attr-defined]
            deals = query.parts("agreements", {*near_ones, *keys}, ("name",))
            return Field(name, keys[0] if keys else "", [(key, deals[key]["name"]) for key in sorted(deals)], "", label,
                         True)
        called = query.names(keys)
        return Field(name, "; ".join(called.get(key, key) for key in keys), [],
                     "names, with semicolons" if isinstance(value, tuple) else "a name", label)
    listed = [(choice, choice) for choice in choices(kind, name)] if name != "contexts" else []
    return Field(name, _words(value), listed, "with semicolons" if isinstance(value, tuple) else "", label,
                 label not in EMPTY_IS_NO_VALUE)


def _words(value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(getattr(value, "value", value))


def _page(told: History) -> str | None:
    """The page of a row itself."""
    if told.id and told.id.startswith("link_"):
        return f"/links/{told.id}"
    return f"/{_LISTS[told.kind]}/{told.id}" if told.id and told.kind in _LISTS else None


def _page_of(doubt: Doubt) -> str | None:
    kind = {"claim": "assertion", "copy": "document"}.get(doubt.link.kind, doubt.link.kind)
    return f"/{_LISTS[kind]}/{doubt.row}" if kind in _LISTS else None
