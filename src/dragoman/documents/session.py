"""What is remembered from one fetch to the next, so that nothing is asked for twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from protego import Protego


class Validators(NamedTuple):
    """By what a server tells whether a page has changed since: its ETag and Last-Modified."""

    etag: str | None
    modified: str | None


@dataclass
class Session:
    """`robots` are the rules of each site, `asked` when each was last asked (a monotonic clock's seconds), `pages`
    what came with the feeds that were fetched, `articles` the articles of feeds that have been read."""

    robots: dict[str, Protego | None] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)
    pages: dict[str, Validators] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
