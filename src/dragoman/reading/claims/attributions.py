"""Attributions: a cue, the phrase of its source, and the content, as grammar and punctuation show them.

They are wider than the record's claims: thinking, wanting and approving are among them, as in PolNeAR
(Newell et al. 2018). The order of work follows the shape of news prose: verbs first, then "according
to", then nouns ("his charge that"), then quotations that have no cue of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.cues import Cues, CueVerbs
from dragoman.reading.claims.frames import Frame, frames, unit_of
from dragoman.reading.claims.layout import Layout, Range, lay_out
from dragoman.reading.claims.quotes import Quote, find_quotes
from dragoman.reading.claims.sources import carriers, cited_by, phrase_of, source_of
from dragoman.reading.claims.trailing import trailing
from dragoman.text.kept import by_block
from dragoman.text.parse import Parse

_SCENES = frozenset(("asked", "pressed", "questioned", "speaking", "addressing", "quoted", "citing", "writing",
                     "quoting"))

Positions = tuple[int, ...]


@dataclass(frozen=True)
class Attribution:
    """One attribution in one block. `content` are ranges of token positions, both ends included.

    `kind` is the frame's: clause, quote, describe, accuse, gauge, ascribe, aim, phrase, noun, according,
    dash, continued. `through` are those who passed it on, nearest first. `head` is the content's main word.
    """

    layout: Layout
    cue: tuple[Token, ...]
    kind: str
    source: Token | None
    content: tuple[Range, ...]
    head: Token | None = None
    through: tuple[Token, ...] = ()
    quotes: tuple[Quote, ...] = ()
    cites: tuple[Token, ...] = ()  # whom the source has it from: "Reuters, citing two officials"
    after: Attribution | None = None  # the attribution whose speaker goes on here

    @property
    def phrase(self) -> Tokens | None:
        """The source's phrase."""
        return phrase_of(self.source) if self.source is not None else None


def find_attributions(parse: Parse, cues: Cues) -> tuple[Attribution, ...]:
    """Every attribution of a document, block by block, in the order of their cues."""
    found: list[Attribution] = []
    previous: list[Attribution] = []
    last_block = -2
    for layout in layouts(parse):
        here = of_block(layout, cues, previous if last_block >= layout.block - 1 else [])
        found.extend(here)
        if here:
            previous, last_block = here, layout.block
    return tuple(found)


def layouts(parse: Parse) -> list[Layout]:
    """The layout of each block."""
    return [lay_out(n, doc, quotes) for n, (doc, quotes) in enumerate(zip(parse.docs, find_quotes(parse), strict=True))]


def of_block(layout: Layout, cues: Cues, before: list[Attribution]) -> list[Attribution]:
    """The attributions of a block; `before` are those of the block before."""
    return completed(layout, by_rules(layout, cues), before)


def by_rules(layout: Layout, cues: Cues) -> list[Attribution]:
    """The attributions of a block that have a word as their cue, in order, each by itself."""
    spans = tuple((q.first, q.last, q.goes_on) for q in layout.quotes)
    return [_attribution(layout, placed) for placed in _by_rules(layout.doc, spans, cues)]


class _Placed(NamedTuple):
    """An attribution with its tokens, and its quotations among the block's, as positions."""

    cue: Positions
    kind: str
    source: Positions
    content: tuple[Range, ...]
    head: Positions
    through: Positions
    quotes: Positions
    cites: Positions


@by_block
def _by_rules(doc: Doc, quotes: tuple[tuple[int, int, bool], ...], cues: Cues) -> list[_Placed]:
    """The attributions of a block with these quotations; see `by_rules`."""
    layout = lay_out(0, doc, tuple(Quote(0, first, last, 0, 0, 0, 0, goes_on) for first, last, goes_on in quotes))
    found = [*_by_verbs(layout, cues), *_by_phrases(layout, cues), *_by_nouns(layout, cues)]
    return [_Placed(_at(a.cue), a.kind, _at((a.source,)), a.content, _at((a.head,)), _at(a.through),
                    tuple(map(layout.quotes.index, a.quotes)), _at(a.cites))
            for a in sorted(found, key=lambda a: a.cue[0].i)]


def _at(tokens: Iterable[Token | None]) -> Positions:
    return tuple(t.i for t in tokens if t is not None)


def _attribution(layout: Layout, placed: _Placed) -> Attribution:
    """An attribution in a block that has it."""
    doc = layout.doc
    source, head = (doc[some[0]] if some else None for some in (placed.source, placed.head))
    cue, through, cites = (tuple(doc[i] for i in some) for some in (placed.cue, placed.through, placed.cites))
    quotes = tuple(layout.quotes[n] for n in placed.quotes)
    return Attribution(layout, cue, placed.kind, source, placed.content, head, through, quotes, cites)


def completed(layout: Layout, found: list[Attribution], before: list[Attribution]) -> list[Attribution]:
    """A block's attributions told apart, with those that only punctuation shows, in order."""
    found = [_untangled(a, found) for a in found]
    found.extend(_by_dash(layout, found))
    found.extend(_continued(layout, found, before))
    found.sort(key=lambda a: (a.cue or (layout.doc[a.content[0][0]],))[0].i)
    return found


def _untangled(attribution: Attribution, found: list[Attribution]) -> Attribution:
    """The attribution with its content cut before a trailing cue that has it whole: "A said X, B reported"."""
    cue = attribution.cue[0].i
    first, last = attribution.content[-1]
    for other in found:
        at = other.cue[0].i
        if cue < first < at <= last and any(a <= cue and b < at for a, b in other.content):
            cut = attribution.layout.trimmed(first, min(unit_of(other.cue[0]) | {at}) - 1)
            if cut is not None:
                return replace(attribution, content=(*attribution.content[:-1], cut))
    return attribution


# Verbs

def _by_verbs(layout: Layout, cues: Cues) -> Iterator[Attribution]:
    known = _known(cues.verbs)
    for word in layout.doc:
        if word.pos_ not in ("VERB", "AUX") and word.lower_ not in ("said", "says"):
            continue
        if layout.in_speech(word.i):
            continue
        is_cue = word.lemma_.lower() in known
        attribution = _of_verb(word, layout, cues) if is_cue else _before_colon(word, layout)
        if attribution is not None:
            yield attribution


@cache
def _known(verbs: CueVerbs) -> frozenset[str]:
    """The verbs of all frames."""
    return (verbs.say | verbs.think | verbs.deny | verbs.describe | verbs.accuse | verbs.gauge | verbs.urge
            | verbs.intend | verbs.ascribe | verbs.stance)


def _of_verb(verb: Token, layout: Layout, cues: Cues) -> Attribution | None:
    if _is_silent(verb, cues):
        return None
    says = verb.lemma_.lower() in cues.verbs.say or verb.lemma_.lower() in cues.verbs.think
    ending = trailing(verb, layout) if verb.lemma_.lower() in cues.verbs.say else None
    if ending is not None:
        return attribution_of(verb, ending[0], layout, cues, ending[1])
    frame = next(frames(verb, layout, cues), None)
    if says and (frame is None or frame.kind in ("phrase", "aim")):
        quoted = beside_quote(verb, layout)
        frame = quoted or frame
    if frame is None:
        return None
    if frame.kind == "clause" and says:
        frame = _with_other_half(frame, verb, layout)
    return attribution_of(verb, frame, layout, cues, source_of(verb))


def attribution_of(
    verb: Token, frame: Frame, layout: Layout, cues: Cues, source: Token | None
) -> Attribution | None:
    """The attribution of a cue in a frame, with quotations taken in whole; None where no content is left."""
    ranges = tuple(_with_quotes(layout, r, verb) for r in frame.ranges)
    trimmed = tuple(t for r in ranges if (t := layout.trimmed(*r)) is not None and not _sets_scene(layout, t, verb))
    if not trimmed:
        return None
    start = layout.segment(verb)[0]
    if start and layout.doc[start - 1].text == ";" and (source is None or source.i < start):
        source = _first_noun(verb, layout)
    if source is not None and any(a <= source.i <= b for a, b in trimmed):
        source = None
    return Attribution(
        layout, cue_of(verb), frame.kind, source, trimmed, frame.head,
        through=tuple(carriers(verb, cues)), cites=tuple(cited_by(verb, source)), quotes=quotes_in(layout, trimmed))


def _first_noun(verb: Token, layout: Layout) -> Token | None:
    """The phrase that opens the cue's segment, where the parser tied the cue to a subject beyond a semicolon."""
    first = layout.segment(verb)[0]
    if layout.doc[first].dep_ == "cc":
        first += 1
    nouns = (t for t in layout.doc[first:verb.i] if t.pos_ in ("NOUN", "PROPN", "PRON"))
    return next((t for t in nouns if t.left_edge.i == first), None)


def _sets_scene(layout: Layout, part: Range, verb: Token) -> bool:
    """ "Asked whether it would hold, she said …": how the speaker came to speak is not what is said."""
    return part[1] < verb.i and layout.doc[part[0]].lower_ in _SCENES and layout.quote_at[part[0]] < 0


def cue_of(verb: Token) -> tuple[Token, ...]:
    """The cue as written: the verb with its particle."""
    particle = [c for c in verb.children if c.dep_ == "prt"]
    return tuple(sorted((verb, *particle), key=lambda t: t.i))


def _is_silent(verb: Token, cues: Cues) -> bool:
    """ "declined to comment": nothing is said."""
    if verb.lemma_.lower() in cues.silencers and any(
            c.dep_ == "xcomp" and c.lemma_.lower() in cues.silent for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in cues.silencers and verb.lemma_.lower() in cues.silent


def beside_quote(verb: Token, layout: Layout) -> Frame | None:
    """A quotation that ends right before the cue's clause or begins right behind it."""
    unit = unit_of(verb)
    low, high = min(unit), max(unit)
    doc = layout.doc
    left = low - 1
    while left >= 0 and doc[left].text in (",", "-", "–", "—"):
        left -= 1
    right = high + 1
    while right < len(doc) and doc[right].text in (",", ":", "-", "–", "—"):
        right += 1
    found: list[Range] = []
    before = layout.quote_of(left)
    if before is not None and before.last == left and layout.in_speech(left) and (
            layout.segment_at[left] == layout.segment_at[low]):
        found.append((before.first, before.last))
    behind = layout.quote_of(right)
    if behind is not None and behind.first == right and behind is not before and (
            doc[right - 1].text in (",", ":") or not found):
        found.append((behind.first, behind.last))
    return Frame("quote", tuple(found), None) if found else None


def _with_other_half(frame: Frame, verb: Token, layout: Layout) -> Frame:
    """A quotation that its cue divides, "'If …,' she said, 'then …'", where the parser gave the cue one half."""
    beside = beside_quote(verb, layout)
    if beside is None:
        return frame
    sentence = layout.segment_at[verb.i]
    if frame.ranges[-1][1] < verb.i:
        return Frame(frame.kind, (*frame.ranges, *(r for r in beside.ranges if r[0] > verb.i)), frame.head)
    left = (r for r in beside.ranges if r[1] < verb.i and layout.segment_at[r[1]] == sentence)
    return Frame(frame.kind, (*left, *frame.ranges), frame.head)


def _before_colon(verb: Token, layout: Layout) -> Attribution | None:
    """Any verb whose clause ends in a colon before a quotation: "The sign read: '…'"."""
    if verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return None
    end = layout.segment(verb)[1]
    i = verb.i
    while i < end and layout.doc[i].text != ":":
        i += 1
    quote = layout.quote_of(i + 1) if i < end else None
    if quote is None or quote.first != i + 1 or i - verb.i > 12:
        return None
    source = source_of(verb)
    trimmed = layout.trimmed(quote.first, quote.last)
    if source is None or trimmed is None:
        return None
    return Attribution(layout, (verb,), "quote", source, (trimmed,), None, quotes=(quote,))


def _with_quotes(layout: Layout, span: Range, verb: Token) -> Range:
    """A range drawn out over the quotations that it begins or ends in, unless the cue stands in them too."""
    first, last = span
    at_first, at_last = layout.quote_of(first), layout.quote_of(last)
    if at_first is not None and not at_first.first <= verb.i <= at_first.last:
        first = min(first, at_first.first)
    if at_last is not None and not at_last.first <= verb.i <= at_last.last:
        last = max(last, at_last.last)
    return first, last


def quotes_in(layout: Layout, ranges: tuple[Range, ...]) -> tuple[Quote, ...]:
    """The quotations that some ranges touch."""
    touched = {layout.quote_at[i] for a, b in ranges for i in range(a, b + 1)}
    return tuple(layout.quotes[n] for n in sorted(touched - {-1}))


# According to

def _by_phrases(layout: Layout, cues: Cues) -> Iterator[Attribution]:
    """ "According to X, …"; "…, in the words of X"."""
    doc = layout.doc
    for word in doc:
        if layout.in_speech(word.i):
            continue
        cue = _prepositional(word, cues)
        if cue is None:
            continue
        source = next((c for c in cue[-1].children if c.dep_ in ("pobj", "pcomp")), None)
        if source is None:
            continue
        unit = {t.i for t in word.subtree} | {t.i for t in source.subtree} | {t.i for t in cue}
        first, last = layout.segment(word)
        low, high = min(t.i for t in cue), _phrase_end(source, layout)
        high = max(high, cue[-1].i)
        ranges = around(layout, first, low, high, last, cue[0])
        if ranges:
            head = cue[0].head if cue[0].head.i not in unit else None
            yield Attribution(layout, cue, "according", source, ranges, head, quotes=quotes_in(layout, ranges))


def _prepositional(word: Token, cues: Cues) -> tuple[Token, ...] | None:
    lower = word.lower_
    for parts in _by_first(cues.prepositional).get(lower, ()):
        if [t.lower_ for t in word.doc[word.i:word.i + len(parts)]] == parts:
            return tuple(word.doc[word.i:word.i + len(parts)])
    if lower == "by" and word.is_title:
        goal = next((c for c in word.children if c.dep_ == "pobj"), None)
        if goal is not None and goal.lemma_.lower() in cues.reckonings and any(c.dep_ == "poss" for c in goal.children):
            return None
    return None


@cache
def _by_first(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The words of phrases by the first of them, in the order of the phrases."""
    found: dict[str, list[list[str]]] = {}
    for parts in map(str.split, phrases):
        found.setdefault(parts[0], []).append(parts)
    return found


def _phrase_end(source: Token, layout: Layout) -> int:
    """Where a source's phrase ends with its appositions: at its subtree's end, in its segment."""
    return min(source.right_edge.i, layout.segment(source)[1])


def around(layout: Layout, first: int, low: int, high: int, last: int, cue: Token) -> tuple[Range, ...]:
    """The content round an inserted phrase: before it, and behind it if a comma divides them."""
    left = layout.trimmed(first, low - 1) if low > first else None
    right = layout.trimmed(high + 1, last) if high < last else None
    if left is not None and right is not None and layout.doc[high + 1].text != ",":
        right = None
    if left is not None and right is not None and (
            layout.doc[right[0]].pos_ in ("SCONJ", "CCONJ") or (
                right[1] - right[0] < 2 and not any(t.pos_ in ("VERB", "AUX") for t in layout.tokens(*right)))):
        right = None
    kept = tuple(_with_quotes(layout, r, cue) for r in (left, right) if r is not None)
    return tuple(t for r in kept if (t := layout.trimmed(*r)) is not None)


# Nouns

def _by_nouns(layout: Layout, cues: Cues) -> Iterator[Attribution]:
    """ "his charge that …"; "the ministry's own figure is 1,079"; "by the commission's count …"."""
    for word in layout.doc:
        if word.pos_ not in ("NOUN", "PROPN") or layout.in_speech(word.i):
            continue
        lemma = word.lemma_.lower()
        owner = next((c for c in word.children if c.dep_ == "poss"), None)
        if lemma in cues.nouns:
            clause = next((c for c in word.children if c.i > word.i and c.dep_ in ("acl", "ccomp", "relcl")
                           and any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children)), None)
            if clause is not None:
                trimmed = layout.trimmed(clause.left_edge.i, clause.right_edge.i)
                source = owner or _by_whom(word) or _light_subject(word)
                if trimmed is not None:
                    span = _with_quotes(layout, trimmed, word)
                    yield Attribution(layout, (word,), "noun", source, (layout.trimmed(*span) or trimmed,), clause,
                                      quotes=quotes_in(layout, (span,)))
        if lemma in cues.figures and owner is not None and word.dep_ == "nsubj" and word.head.lemma_ in ("be", "stand"):
            number = [c for c in word.head.subtree if c.i > word.head.i and c.like_num]
            if number:
                start = owner.right_edge.i + 1
                end = next((c.left_edge.i - 1 for c in word.head.children if c.dep_ in ("cc",)), word.head.right_edge.i)
                trimmed = layout.trimmed(start, end)
                if trimmed is not None:
                    yield Attribution(layout, (word,), "figure", owner, (trimmed,), word.head)
        if lemma in cues.reckonings and owner is not None and word.dep_ == "pobj" and word.head.lower_ in ("by", "on"):
            first, last = layout.segment(word)
            ranges = around(layout, first, word.head.i, word.right_edge.i, last, word)
            if ranges:
                yield Attribution(layout, (word.head, word), "according", owner, ranges, word.head.head,
                                  quotes=quotes_in(layout, ranges))


def _by_whom(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _light_subject(noun: Token) -> Token | None:
    """The subject of a verb that only carries the noun: "issued a warning that", "expressed the hope that"."""
    verb = noun.head
    return source_of(verb) if noun.dep_ == "dobj" and verb.pos_ == "VERB" else None


# Quotations without a cue

def _by_dash(layout: Layout, found: list[Attribution]) -> Iterator[Attribution]:
    """ "'…' - Name" on a line of its own."""
    taken = {q.first for a in found for q in a.quotes}
    doc = layout.doc
    for quote in layout.quotes:
        i = quote.last + 1
        if quote.first in taken or i + 1 >= len(doc) or doc[i].text not in ("-", "–", "—", "―", "--"):
            continue
        name = next((t for t in doc[i + 1:i + 8] if (t.pos_ == "PROPN" and t.head.i <= i) or t.dep_ == "ROOT"), None)
        trimmed = layout.trimmed(quote.first, quote.last)
        if name is not None and trimmed is not None and name.pos_ in ("PROPN", "NOUN"):
            yield Attribution(layout, (doc[i],), "dash", name, (trimmed,), None, quotes=(quote,))


def _continued(layout: Layout, found: list[Attribution], before: list[Attribution]) -> Iterator[Attribution]:
    """Quotations that stand alone and go on with the words of whoever spoke last."""
    taken = {q.first for a in found for q in a.quotes}
    for quote in layout.quotes:
        if quote.first in taken or not _stands_alone(layout, quote) or not layout.in_speech(quote.first):
            continue
        trimmed = layout.trimmed(quote.first, quote.last)
        if trimmed is None:
            continue
        earlier = [a for a in found if a.cue and a.cue[0].i < quote.first and _speaks(a)]
        if not earlier and quote.first <= 1:
            earlier = [a for a in before if _speaks(a)]
        if earlier:
            yield Attribution(layout, (), "continued", None, (trimmed,), None, quotes=(quote,), after=earlier[-1])


def _speaks(attribution: Attribution) -> bool:
    return attribution.source is not None and attribution.kind in (
        "clause", "quote", "according", "describe", "accuse", "phrase", "aim", "dash", "noun")


def _stands_alone(layout: Layout, quote: Quote) -> bool:
    """Is a quotation a sentence of its own, and no part of one of the report's?"""
    doc = layout.doc
    before = doc[quote.first - 1].text if quote.first else "."
    after = doc[quote.last + 1].text if quote.last + 1 < len(doc) else "."
    opened = quote.first == 0 or before in (".", "?", "!", '"', "''") or doc[quote.first].is_sent_start
    inner = layout.trimmed(quote.first, quote.last)
    closed = inner is not None and any(
        doc[i].text in (".", "?", "!", "…", "...") for i in range(inner[1], quote.last + 1))
    return bool(opened) and (closed or quote.goes_on or quote.last + 1 >= len(doc)) and after != ","


def speaker(attribution: Attribution) -> Attribution:
    """The attribution that names the speaker of one that goes on."""
    while attribution.after is not None:
        attribution = attribution.after
    return attribution
