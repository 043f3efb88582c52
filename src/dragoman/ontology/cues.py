"""The lexicon of attribution: cue verbs by what they take, cue nouns, and words for sources."""

from __future__ import annotations

from dragoman.model.base import Row


class CueVerbs(Row, frozen=True):
    """Lemmas of cue verbs by the frame that they stand in; a verb may stand in several."""

    say: frozenset[str]
    think: frozenset[str]
    deny: frozenset[str]
    describe: frozenset[str]
    accuse: frozenset[str]
    gauge: frozenset[str]
    urge: frozenset[str]
    intend: frozenset[str]
    ascribe: frozenset[str]
    stance: frozenset[str]


class Cues(Row, frozen=True):
    """The words of data/cues.yaml; each list's comment there says what it is for."""

    verbs: CueVerbs
    silent: frozenset[str]
    silencers: frozenset[str]
    prepositional: tuple[str, ...]
    nouns: frozenset[str]
    figures: frozenset[str]
    reckonings: frozenset[str]
    media_nouns: frozenset[str]
    media_names: frozenset[str]
    audiences: frozenset[str]
    documents: frozenset[str]
    officials: frozenset[str]
    anonymous: frozenset[str]
    experts: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
