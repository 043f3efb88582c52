"""What every view of the desk needs: the record, and pages made from templates."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

import jinja2
from fastapi import Depends, Request
from starlette.responses import HTMLResponse

from dragoman import __version__
from dragoman.dossier.page import environment
from dragoman.errors import NotInRecord
from dragoman.record.query import Queries, Query
from dragoman.web.accounts import Role
from dragoman.web.security import COOKIE, token_of
from dragoman.web.work import notice_of

T = TypeVar("T")
_COUNTED = 60.0  # seconds
_KEPT, _AGAIN = 64, 10.0  # drawings and lists that are kept; seconds that those of a database are
_OF_A_MOMENT = ("done", "work", "part")  # what an address says of how a page is shown this once
# The views that the navigation leads to: (path, what it is called).
NAVIGATION = [
    ("/", "Stories"),
    ("/agreements", "Agreements"),
    ("/compliance", "Compliance"),
    ("/deadlines", "Deadlines"),
    ("/entities", "Entities"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/review", "Review"),
]


class Desk:
    """The record that a desk shows, and the templates that it shows it by."""

    def __init__(self, location: str):
        self.queries = Queries(location)
        self.templates: jinja2.Environment = environment("dragoman.web", "dragoman.dossier")
        self._kept: dict[tuple[Any, ...], tuple[object, Any]] = {}
        self._counts: tuple[float, dict[str, int]] = (0.0, {})
        self.templates.globals.update(navigation=NAVIGATION, version=__version__)

    def kept(self, state: object, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Something that is made from many rows, made again when the record is in another state."""
        known = self._kept.get(key)
        if known is None or known[0] != state:
            known = self._kept[key] = state, make()
            for old in list(self._kept)[:-_KEPT]:
                self._kept.pop(old, None)
        made: T = known[1]
        return made

    def state(self) -> object:
        """What changes when the record does: of a file its size and time; a database is asked again after a while."""
        found = []
        for name in ("", "-wal"):
            try:
                stat = os.stat(self.queries.location + name)
                found.append((stat.st_mtime_ns, stat.st_size))
            except OSError:
                continue
        return tuple(found) or int(monotonic() / _AGAIN)

    def counts(self, query: Query) -> dict[str, int]:
        """How many reports, stories and agreements there are: counted again after a minute, since it takes a while."""
        made, known = self._counts
        if not known or monotonic() - made > _COUNTED:
            known = {name: query.count(name) for name in ("documents", "stories", "agreements")}
            self._counts = monotonic(), known
        return known


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def open_query(request: Request) -> Iterator[Query]:
    """The record as it stands at this moment, for as long as a request takes."""
    request.state.as_of = desk_of(request).state()  # before it is looked at: what is kept is never older
    with desk_of(request).queries.open() as query:
        yield query


def kept(request: Request, key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """Something that a page makes from many rows, as it was made before where the record has not changed since."""
    return desk_of(request).kept(request.state.as_of, key, make)


Looking = Annotated[Query, Depends(open_query)]


def here_of(request: Request) -> str:
    """The address of the page that is asked for, without what it says of a judgement."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in _OF_A_MOMENT]
    return request.url.path + (f"?{urlencode(asked)}" if asked else "")


def title_of(query: Query, name: str, key: str | None) -> str | None:
    """What an entity or a story is called that a page is narrowed to; None without one. Raises NotInRecord."""
    if key is None:
        return None
    field = "name" if name == "entities" else "title"
    row = query.parts(name, [key], (field,)).get(key)
    if row is None:
        raise NotInRecord(f"{key}: nothing among the {name} has this id")
    return str(row[field])


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page of the desk. The template gets `shown`, `path`, `here`, `person`, whether they `may_judge`, the `notice`
    of a judgement that was just made, `asked` (the query string) and `csrf`."""
    token, cookie = token_of(request)
    desk = desk_of(request)
    person = getattr(request.state, "person", None)
    given = {"path": request.url.path, "here": here_of(request), "asked": request.query_params, "csrf": token,
             "person": person, "may_judge": person is not None and person.role >= Role.REVIEWER,
             "notice": notice_of(request), "accounts": request.app.state.accounts is not None,
             "today": datetime.now(UTC).date().isoformat()}
    text = desk.templates.get_template(template).render({**given, **shown})
    answer = HTMLResponse(text.replace("\0", "\ufffd"), status)  # which no page can hold
    if cookie:
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer
