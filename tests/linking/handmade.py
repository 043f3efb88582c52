"""Readings made by hand: a report's text, and strings in it that are its names, figures, dates and claims."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.documents.text import document_from_text
from dragoman.model.base import Span
from dragoman.model.reading import (
    Chain,
    ClaimMention,
    EntityKind,
    EventMention,
    Mention,
    QuantityMention,
    Reading,
    Source,
    TimeExpression,
)
from dragoman.model.time import Time

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[\"”]?")
_KINDS = {"person": "person", "media": "outlet", "organization": "organization", "government": "organization"}


def report(  # noqa: PLR0913
    text: str, *, published: str | None = None, publisher: str | None = None,
    people: Iterable[str] = (), bodies: Iterable[str] = (), states: Iterable[tuple[str, str]] = (),
    outlets: Iterable[str] = (), places: Iterable[str] = (),
    figures: Iterable[tuple[str, float, str | None]] = (), dates: Iterable[tuple[str, str]] = (),
    claims: Iterable[tuple[str, str | None]] = (),
    events: Iterable[tuple[str, str, tuple[str, ...], str | None]] = (),
) -> Reading:
    """A reading of a text. A figure is (words, value, what is counted), a date (words, day), a claim (content,
    source), an event (type, words, actors, day's words)."""
    document = document_from_text(text)
    time = Time(value=published, earliest=published, latest=published) if published else None
    document = msgspec.structs.replace(document, published=time, publisher=publisher)
    named: list[tuple[str, EntityKind, str | None]] = [
        *((n, "person", None) for n in people), *((n, "organization", None) for n in bodies),
        *((n, "government", c) for n, c in states), *((n, "media", None) for n in outlets),
        *((n, "place", None) for n in places)]
    chains = tuple(
        Chain(name=n, kind=kind, country=country, aliases=(n,),
              mentions=tuple(Mention(start=m.start(), end=m.end()) for m in re.finditer(re.escape(n), text)))
        for n, kind, country in named)
    position = {c.name: n for n, c in enumerate(chains)}
    times = tuple(TimeExpression(start=s.start, end=s.end, type="DATE", value=day, earliest=day, latest=day)
                  for words, day in dates for s in [_at(text, words)])
    by_words = {text[t.start:t.end]: n for n, t in enumerate(times)}
    return Reading(
        document=document, reader="by hand", chains=chains, times=times,
        sentences=tuple(Span(start=m.start(), end=m.end()) for m in _SENTENCE.finditer(text) if m[0].strip()),
        quantities=tuple(_figure(text, *f) for f in figures),
        claims=tuple(_claim(text, content, source, chains, position) for content, source in claims),
        events=tuple(
            EventMention(type=type_, evidence=(_at(text, words),), actors=tuple(position[a] for a in actors),
                         time=by_words.get(day or ""))
            for type_, words, actors, day in events))


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def _figure(text: str, words: str, value: float, of: str | None) -> QuantityMention:
    span = _at(text, words)
    return QuantityMention(start=span.start, end=span.end, low=value, high=value, of=of)


def _claim(text: str, content: str, source: str | None, chains: tuple[Chain, ...],
           position: dict[str, int]) -> ClaimMention:
    span = _at(text, content)
    quotes = tuple(Span(start=max(m.start(1), span.start), end=min(m.end(1), span.end))
                   for m in re.finditer(r'"([^"]+)"', text) if m.start(1) < span.end and span.start < m.end(1))
    if source is None:
        return ClaimMention(start=span.start, end=span.end, voice="outlet", quotes=quotes)
    at, chain = _at(text, source), position.get(source)
    kind = "anonymous" if chain is None else _KINDS[chains[chain].kind]
    return ClaimMention(
        start=span.start, end=span.end, voice="direct" if quotes else "indirect", quotes=quotes,
        attribution=(Source(name=source, start=at.start, end=at.end, kind=kind, chain=chain),))  # type: ignore[arg-type]
