"""Spans of reports in addresses: `d_1:12-30,44-60;d_2:3-9`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from dragoman.errors import SettingsError
from dragoman.model.record import DocumentRow, Evidence

MOST = 60  # spans in one address
_AROUND = 110  # characters shown before and after a passage
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def written(evidence: Iterable[Evidence]) -> str:
    """Some evidence as it stands in an address, the first MOST of it."""
    places: dict[str, list[str]] = {}
    for e in list(evidence)[:MOST]:
        places.setdefault(e.document, []).append(f"{e.start}-{e.end}")
    return ";".join(f"{document}:{','.join(dict.fromkeys(spans))}" for document, spans in places.items())


def parsed(text: str) -> list[tuple[str, int, int]]:
    """Document, start and end of each span in an address. Raises SettingsError where it is none."""
    found: list[tuple[str, int, int]] = []
    for part in text.split(";")[:MOST]:
        document, _, spans = part.rpartition(":")
        for span in spans.split(",")[:MOST]:
            match = _SPAN.fullmatch(span)
            if match is None or not document:
                raise SettingsError("these are no passages: DOCUMENT:START-END,START-END;DOCUMENT:…")
            found.append((document, int(match[1]), int(match[2])))
    return found


def place(document: str, start: int, end: int) -> str:
    """Where the reader shows a passage."""
    return f"/documents/{quote(document, safe='')}?at={start}-{end}#s{start}"


def passages(evidence: Iterable[Evidence]) -> str:
    """The page of some passages."""
    return f"/words?in={quote(written(evidence), safe=':,;')}"


def around_of(document: DocumentRow, start: int, end: int) -> tuple[str, str]:
    """Some words before and after a passage, within its block."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    first, last = (block.start, block.end) if block else (0, len(document.text))
    before, after = document.text[max(first, start - _AROUND):start], document.text[end:min(last, end + _AROUND)]
    if start - _AROUND > first:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < last:
        after = after.rpartition(" ")[0] + " …"
    return before, after
