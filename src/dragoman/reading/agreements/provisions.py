"""What agreements lay down, and what they are for.

A term is read from: what the agreement itself does ("the pact covers …"), an infinitive ("a deal to free
…"), a party's binding itself ("undertook to …", "is to …"), a modal verb where the text is telling of the
agreement ("under the deal the army would …"), talks ("discussions have included …"), and a participle
("the council, promised for 1 July").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.reading.agreements.bindings import Bindings
from dragoman.reading.agreements.clauses import clause_verbs
from dragoman.reading.agreements.contents import Contents
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import Scene, is_readable
from dragoman.reading.agreements.telling import Telling, Terms
from dragoman.text.parse import kind_of

_QUESTION = 20  # words
_CONTENT = frozenset(("agree", "say", "contain", "include", "provide", "term", "lay", "foresee", "cover", "promise",
                      "commit", "oblige", "stipulate"))


class TermFinder:
    """Reads the terms of a report's agreements, sentence by sentence."""

    def __init__(self, scene: Scene, drafts: list[Draft]):
        self.scene, self.lexicon = scene, scene.lexicon
        self.telling = Telling(scene, drafts)
        self.topics = self.telling.topics
        self.contents = Contents(self.telling)
        self.bindings = Bindings(self.telling, self.contents)

    def find(self) -> Terms:
        """Every term of every agreement."""
        for doc in self.scene.parse.docs:
            kind = kind_of(doc[0:1]) if len(doc) else "paragraph"
            here = self.topics.phrases_in(doc[0:len(doc)])
            if kind == "heading":
                self.telling.asked = _asks_for_terms(doc[0:len(doc)])
                self.telling.on = self.telling.section = self.telling.asked or self._is_about_terms(
                    doc[0:len(doc)], here)
                continue
            if kind == "paragraph" and _is_question(doc[0:len(doc)]):
                self.telling.asked = _asks_for_terms(doc[0:len(doc)])
                self.telling.on = self.telling.section = self.telling.asked or bool(here)
            if kind in ("caption", "dateline"):
                continue
            before, self.telling.strong = self.telling.on, self.telling.asked
            self.telling.since = 0 if here else self.telling.since + 1
            for sentence in filter(is_readable, doc.sents):
                phrases = [p for p in here if sentence.start <= p.head.i < sentence.end]
                self._sentence(sentence, phrases, headline=kind in ("title", "standfirst"))
            self.telling.on = self.telling.section or (self.telling.on and (before or bool(here)))
        return self.telling.terms

    def _verbs(self, sentence: Tokens) -> Iterator[Token]:
        """The verbs of a sentence, and what only looks like none: "enters into force"."""
        yield from clause_verbs(sentence)
        yield from (t for t in sentence if t.pos_ not in ("VERB", "AUX") and t.text.islower()
                    and t.lower_.removesuffix("s") in self.lexicon.phrase_heads and self.telling.is_idiom(t))

    def _is_about_terms(self, heading: Tokens, here: list[Phrase]) -> bool:
        words = {t.lemma_.lower() for t in heading}
        return bool(here) or bool(words & self.lexicon.parts) or bool(words & {"agree", "sign", "force"})

    def _sentence(self, sentence: Tokens, phrases: list[Phrase], *, headline: bool) -> None:
        topic = self.topics.at(sentence)
        if topic is None:
            return
        if sentence.text.rstrip().endswith("?"):
            self.telling.strong = self.telling.strong or _asks_for_terms(sentence)
            return
        found = len(self.telling.terms.provisions)
        for phrase in phrases:
            draft = self.topics.draft_of(phrase)
            self.contents.of_phrase(draft, phrase, headline=headline)
        if not headline:
            under = self._under(sentence, phrases) or (topic if self._its_terms(sentence) else None)
            for verb in self._verbs(sentence):
                if not self.telling.is_done(verb):
                    own = under or self._under_which(verb, phrases)
                    self.bindings.of_verb(own or topic, verb, told=own is not None)
        self.telling.strong = self.telling.asked or len(self.telling.terms.provisions) > found
        self.telling.on = self.telling.section or self.telling.strong or bool(phrases) or (
            self.telling.on and not any(t.tag_ == "VBD" and t.dep_ == "ROOT" for t in sentence))

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


def _is_question(paragraph: Tokens) -> bool:
    """A short paragraph that asks what the next ones answer, as in questions and answers."""
    return len(paragraph) <= _QUESTION and paragraph.text.rstrip().endswith("?")


def _asks_for_terms(question: Tokens) -> bool:
    """ "What is in it?", "What does it say?", "What has been agreed?"."""
    words = [t.lemma_.lower() for t in question]
    return question.text.rstrip().endswith("?") and "what" in words[:2] and (
        not _CONTENT.isdisjoint(words) or " in it" in question.text.lower() or " in the " in question.text.lower())


def find_terms(scene: Scene, drafts: list[Draft]) -> Terms:
    """The provisions and aims of a report's agreements."""
    return TermFinder(scene, drafts).find()
