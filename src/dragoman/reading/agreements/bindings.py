"""What parties bind themselves to: "undertook to …", "is to …", and modal verbs where terms are being told."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from dragoman.model.reading import Provision, ProvisionModality
from dragoman.reading.agreements.clauses import clause_tokens, item_tokens, items, provision, verb_conjuncts
from dragoman.reading.agreements.contents import Contents
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.scene import offsets
from dragoman.reading.agreements.telling import NEAR, Telling
from dragoman.text.factuality import is_negative, status_of
from dragoman.text.grammar import is_passive, subject
from dragoman.text.parse import span_of

_MODALS: dict[str, ProvisionModality] = {
    **dict.fromkeys(("will", "shall", "must", "would", "'ll"), "committed"),
    "should": "committed", **dict.fromkeys(("may", "can"), "permitted")}
_SAYING = frozenset(("say", "tell", "expect", "want", "hope", "think", "believe", "mean", "like", "see", "know",
                     "need", "deny", "argue", "claim", "insist", "accuse", "complain", "criticise", "criticize"))
_DURING = frozenset(("last", "run", "remain", "expire"))
_PERSONS = frozenset(("i", "he", "she", "we", "you", "who"))
_BOUND = frozenset(("due", "bound", "obliged", "required", "supposed"))


class Bindings:
    """Reads the terms that verbs lay on parties."""

    def __init__(self, telling: Telling, contents: Contents):
        self.telling, self.contents = telling, contents
        self.scene, self.lexicon, self.topics = telling.scene, telling.lexicon, telling.topics

    def of_verb(self, draft: Draft, verb: Token, *, told: bool) -> None:
        """The terms that a verb tells; `told` where its sentence says under which agreement."""
        lemma = verb.lemma_.lower()
        who = subject(verb)
        part = who is not None and who.lemma_.lower() in self.lexicon.parts and who.dep_ == "nsubj"
        if part and lemma in self.lexicon.content_of and verb.tag_ in ("VBZ", "VBP") and (told or self.telling.on):
            self.contents.tell(draft, verb, self.lexicon.content_of[lemma])  # "Article 6 provides for a committee"
        elif who is not None and who.lemma_.lower() in self.lexicon.talks and lemma in self.lexicon.content_of:
            self.contents.tell(draft, verb, "discussed")
        elif lemma in self.lexicon.committing and self._promises(draft, verb, who):
            return
        elif verb.dep_ == "acl" and verb.tag_ == "VBN" and lemma in self.lexicon.committing and who is None:
            self._promised(draft, verb)
        elif (lemma == "be" and self._is_to(draft, verb, who, told=told)) or (
                lemma == "have" and self._has_to(draft, verb, who, told=told)):
            return
        elif who is not None and self._in_force(verb, who):
            self.telling.add(draft, self.telling.row(verb, "committed", who), verb)
        elif told or self.telling.on or self.telling.since < NEAR:
            self._modal(draft, verb, told=told)

    def _promises(self, draft: Draft, verb: Token, who: Token | None) -> bool:
        complement = next((c for c in verb.children if c.tag_ == "VB" and (
            c.dep_ in ("xcomp", "ccomp") or (c.dep_ == "advcl" and _is_reflexive(verb, c)))), None)
        factuality, negated = status_of(verb)
        if complement is None or who is None or negated or factuality not in ("asserted", "planned"):
            return False
        if self._is_nobodys(draft, who):
            return False
        for clause in verb_conjuncts(complement):
            for row in self._listed(clause, who):
                self.telling.add(draft, self._of_company(draft, row, who), clause)
        self.contents.rest(draft, verb, who)
        self.telling.set_done(verb)
        return True

    def _is_nobodys(self, draft: Draft, who: Token) -> bool:
        """Is it somebody who acts for no party, such as the head of an opposition?"""
        chain = self.scene.chain_at(*offsets(who))
        return chain is not None and len(draft.parties) > 1 and self.scene.chains[chain].kind in ("person", "group") \
            and who.pos_ == "PROPN" and self.scene.party_of(chain) is None

    def _listed(self, clause: Token, who: Token | None) -> Iterator[Provision]:
        """One provision for each thing that a clause lists: "to provide X with A and B"."""
        given = next((c for c in clause.children if c.dep_ in ("dobj", "dative")), None)
        supplied = next((p for c in clause.children if c.dep_ == "prep" and c.lower_ == "with"
                         for p in c.children if p.dep_ == "pobj"), None)
        goal = supplied if supplied is not None and given is not None else given
        listed = items(goal) if goal is not None else []
        if len(listed) < 2:
            yield self.telling.row(clause, "committed", who)
            return
        for thing in listed:
            yield provision(self.scene, clause, "committed", tokens=item_tokens(thing), obligor=who, thing=thing,
                            beneficiary=given if supplied is not None else None)

    def _promised(self, draft: Draft, verb: Token) -> None:
        """ "The council, promised for 1 July"."""
        if not self.scene.dates_in(*offsets(clause_tokens(verb, begin=verb.i))):
            return
        noun = verb.head
        tokens = noun.doc[noun.left_edge.i:max(t.i for t in verb.subtree) + 1]
        self.telling.add(draft, provision(self.scene, verb, "committed", tokens=tokens, thing=noun, obligor=verb), verb)

    def _is_to(self, draft: Draft, verb: Token, who: Token | None, *, told: bool) -> bool:
        """ "The army is to halt", "flights are due to begin"."""
        bound = next((c for c in verb.children if c.dep_ == "acomp" and c.lower_ in _BOUND), None)
        head = bound if bound is not None else verb
        complements = [c for c in head.children if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN")
                       and "to" in {x.lower_ for x in c.children} and "have" not in {x.lemma_ for x in c.children}]
        if bound is None and any(c.dep_ in ("acomp", "attr") for c in verb.children):
            return False
        if not complements or who is None or (bound is None and who.lemma_.lower() in self.lexicon.thoughts):
            return False
        person = who.lower_ in _PERSONS or (who.pos_ != "PRON" and self._kind(who) == "person")
        near = told or self.telling.on or self.telling.since < NEAR or self._is_party(draft, who)
        if not near or (person and not (told or self.telling.strong)):
            return False
        for clause in (v for c in complements for v in verb_conjuncts(c)):
            begin = who.left_edge.i if clause == complements[0] else None
            self.telling.add(draft, self.telling.row(clause, "committed", who, begin=begin), clause)
            self._gapped(draft, clause)
        return True

    def _has_to(self, draft: Draft, verb: Token, who: Token | None, *, told: bool) -> bool:
        """ "Each side has to accept inspections", "will have to scrap 38 of them": what is had to do is laid down."""
        duty = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i > verb.i
                     and any(x.lower_ == "to" and x.i == verb.i + 1 for x in c.children)), None)
        if duty is None or who is None or who.tag_ in ("WP", "WDT") or who.lower_ in _PERSONS:
            return False
        if is_negative(verb) or (verb.tag_ == "VBD" and not told) or self._is_opinion(verb):
            return False
        counted = self._is_party(draft, who) and any(t.like_num for t in duty.subtree)
        if not (told or self.telling.strong or (counted and self.telling.on)):
            return False
        for clause in verb_conjuncts(duty):
            begin = who.left_edge.i if clause == duty else None
            self.telling.add(draft, self.telling.row(clause, "committed", who, begin=begin), clause)
        self.telling.set_done(verb)
        return True

    def _gapped(self, draft: Draft, clause: Token) -> None:
        """ "A is to free 780 and B 360": B is bound, too."""
        for target in (c for c in clause.children if c.dep_ == "dobj"):
            for other in (c for c in target.children if c.dep_ == "conj"):
                number = next((c for c in other.children if c.dep_ == "nummod" and c.i == other.i + 1), None)
                chain = self.scene.chain_at(*offsets(other))
                if number is not None and self.scene.party_of(chain) is not None:
                    tokens = clause.doc[other.left_edge.i:number.i + 1]
                    self.telling.terms.provisions.append((draft, provision(
                        self.scene, clause, "committed", tokens=tokens, obligor=other, thing=number)))

    def _modal(self, draft: Draft, verb: Token, *, told: bool) -> None:
        """What shall, must or may be done, where the text tells of the agreement."""
        modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in _MODALS), None)
        who = subject(verb)
        lemma = verb.lemma_.lower()
        if who is None or lemma in _SAYING or (verb.dep_ == "advcl" and modal is None) or (
                modal is None and any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)):
            return
        quoted = self.scene.is_quoted(*offsets(verb)) or self.scene.is_quoted(*offsets(who))
        if quoted or (modal is None and lemma in ("be", "have")):
            return
        if modal is None and verb.dep_ == "relcl" and not any(c.lower_ == "under" for c in verb.children):
            return  # "fields that straddle the line"
        if who.lemma_.lower() in self.lexicon.talks:
            return
        present = verb.tag_ in ("VBZ", "VBP") and (told or lemma in _DURING)
        own = any(p.head == who for p in self.topics.phrases_in(verb.sent))
        bears = own and not told and lemma in self.lexicon.bearing  # "the accord comes after a year of raids"
        if bears or (modal is None and not (present and (told or own))):
            return
        near = told or own or self.telling.on or draft.kind in count_kinds(self.lexicon, verb.sent)
        if modal in ("would", "will", "'ll") and not told and who.pos_ == "PRON" and who.lower_ in _PERSONS:
            return
        if verb.dep_ == "relcl" and who.tag_ == "WP" and not (told or own):
            return  # "who may not be named"
        wished = modal in ("must", "may", "can", "should") and not (told or own or self.telling.strong)
        if wished and self._is_opinion(verb) and not self._is_party(draft, who):
            return
        caused = _caused(verb)
        if modal in ("would", "will", "can") and not (
                told or own or self.telling.strong or self._is_party(draft, who) or (near and (
                    caused is not None or is_passive(verb) or self._is_measured(verb, who)))):
            return
        if modal == "should" and not (told and any(c.lower_ == "have" for c in verb.children)):
            return
        if caused is not None:
            self.telling.add(draft, self.telling.row(caused, _MODALS[modal or "will"], subject(caused)), caused)
            return
        for clause in (v for v in verb_conjuncts(verb) if v == verb or v.lemma_.lower() not in _SAYING):
            own_modal = next((c.lower_ for c in clause.children if c.dep_ == "aux" and c.lower_ in _MODALS), modal)
            modality = _MODALS[own_modal] if own_modal else "committed"
            self.telling.add(draft, self.telling.row(clause, modality, who), clause)

    def _is_opinion(self, verb: Token) -> bool:
        """Is it what some person holds should be done?"""
        return any(s.kind in ("person", "official", "anonymous", "experts")
                   for s in self.scene.sources_of(*offsets(verb)))

    def _kind(self, who: Token) -> str | None:
        chain = self.scene.chain_at(*offsets(who))
        return None if chain is None else self.scene.chains[chain].kind

    def _is_measured(self, verb: Token, who: Token) -> bool:
        """Is it told of a thing, with a number or a limit: "watches will enter duty-free", "the fee will be 3%"?"""
        thing = who.pos_ == "NOUN" and self._kind(who) not in ("person", "media")
        sourced = bool(self.scene.sources_of(*offsets(verb)))
        return thing and not sourced and any(t.like_num or t.lower_.endswith("free") for t in verb.subtree)

    def _in_force(self, verb: Token, who: Token) -> bool:
        """ "It takes effect when …", "the pact cannot enter into force until …"."""
        own = who.lower_ == "it" or any(p.head == who for p in self.topics.phrases_in(verb.sent))
        return own and verb.tag_ != "VBD" and self.telling.is_idiom(verb)

    def _is_party(self, draft: Draft, who: Token) -> bool:
        chain = self.scene.chain_at(*offsets(who))
        party = self.scene.party_of(chain)
        known = party in draft.parties or (party is not None and not draft.parties)
        return known or who.lemma_.lower() in self.lexicon.sides | self.lexicon.bodies

    def _of_company(self, draft: Draft, row: Provision, who: Token) -> Provision:
        """ "The manufacturer undertook": it binds the one body among the agreement's parties that is no state."""
        called = who.lemma_.lower() in self.lexicon.companies and any(c.lower_ == "the" for c in who.children)
        bodies = [n for n in draft.parties if self.scene.chains[n].kind == "organization"]
        if row.obligor is not None or not called or len(bodies) != 1:
            return row
        return msgspec.structs.replace(row, obligor=bodies[0], evidence=(*row.evidence, span_of(who, "obligor")))


def _caused(verb: Token) -> Token | None:
    """ "The draft would have A take back 30,000": it is A that is to."""
    return next((c for c in verb.children if verb.lemma_ == "have" and c.dep_ == "ccomp" and c.tag_ in ("VB", "VBP")
                 and c.i > verb.i and any(x.dep_ == "nsubj" for x in c.children)
                 and not any(x.dep_ == "aux" for x in c.children)), None)


def _is_reflexive(verb: Token, clause: Token) -> bool:
    """ "Commit themselves to keep": the clause follows at once."""
    return verb.lemma_ in ("commit", "oblige", "bind", "pledge") and any(
        c.dep_ == "dobj" and c.text.endswith(("self", "selves")) for c in verb.children) and clause.i - verb.i < 5
