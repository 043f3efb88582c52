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
# The same for what is told more closely, by PLOVER mode or CAMEO code
_CLOSER = {
    "allege": ("accused", "An accusation", "", "of"),
    "disapprove": ("criticized", "Criticism", "", "of"),
    "investigate": ("investigated", "An investigation", "", "of"),
    "phone": ("spoke by telephone", "A telephone call", "with", "with"),
    "042": ("made a visit", "A visit", "to", "to"),
    "043": ("received", "A reception", "", "of"),
    "045": ("mediated", "Mediation", "between", "between"),
    "046": ("negotiated", "Negotiations", "with", "with"),
    "057": ("signed an agreement", "The signing of an agreement", "with", "with"),
    "release": ("made a release or handover", "A release or handover", "concerning", "of"),
    "return": ("returned people or property", "A return of people or property", "concerning", "of"),
    "withdraw 0872": ("withdrew", "A withdrawal", "concerning", "of"),
    "ceasefire": ("stopped or suspended hostilities", "A stop to hostilities", "with", "with"),
    "disarm": ("gave up arms", "A surrender of arms", "to", "to"),
    "ease": ("eased restrictions", "An easing of restrictions", "concerning", "on"),
    "access": ("gave access", "Access", "to", "for"),
    "resign": ("stepped down", "A resignation", "", "of"),
    "arrest": ("made arrests", "Arrests", "of", "of"),
    "deport": ("drove people out", "An expulsion of people", "of", "from"),
    "restrict": ("imposed restrictions", "Restrictions", "on", "on"),
    "seize": ("seized property or ground", "A seizure of property or ground", "of", "of"),
    "censor": ("silenced", "A silencing", "", "of"),
    "aerial": ("carried out air strikes", "Air strikes", "on", "on"),
    "firearms": ("opened fire", "Shooting", "on", "at"),
    "heavy-weapons": ("shelled", "Shelling", "", "of"),
    "troops": ("deployed forces", "A deployment of forces", "against", "against"),
    "expel": ("expelled", "An expulsion", "", "of"),
    "withdraw 161": ("broke off or suspended relations", "A break in relations", "with", "with"),
    "demo": ("demonstrated", "A demonstration", "against", "against"),
}
_MADE = {"057": "signed", "SUPPORT": "backed", "AGREE": "agreed on", "CONSULT": "held talks on",
         "REJECT": "refused or denied", "ACCUSE": "complained over"}


def summarize(event: Event, entities: Mapping[str, Entity], agreement: str | None) -> str:
    """The sentence; `agreement` is the name of the agreement that the event makes, changes or breaks.

    >>> event = Event(id="e", type="ASSAULT", mode=None, contexts=(), actors=(), recipients=(), place=None, time=None,
    ...     status="denied", summary="", agreement=None, claims=(), quantities=(), evidence=(), corroboration=None)
    >>> summarize(event, {}, None)
    'Denied: An attack.'
    """
    who, whom = (listed([entities[e].name for e in side]) for side in (event.actors, event.recipients))
    did, noun, after_verb, after_noun = _closest(event)
    made = _MADE.get(event.cameo or "") or _MADE.get(event.type)
    if who and agreement and made:
        words = [who, made, with_article(agreement)]
    elif who:
        words = [who, did, *(filter(None, (after_verb, whom)) if whom else ())]
    else:
        words = [noun, *((after_noun, whom) if whom else ())]
    words += [f"in {entities[event.place].name}"] if event.place else []
    words += [f"({when})"] if (when := date_in_words(event.time)) else []
    told = " ".join(words)
    return f"{told}." if event.status == "occurred" else f"{event.status.capitalize()}: {told}."


def with_article(name: str) -> str:
    """A thing's name as it stands in a sentence: `the Treaty of Graz`.

    >>> with_article("Treaty of Graz"), with_article("a truce"), with_article("Last May's truce")
    ('the Treaty of Graz', 'a truce', "Last May's truce")
    """
    return name if name.lower().startswith(("the ", "a ", "an ", "this ", "last ")) else f"the {name}"


def _closest(event: Event) -> tuple[str, str, str, str]:
    """The words for an event, by what is known most closely of it."""
    mode, cameo = event.mode or "", event.cameo or ""
    for key in (f"{mode} {cameo}", mode, cameo):
        if key in _CLOSER:
            return _CLOSER[key]
    return _TOLD.get(event.type, (event.type.lower(), event.type, "towards", "towards"))
