"""The lexicon of agreements: what they are called, how they are made, kept and broken."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from dragoman.model.base import Row
from dragoman.model.reading import AgreementForm, AgreementStatus, ProvisionModality, RelationKind, Verdict

Opens = Literal["identified", "made", "never"]


class AgreementNoun(Row, frozen=True):
    """Nouns of one sort; the file explains the fields."""

    words: tuple[str, ...]
    family: str
    opens: Opens
    form: AgreementForm | None = None
    kind: str | None = None
    derived: RelationKind | None = None


class AgreementWords(Row, frozen=True, dict=True):
    """data/agreements.yaml. All words are lemmas in lower case."""

    nouns: tuple[AgreementNoun, ...]
    kinds: dict[str, tuple[str, ...]]
    near_kinds: tuple[tuple[str, ...], ...]
    near_between_reports: tuple[tuple[str, ...], ...]
    verbs: dict[AgreementStatus, tuple[str, ...]]
    phrases: dict[AgreementStatus, tuple[str, ...]]
    status_nouns: dict[AgreementStatus, tuple[str, ...]]
    dating: frozenset[str]
    mediating: frozenset[str]
    sides: frozenset[str]
    companies: frozenset[str]
    leaving: frozenset[str]
    acting: frozenset[str]
    extending: frozenset[str]
    contents: dict[ProvisionModality, tuple[str, ...]]
    bearing: frozenset[str]
    together: tuple[str, ...]
    aiming: frozenset[str]
    purposes: frozenset[str]
    bodies: frozenset[str]
    committing: frozenset[str]
    parts: frozenset[str]
    thoughts: frozenset[str]
    talks: frozenset[str]
    keeping: frozenset[str]
    breaking: frozenset[str]
    dead: tuple[str, ...]
    as_agreed: tuple[str, ...]
    failing: frozenset[str]
    deeds: tuple[tuple[str, ...], ...]
    captive: tuple[str, ...]
    charges: frozenset[str]
    blaming: frozenset[str]
    breaches: frozenset[str]
    hostile: frozenset[str]
    hostile_nouns: frozenset[str]
    verdicts: dict[Verdict, tuple[str, ...]]
    partly: frozenset[str]
    relations: dict[RelationKind, tuple[str, ...]]
    sectors: dict[str, tuple[str, ...]]
    not_agreements: tuple[str, ...]

    @cached_property
    def noun_of(self) -> dict[str, AgreementNoun]:
        """The noun's row by its words."""
        return {word: noun for noun in self.nouns for word in noun.words}

    @cached_property
    def noun_ends(self) -> frozenset[str]:
        """The last words of the nouns."""
        return frozenset(word.split(" ")[-1] for word in self.noun_of)

    @cached_property
    def kind_words(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The words that tell each kind: those that stand alone, and those of several."""
        return {kind: (frozenset(w for w in words if " " not in w), frozenset(w for w in words if " " in w))
                for kind, words in self.kinds.items()}

    @cached_property
    def status_of(self) -> dict[str, AgreementStatus]:
        """The status that follows from a verb."""
        return {verb: status for status, verbs in self.verbs.items() for verb in verbs}

    @cached_property
    def noun_status(self) -> dict[str, AgreementStatus]:
        """The status that a noun of making or unmaking tells."""
        return {noun: status for status, nouns in self.status_nouns.items() for noun in nouns}

    @cached_property
    def phrase_heads(self) -> frozenset[str]:
        """The first words of the phrases that give a status."""
        return frozenset(phrase.split()[0] for phrases in self.phrases.values() for phrase in phrases)

    @cached_property
    def content_of(self) -> dict[str, ProvisionModality]:
        """The modality of what an agreement does by a verb."""
        return {verb: modality for modality, verbs in self.contents.items() for verb in verbs}

    @cached_property
    def deeds_like(self) -> dict[str, tuple[str, ...]]:
        """The deeds that one verb may stand for, itself first."""
        return {verb: (verb, *(v for v in row if v != verb)) for row in self.deeds for verb in row}

    @cached_property
    def relation_of(self) -> dict[str, RelationKind]:
        """The relation that a verb states between two texts."""
        return {verb: kind for kind, verbs in self.relations.items() for verb in verbs}

    def near(self, one: str | None, other: str | None) -> bool:
        """May these kinds be given to one agreement? An open kind is near to all."""
        if one is None or other is None or one == other or "other" in (one, other):
            return True
        return any(one in group and other in group for group in self.near_kinds)

    def near_elsewhere(self, kind: str) -> tuple[str, ...]:
        """The kinds that another report may give to an agreement of this one, itself among them."""
        groups = (*self.near_kinds, *self.near_between_reports)
        return tuple(k for k in self.kinds if k == kind or any(k in g and kind in g for g in groups))
