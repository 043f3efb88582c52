"""What agreements lay down, and what they are for.

A term is read from: what the agreement itself does ("the pact covers …"), an infinitive ("a deal to free
…"), a party's binding itself ("undertook to …", "is to …"), a modal verb where the text is telling of the
agreement ("under the deal the army would …"), talks ("discussions have included …"), and a participle
("the council, promised for 1 July").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import Aim, Provision, ProvisionModality
from dragoman.reading.agreements.clauses import (
    clause_tokens,
    clause_verbs,
    infinitives_after,
    item_tokens,
    items,
    provision,
    verb_conjuncts,
)
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.edges import plain_end
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import Scene, is_readable, offsets
from dragoman.reading.agreements.tallies import number
from dragoman.reading.agreements.topics import Topics
from dragoman.text.factuality import is_negative, status_of
from dragoman.text.grammar import SUBJECTS, is_passive, subject
from dragoman.text.parse import kind_of, span_of

_MODALS: dict[str, ProvisionModality] = {
    **dict.fromkeys(("will", "shall", "must", "would", "'ll"), "committed"),
    "should": "committed", **dict.fromkeys(("may", "can"), "permitted")}
_SAYING = frozenset(("say", "tell", "expect", "want", "hope", "think", "believe", "mean", "like", "see", "know",
                     "need"))
_DURING = frozenset(("last", "run", "remain", "expire", "enter", "take", "come"))
_NEAR = 4  # paragraphs in which what parties shall do is taken for a term of the agreement named before
_PERSONS = frozenset(("i", "he", "she", "we", "you", "who"))
_OBLIGING = frozenset(("oblige", "commit", "require", "bind"))
_BOUND = frozenset(("due", "bound", "obliged", "required", "supposed"))


@dataclass
class Terms:
    """The provisions and aims of each draft, as they are found."""

    provisions: list[tuple[Draft, Provision]] = field(default_factory=list)
    aims: list[tuple[Draft, Aim]] = field(default_factory=list)

    def of(self, draft: Draft) -> tuple[tuple[Provision, ...], tuple[Aim, ...]]:
        """A draft's provisions and aims, each text once, in order."""
        provisions: dict[str, Provision] = {}
        for owner, row in self.provisions:
            if owner is draft:
                provisions.setdefault(row.text.lower(), row)
        aims: dict[str, Aim] = {}
        for owner, aim in self.aims:
            if owner is draft:
                aims.setdefault(aim.text.lower(), aim)
        return tuple(provisions.values()), tuple(aims.values())


class TermFinder:
    """Reads the terms of a report's agreements, sentence by sentence."""

    def __init__(self, scene: Scene, drafts: list[Draft]):
        self.scene, self.lexicon, self.drafts = scene, scene.lexicon, drafts
        self.terms = Terms()
        self.topics = Topics(scene, drafts)
        self.telling = False  # is the text at this point telling what was agreed?
        self.section = False  # does a heading say so?
        self.since = _NEAR  # paragraphs since an agreement was named
        self.strong = False  # has the paragraph just told a term?
        self.done: set[tuple[int, int]] = set()

    def find(self) -> Terms:
        """Every term of every agreement."""
        for doc in self.scene.parse.docs:
            kind = kind_of(doc[0:1]) if len(doc) else "paragraph"
            here = self.topics.phrases_in(doc[0:len(doc)])
            if kind == "heading":
                self.telling = self.section = self._is_about_terms(doc[0:len(doc)], here)
                continue
            if kind in ("caption", "dateline"):
                continue
            before, self.strong = self.telling, False
            self.since = 0 if here else self.since + 1
            for sentence in filter(is_readable, doc.sents):
                phrases = [p for p in here if sentence.start <= p.head.i < sentence.end]
                self._sentence(sentence, phrases, headline=kind in ("title", "standfirst"))
            self.telling = self.section or (self.telling and (before or bool(here)))
        return self.terms

    def _verbs(self, sentence: Tokens) -> Iterator[Token]:
        """The verbs of a sentence, and what only looks like none: "enters into force"."""
        yield from clause_verbs(sentence)
        yield from (t for t in sentence if t.pos_ not in ("VERB", "AUX") and t.text.islower()
                    and t.lower_.removesuffix("s") in self.lexicon.phrase_heads and self._is_idiom(t))

    def _is_idiom(self, verb: Token) -> bool:
        lemma = verb.lemma_ if verb.pos_ == "VERB" else verb.lower_.removesuffix("s")
        near = f"{lemma} " + " ".join(t.lower_ for t in verb.doc[verb.i + 1:verb.i + 4]) + " "
        return any(near.startswith(f"{x} ") for x in self.lexicon.phrases["in-force"])

    def _is_about_terms(self, heading: Tokens, here: list[Phrase]) -> bool:
        words = {t.lemma_.lower() for t in heading}
        return bool(here) or bool(words & self.lexicon.parts) or bool(words & {"agree", "sign", "force"})

    def _sentence(self, sentence: Tokens, phrases: list[Phrase], *, headline: bool) -> None:
        topic = self.topics.at(sentence)
        if topic is None:
            return
        found = len(self.terms.provisions)
        for phrase in phrases:
            draft = self.topics.draft_of(phrase)
            self._of_phrase(draft, phrase, headline=headline)
        if not headline:
            under = self._under(sentence, phrases) or (topic if self._its_terms(sentence) else None)
            for verb in self._verbs(sentence):
                if (id(verb.doc), verb.i) not in self.done:
                    own = under or self._under_which(verb, phrases)
                    self._of_verb(own or topic, verb, told=own is not None)
        self.strong = len(self.terms.provisions) > found
        self.telling = self.section or self.strong or bool(phrases) or (
            self.telling and not any(t.tag_ == "VBD" and t.dep_ == "ROOT" for t in sentence))

    def _under(self, sentence: Tokens, phrases: list[Phrase]) -> Draft | None:
        """The agreement that the sentence is told under: "under the deal", "by the terms of the pact"."""
        for phrase in phrases:
            before = sentence.doc[max(sentence.start, phrase.left - 5):phrase.left]
            if any(t.lower_ in ("under", "per") for t in before) or (
                    any(t.lemma_.lower() in self.lexicon.parts for t in before) and phrase.head.dep_ == "pobj"):
                return self.topics.draft_of(phrase)
        return None

    def _under_which(self, verb: Token, phrases: list[Phrase]) -> Draft | None:
        """ "An agreement under which A lets B …"."""
        if verb.dep_ != "relcl" or not any(c.lower_ == "under" for c in verb.children):
            return None
        return next((self.topics.draft_of(p) for p in phrases if p.holds(verb.head)), None)

    def _its_terms(self, sentence: Tokens) -> bool:
        return any(c.lemma_.lower() in self.lexicon.parts for t in sentence if t.lower_ == "under" for c in t.children)

    def _add(self, draft: Draft, row: Provision, verb: Token) -> None:
        self.done.add((id(verb.doc), verb.i))
        if row.modality == "committed" and self._is_planned(draft):
            row = msgspec.structs.replace(row, modality="intended")
        if row.deadline is not None and row.deadline in draft.dates:  # the day of signing is no deadline
            row = msgspec.structs.replace(
                row, deadline=None, evidence=tuple(s for s in row.evidence if s.field != "deadline"))
        self.terms.provisions.append((draft, row))

    def _is_planned(self, draft: Draft) -> bool:
        """Is the agreement only planned or talked of?"""
        return bool(draft.makings) and not draft.dates and all(
            m.factuality != "asserted" or m.status in ("negotiating", "proposed") for m in draft.makings) and not any(
            m.unmakes for m in draft.makings)

    # What the agreement does

    def _of_phrase(self, draft: Draft, phrase: Phrase, *, headline: bool) -> None:
        for verb in self._infinitives(phrase):
            if verb.lemma_.lower() in self.lexicon.purposes:
                self._aim(draft, verb)
            elif not headline:
                self._add(draft, self._row(verb, "committed"), verb)
        if not headline:
            self._amount(draft, phrase)
        for verb in self._verbs_of(phrase):
            lemma = verb.lemma_.lower()
            if lemma in self.lexicon.aiming:
                for aim in (v for c in verb.children if c.dep_ in ("xcomp", "ccomp") for v in verb_conjuncts(c)):
                    self._aim(draft, aim)
            elif not headline and lemma in self.lexicon.content_of and not is_passive(verb):
                self._content(draft, verb, self.lexicon.content_of[lemma])

    def _amount(self, draft: Draft, phrase: Phrase) -> None:
        """ "A memorandum on the supply of 2 billion cubic metres": how much of what is agreed."""
        near = phrase.head.doc[phrase.head.i + 1:min(phrase.right + 5, phrase.sentence.end)]
        for preposition in (c for c in near if c.dep_ == "prep" and c.lower_ in ("on", "for")):
            for thing in (c for c in preposition.children if c.dep_ == "pobj" and c.pos_ == "NOUN"):
                counted = any(number(t) is not None and not self.scene.time_touches(*offsets(t)) for t in thing.subtree)
                if counted:
                    tokens = thing.doc[thing.left_edge.i:plain_end(preposition)]
                    self._add(draft, provision(self.scene, thing, "committed", tokens=tokens, thing=thing), thing)

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
        if head.dep_ in SUBJECTS and (head.head.pos_ in ("VERB", "AUX") or head.head.lemma_ in self.lexicon.content_of):
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

    def _content(self, draft: Draft, verb: Token, modality: ProvisionModality) -> None:
        if is_negative(verb) or self.scene.is_quoted(*offsets(verb)):
            return
        complement = next((c for c in verb.children if (c.dep_ in ("ccomp", "xcomp") and c.pos_ == "VERB")
                           or (c.dep_ == "advcl" and any(x.lower_ == "for" for x in c.children))), None)
        target = next((c for c in verb.children if c.dep_ == "dobj" or (c.dep_ == "nsubj" and c.i > verb.i)), None)
        if target is not None and self.scene.time_touches(*offsets(target)):
            return
        if complement is None and target is not None:  # "obliges X to clear": the parser hangs the verb on X
            complement = next((c for c in (*target.children, *verb.children) if c.dep_ in ("acl", "relcl", "advcl")
                               and c.tag_ == "VB" and c.left_edge.i == target.right_edge.i + 1), None)
        if complement is not None:
            bound = target is not None and complement.dep_ == "xcomp" and verb.lemma_.lower() in _OBLIGING
            owner = target if bound else subject(complement) or target  # "obliges X to clear": X is to clear
            for clause in verb_conjuncts(complement):
                row = provision(self.scene, clause, modality, obligor=owner if owner is not None else clause,
                                tokens=_with(owner, clause))
                self._add(draft, row, clause)
            if verb.lemma_.lower() in _OBLIGING:
                self._rest(draft, verb, owner)
            self.done.add((id(verb.doc), verb.i))
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
                row = self._row(thing, modality) if thing.pos_ == "VERB" else provision(
                    self.scene, verb, modality, tokens=words, thing=thing,
                    obligor=obliged if obliged is not None else verb)
                self._add(draft, row, verb)

    def _is_thing(self, word: Token) -> bool:
        """Can a word by itself be what is laid down? A pronoun cannot, nor can a date ("it ends on 5 June")."""
        return word.pos_ != "PRON" and word.tag_ not in ("DT", "WDT", "WP") and (
            word.pos_ == "VERB" or not self.scene.time_touches(*offsets(word)))

    def _aim(self, draft: Draft, verb: Token) -> None:
        tokens = clause_tokens(verb, begin=verb.i)
        self.terms.aims.append((draft, Aim(text=self.scene.text(span_of(tokens)), evidence=(span_of(tokens),))))
        self.done.add((id(verb.doc), verb.i))

    # What parties bind themselves to

    def _of_verb(self, draft: Draft, verb: Token, *, told: bool) -> None:
        lemma = verb.lemma_.lower()
        who = subject(verb)
        part = who is not None and who.lemma_.lower() in self.lexicon.parts and who.dep_ == "nsubj"
        if part and lemma in self.lexicon.content_of and verb.tag_ in ("VBZ", "VBP") and (told or self.telling):
            self._content(draft, verb, self.lexicon.content_of[lemma])  # "Article 6 provides for a committee"
        elif who is not None and who.lemma_.lower() in self.lexicon.talks and lemma in self.lexicon.content_of:
            self._content(draft, verb, "discussed")
        elif lemma in self.lexicon.committing and self._promises(draft, verb, who):
            return
        elif verb.dep_ == "acl" and verb.tag_ == "VBN" and lemma in self.lexicon.committing and who is None:
            self._promised(draft, verb)
        elif lemma == "be" and self._is_to(draft, verb, who, told=told):
            return
        elif who is not None and self._in_force(verb, who):
            self._add(draft, self._row(verb, "committed", who), verb)
        elif told or self.telling or self.since < _NEAR:
            self._modal(draft, verb, told=told)

    def _promises(self, draft: Draft, verb: Token, who: Token | None) -> bool:
        complement = next((c for c in verb.children if c.tag_ == "VB" and (
            c.dep_ in ("xcomp", "ccomp") or (c.dep_ == "advcl" and _is_reflexive(verb, c)))), None)
        factuality, negated = status_of(verb)
        if complement is None or who is None or negated or factuality not in ("asserted", "planned"):
            return False
        for clause in verb_conjuncts(complement):
            for row in self._listed(clause, who):
                self._add(draft, self._of_company(draft, row, who), clause)
        self._rest(draft, verb, who)
        self.done.add((id(verb.doc), verb.i))
        return True

    def _rest(self, draft: Draft, verb: Token, who: Token | None) -> None:
        """The further infinitives of a list, where the parse lost them: "…, to clear A, and B to open C"."""
        for other, tokens in infinitives_after(self.scene, verb):
            head = tokens[1 + (tokens[0].lower_ == "not")]
            if (id(verb.doc), head.i) not in self.done:
                self._add(draft, provision(self.scene, head, "committed", tokens=tokens,
                                           obligor=other if other is not None else who), head)

    def _listed(self, clause: Token, who: Token | None) -> Iterator[Provision]:
        """One provision for each thing that a clause lists: "to provide X with A and B"."""
        given = next((c for c in clause.children if c.dep_ in ("dobj", "dative")), None)
        supplied = next((p for c in clause.children if c.dep_ == "prep" and c.lower_ == "with"
                         for p in c.children if p.dep_ == "pobj"), None)
        goal = supplied if supplied is not None and given is not None else given
        listed = items(goal) if goal is not None else []
        if len(listed) < 2:
            yield self._row(clause, "committed", who)
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
        self._add(draft, provision(self.scene, verb, "committed", tokens=tokens, thing=noun, obligor=verb), verb)

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
        near = told or self.telling or self.since < _NEAR or self._is_party(draft, who)
        if not near or (person and not (told or self.strong)):
            return False
        for clause in (v for c in complements for v in verb_conjuncts(c)):
            begin = who.left_edge.i if clause == complements[0] else None
            self._add(draft, self._row(clause, "committed", who, begin=begin), clause)
            self._gapped(draft, clause)
        return True

    def _gapped(self, draft: Draft, clause: Token) -> None:
        """ "A is to free 780 and B 360": B is bound, too."""
        for target in (c for c in clause.children if c.dep_ == "dobj"):
            for other in (c for c in target.children if c.dep_ == "conj"):
                number = next((c for c in other.children if c.dep_ == "nummod" and c.i == other.i + 1), None)
                chain = self.scene.chain_at(*offsets(other))
                if number is not None and self.scene.party_of(chain) is not None:
                    tokens = clause.doc[other.left_edge.i:number.i + 1]
                    self.terms.provisions.append((draft, provision(
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
        if modal is None and not (present and (told or own)):
            return
        near = told or own or self.telling or draft.kind in count_kinds(self.lexicon, verb.sent)
        if modal in ("would", "will", "'ll") and not told and who.pos_ == "PRON" and who.lower_ in _PERSONS:
            return
        wished = modal in ("must", "may", "can", "should") and not (told or own or self.strong)
        if wished and self._is_opinion(verb) and not self._is_party(draft, who):
            return
        if modal in ("would", "will", "can") and not (
                told or own or self.strong or self._is_party(draft, who) or (near and is_passive(verb))
                or (near and self._is_measured(verb, who))):
            return
        if modal == "should" and not (told and any(c.lower_ == "have" for c in verb.children)):
            return
        for clause in verb_conjuncts(verb):
            own_modal = next((c.lower_ for c in clause.children if c.dep_ == "aux" and c.lower_ in _MODALS), modal)
            self._add(draft, self._row(clause, _MODALS[own_modal] if own_modal else "committed", who), clause)

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
        return own and verb.tag_ != "VBD" and self._is_idiom(verb)

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

    def _row(
        self, verb: Token, modality: ProvisionModality, who: Token | None = None, begin: int | None = None,
    ) -> Provision:
        tokens = clause_tokens(verb, begin=begin) if begin is not None else None
        return provision(self.scene, verb, modality, obligor=who if who is None or not is_passive(verb) else None,
                         tokens=tokens)


def _is_reflexive(verb: Token, clause: Token) -> bool:
    """ "Commit themselves to keep": the clause follows at once."""
    return verb.lemma_ in ("commit", "oblige", "bind", "pledge") and any(
        c.dep_ == "dobj" and c.text.endswith(("self", "selves")) for c in verb.children) and clause.i - verb.i < 5


def _with(owner: Token | None, clause: Token) -> Tokens:
    """A clause with its subject where that stands right before it."""
    own = clause_tokens(clause, begin=clause.i)
    if owner is not None and owner.i < clause.i and clause.i - owner.left_edge.i < 12:
        return clause.doc[owner.left_edge.i:own.end]
    return own


def find_terms(scene: Scene, drafts: list[Draft]) -> Terms:
    """The provisions and aims of a report's agreements."""
    return TermFinder(scene, drafts).find()

