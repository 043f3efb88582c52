"""What an agreement itself lays down: "the pact covers …", "a deal to free …", "a text that lets …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import ProvisionModality
from dragoman.reading.agreements.clauses import (
    clause_tokens,
    infinitives_after,
    item_tokens,
    items,
    provision,
    verb_conjuncts,
)
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.edges import plain_end
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import offsets
from dragoman.reading.agreements.tallies import number
from dragoman.reading.agreements.telling import Telling
from dragoman.text.factuality import is_negative
from dragoman.text.grammar import SUBJECTS, is_passive, subject

_OBLIGING = frozenset(("oblige", "commit", "require", "bind"))


class Contents:
    """Reads what stands in an agreement by what is said of the agreement itself."""

    def __init__(self, telling: Telling):
        self.telling, self.scene, self.lexicon = telling, telling.scene, telling.lexicon

    def of_phrase(self, draft: Draft, phrase: Phrase, *, headline: bool) -> None:
        """The terms and aims that a phrase for an agreement tells of it."""
        for verb in self._infinitives(phrase):
            if verb.lemma_.lower() in self.lexicon.purposes:
                self.telling.aim(draft, verb)
            elif not headline:
                self.telling.add(draft, self.telling.row(verb, "committed"), verb)
        if not headline:
            self._amount(draft, phrase)
            self._that(draft, phrase)
        for verb in self._verbs_of(phrase):
            lemma = verb.lemma_.lower()
            if lemma in self.lexicon.aiming:
                for aim in (v for c in verb.children if c.dep_ in ("xcomp", "ccomp") for v in verb_conjuncts(c)):
                    self.telling.aim(draft, aim)
            elif not headline and lemma in self.lexicon.content_of and not is_passive(verb):
                self.tell(draft, verb, self.lexicon.content_of[lemma])

    def _amount(self, draft: Draft, phrase: Phrase) -> None:
        """ "A memorandum on the supply of 2 billion cubic metres": how much of what is agreed."""
        near = phrase.head.doc[phrase.head.i + 1:min(phrase.right + 5, phrase.sentence.end)]
        for preposition in (c for c in near if c.dep_ == "prep" and c.lower_ in ("on", "for")):
            for thing in (c for c in preposition.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                counted = any(number(t) is not None and not self.scene.time_touches(*offsets(t)) for t in thing.subtree)
                if counted:
                    tokens = thing.doc[thing.left_edge.i:plain_end(preposition)]
                    row = provision(self.scene, thing, "committed", tokens=tokens, thing=thing)
                    self.telling.add(draft, row, thing)

    def _that(self, draft: Draft, phrase: Phrase) -> None:
        """ "An understanding that no bombs would follow": what was agreed is told in a clause."""
        after = phrase.head.doc[phrase.right:min(phrase.right + 2, phrase.sentence.end)]
        mark = next((t for t in after if t.lower_ == "that" and t.dep_ == "mark"), None)
        if mark is None or phrase.right > mark.i or not any(c.tag_ == "MD" for c in mark.head.children):
            return
        verb = mark.head
        if subject(verb) is not None and phrase.head.i < subject(verb).i:  # type: ignore[union-attr]
            tokens = clause_tokens(verb, begin=mark.i + 1)
            self.telling.add(draft, provision(self.scene, verb, "committed", tokens=tokens), verb)

    def _infinitives(self, phrase: Phrase) -> Iterator[Token]:
        """ "A deal to free …", "signed an agreement on Monday to free …", "agreed to stop …"."""
        heads = [phrase.head]
        if phrase.head.dep_ in ("dobj", "pobj", "nsubjpass") and phrase.head.head.lemma_ in self.lexicon.status_of:
            heads.append(phrase.head.head)
        for head in heads:
            for child in head.children:
                if child.tag_ == "VB" and child.i > phrase.head.i and child.dep_ in ("acl", "relcl", "advcl", "xcomp") \
                        and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
                    yield from verb_conjuncts(child)

    def _verbs_of(self, phrase: Phrase) -> Iterator[Token]:
        """The verbs whose subject is the agreement, or whose clause is about it: "a text that lets …"."""
        head = phrase.head
        if (head.dep_ in SUBJECTS or _is_lost_subject(head)) and (
                head.head.pos_ in ("VERB", "AUX") or head.head.lemma_ in self.lexicon.content_of):
            yield from verb_conjuncts(head.head)
        if head.dep_ in SUBJECTS or phrase.left - phrase.sentence.start < 2:
            yield from self._further(head)
        for verb in phrase.sentence:
            if verb.pos_ != "VERB" or verb.dep_ not in ("relcl", "acl"):
                continue
            mine = phrase.holds(verb.head)
            which = any(c.dep_ in SUBJECTS and c.tag_ in ("WDT", "WP") for c in verb.children)
            if mine and (which or verb.tag_ == "VBG"):
                yield from verb_conjuncts(verb)

    def _further(self, head: Token) -> Iterator[Token]:
        """The other verbs of a list that the parser did not see as one: "the text keeps A, adds B and sets up C"."""
        known = {v.i for v in verb_conjuncts(head.head)}
        for verb in head.doc[head.i + 1:head.sent.end]:
            own = any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)
            if verb.i not in known and verb.tag_ in ("VBZ", "VBP") and verb.dep_ in ("ROOT", "conj", "parataxis") \
                    and not own and verb.lemma_.lower() in self.lexicon.content_of:
                yield verb

    def tell(self, draft: Draft, verb: Token, modality: ProvisionModality) -> None:
        """The terms in the object of a verb that tells an agreement's contents."""
        if is_negative(verb) or self.scene.is_quoted(*offsets(verb)):
            return
        target = next((c for c in verb.children if c.dep_ == "dobj" or (
            c.dep_ in ("nsubj", "appos") and c.i > verb.i)), None)
        if self._barred(draft, verb, target):
            return
        if target is not None and self.scene.time_touches(*offsets(target)):
            return
        complement = _complement(verb, target)
        if complement is not None:
            bound = target is not None and complement.dep_ == "xcomp" and verb.lemma_.lower() in _OBLIGING
            mine = subject(complement)
            own = mine if mine != subject(verb) else None  # "talks included opening a base": not the talks open it
            owner = target if bound else own or target  # "obliges X to clear": X is to clear
            for clause in verb_conjuncts(complement):
                row = provision(self.scene, clause, modality, obligor=owner if owner is not None else clause,
                                tokens=_with(owner, clause))
                self.telling.add(draft, row, clause)
            if verb.lemma_.lower() in _OBLIGING:
                self.rest(draft, verb, owner)
            self.telling.set_done(verb)
            return
        things = [target] if target is not None else []
        to = [p for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to" for p in c.children
              if p.dep_ in ("pobj", "pcomp")]
        obliged = target if to and verb.lemma_.lower() in _OBLIGING else None  # "commits X to nine million tonnes"
        if not things or obliged is not None:
            things = [p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("for", "on", "to", "with")
                      for p in c.children if p.dep_ in ("pobj", "pcomp")]
        things += [c for c in verb.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")
                   and target is not None and c.i > target.i]
        for whole in (t for t in things if self._is_thing(t)):
            for thing in items(whole):
                words = item_tokens(thing)
                if "not" in (words[0].lower_, verb.doc[max(0, words.start - 1)].lower_):
                    continue  # "nine tonnes, not ten"
                if len(items(whole)) == 1 == len(things) and thing.i > verb.i:
                    words = verb.doc[words.start:max(words.end, clause_tokens(verb).end)]  # with how and by when
                if thing == items(whole)[0] and whole.i < thing.i:
                    words = verb.doc[item_tokens(whole).start:words.end]  # "training in A, B and C"
                row = self.telling.row(thing, modality) if thing.pos_ == "VERB" else provision(
                    self.scene, verb, modality, tokens=words, thing=thing,
                    obligor=obliged if obliged is not None else verb)
                self.telling.add(draft, row, verb)

    def _barred(self, draft: Draft, verb: Token, target: Token | None) -> bool:
        """ "It bars them from coming closer": what is forbidden stands after `from`."""
        what = next((p for c in verb.children if c.lower_ == "from" for p in c.children if p.dep_ == "pcomp"), None)
        if what is None or target is None:
            return False
        tokens = verb.doc[verb.i:clause_tokens(what).end]
        self.telling.add(draft, provision(self.scene, verb, "committed", tokens=tokens, obligor=target), verb)
        return True

    def _is_thing(self, word: Token) -> bool:
        """Can a word by itself be what is laid down? A pronoun cannot, nor can a date ("it ends on 5 June")."""
        return word.pos_ != "PRON" and word.tag_ not in ("DT", "WDT", "WP") and (
            word.pos_ == "VERB" or not self.scene.time_touches(*offsets(word)))

    def rest(self, draft: Draft, verb: Token, who: Token | None) -> None:
        """The further infinitives of a list, where the parse lost them: "…, to clear A, and B to open C"."""
        for other, tokens in infinitives_after(self.scene, verb):
            head = tokens[1 + (tokens[0].lower_ == "not")]
            if not self.telling.is_done(head):
                self.telling.add(draft, provision(self.scene, head, "committed", tokens=tokens,
                                           obligor=other if other is not None else who), head)


def _complement(verb: Token, target: Token | None) -> Token | None:
    """The verb of the clause that tells what is to be done: "lets A do", "provides for A to do", "obliges A to do"."""
    found = next((c for c in verb.children if (c.dep_ in ("ccomp", "xcomp") and _is_clause(c))
                  or (c.dep_ == "advcl" and any(x.lower_ == "for" for x in c.children))), None)
    if found is not None or target is None:
        return found
    return next((c for c in (*target.children, *verb.children) if c.dep_ in ("acl", "relcl", "advcl")
                 and c.tag_ == "VB" and c.left_edge.i == target.right_edge.i + 1), None)  # the parser hangs it on A


def _is_clause(word: Token) -> bool:
    """Is it a verb, or what the parser took for a noun with a subject of its own: "lets 30 boats fish for tuna"?"""
    return word.pos_ == "VERB" or (word.dep_ == "ccomp" and any(c.dep_ in SUBJECTS for c in word.children))


def _is_lost_subject(head: Token) -> bool:
    """ "The protocol obliges A …": the parser took the noun right before the verb for a part of it."""
    return head.dep_ == "compound" and head.i + 1 == head.head.i and head.head.tag_ in ("VBZ", "VBP", "VBD")


def _with(owner: Token | None, clause: Token) -> Tokens:
    """A clause with its subject where that stands right before it."""
    own = clause_tokens(clause, begin=clause.i)
    if owner is not None and owner.i < clause.i and clause.i - owner.left_edge.i < 12:
        return clause.doc[owner.left_edge.i:own.end]
    return own
