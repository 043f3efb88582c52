"""What drafts are counted from: the report's date, another expression, or nothing yet.

News counts months and weekdays from the day of the report, the way the tense says; a history counts them
from the last date that it told. "Two days later" counts from the last date in either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.model.reading import TimeExpression
from dragoman.model.time import Resolution, Time, TimeBasis, bounds, resolve, resolve_between, unresolved
from dragoman.ontology.times import TimeWords
from dragoman.reading.times.grammar import Draft
from dragoman.reading.times.tense import Direction, direction
from dragoman.reading.times.words import Word, token_at

_SAID = frozenset(("say", "tell", "state", "declare", "write", "announce", "add", "promise", "vow", "warn", "insist"))
_ANY_DAY = "2000-01-01"  # an absolute formula does not look at its reference
_YEAR = 366
_SIZES = {"D": 1, "h": 1, "wd": 1, "md": 1, "ho": 1, "we": 2, "W": 7, "dm": 31, "M": 31, "mo": 31, "se": 92, "q": 92,
          "Q": 92, "H": 184, "Y": _YEAR, "DE": 3653, "CE": 36525}  # days, by the last step of a formula
_STEP = re.compile(r"wd|mo|md|ho|we|dm|se|DE|CE|h(?=[+-])|[A-Zq]")
_STORY_STEP = re.compile(r"(?:wd|mo|md|se|q|ho|h|we)[^+-]")
_NEAR = 3  # sentences in which "two days later" finds what it counts from, in news
_ACCOUNTS_NEAR = 4  # and "the quarter" or "a year earlier" its quarter
_LONGEST_CHAIN = 1000  # characters of the steps from one expression to the next, so that time stays linear
_REMEMBERED = 200  # expressions that a later one can count from, so that time stays linear
_HISTORY_DATES = 8  # full dates that make a history, at the least, and for each word such as "yesterday"
_HISTORY_AGE = 2  # years between what a history tells of and its writing, at the least


class Block(NamedTuple):
    """A block's parse, words and drafts, and where it begins in the document."""

    doc: Doc
    offset: int
    words: list[Word]
    drafts: list[Draft]

    def token(self, draft: Draft) -> Token | None:
        """The parse's token at a draft's last word."""
        word = self.words[draft.last - 1]
        return token_at(self.doc, word.start, word.end)


class _Known(NamedTuple):
    """A date that later expressions can count from. `relative` is null where it is explicit."""

    value: str
    relative: str | None
    days: int
    sentence: int
    continues: bool = False  # is it itself counted from another one ("that May")?


class _Count(NamedTuple):
    """What counting gave: a value with its bounds, the formula from the report's date, and the basis."""

    found: Resolution
    relative: str | None
    basis: TimeBasis


class Anchoring:
    """Counts the drafts of one report, in order, from its date and from one another."""

    def __init__(self, blocks: Sequence[Block], published: Time | None, words: TimeWords):
        self._blocks, self._words = blocks, words
        self._first = published.earliest if published else None
        self._last = published.latest if published else None
        self._day = self._first if self._first and self._first == self._last else None
        self._known: deque[_Known] = deque(maxlen=_REMEMBERED)
        self._quotes: dict[int, list[int]] = {}
        self._previous: _Count | None = None  # what the expression before was counted to
        self._history = tells_history([d for b in blocks for d in b.drafts], self._last)

    def times(self) -> list[TimeExpression]:
        """Every expression of the report, counted as far as it goes."""
        found: list[TimeExpression] = []
        sentence = 0
        for block in self._blocks:
            starts = [s.start_char for s in block.doc.sents] if block.drafts else [0]
            here = 0
            for n, draft in enumerate(block.drafts):
                while here + 1 < len(starts) and starts[here + 1] <= block.words[draft.first].start:
                    here += 1
                time = self._time(block, n, sentence + here)
                if time is not None:
                    found.append(time)
            sentence += len(starts)
        return found

    def _time(self, block: Block, n: int, sentence: int) -> TimeExpression | None:
        draft = self._as_length(block.drafts[n], sentence)
        if draft.hint == "one day" and self._direction(block, draft) != "future":
            draft = draft._replace(type="DURATION", value="P1D")
        if draft.value is not None:
            basis: TimeBasis = "document" if draft.value.endswith("_REF") else "explicit"
            count: _Count | None = _Count(Resolution(draft.value), None, basis)
        else:
            count = (self._same_day(draft) if draft.hint == "same day" else
                     self._as_quoted(block, n) or self._count(block, n, sentence))
            self._previous = count
            if count is not None:
                self._remember(count, sentence)
        if count is None:
            return None
        value, earliest, latest = count.found
        return TimeExpression(
            start=block.offset + block.words[draft.first].start, end=block.offset + block.words[draft.last - 1].end,
            type=draft.type, value=value, earliest=earliest, latest=latest, basis=count.basis, relative=count.relative)

    def _as_length(self, draft: Draft, sentence: int) -> Draft:
        """What is so long after a year or month that the report recalls, and shorter than it, is but a length of time.

        "Signed in June 2004, it collapsed three weeks later": the day is not told, and is none of this year's.
        """
        shift = re.fullmatch(r"([YMWD])\+(\d+)", draft.formula or "") if draft.hint == "shift" else None
        last = self._known[-1] if self._known else None
        if shift is None or last is None or self._history or last.sentence < sentence - 1 or not self._recalls(last):
            return draft
        if last.days <= _size_of(draft.formula or ""):
            return draft
        return draft._replace(type="DURATION", value=f"P{shift[2]}{shift[1]}")

    def _recalls(self, known: _Known) -> bool:
        """Is a date one of a year before the report's own?"""
        year = known.value[:4]
        return known.relative is None and self._first is not None and year.isdigit() and year < self._first[:4]

    def _as_quoted(self, block: Block, n: int) -> _Count | None:
        """ "We begin today," he said on Monday: the day is counted from the day of the words."""
        draft = block.drafts[n]
        by_day = draft.anchor == "document" and re.match(r"D[+-]\d", draft.formula or "")
        if not by_day or not self._in_quotes(block, draft):
            return None
        token = block.token(draft)
        for said in block.drafts[max(0, n - 2):n + 3]:
            verb = _saying(block, said)
            if (said is draft or verb is None or token is None or verb.sent != token.sent or said.formula is None
                    or not re.match(r"D[+-]\d|wd|md", said.formula) or self._in_quotes(block, said)):
                continue
            day = re.sub(r" T\S+$", "", self._directed(said.formula, block, said, None))
            return self._from_document(f"{day} {draft.formula}")._replace(basis="narrative")
        return None

    def _in_quotes(self, block: Block, draft: Draft) -> bool:
        """Does a draft stand inside double quotation marks of its block?"""
        if block.offset not in self._quotes:  # once a block, so that time stays linear
            self._quotes = {block.offset: [t.idx for t in block.doc if t.text == '"']}
        return bisect_left(self._quotes[block.offset], block.words[draft.first].start) % 2 == 1

    def _remember(self, count: _Count, sentence: int) -> None:
        if self._history and count.basis == "document":
            return  # what is counted from the day of writing is no part of the story
        limits = bounds(count.found.value)
        if limits is not None:
            days = (limits[1] - limits[0]).days + 1
        elif count.found.value.startswith("BC"):
            days = _YEAR
        elif count.relative is not None:
            days = _size_of(count.relative)
        else:
            return
        self._known.append(_Known(count.found.value, count.relative, days, sentence, count.basis == "narrative"))

    def _count(self, block: Block, n: int, sentence: int) -> _Count | None:
        draft = block.drafts[n]
        formula = draft.formula or ""
        if formula[0].isdigit() or formula.startswith("BC"):
            found = resolve(formula, _ANY_DAY)
            return _Count(found, None, "explicit") if found else None
        if draft.hint == "month after" or _leads_to(block, n):
            return self._from_next(block, n)
        if self._known and _runs_on(block, n):
            return self._from_known(formula.replace("?", ">"), self._known[-1])
        anchor = self._anchor(block, draft, sentence)
        told = self._known[-1] if self._known else None
        if (told is not None and told.continues and told.sentence == sentence and self._recalls(told)
                and re.match(r"(?:mo|md|se)\S+\?", formula) and self._direction(block, draft) == "past"):
            return self._from_known(f"Y+0 {formula.replace('?', '=')}", told)  # "that May …; in June …"
        if "?" in formula:
            formula = self._directed(formula, block, draft, anchor)
        if anchor is not None:
            if draft.hint == "ago" and anchor.days < _YEAR:
                formula = formula.replace("Y", "y")
            return self._from_known(formula, anchor)
        if draft.hint == "month before":
            return None
        if draft.hint == "quarter" and formula.startswith("Q+0"):
            formula = "Q-1" + formula[3:]  # accounts are of the quarter that is over
        elif draft.hint == "ago":
            formula = formula.replace("y", "Y")
        return self._from_document(formula)

    def _same_day(self, draft: Draft) -> _Count | None:
        """A time of the day of the expression before it, with which one pattern joined it."""
        before = self._previous
        if before is None:
            return None
        day = re.sub(r" ?T\w[\w:]*$", "", before.relative or before.found.value)
        formula = f"{day} {draft.formula}"
        if before.relative is not None:
            return self._from_document(formula)._replace(basis=before.basis)
        found = resolve(formula, _ANY_DAY)
        return _Count(found, None, before.basis) if found else None

    def _from_document(self, formula: str) -> _Count:
        found = resolve_between(formula, self._first, self._last) if self._first and self._last else None
        if found is None:
            return _Count(Resolution(unresolved(formula)), formula, "unresolved")
        return _Count(found, formula, "document")

    def _from_known(self, formula: str, anchor: _Known) -> _Count | None:
        if anchor.relative is None:
            found = resolve(formula, anchor.value)
            return _Count(found, None, "narrative") if found else None
        chain = re.sub(r" D\+0 T\S+$", "", anchor.relative) if formula.startswith("D") else anchor.relative
        if len(chain) > _LONGEST_CHAIN:
            return None
        count = self._from_document(f"{chain} {formula}")
        return count._replace(basis="narrative") if count.basis == "document" else count

    def _from_next(self, block: Block, n: int) -> _Count | None:
        """A day or month that has its month or year from the next: "6-7 January", "June to September 1918"."""
        following = next((d for d in block.drafts[n + 1:] if d.formula and d.hint != "month after"), None)
        if following is None or following.formula is None:
            return None
        formula = (block.drafts[n].formula or "").replace("?", "<=")
        if following.formula[0].isdigit():
            found = resolve(f"{following.formula} {formula}", _ANY_DAY)
            return _Count(found, None, "explicit") if found else None
        anchor = self._last_known(_YEAR) if self._history else None
        chain = f"{self._directed(following.formula, block, following, anchor)} {formula}"
        return self._from_known(chain, anchor) if anchor else self._from_document(chain)

    def _last_known(self, days: int, sentence: int = -1) -> _Known | None:
        """The last date that is no longer than so many days, from a sentence on."""
        return next((k for k in reversed(self._known) if k.days <= days and k.sentence >= sentence), None)

    def _anchor(self, block: Block, draft: Draft, sentence: int) -> _Known | None:
        """The expression that a draft counts from, or None for the report's date."""
        formula = draft.formula or ""
        size = _size_of(formula)
        if draft.anchor == "document":
            if not (self._history and _STORY_STEP.match(formula)):
                return None  # in a history, too, "today" and "ago" count from its writing
            return self._last_known(7 if formula.startswith("wd") else _YEAR)
        if draft.hint == "year":  # "that April" of the year recalled, not of a day of this one
            size = _size_of(formula.split()[0])
            last = self._last_known(size, sentence - _NEAR)
            recalled = [k for k in self._known if k.sentence >= sentence - 1 and self._recalls(k) and k.days <= size]
            return recalled[-1] if recalled and size == _YEAR else last or self._last_known(size)
        if draft.hint == "month before":
            return self._last_known(size)
        if draft.hint == "the unit":
            return self._last_known(size) if self._history else None
        if draft.hint in ("clock", "part"):
            reach = _NEAR if draft.hint == "clock" else 1
            return self._day_of_clock(block, draft, sentence - reach)
        if draft.hint == "ago" and self._history:
            return self._last_known(_YEAR)
        if draft.hint == "ago" and (month := self._last_known(31, sentence)) and month.days >= 28:
            return month  # "rose in October from a year earlier"
        if draft.hint in ("quarter", "ago"):
            return next((k for k in reversed(self._known) if "Q" in k.value and k.sentence >= sentence - _ACCOUNTS_NEAR
                         and not (k.relative or "").endswith("y-1")), None)
        return self._last_known(size, -1 if self._history else sentence - _NEAR)

    def _day_of_clock(self, block: Block, draft: Draft, sentence: int) -> _Known | None:
        """The day of a time of day: the last one named that lies the way that the tense says."""
        near = [k for k in reversed(self._known) if k.days == 1 and (self._history or k.sentence >= sentence)]
        if not near or self._history:
            return near[0] if near else None
        ahead = self._direction(block, draft) in ("future", "prospective", "present")
        if self._day is None:
            fitting = [k for k in near if (">" in (k.relative or "")) == ahead]
        else:
            fitting = [k for k in near if (k.value[:10] > self._day) == ahead]
        return fitting[0] if fitting else near[0]

    def _direction(self, block: Block, draft: Draft) -> Direction:
        token = block.token(draft)
        lead = block.words[draft.first - 1].text.lower() if draft.first else ""
        return direction(token, self._words, lead) if token is not None else "none"

    def _directed(self, formula: str, block: Block, draft: Draft, anchor: _Known | None) -> str:
        """The formula with the direction that tense and genre give it."""
        kind = formula[:2]
        if anchor is not None and self._history:
            return formula.replace("?", "~" if kind == "wd" or anchor.days <= 31 else "=")
        said = self._direction(block, draft)
        if "/" in formula and kind == "wd":
            how = ">=" if said in ("future", "prospective") else "<=" if said == "past" else "~"
        elif kind in ("wd", "we"):
            how = ">=" if said in ("future", "prospective") else "<="
        elif kind[0] == "q":
            how = "~" if said in ("future", "prospective") else "<="
        elif said == "future":
            how = ">="
        elif said == "past" or (kind == "mo" and _names_a_thing(block, draft)):
            how = "<~" if kind in ("md", "mo", "ho") else "<="
        else:
            how = "~"
        return formula.replace("?", how)


def _saying(block: Block, draft: Draft) -> Token | None:
    """The verb of saying that an expression says the time of, or None."""
    word = block.token(draft)
    for _ in range(4):
        if word is None or word.pos_ in ("VERB", "AUX") or word.head is word:
            break
        word = word.head
    return word if word is not None and word.lemma_.lower() in _SAID else None


def _names_a_thing(block: Block, draft: Draft) -> bool:
    """Does a month stand before a noun that it helps to name ("the March accord")? That is a thing known, so past."""
    token = block.token(draft)
    return token is not None and token.dep_ in ("compound", "nmod", "amod", "nummod") and token.head.i > token.i


def _size_of(formula: str) -> int:
    """How many days a formula's value has, at the most."""
    steps = [s for s in formula.split() if s not in ("early", "mid", "late") and s[0] != "T"]
    m = _STEP.match(steps[-1]) if steps else None
    return _SIZES.get(m.group(), _YEAR) if m else _YEAR


def _leads_to(block: Block, n: int) -> bool:
    """Is a date without a year joined to a next one that has it ("June to September 1918")?"""
    draft = block.drafts[n]
    following = block.drafts[n + 1] if n + 1 < len(block.drafts) else None
    if following is None or not re.match(r"m[od].*\?", draft.formula or ""):
        return False
    between = [w.part for w in block.words[draft.last:following.first]]
    return (0 < len(between) <= 2 and all(p in ("TO", "AND", "DASH", "OR", "COMMA") for p in between)
            and re.match(r"\d{4}-\d\d", following.formula or "") is not None)


def _runs_on(block: Block, n: int) -> bool:
    """Is a weekday, month or day the end of a range that the expression before it begins ("from Monday to Friday")?"""
    draft, before = block.drafts[n], block.drafts[n - 1] if n else None
    if before is None or not re.match(r"(?:wd|mo|md)[\d-]+\?", draft.formula or ""):
        return False
    if (before.formula or "")[:2] != (draft.formula or "")[:2]:
        return False
    between = [w.part for w in block.words[before.last:draft.first]]
    opened = block.words[before.first - 1].text if before.first else ""
    return between in (["TO"], ["DASH"]) or (between == ["AND"] and opened == "between")


def tells_history(drafts: Sequence[Draft], published: str | None) -> bool:
    """Does a text tell of the past by its dates, rather than report of now?

    It does where it gives many years in full, most of them years before it was written, and hardly a day
    as news gives it ("yesterday", "last week").
    """
    formulas = [d.formula for d in drafts if d.formula]
    years = [int(f[:4]) for f in formulas if f[:4].isdigit()]
    ancient = sum(1 for f in formulas if f.startswith("BC"))
    as_news = sum(1 for d in drafts if d.anchor == "document" and re.match(r"D|wd|W|M|Y", d.formula or ""))
    if len(years) + ancient < _HISTORY_DATES * max(1, as_news):
        return False
    return ancient > len(years) or published is None or median(years) < int(published[:4]) - _HISTORY_AGE
