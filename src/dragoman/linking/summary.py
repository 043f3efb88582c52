"""One plain sentence for an event, made from its fields: who did what, and in which words where that is vague."""

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
    "REJECT": ("refused or denied", "A refusal", "to", "of"),
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
# Of these the sides alone tell nothing: what was asked, refused or promised stands in the words
_OPEN = ("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "REJECT", "RETREAT", "THREATEN", "ACCUSE",
         "SANCTION")
_WHOLE = ("resign", "ceasefire", "disarm")  # these tell all with their actor alone
_MUTUAL = ("CONSULT",)  # and this, where there are two
_FEWEST, _MOST = 4, 20  # words
_BARE = {ord(mark): None for mark in "\"“”„«»"}  # they stand in quotation marks themselves


def summarize(event: Event, entities: Mapping[str, Entity], agreement: str | None) -> str:
    """The sentence; `agreement` is the name of the agreement that the event makes, changes or breaks.

    >>> event = Event(id="e", type="ASSAULT", mode=None, contexts=(), actors=(), recipients=(), place=None, time=None,
    ...     status="denied", summary="", agreement=None, claims=(), quantities=(), evidence=(), corroboration=None)
    >>> summarize(event, {}, None)
    'Denied: An attack.'
    """
    there = event.type == "MOBILIZE" and event.recipients == (event.place,)  # "against Mali in Mali" says it twice
    who, whom = (listed([entities[e].name for e in side])
                 for side in (event.actors, () if there else event.recipients))
    did, noun, after_verb, after_noun = _closest(event)
    made = _MADE.get(event.cameo or "") or _MADE.get(event.type)
    if who and agreement and made:
        words = [who, made, with_article(agreement)]
    elif who:
        words = [who, did, *(filter(None, (after_verb, whom)) if whom else ())]
    else:
        words = [noun, *((after_noun, whom) if whom else ())]
    quoted = "" if who and agreement and made else _in_words(event)
    intended = bool(who and quoted) and event.type == "AGREE" and event.status == "planned"
    words = [who, "promised or planned"] if intended else words  # what PLOVER counts as agreeing to do it
    words += [f"in {entities[event.place].name}"] if event.place else []
    words += [f"({when})"] if (when := date_in_words(event.time)) else []
    told = " ".join(words) + (f": “{quoted}”" if quoted else "")
    return f"{told}." if event.status == "occurred" or intended else f"{event.status.capitalize()}: {told}."


def _in_words(event: Event) -> str:
    """A report's own words for what was done, where type and sides do not tell it; empty where they do."""
    sides = bool(event.actors) and (bool(event.recipients) or event.mode in _WHOLE
                                    or (event.type in _MUTUAL and len(event.actors) > 1))
    if sides and (event.type not in _OPEN or event.mode in _WHOLE):
        return ""
    clauses = {" ".join(e.text.translate(_BARE).split()).strip(" .,;:-–—") for e in event.evidence if e.field is None}
    told = sorted((c.split() for c in clauses if c), key=lambda c: (len(c) < _FEWEST, abs(len(c) - _FEWEST), c))
    return " ".join(told[0][:_MOST]) + ("…" if len(told[0]) > _MOST else "") if told else ""


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
