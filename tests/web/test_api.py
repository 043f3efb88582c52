"""The JSON API: the rows as they are exported, pages, ETags, problems; and nothing that is asked breaks it."""

from __future__ import annotations

import msgspec
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import dragoman
from dragoman.model.judgement import Action
from dragoman.model.record import Record
from dragoman.record.tables import KINDS
from dragoman.web.app import make_app


@pytest.mark.parametrize("name", ["documents", "entities", "events", "agreements", "stories"])
def test_a_list_is_the_records(client: TestClient, known: Record, name: str) -> None:
    found: dict[str, object] = {}
    after: str | None = ""
    while after is not None:
        page = client.get(f"/api/{name}", params={"limit": 7, **({"after": after} if after else {})}).json()
        assert len(page["rows"]) <= 7
        assert not found.keys() & {row["id"] for row in page["rows"]}
        found.update({row["id"]: row for row in page["rows"]})
        after = page["next"]
    rows = {row["id"]: row for row in msgspec.json.decode(msgspec.json.encode(getattr(known, name)))}
    if name == "entities":  # of whose mentions a list has the first
        assert all(bool(row.pop("mentions_next")) == (row["mentioned"] > 3) for row in found.values())
        rows = {key: {**row, "mentions": row["mentions"][:3], "mentioned": len(row["mentions"])}
                for key, row in rows.items()}
    assert found == rows


@pytest.mark.parametrize("name", [n for n in KINDS if n not in ("redirects", "judgements", "entities")])
def test_a_row_is_the_exports(client: TestClient, known: Record, name: str) -> None:
    row = getattr(known, name)[0]
    assert client.get(f"/api/{name}/{row.id}").content == msgspec.json.encode(row)


def test_an_entity_comes_with_a_page_of_its_mentions_and_where_the_next_is(client: TestClient, known: Record) -> None:
    for entity in (max(known.entities, key=lambda e: len(e.mentions)), min(known.entities, key=lambda e: e.id)):
        answer = client.get(f"/api/entities/{entity.id}")
        row = answer.json()
        mentions, asked = row.pop("mentions"), row.pop("mentions_next")
        assert len(mentions) <= 50
        assert asked == (answer.links["next"]["url"] if "next" in answer.links else None)
        while asked:
            answer = client.get(asked)
            mentions += answer.json()["rows"]
            asked = answer.links["next"]["url"] if "next" in answer.links else None
        assert {**row, "mentions": mentions} == msgspec.json.decode(msgspec.json.encode(entity))


def test_an_entity_that_became_part_of_another_is_found_by_its_id(client: TestClient, known: Record) -> None:
    moved = next(r for r in known.redirects if r.id.startswith("entity_"))
    assert client.get(f"/api/entities/{moved.id}").json()["id"] == moved.to
    assert client.get(f"/api/entities/{moved.id}/mentions").json()["rows"]
    assert client.get("/api/entities/entity_none").status_code == 404


@pytest.mark.parametrize("name", ["times", "claims", "quantities"])
def test_a_report_has_what_was_read_in_it_a_page_at_a_time(client: TestClient, known: Record, name: str) -> None:
    rows = sorted((r for r in getattr(known, name) if r.document == known.documents[0].id),
                  key=lambda r: (r.start, r.id))
    found: list[str] = []
    asked: str | None = f"/api/documents/{known.documents[0].id}/{name}?limit=3"
    while asked:
        answer = client.get(asked)
        found += [row["id"] for row in answer.json()["rows"]]
        asked = answer.links["next"]["url"] if "next" in answer.links else None
    assert found == [r.id for r in rows]


def test_where_a_storys_reports_part_comes_a_page_at_a_time(client: TestClient, known: Record) -> None:
    story = max(known.stories, key=lambda s: len(s.documents)).id
    found: list[str] = []
    asked: str | None = f"/api/stories/{story}/differences?limit=4"
    while asked:
        answer = client.get(asked)
        assert len(answer.json()["rows"]) <= 4
        found += [row["id"] for row in answer.json()["rows"]]
        asked = answer.links["next"]["url"] if "next" in answer.links else None
    assert found == sorted(d.id for d in known.differences if d.story == story)
    assert client.get(f"/api/stories/{story}/differences?after=x").status_code == 400


def test_judgements_come_the_newest_first(made: str) -> None:
    with dragoman.open(made, create=False) as record:
        rows = record.events()[:3]
        record.judge_all([Action(action="accept", row=r.id, note="seen") for r in rows], person="Ida")
        kept = sorted(record.judgements(), key=lambda j: (j.made, j.id), reverse=True)
    client = TestClient(make_app(made), base_url="http://127.0.0.1")
    first = client.get("/api/judgements?limit=2").json()
    rest = client.get("/api/judgements", params={"after": first["next"]}).json()
    assert [j["id"] for j in (*first["rows"], *rest["rows"])] == [j.id for j in kept]
    assert {(j["person"], j["note"]) for j in first["rows"]} == {("Ida", "seen")}
    assert client.get(f"/api/judgements/{kept[0].id}").json()["verdict"] == "right"


def test_lists_are_narrowed_by_fields_and_days(client: TestClient, known: Record) -> None:
    actor = next(e for e in known.events if e.actors).actors[0]
    ids = {row["id"] for row in client.get("/api/events", params={"actor": actor, "limit": 200}).json()["rows"]}
    assert ids == {e.id for e in known.events if actor in e.actors}
    late = {row["id"] for row in client.get("/api/events?since=2026-06-20&limit=200").json()["rows"]}
    assert late == {e.id for e in known.events if e.time and (e.time.latest or e.time.earliest or "") >= "2026-06-20"}


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/agreements")
    again = client.get("/api/agreements", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/agreements?limit=1").headers["etag"] != first.headers["etag"]


def test_words_are_quoted_with_what_to_cite(client: TestClient, known: Record) -> None:
    document = known.documents[0]
    found = client.get(f"/api/documents/{document.id}/words?start=5&end=25").json()
    assert found["text"] == document.text[5:25]
    assert found["title"] == document.title


@pytest.mark.parametrize(("address", "status"), [
    ("/api/nothing", 422), ("/api/events/none", 404), ("/api/events?limit=0", 422), ("/api/events?after=!", 400),
    ("/api/claims", 400), ("/api/a/b/c", 404), ("/api/events?since=2026-02-31", 400),
    ("/api/search?q=dam&since=2026-02-02&until=2026-02-01", 400),
])
def test_errors_are_problems(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_the_api_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    assert "http" not in client.get("/api").text.replace("http-equiv", "")


def test_nothing_that_is_asked_breaks_it(examples: str) -> None:
    """Schemathesis asks each route what its description allows and what it does not."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", make_app(examples, hosts=["testserver"]))
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 9
    for operation in operations:

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            answer = case.call()
            assert answer.status_code < 500, answer.text
            case.validate_response(answer, checks=[response_schema_conformance, content_type_conformance,
                                                   status_code_conformance])

        check()


def test_a_list_of_entities_has_few_mentions_and_a_way_to_all(client: TestClient, known: Record) -> None:
    most = max(known.entities, key=lambda e: len(e.mentions))
    row = next(r for r in client.get("/api/entities?limit=200").json()["rows"] if r["id"] == most.id)
    assert (len(row["mentions"]), row["mentioned"]) == (3, len(most.mentions))
    found, asked = [], {"limit": "5"}
    while asked:
        page = client.get(f"/api/entities/{most.id}/mentions", params=asked).json()
        found += page["rows"]
        asked = {"limit": "5", "after": page["next"]} if page["next"] else {}
    places = [(m["document"], m["start"], m["end"], m["text"]) for m in found]
    assert places == sorted({(m.document, m.start, m.end, m.text) for m in most.mentions})
    assert client.get("/api/entities/none/mentions").status_code == 404


def test_a_list_gives_the_fields_that_are_asked_for(client) -> None:
    whole = client.get("/api/stories").json()["rows"]
    brief = client.get("/api/stories?fields=title,first").json()["rows"]
    assert brief == [{name: row[name] for name in ("id", "title", "first")} for row in whole]
    named = client.get("/api/entities?fields=name,mentioned&limit=2").json()["rows"]
    assert [set(row) for row in named] == [{"id", "name", "mentioned"}] * 2
    wrong = client.get("/api/stories?fields=title,colour")
    assert wrong.status_code == 400
    assert "'colour' is no field of stories" in wrong.json()["detail"]
