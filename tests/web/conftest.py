"""What the desk's tests share: the example reports read once, a desk that serves them, and a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.reviewed import make_record

from dragoman import api
from dragoman.model.record import Record
from dragoman.record.store import Writer
from dragoman.web.app import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@contextmanager
def served(location: str, app: FastAPI | None = None) -> Iterator[str]:
    """The address of a desk that serves a record (or of one that is given) while the block runs."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(app or make_app(location), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the record of the example reports is."""
    location = str(tmp_path_factory.mktemp("desk") / "dragoman.db")
    with api.open(location) as record:
        record.read(EXAMPLES)
    return location


@pytest.fixture(scope="session")
def known(examples: str) -> Record:
    """What is in the record of the example reports."""
    with api.open(examples, create=False) as record:
        return record.everything()


@pytest.fixture(scope="session")
def client(examples: str) -> TestClient:
    """A desk of the example reports, asked without a network."""
    return TestClient(make_app(examples), base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def desk(examples: str) -> Iterator[str]:
    """The address of a desk of the example reports."""
    with served(examples) as address:
        yield address


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a record is that the tests of one file judge."""
    location = str(tmp_path_factory.mktemp("reviewed") / "record.db")
    make_record(location)
    return location


@pytest.fixture(scope="module")
def reviewed(made: str) -> Iterator[str]:
    """The address of the desk of that record."""
    with served(made) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM.exists():
        pytest.skip("needs /usr/bin/chromium: apt-get install chromium")
    playwright.expect.set_options(timeout=15_000)  # a busy machine is no fault of the desk's
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def tab(browser: Browser, desk: str) -> Iterator[Page]:
    """A new user's first page of the desk. What runs amiss in it, or is asked of another machine, fails the test."""
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with watched(page, desk):
        yield page
    context.close()


@contextmanager
def watched(page: Page, desk: str) -> Iterator[None]:
    """Fail if a script fails, the policy stops anything, or anything is asked of another machine."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(f"asked of another: {request.url}")
            if not request.url.startswith(desk) else None)
    yield
    assert not wrong


def written(record: Record, path: Path) -> str:
    """A record written at a path."""
    with Writer(str(path)) as store:
        store.write(record)
    return str(path)
