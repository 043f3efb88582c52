"""Quotations: where quotation marks open and close, over paragraphs and within one another.

Marks are paired by a stack in one pass, so that unbalanced ones cost nothing and close nothing: an
opening mark without a partner is left alone, unless the next paragraph opens with a mark again, which
is how a quotation goes on over paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.text.parse import Parse

# Two marks written as two apostrophes or two backquotes count as one double mark.
_MARK = re.compile(r"''|``|[\"“”„‟«»‘’']")
_OPENERS = "“„«"


@dataclass(frozen=True)
class Quote:
    """A stretch between quotation marks of one block: token positions (marks included) and offsets."""

    block: int
    first: int
    last: int
    start: int
    end: int
    inner_start: int
    inner_end: int
    goes_on: bool = False  # it has no closing mark: the next paragraph goes on with it


def find_quotes(parse: Parse) -> tuple[tuple[Quote, ...], ...]:
    """The outermost quotations of each block, in order."""
    text = parse.document.text
    blocks = parse.document.blocks
    found = []
    for n, (block, doc) in enumerate(zip(blocks, parse.docs, strict=True)):
        opens_next = n + 1 < len(blocks) and text[blocks[n + 1].start:blocks[n + 1].start + 2].startswith(
            ("“", '"', "''", "``", "‘", "«", "„"))
        spans = _outermost(_pairs(text[block.start:block.end], opens_next))
        found.append(tuple(_on_tokens(n, block.start, doc, spans)))
    return tuple(found)


def _pairs(text: str, opens_next: bool) -> Iterator[tuple[int, int, int, int, bool]]:
    """Start, end, inner start, inner end of every closed quotation, and of an open one that goes on."""
    doubles: list[re.Match[str]] = []
    single: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        before = text[mark.start() - 1] if mark.start() else " "
        after = text[mark.end()] if mark.end() < len(text) else " "
        opens = (before.isspace() or before in "([-–—―\"“‘'/") and not after.isspace()
        sign = mark.group()
        if sign in ("‘", "’", "'"):
            if doubles:
                continue  # inner quotations and apostrophes of a quotation are its own business
            if single is None:
                if opens and (sign == "‘" or (sign == "'" and after.isalpha())) and not after.isdigit():
                    single = mark
            elif not opens and sign != "‘" and not after.isalnum() and not before.isspace():
                yield single.start(), mark.end(), single.end(), mark.start(), False
                single = None
        elif sign in _OPENERS or (opens and not (doubles and doubles[-1].group() == sign and before in ".,!?")):
            doubles.append(mark)
        elif doubles:
            first = doubles.pop()
            yield first.start(), mark.end(), first.end(), mark.start(), False
        elif not after.isspace() and mark.start() == 0:
            doubles.append(mark)
    if doubles and opens_next:
        yield doubles[0].start(), len(text), doubles[0].end(), len(text), True


def _outermost(pairs: Iterator[tuple[int, int, int, int, bool]]) -> Iterator[tuple[int, int, int, int, bool]]:
    end = -1
    for pair in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if pair[0] >= end:
            end = pair[1]
            yield pair


def _on_tokens(
    n: int, offset: int, doc: Doc, spans: Iterator[tuple[int, int, int, int, bool]]
) -> Iterator[Quote]:
    starts: list[int] = []
    for start, end, inner_start, inner_end, goes_on in spans:
        starts = starts or [t.idx for t in doc]  # most blocks have no quotation
        if not starts or inner_end <= inner_start:
            continue
        first = max(0, bisect_right(starts, start) - 1)
        last = max(0, bisect_right(starts, end - 1) - 1)
        yield Quote(n, first, last, offset + start, offset + end, offset + inner_start, offset + inner_end, goes_on)
