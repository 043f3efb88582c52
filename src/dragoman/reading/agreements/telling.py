"""Where in a report its agreements' terms are being told, and what has been found of them so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Token

from dragoman.model.reading import Aim, Provision, ProvisionModality
from dragoman.reading.agreements.clauses import clause_tokens, provision
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene
from dragoman.reading.agreements.topics import Topics
from dragoman.text.grammar import is_passive
from dragoman.text.parse import span_of

NEAR = 4  # paragraphs in which what parties shall do is taken for a term of the agreement named before


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


class Telling:
    """The terms found so far, and what the place that is being read tells of."""

    def __init__(self, scene: Scene, drafts: list[Draft]):
        self.scene, self.lexicon = scene, scene.lexicon
        self.terms = Terms()
        self.topics = Topics(scene, drafts)
        self.on = False  # is the text at this point telling what was agreed?
        self.section = False  # does a heading say so?
        self.since = NEAR  # paragraphs since an agreement was named
        self.strong = False  # has the paragraph just told a term?
        self.asked = False  # has a question asked for the terms, of which this is the answer?
        self.done: set[tuple[int, int]] = set()

    def is_done(self, verb: Token) -> bool:
        """Has what a verb says been taken for a term already?"""
        return (id(verb.doc), verb.i) in self.done

    def set_done(self, verb: Token) -> None:
        """What a verb says is taken for a term."""
        self.done.add((id(verb.doc), verb.i))

    def add(self, draft: Draft, row: Provision, verb: Token) -> None:
        """A verb says that this is a term of an agreement."""
        self.set_done(verb)
        if row.modality == "committed" and self._is_planned(draft):
            row = msgspec.structs.replace(row, modality="intended")
        if row.deadline is not None and row.deadline in draft.dates:  # the day of signing is no deadline
            row = msgspec.structs.replace(
                row, deadline=None, evidence=tuple(s for s in row.evidence if s.field != "deadline"))
        self.terms.provisions.append((draft, row))

    def _is_planned(self, draft: Draft) -> bool:
        """Is the agreement only planned or talked of?"""
        if not draft.makings and not draft.dates and any(p.sought for p in draft.phrases):
            return True
        return bool(draft.makings) and not draft.dates and all(
            m.factuality != "asserted" or m.status in ("negotiating", "proposed") for m in draft.makings) and not any(
            m.unmakes for m in draft.makings)

    def aim(self, draft: Draft, verb: Token) -> None:
        """What an agreement is for, from the verb on."""
        tokens = clause_tokens(verb, begin=verb.i)
        self.terms.aims.append((draft, Aim(text=self.scene.text(span_of(tokens)), evidence=(span_of(tokens),))))
        self.set_done(verb)

    def row(
        self, verb: Token, modality: ProvisionModality, who: Token | None = None, begin: int | None = None,
    ) -> Provision:
        """A term that a verb tells of; `begin` is its first token, where that is not told by the clause."""
        tokens = clause_tokens(verb, begin=begin) if begin is not None else None
        return provision(self.scene, verb, modality, obligor=who if who is None or not is_passive(verb) else None,
                         tokens=tokens)

    def is_idiom(self, verb: Token) -> bool:
        """ "Enters into force"."""
        lemma = verb.lemma_ if verb.pos_ == "VERB" else verb.lower_.removesuffix("s")
        near = f"{lemma} " + " ".join(t.lower_ for t in verb.doc[verb.i + 1:verb.i + 4]) + " "
        return any(near.startswith(f"{x} ") for x in self.lexicon.phrases["in-force"])
