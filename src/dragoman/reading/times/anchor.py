"""What drafts are counted from: the report's date, another expression, or nothing yet.

News counts months and weekdays from the day of the report, the way the tense says; a history counts them
from the last date that it gave. "Two days later" counts from the last date in either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from spacy.tokens import Doc

from dragoman.model.reading import TimeExpression
from dragoman.model.time import (
    Resolution,
    Time,
    TimeBasis,
    bounds,
    resolve,
    resolve_between,
    unresolved,
)
from dragoman.ontology.times import TimeWords
from dragoman.reading.times.grammar import Draft
from dragoman.reading.times.tense import Direction, direction
from dragoman.reading.times.words import Word, token_at

_ANY_DAY = "2000-01-01"  # an absolute formula does not look at its reference
_SIZES = {"D": 1, "W": 7, "M": 31, "Q": 92, "H": 184, "Y": 366, "DE": 3653, "CE": 36525}


class Block(NamedTuple):
    """A block's parse, words and drafts, and where it begins in the document."""

    doc: Doc
    offset: int
    words: list[Word]
    drafts: list[Draft]


class _Known(NamedTuple):
    """A date that later expressions can count from. `relative` is null where it is explicit."""

    value: str
    relative: str | None
    days: int
    sentence: int


class Anchoring:
    """Counts the drafts of one report, in order, from its date and from one another."""

    def __init__(self, blocks: Sequence[Block], published: Time | None, words: TimeWords):
        self._blocks, self._words = blocks, words
        self._first = published.earliest if published else None
        self._last = published.latest if published else None
        self._day = self._first if self._first and self._first == self._last else None
        self._known: list[_Known] = []
        self._history = tells_history([d for b in blocks for d in b.drafts], self._last)

    def times(self) -> list[TimeExpression]:
        """Every expression of the report, counted as far as it goes."""
        found: list[TimeExpression] = []
        sentence = 0
        for block in self._blocks:
            starts = [s.start_char for s in block.doc.sents]
            here = 0
            for n, draft in enumerate(block.drafts):
                while here + 1 < len(starts) and starts[here + 1] <= block.words[draft.first].start:
                    here += 1
                time = self._time(block, n, draft, sentence + here)
                if time is not None:
                    found.append(time)
            sentence += len(starts)
        return found

    def _time(self, block: Block, n: int, draft: Draft, sentence: int) -> TimeExpression | None:
        start, end = block.words[draft.first].start, block.words[draft.last - 1].end
        if draft.hint == "one day" and self._direction(block, draft) != "future":
            return TimeExpression(start=block.offset + start, end=block.offset + end, type="DURATION", value="P1D")
        if draft.value is not None:
            basis: TimeBasis = "document" if draft.value.endswith("_REF") else "explicit"
            return TimeExpression(start=block.offset + start, end=block.offset + end, type=draft.type,
                                  value=draft.value, basis=basis)
        said = self._count(block, n, draft, sentence)
        if said is None:
            return None
        resolution, relative, basis = said
        if self._history and basis == "document":
            pass  # what is counted from the day of writing is no part of the story
        elif relative is None or basis != "unresolved":
            self._remember(resolution, relative, sentence)
        elif relative is not None:
            self._known.append(_Known(resolution.value, relative, _size_of(relative), sentence))
        return TimeExpression(start=block.offset + start, end=block.offset + end, type=draft.type,
                              value=resolution.value, earliest=resolution.earliest, latest=resolution.latest,
                              basis=basis, relative=relative)

    def _remember(self, found: Resolution, relative: str | None, sentence: int) -> None:
        limits = bounds(found.value)
        days = (limits[1] - limits[0]).days + 1 if limits else 366 if found.value.startswith("BC") else 0
        if days:
            self._known.append(_Known(found.value, relative, days, sentence))

    def _count(self, block: Block, n: int, draft: Draft, sentence: int) -> tuple[Resolution, str | None, TimeBasis] | None:
        formula = draft.formula or ""
        if formula[0].isdigit() or formula.startswith("BC"):
            found = resolve(formula, _ANY_DAY)
            return (found, None, "explicit") if found else None
        if draft.hint == "month after" or _leads_to(block, n):
            return self._from_next(block, n, draft)
        anchor = self._anchor(block, draft, sentence)
        if draft.anchor == "narrative" and draft.hint == "ago" and anchor is not None and anchor.days < 366:
            formula = formula.replace("Y", "y")
        if "?" in formula:
            formula = self._directed(formula, block, draft, anchor)
        if anchor is not None:
            return self._from_known(formula, anchor)
        if draft.hint in ("month before",):
            return None
        if draft.hint.startswith("quarter") and formula.startswith("Q+0"):
            formula = "Q-1" + formula[3:]  # accounts are of the quarter that is over
        elif draft.hint == "ago":
            formula = formula.replace("y", "Y")
        return self._from_document(formula)

    def _from_document(self, formula: str) -> tuple[Resolution, str | None, TimeBasis]:
        found = resolve_between(formula, self._first, self._last) if self._first and self._last else None
        if found is None:
            return Resolution(unresolved(formula)), formula, "unresolved"
        return found, formula, "document"

    def _from_known(self, formula: str, anchor: _Known) -> tuple[Resolution, str | None, TimeBasis] | None:
        if anchor.relative is None:
            found = resolve(formula, anchor.value)
            return (found, None, "narrative") if found else None
        chain = f"{anchor.relative} {formula}"
        found = resolve_between(chain, self._first, self._last) if self._first and self._last else None
        if found is None:
            return Resolution(unresolved(chain)), chain, "unresolved"
        return found, chain, "narrative"

    def _from_next(self, block: Block, n: int, draft: Draft) -> tuple[Resolution, str | None, TimeBasis] | None:
        """A day or month that has its month or year from the next: "6-7 January", "June to September 1918"."""
        following = next((d for d in block.drafts[n + 1:] if d.formula and d.hint != "month after"), None)
        if following is None or following.formula is None:
            return None
        formula = (draft.formula or "").replace("?", "<=")
        if following.formula[0].isdigit():
            found = resolve(f"{following.formula} {formula}", _ANY_DAY)
            return (found, None, "explicit") if found else None
        if "?" in following.formula:
            following_formula = self._directed(following.formula, block, following, self._last_known(366))
            if self._history and (anchor := self._last_known(366)):
                return self._from_known(f"{following_formula} {formula}", anchor)
            return self._from_document(f"{following_formula} {formula}")
        return self._from_document(f"{following.formula} {formula}")

    def _last_known(self, days: int, sentence: int = -1) -> _Known | None:
        """The last date that is no longer than so many days, from a sentence on."""
        return next((k for k in reversed(self._known) if k.days <= days and k.sentence >= sentence), None)

    def _anchor(self, block: Block, draft: Draft, sentence: int) -> _Known | None:
        """The expression that a draft counts from, or None for the report's date."""
        formula = draft.formula or ""
        if draft.anchor == "document":
            return self._last_known(7 if formula.startswith("wd") else 366) if self._from_story(formula) else None
        size = _SIZES.get(formula.rstrip("0123456789+- earlymidlateT:NAFEVOIDU")[:2], 366)
        if formula.startswith(("D", "h")):
            size = 1
        elif formula.startswith("dm"):
            size = 31
        if draft.hint in ("month before", "year"):
            return self._last_known(max(size, 1))
        if draft.hint == "the unit":
            return self._last_known(size) if self._history else None
        if draft.hint == "clock":
            return self._day_of_clock(block, draft, sentence)
        if draft.hint in ("quarter", "quarter ago", "ago"):
            quarter = next((k for k in reversed(self._known) if "Q" in k.value and k.sentence >= sentence - 4
                            and not (k.relative or "").endswith("y-1")), None)
            return quarter if not self._history or quarter else self._last_known(366)
        return self._last_known(size if size > 1 else 1, -1 if self._history else sentence - 3)

    def _from_story(self, formula: str) -> bool:
        """In a history, all but "today" and "ago" counts from what was told."""
        return self._history and bool(re.match(r"(?:wd|mo|md|se|q|ho|h|we)[^+-]", formula))

    def _day_of_clock(self, block: Block, draft: Draft, sentence: int) -> _Known | None:
        """The day of a time of day: the last one named that lies the way that the tense says."""
        near = [k for k in reversed(self._known) if k.days == 1 and (self._history or k.sentence >= sentence - 3)]
        if not near:
            return None
        if self._history:
            return near[0]
        ahead = self._direction(block, draft) in ("future", "prospective", "present")
        if self._day is None:
            fitting = [k for k in near if (">" in (k.relative or "")) == ahead]
        else:
            fitting = [k for k in near if (k.value[:10] > self._day if ahead else k.value[:10] <= self._day)]
        return fitting[0] if fitting else near[0]

    def _direction(self, block: Block, draft: Draft) -> Direction:
        word = block.words[draft.last - 1]
        token = token_at(block.doc, word.start, word.end)
        return direction(token, self._words) if token is not None else "none"

    def _directed(self, formula: str, block: Block, draft: Draft, anchor: _Known | None) -> str:
        """The formula with the direction that tense and genre give it."""
        if anchor is not None and self._history:
            return formula.replace("?", "~" if formula.startswith("wd") or anchor.days <= 31 else "=")
        said = self._direction(block, draft)
        if formula.startswith(("wd", "we")):
            return formula.replace("?", ">=" if said in ("future", "prospective") else "<=")
        if formula.startswith("q"):
            return formula.replace("?", "~" if said in ("future", "prospective") else "<=")
        if said == "future":
            return formula.replace("?", ">=")
        if said == "past" or (said != "future" and formula.startswith("mo") and _names_a_thing(block, draft)):
            return formula.replace("?", "<~" if formula.startswith(("md", "mo", "ho")) else "<=")
        return formula.replace("?", "~")


def _names_a_thing(block: Block, draft: Draft) -> bool:
    """Does a month stand before a noun that it helps to name ("the March accord")? That is a thing known, so past."""
    word = block.words[draft.last - 1]
    token = token_at(block.doc, word.start, word.end)
    return token is not None and token.dep_ in ("compound", "nmod", "amod", "nummod") and token.head.i > token.i


def _size_of(relative: str) -> int:
    last = [s for s in relative.split() if s not in ("early", "mid", "late")][-1]
    return {"mo": 31, "se": 92, "q": 92, "we": 2}.get(last[:2].rstrip("1234567890<>=~"), _SIZES.get(last.rstrip("0123456789+-"), 1))


def _leads_to(block: Block, n: int) -> bool:
    """Is a date without a year joined to a next one that has it ("June to September 1918")?"""
    draft = block.drafts[n]
    if n + 1 >= len(block.drafts) or draft.formula is None or not draft.formula.startswith(("mo", "md")):
        return False
    following = block.drafts[n + 1]
    between = [w.part for w in block.words[draft.last:following.first]]
    return ("?" in draft.formula and bool(between) and len(between) <= 2
            and all(p in ("TO", "AND", "DASH", "OR", "COMMA") for p in between)
            and bool(following.formula) and (following.formula or "")[:4].isdigit() and "-" in (following.formula or "")[4:7])


def tells_history(drafts: Sequence[Draft], published: str | None) -> bool:
    """Does a text tell of the past by its dates, rather than report of now?

    It does where it gives many years in full, most of them years before it was written, and hardly a day
    as news gives it ("yesterday", "last week").
    """
    years = [int(d.formula[:4]) for d in drafts if d.formula and d.formula[:4].isdigit()]
    bc = sum(1 for d in drafts if d.formula and d.formula.startswith("BC"))
    deictic = sum(1 for d in drafts if d.anchor == "document" and d.formula and d.formula.startswith(("D", "wd", "W", "M", "Y")))
    if len(years) + bc < max(8, 8 * deictic):
        return False
    return bc > len(years) or published is None or median(years) < int(published[:4]) - 2
