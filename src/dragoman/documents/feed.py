"""RSS and Atom, as feedparser reads them: one document an entry, of the words that the feed has.

A feed with entities of its own is refused before it is parsed: no feed needs them, and a few lines of them can stand
for gigabytes.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dragoman.documents.articles import address_of, article, text_of
from dragoman.documents.decode import declared_charset, decode
from dragoman.documents.options import Opened
from dragoman.documents.source import Source
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText

MAX_FEED = 10_000_000  # bytes
_MOST_TAGS = 200_000
_DEEPEST = 100  # elements within each other
_END = re.compile(r"(?i)</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>[^<]*(?:<!--.{0,5000}?-->[^<]*){0,20}\Z", re.S)
_TAG = re.compile(r"<(/?)[A-Za-z_][^<>]{0,5000}?(/?)>")


def open_source(source: Source) -> Iterator[Opened]:
    """The entries of a feed."""
    feed, entries, cut = parse(source)
    for number, entry in enumerate(entries, 1):
        try:
            yield article(fields_of(entry, feed), source, number)
        except DocumentError as error:
            if not cut or number < len(entries):
                yield error
    if cut:
        yield cut


class Parsed(NamedTuple):
    """A feed's own description and its entries, and what is to be told where its end is not there."""

    feed: Mapping[str, Any]
    entries: list[Any]
    cut: MalformedDocument | None


def parse(source: Source) -> Parsed:
    """A feed. Raises DocumentError where it is none."""
    import feedparser

    raw = source.read(MAX_FEED)
    text = decode(raw, source.name, declared=source.charset or declared_charset(raw), given=source.options.encoding,
                  lenient=True)
    _check(text, source.name)
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)  # it is decoded, whatever it was before
    try:
        found = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")), sanitize_html=False, resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"})
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError) as error:
        raise MalformedDocument(source.name, f"a broken feed ({type(error).__name__})") from error
    if not found.entries:
        reason = "a feed without entries" if found.get("version") else "no feed: neither RSS nor Atom"
        raise NoArticleText(source.name, reason)
    reason = f"the feed is cut off; entry {len(found.entries)} may be in part, and what came after is not there"
    return Parsed(found.feed, found.entries, None if _END.search(text) else MalformedDocument(source.name, reason))


def _check(text: str, name: str) -> None:
    """Refuse what is no feed anybody publishes: entities of its own, elements without end or deeper than any."""
    if "<!entity" in text.lower():
        raise MalformedDocument(name, "XML with entities of its own; no feed needs them")
    depth = deepest = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        deepest = max(deepest, depth)
        if number > _MOST_TAGS:
            raise MalformedDocument(name, f"more than {_MOST_TAGS:,} elements")
    if deepest > _DEEPEST:
        raise MalformedDocument(name, f"elements {deepest:,} deep; no feed needs more than {_DEEPEST}")


def fields_of(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry, as an article has them."""
    contents = entry.get("content") or []
    full = max((str(c.get("value") or "") for c in contents if isinstance(c, Mapping)), key=len, default="")
    summary = str(entry.get("summary") or "")
    source = entry.get("source")
    named = text_of(source.get("title")) if isinstance(source, Mapping) else None
    authors = [a.get("name") for a in entry.get("authors") or () if isinstance(a, Mapping)] or entry.get("author")
    return {
        "text": full if len(full) >= len(summary) else summary, "title": _plain(entry.get("title")),
        "url": address_of(entry.get("link")) or address_of(entry.get("id")),
        "published": entry.get("published"), "updated": _own(entry, "updated"), "authors": authors,
        "publisher": named or _plain(feed.get("title")), "language": feed.get("language"),
    }


def _own(entry: Mapping[str, Any], name: str) -> Any:
    """A field of an entry; feedparser would give the day of publication for an update that it does not have."""
    return dict(entry.items()).get(name)


def is_whole(entry: Mapping[str, Any]) -> bool:
    """Does the feed have the article itself, not a summary of it?"""
    return bool(entry.get("content"))


def _plain(title: Any) -> str | None:
    """A title without the markup that some have."""
    return text_of(html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", title))) if isinstance(title, str) else None
