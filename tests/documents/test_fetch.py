"""Fetching, from a server of the test's own on this machine."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.documents import seeds

from dragoman.documents import fetch, transport
from dragoman.documents.open import open_all
from dragoman.documents.options import Note, Options
from dragoman.documents.session import Session
from dragoman.errors import DocumentError
from dragoman.model.document import Document

PRIVATE = Options(allow_private=True)
FEED = """<rss version="2.0"><channel><title>The Feed</title>
<item><title>A</title><link>{at}/plain</link><pubDate>Fri, 06 Jun 2025 08:00:00 +0200</pubDate>
<description>A summary of it is here.</description></item>
<item><title>B</title><link>{at}/gone</link><description>Another summary is here.</description></item>
</channel></rss>"""


class Site(BaseHTTPRequestHandler):
    """Pages, feeds, and what a hostile server may send."""

    asked: list[str] = []
    robots: tuple[int, bytes] = (404, b"")

    def do_GET(self) -> None:
        self.asked.append(self.path)
        at = f"http://127.0.0.1:{self.server.server_address[1]}"
        plain = seeds.html().replace(b"og:site_name", b"x").replace(b"article:published_time", b"x").replace(
            b"canonical", b"x")
        answers: dict[str, tuple[int, bytes, dict[str, str]]] = {
            "/robots.txt": (*self.robots, {}), "/page": (200, seeds.html(), {"ETag": '"1"'}),
            "/plain": (200, plain, {}), "/loop": (302, b"", {"Location": "/loop"}),
            "/file": (302, b"", {"Location": "file:///etc/passwd"}), "/to": (301, b"", {"Location": "/page"}),
            "/inside": (302, b"", {"Location": f"http://localhost:{self.server.server_address[1]}/page"}),
            "/bomb": (200, gzip.compress(b"<p>a" * 8_000_000), {"Content-Encoding": "gzip"}),
            "/bombs": (200, gzip.compress(gzip.compress(b"<p>a" * 8_000_000)), {"Content-Encoding": "gzip, gzip"}),
            "/feed": (200, FEED.format(at=at).encode(), {"Content-Type": "application/rss+xml"}),
            "/table": (200, seeds.table(), {"Content-Type": "text/csv"}),
            "/lies": (200, seeds.html().replace(b"Handout", b"\xff\xfe\xfd\xfc\xfb"), {}),
        }
        if self.path in ("/slow", "/endless"):
            self.send_response(200)
            self.end_headers()
            try:
                for _ in itertools.repeat(None, 100 if self.path == "/slow" else 2000):
                    self.wfile.write(b"x" * (1 if self.path == "/slow" else 100_000))
                    time.sleep(0.2 if self.path == "/slow" else 0)
            except OSError:
                return
            return
        status, body, headers = answers.get(self.path, (404, b"", {}))
        if self.headers.get("If-None-Match") == '"1"':
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    monkeypatch.setattr(Site, "asked", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def only_error(url: str, options: Options = PRIVATE) -> str:
    (error,) = open_all([url], options)
    assert isinstance(error, DocumentError)
    assert error.file == url
    return error.reason


def test_a_page_is_read_with_its_address(site: str) -> None:
    (document,) = open_all([f"{site}/to"], PRIVATE)
    assert isinstance(document, Document)
    assert (document.url, document.file) == ("https://post.example/dam", None)
    (document,) = open_all([f"{site}/plain"], PRIVATE)
    assert isinstance(document, Document)
    assert document.url == f"{site}/plain"


def test_a_file_of_another_kind_is_read_as_what_it_is(site: str) -> None:
    found = list(open_all([f"{site}/table"], PRIVATE))
    assert sum(isinstance(d, Document) for d in found) == 3


def test_a_feed_leads_to_its_articles_once(site: str) -> None:
    session = Session()
    options = Options(allow_private=True, session=session)
    page, words, note = open_all([f"{site}/feed"], options)
    assert isinstance(page, Document)
    assert "second delegation" in page.text
    assert page.published is not None
    assert (page.publisher, page.published.value) == ("The Feed", "2025-06-06")  # what the page does not say itself
    assert isinstance(words, Document)
    assert words.text == "B\n\nAnother summary is here."
    assert isinstance(note, Note)
    assert "404" in note.text
    Site.asked.clear()
    assert list(open_all([f"{site}/feed"], options)) == []
    assert Site.asked == ["/feed"]


def test_what_has_not_changed_is_not_sent_again(site: str) -> None:
    options = Options(allow_private=True, session=Session())
    assert len(list(open_all([f"{site}/page"], options))) == 1
    assert list(open_all([f"{site}/page"], options)) == []


@pytest.mark.parametrize(("path", "reason"), [
    ("/loop", "sent on more than 5 times"), ("/file", "which is no web address"), ("/gone", "the server answers 404"),
    ("/bomb", "unpacks to more than 20 MB"), ("/bombs", "its encoding is 'gzip, gzip'"),
    ("/endless", "more than 20 MB"), ("/lies", "not UTF-8"),
])
def test_what_a_hostile_server_sends_is_refused(site: str, path: str, reason: str) -> None:
    assert reason in only_error(site + path)


def test_a_server_that_drips_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 1.0)
    started = time.monotonic()
    assert only_error(f"{site}/slow") == "no answer in time; try again later"
    assert time.monotonic() - started < 15  # the whole answer would take twenty; a second, where nothing else runs


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_addresses_of_this_machine_are_refused(host: str) -> None:
    assert "no public address; --allow-private" in only_error(f"http://{host}:1/", Options())


def test_each_step_of_a_redirect_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "is_public", lambda address: True)
    assert isinstance(next(iter(open_all([f"{site}/inside"]))), Document)
    seen: list[str] = []
    monkeypatch.setattr(transport, "is_public", lambda address: seen.append(address) or len(seen) == 1)
    assert "no public address" in only_error(f"{site}/inside", Options())


def test_the_address_that_was_checked_is_the_one_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise the second time (DNS rebinding) is asked once a connection."""
    real, port = socket.getaddrinfo, int(site.rpartition(":")[2])
    asked: list[str] = []

    def answer(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "rebind.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    reason = only_error(f"http://rebind.example:{port}/page", Options())
    assert "rebind.example is at 127.0.0.1, which is no public address" in reason
    asked.clear()
    monkeypatch.setattr(transport, "is_public", lambda address: True)
    assert isinstance(next(iter(open_all([f"http://rebind.example:{port}/page"]))), Document)
    assert asked == ["rebind.example", "127.0.0.1"] * (len(asked) // 2)  # each time what was found, not the name again


@pytest.mark.parametrize(("robots", "reason"), [
    ((200, b"User-agent: *\nDisallow: /p"), "forbids it"), ((503, b""), "cannot be had"),
    ((200, b"User-agent: other\nDisallow: /"), ""), ((404, b""), ""),
])
def test_robots_are_heeded(site: str, monkeypatch: pytest.MonkeyPatch, robots: tuple[int, bytes], reason: str) -> None:
    monkeypatch.setattr(Site, "robots", robots)
    if reason:
        assert reason in only_error(f"{site}/page")
        assert Site.asked == ["/robots.txt"]
    else:
        assert isinstance(next(iter(open_all([f"{site}/page"], PRIVATE))), Document)


def test_a_site_is_not_asked_twice_in_a_second(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAUSE", 0.4)
    started = time.monotonic()
    list(open_all([f"{site}/feed"], PRIVATE))  # the feed and two articles
    assert time.monotonic() - started > 0.8


@pytest.mark.parametrize(("address", "public"), [
    ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("10.1.2.3", False),
    ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
    ("0.0.0.0", False),  # noqa: S104
    ("224.0.0.1", False), ("255.255.255.255", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::", False),
    ("::ffff:10.0.0.1", False), ("64:ff9b::10.0.0.1", False), ("64:ff9b::93.184.215.14", True), ("2002:a00:1::", False),
    ("nonsense", False),
])
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert transport.is_public(address) is public
