"""People, bodies, places and groups: a list, and of each what it said, did and agreed."""

from __future__ import annotations

from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dragoman.dossier.page import SHARED
from dragoman.errors import NotInRecord
from dragoman.model.reading import EntityKind
from dragoman.model.record import Claim, Corroboration, Evidence
from dragoman.model.time import Time
from dragoman.record.query import Query
from dragoman.web.desk import Looking, page
from dragoman.web.details import mark_of
from dragoman.web.dossiers import link
from dragoman.web.register import agreements_of
from dragoman.web.spans import place

router = APIRouter(include_in_schema=False)
_FILTERS = ("kind", "country", "sector")
# part: (what it is called, the list, the fields in which the entity stands)
PARTS = {
    "said": ("Said", "claims", ("source",)),
    "did": ("Did", "events", ("actor",)),
    "met": ("Was done to it", "events", ("recipient",)),
    "agreed": ("Agreed", "agreements", ("party",)),
    "signed": ("Signed, witnessed or mediated", "agreements", ("person",)),
    "here": ("Happened there", "events", ("place",)),
}
_SHOWN, _ALL = 8, 60


@router.get("/entities")
def entities(request: Request, query: Looking) -> Response:
    """The entities, the most mentioned first."""
    asked = request.query_params
    filters = {field: asked[field] for field in _FILTERS if asked.get(field)}
    name = str(asked.get("name", "")).strip()
    following = None
    if name:
        rows = [row for row in query.entities_named(name, limit=200)
                if all(row[field] == value for field, value in filters.items())]
        counts: dict[str, int] = {}
    else:
        ranked, following = query.ranked("entities", filters, after=asked.get("after") or None, limit=100)
        known = query.parts("entities", [key for _, key in ranked], ("name", "kind", "country", "sector"))
        rows = [known[key] for _, key in ranked if key in known]
        counts = {key: int(rank) for rank, key in ranked}
    more = urlencode({**filters, "after": following}) if following else None
    return page(request, "entities.html", rows=rows, counts=counts, name=name, filters=filters, more=more,
                kinds=get_args(EntityKind), countries=query.values("entities", "country", most=300),
                sectors=query.values("entities", "sector"))


@router.get("/entities/{key}")
def entity(request: Request, key: str, query: Looking, part: str = "", after: str = "") -> Response:
    """One entity: who it is, what it said, did and agreed, and where it is named."""
    rows = query.entities_in((), [key])
    if not rows:
        redirected = query.some("redirects", [key])
        if key not in redirected:
            raise NotInRecord(f"{key}: nothing among the entities has this id")
        return RedirectResponse(f"/entities/{redirected[key].to}", 307)
    if part and part not in PARTS:
        raise NotInRecord(f"{part}: there is no such list of an entity")
    row = rows[0]
    lists = [(name, *_part(query, key, name, after if part else "", _ALL if part else _SHOWN))
             for name in ([part] if part else PARTS)]
    lists = [(name, rows, following) for name, rows, following in lists if rows or part]
    people = {e for _, rows, _ in lists for r in rows for e in (*r.get("parties", ()), *r.get("actors", ()))}
    roles = query.roles([key]).get(key, ())
    return page(request, "entity.html", e=row, roles=roles, lists=lists, parts=PARTS, part=part, shared=SHARED,
                names=query.names({*people, *(r.of for r in roles)}), link=link, mark=mark_of, place=place,
                named=[Evidence(document=d, start=s, end=t, text="") for d, s, t in query.mentions_of(key)])


def _part(query: Query, key: str, part: str, after: str, limit: int) -> tuple[list[dict[str, Any]], str | None]:
    """Some rows of one of an entity's lists, and the key to ask for the next with."""
    _, name, (field,) = PARTS[part]
    ids, following = query.ids(name, {field: key}, after=after or None, limit=limit)
    if name == "agreements":
        return [{"id": a.id, "name": a.name, "time": a.signed, "status": a.status, "kind": a.kind,
                 "parties": a.parties} for a in agreements_of(query, ids)], following
    if name == "claims":
        claims: dict[str, Claim] = query.some("claims", ids)
        documents = query.parts("documents", {c.document for c in claims.values()}, ("publisher", "title", "published"))
        return [_claim(claims[i], documents.get(claims[i].document, {})) for i in ids if i in claims], following
    rows = query.parts("events", ids, ("summary", "time", "type", "status", "actors", "corroboration"))
    return [{**rows[i], "time": msgspec.convert(rows[i]["time"], Time | None),
             "corroboration": msgspec.convert(rows[i]["corroboration"], Corroboration)}
            for i in ids if i in rows], following


def _claim(claim: Claim, document: dict[str, Any]) -> dict[str, Any]:
    words = Evidence(document=claim.document, start=claim.start, end=claim.end, text=claim.text)
    return {"id": claim.id, "text": claim.text, "voice": claim.voice, "words": (words,),
            "via": [a.name for a in claim.attribution[:-1]],
            "time": claim.said or msgspec.convert(document.get("published"), Time | None),
            "report": document.get("publisher") or document.get("title") or ""}
