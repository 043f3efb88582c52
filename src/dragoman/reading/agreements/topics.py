"""Which agreement a sentence speaks of, where it does not say so."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from spacy.tokens import Span as Tokens

from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.grammar import SUBJECTS

_LOOK_BACK = 50  # phrases
_OVER = ("expired", "broken", "terminated")
# What a truce or a like promise forbids is done with guns and roads.
_TRUCES = ("ceasefire", "exchange", "humanitarian", "peace")


class Topics:
    """The agreements of a report by where they are spoken of."""

    def __init__(self, scene: Scene, drafts: list[Draft]):
        self.scene, self.drafts = scene, drafts
        self._draft_of = {id(p): d for d in drafts for p in d.phrases}
        self._phrases = sorted((p for d in drafts for p in d.phrases), key=lambda p: p.span)
        self._by_doc: dict[int, list[Phrase]] = {}
        for phrase in self._phrases:
            self._by_doc.setdefault(id(phrase.head.doc), []).append(phrase)
        for here in self._by_doc.values():
            here.sort(key=lambda p: p.head.i)

    @cached_property
    def current(self) -> list[Draft]:
        """The agreements that the report is about, not those that it recalls."""
        spoken = [d for d in self.drafts if len(d.phrases) > 1 and not any(m.status in _OVER for m in d.makings)
                  and not any(self.scene.times[n].value.isdigit() for n in d.dates)]
        return spoken or self.drafts[:1]

    @cached_property
    def main(self) -> Draft | None:
        """The agreement spoken of most often, the first of equals."""
        return max(self.current, key=lambda d: len(d.phrases), default=None)

    def draft_of(self, phrase: Phrase) -> Draft:
        """The agreement that a phrase stands for."""
        return self._draft_of[id(phrase)]

    def phrases_in(self, sentence: Tokens) -> list[Phrase]:
        """The phrases of a sentence, in order."""
        here = self._by_doc.get(id(sentence.doc), [])
        left = bisect_left(here, sentence.start, key=lambda p: p.head.i)
        return here[left:bisect_left(here, sentence.end, key=lambda p: p.head.i)]

    def at(self, sentence: Tokens) -> Draft | None:
        """The agreement that a sentence is about.

        It is that of its subject or its first phrase; else the only current one of a kind that its words
        tell; else the last one spoken of in the paragraph, or the last current one before.
        """
        phrases = self.phrases_in(sentence)
        if phrases:
            return self.draft_of(next((p for p in phrases if p.head.dep_ in SUBJECTS), phrases[0]))
        number = bisect_left(self._phrases, offsets(sentence)[0], key=lambda p: p.span.start)
        here = number > 0 and self._phrases[number - 1].head.doc is sentence.doc
        kinds = count_kinds(self.scene.lexicon, sentence)
        fitting = [d for d in self.current if d.kind in kinds]
        if len(self.current) > 1 and len(fitting) == 1:
            return fitting[0]
        if here:
            return self.draft_of(self._phrases[number - 1])
        before = reversed(self._phrases[max(0, number - _LOOK_BACK):number])
        last = next((d for p in before if (d := self.draft_of(p)) in self.current), None)
        return last or self.main

    def of_paragraph(self, sentence: Tokens) -> Draft | None:
        """The agreement whose keeping a sentence judges: the nearest named in its paragraph, else the main one."""
        here = self._by_doc.get(id(sentence.doc), [])
        number = bisect_left(here, sentence.end, key=lambda p: p.head.i)
        near = here[number - 1:number] if number else here[:1]
        return self.draft_of(near[0]) if near else self.main

    def paragraph_has(self, sentence: Tokens) -> bool:
        """Does the paragraph name an agreement up to this sentence?"""
        here = self._by_doc.get(id(sentence.doc), [])
        return bool(here) and here[0].head.i < sentence.end

    def in_force(self) -> Draft | None:
        """The truce or like promise that the report is about, if it is about one."""
        return next((d for d in self.current if self.is_truce(d)), None)

    def is_truce(self, draft: Draft) -> bool:
        """Is it a promise between foes, that guns and roads may break?"""
        if draft.kind is not None:
            return draft.kind in _TRUCES
        rebels = any(self.scene.chains[n].kind == "armed-group" for n in draft.parties)
        return rebels or (draft.base is not None and self.is_truce(draft.base))
