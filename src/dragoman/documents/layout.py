"""From blocks to a document's text, for the formats whose text is made rather than kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dragoman.documents.text import dateline_length, pieces
from dragoman.model.document import Block, BlockKind

Part = tuple[BlockKind, str]

# Characters that show nothing or turn the order of those around them: controls, bidirectional marks, zero-width
# spaces, soft hyphens, tags. The joiners of Persian and Indic scripts stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]")
# A web address without what no address has: white space, quotation marks, and what cannot be seen.
ADDRESS = re.compile(r"(?i)https?://[^\s<>\"'\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{3,2000}")
_SURROGATE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """A text without the characters that cannot be seen; halves of characters become U+FFFD."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text))


def clean(text: str) -> str:
    """A text of visible characters, letters and their marks as one where they can be, each run of white space made one
    space."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def lay_out(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """One text with a blank line between blocks, and where each stands in it."""
    spans: list[Block] = []
    texts: list[str] = []
    at = 0
    body = False
    for kind, text in parts:
        cut = dateline_length(text) if kind == "paragraph" and not body else 0
        body = body or kind == "paragraph"
        if cut:
            spans.append(Block(kind="dateline", start=at, end=at + len(text[:cut].rstrip(" -–—:"))))
        spans.append(Block(kind=kind, start=at + cut, end=at + len(text)))
        texts.append(text)
        at += len(text) + 2
    whole = "\n\n".join(texts)
    return whole, tuple(piece for b in spans for piece in pieces(whole, b.kind, b.start, b.end))
