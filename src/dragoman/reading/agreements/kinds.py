"""The words of each kind of agreement, counted among some tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.ontology.agreements import AgreementWords


def weighed_kinds(lexicon: AgreementWords, head: Token, left: int, right: int) -> Counter[str]:
    """The words of each kind, those before the noun and those of its name five times."""
    kinds = _kinds(lexicon, _about(head, left, right))
    for kind, number in _kinds(lexicon, iter(head.doc[left:head.i + 1])).items():
        kinds[kind] += 5 * number
    return kinds


def _about(head: Token, left: int, right: int) -> Iterator[Token]:
    """The tokens that say what the agreement is: its modifiers, phrases and infinitives, no clause about it."""
    yield from head.doc[left:right]
    for child in head.children:
        if child.dep_ == "acl" and child.i >= right and child.tag_ in ("VB", "VBG"):
            yield from (t for t in child.subtree if t.i < child.i + 20)


def _kinds(lexicon: AgreementWords, tokens: Iterator[Token]) -> Counter[str]:
    listed = list(tokens)
    lemmas = [t.lemma_.lower() for t in listed]
    text = f" {' '.join(lemmas)} "
    lower = f" {' '.join(t.lower_ for t in listed)} "
    here = {*text.split(" "), *lower.split(" ")}
    return Counter({kind: hits for kind, (single, several) in lexicon.kind_words.items()
                    if (hits := len(single & here) + sum(f" {w} " in text or f" {w} " in lower for w in several))})


def count_kinds(lexicon: AgreementWords, tokens: Tokens) -> Counter[str]:
    """How many of the words of each kind stand among some tokens."""
    return _kinds(lexicon, iter(tokens))
