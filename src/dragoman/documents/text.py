"""Plain text reports: the file's own text, unchanged, cut into blocks.

The usual layout is a headline, a standfirst, perhaps a line with a single '-', captions, then
paragraphs with subheadings between them, one a line.
"""

from __future__ import annotations

import re

from dragoman.model.base import content_id
from dragoman.model.document import Block, BlockKind, Document

_CREDIT = re.compile(r"\([^()]*\)\s*$")
_DATELINE = re.compile(r"^[A-Z][A-Z/ .'’-]{2,}(?:,[^()]{2,30})?\s*(?:\([^()]+\))?\s+[-–—]\s")


def document_from_text(text: str, *, file: str | None = None) -> Document:
    """Make a document of plain text. The text is kept as it is, so that offsets are the caller's."""
    blocks = cut_blocks(text)
    title = next((text[b.start:b.end] for b in blocks if b.kind == "title"), None)
    return Document(id=content_id("d", text), text=text, blocks=blocks, file=file, title=title, language="en")


def cut_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text report, one a non-empty line."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]
    blocks: list[Block] = []
    in_head = True
    after_dash = False
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        if line in ("-", "–", "—", "--", "***"):
            after_dash = True
            continue
        kind: BlockKind = "paragraph"
        if n == 0 and len(lines) > 1 and not line.endswith((".", "!", "…")):
            kind = "title"
        elif in_head and n == 1 and blocks and blocks[0].kind == "title" and not _DATELINE.match(line):
            kind = "standfirst" if len(line) < 300 else "paragraph"
        elif after_dash and _CREDIT.search(line):
            kind = "caption"
        elif re.match(r"(?i)(published|updated|posted)\s*[:–-]", line):
            kind = "dateline"
        elif len(line) < 90 and not re.search(r"[.!?:;,…\"”’)]$", line):
            kind = "heading"
        if kind == "paragraph":
            in_head = after_dash = False
        blocks.append(Block(kind=kind, start=start, end=end))
    return tuple(blocks)
