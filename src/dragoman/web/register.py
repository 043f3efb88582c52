"""The register of agreements, the ledger of their keeping, and the calendar of their deadlines."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dragoman.dossier.life import Standing, life, standings
from dragoman.dossier.page import SHARED
from dragoman.dossier.scale import scale_of
from dragoman.errors import SettingsError
from dragoman.model.reading import AgreementStatus, Verdict
from dragoman.model.record import Agreement, ComplianceRow, ProvisionRow
from dragoman.model.time import Time
from dragoman.record.query import Query
from dragoman.settings import check_period
from dragoman.web.desk import Looking, page
from dragoman.web.details import around, mark_of
from dragoman.web.dossiers import link

router = APIRouter(include_in_schema=False)
_COLUMNS = tuple(f for f in Agreement.__struct_fields__ if f not in ("evidence", "aims", "relations"))
_LISTED, _SHOWN, _DUE = 40, 12, 120  # agreements of a page; months and deadlines of one


class Filters(NamedTuple):
    """What a list of agreements is narrowed to: by field, with the party's name as it was asked for."""

    fields: dict[str, str]
    party: str
    since: str | None
    until: str | None
    unknown: bool  # nobody of the party's name has an agreement


def filters_of(query: Query, asked: Any, fields: Iterable[str]) -> Filters:
    """The filters that a query string asks for. Raises SettingsError for what is no date."""
    chosen = {field: asked[field] for field in fields if asked.get(field)}
    party = str(asked.get("party", "")).strip()
    unknown = False
    if party:
        known = [party, *(row["id"] for row in query.entities_named(party, limit=20))]
        found = next((key for key in known if query.has("agreements", "party", key)), None)
        unknown = found is None
        if found:
            chosen["party"] = found
            party = query.names([found]).get(found, party)
    since, until = asked.get("since") or None, asked.get("until") or None
    check_period(since, until)
    return Filters(chosen, party, since, until, unknown)


@router.get("/agreements")
def agreements(request: Request, query: Looking) -> Response:
    """The register of agreements, the latest first."""
    asked = request.query_params
    filters = filters_of(query, asked, ("kind", "status", "sector"))
    ids, following = ([], None) if filters.unknown else query.ids(
        "agreements", filters.fields, since=filters.since, until=filters.until, after=asked.get("after") or None,
        limit=_LISTED)
    rows = agreements_of(query, ids)
    lives = [(a, [m for m in life(a, ()) if m.time], verdicts_of(a)) for a in rows]
    times = [m.time for _, moments, _ in lives for m in moments] + [a.signed for a in rows]
    times.sort(key=lambda t: (t.latest or t.earliest or "") if t else "")
    scale = scale_of(times, times[len(times) // 5:])  # a few old ones do not press the others together
    return page(request, "agreements.html", rows=lives, scale=scale, filters=filters, following=following,
                names=query.names({p for a in rows for p in a.parties}), shared=SHARED, link=link,
                kinds=query.values("agreements", "kind"), statuses=get_args(AgreementStatus),
                sectors=query.values("agreements", "sector"), more=_more(asked, following))


@router.get("/agreements/{key}")
def agreement(request: Request, key: str, query: Looking) -> Response:
    """One agreement: who, when, where, what, and whether it is kept."""
    row: Agreement = query.row("agreements", key)
    if row.id != key:
        return RedirectResponse(f"/agreements/{row.id}", 307)
    shown = around(request, query, row.evidence)
    under = query.some("events", query.having("events", "agreement", [row.id])[:100])
    moments = life(row, [under[k] for k in sorted(under)])
    stories = query.parts("stories", [d.story for d in shown.story.documents if d.story], ("title",))
    return page(request, "agreement.html", a=row, page=shown, story=shown.story, shared=SHARED, link=link,
                moments=moments, scale=scale_of([], [m.time for m in moments]), stories=stories,
                standings=list(standings(row)), related=query.parts(
                    "agreements", [r.agreement for r in row.relations], ("name",)))


@router.get("/compliance")
def compliance(request: Request, query: Looking) -> Response:
    """Who says which promise is kept, partly, or not."""
    asked = request.query_params
    filters = filters_of(query, asked, ())
    verdict = str(asked.get("verdict", ""))
    ids, following = ([], None) if filters.unknown else query.ids(
        "agreements", {"verdict": verdict, **filters.fields}, since=filters.since, until=filters.until,
        after=asked.get("after") or None, limit=25)
    seen: dict[str, None] = dict.fromkeys(ids)
    rows = [(a, [c for c in a.compliance if verdict in ("", c.verdict)]) for a in agreements_of(query, seen)]
    people = {e for a, found in rows for c in found for e in (c.party, *(b.entity for b in c.by))}
    return page(request, "compliance.html", rows=rows, filters=filters, following=following, shared=SHARED,
                names=query.names(people), link=link, mark=mark_of, source=_source, promise=_promise,
                verdicts=get_args(Verdict), more=_more(asked, following))


@router.get("/deadlines")
def deadlines(request: Request, query: Looking) -> Response:
    """The days by which something is promised to be done."""
    first = _month(request.query_params.get("from"))
    last = _plus(first, _SHOWN)
    found = query.dated("agreements", "deadline", first.isoformat(), last.isoformat(), limit=_DUE + 1)
    cut, found = len(found) > _DUE, found[:_DUE]
    rows = {a.id: a for a in agreements_of(query, {key for _, _, key in found})}
    due = [(s.provision.deadline, a, s) for a in rows.values() for s in standings(a)
           if s.provision.deadline and first.isoformat() <= _last(s.provision.deadline) < last.isoformat()]
    if cut:  # nothing after the last day that was looked at whole
        due = [d for d in due if _last(d[0]) <= found[-1][0]]
    due.sort(key=lambda d: (_last(d[0]), d[1].name, d[2].provision.text))
    low, high = query.edges("agreements", "deadline")
    return page(request, "deadlines.html", months=[_grid(_plus(first, n), due) for n in range(_SHOWN)], due=due,
                until=found[-1][0] if cut else None,
                names=query.names({s.provision.obligor for _, _, s in due}), link=link, mark=mark_of, shared=SHARED,
                before=_plus(first, -_SHOWN).isoformat()[:7] if low and low < first.isoformat() else None,
                after=last.isoformat()[:7] if high and high >= last.isoformat() else None)


def agreements_of(query: Query, ids: Iterable[str]) -> list[Agreement]:
    """Agreements by their ids, in their order, without what a list does not show: evidence, aims and relations."""
    keys = list(ids)
    rows = query.parts("agreements", keys, _COLUMNS)
    empty: dict[str, Any] = {"evidence": (), "aims": (), "relations": ()}
    return [msgspec.convert({**empty, **rows[key]}, Agreement) for key in keys if key in rows]


def verdicts_of(agreement: Agreement) -> list[tuple[str, int]]:
    """How often each verdict is given on an agreement."""
    given = [c.verdict for c in agreement.compliance]
    return [(verdict, given.count(verdict)) for verdict in get_args(Verdict) if verdict in given]


def _source(row: ComplianceRow) -> str:
    return ", via ".join(dict.fromkeys(a.name for a in reversed(row.by))) or ("" if row.why else "the report itself")


def _promise(agreement: Agreement, row: ComplianceRow) -> ProvisionRow | None:
    known = row.provision is not None and row.provision < len(agreement.provisions)
    return agreement.provisions[row.provision] if known and row.provision is not None else None


def _more(asked: Any, following: str | None) -> str | None:
    """The query string of the next page."""
    return urlencode({**{k: v for k, v in asked.items() if k != "after" and v}, "after": following}) \
        if following else None


def _month(text: str | None) -> date:
    """The first day of a month written as 2026-05; without one, of the month three months ago. Raises SettingsError."""
    try:
        return date.fromisoformat(f"{text}-01") if text else _plus(date.today().replace(day=1), -3)
    except ValueError:
        raise SettingsError(f"{text!r} is no month; write it as 2026-05") from None


def _plus(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(min(max(year, 1), 9998), month + 1, 1)


def _last(time: Time) -> str:
    return time.latest or time.earliest or ""


class Month(NamedTuple):
    """A month of the calendar: its first day, its weeks (days, 0 outside it), the days on which anything is due, and
    those of them that only end intervals."""

    first: date
    weeks: list[list[int]]
    days: dict[int, str]
    ends: frozenset[int]


def _grid(first: date, due: list[tuple[Time, Agreement, Standing]]) -> Month:
    here = [t for t, _, _ in due if _last(t)[:7] == first.isoformat()[:7]]
    exact = {int(_last(t)[8:10]) for t in here if t.earliest == t.latest}
    days = {int(_last(t)[8:10]): f"due-{t.latest}" for t in here if t.latest}
    return Month(first, calendar.Calendar().monthdayscalendar(first.year, first.month), days,
                 frozenset(days) - exact)
