"""Noun phrases as short as a table's heading: "Turkish exports to Syria" of a longer clause."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

MOST_WORDS = 12
_LEFT = (
    "amod",
    "compound",
    "nmod",
    "poss",
    "nummod",
    "quantmod",
    "advmod",
    "npadvmod",
    "punct",
    "case",
    "conj",
    "cc",
    "det",
)
_PREPOSITIONS = frozenset(["of", "to", "from", "with", "for", "between", "against", "into"])
_NOUNS = ("NOUN", "PROPN", "PRON")
_DROPPED = ("DET", "PRON", "PUNCT", "CCONJ", "ADV", "ADP", "SPACE", "PART", "NUM", "SYM")


def is_noun(word: Token) -> bool:
    """Is it a noun, a name or a pronoun?"""
    return word.pos_ in _NOUNS


def noun_phrase(head: Token, *, after: int = 0, tail: bool = True) -> Tokens:
    """The phrase of a noun without its article: modifiers from token `after` on, the noun, what is joined to
    it by "and", and (with `tail`) a short complement ("exports to Syria")."""
    left = head.i
    while left - 1 >= after and not _is_number(head.doc[left - 1]) and _is_modifier(head.doc[left - 1], head):
        left -= 1
    right = head.i
    while (
        head.pos_ == "PROPN"
        and right + 1 < len(head.doc)
        and head.doc[right + 1].tag_ in ("NNS", "NN")
        and (head.doc[right + 1].dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "compound"))
    ):
        right += 1  # "half of Casablanca trams": the parser lets the name end the phrase
    for child in head.rights:
        if (
            child.dep_ == "conj"
            and _is_plain(child)
            and child.i - right <= 4
            and ("," not in {t.text for t in head.doc[right + 1 : child.i]})
        ):
            right = child.i
    if tail:
        for child in head.rights:
            end = child.right_edge.i
            if (
                child.dep_ == "prep"
                and child.lower_ in _PREPOSITIONS
                and child.i == right + 1
                and end - left < MOST_WORDS
                and _is_short(head.doc[child.i : end + 1])
            ):
                right = end
    while left < right and head.doc[left].pos_ in _DROPPED and left < head.i:
        left += 1
    return head.doc[max(left, right - MOST_WORDS + 1) : right + 1]


def _is_number(word: Token) -> bool:
    """Is it a number before the noun's phrase, and not the first part of a compound ("one-time charge")?"""
    return word.text == "%" or (word.like_num and word.nbor().text != "-")


def _is_modifier(word: Token, head: Token) -> bool:
    """Does a word before the noun belong to its phrase? It does where its path of modifiers leads to the noun."""
    for _ in range(6):
        if word.dep_ not in _LEFT:
            return False
        word = word.head
        if word == head:
            return True
        if word.i > head.i:
            return False
    return False


def _is_plain(word: Token) -> bool:
    """Is it a noun joined without number or article of its own ("soldiers and rebels")?"""
    return (
        word.pos_ in ("NOUN", "PROPN", "ADJ")
        and word.tag_ != "JJR"
        and word.lower_ != "half"
        and not any(c.dep_ in ("nummod", "det", "poss", "relcl") or c.pos_ == "NUM" for c in word.children)
    )


def _is_short(tokens: Tokens) -> bool:
    return not any(t.pos_ in ("VERB", "AUX", "NUM", "PUNCT", "SCONJ", "PRON") or t.like_num for t in tokens)
