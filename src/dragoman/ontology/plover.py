"""The lexicon of events: PLOVER's types, modes and contexts, and the words that tell of them.

The patterns of data/plover.yaml are compiled once into an index by the word that they turn on, so that a
token costs one look-up.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal, NamedTuple

from dragoman.model.base import Row

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
_RECIPIENT = ("object", "to", "on", "against", "with", "at", "toward", "towards", "upon", "of")


class EventType(Row, frozen=True):
    """One of the event types: its quadrant, what it means in a phrase, and its modes."""

    quad: Quad
    means: str
    modes: tuple[str, ...] = ()


class Trigger(Row, frozen=True):
    """Words that tell of one type of event, and where its actors and recipients stand in the grammar."""

    type: str
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    mutual: bool = False
    shared: bool = False
    actor: Literal["subject", "from", "object", "speaker"] = "subject"
    recipient: tuple[str, ...] = _RECIPIENT
    owner: Literal["actor", "recipient"] = "actor"
    of: Literal["actor", "recipient", "none"] = "recipient"


class ActorNouns(Row, frozen=True):
    """Common nouns that stand for somebody: for the pair that was named, for what is counted, for whom they are of."""

    pair: frozenset[str]
    stand_for_others: frozenset[str]
    acting: frozenset[str]
    of_state: frozenset[str]
    opposed: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()


class CameoCode(Row, frozen=True):
    """What a code of CAMEO is in PLOVER."""

    type: str
    means: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Cameo(Row, frozen=True):
    """What data/cameo.yaml holds: PLOVER's own conversion table, by CAMEO code."""

    codes: dict[str, CameoCode]


class Pattern(NamedTuple):
    """A compiled pattern. `rank` says how exact it is; of equal ones the first in the file is taken."""

    trigger: Trigger
    lemma: str
    before: tuple[str, ...] = ()
    with_words: tuple[str, ...] = ()
    objects: frozenset[str] | None = None
    subjects: frozenset[str] | None = None
    negated: bool = False
    rank: int = 0


class Plover(Row, frozen=True, dict=True):
    """What data/plover.yaml holds."""

    types: dict[str, EventType]
    contexts: dict[str, tuple[str, ...]]
    sectors: dict[str, str]
    classes: dict[str, tuple[str, ...]]
    light_verbs: tuple[str, ...]
    receiving_verbs: tuple[str, ...]
    intended: dict[str, str]
    actor_nouns: ActorNouns
    triggers: tuple[Trigger, ...]

    @cached_property
    def verbs(self) -> dict[str, tuple[Pattern, ...]]:
        """The patterns of verbs by lemma, most exact first."""
        return _index(self, [(t, p) for t in self.triggers for p in t.verbs])

    @cached_property
    def nouns(self) -> dict[str, tuple[Pattern, ...]]:
        """The patterns of nouns by lemma, longest first."""
        found: dict[str, list[Pattern]] = {}
        for trigger in self.triggers:
            for text in trigger.nouns:
                head, sign, rest = text.partition(" > ")
                *before, lemma = head.replace("-", " - ").lower().split()
                objects = _expand(rest, self.classes) if sign else None
                rank = len(before) + 2 * bool(sign)
                found.setdefault(lemma, []).append(Pattern(trigger, lemma, tuple(before), objects=objects, rank=rank))
        return _sorted(found)

    @cached_property
    def adjectives(self) -> dict[str, tuple[Pattern, ...]]:
        """The patterns of predicate adjectives by lemma."""
        found: dict[str, list[Pattern]] = {}
        for trigger in self.triggers:
            for text in trigger.adjectives:
                found.setdefault(text.lower(), []).append(Pattern(trigger, text.lower()))
        return _sorted(found)

    @cached_property
    def light(self) -> frozenset[str]:
        """The light verbs as a set."""
        return frozenset(self.light_verbs)

    @cached_property
    def receiving(self) -> frozenset[str]:
        """The verbs whose subject is the one to whom it is done."""
        return frozenset(self.receiving_verbs)

    @cached_property
    def context_of(self) -> dict[str, str]:
        """The context that a lemma gives."""
        return {word: context for context, words in self.contexts.items() for word in words}


def _index(plover: Plover, patterns: list[tuple[Trigger, str]]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for trigger, text in patterns:
        pattern = compile_pattern(text, trigger, plover.classes)
        found.setdefault(pattern.lemma, []).append(pattern)
    return _sorted(found)


def _sorted(found: dict[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {lemma: tuple(sorted(patterns, key=lambda p: -p.rank)) for lemma, patterns in found.items()}


def compile_pattern(text: str, trigger: Trigger, classes: dict[str, tuple[str, ...]]) -> Pattern:
    """A pattern of a verb from its notation (data/plover.yaml). Raises ValueError that says what is wrong."""
    head, sign, rest = text.partition(" > ") if " > " in text else text.partition(" < ")
    words = head.lower().replace("-", " - ").split() if " - " in head else head.lower().split()
    negated = bool(words) and words[0] == "not"
    words = words[1:] if negated else words
    if not words:
        raise ValueError(f"{text!r} names no verb")
    if {">", "<"} & {*words, *rest.split()}:
        raise ValueError(f"{text!r}: > and < stand once, between a verb and words")
    filler = _expand(rest, classes) if sign else None
    return Pattern(
        trigger, words[0], with_words=tuple(words[1:]), negated=negated,
        objects=filler if sign == " > " else None, subjects=filler if sign == " < " else None,
        rank=len(words) - 1 + 3 * negated + 2 * bool(sign),
    )


def _expand(text: str, classes: dict[str, tuple[str, ...]]) -> frozenset[str]:
    words: set[str] = set()
    for part in (p.strip().lower() for p in text.split(",")):
        if not part.startswith("$"):
            words.add(part)
        elif part[1:] in classes:
            words.update(classes[part[1:]])
        else:
            raise ValueError(f"${part[1:]} is not among the classes")
    return frozenset(words)
