"""The agency that a report is credited to: in its dateline, its byline, or a line at its end.

A report that only cites an agency, or has a picture of one, is none of that agency's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from dragoman.model.document import Document
from dragoman.ontology.agencies import Agencies
from dragoman.ontology.load import read_table

_IN_PARENTHESES = re.compile(r"\(([^()]{2,40})\)")
_BYLINE = re.compile(r"(?i:by|from|source|via|credit|agency)\s*:?\s+(.{2,60})")
_DESK = re.compile(r"(?i)\s+(?:staff(?: writers?)?|newsroom|reporters?|correspondents?|bureau|agency)$")
_PART = re.compile(r"\s*(?:[,/|;·–—]|\s-\s|\band\b|\bfor\b|\bin\b)\s*")
_CLOSING = re.compile(
    r"(?:\(?(?i:reporting|story|report) by (?:[^.;()]{2,60} for )?([^.;()]{2,40})[.;)].*"
    r"|[(\[—–©-]?\s*(?:(?i:source|agency|copyright|via|with)\s*:?\s+)?©?\s*(?:\d{4}\s+)?([^.()\[\]]{2,40}?)[)\]]?\.?)",
    re.S)
_LAST = 2  # blocks in which a credit may stand alone


def credited_agency(document: Document) -> str | None:
    """The agency that a report is credited to, by the name that the lexicon gives it, or None."""
    return next(filter(None, map(_agencies().known, _credits(document))), None)


def known_agency(name: str | None) -> str | None:
    """The agency that a name is one of, or None."""
    return _agencies().known(name) if name else None


def _credits(document: Document) -> Iterator[str]:
    """What may be the name of the agency, the surest first."""
    lines = [document.text[b.start:b.end] for b in document.blocks if b.kind == "dateline"]
    for line in lines:
        yield from _IN_PARENTHESES.findall(line)
    for author in document.authors:
        yield from _names(author)
    for line in lines:
        byline = _BYLINE.match(line)
        yield from _names(byline[1] if byline else line)
    for block in document.blocks[-_LAST:]:
        if block.end - block.start < 200 and (closing := _CLOSING.fullmatch(document.text[block.start:block.end])):
            yield closing[1] or ("" if block.kind == "caption" else closing[2])  # a caption credits its picture


def _names(byline: str) -> Iterator[str]:
    """A byline and its parts: "Jo Ray, Reuters", "AFP Staff", "Jo Ray (AP)"."""
    yield from _IN_PARENTHESES.findall(byline)
    for part in (byline, *_PART.split(byline)):
        yield part
        yield _DESK.sub("", part)


@cache
def _agencies() -> Agencies:
    return read_table(resources.files("dragoman.ontology") / "data", "agencies", Agencies)
