"""Whom a phrase by itself tells to be the parties: "the X-Y pact", "a deal between X and Y", "talks with Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.edges import DEFINITE, plain_end
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.grammar import subject


def parties_of_phrase(scene: Scene, doc: Doc, head: Token, left: int, right: int) -> tuple[int, ...]:
    """Parties by the phrase itself: "the X-Y pact", "X's deal", "between X and Y", "with Y"."""
    before = scene.parties_in(*offsets(doc[left:head.i])) if left < head.i else ()
    found = [n for n in before if scene.chains[n].kind in ("country", "armed-group", "government")]
    helped = head.dep_ == "dobj" and head.head.lemma_.lower() in scene.lexicon.mediating
    for child in head.children:
        if helped and child.lower_ == "with":
            continue  # "brokered the truce with Ethiopia": with whose help, not with whom
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "among") and child.i < right + 3:
            span = offsets(doc[child.i:plain_end(child)])
            found.extend(scene.parties_in(*span, places=child.lower_ == "between"))
            if child.lower_ == "with" and head.dep_ == "pobj" and head.head.lower_ == "under":
                found.extend(_doers(scene, head.head.head))  # "A dropped its objection under an understanding with B"
    for clause in (c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i < right + 8):
        for child in clause.children:  # "an accord signed in 2019 between A and B"
            if child.dep_ == "prep" and child.lower_ == "between":
                found.extend(scene.parties_in(*offsets(doc[child.i:plain_end(child)]), places=True))
    for token in doc[head.i + 1:right]:  # "the Treaty on the State Border between A and B"
        if token.lower_ == "between" and token.head != head:
            found.extend(scene.parties_in(*offsets(doc[token.i:max(plain_end(token), right)]), places=True))
    found = found or [*_talkers(scene, head)] or [*_of_both(scene, head)]
    if head.dep_ == "dobj" and head.head.lemma_ == "have":
        found.extend(_doers(scene, head.head))
    return tuple(dict.fromkeys(found or _around(scene, head, left)))


def _around(scene: Scene, head: Token, left: int) -> Iterator[int]:
    """Parties by the clause: "A buys gas from B under a contract", "A and B have been trying to finish a treaty"."""
    doc = head.doc
    if head.dep_ == "pobj" and head.head.lower_ == "under":
        yield from _doers(scene, head.head.head)
    elif head.dep_ in ("dobj", "pobj") and doc[left].lower_ not in DEFINITE \
            and (who := _subject_above(head)) is not None and who.i < left:
        several = scene.parties_in(*offsets(doc[who.left_edge.i:who.right_edge.i + 1]), places=True)
        yield from several if len(several) > 1 else ()


def _of_both(scene: Scene, head: Token) -> tuple[int, ...]:
    """ "The joint declaration of A and B": two states at least, for one alone may be what it is about."""
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    both = scene.parties_in(*offsets(head.doc[of.i:plain_end(of)]), places=True) if of is not None else ()
    return both if len(both) > 1 and all(scene.chains[n].kind == "country" for n in both) else ()


def _talkers(scene: Scene, head: Token) -> Iterator[int]:
    """Who talks of an agreement: "talks between A and B on a treaty", "A broke off negotiations with B on a deal"."""
    if head.dep_ != "pobj" or head.head.head.lemma_.lower() not in scene.lexicon.talks:
        return
    talks = head.head.head
    named: list[int] = []
    for child in talks.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "with", "among"):
            named.extend(scene.parties_in(*offsets(child.doc[child.i:plain_end(child)]), places=True))
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
        who = verb.head if verb.head.pos_ in ("NOUN", "PROPN") else None
    things = [c for c in verb.children if c.dep_ == "dobj"]
    partners = [p for t in (verb, *things) for c in t.children if c.dep_ in ("prep", "dative")
                and c.lower_ in ("from", "with", "to") for p in c.children if p.dep_ == "pobj"]
    for word in filter(None, (who, *partners)):
        right = min([word.right_edge.i + 1, *(c.left_edge.i for c in word.children if c.dep_ == "relcl")])
        for party in scene.parties_in(*offsets(word.doc[word.left_edge.i:right]), places=True):
            if scene.chains[party].kind in ("country", "armed-group", "government"):
                yield party


def makers_before(scene: Scene, verb: Token | None) -> tuple[int, ...]:
    """The parties named before a headline\'s verb."""
    return () if verb is None else scene.parties_in(*offsets(verb.doc[verb.sent.start:verb.i]))
