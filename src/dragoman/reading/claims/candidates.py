"""Everything that may be an attribution in the wide sense: what a model has to choose from.

The rules of the record's claims come first; then every verb, noun, adjective, preposition and colon in
whose surroundings something stands that may be a content. Precision is no concern here.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.ontology.cues import Cues
from dragoman.reading.claims.attributions import (
    Attribution,
    around,
    attribution_of,
    beside_quote,
    by_rules,
    quotes_in,
)
from dragoman.reading.claims.frames import (
    Frame,
    aim_frame,
    clause_frame,
    describe_frame,
    inserted_frame,
    phrase_frame,
    that_frame,
)
from dragoman.reading.claims.layout import Layout
from dragoman.reading.claims.sources import source_of

_SUBJECTS = ("nsubj", "nsubjpass")
_CLAUSES = ("acl", "ccomp", "xcomp", "relcl", "advcl")
_FRAMED = ("in", "by", "for", "to", "on", "from", "under", "with", "per", "via", "among", "amid")
_HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly", "apparently", "presumably", "seemingly",
                      "arguably", "evidently"))
_MODIFIERS = frozenset(("alleged", "so-called", "supposed", "reported", "purported", "proposed", "suspected"))
_FOLLOWERS = frozenset(("supporter", "opponent", "backer", "critic", "advocate", "skeptic", "sceptic", "proponent",
                        "support", "opposition", "criticism"))


def candidates_of(layout: Layout, cues: Cues) -> list[Attribution]:
    """All that may be an attribution in a block, in the order of their cues; one for each first word of a cue."""
    found = by_rules(layout, cues)
    taken = {t.i for a in found for t in a.cue}
    for attribution in _others(layout, cues):
        if not any(t.i in taken for t in attribution.cue):
            found.append(attribution)
            taken.update(t.i for t in attribution.cue)
    return sorted(found, key=lambda a: a.cue[0].i)


def _others(layout: Layout, cues: Cues) -> Iterator[Attribution]:
    yield from _by_colon(layout)
    for word in layout.doc:
        if word.pos_ == "ADP" or word.lower_ in _FRAMED:
            found = _within(word, layout, cues)
            if found is not None:
                yield found
            continue
        frame = _frame(word, layout, cues)
        if frame is not None:
            attribution = attribution_of(word, frame, layout, cues,
                                         source_of(word) if word.pos_ == "VERB" else _owner(word))
            if attribution is not None:
                yield attribution


def _frame(word: Token, layout: Layout, cues: Cues) -> Frame | None:
    if word.pos_ == "VERB":
        return next((f for make in _VERB_FRAMES if (f := make(word, layout)) is not None), None)
    if word.pos_ in ("NOUN", "ADJ"):
        return _complement(word) or _equation(word, layout) or _modified(word, layout)
    if word.lower_ in _HEARSAY and word.head is not word:
        return _range("hearsay", word.head.left_edge.i, word.head.right_edge.i, word.head)
    if word.pos_ == "PROPN" and word.lemma_.lower() in cues.nouns:
        return _complement(word)
    return None


def _range(kind: str, first: int, last: int, head: Token | None) -> Frame | None:
    return Frame(kind, ((first, last),), head) if first <= last else None


# Punctuation and prepositions

def _by_colon(layout: Layout) -> Iterator[Attribution]:
    """A name and a colon at the head of a block or before a quotation: "LEE: We will see."."""
    doc = layout.doc
    for i in range(1, len(doc) - 1):
        if doc[i].text != ":" or layout.in_speech(i) or not (i < 6 or layout.quote_at[i + 1] >= 0):
            continue
        last = layout.segment(doc[i + 1])[1]
        quote = layout.quote_of(i + 1)
        trimmed = layout.trimmed(i + 1, quote.last if quote is not None else len(doc) - 1 if i < 6 else last)
        before = doc[i - 1]
        if trimmed is not None and before.pos_ in ("PROPN", "NOUN"):
            yield Attribution(layout, (doc[i],), "colon", before, (trimmed,), None,
                              quotes=quotes_in(layout, (trimmed,)))


def _within(word: Token, layout: Layout, cues: Cues) -> Attribution | None:
    """ "In a survey for the daily, half of them …"; "in the premier's view"; "To some, …"."""
    goal = next((c for c in word.children if c.dep_ == "pobj" and c.i > word.i), None)
    if goal is None or word.lower_ not in _FRAMED:
        return None
    owner = next((c for c in goal.children if c.dep_ == "poss"), None)
    told = goal.lemma_.lower() in cues.documents or goal.lemma_.lower() in cues.nouns | cues.reckonings
    end = min(goal.right_edge.i, layout.segment(goal)[1])
    opens = layout.segment(word)[0] == word.i and end + 1 < len(layout.doc) and layout.doc[end + 1].text == ","
    if not (told or opens):
        return None
    first, last = layout.segment(word)
    ranges = around(layout, first, word.i, end, last, word)
    head = word.head if word.head is not word else None
    return Attribution(layout, (word,), "within", owner or goal, ranges, head,
                       quotes=quotes_in(layout, ranges)) if ranges else None


# Nouns and adjectives

def _complement(word: Token) -> Frame | None:
    """What a noun or an adjective takes: "his plan to leave", "sure that", "support for", "critical of"."""
    for child in word.children:
        if child.i < word.i or (child.right_edge.i == child.i and child.dep_ == "prep"):
            continue
        if child.dep_ == "prep":
            return _range("noun", child.i + 1, child.right_edge.i, None)
        if child.dep_ in _CLAUSES:
            return _range("noun", child.left_edge.i, child.right_edge.i, child)
    return None


def _equation(word: Token, layout: Layout) -> Frame | None:
    """ "The question is whether …"; "it is unclear whether …"; "Their argument: …"."""
    head = word.head
    if head.lemma_ == "be" and head is not word:
        parts = [c for c in head.children
                 if c.i > max(head.i, word.i) and c.dep_ in ("ccomp", "attr", "xcomp", "advcl")]
        if parts:
            return _range("equation", parts[0].left_edge.i, parts[0].right_edge.i, parts[0])
        subject = next((c for c in head.children if c.dep_ in _SUBJECTS and c.i < head.i), None)
        if subject is not None and word.pos_ == "ADJ" and subject is not word:
            return _range("equation", subject.left_edge.i, min(subject.right_edge.i, head.i - 1), subject)
    if word.i + 1 < len(layout.doc) and layout.doc[word.i + 1].text == ":":
        return _range("equation", word.i + 2, layout.segment(word)[1], None)
    return None


def _modified(word: Token, layout: Layout) -> Frame | None:
    """ "A Lee supporter": the compound; "the alleged fraud": the noun."""
    if word.lower_ in _MODIFIERS and word.dep_ == "amod":
        return _range("modifier", word.i + 1, word.head.i, word.head)
    if word.lemma_.lower() in _FOLLOWERS:
        part = next((c for c in word.children if c.dep_ in ("compound", "poss", "nmod", "amod") and c.i < word.i), None)
        return _range("modifier", part.left_edge.i, part.i, part) if part is not None else None
    return None


def _owner(word: Token) -> Token | None:
    owner = next((c for c in word.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    verb = word.head
    return source_of(verb) if verb.pos_ in ("VERB", "AUX") and word.dep_ in ("dobj", "acomp", "attr") else None


# Verbs

def _passive(verb: Token, layout: Layout) -> Frame | None:
    """ "The plan was rejected by …"; "candidates backed by …": what stands before the verb."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass" and c.i < verb.i), None)
    if subject is not None:
        return _range("passive", subject.left_edge.i, min(subject.right_edge.i, verb.i - 1), subject)
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and verb.head.i < verb.i:
        return _range("passive", verb.head.left_edge.i, verb.head.i, verb.head)
    return None


def _fronted(verb: Token, layout: Layout) -> Frame | None:
    """ "what they see", "which he has endorsed": the object stands before the verb."""
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "attr", "pobj") and c.i < verb.i), None)
    return _range("fronted", goal.left_edge.i, goal.i, goal) if goal is not None else None


def _bare(verb: Token, layout: Layout) -> Frame | None:
    """ "proposed accepting more": a clause without a mark."""
    part = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "acomp", "oprd") and c.i > verb.i), None)
    return _range("bare", part.left_edge.i if part.left_edge.i > verb.i else part.i, part.right_edge.i,
                  part) if part is not None else None


def _by_preposition(verb: Token, layout: Layout) -> Frame | None:
    """ "railed at the ruling": any preposition."""
    phrase = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.right_edge.i > c.i), None)
    return _range("prep", phrase.i + 1, phrase.right_edge.i, phrase) if phrase is not None else None


def _clausal(verb: Token, layout: Layout) -> Frame | None:
    """ "cheered when …", "smiled as …": an adverbial clause; "a man she liked": the noun of a bare relative clause."""
    part = next((c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i), None)
    if part is not None:
        return _range("adverbial", part.left_edge.i, part.right_edge.i, part)
    if verb.dep_ == "relcl" and verb.head.i < verb.i:
        return _range("fronted", verb.head.left_edge.i, verb.head.i, verb.head)
    return None


def _modifier(verb: Token, layout: Layout) -> Frame | None:
    """ "the proposed ban", "expected losses"."""
    return _range("modifier", verb.i + 1, verb.head.i, verb.head) if (
        verb.dep_ == "amod" and verb.head.i > verb.i) else None


def _rest(verb: Token, layout: Layout) -> Frame | None:
    """What follows a finite verb, where the parser ties nothing to it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    last = layout.segment(verb)[1]
    if last - verb.i > 2:
        return _range("rest", verb.i + 1, last, None)
    first = layout.segment(verb)[0]
    return _range("rest", first, verb.i - 1, None)


_VERB_FRAMES = (clause_frame, that_frame, beside_quote, inserted_frame, describe_frame, aim_frame, phrase_frame,
                _bare, _passive, _fronted, _by_preposition, _clausal, _modifier, _rest)
