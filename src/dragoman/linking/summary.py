"""One plain sentence for an event, made from its fields alone."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.model.record import Entity, Event
from dragoman.text.wording import date_in_words, listed

# For each PLOVER type: what its actors did, the same as a noun for when no report says who did it, and the
# words that lead to the recipients after the one and after the other
_TOLD = {
    "AGREE": ("agreed", "An agreement", "with", "with"),
    "CONSULT": ("held talks", "Talks", "with", "with"),
    "SUPPORT": ("gave support", "Support", "to", "for"),
    "CONCEDE": ("made a concession", "A concession", "to", "to"),
    "COOPERATE": ("worked together", "Cooperation", "with", "with"),
    "AID": ("gave aid", "Aid", "to", "for"),
    "RETREAT": ("yielded", "A release, withdrawal or the like", "to", "of"),
    "REQUEST": ("made a demand", "A demand", "of", "on"),
    "ACCUSE": ("accused", "An accusation", "", "of"),
    "REJECT": ("refused or denied something", "A refusal", "to", "of"),
    "THREATEN": ("threatened", "A threat", "", "to"),
    "PROTEST": ("protested", "A protest", "against", "against"),
    "SANCTION": ("cut back relations", "A sanction", "with", "on"),
    "MOBILIZE": ("moved forces", "A movement of forces", "against", "against"),
    "COERCE": ("used coercion", "Coercion", "against", "of"),
    "ASSAULT": ("attacked", "An attack", "", "on"),
}
_MADE = {"SUPPORT": "signed or backed", "AGREE": "agreed on", "CONSULT": "held talks on", "REJECT": "refused or denied",
         "ACCUSE": "complained over"}


def summarize(event: Event, entities: Mapping[str, Entity], agreement: str | None) -> str:
    """The sentence; `agreement` is the name of the agreement that the event makes, changes or breaks.

    >>> event = Event(id="e", type="ASSAULT", mode=None, contexts=(), actors=(), recipients=(), place=None, time=None,
    ...     status="denied", summary="", agreement=None, claims=(), quantities=(), evidence=(), corroboration=None)
    >>> summarize(event, {}, None)
    'Denied: An attack.'
    """
    who, whom = (listed([entities[e].name for e in side]) for side in (event.actors, event.recipients))
    did, noun, after_verb, after_noun = _TOLD.get(event.type, (event.type.lower(), event.type, "towards", "towards"))
    if who and agreement and event.type in _MADE:
        words = [who, _MADE[event.type], agreement]
    elif who:
        words = [who, did, *(filter(None, (after_verb, whom)) if whom else ())]
    else:
        words = [noun, *((after_noun, whom) if whom else ())]
    words += [f"in {entities[event.place].name}"] if event.place else []
    words += [f"({when})"] if (when := date_in_words(event.time)) else []
    told = " ".join(words)
    return f"{told}." if event.status == "occurred" else f"{event.status.capitalize()}: {told}."
