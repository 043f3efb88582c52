"""Who says so: the statements of a report with the chain of their sources.

`find_attributions` finds cues, sources and contents by grammar (it knows nothing of entities);
`find_claims` keeps those that are statements, resolves who is meant, and adds what the report says itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from dragoman.model.base import Span
from dragoman.model.reading import Chain, ClaimMention, Source, TimeExpression, Voice
from dragoman.ontology.cues import Cues
from dragoman.reading.claims.attributions import Attribution, find_attributions, layouts, speaker
from dragoman.reading.claims.frames import unit_of
from dragoman.reading.claims.layout import Layout, Range
from dragoman.reading.claims.outlet import outlet_claims
from dragoman.reading.claims.quotes import Quote
from dragoman.reading.claims.resolve import Resolver
from dragoman.reading.claims.select import chained, is_statement
from dragoman.reading.claims.status import by_cue, claim_status, main_word
from dragoman.text.parse import Parse, kind_of, span_of
from dragoman.text.spans import SpanIndex

__all__ = ["Attribution", "find_attributions", "find_claims"]

_BODY = ("paragraph", "caption")
_APPEARED = ("publish", "issue", "release", "post", "air", "broadcast", "speak", "write")  # when it was said


def find_claims(
    parse: Parse, chains: tuple[Chain, ...], times: tuple[TimeExpression, ...], cues: Cues
) -> tuple[ClaimMention, ...]:
    """The claims of a report, in order: those that it attributes, and those in its own voice."""
    every = find_attributions(parse, cues)
    body = [a for a in every if kind_of(a.layout.doc[:]) in _BODY]
    kept = {_key(a): a for a in chained((a for a in body if is_statement(a, cues)), cues)}
    resolver = Resolver(parse, chains, cues)
    clock = SpanIndex((t, n) for n, t in enumerate(times))
    found: list[ClaimMention] = []
    taken: dict[int, set[int]] = {}
    cue_words: dict[int, set[int]] = {}
    known: dict[int, tuple[Source, ...]] = {}
    for heard in body:
        attribution = kept.get(_key(heard))
        if attribution is None:
            if heard.cue and heard.cue[0].i not in taken.get(heard.layout.block, ()):
                resolver.hear(heard)
            continue
        origin = speaker(attribution)
        chain = known.get(id(origin)) or _chain(origin, resolver)
        known.setdefault(id(attribution), chain)
        if not chain:
            continue
        block = attribution.layout.block
        cue_words.setdefault(block, set()).update(t.i for t in attribution.cue)
        for part in parts(attribution):
            taken.setdefault(block, set()).update(range(part[0], part[1] + 1))
            found.append(_claim(attribution, part, chain, clock, parse, cues))
    found = _without_doubles(found)
    found.extend(_own(parse, taken, cue_words))
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.voice)))


def parts(attribution: Attribution) -> tuple[Range, ...]:
    """The stretches that are claims of their own.

    A quotation that its cue divides is two claims; of a sentence in the report's words that a cue divides,
    the part with the quotation is the claim, else the one with the main verb.
    """
    if len(attribution.content) < 2:
        return attribution.content
    quoted = tuple(r for r in attribution.content if _quoted_share(attribution.layout, r) > 0)
    if quoted:
        return quoted
    finite = tuple(r for r in attribution.content if any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in attribution.layout.tokens(*r)))
    if len(finite) == 1:
        return finite
    head = attribution.head
    main = tuple(r for r in attribution.content if head is not None and r[0] <= head.i <= r[1])
    return main or (max(attribution.content, key=lambda r: r[1] - r[0]),)


def _quoted_share(layout: Layout, part: Range) -> float:
    words = [i for i in range(part[0], part[1] + 1) if not layout.doc[i].is_punct]
    return sum(layout.quote_at[i] >= 0 for i in words) / len(words) if words else 0.0


def _key(attribution: Attribution) -> tuple[int, int, tuple[Range, ...], str]:
    return (attribution.layout.block, attribution.cue[0].i if attribution.cue else -1,
            attribution.content, attribution.kind)


def _chain(attribution: Attribution, resolver: Resolver) -> tuple[Source, ...]:
    """The sources, nearest first: those who passed it on, then the speaker, then whom he cites."""
    if attribution.source is None:
        return ()
    block = attribution.layout.block
    cue_span = span_of(attribution.cue)
    cue = resolver.parse.text(cue_span)
    heads = [*attribution.through, attribution.source, *attribution.cites]
    rows: list[Source] = []
    for head in heads:
        row = resolver.resolve(head, block, cue, cue_span)
        if not any((row.start, row.end) == (r.start, r.end) for r in rows):
            rows.append(row)
    return tuple(rows)


def _claim(
    attribution: Attribution, part: Range, chain: tuple[Source, ...], clock: SpanIndex[int], parse: Parse, cues: Cues
) -> ClaimMention:
    layout = attribution.layout
    words = list(layout.tokens(*part))
    at = span_of(words)
    quotes = [q for q in _quotes(layout, part) if not _is_title(layout, q)]
    head = attribution.head
    if head is None or not part[0] <= head.i <= part[1] or head.pos_ not in ("VERB", "AUX"):
        head = main_word(words)
    lemma = speaker(attribution).cue[0].lemma_.lower() if attribution.cue else ""
    modality, negated = claim_status(head, part) if head is not None else ("asserted", False)
    denies = lemma in cues.verbs.deny and attribution.kind in ("clause", "phrase", "accuse")
    if denies:
        negated = False
    return ClaimMention(
        start=at.start, end=at.end, voice=_voice(layout, part, quotes),
        modality=by_cue(lemma, attribution.kind, denies, modality), negated=negated,
        quotes=tuple(Span(start=max(q.inner_start, at.start), end=min(q.inner_end, at.end)) for q in quotes
                     if q.inner_start < at.end and at.start < q.inner_end),
        attribution=chain, said=_said(attribution, part, clock))


def _quotes(layout: Layout, part: Range) -> list[Quote]:
    return [layout.quotes[n] for n in sorted({layout.quote_at[i] for i in range(part[0], part[1] + 1)} - {-1})]


def _is_title(layout: Layout, quote: Quote) -> bool:
    """Is it the name of something, Operation "Northern Arrow", and nobody's words?"""
    words = [t for t in layout.doc[quote.first + 1:quote.last] if not t.is_punct]
    capital = all(t.text[:1].isupper() or t.pos_ in ("ADP", "DET", "CCONJ") for t in words)
    before = layout.doc[quote.first - 1] if quote.first else None
    return bool(words) and len(words) < 8 and capital and before is not None and before.text[:1].isupper() and (
        before.pos_ in ("NOUN", "PROPN", "ADJ"))


def _voice(layout: Layout, part: Range, quotes: list[Quote]) -> Voice:
    if not quotes:
        return "indirect"
    shown = {q.first for q in quotes}
    words = [i for i in range(part[0], part[1] + 1) if not layout.doc[i].is_punct]
    inside = [i for i in words if layout.quote_at[i] >= 0 and layout.quotes[layout.quote_at[i]].first in shown]
    return "direct" if len(inside) == len(words) else "mixed" if inside else "indirect"


def _said(attribution: Attribution, part: Range, clock: SpanIndex[int]) -> int | None:
    """The time expression in the cue's own clause."""
    if not attribution.cue or attribution.kind in ("according", "dash", "noun", "figure"):
        return None
    doc = attribution.layout.doc
    unit = unit_of(attribution.cue[0]) - set(range(part[0], part[1] + 1))
    for position in sorted(unit):
        above = takewhile(lambda t: t != attribution.cue[0], (doc[position], *doc[position].ancestors))
        if any(t.dep_ == "relcl" and t.lemma_.lower() not in _APPEARED for t in above):
            continue  # "A B, who resigned on 3 May, said": no day of saying
        at = span_of(doc[position])
        for time in clock.covering(at.start, at.end):
            return time
    return None


def _without_doubles(claims: list[ClaimMention]) -> list[ClaimMention]:
    """Claims without those that lie within another of the same origin, and of equal ones the first."""
    ordered = sorted(claims, key=lambda c: (c.start, -c.end))
    kept: list[ClaimMention] = []
    for claim in ordered:
        last = kept[-1] if kept else None
        if last is not None and claim.end <= last.end and _origin(claim) == _origin(last):
            continue
        if last is not None and (claim.start, claim.end) == (last.start, last.end):
            continue
        kept.append(claim)
    return kept


def _origin(claim: ClaimMention) -> tuple[int, int]:
    return claim.attribution[-1].start, claim.attribution[-1].end


def _own(parse: Parse, taken: dict[int, set[int]], cues_at: dict[int, set[int]]) -> Iterator[ClaimMention]:
    for n, layout in enumerate(layouts(parse)):
        if len(layout.doc) and kind_of(layout.doc[:]) in _BODY:
            yield from outlet_claims(layout, taken.get(n, set()), cues_at.get(n, set()))
