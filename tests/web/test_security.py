"""What guards the desk: headers, its own names alone, changes from its own pages alone."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from dragoman.web.app import make_app
from dragoman.web.security import FIELD, HEADER


@pytest.fixture
def app(examples: str) -> FastAPI:
    """A desk with a route that changes something."""
    made = make_app(examples, hosts=["desk.example"])

    @made.post("/changed")
    def changed(request: Request) -> PlainTextResponse:
        return PlainTextResponse("changed")

    made.router.routes.insert(0, made.router.routes.pop())
    return made


@pytest.mark.parametrize("address", ["/", "/static/desk.css", "/api/events", "/nothing", "/login"])
def test_every_answer_is_guarded(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1:80", 200), ("localhost", 200), ("[::1]:8462", 200), ("192.168.1.7", 200), ("desk.example", 200),
    ("evil.example", 421), ("localhost.evil.example", 421), ("", 421), ("[", 421),
])
def test_only_the_desks_own_names_are_answered(app: FastAPI, host: str, status: int) -> None:
    assert TestClient(app, base_url="http://127.0.0.1").get("/", headers={"host": host}).status_code == status


def token(client: TestClient) -> str:
    text = client.get("/").text
    return text.split('name="csrf" content="')[1].split('"')[0]


def test_a_change_needs_the_pages_token(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    right = token(client)
    assert client.post("/changed").status_code == 403
    assert client.post("/changed", data={FIELD: "x" * 64}).status_code == 403
    assert client.post("/changed", data={FIELD: right}).text == "changed"
    assert client.post("/changed", headers={HEADER: right}).text == "changed"
    another = TestClient(app, base_url="http://127.0.0.1")
    assert another.post("/changed", data={FIELD: right}).status_code == 403


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:1"},
])
def test_a_change_from_another_site_is_refused_even_with_the_token(app: FastAPI, headers: dict[str, str]) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    assert client.post("/changed", data={FIELD: token(client)}, headers=headers).status_code == 403


def test_looking_from_another_site_changes_nothing(client: TestClient) -> None:
    assert client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200
    assert client.post("/").status_code in (403, 405)
