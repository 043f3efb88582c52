"""Sources as rows: the phrase as written, whom it stands for, and what kind of source it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import Chain, Mention, Source, SourceKind
from dragoman.ontology.cues import Cues
from dragoman.reading.claims.attributions import Attribution
from dragoman.reading.claims.sources import phrase_of
from dragoman.text.parse import Parse, span_of
from dragoman.text.spans import SpanIndex

_HE = frozenset(("he", "she", "him", "her", "his", "hers", "i"))
_IT = frozenset(("it", "its"))
_THEY = frozenset(("they", "them", "their", "both", "we"))
_PRONOUNS = _HE | _IT | _THEY
_UNNAMED = ("anonymity", "anonymous", "unnamed", "named", "identified", "authorised", "authorized")


@dataclass
class Speaker:
    """A source that was seen: what a later pronoun or "the source" may stand for."""

    block: int
    phrase: Tokens
    chain: int | None
    kind: SourceKind


@dataclass
class Resolver:
    """Resolves sources in the order of the text, keeping who spoke before."""

    parse: Parse
    chains: Sequence[Chain]
    cues: Cues
    speakers: list[Speaker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._mentions: SpanIndex[tuple[int, Mention]] = SpanIndex(
            (m, (n, m)) for n, chain in enumerate(self.chains) for m in chain.mentions)

    def resolve(self, head: Token, block: int, cue: str | None, cue_span: Span | None) -> Source:
        """The source whose phrase has this head."""
        phrase = phrase_of(head)
        inside = phrase.start <= head.i < phrase.end
        chain = self.chain_of(phrase, head if inside else phrase.root)
        if inside and head.lower_ not in _PRONOUNS and not self.by_name(phrase, chain):
            named = self.named_beside(phrase, head)
            chain = self.same_description(phrase, head, chain) if named is None else named
        if head.lower_ in _PRONOUNS:
            earlier = self.antecedent(head, block)
            if (earlier is None or earlier.block != block) and head.lower_ in _HE:
                earlier = self.subject_before(head, block) or earlier
            if earlier is not None and (chain is None or earlier.block == block):
                chain = earlier.chain
                if chain is None or not _is_named(self.chains[chain]):
                    phrase = earlier.phrase
            kind = earlier.kind if earlier is not None and chain == earlier.chain else self.kind_of(phrase, head, chain)
        else:
            kind = self.kind_of(phrase, head, chain)
            earlier = self.same_unnamed(phrase, head, chain, kind)
            if earlier is not None:
                phrase, chain, kind = earlier.phrase, earlier.chain, earlier.kind
            self.speakers.append(Speaker(block, phrase, chain, kind))
        at = span_of(phrase)
        return Source(name=self.parse.text(at), start=at.start, end=at.end, kind=kind, chain=chain,
                      cue=cue, cue_span=cue_span)

    def hear(self, attribution: Attribution) -> None:
        """Remember the source of an attribution that makes no claim: a pronoun may stand for it."""
        source, verbs = attribution.source, self.cues.verbs
        if source is None or source.lower_ in _PRONOUNS or not attribution.cue:
            return
        speaks = verbs.say | verbs.deny | verbs.describe | verbs.accuse | verbs.urge
        if attribution.cue[0].lemma_.lower() in speaks and source.lemma_.lower() not in self.cues.documents:
            self.resolve(source, attribution.layout.block, None, None)

    def chain_of(self, phrase: Tokens, head: Token) -> int | None:
        """The chain that has the head of the phrase among its mentions; the longest mention decides."""
        at, whole = span_of(head), span_of(phrase)
        covering = [(m.end - m.start, -n) for n, m in self._mentions.touching(at.start, at.end)
                    if m.start >= whole.start - 1 and m.end <= whole.end + 1 and m.form != "nationality"]
        return -max(covering)[1] if covering else None

    def by_name(self, phrase: Tokens, chain: int | None) -> bool:
        """Does the phrase name its chain, so that no earlier speaker can be meant?"""
        at = span_of(phrase)
        return chain is not None and any(
            m.form == "name" and at.start <= m.start and m.end <= at.end for m in self.chains[chain].mentions)

    def named_beside(self, phrase: Tokens, head: Token) -> int | None:
        """The person whose name stands beside a description, "the minister, A B", or who bears that office and is
        named before it in the paragraph: "Minister A B met the press. '…,' the minister said"."""
        for child in head.children:
            if child.dep_ == "appos":
                at = span_of(child)
                beside = (n for n, m in self._mentions.touching(at.start, at.end) if m.form == "name")
                found = next((n for n in beside if self.chains[n].kind == "person"), None)
                if found is not None:
                    return found
        if phrase[0].lower_ != "the" or len(phrase) > 2:
            return None
        start, noun = span_of(phrase).start, head.lemma_.lower()
        before = [(m.end, n) for n, m in self._mentions.inside(span_of(head.doc[:1]).start, start) if m.form == "name"
                  and any(noun in r.title.lower().split() and r.span.start < start for r in self.chains[n].roles)]
        return max(before)[1] if before else None

    def same_description(self, phrase: Tokens, head: Token, chain: int | None) -> int | None:
        """The chain of the last speaker who was called by the same noun: "the minister" after "Minister X"."""
        if phrase[0].lower_ not in ("the", "this", "that") or len(phrase) > 3:
            return chain
        noun = head.lemma_.lower()
        for speaker in reversed(self.speakers):
            if speaker.chain is not None and any(t.lemma_.lower() == noun for t in speaker.phrase):
                return speaker.chain
        return chain

    def same_unnamed(self, phrase: Tokens, head: Token, chain: int | None, kind: SourceKind) -> Speaker | None:
        """Whom "the source" is, who was told more of before: "a source in the ministry". The last one so called."""
        if chain is not None or phrase[0].lower_ not in ("the", "this", "that", "these", "those") or len(phrase) > 2:
            return None
        noun = head.lemma_.lower()
        return next((s for s in reversed(self.speakers) if s.chain is None and s.kind == kind and len(s.phrase) > 2
                     and s.phrase.root.lemma_.lower() == noun and s.phrase.root.tag_ == head.tag_), None)

    def antecedent(self, pronoun: Token, block: int) -> Speaker | None:
        """Whom a pronoun in a source's place stands for: the last speaker that it can stand for, not far back."""
        word = pronoun.lower_
        for speaker in reversed(self.speakers):
            if block - speaker.block > 2:
                return None
            person = speaker.kind in ("person", "official", "anonymous", "experts")
            plural = any(t.tag_ in ("NNS", "NNPS") for t in speaker.phrase if t.i <= speaker.phrase.root.i) and (
                speaker.phrase.root.tag_ in ("NNS", "NNPS"))
            if (word in _HE and person and not plural) or (word in _IT and not person) or (
                    word in _THEY and (plural or not person)):
                return speaker
        return None

    def subject_before(self, pronoun: Token, block: int) -> Speaker | None:
        """The last person to be a subject before a pronoun, in its paragraph: "The general laughed. '…', he said"."""
        for word in reversed(pronoun.doc[:pronoun.i]):
            if word.dep_ != "nsubj" or word.sent == pronoun.sent or word.tag_ in ("NNS", "NNPS"):
                continue
            phrase = phrase_of(word)
            chain = self.chain_of(phrase, word)
            kind = self.kind_of(phrase, word, chain)
            person = kind == "official" or (kind == "person" and word.ent_type_ == "PERSON")
            if person and word.pos_ in ("NOUN", "PROPN"):
                return Speaker(block, phrase, chain, kind)
        return None

    def kind_of(self, phrase: Tokens, head: Token, chain: int | None) -> SourceKind:
        """What kind of source it is, by its chain, else by its noun."""
        cues, lemma = self.cues, head.lemma_.lower()
        words = {t.lower_ for t in phrase}
        clause = {t.lower_ for t in head.subtree}
        if chain is not None:
            known: dict[str, SourceKind] = {"person": "person", "group": "group"}
            kind = self.chains[chain].kind
            if kind == "media":
                return "agency" if "agency" in words or self.chains[chain].name in cues.media_names else "outlet"
            if kind == "person" and lemma in cues.officials and not _is_named(self.chains[chain]):
                return "official"
            return known.get(kind, "organization")
        if lemma in cues.anonymous or words & set(cues.anonymous) or clause & set(_UNNAMED):
            return "anonymous"
        if lemma in cues.experts:
            return "experts"
        if lemma in cues.documents:
            return "document"
        if lemma in cues.officials:
            return "organization" if lemma == "ministry" else "official"
        if lemma in cues.media_nouns or phrase.text in cues.media_names:
            return "agency" if lemma == "agency" or phrase.text in cues.media_names else "outlet"
        if lemma in cues.bodies:
            return "organization"
        if head.ent_type_ == "PERSON" or head.lower_ in _HE:
            return "person"
        if lemma in cues.groups or head.tag_ == "NNS" or (head.like_num and head.lower_ != "one"):
            return "group"
        return "organization" if head.ent_type_ in ("ORG", "GPE", "NORP") or head.pos_ == "PROPN" else "person"


def _is_named(chain: Chain) -> bool:
    return any(m.form == "name" for m in chain.mentions)
