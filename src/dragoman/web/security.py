"""What guards the desk against other sites in the same browser, and the browser against what reports say.

Every answer carries headers that forbid what the desk does not need: inline script and style, other origins, frames.
A request is answered only under a name that is this desk's (a name that somebody else's DNS leads here is not), and
one that changes anything must come from the desk's own pages: by `Sec-Fetch-Site` and `Origin`, and by a token that
only they know. Programs that give a bearer token and no cookie need none: no browser adds that by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, FIELD, HEADER = "dragoman_page", "csrf", "X-CSRF-Token"
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_KEY = secrets.token_bytes(32)  # of this process: a page from before a restart is loaded anew
_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class Shield:
    """ASGI middleware: the desk's own names alone, changes from its own pages alone, and headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = ()):
        self.app = app
        self._names = {"localhost", *(name.lower() for name in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it; add the headers to what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        reason = self._wrong(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(reason + "\n", 421 if "name" in reason else 403) if reason else self.app
        await answer(scope, receive, guarded)

    def _wrong(self, method: str, headers: Headers) -> str:
        """Why a request is refused; empty where it is not."""
        host = headers.get("host", "")
        if not self._ours(host):
            return "this desk is not known by that name; `dragoman serve --name` gives it another"
        if method in _SAFE:
            return ""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "a change must come from the desk's own pages"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "a change must come from the desk's own pages"
        return ""

    def _ours(self, host: str) -> bool:
        """Whether a Host header names this desk. An address always does: no DNS leads a browser there by a name."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def token_of(request: Request) -> tuple[str, str | None]:
    """The token for a page's forms, and the cookie to set along with it, null where the browser has one."""
    known = request.cookies.get(COOKIE)
    cookie = known or secrets.token_urlsafe(24)
    return _token(cookie), None if known else cookie


async def check_token(request: Request) -> None:
    """Refuse a change without the token of the browser that asks (field `csrf` or header X-CSRF-Token)."""
    if request.method in _SAFE or _by_program(request):
        return
    given = request.headers.get(HEADER)
    if given is None and "form" in request.headers.get("content-type", ""):
        given = str((await request.form()).get(FIELD, ""))
    cookie = request.cookies.get(COOKIE)
    if not given or not cookie or not hmac.compare_digest(given.encode(), _token(cookie).encode()):
        raise HTTPException(403, "this page is too old to change anything from; load it anew")


def _by_program(request: Request) -> bool:
    return request.headers.get("authorization", "").lower().startswith("bearer ") and not request.cookies


def _token(cookie: str) -> str:
    return hmac.new(_KEY, cookie.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
