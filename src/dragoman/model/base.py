"""What every type of the model shares."""

from __future__ import annotations

import hashlib

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value with named fields. Sequences in it are tuples, so that a row can be hashed."""


class Span(Row, frozen=True):
    """Half-open code-point offsets into a document's text, and the field of a row that they support.

    Spans sort by their place, then by field; what supports the row as a whole comes first.
    """

    start: int
    end: int
    field: str | None = None

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end, self.field or "") < (other.start, other.end, other.field or "")


def content_id(prefix: str, *parts: object) -> str:
    """An id made from content alone: the same parts give the same id on every machine.

    >>> content_id("d", "abc") == content_id("d", "abc") != content_id("d", "abd")
    True
    """
    text = "\x1f".join(str(part) for part in parts)
    return f"{prefix}_{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
