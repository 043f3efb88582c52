"""Addresses: a page, a file, or a feed with the articles that it leads to. Nothing else here uses the network.

Each fetch ends in time and in size; each address that it is sent on to is checked like the first; robots.txt is
heeded (RFC 9309), and no site is asked more than once a second.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, NamedTuple

import httpcore
import httpx
import msgspec

from dragoman.documents.options import Note, Opened, Options
from dragoman.documents.session import Session, Validators
from dragoman.documents.source import MAX_BYTES, Source, unpack
from dragoman.documents.transport import PublicTransport, Refused
from dragoman.errors import DocumentError, MalformedDocument
from dragoman.model.document import Document

AGENT = f"dragoman/{version('dragoman')}"
SECONDS, STEP = 60.0, 20.0  # for a fetch in all, and for each step of it
HOPS = 5  # redirects
PAUSE, LONGEST_PAUSE = 1.0, 10.0  # seconds between two fetches from one site, and what a site may ask for
_NETWORK = ("httpcore", "httpcore._exceptions", "h11", "h11._util")
_ROBOTS = 500_000  # bytes of robots.txt that count (RFC 9309)
_KINDS = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/csv": "csv",
    "text/tab-separated-values": "csv", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "text/markdown": "markdown", "message/rfc822": "mail", "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx", "application/warc": "warc",
}


class Fetched(NamedTuple):
    """What came from an address: where it was in the end, its bytes, what the server says of them."""

    url: str
    data: bytes
    type: str
    charset: str | None
    validators: Validators


def open_url(url: str, options: Options) -> Iterator[Opened]:
    """What is at an address: the report of a page, the reports of a file, or those that a feed leads to."""
    session = options.session or Session()
    found = fetch(url, session, allow_private=options.allow_private, since=session.pages.get(url))
    if found is None:  # as it was
        return
    from dragoman.documents.open import format_of, open_stream, sniff

    kind = options.format or _KINDS.get(found.type) or format_of(httpx.URL(found.url).path)
    kind = sniff(found.data[:2048], None) if kind in (None, "text", "feed", "json") else kind
    source = Source(name=url, file=None, stream=io.BytesIO(found.data), options=options, charset=found.charset,
                    url=found.url)
    if kind == "feed":
        yield from _open_feed(source, session)
    else:
        yield from open_stream(source, kind)
    session.pages[url] = found.validators


def _open_feed(source: Source, session: Session) -> Iterator[Opened]:
    """The articles of a feed: its own words where it has the whole, else the pages that it leads to."""
    from dragoman.documents.articles import article
    from dragoman.documents.feed import fields_of, is_whole, parse

    feed, entries, cut = parse(source)
    failed: list[str] = []
    for number, entry in enumerate(entries, 1):
        fields = fields_of(entry, feed)
        link = str(fields["url"] or "")
        key = f"{link or entry.get('id')} {fields['updated'] or fields['published']}"
        if key in session.articles:
            continue
        try:
            try:
                yield (article(fields, source, number) if is_whole(entry) or not link
                       else _page(link, fields, source, session))
            except DocumentError as error:
                if is_whole(entry) or not link:
                    raise
                failed.append(error.reason)
                yield article(fields, source, number)
        except DocumentError as error:
            yield error
        session.articles.add(key)
    if failed:
        yield Note(file=source.name, text=f"of {len(failed)} of its articles only the feed's own words are read "
                                          f"({sorted(failed)[0]})")
    if cut:
        yield cut


def _page(link: str, fields: Mapping[str, Any], source: Source, session: Session) -> Document:
    """The report at a feed's link. What the page does not say of itself, the feed says."""
    from dragoman.documents.articles import text_of
    from dragoman.documents.html import open_source
    from dragoman.documents.stamps import day

    found = fetch(link, session, allow_private=source.options.allow_private)
    if found is None or _KINDS.get(found.type, "html") != "html":
        raise MalformedDocument(link, "no page")
    page = Source(name=link, file=None, stream=io.BytesIO(found.data), options=source.options, charset=found.charset,
                  url=found.url)
    document = next(d for d in open_source(page) if isinstance(d, Document))
    published = document.published or day(fields["published"])
    return msgspec.structs.replace(
        document, published=published, published_basis="metadata" if published else None,
        publisher=document.publisher or text_of(fields["publisher"]))


def fetch(
    url: str, session: Session, *, allow_private: bool = False, since: Validators | None = None
) -> Fetched | None:
    """Fetch an address, sent on at most HOPS times; None where it has not changed since. Raises DocumentError."""
    with _guard(url), httpx.Client(
        transport=PublicTransport(allow_private=allow_private, seconds=SECONDS), trust_env=False, timeout=STEP,
        headers={"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"},
    ) as client:
        headers = {k: v for k, v in (("If-None-Match", since.etag), ("If-Modified-Since", since.modified)) if v
                   } if since else {}
        at = _address(url)
        for _ in range(HOPS + 1):
            _heed_robots(client, at, session)
            with client.stream("GET", at, headers=headers, follow_redirects=False) as answer:
                if answer.has_redirect_location:
                    at = _address(str(at.join(answer.headers["location"])))
                    continue
                if answer.status_code == 304 and since:
                    return None
                if answer.status_code != 200:
                    raise Refused(f"the server answers {answer.status_code} {answer.reason_phrase}".strip())
                kind, *_ = answer.headers.get("content-type", "").split(";")
                validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
                return Fetched(str(at), _body(answer, url, MAX_BYTES), kind.strip().lower(), answer.charset_encoding,
                               validators)
        raise Refused(f"sent on more than {HOPS} times")


class _guard:  # noqa: N801 - read as a statement
    """Turns what goes wrong with the network into one line about the address."""

    def __init__(self, url: str):
        self._url = url

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Refused):
            raise DocumentError(self._url, str(error)) from error
        if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
            raise DocumentError(self._url, "no answer in time; try again later") from error
        if isinstance(error, httpx.InvalidURL | UnicodeError):
            raise DocumentError(self._url, "no web address") from error
        if isinstance(error, httpx.HTTPError | httpx.StreamError | OSError) or type(error).__module__ in _NETWORK:
            said = " ".join(str(error).split())[:120] or type(error).__name__
            raise DocumentError(self._url, f"cannot be fetched ({said})") from error


def _address(url: str) -> httpx.URL:
    """A web address without the name and password that it may hold, nor the place in the page."""
    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Refused(f"sent on to {url[:100]}, which is no web address")
    return parsed.copy_with(username=None, password=None, fragment=None)


def _body(answer: httpx.Response, name: str, most: int) -> bytes:
    """The bytes of an answer, unpacked; never more than `most` are taken in, or unpacked."""
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_raw(65_536):
        size += len(part)
        if size > most:
            raise MalformedDocument(name, f"more than {most / 1e6:.0f} MB; at most that is fetched")
        parts.append(part)
    return unpack(b"".join(parts), answer.headers.get("content-encoding", ""), name)


def _heed_robots(client: httpx.Client, url: httpx.URL, session: Session) -> None:
    """Wait until the site may be asked again. Raises Refused where its robots.txt forbids the address."""
    site = f"{url.scheme}://{url.netloc.decode()}"
    if site not in session.robots:
        session.robots[site] = _robots(client, httpx.URL(f"{site}/robots.txt"))
    rules = session.robots[site]
    if rules is None:
        del session.robots[site]  # it may be there the next time
        raise Refused(f"the robots.txt of {url.host} cannot be had, so that nothing of that site may be fetched now")
    if not rules.can_fetch(str(url), AGENT):
        raise Refused(f"the robots.txt of {url.host} forbids it")
    pause = min(max(rules.crawl_delay(AGENT) or 0.0, PAUSE), LONGEST_PAUSE)
    time.sleep(max(0.0, session.asked.get(site, float("-inf")) + pause - time.monotonic()))
    session.asked[site] = time.monotonic()


def _robots(client: httpx.Client, url: httpx.URL) -> Any:
    """The rules of a site: none where it has none, None where they cannot be had."""
    from protego import Protego

    for _ in range(HOPS + 1):
        with client.stream("GET", url, follow_redirects=False) as answer:
            if answer.has_redirect_location:
                url = _address(str(url.join(answer.headers["location"])))
                continue
            if answer.status_code >= 500:
                return None
            if answer.status_code != 200:
                return Protego.parse("")
            try:
                text = _body(answer, str(url), MAX_BYTES)[:_ROBOTS].decode("utf-8", "replace")
                return Protego.parse(text)
            except (MalformedDocument, ValueError):
                return None
    return Protego.parse("")
