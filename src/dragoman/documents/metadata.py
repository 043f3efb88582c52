"""What a web page says about itself: Open Graph, JSON-LD, meta and time elements.

Only what the page states is taken. A date found in running text is none of the page's statements; the
reader may infer one from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from dragoman.documents.layout import ADDRESS, clean
from dragoman.documents.stamps import day, moment
from dragoman.model.time import Time, instant

_ARTICLE = re.compile(r"Article|Report|BlogPosting|LiveBlog")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "date",
)
_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "revised",
)


class Metadata(NamedTuple):
    """What a page states of itself; null or empty where it does not."""

    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    published: Time | None
    description: str | None
    updated: Time | None = None
    agency: str | None = None


def metadata_of(page: HtmlElement) -> Metadata:
    """The metadata of a parsed page."""
    meta = _meta(page)
    article = next(_articles(page), {})
    publisher = meta.get("og:site_name") or _name(article.get("publisher"))
    title = meta.get("og:title") or _string(article.get("headline")) or _page_title(page, publisher)
    published, updated = _published(meta, article, page), _updated(meta, article)
    return Metadata(
        title=title, publisher=publisher, authors=_authors(meta, article), url=_url(page, meta, article),
        language=clean(page.get("lang") or "")[:40] or _name(article.get("inLanguage")),
        published=published, updated=updated, agency=_name(article.get("sourceOrganization")),
        description=meta.get("og:description") or meta.get("description"),
    )


def _meta(page: HtmlElement) -> dict[str, str]:
    """The page's meta elements by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article."""
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue  # a broken block is common, and the other sources remain
            for item in _objects(data):
                if _ARTICLE.search(str(item.get("@type", ""))):
                    yield item


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []))


def _string(value: Any) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next(filter(None, map(_name, value)), None)
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _authors(meta: dict[str, str], article: dict[str, Any]) -> tuple[str, ...]:
    listed = article.get("author")
    names = [_name(a) for a in (listed if isinstance(listed, list) else [listed])]
    names = names if any(names) else [meta.get("author") or meta.get("article:author")]
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith(("http:", "https:", "/"))))


def _url(page: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    canonical = next((e.get("href") for e in page.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    main = article.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    for url in (canonical, meta.get("og:url"), main, article.get("url")):
        if isinstance(url, str) and ADDRESS.fullmatch(url.strip()):
            return url.strip()
    return None


def _published(meta: dict[str, str], article: dict[str, Any], page: HtmlElement) -> Time | None:
    stamps = [_string(article.get("datePublished")), *map(meta.get, _PUBLISHED)]
    stamps += [e.get("datetime") for e in page.iter("time")
               if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    return next(filter(None, (day(s) for s in stamps if s)), None)


def _updated(meta: dict[str, str], article: dict[str, Any]) -> Time | None:
    """When this version of the article appeared, where that is not when the first did."""
    stamps = [_string(article.get("dateModified")), *map(meta.get, _UPDATED)]
    first = {instant(moment(s)) for s in (_string(article.get("datePublished")), *map(meta.get, _PUBLISHED)) if s}
    found = next(filter(None, (moment(s) for s in stamps if s)), None)
    return found if found is not None and instant(found) not in first else None


def _page_title(page: HtmlElement, publisher: str | None) -> str | None:
    """The title element without the name of the site."""
    title = clean(page.findtext(".//title") or "")
    parts = re.split(r"\s+(?:[|–—-]|::|»)\s+", title)
    if len(parts) > 1:
        kept = [p for p in parts if publisher is None or p.casefold() != publisher.casefold()]
        title = max(kept or parts, key=len)
    return title or None
