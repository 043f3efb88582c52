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
from dragoman.reading.agreements.scene import Scene, is_readable, offsets
from dragoman.text.factuality import status_of
from dragoman.text.grammar import SUBJECTS, subject
from dragoman.text.parse import kind_of, span_of

Reference = Literal["indefinite", "definite", "bare", "pronoun"]

_DASHES = ("-", "–", "/")
_POINTER = AgreementNoun(words=("it",), family="any", opens="never")
_LEFT = 12  # words before the noun that may belong to it
_NAME_LINKS = ("of", "on", "for", "and", "the", "between", "&", "in", "to", "concerning")
_LINKS = ("of", "on", "for", "between", "with", "about", "to", "among", "over", "concerning", "around", "at", "in")
_INDEFINITE = frozenset(("a", "an", "another", "one", "some", "any", "no"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "either",
                       "neither", "each", "such"))
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
            if noun is not None:
                phrase = _phrase(scene, token, noun)
                if phrase.acronym:
                    acronyms[phrase.acronym] = phrase
                block.append(phrase)
            elif _points_back(token, scene.lexicon):
                block.append(Phrase(head=token, noun=_POINTER, reference="pronoun", left=token.i, right=token.i + 1,
                                    span=span_of(token)))
            elif token.text in acronyms and not any(p.holds(token) for p in block[-3:]):
                known = acronyms[token.text]
                block.append(replace(known, head=token, left=token.i, right=token.i + 1, span=span_of(token),
                                     reference="definite", parties=(), when=None, kinds=Counter()))
        found.extend(_outermost(block))
    return found


def _dated_beside(scene: Scene, head: Token, right: int) -> list[int]:
    """The date right after a phrase: "a truce in July 2024", unless a verb of ending is what it dates."""
    doc = head.doc
    if right + 1 >= len(doc) or doc[right].lower_ not in ("in", "of") or head.dep_ in SUBJECTS:
        return []
    verb = head.head if head.head.pos_ == "VERB" else head.head.head
    status = scene.lexicon.status_of.get(verb.lemma_.lower())
    ends = verb.lemma_.lower() in scene.lexicon.leaving | scene.lexicon.extending
    if ends or status not in (None, "signed", "agreed"):
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
    return lemma in lexicon.status_of or lemma in lexicon.content_of or lemma in lexicon.relation_of \
        or lemma in lexicon.phrase_heads


def _is_on(scene: Scene, doc: Doc, position: int) -> bool:
    """ "An agreement on Thursday": the day of the verb, not part of the name."""
    tokens = scene.parse.tokens_at(scene.times[position].start, scene.times[position].end)
    return tokens is not None and tokens.start > 0 and doc[tokens.start - 1].lower_ == "on"


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
    left, right = _left_edge(head), _right_edge(scene, head)
    verb = _headline_verb(scene.lexicon, head, left)
    left = left if verb is None else verb.i + 1
    proper = _proper_end(scene, head, left)
    named = _name(scene, doc, head, left, proper)
    acronym, right = _acronym(doc, max(right, proper), proper, right)
    start, end = offsets(doc[left:right])
    appositive = _named_before(scene, doc, head, left)
    if appositive is not None:
        named = named or appositive.text
        acronym = acronym or (appositive.text if appositive.text.isupper() else None)
    dates = [n for n in scene.dates_in(start, end) if not _is_on(scene, doc, n)]
    dates += _dated_beside(scene, head, right)
    sought = _is_sought(scene, head, _reference(doc, head, left))
    return Phrase(
        head=head, noun=noun, reference=_reference(doc, head, left), left=left, right=right,
        span=Span(start=start, end=end), plural=head.tag_ in ("NNS", "NNPS"), name=named, acronym=acronym,
        words=_distinctive(scene, doc, head, left, proper) | _split(appositive),
        modifiers=frozenset(t.lower_ for t in doc[left:head.i]), topic=_topic(doc, head, left, right),
        kinds=_weighed(scene.lexicon, head, left, right),
        parties=_parties(scene, doc, head, left, right) or _makers(scene, verb), sought=sought,
        when=dates[-1] if dates and not sought else None)


def _is_sought(scene: Scene, head: Token, reference: Reference) -> bool:
    """Is it one that there is not yet: "talks on a truce", "hopes of a treaty", "could lead to a deal"?"""
    if reference == "definite":
        return False
    word = head
    while word.dep_ in ("pobj", "prep", "dobj", "conj", "pcomp", "acomp") and word.head is not word:
        word = word.head
        if word.pos_ == "NOUN" and word.lemma_.lower() in scene.lexicon.talks | _HOPES:
            return True
        if word.pos_ == "ADJ" and word.lower_ in _NEARLY:
            return True
        if word.pos_ in ("VERB", "AUX"):
            lemma = word.lemma_.lower()
            return lemma in _SEEKING or (lemma in _LEADING and status_of(word)[0] in ("possible", "expected"))
    return False


def _left_edge(head: Token) -> int:
    left = head.i
    floor = max(head.sent.start, head.i - _LEFT)
    members = {t.i for t in head.subtree}
    while left > floor and ((left - 1 in members and head.doc[left - 1].dep_ not in ("relcl", *SUBJECTS))
                            or _joins(head.doc, left)):
        left -= 1
    while left < head.i and (head.doc[left].is_punct or (head.doc[left].pos_ in ("ADP", "CCONJ", "VERB", "AUX", "SPACE")
                             and head.doc[left].tag_ not in ("VBN", "VBG"))):
        left += 1
    return left


def _headline_verb(lexicon: AgreementWords, head: Token, left: int) -> Token | None:
    """The verb of a headline that the parser took for a noun: "A and B seal deal"."""
    if kind_of(head) not in ("title", "standfirst"):
        return None
    return next((t for t in head.doc[left:head.i] if t.lemma_.lower() in lexicon.dating and t.i > left
                 and t.pos_ != "ADJ" and t.tag_ not in ("VBN", "VBG")), None)


def _makers(scene: Scene, verb: Token | None) -> tuple[int, ...]:
    return () if verb is None else scene.parties_in(*offsets(verb.doc[verb.sent.start:verb.i]))


def _joins(doc: Doc, left: int) -> bool:
    """Does a dash tie the word at `left` to the one before it: "the Chad-Niger accord"?"""
    before, here, after = doc[left - 1], doc[left], doc[left + 1:left + 2].text
    return before.text in _DASHES or (here.text in _DASHES and before.pos_ == "PROPN") \
        or (before.dep_ in ("det", "amod") and here.pos_ == "PROPN" and after in _DASHES)


def _right_edge(scene: Scene, head: Token) -> int:
    """The end of the prepositional phrases that follow the noun without a break."""
    right = head.i + 1
    for child in head.children:
        day = child.lower_ == "on" and scene.time_touches(*offsets(child.doc[child.i + 1:child.i + 2] or child))
        if child.i == right and child.dep_ in ("prep", "dative") and child.lower_ in _LINKS and not day:
            right = _plain_end(child)
    return right


def _plain_end(preposition: Token) -> int:
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


def _proper_end(scene: Scene, head: Token, left: int) -> int:
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
        elif token.lower_ in _NAME_LINKS and at + 1 < head.sent.end:
            at += 1
        else:
            break
    return end


def _title_case(sentence: Tokens) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return kind_of(sentence) in ("title", "heading") and 2 * sum(t.text[0].isupper() for t in words) > len(words) + 3


def _name(scene: Scene, doc: Doc, head: Token, left: int, proper: int) -> str | None:
    """The proper name: a capitalised noun with its modifiers and what follows, or proper modifiers."""
    if _title_case(head.sent):
        return None
    start = head.i
    while start > left and (doc[start - 1].text[:1].isupper() or doc[start - 1].text in ("-", "–")) \
            and not scene.time_touches(*offsets(doc[start - 1])) and start - 1 != head.sent.start:
        start -= 1
    if start < head.i and doc[start].lower_ in _DEFINITE | _INDEFINITE:
        start += 1
    capital = head.text[:1].isupper() and head.i != head.sent.start
    if proper > head.i + 1 or (capital and start < head.i):
        return scene.text(span_of(doc[start:proper]))
    return None


def _acronym(doc: Doc, at: int, proper: int, right: int) -> tuple[str | None, int]:
    for place in (proper, right):
        if place + 2 < len(doc) and doc[place].text == "(" and doc[place + 2].text == ")" \
                and doc[place + 1].text.isupper() and len(doc[place + 1]) > 2:
            return doc[place + 1].text, max(right, place + 3)
    return None, at


def _named_before(scene: Scene, doc: Doc, head: Token, left: int) -> Tokens | None:
    """The proper name to which the phrase stands in apposition: "NAFTA, a free-trade area"."""
    if left < 2 or doc[left - 1].text != "," or doc[left - 2].pos_ != "PROPN" or head.dep_ in SUBJECTS:
        return None
    start = left - 2
    while start > 0 and doc[start - 1].pos_ == "PROPN":
        start -= 1
    name = doc[start:left - 1]
    chain = scene.chain_at(*offsets(name))
    return None if chain is not None and scene.chains[chain].kind in ("person", "country", "place") else name


def _split(name: Tokens | None) -> frozenset[str]:
    return frozenset(t.lower_ for t in name) if name is not None else frozenset()


def _distinctive(scene: Scene, doc: Doc, head: Token, left: int, proper: int) -> frozenset[str]:
    if _title_case(head.sent):
        return frozenset()
    words = []
    for token in doc[left:proper]:
        if token.i == head.i or not token.text[:1].isupper() or not token.is_alpha or token.i == head.sent.start:
            continue
        span = offsets(token)
        lower = token.lower_
        if scene.time_touches(*span) or lower in _DEFINITE | _INDEFINITE or lower in scene.lexicon.noun_of:
            continue
        chain = scene.chain_at(*span)
        party = chain is not None and scene.chains[chain].kind != "place" and scene.party_of(chain) is not None
        if not party or token.i > head.i:
            words.append(token.lower_)
    return frozenset(words)


def _topic(doc: Doc, head: Token, left: int, right: int) -> frozenset[str]:
    """The common nouns that say what it is about: "the fishing protocol", "a memorandum on ports"."""
    nouns = [t for t in doc[left:head.i] if t.pos_ == "NOUN" and t.dep_ == "compound"]
    cue = next((t.i for t in doc[head.i + 1:right] if t.lower_ in ("on", "about", "concerning")), right)
    nouns += [t for t in doc[cue:right] if t.pos_ == "NOUN"]
    return frozenset(t.lemma_.lower() for t in nouns)


def _weighed(lexicon: AgreementWords, head: Token, left: int, right: int) -> Counter[str]:
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
    return Counter({kind: hits for kind, words in lexicon.kinds.items()
                    if (hits := sum(w in here or (" " in w and (f" {w} " in text or f" {w} " in lower))
                                    for w in words))})


def count_kinds(lexicon: AgreementWords, tokens: Tokens) -> Counter[str]:
    """How many of the words of each kind stand among some tokens."""
    return _kinds(lexicon, iter(tokens))


def _parties(scene: Scene, doc: Doc, head: Token, left: int, right: int) -> tuple[int, ...]:
    """Parties by the phrase itself: "the X-Y pact", "X's deal", "between X and Y", "with Y"."""
    before = scene.parties_in(*offsets(doc[left:head.i])) if left < head.i else ()
    found = [n for n in before if scene.chains[n].kind in ("country", "armed-group", "government")]
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "among") and child.i < right + 3:
            span = offsets(doc[child.i:_plain_end(child)])
            found.extend(scene.parties_in(*span, places=child.lower_ == "between"))
    for clause in (c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i < right + 8):
        for child in clause.children:  # "an accord signed in 2019 between A and B"
            if child.dep_ == "prep" and child.lower_ == "between":
                found.extend(scene.parties_in(*offsets(doc[child.i:_plain_end(child)]), places=True))
    for token in doc[head.i + 1:right]:  # "the Treaty on the State Border between A and B"
        if token.lower_ == "between" and token.head != head:
            found.extend(scene.parties_in(*offsets(doc[token.i:max(_plain_end(token), right)]), places=True))
    if not found:
        found.extend(_talkers(scene, head))
    if head.dep_ == "pobj" and head.head.lower_ == "under" and not found:
        found.extend(_doers(scene, head.head.head))
    elif head.dep_ == "dobj" and head.head.lemma_ == "have":
        found.extend(_doers(scene, head.head))
    elif head.dep_ in ("dobj", "pobj") and not found and (who := _subject_above(head)) is not None and who.i < left:
        several = scene.parties_in(*offsets(doc[who.left_edge.i:who.right_edge.i + 1]), places=True)
        found.extend(several if len(several) > 1 else ())  # "A and B have been trying to finish a treaty"
    return tuple(dict.fromkeys(found))


def _talkers(scene: Scene, head: Token) -> Iterator[int]:
    """Who talks of an agreement: "talks between A and B on a treaty", "A broke off negotiations with B on a deal"."""
    if head.dep_ != "pobj" or head.head.head.lemma_.lower() not in scene.lexicon.talks:
        return
    talks = head.head.head
    named: list[int] = []
    for child in talks.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "among"):
            named.extend(scene.parties_in(*offsets(child.doc[child.i:_plain_end(child)]), places=True))
    who = _subject_above(talks) if talks.dep_ in ("dobj", "pobj") else None
    if named and who is not None and who.i < talks.i:
        yield from scene.parties_in(*offsets(who.doc[who.left_edge.i:who.i + 1]), places=True)
    yield from named


def _subject_above(head: Token) -> Token | None:
    """The subject of the clause that a noun stands in: "A and B are close to a deal"."""
    for _ in range(5):
        if head.head == head:
            return None
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return subject(head)
    return None


def _doers(scene: Scene, verb: Token) -> Iterator[int]:
    """Who does something under an agreement, and with whom: "X buys gas from Y under a contract"."""
    who = subject(verb)
    if who is not None and who.tag_ in ("WDT", "WP"):
        who = verb.head
    partners = [p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("from", "with", "to")
                for p in c.children if p.dep_ == "pobj"]
    for word in filter(None, (who, *partners)):
        right = min([word.right_edge.i + 1, *(c.left_edge.i for c in word.children if c.dep_ == "relcl")])
        for party in scene.parties_in(*offsets(word.doc[word.left_edge.i:right]), places=True):
            if scene.chains[party].kind in ("country", "armed-group", "government"):
                yield party


def _reference(doc: Doc, head: Token, left: int) -> Reference:
    words = [t.lower_ for t in doc[left:head.i]]
    if any(t.dep_ == "poss" or t.tag_ == "POS" for t in doc[left:head.i]):
        return "definite"
    if words and words[0] in _DEFINITE:
        return "definite"
    if any(w in _INDEFINITE for w in words[:2]):
        return "indefinite"
    return "bare"
