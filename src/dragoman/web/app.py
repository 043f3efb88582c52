"""The desk as an ASGI application: one router a view, each in a file of its own; what all share is in desk.py.

A further view is a module with a `router` (or a function that makes one) and a line in ROUTERS. It is then guarded
without saying so: security.py wraps every answer, and checks every request that changes anything.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import resources

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.review.values import choices
from dragoman.web import (
    api,
    atlas,
    details,
    dossiers,
    entities,
    login,
    network,
    problems,
    reader,
    register,
    review,
    searching,
    stories,
)
from dragoman.web.accounts import Accounts
from dragoman.web.desk import Desk
from dragoman.web.gate import Gate
from dragoman.web.security import Shield, check_token
from dragoman.web.work import Work

ROUTERS = tuple(view.router for view in (
    stories,
    dossiers,
    reader,
    searching,
    register,
    review,
    details,
    entities,
    atlas,
    network,
    login,
    api,
))


def make_app(location: str, *, accounts: Accounts | None = None, hosts: Sequence[str] = ()) -> FastAPI:
    """The desk of the record at a path or URL, opened to look at. Raises RecordUnavailable or RecordVersion.

    With `accounts` a request needs a log-in; `hosts` are the names, besides this machine's own, that browsers may
    call the desk by.
    """
    app = FastAPI(title="Dragoman", version=__version__, docs_url=None, redoc_url=None, openapi_url=None,
                  dependencies=[Depends(check_token)])
    app.state.desk = Desk(location)
    app.state.accounts = accounts
    app.state.work = Work(location)
    app.state.desk.templates.globals.update(review_of=review.review_of, judge=dossiers.judge_mark,
                                            words=dossiers.words_of)
    for router in ROUTERS:
        app.include_router(router)
    for path, package in (("/static/shared", "dragoman.dossier"), ("/static", "dragoman.web")):
        app.mount(path, StaticFiles(directory=str(resources.files(package) / "static")), name=path)
    problems.add_to(app)
    app.add_middleware(Gate, accounts=accounts)
    app.add_middleware(Shield, hosts=tuple(hosts))
    return app


def make_ready(app: FastAPI) -> None:
    """Load what the first requests would wait for; Python's collector of garbage passes over all of it from then on,
    which took a tenth of a second now and then."""
    templates = app.state.desk.templates
    for name in templates.list_templates():
        templates.get_template(name)
    atlas.land()
    choices("event", "type")  # the codes that a value is chosen from
    gc.collect()
    gc.freeze()
