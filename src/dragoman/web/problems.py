"""What went wrong, said in one line: to people on a page, to programs as a problem (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from dragoman.errors import DragomanError, NotInRecord, RecordUnavailable, RecordVersion, SettingsError
from dragoman.web.desk import page

PROBLEM = "application/problem+json"
_STATUS = {NotInRecord: 404, SettingsError: 400, RecordUnavailable: 503, RecordVersion: 503}


def add_to(app: FastAPI) -> None:
    """Have an application tell its errors so."""
    app.add_exception_handler(DragomanError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)


def problem(status: int, detail: str) -> Response:
    """A problem, for programs."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type=PROBLEM)


async def _ours(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    return _told(request, status, str(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - for whoever checks the types
    detail = "there is no such page" if error.status_code == 404 and error.detail == "Not Found" else error.detail
    answer = _told(request, error.status_code, detail)
    answer.headers.update(error.headers or {})
    return answer


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("query", "path", "body"))
    return _told(request, 422, f"{where}: {first['msg']}" if where else str(first["msg"]))


def _told(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith("/api"):
        return problem(status, detail)
    return page(request, "problem.html", status=status, code=status, detail=detail)
