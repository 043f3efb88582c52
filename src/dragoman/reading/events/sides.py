"""Who acts and who receives: the chains on either side of a trigger."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import ClaimMention
from dragoman.ontology.plover import Plover
from dragoman.reading.events.actors import Cast, Who
from dragoman.reading.events.roles import (
    agent_phrase,
    complement,
    governing_verb,
    nouns_of_attack,
    patient,
    patient_subject,
    phrases,
    subject,
)
from dragoman.reading.events.triggers import Match, is_harm
from dragoman.text.grammar import is_passive
from dragoman.text.parse import Parse, span_of
from dragoman.text.spans import SpanIndex

VERBAL = ("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE", "SUPPORT")
_OWNERS = ("poss", "amod", "compound", "nmod")
_TOWARDS = ("to", "with", "from", "against", "on")
_SPEAKER = ("i", "we", "us", "me")
_SEVERAL = ("we", "us")  # a minister who says so speaks for his state
_GOODS = ("import", "export", "shipment", "delivery", "flight", "trade", "supply", "sale", "visa")
_OF_GOODS = ("of", "from", "to")  # "banned imports of Chilean fruit"
# "Ruiz's murder", "the Ruiz killing": a person who owns one of these has suffered it.
_SUFFERED = ("murder", "killing", "slaying", "shooting", "stabbing", "beating", "capture", "poisoning", "torture",
             "rape")
_WHERE = ("at", "on", "upon", "against")  # of a meeting: where it is, and no one who takes part
_PRONOUNS = ("they", "it")
_AFTER = ("after", "following", "during", "through")
_AT = ("at", "in", "on")  # "he said at a meeting with the envoy", where the envoy is named


class Sides(NamedTuple):
    """Actors and recipients with the words that name them."""

    actors: list[Who]
    recipients: list[Who]


class Speakers:
    """Whose words a stretch of the report is."""

    def __init__(self, claims: tuple[ClaimMention, ...], parse: Parse, cast: Cast):
        self._parse, self._cast = parse, cast
        self._claims = SpanIndex((c, c) for c in claims if c.attribution)

    def said(self, word: Token, actors: set[int]) -> int | None:
        """When the words were said, if it is one of the actors who says them."""
        span = span_of(word)
        for claim in self._claims.touching(span.start, span.end):
            if claim.said is not None and any(s.chain in actors for s in claim.attribution):
                return claim.said
        return None

    def at(self, word: Token) -> list[Who]:
        """The nearest source with a chain of the claim that a word stands in."""
        span = span_of(word)
        for claim in self._claims.touching(span.start, span.end):
            for source in reversed(claim.attribution):
                if source.chain is not None:
                    return [Who(source.chain, Span(start=source.start, end=source.end))]
                words = self._parse.tokens_at(source.start, source.end)
                meant = self._cast.of_nouns([words.root]) if words is not None else []
                if meant:
                    return meant
        return []


def sides(match: Match, cast: Cast, speakers: Speakers, lexicon: Plover) -> Sides:
    """Who acts and who receives, nobody twice."""
    if match.kind == "noun":
        actors, recipients = _of_noun(match, cast, speakers, lexicon)
    else:
        actors, recipients = _of_verb(match, cast, speakers)
    takes_nothing = match.kind == "verb" and patient(match.word) is None and complement(match.word) is None
    if match.trigger.owner == "recipient" and takes_nothing and not recipients:
        actors, recipients = [], actors  # "two hundred people returned home"
    if not match.trigger.mutual:
        actors = [w for who in actors for w in (who, *cast.side_of(who))]
    if match.trigger.mutual and match.kind == "noun":
        actors, recipients = actors + recipients, []
    if match.trigger.mutual and match.kind == "verb" and match.trigger.type == "SUPPORT":
        actors += cast.of_nouns(phrases(match.word, ("for",)))  # "who signed for Norway"
    actors = _each_once(actors, set())
    recipients = _each_once(recipients, {w.chain for w in actors})
    sets_apart = match.trigger.mutual and match.trigger.type in ("SUPPORT", "AGREE")
    if sets_apart and len(actors) == 2 and all(cast.is_body(w.chain) for w in actors):
        cast.note_pair(actors[0].span.start, (actors[0].chain, actors[1].chain))
    return Sides(actors, recipients)


def _each_once(whos: list[Who], taken: set[int]) -> list[Who]:
    found: dict[int, Who] = {}
    for who in whos:
        if who.chain not in taken:
            found.setdefault(who.chain, who)
    return list(found.values())


def _meant(word: Token | None, cast: Cast, speakers: Speakers) -> list[Who]:
    if word is None:
        return []
    if word.lower_ in _SPEAKER:
        found = cast.of_noun(word) or speakers.at(word)
        return [w._replace(chain=cast.for_state(w.chain)) for w in found] if word.lower_ in _SEVERAL else found
    if word.lower_ in _PRONOUNS:
        says = _says(word.head)
        several = says is not None and any(c.dep_ == "conj" for c in says.children)
        if says is not None and says.i != word.i and (several or not cast.of_noun(word)):
            return cast.of_nouns([says])  # "A and B said they would stop"
    return cast.of_nouns([word])


def _says(word: Token) -> Token | None:
    """The subject of the verb that reports the clause of a word: `she` in "she said it was false"."""
    for _ in range(5):
        if word.dep_ == "ccomp":
            return subject(word.head)
        if word.head.i == word.i:
            return None
        word = word.head
    return None


def _of_verb(match: Match, cast: Cast, speakers: Speakers) -> tuple[list[Who], list[Who]]:
    verb, trigger = match.word, match.trigger
    if match.kind == "adjective":
        verb = match.word.head if match.word.head.pos_ in ("AUX", "VERB") else match.word
    if trigger.actor == "speaker":
        return speakers.at(match.word) or _meant(_says(match.word), cast, speakers), []
    doer, thing = subject(verb), patient(verb)
    if match.kind == "adjective":
        thing = None
    actors = _meant(doer, cast, speakers)
    if not actors:
        actors = _told_otherwise(match, verb, doer, thing, cast)
    recipients = _towards(match, verb, thing, cast, speakers)
    clause = complement(match.word)
    if trigger.mutual:
        actors, recipients = actors + recipients, []
    if not recipients and clause is not None and clause.dep_ == "ccomp" and trigger.type in ("REQUEST", "SANCTION"):
        recipients = _meant(subject(clause) or patient(clause), cast, speakers)
    if not recipients and trigger.type == "REQUEST":  # "asked for the ships to leave"
        wished = next((c for c in match.word.children if c.dep_ == "advcl" and any(
            x.dep_ == "mark" and x.lower_ == "for" for x in c.children)), None)
        recipients = _meant(subject(wished), cast, speakers) if wished is not None else []
    if not recipients and clause is not None and trigger.type in VERBAL:
        recipients = _of_clause(clause, cast, speakers)
    if trigger.actor == "from":
        return cast.of_nouns(phrases(verb, ("from",))), actors
    if trigger.actor == "object":
        return recipients, actors
    return actors, recipients


def _told_otherwise(match: Match, verb: Token, doer: Token | None, thing: Token | None, cast: Cast) -> list[Who]:
    """Who acts where the subject names nobody."""
    trigger = match.trigger
    if trigger.mutual and doer is not None and doer.lower_ == "they":
        return cast.of_pair(doer)  # "the accord that they signed"
    actors: list[Who] = []
    if trigger.type == "ASSAULT" and is_harm(verb):
        attacks = nouns_of_attack(verb)
        actors = cast.of_nouns([w for noun in attacks for w in phrases(noun, ("by", "from", "between"))])
    if not actors and doer is not None and match.pattern.subjects is not None:  # "talks between the two broke down"
        actors = cast.of_nouns(phrases(doer, ("between", "with", "among", "of")))
    if trigger.type == "MOBILIZE" and thing is not None and match.pattern.objects is not None and (
            is_passive(verb) or thing == verb.head):
        moved = cast.of_nouns([thing])  # "900 Kenyan troops are stationed in Haiti"
        actors = [w._replace(chain=cast.for_state(w.chain)) for w in moved]
    if not actors and trigger.mode == "release" and thing is not None:  # "men held by the army were freed"
        holds = [c for c in thing.children if c.dep_ == "acl" and c.tag_ == "VBN"]
        actors = cast.of_nouns([w for held in holds if (w := agent_phrase(held)) is not None])
    return actors


def _towards(match: Match, verb: Token, thing: Token | None, cast: Cast, speakers: Speakers) -> list[Who]:
    """To whom a verb's event is done: its object, and the phrases of the verb, its object and its means."""
    trigger, found = match.trigger, list[Who]()
    if trigger.type == "ASSAULT" and is_harm(verb):
        found += cast.of_nouns([w for n in nouns_of_attack(verb) for w in phrases(n, ("on", "against", "at"))])
    if "object" in trigger.recipient and thing is not None:
        found += _meant(thing, cast, speakers)
    for name in trigger.recipient:
        if name not in ("object", "of") and not (trigger.type == "CONSULT" and name in _WHERE):
            found += cast.of_nouns(phrases(verb, (name,)))
    if thing is not None:
        names = ("with", "between") if trigger.mutual else tuple(n for n in trigger.recipient if n != "object")
        names += {"SUPPORT": ("by", "for"), "ACCUSE": ("by",)}.get(trigger.type, ()) if not trigger.mutual else ()
        names += _OF_GOODS if trigger.type in ("SANCTION", "COERCE") and thing.lemma_.lower() in _GOODS else ()
        found += cast.of_nouns(phrases(thing, names))
        if not found:  # "a note of protest to the envoy", "the sanctions imposed on Guinea"
            below = [*phrases(thing, ("of",)), *(c for c in thing.children if c.dep_ == "acl" and c.tag_ == "VBN")]
            found += cast.of_nouns([w for word in below for w in phrases(word, names)])
        found += [w for c in thing.children if c.lower_ == "worth" for w in cast.of_nouns(phrases(c, ("with",)))]
    if trigger.type == "SANCTION" and thing is not None:
        found = _posted(thing, cast) or found
    if trigger.mutual and not found:  # "discussed it by telephone with her counterpart"
        means = phrases(verb, ("by", "on", "over", "in"))
        found = cast.of_nouns([w for tool in means for w in phrases(tool, ("with",))])
    return found


def _posted(thing: Token, cast: Cast) -> list[Who]:
    """The state to which an embassy or envoy of one's own is sent: "closed its embassy in Rome"."""
    if not any(c.dep_ == "poss" and c.pos_ == "PRON" for c in thing.children):
        return []
    nouns = phrases(thing, ("in", "to", "from"))
    found = [(cast.place(noun), noun) for noun in nouns]
    return [Who(cast.state_of(chain), span_of(noun)) for chain, noun in found if chain is not None]


def _of_clause(clause: Token, cast: Cast, speakers: Speakers) -> list[Who]:
    """Whom what is promised, asked or threatened would befall: `Mali` in "threatened to close the border with Mali"."""
    thing = patient(clause)
    found = _meant(thing, cast, speakers) + cast.of_nouns(phrases(clause, _TOWARDS))
    return found or (cast.of_nouns(phrases(thing, _TOWARDS)) if thing is not None else [])


def _of_noun(match: Match, cast: Cast, speakers: Speakers, lexicon: Plover) -> tuple[list[Who], list[Who]]:
    noun, trigger = match.word, match.trigger
    owned = cast.of_nouns([c for c in noun.children if c.dep_ in _OWNERS and c.i < noun.i])
    suffers = trigger.owner == "recipient" or (
        noun.lemma_ in _SUFFERED and not phrases(noun, ("of",)) and all(cast.is_person(w.chain) for w in owned))
    actors = [] if suffers else owned
    thing = phrases(noun, ("of",)) or [  # "the arrest in Oslo of a man"
        w for there in phrases(noun, ("in", "at", "near")) if there.pos_ == "PROPN" for w in phrases(there, ("of",))]
    actors = actors + cast.of_nouns(phrases(noun, ("by", "between", "from", "among")))
    if not actors:  # "the seizure of a ship by …", where the parse hangs `by` on the ship
        actors = cast.of_nouns([w for of in thing for w in phrases(of, ("by", "between"))])
    others = [n for n in trigger.recipient if n not in ("object", "of")] + ["with"] * trigger.mutual
    recipients = [w for n in others for w in cast.of_nouns(phrases(noun, (n,)))]
    recipients += owned if suffers else []
    of = cast.of_nouns(thing)
    actors += of if trigger.of == "actor" else []
    recipients += of if trigger.of == "recipient" else []
    for clause in (c for c in noun.children if c.dep_ == "acl"):
        if clause.tag_ == "VBG":  # "operations targeting the port"
            recipients += _meant(patient(clause), cast, speakers)
        elif clause.tag_ == "VBN" and not trigger.mutual:  # "a raid carried out by the army"
            actors += cast.of_nouns([w for w in (agent_phrase(clause),) if w is not None])
        elif trigger.type == "ACCUSE":  # "the charge that the army had shelled the road"
            recipients += _meant(subject(clause), cast, speakers)
    carried = _of_carrier(match, cast, speakers, lexicon, bool(actors))
    return actors + carried[0], recipients + carried[1]


def _of_carrier(match: Match, cast: Cast, speakers: Speakers, lexicon: Plover,
                named: bool) -> tuple[list[Who], list[Who]]:
    """Actors and recipients from the verb that carries a noun, or from the clause that it dates."""
    noun, verb, trigger = match.word, match.carrier, match.trigger
    if verb is not None:
        doers = _meant(subject(verb), cast, speakers)
        if verb.lemma_.lower() in lexicon.receiving:
            return cast.of_nouns(phrases(verb, ("from",))), doers
        return doers, cast.of_nouns(phrases(verb, ("with",) if trigger.mutual else ("against", "on", "at", "into")))
    lead = noun.head
    if not named and trigger.type == "ASSAULT" and noun.dep_ == "pobj" and lead.lower_ == "in" and _acts_on(lead.head):
        return _meant(subject(lead.head), cast, speakers), []  # "freed the men in a raid on a hideout"
    partner = trigger.mutual and noun.dep_ == "pobj" and noun.head.lower_ in _AT and bool(phrases(noun, ("with",)))
    if not named and trigger.shared and noun.dep_ in ("pobj", "dobj") and (partner or _adjunct(noun)):
        holder = governing_verb(noun)
        if holder is not None:
            doer = subject(holder) or (None if is_passive(holder) else patient_subject(holder))
            return _meant(doer, cast, speakers), []
    return [], []


def _acts_on(verb: Token) -> bool:
    """Is it an active verb with an object, so that its subject does what its phrases tell of?"""
    return verb.pos_ == "VERB" and not is_passive(verb) and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and any(
        c.dep_ == "dobj" for c in verb.children) and verb.lemma_ not in ("lose", "suffer", "see", "leave")


def _adjunct(noun: Token) -> bool:
    lead = noun.head
    if noun.dep_ == "dobj":  # "following" is parsed as a verb with an object
        return lead.dep_ == "prep"
    while lead.dep_ in ("pobj", "prep") and lead.head.dep_ in ("pobj", "prep") and lead.head.i != lead.i:
        lead = lead.head
    return lead.lower_ in _AFTER or noun.head.lower_ in _AFTER
