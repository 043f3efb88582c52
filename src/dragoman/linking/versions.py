"""Versions of one article: an outlet puts a newer text in place of an older one at the same address, or sends it again.

Two reports are versions of one article where they have the same canonical address, or where one outlet printed them
under the same headline, at different times, and the one repeats the other for the most part. A site's front page is
nobody's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dragoman.linking.cluster import Partition
from dragoman.linking.words import tokens
from dragoman.model.document import Document
from dragoman.model.time import instant

_ADDRESS = re.compile(r"(?i)https?://(?:www\.|m\.|amp\.)?([^/?#:]+)(?::\d+)?(/[^?#]*)?(?:\?([^#]*))?")
# Parts of an address's query that say how a reader came by it, not what is there.
_ON_THE_WAY = re.compile(
    r"(?i)^(?:utm_\w+|fbclid|gclid|mc_\w+|ref|ref_src|cmpid|ocid|source|share|amp|output|outputtype)(?:=|$)")
_BY_ADDRESS, _BY_TITLE = "address ", "title "


def article_keys(document: Document) -> tuple[str, ...]:
    """What the versions of an article have in common: its address, and its outlet with its headline."""
    keys = []
    if address := article_address(document.url):
        keys.append(_BY_ADDRESS + address)
    title = " ".join(tokens(document.title or ""))
    if document.publisher and len(title) > 12:  # "Live updates" is no article's own
        keys.append(f"{_BY_TITLE}{' '.join(tokens(document.publisher))} {title}")
    return tuple(keys)


def article_address(url: str | None) -> str | None:
    """An address without what says only how a reader came by it; None for a site's front page.

    >>> article_address("https://www.Post.example/dam/?utm_source=x"), article_address("https://post.example/")
    ('post.example/dam', None)
    """
    found = _ADDRESS.match(url or "")
    if not found:
        return None
    path = re.sub(r"/(?:amp|index\.\w+)?$", "", found[2] or "")
    query = "&".join(sorted(q for q in (found[3] or "").split("&") if q and not _ON_THE_WAY.match(q)))
    return f"{found[1].lower()}{path}{'?' if query else ''}{query}" if path or query else None


def are_versions(one: Iterable[str], other: Iterable[str], *, moved: bool, repeated: bool) -> bool:
    """Are two reports versions of one article, by their keys, whether they are of different times, and whether the
    one repeats the other?"""
    shared = set(one) & set(other)
    return any(k.startswith(_BY_ADDRESS) for k in shared) or (
        moved and repeated and any(k.startswith(_BY_TITLE) for k in shared))


def moment_of(document: Document) -> tuple[str, str]:
    """When a version appeared: the day of publication, then the second of its update in UTC; what is open is last."""
    published = document.published
    return (published.earliest or "9999") if published else "9999", instant(document.updated)


def first_versions(documents: Mapping[str, Document], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each later version the first one. `pairs` are of versions of one article."""
    parts = Partition()
    members: dict[str, set[str]] = {}
    for left, right in pairs:
        parts.join(left, right)
        members.setdefault(left, set()).add(right)
    together: dict[str, list[str]] = {}
    for document in sorted({d for left, rights in members.items() for d in (left, *rights)}):
        together.setdefault(parts.root(document), []).append(document)
    found = {}
    for versions in together.values():
        first, *later = sorted(versions, key=lambda d: (moment_of(documents[d]), d))
        found.update(dict.fromkeys(later, first))
    return found


def superseded(documents: Mapping[str, Document], versions: Mapping[str, str]) -> frozenset[str]:
    """The versions in whose place there is a newer one."""
    articles: dict[str, list[str]] = {}
    for later, first in versions.items():
        articles.setdefault(first, [first]).append(later)
    return frozenset(d for found in articles.values()
                     for d in sorted(found, key=lambda d: (moment_of(documents[d]), d))[:-1])
