"""Figures, lengths of time and dates with the words around them: when do two reports measure the same?

Comparison adds up points, each for one reason that a reader would give; none of them knows a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from dragoman.linking.numbering import own_ids
from dragoman.linking.rows import Rows
from dragoman.linking.statements import senses
from dragoman.linking.words import tokens
from dragoman.model.base import Span
from dragoman.model.reading import QuantityMention, Reading
from dragoman.model.record import Evidence

_CLAUSE = re.compile(r"[,;:()\u2013\u2014\"“”\n]|\b(?:and|but|while|whereas|although|which|who)\b")
_OF_THAT = re.compile(r"\s+of\s+(?:that|this|it)\b")
_OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|whom|which)\b")
_OF_THE = re.compile(r"\s+(?:out )?of\s+(?:the|its|their|his|her|those|these)?\s*")
_THEIRS = re.compile(r"(?i)\b(?:its|their|his|her|our)\s+(?:own\s+|other\s+)?$")  # "has named its six" of them
_ONE_OF = re.compile(r"\s+of\s+(?:the|those|these)\s+[a-z]")
_PRONOUN = re.compile(r"(?:It|They|This|These|Those|He|She|That)\b|(?:[Tt]hat|says?|said) (?:it|they)\b")
_SOME = re.compile(r"(?i)\b(?:first|initial|remaining|next|last)\s+$")  # "the first 60"
_MORE = re.compile(r"(?i)\b(?:another|further|additional)\s+$")  # "another 20", beside those told before
# What becomes of people who are counted: the dead are no part of the wounded
FATES = senses("killed wounded")
_PEOPLE_KILLED, _TOLL_WORDS = senses("people"), 6
_AGE = re.compile(r"(?i)\b(?:man|woman|boy|girl|child|father|mother|son|daughter)\s+of\s+$|\b(?:aged|age)\s+$")
_DURATION = re.compile(r"(PT?)(\d+(?:\.\d+)?)([YMWDHS])")
_LENGTHS = {"PY": ("month", 12.0), "PM": ("month", 1.0), "PW": ("hour", 168.0), "PD": ("hour", 24.0),
            "PTH": ("hour", 1.0), "PTM": ("hour", 1 / 60), "PTS": ("hour", 1 / 3600)}  # "72 hours" are three days
REACH = 400  # characters: what stands further from a figure is not said of it
_MONTH = 31  # days
_SMALL, _FEW = 12, 20  # values that many sentences have; figures of one sentence that are compared as neighbours
_BEYOND = re.compile(r"\s(?:to|in|from|for|on|at|by|with|against|between|near|into|across|under|who|whom|that|which)\s")
_PROPER = re.compile(r"\b[A-Z][\w'’-]*")
# What is done again and again
_OFTEN = ("ACCUSE", "CONSULT", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
_AT_SEA = {"nautical mile": "mile"}  # miles at sea are nautical, and reporters leave that out
_TELLING_NOTHING = senses("number figure total sum share")
_CHANGES = senses("rise increase growth fall change")  # "a decrease of 5 percent" is one of what the text speaks of
# Words before a time that tell what it is to what is said: its limit, its beginning, its day or its length
_DEICTIC = ("D+0", "D-1", "D+1")  # "today" in a quotation is the speaker's
_ROLES = {word: role for role, words in {
    "until": "by until till before within", "since": "since from after between", "on": "on",
    "for": "for over lasting"}.items() for word in words.split()}
# Words before a figure that make it stand for one told before: "put the number at", "the Red Cross counted"
_STANDING_FOR = frozenset(("figure", "number", "total", "sum", "count", "counted", "toll", "share", "tally"))


@dataclass(frozen=True)
class Figure:
    """A value as bounds, its unit, the words of what is measured, of its clause and of its sentence.

    `countries` are those that its sentence names, and `days` the day numbers of its dates, or of publication.
    `place` is its sentence, `part` its clause, `shown` the value as stated with what it counts. `row` is the
    quantity's id where there is one. Dates are bounded by day numbers. A figure `stands_for` one told before
    it where it says itself only "the number" or "the toll"; it is `part_of_that` where it goes on "of that"
    (a measure of the same), and `part_of_them` where "of them" (only a part; `one_of` where it is "of the rifles",
    `theirs` where it is "its six");
    `whole` is the number after "60 of the". A `headline` or standfirst tells of others' figures; `past` is a date on or
    before that of publication, and `far` one that is more than a month from it. `acts` are the types of the events that
    a date is the time of, and the words for them, and `role` what a time is to them: "until" is its limit, "since" its
    beginning, "on" its day, "for" its length; None where the words before it don't tell. `change` tells which way a
    measure went, and `attributed` whether somebody is named for it. `beside` has the values of the other quantities of
    its sentence, but for small ones that many sentences have; `counted` is what it counts, and `names` the names in
    that. It is `rough` where it is given as "about", "some" or "nearly" so much.
    """

    kind: Literal["quantity", "duration", "date"]
    evidence: Evidence
    low: float | None
    high: float | None
    unit: str | None
    of: frozenset[str]
    clause: frozenset[str]
    sentence: frozenset[str]
    place: Span
    part: Span
    shown: str
    countries: frozenset[str]
    row: str | None = None
    days: tuple[float, ...] = ()
    stands_for: bool = False
    part_of_that: bool = False
    part_of_them: bool = False
    one_of: bool = False
    theirs: bool = False
    whole: float | None = None
    headline: bool = False
    past: bool = False
    acts: frozenset[str] = frozenset()
    role: str | None = None
    change: str | None = None
    attributed: bool = False
    beside: frozenset[tuple[object, ...]] = frozenset()
    counted: str = ""
    names: frozenset[str] = frozenset()
    so_far: bool = False
    rough: bool = False
    exact: bool = False
    far: bool = False
    opening: bool = False
    fine: float = 0.0
    told_too: frozenset[tuple[object, ...]] = frozenset()

    @cached_property
    def value(self) -> tuple[object, ...]:
        """What must be equal for two figures to say the same: "up to three" and "three" state one number."""
        bounds = self.low, self.high
        if self.kind != "date" and None in bounds:
            bounds = (self.low if self.high is None else self.high,) * 2
        return self.kind, self.unit, *bounds

    @property
    def document(self) -> str:
        """The document in which it stands."""
        return self.evidence.document


def find_figures(rows: Rows, documents: Iterable[str]) -> list[Figure]:
    """The figures of some documents, in the order of their texts."""
    found = []
    for d in sorted(documents):
        reading = rows.readings[d]
        for n, key in enumerate(own_ids("quantity", reading)):
            q = reading.quantities[n]
            if (q.low is not None or q.high is not None) and not _is_age(reading.document.text, q):
                found.append(_quantity(rows, d, n, key))
        published = reading.document.published.latest if reading.document.published else None
        acts = _acts(reading)
        said = {c.said for c in reading.claims} - {n for n, t in enumerate(reading.times) if t.basis == "explicit"}
        for n, t in enumerate(reading.times):
            span = Span(start=t.start, end=t.end)
            duration = _DURATION.fullmatch(t.value) if t.type == "DURATION" else None
            if duration:
                unit, times = _LENGTHS[duration[1] + duration[3]]
                amount = float(duration[2]) * times
                length = _figure(rows, d, span, "duration", (amount, amount), unit)
                found.append(replace(length, role=_role(reading.document.text, span, "duration"), fine=times))
            elif t.type == "DATE" and t.earliest and t.latest and n not in said and not (
                    t.relative in _DEICTIC and rows.is_quoted(d, span)):  # when it was said is no date of it
                bounds = (_day(t.earliest), _day(t.latest))
                if None not in bounds:
                    date_ = _figure(rows, d, span, "date", bounds, None)
                    found.append(replace(date_, past=t.earliest <= (published or ""), acts=acts.get(n, frozenset()),
                                         role=_role(reading.document.text, span, "date"),
                                         exact=_is_exact(reading, date_), far=_is_far(reading, bounds)))
    return sorted(_beside(found), key=lambda f: f.evidence)


def _beside(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Figures, each with the values of the others in its sentence."""
    sentences: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        sentences.setdefault((figure.document, figure.place.start), []).append(figure)
    for together in sentences.values():
        told = [f for f in together if f.kind == "quantity" and (f.low or f.high or 0) > _SMALL][:_FEW]
        times = [f for f in together if f.kind != "quantity"][:_FEW]
        yield from (replace(f, beside=frozenset(o.value for o in told if o is not f), told_too=frozenset(
            o.value for o in times if o is not f and f in times)) for f in together)


def _acts(reading: Reading) -> dict[int, frozenset[str]]:
    """The PLOVER types of what was done at each time expression of a reading, by its position, and the words for it."""
    found: dict[int, set[str]] = {}
    for event in reading.events:
        if event.time is not None:
            found.setdefault(event.time, set()).update(
                (event.type, *(senses(event.trigger) if event.type not in _OFTEN else ())))
    for agreement in reading.agreements:
        if agreement.signed is not None:
            found.setdefault(agreement.signed, set()).add("AGREE")
    return {n: frozenset(types) for n, types in found.items()}


def _role(text: str, span: Span, kind: str) -> str | None:
    """What a time is to what is said of it, by the preposition before it; "given a week to leave" is a limit, too."""
    if kind == "duration" and re.match(r"\s+to\s+[a-z]", text[span.end:span.end + 20]):
        return "until"
    before = re.findall(r"\w+", text[max(0, span.start - 24):span.start])
    if [w.casefold() for w in before[-2:]] in (["later", "than"], ["earlier", "than"]):
        return "until" if before[-2].casefold() == "later" else "since"
    told = [w for w in before[-2:] if w.casefold() not in ("the", "a", "an", "only", "just")]
    return _ROLES.get(told[-1].casefold()) if told else None


def _day(iso: str) -> float | None:
    try:
        return float(date.fromisoformat(iso).toordinal())
    except ValueError:
        return None


def _is_part(reading: Reading, position: int, sentence: Span) -> bool:
    """Is the figure "780 of them" or "the first 60", or what stands beside such a one: "and the others 360"?"""
    q = reading.quantities[position]
    text = reading.document.text
    if _OF_THEM.match(text, q.end) or _SOME.search(text[max(0, q.start - 20):q.start]):
        return True
    if _MORE.search(text[max(0, q.start - 20):q.start]):
        return not _fate(text, sentence, q)  # "another 31 were wounded" is no part of those who were killed
    if position == 0 or _named_after(q):
        return False
    before = reading.quantities[position - 1]
    return before.start >= sentence.start and before.unit == q.unit and _is_part(reading, position - 1, sentence)


def _is_exact(reading: Reading, date_: Figure) -> bool:
    """Is a day or a month told by its date, not by its name or from another day? A caption's is its picture's."""
    at = date_.evidence.start
    if any(b.kind == "caption" and b.start <= at < b.end for b in reading.document.blocks):
        return False
    return (date_.high or 0.0) - (date_.low or 0.0) < _MONTH and any(c.isdigit() for c in date_.shown)


def _is_far(reading: Reading, bounds: tuple[float | None, float | None]) -> bool:
    """Is a date more than a month before or after that of publication?"""
    published = reading.document.published
    day = _day(published.latest) if published and published.latest else None
    return None not in (day, *bounds) and not (
        (bounds[0] or 0.0) - _MONTH <= (day or 0.0) <= (bounds[1] or 0.0) + _MONTH)


def _is_age(text: str, quantity: QuantityMention) -> bool:
    """Is it no number of people, as in "a woman of 60"?"""
    return quantity.unit is None and bool(_AGE.search(text[max(0, quantity.start - 20):quantity.start]))


def _is_so_far(quantity: QuantityMention) -> bool:
    """Is it an "at least 57", what was known of a count when it was given? "At least 1,200" is a rounded number."""
    return bool(quantity.comparator == ">=" and quantity.unit is None and quantity.low and (
        quantity.low < _SMALL + 8 or quantity.low % 10))


def _fate(text: str, sentence: Span, quantity: QuantityMention) -> frozenset[str]:
    """What has become of those who are counted, as their clause has it."""
    clause = _clause(text, sentence, Span(start=quantity.start, end=quantity.end))
    return senses(text[clause.start:clause.end]) & FATES


def _whole(reading: Reading, position: int) -> float | None:
    """The 212 of "60 of the 212"."""
    if position + 1 >= len(reading.quantities):
        return None
    one, other = reading.quantities[position:position + 2]
    return other.low if _OF_THE.fullmatch(reading.document.text, one.end, max(one.end, other.start)) else None


def _named_after(quantity: QuantityMention) -> bool:
    """Does what is counted follow the figure, as in "four lorries", and is not understood?"""
    if not quantity.of_spans:
        return bool(quantity.of)
    return any(quantity.start <= s.start <= quantity.end + 30 for s in quantity.of_spans)


def _heads(counted: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for what is counted, without what it stands beside (rifles for soldiers are none), and the names."""
    head = _BEYOND.split(counted, maxsplit=1)[0]
    words = senses(head) or senses(counted)
    return words, senses(" ".join(_PROPER.findall(counted))) & words


def _counted(rows: Rows, document: str, quantity: QuantityMention) -> str:
    """What a figure counts in words; nothing where that is a name, which says whose it is, or only "the figure"."""
    counted = quantity.of or ""
    if any(rows.chains_in(document, span) for span in quantity.of_spans) or senses(counted) <= _TELLING_NOTHING:
        return ""
    return counted[0].lower() + counted[1:] if counted[1:].islower() else counted


def _shown(reading: Reading, quantity: QuantityMention, counted: str) -> str:
    """The figure as stated, up to the words that it counts where they follow at once."""
    end = max([s.end for s in quantity.of_spans if quantity.end <= s.start <= quantity.end + 30], default=quantity.end)
    stated = reading.document.text[quantity.start:end]
    return stated if counted.casefold() in stated.casefold() else f"{stated} {counted}"


def _figure(rows: Rows, document: str, span: Span, kind: Literal["quantity", "duration", "date"],
            bounds: tuple[float | None, float | None], unit: str | None) -> Figure:
    text = rows.readings[document].document.text
    sentence = _near(rows.sentence(document, span.start, span.end), span)
    clause = _clause(text, sentence, span)
    sources = senses(" ".join(rows.sources_in(document, sentence)))  # who says it is not what it is about
    around = _words(rows, document, kind, clause, span)
    return Figure(kind=kind, evidence=rows.evidence(document, span), low=bounds[0], high=bounds[1], unit=unit,
                  of=frozenset(), clause=around - sources,
                  sentence=senses(text[sentence.start:sentence.end]) - sources, place=sentence, part=clause,
                  shown=text[span.start:span.end], countries=rows.countries(document, sentence),
                  headline=rows.is_headline(document, span),
                  days=_days(rows, document, sentence))


def _words(rows: Rows, document: str, kind: str, clause: Span, span: Span) -> frozenset[str]:
    """The words of a clause around a figure, with the names of those for whom pronouns stand in it.

    The figures beside a time are no words for what is done then.
    """
    text = rows.readings[document].document.text
    left_out = [span, *(rows.quantities_in(document, clause) if kind != "quantity" else ())]
    kept, start = [], clause.start
    for gap in sorted(left_out, key=lambda s: (s.start, s.end)):
        kept.append(text[start:max(start, gap.start)])
        start = max(start, gap.end)
    return senses(" ".join([*kept, text[start:clause.end], *rows.pronouns(document, clause)]))


def _days(rows: Rows, document: str, sentence: Span) -> tuple[float, ...]:
    """The days that a sentence names; that of publication where it names none."""
    named = [t.earliest for t in rows.times_in(document, sentence) if t.type == "DATE" and t.earliest]
    published = rows.readings[document].document.published
    if not named and published and published.earliest:
        named = [published.earliest]
    return tuple(day for iso in named if (day := _day(iso)) is not None)


def _near(sentence: Span, span: Span) -> Span:
    """What of a sentence stands around a span: a list of a thousand figures without a full stop is no sentence."""
    return Span(start=max(sentence.start, span.start - REACH), end=max(span.end, min(sentence.end, span.end + REACH)))


def _quantity(rows: Rows, document: str, position: int, key: str) -> Figure:
    reading = rows.readings[document]
    q = reading.quantities[position]
    figure = _figure(rows, document, Span(start=q.start, end=q.end), "quantity", (q.low, q.high),
                     _AT_SEA.get(q.unit or "", q.unit))
    words, names = _heads(q.of or "")
    of = words - _TELLING_NOTHING - (_CHANGES if q.change else frozenset())
    text = reading.document.text
    before = tokens(text[figure.place.start:q.start])
    if "toll" in before[-_TOLL_WORDS:] and not _named_after(q):  # "the toll to 16" counts those who were killed
        of = _PEOPLE_KILLED
    told_before = rows.sentence_before(document, figure.place) if not of and (
        q.unit == "percent" or _PRONOUN.search(text, figure.place.start, q.start)) else None
    if told_before is not None:  # what is measured is understood from there
        words = senses(reading.document.text[told_before.start:told_before.end])
        figure = replace(figure, sentence=figure.sentence | words)
    counted = _counted(rows, document, q)
    return replace(figure, of=of, clause=figure.clause | senses(q.of or ""), shown=_shown(reading, q, counted), row=key,
                   counted=counted, names=names, change=q.change,
                   attributed=any(rows.claim_of[c].attribution for c in rows.claims_at(document, [q])),
                   stands_for=not _named_after(q) and not _STANDING_FOR.isdisjoint(before),
                   so_far=_is_so_far(q), rough=q.comparator == "~", opening=before[-1:] in (["first"], ["initial"]),
                   part_of_that=bool(_OF_THAT.match(reading.document.text, q.end)),
                   part_of_them=_is_part(reading, position, figure.place),
                   one_of=bool(_ONE_OF.match(text, q.end)),
                   theirs=bool(_THEIRS.search(text[max(0, q.start - 20):q.start])), whole=_whole(reading, position))


def _clause(text: str, sentence: Span, span: Span) -> Span:
    """The stretch between the marks and conjunctions that divide clauses."""
    before = [m.end() for m in _CLAUSE.finditer(text, sentence.start, span.start)]
    after = _CLAUSE.search(text, span.end, max(span.end, sentence.end))
    return Span(start=before[-1] if before else min(sentence.start, span.start),
                end=after.start() if after else max(span.end, sentence.end))
