"""Headings that judge ("Obligations met"), and what stands in the paragraphs under them."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.model.reading import Provision, Verdict
from dragoman.reading.agreements.clauses import actor, clause_verbs, deadline_of, sector_of
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.reading.agreements.topics import Topics
from dragoman.reading.agreements.verdicts import Verdicts
from dragoman.text.factuality import status_of
from dragoman.text.grammar import SUBJECTS, is_negated, subject
from dragoman.text.parse import span_of

_SAYING = frozenset(("say", "tell", "deny", "add", "note", "warn"))
# What tells of a shortfall: "mines remain", "only two of them", "it has yet to pay".
_SHORT = frozenset(("only", "remain", "yet", "still", "none", "nothing", "nobody", "without"))
_PARAGRAPH = 70  # words; a judged paragraph is quoted so far


class Headings:
    """Reads the paragraphs under headings that judge."""

    def __init__(self, scene: Scene, topics: Topics, found: Verdicts):
        self.scene, self.lexicon, self.topics, self.found = scene, scene.lexicon, topics, found

    def verdict_of(self, doc: Doc) -> Verdict | None:
        """The verdict that a heading passes on what stands under it."""
        text = " ".join(t.lower_ for t in doc if t.is_alpha)
        for verdict, cues in self.lexicon.verdicts.items():
            if any(f" {cue} " in f" {text} " for cue in cues):
                return verdict
        return None

    def judge(self, doc: Doc, verdict: Verdict) -> bool:
        """One row for a paragraph with a label ("Returns: …"), else one for each of its own statements."""
        draft = self.topics.main
        if draft is None:
            return False
        if draft.derived is not None and draft.base is not None:
            draft = draft.base  # what a fresh addendum changes is what is judged
        label = next((t.i for t in doc[:6] if t.text == ":"), None)
        if label is not None:
            party = self._bound(doc, label + 1)
            self.found.add(draft, verdict, _first(doc), party=party, by=())
            self._obligation(draft, doc, party)
            return True
        judged: set[int | None] = set()
        for sentence in doc.sents:
            party = self._bound(doc, sentence.start, sentence.end)
            if party in judged or (judged and party is None) or not self._tells_keeping(sentence, party):
                continue  # what follows tells how and why
            judged.add(party)
            part = verdict == "met" and self._is_part(sentence)
            self.found.add(draft, "partly-met" if part else verdict, _quotable(sentence), party=party)
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


def _quotable(sentence: Tokens) -> Tokens:
    """A sentence without the space round it."""
    start, end = sentence.start, sentence.end
    while end > start + 1 and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end]


def _first(doc: Doc) -> Tokens:
    """As much of a paragraph as one may quote: whole sentences, two at most."""
    sentences = list(doc.sents)[:2]
    end = sentences[-1].end
    while end > sentences[0].start + _PARAGRAPH:
        end -= 1
    while end > 1 and doc[end - 1].is_space:
        end -= 1
    return doc[sentences[0].start:end]
