"""Articles that come as fields: rows of a table, JSON objects, entries of a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dragoman.documents.layout import ADDRESS, clean, lay_out, visible
from dragoman.documents.source import Source
from dragoman.documents.stamps import day, moment
from dragoman.documents.text import check_size, cut_blocks
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import Document
from dragoman.model.time import Time, instant

# What an article may have, and what columns and keys are called that hold it: the first that is there is taken.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "article_text", "article_body", "articlebody", "full_text", "fulltext", "maintext",
             "main_text", "content_text", "plain_text", "content", "article", "story", "html", "content_html",
             "body_html", "description", "summary"),
    "title": ("title", "headline", "head", "heading", "subject"),
    "published": ("published", "date_published", "published_at", "publishedat", "publish_date", "published_date",
                  "publication_date", "datepublished", "date_publish", "pubdate", "pub_date", "publication_time",
                  "date", "datetime", "timestamp", "created_at", "created", "published_time", "webpublicationdate"),
    "updated": ("updated", "date_modified", "updated_at", "updatedat", "datemodified", "date_modify", "modified",
                "modified_at", "last_modified", "last_updated", "update_date"),
    "publisher": ("publisher", "outlet", "newspaper", "source_name", "publication", "site_name", "sitename", "source",
                  "media", "media_name", "news_outlet", "website", "source_domain", "domain"),
    "authors": ("authors", "author", "byline", "creator", "writer", "reporter"),
    "url": ("canonical_url", "url", "link", "permalink", "uri", "weburl", "source_url", "article_url"),
    "language": ("language", "lang", "inlanguage"),
    "agency": ("agency", "news_agency", "wire", "newswire"),
}
_HTML = re.compile(r"(?i)<(?:p|div|br|article|section|html|body|ul|h[1-6])\b[^<>]{0,500}>")
_LONGEST = 1000  # characters of a title, a name or an address


def guess(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which of a table's columns holds which field: as given, else by what columns are usually called.

    >>> guess(["Headline", "Body", "Date", "id"], {})
    {'text': 'Body', 'title': 'Headline', 'published': 'Date'}
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(re.sub(r"[\s-]+", "_", name.strip().lower()), name)
    found = {field: given[field] if field in given else next((known[u] for u in usual if u in known), None)
             for field, usual in FIELDS.items()}
    return {field: name for field, name in found.items() if name is not None}


def article(fields: Mapping[str, Any], source: Source, number: int) -> Document:
    """The document of an article's fields (those of FIELDS). Its text is the field's own, HTML's without its tags.

    Raises DocumentError with the container's name and the article's number.
    """
    file, name = source.item(number)
    title = text_of(fields.get("title"))
    url = address_of(fields.get("url"))
    text, blocks = _text(fields.get("text"), title, name)
    published, updated = day(fields.get("published")), update(fields.get("published"), fields.get("updated"))
    publisher, authors = text_of(fields.get("publisher")), names_of(fields.get("authors"))
    language, agency = text_of(fields.get("language")), text_of(fields.get("agency"))
    said = (title, url, publisher, *authors, language, agency, published and published.value, updated and updated.value)
    return Document(
        id=content_id("d", text, *(s or "" for s in said)), text=text, blocks=blocks, file=file, url=url, title=title,
        publisher=publisher, authors=authors, language=language, agency=agency, published=published,
        published_basis="metadata" if published else None, updated=updated)


def update(published: Any, updated: Any) -> Time | None:
    """When an article was updated, by its two stamps; None where that is when it was published."""
    found = moment(updated)
    return found if found is not None and instant(found) != instant(moment(published)) else None


def text_of(value: Any) -> str | None:
    """A short text of a field: its string, the name of an object, the first of a list; None where it has none."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("label")
    if isinstance(value, list | tuple):
        return next(filter(None, map(text_of, value[:20])), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return clean(value[:4 * _LONGEST])[:_LONGEST].rstrip() or None if isinstance(value, str) else None


def names_of(value: Any) -> tuple[str, ...]:
    """The names of people in a field: a list, or a string that lists them."""
    if isinstance(value, str) and value.strip().startswith("[") and value.strip().endswith("]"):
        value = re.findall(r"[\"']([^\"']{2,200})[\"']", value[:10_000])  # as Python writes a list into a table
    listed = value[:100] if isinstance(value, list | tuple) else re.split(r"\s*[;|]\s*|\s+and\s+", text_of(value) or "")
    names = (re.sub(r"(?i)^by:?\s+", "", text_of(v) or "") for v in listed)
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith(("http:", "https:", "/"))))


def address_of(value: Any) -> str | None:
    """A web address, or None where the field holds none."""
    text = text_of(value)
    return text if text and ADDRESS.fullmatch(text) else None


def _text(value: Any, title: str | None, name: str) -> tuple[str, tuple[Any, ...]]:
    """The text of an article with its headline before it, and the blocks."""
    if isinstance(value, list):
        value = "\n\n".join(v for v in value if isinstance(v, str))
    if isinstance(value, Mapping):
        value = value.get("value") or value.get("text") or value.get("html")
    if not isinstance(value, str) or not re.search(r"\w", value):
        raise NoArticleText(name, "no text in it")
    if len(value) > 4_000_000:
        raise MalformedDocument(name, f"{len(value):,} characters; divide it into its reports")
    if _HTML.search(value):
        from dragoman.documents.html import fragment

        parts = fragment(value)
    else:
        plain = visible(value.replace("\r\n", "\n").replace("\r", "\n"))
        parts = [(b.kind, clean(plain[b.start:b.end])) for b in _blocks(plain, titled=title is not None)]
    if not any(kind == "paragraph" for kind, _ in parts):  # a single short sentence is all that there is
        parts = [("paragraph" if kind in ("standfirst", "heading", "title") else kind, text) for kind, text in parts]
    if title and not (parts and parts[0][1].casefold() == title.casefold()):
        parts.insert(0, ("title", title))
    elif title:
        parts[0] = ("title", title)
    if not any(kind == "paragraph" for kind, _ in parts):
        raise NoArticleText(name, "no text in it")
    text, blocks = lay_out(parts)
    check_size(text, name)
    return text, blocks


def _blocks(text: str, *, titled: bool) -> Iterable[Any]:
    """The blocks of an article's text; where its headline is known, no line of it is taken for one."""
    if not titled:
        return cut_blocks(text)
    start = len("Headline\n\n")
    return [msgspec.structs.replace(b, start=b.start - start, end=b.end - start)
            for b in cut_blocks("Headline\n\n" + text) if b.start >= start]
