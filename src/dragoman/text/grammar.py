"""Questions about a sentence's grammar that several extractors ask of the parse.

Each takes spaCy tokens and answers with spaCy tokens. They speak of dependency relations (ClearNLP
labels, as in spaCy's English pipelines), never of one text's words.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
OBJECTS = ("dobj", "obj", "dative", "attr", "oprd")


def subject(verb: Token) -> Token | None:
    """The grammatical subject of a verb; for a conjoined or controlled verb, that of the verb it hangs on."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl":
                return child
        if verb.dep_ not in ("conj", "xcomp") or verb.head == verb:
            return None
        verb = verb.head
    return None


def agent(verb: Token) -> Token | None:
    """Who did it: the by-phrase of a passive verb, else the subject of an active one."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    found = subject(verb)
    return None if found is not None and found.dep_ == "nsubjpass" else found


def patient(verb: Token) -> Token | None:
    """To whom or what it was done: the passive subject, else the direct object."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return child
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)


def is_passive(verb: Token) -> bool:
    """Is the verb passive?"""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def is_negated(word: Token) -> bool:
    """Is there a negation on the word itself, or a negative determiner on its subject or object?"""
    return any(c.dep_ == "neg" for c in word.children) or any(
        d.dep_ == "det" and d.lower_ in ("no", "neither")
        for c in word.children if c.dep_ in (*SUBJECTS, *OBJECTS) for d in c.children)


def conjuncts(word: Token) -> Iterator[Token]:
    """The word and what is joined to it by `and`, `or` or commas, in order."""
    yield word
    for child in word.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def phrase(word: Token, *, without: tuple[str, ...] = ()) -> Tokens:
    """The word with all that hangs on it, as one stretch; `without` names relations to leave off at its ends."""
    kept = [word]
    for child in word.children:
        if child.dep_ not in without:
            kept.extend(child.subtree)
    left = right = word.i
    members = {t.i for t in kept}
    while left - 1 in members:
        left -= 1
    while right + 1 in members:
        right += 1
    return word.doc[left:right + 1]
