"""Deeds that keep a promise: what an earlier sentence laid down is told as done, in part or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import Provision, Verdict
from dragoman.reading.agreements.clauses import actor, clause_tokens, clause_verbs
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.reading.agreements.tallies import Share, number, shares
from dragoman.reading.agreements.topics import Topics
from dragoman.text.factuality import is_negative, status_of
from dragoman.text.grammar import is_passive, subject

_OWED = frozenset(("promised", "agreed", "pledged", "required", "due", "owed", "foreseen", "envisaged", "stipulated",
                   "listed", "covered"))
_NOT = (" not ", " no longer ", " never ", " refrain ", " n't ")
_STAYING = frozenset(("still", "remain", "remains", "remained"))
_LEAVING = frozenset(("remain", "stay", "keep", "lack"))
_ONLY = frozenset(("only", "just", "barely", "merely", "partly", "partially", "half", "third", "quarter", "fraction"))
_HELPERS = frozenset(("to", "will", "would", "be", "'ll", "can", "may", "must", "should", "shall"))
_LINKS = ("of", "on", "in", "for", "to", "from", "at", "with", "by", "under", "and")
_DAYS = 31  # a greater number is no day of a month
_CLIMB = 8

Add = Callable[..., None]


class Deeds:
    """Sets what is told as done against what the report's agreements lay down."""

    def __init__(self, scene: Scene, topics: Topics, terms: list[tuple[Draft, Provision]], add: Add):
        self.scene, self.lexicon, self.topics, self.add = scene, scene.lexicon, topics, add
        self.terms = [(d, t) for d, t in terms if t.action and t.modality == "committed"]
        self.by_deed: dict[str, list[tuple[Draft, Provision]]] = {}
        for draft, term in self.terms:
            for verb in self._deeds(term):
                self.by_deed.setdefault(verb, []).append((draft, term))

    def of(self, sentence: Tokens) -> None:
        """The verdicts that a sentence's deeds and counts amount to."""
        for share in shares(sentence):
            self._counted(sentence, share)
        words = {t.lower_ for t in sentence}
        owed = not words.isdisjoint(_OWED)
        for verb in clause_verbs(sentence):
            if verb.lemma_.lower() in self.by_deed:
                self._done(verb)
            if owed:
                self._owed(sentence, verb)
        if self.terms and not words.isdisjoint(_STAYING):
            self._captive(sentence)

    def _deeds(self, term: Provision) -> Iterator[str]:
        """The verbs that tell that a term is kept: its own, or those whose noun it names ("the lifting of a ban")."""
        action = (term.action or "").split()[0]
        told = action.removesuffix("e") in term.text.lower()  # else it is the agreement that does it: "it requires …"
        if told or action not in self.lexicon.content_of:
            yield from self.lexicon.deeds_like.get(action, (action,))
        if action not in self.lexicon.content_of:
            return
        first = next((w for w in (term.object or "").lower().split() if w not in ("the", "a", "an", "all", "full")), "")
        for row in self.lexicon.deeds:
            if any(" " not in verb and first.startswith(verb.removesuffix("e")) for verb in row):
                yield from row

    # Deeds laid down before

    def _done(self, verb: Token) -> None:
        if not _is_told(verb) or verb.dep_ in ("acl", "amod", "relcl"):
            return
        negated = is_negative(verb)
        if self._freed_nobody(verb):
            return
        here = {t.lemma_.lower().removesuffix("s") for t in verb.subtree if t.pos_ in ("NOUN", "PROPN")}
        start = offsets(verb)[0]
        for draft, term in self.by_deed[verb.lemma_.lower()]:
            if term.evidence[0].end >= start or not self._about(verb, term) & here:
                continue
            spared = any(x in f" {term.text.lower()} " for x in _NOT)  # what was not to be done
            verdict: Verdict = "not-met" if negated != spared else "met"
            if not negated and not spared:
                verdict = self._measure(verb, term)
            self.add(draft, verdict, clause_tokens(verb), party=term.obligor)
            return

    def _freed_nobody(self, verb: Token) -> bool:
        """ "B has freed nobody": a party has not begun to do what was agreed."""
        none = any(c.dep_ == "dobj" and c.lower_ in ("nobody", "none", "nothing") for c in verb.children)
        who = subject(verb)
        party = self.scene.party_of(self.scene.chain_at(*offsets(who))) if none and who is not None else None
        for draft, term in self.by_deed[verb.lemma_.lower()] if party is not None else ():
            if party in draft.parties or party == self.scene.party_of(term.obligor):
                self.add(draft, "not-met", clause_tokens(verb), party=party)
                return True
        return False

    def _about(self, verb: Token, term: Provision) -> set[str]:
        """The nouns of what was to be done: the object's own, or all where the term names the deed by a noun."""
        words = [w.lower().strip("'’,.").removesuffix("s") for w in (term.object or term.text).split()]
        if term.object is None or (term.action or "").split()[0] in self.lexicon.content_of:
            return set(words)
        end = next((n for n, w in enumerate(words) if n and w in _LINKS), len(words))
        return set(words[max(0, end - 2):end])

    def _measure(self, verb: Token, term: Provision) -> Verdict:
        """Is all of it done, as far as words and numbers tell?"""
        told = next(shares(verb.doc[verb.left_edge.i:verb.right_edge.i + 1]), None)
        if told is not None:
            return told.verdict
        partly = any(t.lower_ in self.lexicon.partly | _ONLY for t in verb.subtree)
        due = [w.replace(",", "") for w in (term.object or "").split() if w.replace(",", "").isdigit()]
        done = [n for c in verb.children if c.dep_ in ("dobj", "nsubjpass") for t in (c, *c.children)
                if (n := number(t)) is not None]
        less = len(due) == 1 and len(done) == 1 and done[0] < float(due[0])
        return "partly-met" if partly or less else "met"

    # Counts

    def _counted(self, sentence: Tokens, share: Share) -> None:
        verb = _verb_of(share.token)
        if verb is None or status_of(verb)[0] != "asserted" or verb.lemma_ in ("vote", "say", "agree"):
            return
        owner = self._owner(sentence, verb, share)
        if owner is None:
            return
        draft, term = owner
        left = verb.lemma_.lower() in _LEAVING or any(t.lower_ == "still" for t in verb.children)
        not_done = is_negative(verb) and share.part > 0
        verdict: Verdict = "not-met" if left or not_done else share.verdict
        words = clause_tokens(verb)
        if not (words.start <= share.token.i < words.end and words.start <= share.end.i < words.end):
            words = sentence[0:len(sentence)]
        party, _ = actor(self.scene, subject(verb)) if not is_passive(verb) else (None, None)
        self.add(draft, verdict, words, party=party if party is not None or term is None else term.obligor)

    def _owner(self, sentence: Tokens, verb: Token, share: Share) -> tuple[Draft, Provision | None] | None:
        """Whose terms a count is about: one with the same number or deed, else the agreement that it names."""
        nouns = {t.lemma_.lower().removesuffix("s") for t in (*share.token.subtree, *verb.subtree) if t.pos_ == "NOUN"}
        whole = "" if share.whole is None else f"{share.whole:,.0f}"
        for draft, term in self.terms:
            words = {w.lower().strip(".,'’").removesuffix("s") for w in term.text.split()}
            figures = {w.strip(".,").replace(",", "") for w in term.text.split()}
            numbered = len(whole) > 1 and whole.replace(",", "") in figures
            same = share.whole is not None and counted(share) in term.text.lower()  # "one of the three camps"
            told = same or (bool(nouns & words) and (numbered or verb.lemma_.lower() in self._deeds(term)))
            if told or (numbered and (share.whole or 0) > _DAYS):
                return draft, term
        lower = {t.lower_ for t in sentence}
        lemmas = {t.lemma_.lower() for t in sentence}
        draft_named = self.topics.of_paragraph(sentence)
        if draft_named is not None and (lower & _OWED or lemmas & self.lexicon.parts - {"term", "text", "part"}) \
                and (verb.lemma_.lower() in self.lexicon.deeds_like or verb.lemma_.lower() in self.lexicon.keeping):
            return draft_named, None
        main = self.topics.main
        if main is None or verb.lemma_.lower() not in self.lexicon.deeds_like or not _is_definite(share):
            return None
        party = self.scene.party_of(actor(self.scene, subject(verb))[0]) if not is_passive(verb) else None
        truce = is_passive(verb) and self.topics.is_truce(main)
        return (main, None) if truce or (party is not None and party in main.parties) else None

    # What was owed

    def _owed(self, sentence: Tokens, verb: Token) -> None:
        """ "Had not built the road promised under the accord", "paid only a third of the royalties due"."""
        lemma = verb.lemma_.lower()
        if lemma not in self.lexicon.deeds_like or not _is_told(verb):
            return
        owed = next((t for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "ccomp") for t in c.subtree
                     if t.lower_ in _OWED and t.pos_ != "NOUN"), None)
        draft = self.topics.of_paragraph(sentence) if owed is not None else None
        if owed is None or draft is None:
            return
        under = owed.doc[owed.i + 1:owed.i + 2].text.lower() in ("under", "in", "by")
        partly = any(t.lower_ in self.lexicon.partly | _ONLY for t in verb.subtree)
        if is_negative(verb) or partly or under:
            party, _ = actor(self.scene, subject(verb)) if not is_passive(verb) else (None, None)
            self.add(draft, "not-met" if is_negative(verb) else "partly-met" if partly else "met", clause_tokens(verb),
                     party=party)

    def _captive(self, sentence: Tokens) -> None:
        """ "22 people were still behind bars": who was to be freed is not."""
        text = f" {sentence.text.lower()} "
        if not any(f" {x}" in text for x in self.lexicon.captive):
            return
        terms = [(d, t) for d, t in self.terms if "free" in self._deeds(t)]
        verb = next((v for v in clause_verbs(sentence) if any(f" {x}" in f" {clause_tokens(v).text.lower()} "
                     for x in self.lexicon.captive)), None)
        if terms and verb is not None:
            self.add(terms[0][0], "not-met", clause_tokens(verb), party=terms[0][1].obligor)


def counted(share: Share) -> str:
    """The whole with what is counted, as in the report: "three camps"; the numeral alone where nothing is."""
    noun = share.end.head if share.end.dep_ == "nummod" and share.end.head.i > share.end.i else share.end
    return share.end.doc[share.end.i:noun.i + 1].text.lower() if noun.i > share.end.i else "\0"


def _is_definite(share: Share) -> bool:
    """ "Six of the nine checkpoints", "twelve of the barge's 14 crew": of a number that is known."""
    return any(t.lower_ in ("the", "its", "their", "those") for t in share.token.doc[share.token.i + 1:share.end.i])


def _is_told(verb: Token) -> bool:
    """Is a deed told as done or as not done, and not as what shall be: "paid", "has not paid", "has yet to pay"?"""
    yet = verb.tag_ == "VB" and is_negative(verb) and not any(c.tag_ == "MD" for c in verb.children)
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    past = verb.tag_ in ("VBD", "VBN") and not helpers & _HELPERS
    return (past or yet) and status_of(verb)[0] == "asserted"


def _verb_of(token: Token) -> Token | None:
    """The verb that a count belongs to."""
    for _ in range(_CLIMB):
        if token.head == token:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "acl"):
            return token
    return token if token.pos_ in ("VERB", "AUX") else None
