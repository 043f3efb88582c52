"""What a report says of an agreement's being kept, and who says it.

A heading that judges ("Obligations met") governs the paragraphs under it. In sentences, verbs of keeping
and breaking judge ("kept its word", "failed to meet", "was never carried out"), and so does what one party
lays to another's charge during a truce.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.model.reading import Compliance, Provision, Source, Verdict
from dragoman.reading.agreements.clauses import actor, clause_tokens, clause_verbs, deadline_of, sector_of
from dragoman.reading.agreements.deeds import Deeds
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene, is_readable, offsets
from dragoman.reading.agreements.topics import Topics
from dragoman.text.factuality import status_of
from dragoman.text.grammar import SUBJECTS, is_negated, subject
from dragoman.text.parse import kind_of, span_of

_WHOLE = frozenset(("full", "fully", "entirely", "completely"))
_OWED = frozenset(("due", "promised", "agreed", "pledged", "required"))  # "most of what was due"
_FACTS = ("asserted", "denied")
_WORDS = frozenset(("word", "bargain"))
_DENYING = frozenset(("deny", "reject", "dispute", "contest", "dismiss", "refute"))
_CHARGED = 3  # verdicts back from a denial to the charge that it answers
_SAYING = frozenset(("say", "tell", "deny", "add", "note", "warn"))
# What tells of a shortfall: "mines remain", "only two of them", "it has yet to pay".
_SHORT = frozenset(("only", "remain", "yet", "still", "none", "nothing", "nobody", "without"))
# What opens a clause that tells of nothing done yet: "until every article is carried out".
_AWAITING = frozenset(("until", "till", "unless", "once", "before", "if"))
_PARAGRAPH = 70  # words; a judged paragraph is quoted so far


@dataclass
class Verdicts:
    """The compliance rows of each draft, as they are found."""

    rows: list[tuple[Draft, Compliance]]
    obligations: list[tuple[Draft, Provision]]

    def of(self, draft: Draft) -> tuple[Compliance, ...]:
        """A draft's rows, each once."""
        return tuple(dict.fromkeys(row for owner, row in self.rows if owner is draft))


class VerdictFinder:
    """Reads what is said of the keeping of a report's agreements."""

    def __init__(self, scene: Scene, drafts: list[Draft], terms: list[tuple[Draft, Provision]]):
        self.scene, self.lexicon, self.drafts = scene, scene.lexicon, drafts
        self.topics = Topics(scene, drafts)
        self.found = Verdicts([], [])
        self.deeds = Deeds(scene, self.topics, terms, self._add)

    def find(self) -> Verdicts:
        """Every verdict on every agreement, in order."""
        verdict: Verdict | None = None
        for doc in self.scene.parse.docs:
            if not len(doc):
                continue
            kind = kind_of(doc[0:1])
            if kind == "heading":
                verdict = self._heading(doc)
                continue
            if kind != "paragraph":
                continue
            if verdict is not None and self._judged(doc, verdict):
                continue
            for sentence in filter(is_readable, doc.sents):
                self._sentence(sentence)
        return self.found

    # Headings

    def _heading(self, doc: Doc) -> Verdict | None:
        text = " ".join(t.lower_ for t in doc if t.is_alpha)
        for verdict, cues in self.lexicon.verdicts.items():
            if any(f" {cue} " in f" {text} " for cue in cues):
                return verdict
        return None

    def _judged(self, doc: Doc, verdict: Verdict) -> bool:
        """One row for a paragraph with a label ("Returns: …"), else one for each of its own statements."""
        draft = self.topics.main
        if draft is None:
            return False
        if draft.derived is not None and draft.base is not None:
            draft = draft.base  # what a fresh addendum changes is what is judged
        label = next((t.i for t in doc[:6] if t.text == ":"), None)
        if label is not None:
            party = self._bound(doc, label + 1)
            self._add(draft, verdict, _first(doc), party=party, by=())
            self._obligation(draft, doc, party)
            return True
        judged: set[int | None] = set()
        for sentence in doc.sents:
            party = self._bound(doc, sentence.start, sentence.end)
            if party in judged or (judged and party is None) or not self._tells_keeping(sentence, party):
                continue  # what follows tells how and why
            judged.add(party)
            part = verdict == "met" and self._is_part(sentence)
            self._add(draft, "partly-met" if part else verdict, _quotable(sentence), party=party)
        return False

    def _tells_keeping(self, sentence: Tokens, party: int | None) -> bool:
        """Does a sentence under a judging heading tell what a party has done, or what is left to do?

        Not what somebody says, denies or charges, nor when the agreement ends, nor how many died.
        """
        root = sentence.root
        lemma = root.lemma_.lower()
        told = root.tag_ in ("VBD", "VBZ", "VBP", "VBN") and status_of(root)[0] == "asserted"
        if not told or lemma in _SAYING or lemma in self.lexicon.blaming:
            return False
        who = subject(root)
        if who is not None and any(p.head == who for p in self.topics.phrases_in(sentence)):
            return lemma in self.lexicon.keeping | self.lexicon.breaking
        words = {t.lower_ for t in sentence} | {t.lemma_.lower() for t in sentence}
        short = is_negated(root) or bool(words & (_SHORT | self.lexicon.partly | self.lexicon.committing))
        acts = who is not None and self.scene.party_of(actor(self.scene, who)[0]) is not None
        return short or (acts and party is not None)

    def _is_part(self, sentence: Tokens) -> bool:
        """ "212 out of 300", "half of them"."""
        words = [t.lower_ for t in sentence]
        return "out of" in " ".join(words) or any(w in self.lexicon.partly for w in words)

    def _obligation(self, draft: Draft, doc: Doc, party: int | None) -> None:
        """What a label names is an obligation, with the date that the paragraph calls its deadline."""
        first = next(iter(doc.sents))
        dated = next((s for s in doc.sents if any(t.lemma_ in ("deadline", "due") for t in s)), None)
        deadline = deadline_of(self.scene, dated[0:len(dated)], None) if dated is not None and dated != first else None
        span = span_of(_quotable(first))
        spans = [span]
        if deadline is not None:
            time = self.scene.times[deadline]
            spans.append(Span(start=time.start, end=time.end, field="deadline"))
        text = self.scene.text(span)
        self.found.obligations.append((draft, Provision(
            text=text, evidence=tuple(spans), modality="committed", obligor=party, sector=sector_of(self.scene, text),
            deadline=deadline)))

    def _bound(self, doc: Doc, left: int, right: int | None = None) -> int | None:
        """Who had to act in a judged paragraph: the first subject that is a party, else the first party named."""
        stretch = doc[left:right if right is not None else len(doc)]
        for verb in clause_verbs(stretch):
            for child in verb.children:
                if child.dep_ in SUBJECTS:
                    chain, _ = actor(self.scene, child)
                    if chain is not None and self.scene.party_of(chain) is not None:
                        return chain
        parties = self.scene.parties_in(*offsets(stretch)) if len(stretch) else ()
        return parties[0] if parties else None

    # Sentences

    def _sentence(self, sentence: Tokens) -> None:
        for verb in clause_verbs(sentence):
            lemma = verb.lemma_.lower()
            if lemma in self.lexicon.blaming:
                self._blame(verb)
            elif lemma in self.lexicon.keeping or lemma in self.lexicon.breaking:
                self._kept(sentence, verb, broke=lemma in self.lexicon.breaking)
            elif lemma == "do":
                self._elliptic(verb)
            elif lemma in _DENYING:
                self._denied(verb)
        self.deeds.of(sentence)
        self._idioms(sentence)
        for noun in sentence:
            if noun.lemma_.lower() in self.lexicon.breaches and noun.pos_ == "NOUN":
                self._breach(sentence, noun)
        self._charges(sentence)

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
        self._add(draft, verdict, _words(top), party=party, by=by or None)

    def _idioms(self, sentence: Tokens) -> None:
        """ "The accord stayed on paper", "the army freed nine drivers, as agreed", "the road should have been open"."""
        text = f" {sentence.text.lower()} "
        draft = self.topics.of_paragraph(sentence)
        root = sentence.root
        if draft is None:
            return
        party, _ = actor(self.scene, subject(root))
        if any(f" {x}" in text for x in self.lexicon.dead) and self.topics.phrases_in(sentence):
            self._add(draft, "not-met", clause_tokens(root))
        agreed = any(f" {x}" in text.replace(",", "") for x in self.lexicon.as_agreed)
        if agreed and status_of(root)[0] == "asserted" and root.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
            none = is_negated(root) or sentence[0].lower_ in ("nor", "neither")
            self._add(draft, "not-met" if none else "met", clause_tokens(root), party=party)
        for verb in clause_verbs(sentence):
            helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
            if helpers[:2] == ["should", "have"] and "under" in text.split():
                party, _ = actor(self.scene, subject(verb))
                self._add(draft, "not-met", clause_tokens(verb), party=party)

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
        self._add(self.topics.draft_of(phrase), "met" if none else "not-met", clause_tokens(verb), party=party)

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
                self._add(draft, "not-met", verb.sent, party=party)
            return
        if before is not None and before.lemma_.lower() in self.lexicon.keeping and is_negated(verb):
            party, _ = actor(self.scene, who)
            self._add(draft, "not-met", _words(verb), party=party)
        elif any(c.lower_ == "so" for c in verb.children) and status_of(verb)[0] == "asserted":
            neither = who.lower_ == "neither"
            party, _ = actor(self.scene, who) if not neither else (None, None)
            self._add(draft, "not-met" if neither or is_negated(verb) else "met", verb.sent, party=party)

    # Charges

    def _denied(self, verb: Token) -> None:
        """ "Denied the charge", "rejected this": who is charged with a breach disputes it."""
        target = next((c for c in verb.children if c.dep_ == "dobj"), None)
        who = subject(verb)
        party = self.scene.party_of(self.scene.chain_at(*offsets(who))) if who is not None else None
        if target is None or who is None or is_negated(verb) or not (
                target.lemma_.lower() in self.lexicon.charges or target.lower_ in ("this", "it", "that")):
            return
        for draft, row in reversed(self.found.rows[-_CHARGED:]):
            mine = party is not None and party in (self.scene.party_of(row.party), *draft.parties)
            if row.verdict in ("not-met", "partly-met") and (mine or row.party is None):
                words = clause_tokens(verb)
                by = self.scene.sources_of(*offsets(words)) or self._source(who, verb)
                self._add(draft, "disputed", words, party=party, by=by)
                return

    def _blame(self, verb: Token) -> None:
        """ "A accused B of shelling": B did not keep it, on A's word."""
        named = self.topics.phrases_in(verb.sent)
        draft = self.topics.draft_of(named[0]) if named else self.topics.in_force()
        accused = next((c for c in verb.children if c.dep_ == "dobj"), None)
        party, _ = actor(self.scene, accused)
        who = subject(verb)
        if draft is None or party is None or status_of(verb)[1]:
            return
        speaker = self.scene.party_of(self.scene.chain_at(*offsets(who))) if who is not None else None
        accused_of = self.scene.party_of(party)
        if not named and speaker is not None and accused_of is not None and not self._are_foes(accused_of, speaker):
            return  # an opposition's charge against its government is none of breaking a truce with others
        by = self.scene.sources_of(*offsets(clause_tokens(verb, begin=verb.i)))
        if not by and who is not None:
            by = self._source(who, verb)
        self._add(draft, "not-met", clause_tokens(verb, begin=verb.i), party=party, by=by)

    def _charges(self, sentence: Tokens) -> None:
        """What one party says of another's guns while a truce or a like promise should hold."""
        draft = self.topics.in_force()
        if draft is None:
            return
        for verb in clause_verbs(sentence):
            if verb.dep_ not in ("ccomp", "conj", "ROOT", "parataxis"):
                continue
            if is_negated(verb):
                self._omission(draft, verb)
                continue
            if verb.lemma_ == "have" and any(t.lower_ == "yet" for t in verb.children):
                self._outstanding(draft, verb)
                continue
            words = list(verb.subtree)
            hostile = [t for t in words if t.lemma_.lower() in self.lexicon.hostile | self.lexicon.hostile_nouns]
            by = self.scene.sources_of(*offsets(verb))
            if not hostile or not by or verb.lemma_.lower() in self.lexicon.blaming:
                continue
            speaker = self.scene.party_of(by[-1].chain) if by[-1].chain is not None else None
            accused = self._accused(hostile[0].sent, words, speaker)
            if speaker is not None and accused is not None and accused != speaker:
                self._add(draft, "not-met", clause_tokens(verb), party=accused, by=by)

    def _omission(self, draft: Draft, verb: Token) -> None:
        """What one party says that another has not done."""
        by = self.scene.sources_of(*offsets(verb))
        speaker = self.scene.party_of(by[-1].chain) if by and by[-1].chain is not None else None
        party, _ = actor(self.scene, subject(verb))
        accused = self.scene.party_of(party)
        perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
        if not perfect or accused is None:
            return
        told = not by and verb.dep_ == "ROOT" and accused in draft.parties and self.topics.paragraph_has(verb.sent)
        if told or (speaker is not None and accused != speaker and self._are_foes(accused, speaker)):
            self._add(draft, "not-met", clause_tokens(verb), party=party, by=by)

    def _outstanding(self, draft: Draft, verb: Token) -> None:
        """ "Both sides have yet to pull back their guns": what somebody says is still to do."""
        by = self.scene.sources_of(*offsets(verb))
        who = subject(verb)
        party, _ = actor(self.scene, who)
        sides = who is not None and who.lemma_.lower() in self.lexicon.sides
        if by and (sides or self.scene.party_of(party) is not None):
            self._add(draft, "not-met", clause_tokens(verb), party=None if sides else party, by=by)

    def _accused(self, sentence: Tokens, words: list[Token], speaker: int | None) -> int | None:
        """The other party, where the words name its guns, its lines or itself."""
        for token in words:
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            party = self.scene.party_of(self.scene.chain_at(*offsets(token)))
            if party is not None and party != speaker and self._are_foes(party, speaker):
                return party
        return None

    def _are_foes(self, party: int, speaker: int | None) -> bool:
        """Are they the parties of one agreement, or is one of them an armed group?"""
        both = {party, speaker}
        return any(both <= set(d.parties) for d in self.drafts) or any(
            n is not None and self.scene.chains[n].kind == "armed-group" for n in both)

    def _source(self, who: Token, verb: Token) -> tuple[Source, ...]:
        chain = self.scene.chain_at(*offsets(who))
        if chain is None:
            return ()
        kinds = {"person": "person", "organization": "organization", "armed-group": "organization"}
        span = span_of(item for item in who.subtree)
        return (Source(name=self.scene.chains[chain].name, start=span.start, end=span.end,
                       kind=kinds.get(self.scene.chains[chain].kind, "organization"), chain=chain,  # type: ignore[arg-type]
                       cue=verb.lemma_, cue_span=span_of(verb)),)

    def _add(
        self, draft: Draft, verdict: Verdict, tokens: Tokens, *, party: int | None = None,
        by: tuple[Source, ...] | None = None,
    ) -> None:
        span = span_of(tokens)
        if any(owner is draft and row.evidence[0].start <= span.start and span.end <= row.evidence[0].end
               for owner, row in self.found.rows[-3:]):
            return  # part of what was just judged
        sources = by if by is not None else self.scene.sources_of(span.start, span.end)
        self.found.rows.append((draft, Compliance(
            verdict=verdict, text=self.scene.text(span), evidence=(Span(start=span.start, end=span.end),), by=sources,
            party=party, time=deadline_of(self.scene, tokens, None))))


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


def _quotable(sentence: Tokens) -> Tokens:
    """A sentence without the space round it."""
    start, end = sentence.start, sentence.end
    while end > start + 1 and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end]


def _words(verb: Token) -> Tokens:
    """The clause of a verdict, with the subject."""
    return clause_tokens(verb)


def _first(doc: Doc) -> Tokens:
    """As much of a paragraph as one may quote: whole sentences, two at most."""
    sentences = list(doc.sents)[:2]
    end = sentences[-1].end
    while end > sentences[0].start + _PARAGRAPH:
        end -= 1
    while end > 1 and doc[end - 1].is_space:
        end -= 1
    return doc[sentences[0].start:end]


def find_verdicts(scene: Scene, drafts: list[Draft], terms: list[tuple[Draft, Provision]]) -> Verdicts:
    """What is said of the keeping of a report's agreements, whose terms are known."""
    return VerdictFinder(scene, drafts, terms).find()


