"""What the desk asks of a record: lists by facets, page by page; and facets that follow the rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from tests.dossier.records import DAY, small_record, words

from dragoman.errors import NotInRecord, SettingsError
from dragoman.model.record import Event, Record, Redirect
from dragoman.model.time import Time
from dragoman.record import partial
from dragoman.record.query import Queries, Query
from dragoman.record.store import Writer
from dragoman.record.tables import FACETS, MENTIONS

DAYS = ("2026-05-04", "2026-05-01", "2026-05-04", None, "2025-12-31", "2026-05-04", "2024-02-29")


def event(n: int, day: str | None) -> Event:
    """An event of the small record's first report."""
    [known] = small_record().events
    time = Time(value=day, earliest=day, latest=day) if day else None
    kind = "AID" if n % 2 else "ACCUSE"
    return msgspec.structs.replace(known, id=f"ev_{n}", time=time, type=kind, actors=("e_rur",), recipients=("e_berg",),
                                   evidence=(words("d_1", "signed a border pact"),))


def record() -> Record:
    """The small record with more events, and an id that has become another."""
    known = small_record()
    events = (*known.events, *(event(n, day) for n, day in enumerate(DAYS, 2)))
    return msgspec.structs.replace(known, events=events, redirects=(Redirect(id="ev_old", to="ev_1"),))


@pytest.fixture
def query(location: str) -> Iterator[Query]:
    """The record in either database, to be asked."""
    with Writer(location) as store:
        store.write(record())
    with Queries(location) as queries, queries.open() as asked:
        yield asked


def pages(query: Query, limit: int, **asked: object) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = query.listed("events", after=after, limit=limit, **asked)  # type: ignore[arg-type]
        found += [row.id for row in page.rows]
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_list_comes_whole_in_pages_newest_first(query: Query, limit: int) -> None:
    expected = sorted(record().events, key=lambda e: ((e.time.latest or "") if e.time else "", e.id), reverse=True)
    assert pages(query, limit) == [e.id for e in expected]


def test_fields_and_days_narrow_a_list(query: Query) -> None:
    def those(**fields: str) -> set[str]:
        return set(pages(query, 3, filters=fields))

    events = record().events
    assert those(type="AID") == {e.id for e in events if e.type == "AID"}
    assert those(type="AID", recipient="e_berg", document="d_1") == {e.id for e in events if e.type == "AID"}
    assert those(recipient="e_rur") == set()
    dated = {e.id: e.time.latest or "" for e in events if e.time}
    assert set(pages(query, 4, since="2026-05-02")) == {k for k, day in dated.items() if day >= "2026-05-02"}
    assert set(pages(query, 4, until="2025-12-31")) == {k for k, day in dated.items() if day <= "2025-12-31"}


def lasting(n: int, first: str, last: str) -> Event:
    return msgspec.structs.replace(event(n, first), time=Time(value=f"{first}/{last}", earliest=first, latest=last))


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_up_to_a_day_a_list_has_all_that_began_by_then_however_long_it_goes_on(location: str, limit: int) -> None:
    times = [("1999-12-31", "2040-01-01"), ("2000-01-02", "2040-01-01"), ("1999-06-01", "2000-06-01"),
             ("1990-01-01", "1999-01-01"), ("1999-12-31", "2001-02-03"), ("1999-12-31", "2001-02-04"),
             ("1000-01-01", "9999-12-31"), ("2001-01-01", "2001-01-01")]
    events = tuple(lasting(n, *time) for n, time in enumerate(times, 20))
    with Writer(location) as store:
        store.write(msgspec.structs.replace(small_record(), events=events))
    begun = [e for e in events if e.time and (e.time.earliest or "") <= "2000-01-01"]
    expected = sorted(begun, key=lambda e: ((e.time.latest or "") if e.time else "", e.id), reverse=True)
    with Queries(location) as queries, queries.open() as asked:
        assert pages(asked, limit, until="2000-01-01") == [e.id for e in expected]
        assert pages(asked, limit, until="2000-01-01", filters={"type": "AID"}) == [
            e.id for e in expected if e.type == "AID"]


@pytest.mark.parametrize("after", ["x", "é", "____", "QQ", ""])
def test_a_key_that_no_page_gave_is_refused(query: Query, after: str) -> None:
    with pytest.raises(SettingsError, match="after"):
        query.listed("events", after=after)


def test_a_row_is_found_by_what_it_was(query: Query) -> None:
    assert query.row("events", "ev_old").id == "ev_1"
    with pytest.raises(NotInRecord):
        query.row("events", "ev_")


def test_entities_are_found_by_the_beginnings_of_their_names(query: Query) -> None:
    assert [e["name"] for e in query.entities_named("anna b")] == ["Anna Berg"]
    assert [e["name"] for e in query.entities_named("GRAU")] == ["Graustark"]
    assert query.entities_named("berg rur") == query.entities_named("%") == query.entities_named(" ") == []


def test_values_and_edges_of_fields(query: Query) -> None:
    assert query.values("events", "type") == ["ACCUSE", "AID", "SUPPORT"]
    assert query.has("agreements", "party", "e_gra")
    assert not query.has("agreements", "party", "e_berg")
    assert query.edges("events", "*") == ("2024-02-29", "2026-05-04")


def test_the_share_of_a_story_is_what_the_record_has_of_it(query: Query) -> None:
    whole, found = record(), partial.of_story(query, "s_1")
    for name in ("documents", "claims", "quantities", "events", "agreements", "assertions", "differences", "stories"):
        assert {r.id: r for r in getattr(found, name)} == {r.id: r for r in getattr(whole, name)}
    assert {e.id: (e.name, e.mentions) for e in found.entities} == {e.id: (e.name, e.mentions) for e in whole.entities}


def kept(location: str) -> set[tuple[object, ...]]:
    with Queries(location) as queries, queries._looking() as connection:
        return {tuple(row) for table in (FACETS, MENTIONS) for row in connection.execute(sa.select(table))}


def test_facets_follow_the_rows(tmp_path: Path) -> None:
    """However a record came to be what it is, its facets are those of its rows."""
    later = msgspec.structs.replace(DAY, value="2026-06-01", earliest="2026-06-01", latest="2026-06-01")
    whole = record()
    moved = msgspec.structs.replace(whole, documents=tuple(
        msgspec.structs.replace(d, published=later) for d in whole.documents))
    step, straight = str(tmp_path / "step.db"), str(tmp_path / "straight.db")
    with Writer(step) as store:
        store.write(small_record())
        store.write(whole)
        store.write(moved)
        store.write(msgspec.structs.replace(moved, events=moved.events[:2]))
    with Writer(straight) as store:
        store.write(msgspec.structs.replace(moved, events=moved.events[:2]))
    assert kept(step) == kept(straight)
    assert ("claims", "source", "e_berg", "2026-06-01", "c_1", "2026-06-01", None) in kept(step)


def test_no_mention_is_lost_between_two_pages(tmp_path: Path) -> None:
    known = small_record()
    one = known.entities[0]
    short, whole = one.mentions[0], next(d for d in known.documents if d.id == one.mentions[0].document)
    long = msgspec.structs.replace(short, end=short.end + 1, text=whole.text[short.start:short.end + 1])
    named = msgspec.structs.replace(one, mentions=(short, long))
    location = str(tmp_path / "a.db")
    with Writer(location) as store:
        store.write(msgspec.structs.replace(known, entities=(named, *known.entities[1:])))
    with Queries(location) as queries, queries.open() as query:
        first, after = query.mentions_page(one.id, limit=1)
        assert after
        assert (*first, *query.mentions_page(one.id, after=after, limit=1)[0]) == (short, long)
