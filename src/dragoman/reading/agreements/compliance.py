"""What a report says of an agreement's being kept, and who says it.

A heading that judges ("Obligations met") governs the paragraphs under it. In sentences, verbs of keeping
and breaking judge ("kept its word", "failed to meet", "was never carried out"), and so does what one party
lays to another's charge during a truce.
"""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import Provision, Verdict
from dragoman.reading.agreements.charges import Charges
from dragoman.reading.agreements.clauses import actor, clause_tokens, clause_verbs
from dragoman.reading.agreements.deeds import Deeds
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.headings import Headings
from dragoman.reading.agreements.scene import Scene, is_readable, offsets
from dragoman.reading.agreements.tallies import shares
from dragoman.reading.agreements.topics import Topics
from dragoman.reading.agreements.verdicts import Verdicts
from dragoman.text.factuality import is_negative, status_of
from dragoman.text.grammar import is_negated, subject
from dragoman.text.parse import kind_of

_WHOLE = frozenset(("full", "fully", "entirely", "completely"))
_OWED = frozenset(("due", "promised", "agreed", "pledged", "required"))  # "most of what was due"
_FACTS = ("asserted", "denied")
_WORDS = frozenset(("word", "bargain"))
_DENYING = frozenset(("deny", "reject", "dispute", "contest", "dismiss", "refute"))
# What opens a clause that tells of nothing done yet: "until every article is carried out".
_AWAITING = frozenset(("until", "till", "unless", "once", "before", "if"))


class VerdictFinder:
    """Reads what is said of the keeping of a report's agreements."""

    def __init__(self, scene: Scene, drafts: list[Draft], terms: list[tuple[Draft, Provision]]):
        self.scene, self.lexicon, self.drafts = scene, scene.lexicon, drafts
        self.topics = Topics(scene, drafts)
        self.found = Verdicts(scene)
        self.deeds = Deeds(scene, self.topics, terms, self.found.add)
        self.headings = Headings(scene, self.topics, self.found)
        self.charges = Charges(scene, drafts, self.topics, self.found)

    def find(self) -> Verdicts:
        """Every verdict on every agreement, in order."""
        verdict: Verdict | None = None
        for doc in self.scene.parse.docs:
            if not len(doc):
                continue
            kind = kind_of(doc[0:1])
            if kind == "heading":
                verdict = self.headings.verdict_of(doc)
                continue
            if kind != "paragraph":
                continue
            if verdict is not None and self.headings.judge(doc, verdict):
                continue
            for sentence in filter(is_readable, doc.sents):
                self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Tokens) -> None:
        for verb in clause_verbs(sentence):
            lemma = verb.lemma_.lower()
            if lemma in self.lexicon.blaming:
                self.charges.blame(verb)
            elif lemma in self.lexicon.keeping or lemma in self.lexicon.breaking:
                self._kept(sentence, verb, broke=lemma in self.lexicon.breaking)
            elif lemma == "do":
                self._elliptic(verb)
            elif lemma in _DENYING:
                self.charges.deny(verb)
        self.deeds.of(sentence)
        self._idioms(sentence)
        for noun in sentence:
            if noun.lemma_.lower() in self.lexicon.breaches and noun.pos_ == "NOUN":
                self._breach(sentence, noun)
        self.charges.charge(sentence)

    def _kept(self, sentence: Tokens, verb: Token, *, broke: bool) -> None:
        draft = self._object(sentence, verb)
        if draft is None:
            return
        factuality, negated = status_of(verb)
        failing = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in self.lexicon.failing else None
        top = failing if failing is not None else verb
        if factuality not in _FACTS and not (failing is not None and status_of(failing)[0] == "asserted"):
            return
        if _is_awaited(verb):
            return
        denied = factuality == "denied" and not is_negated(verb)
        not_kept = (negated or denied or is_negated(verb)) != broke if failing is None else True
        short = self.lexicon.partly if not_kept else self.lexicon.partly - _WHOLE  # "in full", "not in full"
        partly = any(t.lower_ in short or _in_part(t) or _some_of(t) for t in verb.subtree)
        verdict: Verdict = "partly-met" if partly and not broke else "not-met" if not_kept else "met"
        part = verb.tag_ == "VBG" and verb.dep_ == "advcl"  # "…, completing its part of the accord"
        if verb.tag_ in ("VB", "VBG") and failing is None and not negated and not part:
            return
        party, _ = actor(self.scene, subject(top) if not _passive(verb) else None)
        by = self.scene.sources_of(*offsets(verb)) if denied else ()
        if party is None and by and not _passive(verb):
            party = self.scene.party_of(by[-1].chain)  # whose "his men" are, who denies it for them
        self.found.add(draft, verdict, _words(top), party=party, by=by or None)

    def _idioms(self, sentence: Tokens) -> None:
        """ "The accord stayed on paper", "the army freed nine drivers, as agreed", "the road should have been open"."""
        text = f" {sentence.text.lower()} "
        draft = self.topics.of_paragraph(sentence)
        root = sentence.root
        if draft is None:
            return
        party, _ = actor(self.scene, subject(root))
        if any(f" {x}" in text for x in self.lexicon.dead) and self.topics.phrases_in(sentence):
            self.found.add(draft, "not-met", clause_tokens(root))
        agreed = any(f" {x}" in text.replace(",", "") for x in self.lexicon.as_agreed)
        if agreed and status_of(root)[0] == "asserted" and root.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
            none = is_negated(root) or sentence[0].lower_ in ("nor", "neither")
            self.found.add(draft, "not-met" if none else "met", clause_tokens(root), party=party)
        self._nobody(sentence)
        for verb in clause_verbs(sentence):
            helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
            if helpers[:2] == ["should", "have"] and "under" in text.split():
                party, _ = actor(self.scene, subject(verb))
                self.found.add(draft, "not-met", clause_tokens(verb), party=party)

    def _nobody(self, sentence: Tokens) -> None:
        """ "Nobody has gone home under the accord", "no grain was shipped under it": nothing has come of it."""
        for phrase in self.topics.phrases_in(sentence):
            verb = phrase.head.head.head
            under = phrase.head.dep_ == "pobj" and phrase.head.head.lower_ == "under" and phrase.reference == "definite"
            perfect = verb.pos_ == "VERB" and verb.tag_ == "VBN" and any(
                c.lower_ in ("has", "have") for c in verb.children if c.dep_ == "aux")
            who = subject(verb) if under and perfect else None
            if who is not None and is_negative(verb) and status_of(verb)[0] == "asserted":
                party, _ = actor(self.scene, who)
                self.found.add(self.topics.draft_of(phrase), "not-met", clause_tokens(verb), party=party)

    def _breach(self, sentence: Tokens, noun: Token) -> None:
        """ "In breach of the deal", "had seen no violation of the truce"."""
        below = list(noun.subtree)
        phrase = next((p for p in self.topics.phrases_in(sentence) if noun.i < p.head.i and p.head in below), None)
        if phrase is None:
            return
        verb = noun
        while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head
        none = any(c.lower_ in ("no", "any") for c in noun.children) and (is_negated(verb) or any(
            c.lower_ == "no" for c in noun.children))
        party, _ = actor(self.scene, subject(verb)) if not none else (None, None)
        self.found.add(self.topics.draft_of(phrase), "met" if none else "not-met", clause_tokens(verb), party=party)

    def _object(self, sentence: Tokens, verb: Token) -> Draft | None:
        """The agreement whose terms a verb of keeping is about, or None where it is about something else."""
        targets = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
        targets += [p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("with", "by", "to", "on")
                    for p in c.children if p.dep_ == "pobj"]
        for target in targets:
            phrase = next((p for p in self.topics.phrases_in(sentence) if p.head in list(target.subtree)), None)
            if phrase is not None and (verb.lemma_ != "complete" or target.lemma_ in self.lexicon.parts):
                return self.topics.draft_of(phrase)
            parts = [p for c in target.children if c.lower_ == "of" for p in c.children]
            lemmas = {t.lemma_.lower() for t in (target, *parts)}
            if lemmas & (self.lexicon.parts | _WORDS) or any(t.lower_ in _OWED for t in target.subtree):
                return self.topics.of_paragraph(sentence)
            if target.lower_ == "it" and self.topics.paragraph_has(sentence):
                return self.topics.of_paragraph(sentence)
        return None

    def _elliptic(self, verb: Token) -> None:
        """ "A kept its word and B did not", "neither did so"."""
        who = subject(verb)
        before = verb.head if verb.dep_ == "conj" else None
        draft = self.topics.of_paragraph(verb.sent)
        if who is None or draft is None:
            return
        if is_negated(verb) and any(c.lower_ in ("has", "have", "had") for c in verb.children) and (
                verb.dep_ == "relcl" or any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in verb.children)):
            party, _ = actor(self.scene, who)  # "something that it has not done"
            if self.scene.party_of(party) in draft.parties:
                self.found.add(draft, "not-met", verb.sent, party=party)
            return
        if before is not None and before.lemma_.lower() in self.lexicon.keeping and is_negated(verb):
            party, _ = actor(self.scene, who)
            self.found.add(draft, "not-met", _words(verb), party=party)
        elif any(c.lower_ == "so" for c in verb.children) and status_of(verb)[0] == "asserted":
            neither = who.lower_ == "neither"
            party, _ = actor(self.scene, who) if not neither else (None, None)
            share = next(shares(verb.sent), None)  # "only nine of the 30 did so"
            done: Verdict = "met" if share is None else share.verdict
            self.found.add(draft, "not-met" if neither or is_negated(verb) else done, verb.sent, party=party)


def _is_awaited(verb: Token) -> bool:
    """Does the verb stand in a clause that tells of a state to come: "until every article is carried out"?"""
    clause = next((t for t in (verb, *verb.ancestors) if t.dep_ == "advcl"), None)
    return clause is not None and any(c.lower_ in _AWAITING for c in clause.children)


def _in_part(token: Token) -> bool:
    """ "Has been kept in part"."""
    return token.lower_ == "in" and any(c.lower_ == "part" and c.i == token.i + 1 for c in token.children)


def _some_of(token: Token) -> bool:
    """ "Four of the 12 boats"."""
    after = token.doc[token.i + 1:token.i + 6]
    return token.pos_ == "NUM" and after.text.startswith("of ") and any(t.pos_ == "NUM" for t in after)


def _passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _words(verb: Token) -> Tokens:
    """The clause of a verdict, with the subject."""
    return clause_tokens(verb)


def find_verdicts(scene: Scene, drafts: list[Draft], terms: list[tuple[Draft, Provision]]) -> Verdicts:
    """What is said of the keeping of a report's agreements, whose terms are known."""
    return VerdictFinder(scene, drafts, terms).find()
