"""The date of a report that nobody gave, from its own words.

In this order: a published line, the dateline of the first paragraph, a dated caption, the latest date
that the text tells of. The first two say the day; a dateline without a year says it but for the year
(`XXXX-11-05`), which other reports of the story may give. A caption can be an archive picture: it counts
where no date in the text is later, and says the day where a weekday of the text is the day that it names;
the report is of that day or the six after it. Anything else is only a day before which the report was
not written (`2025-08/..`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dragoman.model.document import BlockKind, Document, PublishedBasis
from dragoman.model.time import Time, bounds, interval
from dragoman.ontology.times import TimeWords
from dragoman.reading.times.anchor import Block
from dragoman.reading.times.grammar import Draft
from dragoman.reading.times.tense import direction
from dragoman.reading.times.words import token_at

Dated = tuple[Time, PublishedBasis] | None

_PLACE = re.compile(r"[A-Z]{3}[^a-z]*(?:[\w.'’/-]+[ ,]+)*(?:\([^)]*\)\s*)?\Z")
_AGENCY = re.compile(r"[,.]?\s*(?:\([^)]{1,60}\)\s*)?(?:-{1,3}|[–—_:])")
_DATELINE_REACH = 60  # characters: a place, perhaps a second one, perhaps a country
_FIRST_PARAGRAPHS = 2
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)\b")
_DAY_OF_YEAR = re.compile(r"md(\d\d-\d\d)\?")


def dated(document: Document, blocks: Sequence[Block], words: TimeWords) -> Document:
    """The document with the date that its own text gives, unchanged where it has one or the text gives none."""
    if document.published is not None:
        return document
    kinds = [b.kind for b in document.blocks]
    found = (_published_line(blocks, kinds) or _dateline(blocks, kinds)
             or _from_caption(blocks, kinds, words) or _not_before(blocks, kinds, words))
    if found is None:
        return document
    time, basis = found
    return msgspec.structs.replace(document, published=time, published_basis=basis)


def _published_line(blocks: Sequence[Block], kinds: Sequence[BlockKind]) -> Dated:
    """The day of a line such as "Published: 17 September 2025 12:00 GMT"; its basis is `dateline`."""
    for block, kind in zip(blocks, kinds, strict=True):
        if kind == "dateline":
            for day in _days(block.drafts):
                return interval(day, day), "dateline"
    return None


def _dateline(blocks: Sequence[Block], kinds: Sequence[BlockKind]) -> Dated:
    """The day of "NOUAKCHOTT, Sept 18, 2025 (Agency) - ", a block of its own or the beginning of a paragraph."""
    lines = [b for b, kind in zip(blocks, kinds, strict=True) if kind == "dateline"]
    paragraphs = [b for b, kind in zip(blocks, kinds, strict=True) if kind == "paragraph"][:_FIRST_PARAGRAPHS]
    formulas = [b.drafts[0].formula for b in [*lines, *(p for p in paragraphs if _opens_with_dateline(p))] if b.drafts]
    for formula in formulas:
        if m := _DAY.match(formula or ""):
            return interval(m[1], m[1]), "dateline"
        if m := _DAY_OF_YEAR.match(formula or ""):
            years = {day[:4] for b in blocks for day in _days(b.drafts) if day[5:] == m[1]}
            if len(years) == 1:
                day = f"{years.pop()}-{m[1]}"
                return interval(day, day), "dateline"
            return Time(value=f"XXXX-{m[1]}"), "dateline"
    return None


def _opens_with_dateline(block: Block) -> bool:
    draft = block.drafts[0] if block.drafts else None
    if draft is None:
        return False
    text = block.doc.text
    start, end = block.words[draft.first].start, block.words[draft.last - 1].end
    return bool(start <= _DATELINE_REACH and _PLACE.match(text[:start]) and _AGENCY.match(text[end:end + 80]))


def _from_caption(blocks: Sequence[Block], kinds: Sequence[BlockKind], words: TimeWords) -> Dated:
    captions = [b for b, kind in zip(blocks, kinds, strict=True) if kind == "caption"]
    days = sorted(day for block in captions for day in _days(block.drafts))
    told = _latest_told(blocks, kinds, words)
    if not days or (told is not None and told > days[-1]):
        return None
    day = date.fromisoformat(days[-1])
    named = {d.formula[2] for b, kind in zip(blocks, kinds, strict=True) if kind != "caption"
             for d in b.drafts if d.formula and d.formula.startswith("wd")}
    if str(day.isoweekday()) in named:
        return interval(days[-1], (day + timedelta(6)).isoformat()), "caption"
    return Time(value=f"{days[-1]}/..", earliest=days[-1]), "caption"


def _not_before(blocks: Sequence[Block], kinds: Sequence[BlockKind], words: TimeWords) -> Dated:
    told = _latest_told(blocks, kinds, words)
    return (Time(value=f"{told}/..", earliest=told), "inferred") if told else None


def _latest_told(blocks: Sequence[Block], kinds: Sequence[BlockKind], words: TimeWords) -> str | None:
    """The first day of the latest explicit date that the text tells of in the past tense."""
    days = [limits[0] for block, kind in zip(blocks, kinds, strict=True) if kind != "caption"
            for draft in block.drafts if (limits := _told(block, draft, words))]
    return max(days).isoformat() if days else None


def _told(block: Block, draft: Draft, words: TimeWords) -> tuple[date, date] | None:
    value = (draft.formula or "").split(" ")[0]
    if draft.type not in ("DATE", "TIME") or not value[:4].isdigit() or len(value) < 4:
        return None
    last = block.words[draft.last - 1]
    token = token_at(block.doc, last.start, last.end)
    if token is None or direction(token, words) != "past":
        return None
    if len(value) == 4 and token.head.tag_ != "IN":  # a year beside a noun may be a model, a plan, a goal
        return None
    return bounds(value)


def _days(drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        if draft.formula and (m := _DAY.match(draft.formula)):
            yield m[1]
