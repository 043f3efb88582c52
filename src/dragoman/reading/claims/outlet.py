"""The report's own statements: what it says in its own voice, one a main clause."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import ClaimMention
from dragoman.reading.claims.layout import Layout, Range
from dragoman.reading.claims.status import claim_status
from dragoman.text.parse import kind_of, span_of

_SMALLEST = 2  # words: less than this is no statement


def outlet_claims(layout: Layout, taken: set[int], cues_at: set[int]) -> Iterator[ClaimMention]:
    """The statements of a block that are not attributed.

    `taken` are the token positions of attributed contents, `cues_at` those of their cues: a clause whose
    verb is a cue says only that somebody said it.
    """
    for sentence in layout.doc.sents:
        if _is_credit(sentence) or all(t.i in taken or t.is_punct or t.is_space for t in sentence):
            continue
        clauses = list(_clauses(sentence.root))
        attributed = any(t.i in taken for t in sentence)
        kept = [(verb, span) for verb, span in clauses
                if verb.i not in taken and verb.i not in cues_at and _free(span, taken)]
        if not kept and not attributed:
            kept = [(sentence.root, (sentence.start, sentence.end - 1))]
        for verb, span in kept:
            trimmed = layout.trimmed(*span)
            if trimmed is None or trimmed[1] - trimmed[0] + 1 < _SMALLEST:
                continue
            at = span_of(layout.tokens(*trimmed))
            modality, negated = claim_status(verb, trimmed)
            yield ClaimMention(start=at.start, end=at.end, voice="outlet", modality=modality, negated=negated)


def _is_credit(sentence: Tokens) -> bool:
    """Does a caption only name who is seen, and who took it: "Ana Ruiz in Lima (AFP/Luis Paz)"? It states nothing."""
    return kind_of(sentence) == "caption" and not any(t.pos_ in ("VERB", "AUX") for t in sentence)


def _free(span: Range, taken: set[int]) -> bool:
    return sum(i in taken for i in range(span[0], span[1] + 1)) * 2 <= span[1] - span[0] + 1


def _clauses(root: Token) -> Iterator[tuple[Token, Range]]:
    """The main clauses of a sentence with their verbs: its root's and those joined to it."""
    verbs = sorted(_joined(root), key=lambda t: t.i)
    sentence = root.sent
    starts = []
    for verb in verbs:
        low = verb.i
        for child in verb.children:
            if child.i < verb.i and child.dep_ not in ("cc", "punct", "preconj") and child not in verbs:
                low = min(low, child.left_edge.i)
        starts.append(low)
    if starts:
        starts[0] = sentence.start
    for n, verb in enumerate(verbs):
        last = starts[n + 1] - 1 if n + 1 < len(verbs) else sentence.end - 1
        while last > verb.i and (verb.doc[last].is_punct or verb.doc[last].dep_ == "cc"):
            last -= 1
        if starts[n] <= last:
            yield verb, (starts[n], last)


def _joined(verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        joined = child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and child.i > verb.i
        if joined or (child.dep_ in ("parataxis", "ccomp") and _independent(child, verb)):
            yield from _joined(child)


def _independent(clause: Token, verb: Token) -> bool:
    """A clause that only a semicolon or comma joins: "One lasted a day; the other held"."""
    if clause.i > verb.i:
        return any(t.text in (";", ":") for t in verb.doc[verb.i:clause.i])
    return any(t.text == ";" for t in verb.doc[clause.i:verb.i])
