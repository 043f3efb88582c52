"""When a browser was here last, which it keeps itself, in a cookie: what has come since then is new to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import Request
from starlette.responses import Response

COOKIE = "dragoman_visits"  # the end of the visit before, and the last request of this one
_BREAK = timedelta(minutes=30)  # without a request: whoever comes then comes anew
_KEPT = 400 * 24 * 3600  # seconds; browsers allow no more


def since(request: Request) -> str | None:
    """The end of the visit before this one, as an ISO time; null on the first."""
    before, latest = _kept(request)
    return before if latest and _now() - latest < _BREAK else (latest.isoformat() if latest else None)


def keep(request: Request, answer: Response) -> None:
    """Have the browser keep that it is here."""
    answer.set_cookie(COOKIE, f"{since(request) or ''}|{_now().isoformat()}", max_age=_KEPT, httponly=True,
                      samesite="strict", secure=request.url.scheme == "https")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _kept(request: Request) -> tuple[str | None, datetime | None]:
    before, _, latest = request.cookies.get(COOKIE, "").partition("|")
    try:
        if before:
            before = datetime.fromisoformat(before).astimezone(UTC).isoformat()
        return before or None, datetime.fromisoformat(latest).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, None
