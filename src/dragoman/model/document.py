"""One report: its text, the blocks that it is made of, and what is known about it."""

from __future__ import annotations

from typing import Literal

from dragoman.model.base import Row
from dragoman.model.time import Time

BlockKind = Literal["title", "standfirst", "caption", "dateline", "heading", "paragraph"]
PublishedBasis = Literal["metadata", "given", "dateline", "caption", "inferred"]


class Block(Row, frozen=True):
    """A stretch of the text with one function, by code-point offsets."""

    kind: BlockKind
    start: int
    end: int


class Document(Row, frozen=True):
    """A report as read from its file, before anything in it is understood.

    `text` is the file's own text where the file is plain text, so that offsets are the user's.
    `published` is null where neither metadata nor the user give it: the reader may then infer it. `updated` is when
    this version of it appeared, to the second where its source says so; `agency` is the agency credited with it.
    `unread` says why the report is kept but not read: its language is none that the reader knows.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    file: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Time | None = None
    published_basis: PublishedBasis | None = None
    updated: Time | None = None
    agency: str | None = None
    unread: str | None = None
