"""From what readings say to rows of the record: ids, exact evidence, times as intervals.

A thing's own id is made from its document's id and its place in the reading. `Rows` answers, for every
linker, what stands where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from msgspec.structs import replace

from dragoman.linking.numbering import own_ids
from dragoman.model.base import Span
from dragoman.model.reading import ClaimMention, QuantityMention, Reading, Source, TimeExpression
from dragoman.model.record import Attribution, Claim, Evidence, Quantity, TimeRow
from dragoman.model.time import Time
from dragoman.text.spans import HasOffsets, SpanIndex

_T = TypeVar("_T")
_CALENDAR = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Settled:
    """What other reports of its story settle of a report: its date, and its times counted from it."""

    published: Time | None
    published_basis: str | None
    times: tuple[TimeExpression, ...]

    def apply(self, reading: Reading) -> Reading:
        """The reading with the date and the times."""
        document = replace(reading.document, published=self.published, published_basis=self.published_basis)
        return replace(reading, document=document, times=self.times)


@dataclass(frozen=True)
class Rows:
    """The readings of a record, by document id in order, with the entity of each chain by (document, position)."""

    readings: Mapping[str, Reading]
    entities: Mapping[tuple[str, int], str]

    def evidence(self, document: str, span: Span) -> Evidence:
        """The document's own words at a span."""
        text = self.readings[document].document.text[span.start:span.end]
        return Evidence(document=document, start=span.start, end=span.end, text=text, field=span.field)

    def entity(self, document: str, chain: int | None) -> str | None:
        """The entity that a chain of a reading belongs to."""
        return None if chain is None else self.entities[document, chain]

    def entities_of(self, document: str, chains: Iterable[int]) -> tuple[str, ...]:
        """The entities of some chains, each once, in the order given."""
        return tuple(dict.fromkeys(self.entities[document, chain] for chain in chains))

    def time(self, document: str, position: int | None) -> Time | None:
        """A time expression of a reading as an interval, or None where it bounds nothing."""
        return None if position is None else as_time(self.readings[document].times[position])

    def attribution(self, document: str, sources: Iterable[Source]) -> tuple[Attribution, ...]:
        """A chain of sources, nearest first."""
        text = self.readings[document].document.text
        return tuple(
            Attribution(name=s.name, entity=self.entity(document, s.chain), kind=s.kind, cue=s.cue,
                        document=document, start=s.start, end=s.end, text=text[s.start:s.end])
            for s in sources)

    def claims_at(self, document: str, spans: Iterable[HasOffsets]) -> tuple[str, ...]:
        """The ids of the claims that touch one of the spans."""
        return tuple(self.claims_by_id(document, spans))

    def claims_by_id(self, document: str, spans: Iterable[HasOffsets]) -> dict[str, ClaimMention]:
        """The claims that touch one of the spans, in the order of their ids."""
        index = self._claim_index[document]
        found = dict(one for s in spans for one in index.touching(s.start, s.end))
        return {key: found[key] for key in sorted(found)}

    def quantities_at(self, document: str, spans: Iterable[HasOffsets]) -> tuple[str, ...]:
        """The ids of the quantities that touch one of the spans."""
        return _touching(self._quantity_index[document], spans)

    def sentence(self, document: str, start: int, end: int) -> Span:
        """The sentence in which a span stands, or the span itself."""
        for sentence in self._sentence_index[document].touching(start, max(end, start + 1)):
            return sentence
        return Span(start=start, end=end)

    def countries(self, document: str, span: Span) -> frozenset[str]:
        """The countries (ISO 3166-1 alpha-3) that a stretch of a document names, or whose people or bodies it names."""
        chains = self.readings[document].chains
        return frozenset(c for n in self.chains_in(document, span) if (c := chains[n].country))

    def chains_in(self, document: str, span: Span) -> tuple[int, ...]:
        """The chains that a stretch of a document mentions, by their positions."""
        return tuple(sorted(set(self._chain_index[document].touching(span.start, span.end))))

    def pronouns(self, document: str, span: Span) -> tuple[str, ...]:
        """The names of the people for whom pronouns in a stretch of a document stand."""
        found = self._pronoun_index[document].touching(span.start, span.end)
        return tuple(sorted({self.readings[document].chains[n].name for n in found}))

    def quantities_in(self, document: str, span: Span) -> tuple[Span, ...]:
        """Where the figures in a stretch of a document stand."""
        return tuple(self._counted_index[document].inside(span.start, span.end))

    def is_quoted(self, document: str, span: Span) -> bool:
        """Does a span stand within the quotation marks of a claim?"""
        return any(True for _ in self._quote_index[document].covering(span.start, span.end))

    def sentence_before(self, document: str, sentence: Span) -> Span | None:
        """The sentence that ends shortly before another one."""
        found = self._sentence_index[document].touching(max(0, sentence.start - 3), sentence.start)
        return max((s for s in found if s.end <= sentence.start), key=lambda s: s.start, default=None)

    def is_headline(self, document: str, span: Span) -> bool:
        """Does a span stand in a report's headline or standfirst?"""
        return any(b.kind in ("title", "standfirst") and b.start <= span.start < b.end
                   for b in self.readings[document].document.blocks[:4])

    def sources_in(self, document: str, span: Span) -> tuple[str, ...]:
        """The people to whom a stretch of a document attributes something, as it names them."""
        return tuple(s.name for s in self._source_index[document].touching(span.start, span.end) if s.kind == "person")

    def times_in(self, document: str, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions within a stretch of a document."""
        return tuple(self._time_index[document].inside(span.start, span.end))

    @cached_property
    def claim_of(self) -> dict[str, ClaimMention]:
        """Each claim by its id."""
        return {key: c for r in self.readings.values() for key, c in zip(own_ids("claim", r), r.claims, strict=True)}

    @cached_property
    def _claim_index(self) -> _Indexes[tuple[str, ClaimMention]]:
        return _Indexes(self.readings, _claims)

    @cached_property
    def _quantity_index(self) -> _Indexes[str]:
        return _Indexes(self.readings, lambda r: zip(r.quantities, own_ids("quantity", r), strict=True))

    @cached_property
    def _counted_index(self) -> _Indexes[Span]:
        return _Indexes(self.readings, lambda r: ((q, Span(start=q.start, end=q.end)) for q in r.quantities))

    @cached_property
    def _chain_index(self) -> _Indexes[int]:
        return _Indexes(self.readings, lambda r: ((m, n) for n, c in enumerate(r.chains) for m in c.mentions))

    @cached_property
    def _quote_index(self) -> _Indexes[Span]:
        return _Indexes(self.readings, lambda r: ((q, q) for c in r.claims for q in c.quotes))

    @cached_property
    def _pronoun_index(self) -> _Indexes[int]:
        return _Indexes(self.readings, lambda r: (
            (m, n) for n, c in enumerate(r.chains) if c.kind == "person" for m in c.mentions if m.form == "pronoun"))

    @cached_property
    def _source_index(self) -> _Indexes[Source]:
        return _Indexes(self.readings, lambda r: ((s, s) for c in r.claims for s in c.attribution))

    @cached_property
    def _time_index(self) -> _Indexes[TimeExpression]:
        return _Indexes(self.readings, lambda r: ((t, t) for t in r.times))

    @cached_property
    def _sentence_index(self) -> _Indexes[Span]:
        return _Indexes(self.readings, lambda r: ((s, s) for s in r.sentences))

    def __reduce__(self) -> tuple[Any, ...]:
        return Rows, (self.readings, self.entities)  # the indexes are made again where they are asked for


class _Indexes(dict[str, SpanIndex[_T]]):
    """An index of each reading, made when it is first asked for: of most reports that an agreement's row is made
    from, only the newest day counts."""

    def __init__(self, readings: Mapping[str, Reading], items: Callable[[Reading], Iterable[tuple[HasOffsets, _T]]]):
        super().__init__()
        self._readings, self._items = readings, items

    def __missing__(self, document: str) -> SpanIndex[_T]:
        found = self[document] = SpanIndex(self._items(self._readings[document]))
        return found


def _claims(reading: Reading) -> Iterator[tuple[ClaimMention, tuple[str, ClaimMention]]]:
    for key, claim in zip(own_ids("claim", reading), reading.claims, strict=True):
        yield claim, (key, claim)


def _touching(index: SpanIndex[str], spans: Iterable[HasOffsets]) -> tuple[str, ...]:
    return tuple(sorted({found for s in spans for found in index.touching(s.start, s.end)}))


def as_time(expression: TimeExpression) -> Time | None:
    """A TIMEX3 expression as an EDTF interval; None for durations, sets and what has no bounds.

    >>> as_time(TimeExpression(start=0, end=4, type="DATE", value="2025-W33",
    ...                        earliest="2025-08-11", latest="2025-08-17")).value
    '2025-08-11/2025-08-17'
    """
    earliest, latest = expression.earliest, expression.latest
    if expression.type in ("DURATION", "SET") or not (earliest or latest):
        return None
    day = expression.value.split("T")[0]
    if _CALENDAR.fullmatch(day):
        return Time(value=day, earliest=earliest, latest=latest)
    if earliest == latest:
        return Time(value=earliest or "", earliest=earliest, latest=latest)
    return Time(value=f"{earliest or '..'}/{latest or '..'}", earliest=earliest, latest=latest)


def time_rows(rows: Rows) -> tuple[TimeRow, ...]:
    """Every time expression of every document."""
    return tuple(
        TimeRow(id=key, document=d, start=t.start, end=t.end, text=r.document.text[t.start:t.end],
                type=t.type, value=t.value, earliest=t.earliest, latest=t.latest, basis=t.basis)
        for d, r in rows.readings.items() for key, t in zip(own_ids("time", r), r.times, strict=True))


def claim_rows(rows: Rows) -> tuple[Claim, ...]:
    """Every claim of every document."""
    return tuple(
        Claim(id=key, document=d, start=c.start, end=c.end, text=r.document.text[c.start:c.end],
              voice=c.voice, quotes=tuple(rows.evidence(d, q) for q in c.quotes),
              attribution=rows.attribution(d, c.attribution), modality=c.modality, negated=c.negated,
              said=rows.time(d, c.said))
        for d, r in rows.readings.items() for key, c in zip(own_ids("claim", r), r.claims, strict=True))


def quantity_rows(rows: Rows) -> tuple[Quantity, ...]:
    """Every figure of every document, with the claim that it stands in (the shortest that covers it)."""
    return tuple(
        Quantity(id=key, document=d, start=q.start, end=q.end,
                 text=r.document.text[q.start:q.end], low=q.low, high=q.high, comparator=q.comparator, unit=q.unit,
                 of=q.of, change=q.change, claim=_claim_around(rows, d, q))
        for d, r in rows.readings.items() for key, q in zip(own_ids("quantity", r), r.quantities, strict=True))


def _claim_around(rows: Rows, document: str, quantity: QuantityMention) -> str | None:
    found = [(c.end - c.start, key) for key, c in rows.claims_by_id(document, [quantity]).items()
             if c.start <= quantity.start and quantity.end <= c.end]
    return min(found)[1] if found else None
