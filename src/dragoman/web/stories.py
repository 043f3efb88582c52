"""The stories, newest first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman.web.desk import Looking, page

router = APIRouter(include_in_schema=False)


@router.get("/")
def stories(request: Request, query: Looking, after: str = "") -> Response:
    """The stories, newest first."""
    return page(request, "stories.html", found=query.listed("stories", after=after or None))
