"""The lexicon of attribution: cue verbs by what they take, cue nouns, and words for sources."""

from __future__ import annotations

from importlib.resources.abc import Traversable

import msgspec

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
    threshold: float = 0.5  # from which likelihood a cue in the wide sense is one
    weights: bytes = b""  # of the model of such cues: half floats, little end first


def with_weights(cues: Cues, folder: Traversable) -> Cues:
    """The lexicon with the weights of data/cues.bin, if the ontology has them (scripts/train_cues.py makes them)."""
    file = folder / "cues.bin"
    return msgspec.structs.replace(cues, weights=file.read_bytes()) if file.is_file() else cues
