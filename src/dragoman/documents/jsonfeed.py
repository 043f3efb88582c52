"""JSON files: a JSON Feed (jsonfeed.org), a list of articles, or an object that holds one."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.documents.articles import article
from dragoman.documents.columns import note
from dragoman.documents.decode import decode
from dragoman.documents.jsonlines import columns_of
from dragoman.documents.options import Opened
from dragoman.documents.source import Source
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText

_LISTS = ("items", "articles", "results", "data", "docs", "documents", "stories", "news", "entries")


def open_source(source: Source) -> Iterator[Opened]:
    """The articles of a JSON file."""
    raw = source.read().removeprefix(codecs.BOM_UTF8)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = decode(raw, source.name).encode("utf-8", "replace")
    try:
        value = msgspec.json.decode(raw)
    except RecursionError as error:
        raise MalformedDocument(source.name, "JSON that is nested too deeply") from error
    except ValueError as error:  # msgspec's own errors are ValueErrors, too
        raise MalformedDocument(source.name, f"no JSON: {' '.join(str(error).split())[:120]}") from error
    if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))[:100]:
        yield from _feed(value, source)
        return
    if isinstance(value, dict):
        value = next((value[k] for k in _LISTS if isinstance(value.get(k), list)), [value])
    if not isinstance(value, list) or not any(isinstance(v, dict) for v in value):
        raise NoArticleText(source.name, "JSON, but neither a feed nor a list of articles")
    yield from _list(value, source)


def _list(values: list[Any], source: Source) -> Iterator[Opened]:
    told = False
    for number, fields in enumerate(values, 1):
        try:
            if not isinstance(fields, dict):
                raise NoArticleText(source.item(number)[1], "no object with an article's fields")
            columns = columns_of(fields, source, number)
            if not told:
                told = True
                yield note(columns, source)
            yield article({field: fields[name] for field, name in columns.items()}, source, number)
        except DocumentError as error:
            yield error


def _feed(feed: Mapping[str, Any], source: Source) -> Iterator[Opened]:
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise NoArticleText(source.name, "a feed without entries")
    for number, item in enumerate(items, 1):
        try:
            if not isinstance(item, dict):
                raise NoArticleText(source.item(number)[1], "no item of a feed")
            yield article({
                "text": item.get("content_html") or item.get("content_text") or item.get("summary"),
                "title": item.get("title"), "url": item.get("url") or item.get("external_url"),
                "published": item.get("date_published"), "updated": item.get("date_modified"),
                "authors": item.get("authors") or item.get("author") or feed.get("authors"),
                "publisher": feed.get("title"), "language": item.get("language") or feed.get("language"),
            }, source, number)
        except DocumentError as error:
            yield error
