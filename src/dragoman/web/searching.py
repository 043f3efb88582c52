"""Search over everything, as somebody types: entities by their names, and the words of reports and rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from markupsafe import Markup, escape
from starlette.responses import Response

from dragoman.errors import SettingsError
from dragoman.record.candidates import Asked
from dragoman.record.search import Found
from dragoman.record.tables import SEARCHED
from dragoman.settings import check_period
from dragoman.web.desk import Looking, page

router = APIRouter(include_in_schema=False)
_SHOWN, _TYPING = 40, 12
PLACES = {"agreement": "/agreements/", "event": "/events/", "claim": "/claims/", "document": "/documents/"}


@router.get("/search")
def search(request: Request, query: Looking) -> Response:
    """What holds all words and passes every filter, best first; as a part of a page with `part`."""
    asked = request.query_params
    typing = bool(asked.get("part"))
    wanted = asked_of(asked, kinds=[k for k in asked.getlist("kind") if k], limit=_TYPING if typing else _SHOWN)
    nothing = not (wanted.words.strip() or wanted.who or wanted.where or wanted.since or wanted.until)
    found = [] if nothing else query.search(wanted)
    entities = [] if wanted.kinds or not wanted.words.strip() else query.entities_named(wanted.words, limit=6)
    return page(request, "search_part.html" if typing else "search.html", found=found, entities=entities,
                nothing=nothing, kinds=SEARCHED, chosen=wanted.kinds, marked=marked, places=PLACES, full=_SHOWN,
                whole=urlencode([(k, v) for k, v in asked.multi_items() if k != "part"]))


def asked_of(asked: Any, kinds: list[str], limit: int) -> Asked:
    """What a query string asks for. Raises SettingsError for what is no kind or no date."""
    for kind in kinds:
        if kind not in SEARCHED:
            raise SettingsError(f"{kind!r} is nothing to search; {', '.join(SEARCHED)} are")
    since, until = asked.get("since") or None, asked.get("until") or None
    check_period(since, until)
    return Asked(str(asked.get("q", ""))[:400], kinds, asked.get("who") or None, asked.get("where") or None, since,
                 until, limit)


def marked(found: Found) -> Markup:
    """A snippet with its hits marked."""
    text, parts, at = found.snippet, [], 0
    for start, end in found.marks:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*parts, escape(text[at:])])
