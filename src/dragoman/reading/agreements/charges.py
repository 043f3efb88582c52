"""What one party lays to another's charge, and how the other answers."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.reading import Source
from dragoman.reading.agreements.clauses import actor, clause_tokens, clause_verbs
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.reading.agreements.topics import Topics
from dragoman.reading.agreements.verdicts import Verdicts
from dragoman.text.factuality import status_of
from dragoman.text.grammar import is_negated, subject
from dragoman.text.parse import span_of

_CHARGED = 3  # verdicts back from a denial to the charge that it answers


class Charges:
    """Reads charges of breaking an agreement, and their denials."""

    def __init__(self, scene: Scene, drafts: list[Draft], topics: Topics, found: Verdicts):
        self.scene, self.lexicon, self.drafts, self.topics, self.found = scene, scene.lexicon, drafts, topics, found

    def deny(self, verb: Token) -> None:
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
                self.found.add(draft, "disputed", words, party=party, by=by)
                return

    def blame(self, verb: Token) -> None:
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
        self.found.add(draft, "not-met", clause_tokens(verb, begin=verb.i), party=party, by=by)

    def charge(self, sentence: Tokens) -> None:
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
                self.found.add(draft, "not-met", clause_tokens(verb), party=accused, by=by)

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
            self.found.add(draft, "not-met", clause_tokens(verb), party=party, by=by)

    def _outstanding(self, draft: Draft, verb: Token) -> None:
        """ "Both sides have yet to pull back their guns": what somebody says is still to do."""
        by = self.scene.sources_of(*offsets(verb))
        who = subject(verb)
        party, _ = actor(self.scene, who)
        sides = who is not None and who.lemma_.lower() in self.lexicon.sides
        if by and (sides or self.scene.party_of(party) is not None):
            self.found.add(draft, "not-met", clause_tokens(verb), party=None if sides else party, by=by)

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
