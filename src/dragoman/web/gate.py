"""The gate of the desk: who asks, whether they may, and how often. Every request passes it before any route.

On this machine alone nobody logs in: whoever works here may do everything. A desk that is served to others has
accounts: a request needs a session's cookie or, for programs, `Authorization: Bearer TOKEN`. Looking needs a reader,
changing a reviewer, accounts and the audit log an administrator. A new route is thus guarded without saying so.
"""

from __future__ import annotations

import getpass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

import limits
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.web.accounts import Accounts, Person, Role

COOKIE = "dragoman_session"
OPEN = ("/login", "/invitation/", "/static/", "/health")  # without a log-in
OWN = ("/logout", "/account")  # everybody's own affairs, changes too
ADMINISTRATORS = ("/accounts", "/audit")
_TELLING = (*OPEN, *OWN, "/accounts")  # what is done there the accounts log themselves, with more to it
_LOOKING = ("GET", "HEAD", "OPTIONS")
REQUESTS = limits.parse("600/minute")  # so many from one person or address; log-ins are counted by the accounts


def local_person() -> Person:
    """Who works at this machine."""
    try:
        return Person(getpass.getuser(), Role.ADMIN)
    except (KeyError, OSError):  # no name for this user
        return Person("local", Role.ADMIN)


def needed(method: str, path: str) -> Role | None:
    """The role that a request needs; None where nobody has to log in."""
    if _under(path, OPEN):
        return None
    if _under(path, ADMINISTRATORS):
        return Role.ADMIN
    if method in _LOOKING or _under(path, OWN):
        return Role.READER
    return Role.REVIEWER


def _under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place.rstrip("/") or path.startswith(place.rstrip("/") + "/") for place in places)


class Gate:
    """ASGI middleware that lets through whoever may, with `request.state.person` set, and refuses the others."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None):
        """Without `accounts` whoever works at this machine is let through."""
        self.app, self.accounts = app, accounts
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = await run_in_threadpool(self._ask, scope)  # asks a database
        await (answer or self.app)(scope, receive, send)

    def _ask(self, scope: Scope) -> Response | None:
        """What a request is refused with; None where it may pass."""
        state = scope.setdefault("state", {})
        if self.accounts is None:
            state["person"] = local_person()
            return None
        request, path = Request(scope), scope["path"]
        person = state["person"] = self._who(request.headers)
        address = request.client.host if request.client else ""
        if not self._counted.hit(REQUESTS, person.name if person else address):
            return _refuse(path, 429, "too many requests; wait a minute", {"Retry-After": "60"})
        if scope["method"] == "POST" and _under(path, ("/login", "/invitation/")) \
                and not self.accounts.attempt(address):
            return _refuse(path, 429, "too many attempts; wait a quarter of an hour", {"Retry-After": "900"})
        role = needed(scope["method"], path)
        if role is None or (person and person.role >= role):
            if person and scope["method"] not in _LOOKING and not _under(path, _TELLING):
                self.accounts.log(person.name, address, scope["method"], path)
            return None
        if person:
            return _refuse(path, 403, f"this needs a {role.name.lower()}; you are a {person.role.name.lower()}")
        if path.startswith("/api") or scope["method"] not in _LOOKING:
            return _refuse(path, 401, "log in, or give a token", {"WWW-Authenticate": "Bearer"})
        asked = path + (f"?{query}" if (query := scope["query_string"].decode("latin-1")) else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)

    def _who(self, headers: Headers) -> Person | None:
        if self.accounts is None:
            return None
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.accounts.by_token(token.strip())
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return None
        return self.accounts.by_session(cookie.value) if cookie else None


def _refuse(path: str, status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    """A refusal: for programs a problem (RFC 9457), for people a line of text."""
    if path.startswith("/api"):
        return JSONResponse({"title": reason, "status": status}, status, headers,
                            media_type="application/problem+json")
    return Response(reason + "\n", status, headers, media_type="text/plain")
