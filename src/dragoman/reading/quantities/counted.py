"""What a figure counts or measures, as the grammar of its sentence tells.

A count has its noun beside it ("212 fighters") or has lost it ("212 had been registered"): then the noun is in
an "of" phrase, in the subject of the copula, or was counted before. A measure is of the noun that it modifies,
of its "of" phrase, or of the subject or object of the verb that it hangs on ("exports rose 38%").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.units import QuantityWords
from dragoman.reading.quantities.phrases import is_noun
from dragoman.text.grammar import OBJECTS, SUBJECTS

_MODIFIERS = ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "advmod", "poss", "det", "dep")
_CLIMB = (
    "xcomp",
    "conj",
    "ccomp",
    "advcl",
    "acl",
    "prep",
    "pcomp",
    "dep",
    "acomp",
    "attr",
    "advmod",
    "npadvmod",
    "prt",
    "appos",
)
_BRACKET = 15  # tokens of a bracket, at most
_RELATIVE = ("which", "that", "who", "whom")


@dataclass(frozen=True)
class Governor:
    """What a figure hangs on: a noun or verb, and the preposition between, if there is one."""

    word: Token
    preposition: str = ""


def counted_noun(tokens: Tokens, lexicon: QuantityWords) -> Token | None:
    """The noun right of a number that it counts: "three hundred former detainees" gives detainees."""
    doc, last = tokens.doc, tokens[-1]
    n = last.i + 1
    if n + 1 < len(doc) and _is_singular_modifier(doc[n], tokens):
        return doc[n]
    head = last
    for _ in range(4):
        if head.dep_ in _MODIFIERS and head.head.i > head.i and head.sent == head.head.sent:
            head = head.head
            if head.pos_ in ("NOUN", "PROPN") and _reaches(last.i, head):
                return head
        else:
            break
    return _noun_ahead(tokens, lexicon)


def _is_singular_modifier(word: Token, tokens: Tokens) -> bool:
    """Is a singular noun after a number above one what the number counts, though another noun follows:
    "12 page document", "four cylinder engine"?"""
    head = word
    while head.dep_ in ("compound", "nmod", "nummod") and head.head.i > head.i:
        head = head.head
    return (
        word.tag_ == "NN"
        and tokens[-1].lower_ not in ("one", "1")
        and head is not word
        and head.tag_ == "NN"
        and word.nbor().text != "-"
    )


def _reaches(last: int, head: Token) -> bool:
    """Is all that stands between a number and a noun part of the noun's phrase?"""
    return all(
        t.pos_ not in ("VERB", "AUX", "ADP", "SCONJ") or t.tag_ in ("VBN", "VBG") or t.dep_ in ("amod", "compound")
        for t in head.doc[last + 1 : head.i]
    )


def _noun_ahead(tokens: Tokens, lexicon: QuantityWords) -> Token | None:
    """The last noun of a run of adjectives and nouns right after a number, where the parse does not say."""
    doc, n = tokens.doc, tokens[-1].i + 1
    if (
        n < len(doc)
        and doc[n].lower_ in lexicon.casualties
        and (n + 1 == len(doc) or doc[n + 1].pos_ not in ("NOUN", "PROPN"))
    ):
        return doc[n]
    found: Token | None = None
    while n < len(doc) and n - tokens[-1].i <= 6:
        word = doc[n]
        if word.pos_ in ("NOUN", "PROPN"):
            found = word
        elif found is not None or not (
            word.pos_ == "ADJ" or (word.tag_ == "VBN" and n + 1 < len(doc) and doc[n + 1].pos_ == "NOUN")
        ):
            break
        n += 1
    if found is None or (found.dep_ in (*SUBJECTS,) and tokens.root.dep_ in SUBJECTS):
        return found if found is not None and found.i == tokens[-1].i + 1 else None
    return found


def anchor(tokens: Tokens) -> Token:
    """The token of a figure by which it hangs on the rest of its sentence."""
    return tokens.root


def governor(word: Token) -> Governor:
    """What a figure hangs on, over a preposition and over figures joined to it."""
    for _ in range(3):
        if word.dep_ == "conj" and word.head.pos_ in ("NUM", "NOUN", "SYM") and word.head.i < word.i:
            word = word.head
    head = word.head
    if word.dep_ == "pobj" and head.dep_ in ("prep", "agent", "dative", "pcomp", "advmod", "amod", "quantmod", "cc"):
        return Governor(head.head, head.lower_)
    if word.dep_ in ("pobj", "pcomp"):
        return Governor(head.head, head.lower_)
    return Governor(head)


def measured(tokens: Tokens, lexicon: QuantityWords) -> Token | None:
    """The noun that a measure is of, by the first of these that the sentence has."""
    word = tokens.root
    return _of_phrase(word, tokens.end) or modified(word) or _by_governor(word, lexicon)


def _of_phrase(word: Token, after: int) -> Token | None:
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i >= after:
            return next((c for c in child.children if c.dep_ == "pobj" and is_noun(c)), None)
    n = after
    return _noun_after_of(word.doc, n) if n < len(word.doc) and word.doc[n].lower_ == "of" else None


def _noun_after_of(doc: Doc, n: int) -> Token | None:
    """The noun of the phrase after the "of" at n, numbers and modifiers skipped: "of a planned 110 lorries"."""
    found: Token | None = None
    for word in doc[n + 1 : n + 9]:
        if word.pos_ in ("NOUN", "PROPN", "PRON") or word.lower_ in ("those", "these"):
            found = word
        elif found is not None or not (
            word.pos_ in ("DET", "ADJ", "NUM", "ADV")
            or word.tag_ in ("VBN", "VBG", "PRP$", "POS")
            or word.lower_ in ("estimated", "some", "about", "than", "at")
        ):
            break
    return found


def modified(word: Token) -> Token | None:
    """The noun after a measure that it modifies: "70-kilometre pipeline", "38% rise"."""
    head = word
    for _ in range(3):
        if (
            head.dep_ in _MODIFIERS
            and head.head.i > head.i
            and head.head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")
        ):
            head = head.head
        else:
            break
    return head if head is not word and head.pos_ in ("NOUN", "PROPN") else None


def _by_governor(word: Token, lexicon: QuantityWords) -> Token | None:
    found = governor(word)
    head = found.word
    if word.pos_ == "VERB":
        return clause_subject(word)  # "imports doubled"
    if head == word or head.i == word.i:
        return next((c for c in word.children if c.dep_ in SUBJECTS and is_noun(c)), None)
    if (is_noun(head) and head.dep_ not in SUBJECTS) or (is_noun(head) and found.preposition):
        return head
    if head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
        if found.preposition in ("to", "at", "by", "for", "from") and head.lemma_.lower() not in lexicon.contests:
            moved = next(
                (c for c in head.children if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN") and c.i < word.i), None
            )
            if moved is not None:
                return moved  # "limit exposure to 0.5", "sold its stake for $5 million"
        return verb_theme(head, word, lexicon)
    return head if is_noun(head) else None


def verb_theme(verb: Token, word: Token, lexicon: QuantityWords) -> Token | None:
    """Whose value a verb's figure is: of the object that is put, raised or cut, else of the subject."""
    lemma = verb.lemma_.lower()
    if lemma in lexicon.gauges or lemma in lexicon.rise.verbs or lemma in lexicon.fall.verbs:
        for child in verb.children:
            if (
                child.dep_ in OBJECTS
                and (is_noun(child) or child.pos_ == "ADJ")
                and child != word
                and not child.is_ancestor(word)
            ):
                return verb.head if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else child
        if (
            verb.dep_ == "relcl"
            and not any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)
            and lemma in lexicon.gauges
        ):
            return verb.head
    return clause_subject(verb, word)


def clause_subject(verb: Token, word: Token | None = None) -> Token | None:
    """Who or what a clause is about: its subject, that of the clause it depends on, or the noun it modifies."""
    for _ in range(6):
        for child in verb.children:
            if (
                child.dep_ in SUBJECTS
                and child.dep_ != "expl"
                and child != word
                and (word is None or not child.is_ancestor(word))
            ):
                if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                    return verb.head
                return child if is_noun(child) or child.pos_ in ("NUM", "DET") or child.tag_ == "VBG" else None
        if verb.dep_ in ("acl", "relcl") and is_noun(verb.head):
            return verb.head
        if verb.dep_ not in _CLIMB or verb.head == verb:
            return None
        verb = verb.head
        if is_noun(verb):
            return verb
    return None


def copula_subject(word: Token) -> Token | None:
    """The subject of "is" before a number: "the toll was nine" gives toll."""
    head = word.head
    if word.dep_ in ("attr", "acomp", "oprd") and head.lemma_ in ("be", "become", "remain", "stand"):
        return next((c for c in head.children if c.dep_ in SUBJECTS), None)
    return None


def amount_subject(word: Token, lexicon: QuantityWords) -> Token | None:
    """The subject of a verb that tells how many: "the crews would number 200" gives crews."""
    head = word.head
    if word.dep_ in ("dobj", "attr", "npadvmod") and head.lemma_.lower() in lexicon.amounts:
        return clause_subject(head, word)
    return None


def predicate(word: Token) -> Token | None:
    """The noun that a bare number as subject is said to be: "Two were minors" gives minors."""
    if word.dep_ in SUBJECTS and word.head.lemma_ == "be":
        return next((c for c in word.head.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)
    return None


def before_bracket(tokens: Tokens) -> Token | None:
    """The noun before the bracket that a figure stands in: "Ghana (12 per cent)"."""
    doc, n = tokens.doc, tokens.start - 1
    while n > 0 and tokens.start - n <= _BRACKET and doc[n].text not in ("(", ")", "["):
        n -= 1
    if n > 0 and doc[n].text in ("(", "[") and doc[n - 1].pos_ in ("NOUN", "PROPN"):
        return doc[n - 1]
    return None


def partitive(tokens: Tokens) -> Token | None:
    """What a bare number is a part of: "11 of 40 villages", "212 out of 300", "Of those who came, two …"."""
    word = tokens.root
    found = _of_phrase(word, tokens.end)
    if found is not None:
        return found
    doc, n = word.doc, tokens.end
    if n + 1 < len(doc) and doc[n].lower_ == "out" and doc[n + 1].lower_ == "of":
        return _noun_after_of(doc, n + 1)
    first = word.sent[0]
    if first.lower_ in ("of", "among") and first.i < word.i:
        return next((c for c in first.children if c.dep_ == "pobj"), None)
    return None
