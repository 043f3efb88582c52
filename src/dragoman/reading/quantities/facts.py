"""Figures joined with what they count or measure, and with the way they moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.model.reading import Change
from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.bounds import Figure, comparator_after
from dragoman.reading.quantities.change import Movement, movement
from dragoman.reading.quantities.counted import (
    amount_subject,
    before_bracket,
    copula_subject,
    counted_noun,
    governor,
    measured,
    modified,
    partitive,
    predicate,
    verb_theme,
)
from dragoman.reading.quantities.figures import read_figures
from dragoman.reading.quantities.lexemes import Line, cut
from dragoman.reading.quantities.phrases import is_noun, noun_phrase
from dragoman.text.grammar import SUBJECTS
from dragoman.text.kept import by_block
from dragoman.text.parse import Parse, span_of

_REACH = 700  # characters: a paragraph or two
_RANK = {"nsubj": 2, "nsubjpass": 2, "dobj": 1}


@dataclass(frozen=True)
class Fact:
    """A figure in its sentence.

    `span` is the figure with the noun it counts, `number` the digits or words alone, `of` the words of what is
    counted or measured. `noun` is the noun beside a count, `theme` the noun that `of` was made of (`recalled` from
    an earlier count).
    """

    figure: Figure
    span: Span
    number: Span
    tokens: Tokens
    noun: Token | None = None
    theme: Token | None = None
    of: Span | None = None
    movement: Movement | None = None
    recalled: bool = False

    @property
    def change(self) -> Change | None:
        """Rise or fall, where the figure is by how much something moved."""
        return self.movement.change if self.movement and self.movement.by else None


@dataclass(frozen=True)
class _Memory:
    """What was counted last in a document: its noun phrase, and how prominent it was in its sentence.

    `people` is what was counted of people last, since "killing six" goes back to nothing else.
    """

    of: Span | None = None
    noun: Token | None = None
    rank: int = -1
    sentence: int = -1
    people: _Memory | None = None

    def of_people(self) -> _Memory:
        """The memory as a verb that happens to people sees it."""
        return self.people or _Memory()

    def near(self, place: Span) -> _Memory:
        """The memory as far as it reaches: what was counted long before is no antecedent."""
        far = self.of is not None and place.start - self.of.end > _REACH
        people = self.people.near(place) if self.people else None
        return _Memory(people=people) if far else replace(self, people=people)


@by_block
def _figures(doc: Doc, lexicon: QuantityWords) -> tuple[Figure, ...]:
    """The figures of a block."""
    return tuple(read_figures(cut(doc), lexicon))


def find_facts(parse: Parse, lexicon: QuantityWords) -> Iterator[Fact]:
    """Everything in a report that is written with a number, in order."""
    memory = _Memory()
    for doc in parse.docs:
        line = cut(doc)
        earlier: Fact | None = None
        measures: dict[int, Fact] = {}
        for figure in _figures(doc, lexicon):
            fact = _fact(line, figure, memory.near(_place(line, figure)), earlier, lexicon)
            if fact is None or (earlier is not None and _is_part_of(fact, earlier)):
                continue
            fact = _of_what_it_is_of(fact, measures)
            if figure.unit is not None:
                measures.update((token.i, fact) for token in fact.tokens)
            memory = _remember(memory, fact, lexicon)
            earlier = fact
            yield fact


def _fact(line: Line, figure: Figure, memory: _Memory, earlier: Fact | None, lexicon: QuantityWords) -> Fact | None:
    core = _tokens(line.doc, line, figure.core, figure.core_end)
    whole = _tokens(line.doc, line, figure.start, figure.end)
    if core is None or whole is None:
        return None
    span = _place(line, figure)
    offset = span.start - line.items[figure.start].start
    number = Span(start=offset + line.items[figure.core].start, end=offset + line.items[figure.core_end - 1].end)
    fact = Fact(figure=figure, span=span, number=number, tokens=core)
    fact = replace(fact, movement=movement(line, figure, core.root, lexicon))
    if figure.unit is None and figure.form not in ("fraction", "multiple"):
        return _count(fact, line, memory, earlier, lexicon)
    return _measure(fact, line, memory, earlier, lexicon)


def _of_what_it_is_of(fact: Fact, measures: dict[int, Fact]) -> Fact:
    """The fact, where another measure stands in for a noun ("10 percent paid 69 percent"), with that one's noun."""
    if fact.theme is None or fact.noun is not None:
        return fact
    other = measures.get(fact.theme.i)
    if other is not None:
        return replace(fact, theme=other.theme, of=other.of)
    return replace(fact, theme=None, of=None) if fact.theme.lower_ in ("percent", "cent", "%") else fact


def _is_part_of(fact: Fact, earlier: Fact) -> bool:
    """Is a bare number part of the noun that an earlier one counts: "two new 737 Max jets"?"""
    return fact.number.start < earlier.span.end and fact.figure.unit is None


def _place(line: Line, figure: Figure) -> Span:
    offset = span_of(line.doc[0:1]).start - line.doc[0].idx
    return Span(start=offset + line.items[figure.start].start, end=offset + line.items[figure.end - 1].end)


def _tokens(doc: Doc, line: Line, start: int, end: int) -> Tokens | None:
    return doc.char_span(line.items[start].start, line.items[end - 1].end, alignment_mode="expand")


def _count(fact: Fact, line: Line, memory: _Memory, earlier: Fact | None, lexicon: QuantityWords) -> Fact:
    n = fact.figure.core_end
    if line.lower(n) == "-" and line.glued(n) and line.glued(n + 1) and line.items[n + 1].kind == "word":
        return _compound(fact, line, n + 1)
    noun = partitive(fact.tokens) if _is_followed_by_of(fact) else counted_noun(fact.tokens, lexicon)
    if noun is not None and noun.lower_ not in lexicon.frames:
        phrase = noun_phrase(noun, after=fact.tokens.end, tail=False)
        right = span_of(phrase[-1]).end
        of = noun_phrase(noun, after=fact.tokens.end)
        fact = _bounded_after(
            replace(
                fact,
                noun=noun,
                theme=noun,
                of=span_of(of),
                span=fact.span if _has_number(fact, noun) else replace_end(fact.span, right),
            ),
            line,
            phrase[-1],
            lexicon,
        )
        return replace(fact, movement=movement(line, fact.figure, noun, lexicon) or fact.movement)
    if (
        earlier is not None
        and earlier.figure.kind == "time"
        and earlier.tokens.sent == fact.tokens.sent
        and (line.lower(fact.figure.start - 1) in ("not", "or", "and", "further", "another"))
        and partitive(fact.tokens) is None
    ):
        return replace(fact, figure=replace(fact.figure, kind="time"))  # "for five years, not ten"
    word = noun if noun is not None else fact.tokens.root  # "wounding 23 others"
    if word.dep_ in ("dobj", "nsubj", "nsubjpass") and word.head.lemma_.lower() in lexicon.harm:
        memory = memory.of_people()
    theme = partitive(fact.tokens) or predicate(word) or copula_subject(word) or amount_subject(word, lexicon)
    if theme is None:
        found = governor(word)
        lemma = found.word.lemma_.lower()
        moves = bool(found.preposition) and lemma in lexicon.rise.verbs | lexicon.fall.verbs
        if (lemma in lexicon.gauges or moves) and found.word.pos_ in ("VERB", "AUX"):
            theme = verb_theme(found.word, word, lexicon)
        elif is_noun(found.word) and found.preposition in ("of", "at", "to"):
            theme = found.word
    return _with_theme(fact, theme, memory, lexicon)


def _has_number(fact: Fact, noun: Token) -> bool:
    """Does another number stand between a figure and the noun that it shares: "45 and 50 cases"?"""
    between = noun.doc[fact.tokens.end : noun.i]
    return any(t.like_num for t in between) and any(t.lower_ in ("and", "or", ",") for t in between)


def _compound(fact: Fact, line: Line, n: int) -> Fact:
    """A count in a compound: "five-member", "250-seat", whether or not the parser cuts it at the hyphen."""
    item, offset = line.items[n], fact.span.start - line.items[fact.figure.start].start
    token = line.token(n) or fact.tokens[-1]
    if item.lower == "strong" and (theme := modified(token)) is not None:
        return replace(
            fact,
            noun=theme,
            theme=theme,
            of=span_of(noun_phrase(theme, after=token.i + 1)),
            span=replace_end(fact.span, offset + item.end),
        )
    of = Span(start=offset + item.start, end=offset + item.end)
    return replace(fact, noun=token, theme=token, of=of, span=replace_end(fact.span, of.end))


def _is_followed_by_of(fact: Fact) -> bool:
    """Is it "hundreds of …", whose noun stands after "of"?"""
    doc, end = fact.tokens.doc, fact.tokens.end
    return fact.figure.form == "plural" and end < len(doc) and doc[end].lower_ == "of"


def _bounded_after(fact: Fact, line: Line, last: Token, lexicon: QuantityWords) -> Fact:
    """The fact with a comparator that stands after the noun: "25 names or more"."""
    at = line.index_after(last.idx + len(last))
    end, sign = comparator_after(line, at, lexicon)
    figure = fact.figure
    if sign is None or figure.comparator != "=" or (sign == ">=" and line.words(at, at + 2) == ("at", "least")):
        return fact
    figure = replace(
        figure, comparator=sign, low=None if sign == "<=" else figure.low, high=None if sign == ">=" else figure.high
    )
    offset = fact.span.start - line.items[figure.start].start
    of = fact.of and Span(start=fact.of.start, end=min(fact.of.end, offset + last.idx + len(last)), field=fact.of.field)
    return replace(fact, figure=figure, of=of, span=replace_end(fact.span, offset + line.items[end - 1].end))


def replace_end(span: Span, end: int) -> Span:
    """The span made longer, never shorter."""
    return Span(start=span.start, end=max(span.end, end), field=span.field)


def _with_theme(fact: Fact, theme: Token | None, memory: _Memory, lexicon: QuantityWords) -> Fact:
    """The fact with `of` from its theme; a mere frame ("the number", "those") leads on to what was counted before."""
    if theme is not None and (theme.lemma_.lower() in lexicon.frames or theme.pos_ in ("PRON", "DET")):
        inner = next(
            (
                c
                for p in theme.children
                if p.dep_ == "prep" and p.lower_ == "of"
                for c in p.children
                if c.dep_ in ("pobj", "pcomp") and c.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
            ),
            None,
        )
        if inner is not None:
            theme = inner
        elif memory.of is not None and (fact.figure.form != "fraction" or theme.pos_ != "NOUN"):
            return replace(fact, theme=memory.noun, of=memory.of, recalled=True)
    elif theme is None and memory.of is not None:
        return replace(fact, theme=memory.noun, of=memory.of, recalled=True)
    if theme is None or theme.pos_ == "NUM":
        return fact
    return replace(fact, theme=theme, of=span_of(noun_phrase(theme)))


def _measure(fact: Fact, line: Line, memory: _Memory, earlier: Fact | None, lexicon: QuantityWords) -> Fact:
    if earlier is not None and earlier.of is not None and _in_brackets(line, fact.figure, earlier):
        return replace(
            _restated(fact, earlier), theme=earlier.theme, of=earlier.of, movement=fact.movement or earlier.movement
        )
    theme = before_bracket(fact.tokens) or measured(fact.tokens, lexicon)
    if theme is not None and theme.lemma_.lower() in (lexicon.rise.nouns | lexicon.fall.nouns) - {"loss", "gain"}:
        changed = _changed(theme, fact.tokens)
        if (
            changed is None
            and theme.dep_ == "appos"
            and earlier is not None
            and earlier.tokens.sent == fact.tokens.sent
        ):
            return replace(fact, theme=earlier.theme, of=earlier.of)  # "… to 35,000 tonnes, an increase of 75 percent"
        theme = changed or theme
    if theme is not None and earlier is not None and theme in earlier.tokens:
        return replace(fact, theme=earlier.theme, of=earlier.of)
    if (
        theme is not None
        and (theme.pos_ == "PRON" or theme.lemma_.lower() in lexicon.frames)
        and (fact.figure.form == "fraction" or theme.lower_ in ("those", "these", "them"))
    ):
        return _with_theme(fact, theme, memory, lexicon)
    if theme is None or theme.ent_type_ in ("DATE", "TIME"):
        return _listed(fact, earlier)
    after = fact.tokens.end if theme.i >= fact.tokens.end else 0
    return replace(fact, theme=theme, of=span_of(noun_phrase(theme, after=after)))


def _restated(fact: Fact, earlier: Fact) -> Fact:
    """A figure in brackets has the comparator of the one that it converts, where it has none of its own."""
    figure, sign = fact.figure, earlier.figure.comparator
    if figure.comparator != "=" or sign in ("=", "~", "between"):
        return fact
    return replace(
        fact,
        figure=replace(
            figure,
            comparator=sign,
            low=None if sign in ("<", "<=") else figure.low,
            high=None if sign in (">", ">=") else figure.high,
        ),
    )


def _listed(fact: Fact, earlier: Fact | None) -> Fact:
    """A measure with no noun of its own in a list of the same unit: "49.5 Hz in May, 49.6 Hz in June"."""
    if earlier is None or earlier.of is None or earlier.figure.unit is None or fact.figure.unit is None:
        return fact
    if earlier.figure.unit.name != fact.figure.unit.name or earlier.tokens.sent != fact.tokens.sent:
        return fact
    return replace(fact, theme=earlier.theme, of=earlier.of)


def _changed(noun: Token, figure: Tokens) -> Token | None:
    """What a rise or fall is of: "a rise of 3% in exports", "export growth", "Turkey's decline"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "for") and child.i > noun.i:
            found = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN")), None)
            if found is not None and found not in figure:
                return found
    return next(
        (
            c
            for c in noun.children
            if c.dep_ in ("compound", "poss") and c.pos_ in ("NOUN", "PROPN") and c.ent_type_ != "DATE"
        ),
        None,
    )


def _in_brackets(line: Line, figure: Figure, earlier: Fact) -> bool:
    """Does the figure say another in other words: "18 billion francs ($32 million)"?"""
    return line.lower(figure.start - 1) == "(" and 0 <= figure.start - earlier.figure.end <= 4


def _remember(memory: _Memory, fact: Fact, lexicon: QuantityWords) -> _Memory:
    """The memory after a fact: a counted noun, kept against less prominent ones of its own sentence."""
    if fact.noun is None or fact.of is None or fact.figure.kind != "count":
        return memory
    rank = _RANK.get(fact.noun.dep_, 0) if fact.noun.dep_ not in SUBJECTS else 2
    sentence = span_of(fact.tokens.sent).start
    if sentence == memory.sentence and rank < memory.rank:
        return memory
    now = _Memory(of=fact.of, noun=fact.noun, rank=rank, sentence=sentence)
    return replace(now, people=now if fact.noun.lemma_.lower() in lexicon.people else memory.people)
