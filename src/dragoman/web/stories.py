"""The stories, newest first, with what is new in each since the last visit."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman.dossier.words import from_to
from dragoman.model.time import Time
from dragoman.record.query import Query
from dragoman.web import visits
from dragoman.web.desk import Looking, desk_of, page

router = APIRouter(include_in_schema=False)
_DIFFERING = ("figure", "date", "party", "quote", "attribution", "relation", "status")


@router.get("/")
def stories(request: Request, query: Looking, after: str = "") -> Response:
    """The stories, newest first."""
    since = visits.since(request)
    ids, following = query.ids("stories", after=after or None, limit=40)
    counts = desk_of(request).counts(query) if not after else None
    answer = page(request, "stories.html", rows=_rows(query, ids, since), following=following, since=since,
                  from_to=from_to, counts=counts)
    visits.keep(request, answer)
    return answer


def _rows(query: Query, ids: list[str], since: str | None) -> list[dict[str, Any]]:
    rows = query.parts("stories", ids, ("title", "first", "last"))
    lengths = query.lengths("stories", "documents", ids)
    fresh = query.arrived_in(ids, since) if since else {}
    outlets, deals = query.outlets(ids), query.deals(ids)
    parted = query.parted(ids, _DIFFERING)
    return [{**rows[key], "first": _time(rows[key]["first"]), "last": _time(rows[key]["last"]), "n": lengths[key],
             "fresh": fresh.get(key, 0), "outlets": outlets.get(key, []), "deals": deals.get(key, []),
             "parted": parted.get(key, 0)} for key in ids if key in rows]


def _time(value: Any) -> Time | None:
    return msgspec.convert(value, Time | None)
