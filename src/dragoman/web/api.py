"""The JSON API: rows by the names and meanings of the record's export, a page at a time, with ETags; nothing changes.

What a route can give is written in /api/openapi.json, whose schemas are made from the rows' own types, and shown on
/api, which loads nothing from elsewhere. Errors are problems (RFC 9457).
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Path, Query, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from dragoman.errors import NotInRecord, SettingsError
from dragoman.record import query as asking
from dragoman.record.candidates import Asked
from dragoman.record.query import MOST, PAGE
from dragoman.record.search import Found
from dragoman.record.tables import KINDS
from dragoman.settings import check_period
from dragoman.web.desk import Looking, page
from dragoman.web.problems import PROBLEM

router = APIRouter(prefix="/api")
List = Literal["documents", "entities", "claims", "events", "agreements", "assertions", "stories"]
AnyList = Literal["documents", "times", "entities", "claims", "quantities", "events", "agreements", "assertions",
                  "stories", "differences", "links", "judgements"]
InReport = Literal["times", "claims", "quantities"]
Kind = Literal["agreement", "event", "claim", "document"]
# list: the fields by which its rows can be asked for, as query parameters.
FILTERS: dict[str, tuple[str, ...]] = {
    "documents": ("publisher",), "entities": ("kind", "country", "sector"), "claims": ("source",),
    "events": ("type", "actor", "recipient", "place", "agreement", "document"),
    "agreements": ("kind", "status", "sector", "party", "person", "place", "document"),
    "assertions": ("claim", "quantity", "event"), "stories": (),
}
_NEEDED = ("claims", "assertions")  # have no order of their own: one of their fields must be given
_PLAIN = {"type": "string"}
Text = Annotated[str | None, Query(max_length=400)]
Day = Annotated[str | None, Query(description="An ISO date.", pattern=r"^\d{4}-\d\d-\d\d$")]
Key = Annotated[str, Path(max_length=200)]
After = Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")]
Fields = Annotated[str | None, Query(max_length=400, description="Names of fields, with commas: these alone.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
_MENTIONS = 3  # of an entity, in a list; of one alone a page
_WORDS = 20_000  # characters of a report in one answer


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {status: {"description": "A problem", "content": {PROBLEM: shape}} for status in (*statuses, 422)}


def _gives(schema: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
            "description": "Found"}


def answer(request: Request, found: Any, **headers: str) -> Response:
    """Rows as JSON, with an ETag; 304 where whoever asks has them already."""
    body = msgspec.json.encode(found)
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", **headers}
    asked = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


@router.get("", include_in_schema=False)
def documentation(request: Request) -> Response:
    """The API, for people."""
    paths = [(path, route["get"]) for path, route in _openapi(request)["paths"].items()]
    return page(request, "api.html", paths=paths, filters=FILTERS)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The API, for programs."""
    return JSONResponse(_openapi(request))


@router.get("/search", responses={200: _gives("Results"), **_problems(400)}, response_class=JSONResponse)
def search(  # noqa: PLR0913, PLR0917 - one for each filter
    request: Request, query: Looking, q: Annotated[str, Query(max_length=400)] = "",
    kind: Annotated[list[Kind] | None, Query()] = None, who: Text = None, where: Text = None, since: Day = None,
    until: Day = None, limit: Limit = 20,
) -> Response:
    """Agreements, events, claims and documents that hold all words or "phrases", best first."""
    check_period(since, until)
    found = query.search(Asked(q, kind or (), who, where, since, until, limit))
    return answer(request, {"results": found})


@router.get("/documents/{key}/words", responses={200: _gives("Words"), **_problems(400, 404)},
            response_class=JSONResponse)
def words(request: Request, query: Looking, key: Key, start: Annotated[int, Query(ge=0, le=10**9)] = 0,
          end: Annotated[int | None, Query(ge=0, le=10**9)] = None) -> Response:
    """A report's exact words between two offsets (20,000 characters at most), with what to cite."""
    row = query.row("documents", key)
    stop = min(len(row.text) if end is None else end, start + _WORDS, len(row.text))
    if start >= stop:
        raise SettingsError(f"{row.id}: has no words at {start} to {end}; it has {len(row.text)} characters")
    cited = {name: getattr(row, name) for name in ("publisher", "title", "url", "file", "published", "copy_of")}
    return answer(request, {"document": row.id, "start": start, "end": stop, "text": row.text[start:stop], **cited})


@router.get("/documents/{key}/{name}", responses={200: _gives("Page"), **_problems(400, 404)},
            response_class=JSONResponse)
def in_report(
    request: Request, query: Looking, key: Key, name: InReport, after: After = None, limit: Limit = PAGE,
) -> Response:
    """A page of the times, claims or quantities that were read in a report, in the order of its text."""
    return _page(request, query.rows_in(name, query.row("documents", key).id, after=after, limit=limit))


@router.get("/judgements", responses={200: _gives("Page"), **_problems(400)}, response_class=JSONResponse)
def judgements(request: Request, query: Looking, after: After = None, limit: Limit = PAGE) -> Response:
    """A page of what people have judged, the newest first: who, when and why, and what has become of it."""
    return _page(request, query.judgements(after=after, limit=limit))


@router.get("/stories/{key}/differences", responses={200: _gives("Page"), **_problems(400, 404)},
            response_class=JSONResponse)
def differences(request: Request, query: Looking, key: Key, after: After = None, limit: Limit = PAGE) -> Response:
    """A page of where the reports of a story part, in the order of the ids."""
    known = sorted(query.differences_of(query.row("stories", key).id), key=lambda d: str(d.id))
    if after is not None and after not in {d.id for d in known}:
        raise SettingsError("`after` is none that a page gave")
    rows = [d for d in known if after is None or d.id > after]
    return _page(request, asking.Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None))


@router.get("/entities/{key}/mentions", responses={200: _gives("Mentions"), **_problems(400, 404)},
            response_class=JSONResponse)
def mentions(
    request: Request, query: Looking, key: Key,
    after: After = None, limit: Limit = PAGE,
) -> Response:
    """A page of the places where an entity is named, with their words, in order of documents."""
    return _page(request, asking.Page(*query.mentions_page(_entity(query, key), after=after, limit=limit)))


@router.get("/{name}", responses={200: _gives("Listed"), **_problems(400)}, response_class=JSONResponse)
def rows(
    request: Request, query: Looking, name: List, since: Day = None, until: Day = None,
    after: After = None, limit: Limit = PAGE, fields: Fields = None,
) -> Response:
    """A page of a list: the newest first, entities the most mentioned first.

    `fields` are what is given of each row, with commas, such as `title,first,last` of stories, whose rows are long; the
    `id` always comes along. Without it rows are whole.

    Fields narrow it: `kind`, `country`, `sector` of entities; `type`, `actor`, `recipient`, `place`, `agreement`,
    `document` of events; `kind`, `status`, `sector`, `party`, `person`, `place`, `document` of agreements; `publisher`
    of documents; `source` of claims and `claim`, `quantity` or `event` of assertions, of which one must be given.
    Of an entity's `mentions` a list has the first three, `mentioned` says how many there are, and `mentions_next` is
    the address of those that follow.
    """
    narrowed = {field: request.query_params[field] for field in FILTERS[name] if request.query_params.get(field)}
    if name in _NEEDED and not narrowed:
        raise SettingsError(f"{name} are many: give {' or '.join(FILTERS[name])}, or search")
    check_period(since, until)
    columns = _columns(name, fields)
    if name == "entities":
        found = _entities(query, narrowed, after, limit)
        if columns is not None:
            found = found._replace(rows=[{field: row[field] for field in ("id", *columns)} for row in found.rows])
    else:
        found = query.listed(name, narrowed, since=since, until=until, after=after, limit=limit, columns=columns)
    return _page(request, found)


def _columns(name: str, fields: str | None) -> list[str] | None:
    """The fields that are asked for of a list's rows. Raises SettingsError where one is none of them."""
    if fields is None:
        return None
    known = [*KINDS[name].__struct_fields__, *(("mentioned", "mentions_next") if name == "entities" else ())]
    found = [field.strip() for field in fields.split(",")]
    for field in found:
        if field not in known:
            raise SettingsError(f"{field!r} is no field of {name}; {', '.join(known)} are")
    return found


def _page(request: Request, found: asking.Page) -> Response:
    """A page of rows, with where the next is."""
    link = {"Link": f'<{request.url.include_query_params(after=found.after)}>; rel="next"'} if found.after else {}
    return answer(request, {"rows": found.rows, "next": found.after}, **link)


def _entities(query: asking.Query, fields: dict[str, str], after: str | None, limit: int) -> asking.Page:
    """A page of entities, each with its first mentions: a state may have a hundred thousand."""
    ranked, following = query.ranked("entities", fields, after=after, limit=limit)
    known = _with_mentions(query, [key for _, key in ranked], _MENTIONS)
    return asking.Page([{**known[key], "mentioned": int(rank)} for rank, key in ranked if key in known], following)


def _with_mentions(query: asking.Query, keys: list[str], most: int) -> dict[str, dict[str, Any]]:
    """Entities by their ids, each with its first mentions, and the address of those that follow or null."""
    found, roles = {}, query.roles(keys)
    for entity in query.entities_in((), keys):
        mentions, after = query.mentions_page(entity.id, limit=most)
        whole = {**msgspec.to_builtins(entity), "roles": msgspec.to_builtins(roles.get(entity.id, ()))}
        found[entity.id] = {**whole, "mentions": mentions, "mentions_next": after and
                            f"/api/entities/{entity.id}/mentions?{urlencode({'after': after})}"}
    return found


@router.get("/entities/{key}", responses={200: _gives("EntityPage"), **_problems(404)}, response_class=JSONResponse)
def entity(request: Request, query: Looking, key: Key) -> Response:
    """An entity, by its id or by one that has become part of it, with the first 50 of its `mentions`.

    `mentions_next` is the address of those that follow, null where these are all; the header `Link` has it too.
    """
    found = _with_mentions(query, [_entity(query, key)], PAGE).popitem()[1]
    following = found["mentions_next"]
    return answer(request, found, **({"Link": f'<{following}>; rel="next"'} if following else {}))


def _entity(query: asking.Query, key: str) -> str:
    """The id of an entity, given that or one of what has become part of it. Raises NotInRecord."""
    for known in (key, *(str(r.to) for r in query.some("redirects", [key]).values())):
        if query.parts("entities", [known], ("name",)):
            return known
    raise NotInRecord(f"{key}: nothing among the entities has this id")


@router.get("/{name}/{key}", responses={200: _gives("Row"), **_problems(404)}, response_class=JSONResponse)
def row(request: Request, query: Looking, name: AnyList, key: Key) -> Response:
    """One row, by its id or by one that has become part of it."""
    return answer(request, query.row(name, key))


@router.get("/{rest:path}", include_in_schema=False)
def nothing(rest: str) -> Response:
    """Whatever else is asked for."""
    raise NotInRecord(f"the API has no /{rest[:100]}")


def _openapi(request: Request) -> dict[str, Any]:
    """The description of the API, with the schemas of the rows."""
    app = request.app
    if not getattr(app.state, "described", None):
        made = get_openapi(title="Dragoman", version=app.version, routes=router.routes, description=(
            "The record of what newsrooms report, to look at. Each row names the words that it rests on; what no "
            "report gives is null. The fields are those of the export."))
        made["components"] = {"schemas": {**made.get("components", {}).get("schemas", {}), **_schemas()}}
        app.state.described = made
    described: dict[str, Any] = app.state.described
    return described


def _schemas() -> dict[str, Any]:
    """The schemas of rows, of pages of them, and of what else the API gives."""
    kinds = [KINDS[name] for name in get_args(AnyList)]
    refs, parts = msgspec.json.schema_components([*kinds, Found], ref_template="#/components/schemas/{name}")
    rows = {"anyOf": list(refs[:-1])}
    nullable = {"anyOf": [_PLAIN, {"type": "null"}]}
    own = parts["Entity"]["properties"]
    return {
        **parts,
        "Row": rows,
        "EntityPage": _object(**own, mentions_next=nullable),
        "Page": _object(rows={"type": "array", "items": rows}, next=nullable),
        "Listed": _object(rows={"type": "array", "items": {"anyOf": [*refs[:-1], _object(id=_PLAIN)]}}, next=nullable),
        "Mentions": _object(rows={"type": "array", "items": {"$ref": "#/components/schemas/Evidence"}}, next=nullable),
        "Results": _object(results={"type": "array", "items": refs[-1]}),
        "Words": _object(document=_PLAIN, start={"type": "integer"}, end={"type": "integer"}, text=_PLAIN),
        "Problem": _object(type=_PLAIN, title=_PLAIN, status={"type": "integer"}, detail=_PLAIN),
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": sorted(properties)}
