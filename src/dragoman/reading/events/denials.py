"""What a source denies in so many words: "There is no base", "We did not fire first". PLOVER codes it REJECT."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import ClaimMention, EventMention
from dragoman.text.factuality import is_negative
from dragoman.text.parse import Parse, span_of

_WORDS = 30
_FIRST_PERSON = ("i", "we")


def find_denials(parse: Parse, claims: tuple[ClaimMention, ...]) -> Iterator[tuple[EventMention, Token]]:
    """A REJECT for each quoted claim that denies flatly, with the word that carries the denial."""
    for claim in claims:
        source = next((s for s in reversed(claim.attribution) if s.chain is not None), None)
        if source is None or source.chain is None or claim.voice not in ("direct", "mixed"):
            continue
        tokens = parse.tokens_at(claim.start, claim.end)
        verb = next((w for w in tokens or () if w.pos_ in ("VERB", "AUX") and _denies(w) and not (
            tokens is not None and w.dep_ == "ccomp" and w.head in tokens)), None)  # "they think we did not notice"
        if verb is None or tokens is None:
            continue
        first, last = tokens.start, min(tokens.end, tokens.start + _WORDS)
        spans = [span_of(verb.doc[first:last]), Span(start=source.start, end=source.end, field="actors"),
                 span_of(verb, "status")]
        yield EventMention(type="REJECT", evidence=tuple(dict.fromkeys(spans)), cameo="120", actors=(source.chain,),
                           time=claim.said, trigger=parse.text(span_of(verb))), verb


def _denies(verb: Token) -> bool:
    """ "There is no …", "no such … was made", "we did not …" as the main clause of the words."""
    if verb.dep_ not in ("ROOT", "ccomp", "conj", "parataxis") or not is_negative(verb):
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None:
        return False
    if subject.lower_ == "there":
        return verb.tag_ in ("VBZ", "VBD", "VBP") or any(c.lower_ in ("was", "were") for c in verb.children)
    if subject.lower_ in _FIRST_PERSON:
        return any(c.dep_ == "aux" and c.lower_ in ("did", "have", "had") for c in verb.children)
    return any(c.dep_ == "det" and c.lower_ == "no" for c in subject.children) and any(
        c.dep_ == "amod" and c.lower_ == "such" for c in subject.children)
