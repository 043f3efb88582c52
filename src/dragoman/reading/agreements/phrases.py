"""The phrases that name an agreement, or point back to one, with what each says of it by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.ontology.agreements import AgreementNoun, AgreementWords
from dragoman.reading.agreements.edges import (
    DEFINITE,
    INDEFINITE,
    acronym_of,
    distinctive,
    headline_verb,
    left_edge,
    named_before,
    proper_end,
    proper_name,
    right_edge,
    topic_of,
    words_of,
)
from dragoman.reading.agreements.kinds import weighed_kinds
from dragoman.reading.agreements.partners import makers_before, parties_of_phrase
from dragoman.reading.agreements.scene import Scene, is_readable, offsets
from dragoman.text.factuality import status_of
from dragoman.text.grammar import SUBJECTS
from dragoman.text.parse import span_of

Reference = Literal["indefinite", "definite", "bare", "pronoun"]

_POINTER = AgreementNoun(words=("it",), family="any", opens="never")
# Marks of a text other than the one spoken of: "another accord", "a parallel accord".
_OTHER = frozenset(("another", "second", "parallel", "separate", "similar", "additional", "further", "wider", "own",
                    "other"))
_EARLIER = frozenset(("previous", "earlier", "older", "old", "former"))
# An agreement that may come, or that is only thought of.
_FACELESS = frozenset(("any", "no", "such", "every", "possible", "eventual", "future", "lasting", "final"))
# What is hoped for and led up to is not there yet: "hopes of a treaty", "could pave the way for a truce".
_HOPES = frozenset(("hope", "prospect", "chance", "step", "way", "path", "road", "call", "appeal", "demand"))
_NEARLY = frozenset(("close", "near", "closer", "nearer"))  # "close to an agreement"
_SEEKING = frozenset(("seek", "want", "pursue", "near", "approach", "draft", "await", "need", "urge", "demand"))
_LEADING = frozenset(("lead", "open", "bring", "become", "follow", "grow", "turn", "result", "prompt"))


_SIGNING = frozenset(("sign", "initial", "ink"))
_AFTER_SIGNING = frozenset(("in", "at", "on", "for", "with", "last", "yesterday", "today", ".", ",", "here", "there",
                            "after", "during"))
CONCLUDING = frozenset(("conclude", "complete", "finish", "finalise", "finalize", "wrap"))


@dataclass(frozen=True, eq=False)
class Phrase:
    """A noun phrase, or a verb of agreeing, that stands for an agreement.

    `words` are the proper words that tell the agreement from others, without parties, places in their own
    right and dates; `kinds` counts the words of each kind in it; `when` is a date within the phrase;
    `sought` tells that there is no such agreement yet.
    """

    head: Token
    noun: AgreementNoun
    reference: Reference
    left: int
    right: int
    span: Span
    plural: bool = False
    name: str | None = None
    acronym: str | None = None
    words: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    kinds: Counter[str] = field(default_factory=Counter)
    parties: tuple[int, ...] = ()
    when: int | None = None
    sought: bool = False

    @property
    def sentence(self) -> Tokens:
        """The sentence that it stands in."""
        return self.head.sent

    @property
    def other(self) -> bool:
        """Is it said to be another than the one spoken of?"""
        return bool(self.modifiers & _OTHER)

    @property
    def earlier(self) -> bool:
        """Is it said to be older than the one spoken of?"""
        return bool(self.modifiers & _EARLIER)

    @property
    def faceless(self) -> bool:
        """Does it speak of no agreement in particular?"""
        return bool(self.modifiers & _FACELESS) or self.plural

    def holds(self, token: Token) -> bool:
        """Is a token part of the phrase?"""
        return token.doc is self.head.doc and self.left <= token.i < self.right


def find_phrases(scene: Scene) -> list[Phrase]:
    """The phrases of a report, in order."""
    found: list[Phrase] = []
    acronyms: dict[str, Phrase] = {}
    for doc in scene.parse.docs:
        block: list[Phrase] = []
        for token in (t for s in doc.sents if is_readable(s) for t in s):
            noun = _noun_at(token, scene.lexicon)
            if noun is not None and not _is_of_body(scene, token, noun):
                phrase = _phrase(scene, token, noun)
                if phrase.acronym:
                    acronyms[phrase.acronym] = phrase
                block.append(phrase)
            elif _points_back(token, scene.lexicon) or _signs(scene, token):
                block.append(Phrase(head=token, noun=_POINTER, reference="pronoun", left=token.i, right=token.i + 1,
                                    span=span_of(token)))
            elif token.text in acronyms and not any(p.holds(token) for p in block[-3:]):
                known = acronyms[token.text]
                block.append(replace(known, head=token, left=token.i, right=token.i + 1, span=span_of(token),
                                     reference="definite", parties=(), when=None, kinds=Counter()))
        found.extend(_outermost(block))
    return found


def _is_of_body(scene: Scene, token: Token, noun: AgreementNoun) -> bool:
    """Is it a word of a body's name: "the Council for National Renewal"?"""
    if token.pos_ != "PROPN" or noun.opens == "identified":
        return False
    chain = scene.chain_at(*offsets(token))
    return chain is not None and scene.chains[chain].kind in ("organization", "armed-group", "government")


def _dated_beside(scene: Scene, head: Token, right: int) -> list[int]:
    """The date right after a phrase: "a truce in July 2024", unless a verb of ending is what it dates."""
    doc = head.doc
    if right + 1 >= len(doc) or doc[right].lower_ not in ("in", "of") or head.dep_ in SUBJECTS:
        return []
    verb = head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    status = scene.lexicon.status_of.get(verb.lemma_.lower())
    ends = verb.lemma_.lower() in scene.lexicon.leaving | scene.lexicon.extending
    if ends or status not in (None, "signed", "agreed") or (status and status_of(verb)[0] in ("planned", "expected")):
        return []
    start, end = offsets(doc[right + 1:right + 5])
    return [n for n in scene.dates_in(start, end) if scene.times[n].start == start]


def _points_back(token: Token, lexicon: AgreementWords) -> bool:
    """Is it an `it` that does what agreements do: takes effect, lapses, replaces, lays down?"""
    if token.lower_ != "it":
        return False
    if token.dep_ == "dobj":  # "A and B signed it"
        return lexicon.status_of.get(token.head.lemma_.lower()) == "signed"
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    lemma = token.head.lemma_.lower()
    near = f"{lemma} " + " ".join(t.lower_ for t in token.doc[token.head.i + 1:token.head.i + 4]) + " "
    idiom = any(near.startswith(f"{x} ") for status, listed in lexicon.phrases.items() for x in listed
                if status != "terminated")  # who leaves an agreement is a party
    return idiom or lemma in lexicon.status_of or lemma in lexicon.content_of or lemma in lexicon.relation_of


def _signs(scene: Scene, verb: Token) -> bool:
    """ "Ministers A and B signed in Oslo", "A, who initialled for the rebels": people who put their names to what the
    report speaks of."""
    if verb.lemma_ not in _SIGNING or verb.tag_ not in ("VBD", "VBN") or verb.i + 1 >= len(verb.doc):
        return False
    if any(c.dep_ in ("dobj", "nsubjpass", "auxpass", "prt", "agent", "ccomp", "xcomp", "neg") for c in verb.children):
        return False
    if verb.nbor(1).lower_ not in _AFTER_SIGNING or any(
            c.dep_ == "aux" and c.lemma_ != "have" for c in verb.children):
        return False
    start = offsets(verb.sent)[0]
    return bool(scene.people_in(start, offsets(verb)[0]))


def _is_on(scene: Scene, doc: Doc, position: int) -> bool:
    """ "An agreement on Thursday": the day of the verb, not part of the name."""
    tokens = scene.parse.tokens_at(scene.times[position].start, scene.times[position].end)
    return tokens is not None and tokens.start > 0 and doc[tokens.start - 1].lower_ == "on"


def _is_inner(scene: Scene, head: Token, position: int) -> bool:
    """ "A protocol to the treaty of 1976": the date of the text named within the phrase."""
    start = scene.times[position].start
    return any(t.lemma_.lower() in scene.lexicon.noun_of and t.pos_ == "NOUN" and t.dep_ == "pobj"
               for t in head.doc[head.i + 1:head.right_edge.i + 1] if offsets(t)[1] <= start)


def _outermost(block: list[Phrase]) -> Iterator[Phrase]:
    """Without those that only name what another is about: `Agreement` in `Agreement Commission`."""
    for n, phrase in enumerate(block):
        beside = block[max(0, n - 3):n + 4]
        before = phrase.head.doc[max(0, phrase.head.i - 2):phrase.head.i].text.lower()
        inside = any(p is not phrase and p.left <= phrase.left and phrase.right <= p.right
                     and p.name and phrase.head.i < p.head.i for p in beside)
        if not inside and before != "memorandum of":
            yield phrase


def _noun_at(token: Token, lexicon: AgreementWords) -> AgreementNoun | None:
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    lemma = token.lemma_.lower()
    lower = token.lower_
    if lower not in lexicon.noun_ends and not {lemma, lower, lower.removesuffix("s")} & lexicon.noun_of.keys():
        return None  # most nouns
    pair = f"{token.doc[token.i - 1].lower_} {lower}" if token.i else lower
    hyphen = (f"{token.doc[token.i - 3].lower_}-{token.doc[token.i - 1].lower_} {lower}"
              if token.i > 2 and token.doc[token.i - 2].text == "-" else pair)
    noun = next((lexicon.noun_of[w] for w in (hyphen, pair, lemma, lower, lower.removesuffix("s"))
                 if w in lexicon.noun_of), None)
    if noun is None or (token.dep_ == "compound" and _is_noun(token.head) and token.head.i > token.i):
        return None
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if any(e in (pair, f"{lower} {after}") for e in lexicon.not_agreements):
        return None
    return noun


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN")


def _phrase(scene: Scene, head: Token, noun: AgreementNoun) -> Phrase:
    doc = head.doc
    left, right = left_edge(head), right_edge(scene, head)
    verb = headline_verb(scene.lexicon, head, left)
    left = left if verb is None else verb.i + 1
    proper = proper_end(scene, head, left)
    named = proper_name(scene, doc, head, left, proper)
    acronym, right = acronym_of(doc, max(right, proper), proper, right)
    start, end = offsets(doc[left:right])
    appositive = named_before(scene, doc, head, left)
    if appositive is not None:
        named = named or appositive.text
        acronym = acronym or (appositive.text if appositive.text.isupper() else None)
    dates = [n for n in scene.dates_in(start, end) if not _is_on(scene, doc, n) and not _is_inner(scene, head, n)]
    dates += _dated_beside(scene, head, right)
    sought = _is_sought(scene, head, _reference(doc, head, left))
    return Phrase(
        head=head, noun=noun, reference=_reference(doc, head, left), left=left, right=right,
        span=Span(start=start, end=end), plural=head.tag_ in ("NNS", "NNPS"), name=named, acronym=acronym,
        words=distinctive(scene, doc, head, left, proper) | words_of(appositive),
        modifiers=frozenset(t.lower_ for t in doc[left:head.i]), topic=topic_of(doc, head, left, right),
        kinds=weighed_kinds(scene.lexicon, head, left, right),
        parties=parties_of_phrase(scene, doc, head, left, right) or makers_before(scene, verb), sought=sought,
        when=dates[-1] if dates and not sought else None)


def _is_sought(scene: Scene, head: Token, reference: Reference) -> bool:
    """Is it one that there is not yet: "talks on a truce", "hopes of a treaty", "could lead to a deal"?"""
    if reference == "definite":
        return False
    word = head
    while word.dep_ in ("pobj", "prep", "dobj", "conj", "pcomp", "acomp") and word.head is not word:
        word = word.head
        if word.pos_ == "NOUN" and word.lemma_.lower() in scene.lexicon.talks and _is_concluded(word):
            return False
        if word.pos_ == "NOUN" and word.lemma_.lower() in scene.lexicon.talks | _HOPES:
            return True
        if word.pos_ == "ADJ" and word.lower_ in _NEARLY:
            return True
        if word.pos_ in ("VERB", "AUX"):
            lemma = word.lemma_.lower()
            return lemma in _SEEKING or (lemma in _LEADING and status_of(word)[0] in ("possible", "expected"))
    return False


def _is_concluded(talks: Token) -> bool:
    """ "Concluded talks on a treaty": there is one."""
    verb = talks.head
    return talks.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in CONCLUDING \
        and status_of(verb) == ("asserted", False)


def _reference(doc: Doc, head: Token, left: int) -> Reference:
    words = [t.lower_ for t in doc[left:head.i]]
    if any(t.dep_ == "poss" or t.tag_ == "POS" for t in doc[left:head.i]):
        return "definite"
    if words and words[0] in DEFINITE:
        return "definite"
    if any(w in INDEFINITE for w in words[:2]):
        return "indefinite"
    return "bare"
