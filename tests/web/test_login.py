"""Logging in over the pages, and who may come where: each role on each route."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import dragoman
from dragoman.web.accounts import GUESSES, Accounts, Role
from dragoman.web.app import ROUTERS, make_app
from dragoman.web.gate import needed

PASSWORD = "seven grey herons wade"  # noqa: S105 - nobody's
HOME = "http://127.0.0.1"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("desk") / "record.db"
    with dragoman.open(path):
        return str(path)


@pytest.fixture
def accounts(tmp_path: Path):
    with Accounts(str(tmp_path / "desk.db")) as kept:
        for name, role in (("ada", Role.ADMIN), ("rui", Role.REVIEWER), ("lea", Role.READER)):
            kept.accept(kept.invite(name, role, by="setup"), PASSWORD, address="")
        yield kept


@pytest.fixture
def app(record: str, accounts: Accounts):
    return make_app(record, accounts=accounts)


def browser(app) -> TestClient:
    return TestClient(app, HOME, follow_redirects=False)


def send(client: TestClient, path: str, page: str, **fields: str):
    """Send a form from the page that it stands on."""
    token = re.search(r'name="csrf" (?:value|content)="(\w+)"', client.get(page).text).group(1)
    return client.post(path, data={"csrf": token, **fields})


def logged_in(app, name: str) -> TestClient:
    client = browser(app)
    assert send(client, "/login", "/login", name=name, password=PASSWORD).status_code == 303
    return client


def test_who_is_unknown_is_sent_to_log_in_and_then_where_he_was_bound(app):
    client = browser(app)
    sent = client.get("/agreements?kind=treaty")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/login?next=%2Fagreements%3Fkind%3Dtreaty"
    answer = send(client, "/login", "/login", name="lea", password=PASSWORD, next="/agreements?kind=treaty")
    assert answer.headers["location"] == "/agreements?kind=treaty"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("dragoman_session"))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", ""])
def test_logging_in_leads_nowhere_else(app, elsewhere):
    client = browser(app)
    answer = send(client, "/login", "/login", name="lea", password=PASSWORD, next=elsewhere)
    assert answer.headers["location"] == "/"


def test_a_wrong_password_is_refused_and_guessing_stops(app):
    client = browser(app)
    for _ in range(GUESSES):
        assert send(client, "/login", "/login", name="lea", password="a wrong one").status_code == 403  # noqa: S106
    stopped = send(client, "/login", "/login", name="lea", password=PASSWORD)
    assert stopped.status_code == 429
    assert stopped.headers["retry-after"] == "900"


def test_a_change_without_the_pages_token_is_refused(app):
    client = logged_in(app, "ada")
    assert client.post("/accounts/invite", data={"name": "x", "role": "admin"}).status_code == 403
    foreign = client.post("/accounts/invite", data={"name": "x"}, headers={"Origin": "https://evil.test"})
    assert foreign.status_code == 403


def test_log_out_ends_the_session(app):
    client = logged_in(app, "lea")
    kept = client.cookies["dragoman_session"]
    assert send(client, "/logout", "/account").headers["location"] == "/login"
    client.cookies.set("dragoman_session", kept)
    assert client.get("/").status_code == 303


def test_an_administrator_invites_and_the_invited_comes_in(app):
    shown = send(logged_in(app, "ada"), "/accounts/invite", "/accounts", name="mia", role="reviewer").text
    address = re.search(r"http://127\.0\.0\.1(/invitation/[\w-]+)", shown).group(1)
    client = browser(app)
    assert "Welcome, mia" in client.get(address).text
    assert send(client, address, address, password=PASSWORD, again="another").status_code == 400
    assert send(client, address, address, password=PASSWORD, again=PASSWORD).status_code == 303
    assert client.get(address).status_code == 403
    assert logged_in(app, "mia").get("/").status_code == 200


def test_a_token_opens_the_api_and_no_cookie_is_needed(app):
    shown = send(logged_in(app, "lea"), "/account/tokens", "/account", label="script", role="reader", days="3").text
    secret = re.search(r'class="secret">([\w-]+)<', shown).group(1)
    program = browser(app)
    assert program.get("/", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    refused = program.get("/api/stories", headers={"Authorization": "Bearer wrong"})
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"


def test_what_is_asked_wrongly_is_said_on_the_page(app):
    ada = logged_in(app, "ada")
    for path, page, fields, reason in [
        ("/accounts/invite", "/accounts", {"name": "a b"}, "a name has"),
        ("/accounts/invite", "/accounts", {"name": "x", "role": "king"}, "is no role"),
        ("/accounts/change", "/accounts", {"name": "nobody", "role": "reader"}, "nobody of that name"),
        ("/accounts/change", "/accounts", {"name": "ada", "active": "no"}, "last administrator"),
        ("/account/tokens", "/account", {"label": "x", "days": "ten"}, "no number of days"),
        ("/account/tokens", "/account", {"label": "x", "days": "9999"}, "1 to 366"),
        ("/account/password", "/account", {"old": PASSWORD, "new": "a", "again": "b"}, "do not agree"),
    ]:
        answer = send(ada, path, page, **fields)
        assert answer.status_code == 400, path
        assert reason in answer.text, path


def test_what_is_done_is_logged_and_only_administrators_see_it(app, accounts):
    ada = logged_in(app, "ada")
    send(ada, "/accounts/invite", "/accounts", name="mia", role="reader")
    shown = ada.get("/audit").text
    assert "mia as reader" in shown
    assert "log in" in shown
    assert logged_in(app, "rui").get("/audit").status_code == 403


def routes():
    """Every route with a method, its parameters filled in with what is not there."""
    there = [route for router in ROUTERS for route in router.routes if hasattr(route, "methods")]
    for path, methods in sorted((r.path, tuple(sorted(r.methods))) for r in there):
        for method in methods:
            yield method, re.sub(r"\{[^}]*\}", "none", path)


def test_each_role_on_each_route(app, monkeypatch):
    """Who may not is refused by the gate, before any route; who may is never refused for want of a right."""
    monkeypatch.setattr("dragoman.web.accounts.GUESSES", 10_000)
    everyone = {None: browser(app), **{name: logged_in(app, name) for name in ("lea", "rui", "ada")}}
    rights = {None: 0, "lea": Role.READER, "rui": Role.REVIEWER, "ada": Role.ADMIN}
    tried = 0
    for method, path in routes():
        if path == "/logout":
            continue
        for name, client in everyone.items():
            answer = client.request(method, path)
            role, tried = needed(method, path) or 0, tried + 1
            refused = answer.status_code in (401, 403) and "csrf" not in answer.text
            if rights[name] < role:
                sent_away = answer.status_code == 303 and answer.headers["location"].startswith("/login")
                assert sent_away or (refused and ("this needs" in answer.text or "log in" in answer.text)), (name, path)
            else:
                assert "this needs a" not in answer.text, (name, method, path)
                assert answer.status_code < 500, (name, method, path)
    assert tried > 40


@pytest.mark.parametrize(("method", "path", "role"), [
    ("GET", "/", Role.READER), ("GET", "/api/events", Role.READER), ("POST", "/review/accept", Role.REVIEWER),
    ("DELETE", "/api/anything/new", Role.REVIEWER), ("GET", "/accounts", Role.ADMIN),
    ("GET", "/accountsx", Role.READER),
    ("POST", "/account/tokens", Role.READER), ("GET", "/audit", Role.ADMIN), ("GET", "/login", None),
    ("POST", "/loginx", Role.REVIEWER), ("GET", "/static/desk.css", None), ("GET", "/staticx", Role.READER),
])
def test_what_a_request_needs(method, path, role):
    assert needed(method, path) == role


def test_a_desk_of_this_machine_alone_asks_nobody(record):
    client = browser(make_app(record))
    assert client.get("/").status_code == 200
    assert client.get("/login").status_code == 404


def test_too_many_requests_are_told_to_wait(app, monkeypatch):
    import limits

    monkeypatch.setattr("dragoman.web.gate.REQUESTS", limits.parse("3/minute"))
    answers = [browser(app).get("/login").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
