"""Where a phrase that names an agreement begins and ends, and the names that it bears."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.agreements import AgreementWords
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.grammar import SUBJECTS
from dragoman.text.parse import kind_of, span_of

_DASHES = ("-", "–", "/")
_ENDED = ("ratified", "suspended", "terminated")
_LEFT = 12  # words before the noun that may belong to it
_NAME_LINKS = ("of", "on", "for", "and", "the", "between", "&", "in", "to", "concerning")
_LINKS = ("of", "on", "for", "between", "with", "about", "to", "among", "over", "concerning", "around", "at", "in")
INDEFINITE = frozenset(("a", "an", "another", "one", "some", "any", "no"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "either",
                       "neither", "each", "such"))


def left_edge(head: Token) -> int:
    """The first token of the noun phrase."""
    left = head.i
    floor = max(head.sent.start, head.i - _LEFT)
    members = {t.i for t in head.subtree}
    while left > floor and ((left - 1 in members and head.doc[left - 1].dep_ not in ("relcl", *SUBJECTS))
                            or _joins(head.doc, left)):
        left -= 1
    while left < head.i and not _may_begin(head.doc[left]):
        left += 1
    return left


def _may_begin(token: Token) -> bool:
    """Can a noun phrase begin with a token?"""
    verbal = token.pos_ in ("ADP", "CCONJ", "VERB", "AUX", "SPACE") and token.tag_ not in ("VBN", "VBG")
    return not (token.is_punct or token.tag_ == "PRP" or verbal)


def headline_verb(lexicon: AgreementWords, head: Token, left: int) -> Token | None:
    """The verb of a headline that the parser took for a noun: "A and B seal deal", "A denounces pact with B"."""
    if kind_of(head) not in ("title", "standfirst"):
        return None
    for token in head.doc[left + 1:head.i]:
        lemma = token.lemma_.lower()
        made = lemma in lexicon.dating and (token.pos_ != "ADJ" or token.nbor(-1).pos_ == "PROPN")
        ended = lexicon.status_of.get(lemma.removesuffix("s")) in _ENDED and token.lower_.endswith("s")
        if (made or ended) and token.tag_ not in ("VBN", "VBG"):
            return token
    return None


def _joins(doc: Doc, left: int) -> bool:
    """Does a dash tie the word at `left` to the one before it: "the Chad-Niger accord"?"""
    before, here, after = doc[left - 1], doc[left], doc[left + 1:left + 2].text
    return before.text in _DASHES or (here.text in _DASHES and before.pos_ == "PROPN") \
        or (before.dep_ in ("det", "amod") and here.pos_ == "PROPN" and after in _DASHES)


def right_edge(scene: Scene, head: Token) -> int:
    """The end of the prepositional phrases that follow the noun without a break."""
    right = head.i + 1
    for child in head.children:
        day = child.lower_ == "on" and scene.time_touches(*offsets(child.doc[child.i + 1:child.i + 2] or child))
        signed_in = child.lower_ in ("in", "at") and head.dep_ in ("dobj", "nsubjpass") \
            and head.head.lemma_ in scene.lexicon.dating  # "signed a treaty in Lima"
        if child.i == right and child.dep_ in ("prep", "dative") and child.lower_ in _LINKS and not (day or signed_in):
            right = plain_end(child)
    return right


def plain_end(preposition: Token) -> int:
    """Where a prepositional phrase ends, before commas and clauses that hang on it."""
    end = preposition.i + 1
    members = {t.i for t in preposition.subtree}
    while end in members:
        token = preposition.doc[end]
        listed = token.text == "," and any(t.dep_ == "conj" and t.i > end for t in preposition.subtree)
        if (token.is_punct and not listed and token.text not in ("-", "'", '"')) or token.dep_ in ("relcl", "acl") \
                or token.tag_ in ("WDT", "WP", "WRB") or token.lower_ in ("that", "which"):
            break
        end += 1
    while end > preposition.i + 1 and preposition.doc[end - 1].text in (",", "that"):
        end -= 1
    return end


def proper_end(scene: Scene, head: Token, left: int) -> int:
    """The end of a capitalised name that goes on after the noun: "Agreement on Port Access"."""
    doc = head.doc
    end = head.i + 1
    if not head.text[:1].isupper() or _title_case(head.sent):
        return end
    at = end
    while at < len(doc) and at < head.sent.end:
        token = doc[at]
        if token.text[:1].isupper() and not scene.time_touches(*offsets(token)):
            at += 1
            end = at
        elif token.lower_ == "in" and head.dep_ in ("dobj", "nsubjpass"):
            break  # "signed the Arica Accord in Lima": where it was signed, unless it is a subject's name
        elif token.lower_ in _NAME_LINKS and at + 1 < head.sent.end:
            at += 1
        else:
            break
    return end


def _title_case(sentence: Tokens) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return kind_of(sentence) in ("title", "heading") and 2 * sum(t.text[0].isupper() for t in words) > len(words) + 3


def proper_name(scene: Scene, doc: Doc, head: Token, left: int, proper: int) -> str | None:
    """The proper name: a capitalised noun with its modifiers and what follows, or proper modifiers."""
    if _title_case(head.sent):
        return None
    start = head.i
    while start > left and (doc[start - 1].text[:1].isupper() or doc[start - 1].text in ("-", "–")) \
            and not scene.time_touches(*offsets(doc[start - 1])) and start - 1 != head.sent.start:
        start -= 1
    if start < head.i and doc[start].lower_ in DEFINITE | INDEFINITE:
        start += 1
    capital = head.text[:1].isupper() and head.i != head.sent.start
    if proper > head.i + 1 or (capital and start < head.i):
        return scene.text(span_of(doc[start:proper]))
    return None


def acronym_of(doc: Doc, at: int, proper: int, right: int) -> tuple[str | None, int]:
    """The letters in brackets after a phrase, and where it then ends."""
    for place in (proper, right):
        if place + 2 < len(doc) and doc[place].text == "(" and doc[place + 2].text == ")" \
                and doc[place + 1].text.isupper() and len(doc[place + 1]) > 2:
            return doc[place + 1].text, max(right, place + 3)
    return None, at


def named_before(scene: Scene, doc: Doc, head: Token, left: int) -> Tokens | None:
    """The proper name to which the phrase stands in apposition: "NAFTA, a free-trade area"."""
    if left < 2 or doc[left - 1].text != "," or doc[left - 2].pos_ != "PROPN" or head.dep_ in SUBJECTS:
        return None
    start = left - 2
    while start > 0 and doc[start - 1].pos_ == "PROPN":
        start -= 1
    name = doc[start:left - 1]
    chain = scene.chain_at(*offsets(name))
    return None if chain is not None and scene.chains[chain].kind in ("person", "country", "place") else name


def words_of(name: Tokens | None) -> frozenset[str]:
    """The words of a name, if there is one."""
    return frozenset(t.lower_ for t in name) if name is not None else frozenset()


def distinctive(scene: Scene, doc: Doc, head: Token, left: int, proper: int) -> frozenset[str]:
    """The capitalised words that tell it from others: no dates, and no parties before the noun."""
    if _title_case(head.sent):
        return frozenset()
    words = []
    for token in doc[left:proper]:
        if token.i == head.i or not token.text[:1].isupper() or not token.is_alpha or token.i == head.sent.start:
            continue
        span = offsets(token)
        lower = token.lower_
        if scene.time_touches(*span) or lower in DEFINITE | INDEFINITE or lower in scene.lexicon.noun_of:
            continue
        chain = scene.chain_at(*span)
        party = chain is not None and scene.chains[chain].kind != "place" and scene.party_of(chain) is not None
        if not party or token.i > head.i:
            words.append(token.lower_)
    return frozenset(words)


def topic_of(doc: Doc, head: Token, left: int, right: int) -> frozenset[str]:
    """The common nouns that say what it is about: "the fishing protocol", "a memorandum on ports"."""
    nouns = [t for t in doc[left:head.i] if t.pos_ == "NOUN" and t.dep_ == "compound"]
    cue = next((t.i for t in doc[head.i + 1:right] if t.lower_ in ("on", "about", "concerning")), right)
    nouns += [t for t in doc[cue:right] if t.pos_ == "NOUN"]
    return frozenset(t.lemma_.lower() for t in nouns)
