"""Composes the events of one report: triggers, sides, scene, agreement; then what is told twice is joined."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, Chain, ClaimMention, EventMention, EventStatus, TimeExpression
from dragoman.ontology.plover import Plover, Trigger
from dragoman.reading.events.actors import Cast, Who
from dragoman.reading.events.denials import find_denials
from dragoman.reading.events.join import MADE, Told, join, merged
from dragoman.reading.events.roles import complement, governing_verb, patient, phrases, subject
from dragoman.reading.events.scene import (
    SPEECH,
    Clock,
    evidence,
    hangs_on_future,
    in_title,
    is_habitual,
    is_weighed,
    is_wished_of,
    place_of,
    status,
)
from dragoman.reading.events.sides import VERBAL, Sides, Speakers, sides
from dragoman.reading.events.triggers import Match, find_triggers, is_harm
from dragoman.text.factuality import is_open_question, is_unreal
from dragoman.text.grammar import is_passive
from dragoman.text.parse import Parse, span_of
from dragoman.text.spans import SpanIndex

_ABOUT_AGREEMENTS = ("SUPPORT", "AGREE", "RETREAT", "CONCEDE", "REJECT")
_BETWEEN_STATES = ("AID", "SANCTION", "COOPERATE")  # a capital stands for its state
_DEFINITE = ("the", "this", "that", "these", "those")
_MATERIAL = ("ASSAULT", "RETREAT", "AID", "COERCE", "MOBILIZE", "PROTEST", "SANCTION")
_GIVEN = ("RETREAT", "AID")
_DONE_TO = ("ASSAULT", "COERCE", "PROTEST")
_CASUALTIES = ("kill", "wound", "injure", "shell", "bomb", "shoot")
_ASKS = ("ask", "request", "want", "tell", "beg", "prefer")
_TWO = 2  # who speak with each other
_HELPS = ("pay", "help", "protect", "lend", "raise", "serve", "give", "offer")
_GIVES = ("give", "lend", "offer")
_COMPLEMENTS = ("xcomp", "ccomp", "dobj", "pcomp", "pobj", "nsubjpass", "prep", "acl", "conj", "attr", "nsubj", "amod",
                "compound", "poss", "oprd", "acomp", "csubj", "dative", "prt", "advmod", "relcl", "appos")
_FRAME = ("to", "on", "for", "of", "about", "against", "over", "with", "into", "that", "from", "as", "by")


def find_events(
    parse: Parse,
    chains: tuple[Chain, ...],
    times: tuple[TimeExpression, ...],
    claims: tuple[ClaimMention, ...],
    agreements: tuple[AgreementMention, ...],
    lexicon: Plover,
) -> tuple[EventMention, ...]:
    """The events of a report, in order."""
    finder = _Finder(parse, chains, times, claims, agreements, lexicon)
    plain = Trigger(type="REJECT", cameo="120")
    denials = [Told(event, plain, in_title(parse, event.evidence[0]), span_of(word.sent).start, denial=True)
               for event, word in find_denials(parse, claims)]
    denied = SpanIndex((d.event.evidence[0], d) for d in denials)
    drafts = [d for sentence in parse.sentences for d in finder.in_sentence(sentence)
              if not (d.event.status == "denied" and any(denied.touching(*_ends(d))))]
    drafts += denials
    return join(drafts, times)


class _Finder:
    def __init__(self, parse: Parse, chains: tuple[Chain, ...], times: tuple[TimeExpression, ...],
                 claims: tuple[ClaimMention, ...], agreements: tuple[AgreementMention, ...], lexicon: Plover):
        self.parse, self.lexicon, self.agreements = parse, lexicon, agreements
        self.cast, self.clock = Cast(parse.document.text, chains, agreements, lexicon.actor_nouns), Clock(times)
        self.speakers = Speakers(claims, parse, self.cast)
        self.chains, self.times = chains, times
        self._deals = SpanIndex((s, n) for n, a in enumerate(agreements) for s in a.evidence if s.field is None)

    def in_sentence(self, sentence: Tokens) -> list[Told]:
        """The events of one sentence."""
        if is_open_question(sentence):
            return []
        matches = find_triggers(sentence, self.lexicon)
        by_word = {m.word.i: m for m in matches} | {m.carrier.i: m for m in matches if m.carrier is not None}
        found = list[tuple[int, Told]]()
        for match in matches:
            draft = self._draft(match)
            if draft is not None and not _is_content(match, by_word, draft.event):
                found.append((match.word.i, draft))
        return _with_causes(found, by_word)

    def _draft(self, match: Match) -> Told | None:
        """The event that a trigger tells of, or None where it tells of none."""
        trigger = match.trigger
        if is_habitual(match.carrier or match.word) or is_unreal(match.carrier or match.word):
            return None
        who, deal = self._who(match)
        time, place, certain = self._when(match, who, deal), place_of(match, self.cast), status(match)
        again = False
        if not _worth(match, who, time, place is not None, certain, self.cast):
            again = _tells_more(match, who, certain) and (time is not None or place is not None)
            if not again:
                return None
        kind, mode, cameo = trigger.type, trigger.mode, trigger.cameo
        if certain == "planned" and kind in self.lexicon.intended:
            kind, mode, cameo = "AGREE", None, self.lexicon.intended[kind]
        clause = evidence(match)
        spans = [clause, *_named(who.actors, "actors"), *_named(who.recipients, "recipients")]
        if place is not None:
            spans.append(Span(start=place[1].start, end=place[1].end, field="place"))
        if time is not None:
            spans.append(Span(start=self.times[time].start, end=self.times[time].end, field="time"))
        spans.append(span_of(match.carrier or match.word, "status"))
        event = EventMention(
            type=kind, mode=mode, cameo=cameo, contexts=self._contexts(match, clause), status=certain,
            actors=tuple(w.chain for w in who.actors), recipients=tuple(w.chain for w in who.recipients),
            place=place[0] if place else None, time=time, agreement=deal,
            trigger=self.parse.text(span_of(match.word)), evidence=tuple(dict.fromkeys(spans)),
        )
        states = frozenset(self.cast.key(w.chain) for w in (*who.actors, *who.recipients))
        return Told(event, trigger, in_title(self.parse, clause), span_of(match.word.sent).start, states=states,
                    again=again, takes_up=self._takes_up(match, who),
                    result=match.word.tag_ == "VBG" and match.word.dep_ == "advcl")

    def _takes_up(self, match: Match, who: Sides) -> bool:
        """Is the doer only the deed told of before: "the strikes hit two mills"?"""
        doer = subject(match.word) if match.kind == "verb" and match.trigger.type == "ASSAULT" else None
        return doer is not None and not who.actors and doer.left_edge.lower_ in _DEFINITE and any(
            p.trigger.type == "ASSAULT" for p in self.lexicon.nouns.get(doer.lemma_.lower(), ()))

    def _who(self, match: Match) -> tuple[Sides, int | None]:
        """Who acts and who receives, with the agreement that it is about."""
        trigger = match.trigger
        who = sides(match, self.cast, self.speakers, self.lexicon)
        deal = self._agreement(match) if trigger.type in _ABOUT_AGREEMENTS else None
        if deal is None and trigger.mutual and trigger.shared and not who.actors:
            deal = self._agreement_of_clause(match)
        if trigger.mutual and deal is not None and match.kind != "adjective":
            who = self._parties(who, self.agreements[deal], trigger.type in ("SUPPORT", "AGREE"))
        if trigger.type in (*VERBAL, *_BETWEEN_STATES):  # "called on Lima to answer", "gave boats to Lima"
            who = Sides(*([w._replace(chain=self.cast.state_of(w.chain)) for w in side] for side in who))
        elif match.kind == "verb":  # "Lima closed the border"
            who = Sides([w._replace(chain=self.cast.state_of(w.chain)) for w in who.actors], who.recipients)
        who = Sides([w for w in who.actors if self._acts(w)], [w for w in who.recipients if self._acts(w)])
        return who, None if trigger.type == "CONSULT" else deal

    def _when(self, match: Match, who: Sides, deal: int | None) -> int | None:
        """When it was: by its own words, by when the agreement was signed, or by when the actor said so."""
        trigger, time = match.trigger, self.clock.of(match)
        if time is None and deal is not None and trigger.cameo == MADE and trigger.mutual:
            time = self.agreements[deal].signed
        if time is None and trigger.type in VERBAL:
            time = self.speakers.said(match.word, {w.chain for w in who.actors})
        return time

    def _acts(self, who: Who) -> bool:
        return self.chains[who.chain].kind != "place"

    def _parties(self, who: Sides, agreement: AgreementMention, making: bool) -> Sides:
        """The parties of the agreement that is made, where the sentence doesn't name them all."""
        unnamed = ("person", "group") if making else ()
        named = [w for w in who.actors if self.chains[w.chain].kind not in unnamed]
        if len(named) >= (2 if making else 1) or len(agreement.parties) < 2:
            return who
        spans = [s for s in agreement.evidence if s.field == "parties"] or list(agreement.evidence[:1])
        return Sides([Who(p, spans[min(n, len(spans) - 1)]) for n, p in enumerate(agreement.parties)], [])

    def _agreement(self, match: Match) -> int | None:
        thing = patient(match.word) if match.kind == "verb" else None
        for word in (thing, match.word):
            if word is not None:
                span = span_of(word)
                found = next(self._deals.touching(span.start, span.end), None)
                if found is not None:
                    return found
        if match.trigger.cameo == MADE and match.kind == "verb":  # the only agreement of the sentence
            sentence = span_of(match.word.sent)
            near = set(self._deals.touching(sentence.start, sentence.end))
            return near.pop() if len(near) == 1 else None
        return None

    def _agreement_of_clause(self, match: Match) -> int | None:
        """The agreement that the clause of a noun makes: "the pact, signed after a month of talks"."""
        holder = governing_verb(match.word)
        thing = patient(holder) if holder is not None else None
        if thing is None:
            return None
        span = span_of(thing)
        return next(self._deals.touching(span.start, span.end), None)

    def _contexts(self, match: Match, clause: Span) -> tuple[str, ...]:
        found = set(match.trigger.contexts)
        tokens = self.parse.tokens_at(clause.start, clause.end)
        for word in tokens if tokens is not None else ():
            context = self.lexicon.context_of.get(word.lemma_.lower())
            if context:
                found.add(context)
        return tuple(sorted(found))


def _ends(told: Told) -> tuple[int, int]:
    return told.event.evidence[0].start, told.event.evidence[0].end


def _named(whos: list[Who], field: str) -> list[Span]:
    return [Span(start=w.span.start, end=w.span.end, field=field) for w in whos]


def _with_causes(found: list[tuple[int, Told]], matches: dict[int, Match]) -> list[Told]:
    """ "Two men were killed when the army shelled Goma": the toll and the attack that took it are one event."""
    drafts = dict(found)
    for i, draft in found:
        toll = _toll_above(matches[i].word) if draft.event.type == "ASSAULT" else None
        told = drafts.get(toll.i) if toll is not None else None
        if toll is not None and told is not None and told.event.type == "ASSAULT" and not told.event.actors:
            drafts[toll.i] = told._replace(event=merged(told.event, draft.event), states=told.states | draft.states)
            drafts.pop(i)
            continue
        word = matches[i].word
        told = drafts.get(word.head.i) if word.tag_ == "VBG" and word.dep_ == "advcl" and is_harm(word) else None
        if told is not None and told.event.type == draft.event.type:  # "shelled a ship, wounding two"
            drafts[word.head.i] = told._replace(event=merged(told.event, draft.event))
            drafts.pop(i)
    return list(drafts.values())


def _toll_above(clause: Token) -> Token | None:
    """The verb of harm that a clause with when, as or after hangs on, whatever the parse puts between."""
    if clause.dep_ not in ("advcl", "relcl") or not any(
            c.dep_ in ("advmod", "mark") and c.lower_ in ("when", "as", "after") for c in clause.children):
        return None
    above = governing_verb(clause) if clause.dep_ == "relcl" else clause.head
    while above is not None and above.dep_ == "conj" and above.head.pos_ == "VERB" and above.lemma_ != "kill":
        above = above.head
    return above if above is not None and (is_harm(above) or above.lemma_ in _CASUALTIES) else None


def _tells_more(match: Match, who: Sides, certain: EventStatus) -> bool:
    """Does a definite noun only take up a deed told before ("the attack, which came on Monday")?"""
    definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in match.word.children)
    return (match.kind == "noun" and match.carrier is None and definite and certain == "occurred"
            and match.trigger.type in ("ASSAULT", "COERCE", "PROTEST") and not who.actors and not who.recipients)


def _worth(match: Match, who: Sides, time: int | None, placed: bool, certain: EventStatus, cast: Cast) -> bool:
    """Is it an event that a careful coder would write down, or only a word of the lexicon?"""
    kind, verb = match.trigger.type, match.carrier or match.word
    if certain == "hypothetical" and hangs_on_future(verb):
        return False  # what stands in an if-clause
    if is_weighed(verb) or (certain == "planned" and kind != "CONSULT" and is_wished_of(verb)):
        return False
    if kind == "CONSULT" and _is_meeting(match, time, placed, certain):
        return True
    if _asks_nobody(match, who):
        return False
    if kind in VERBAL and not match.trigger.mutual:
        doer = subject(match.word) if match.kind == "verb" and match.trigger.actor == "subject" else None
        known = bool(who.actors) or (not match.pattern.negated and doer is not None and cast.is_somebody(doer))
        if time is not None and is_passive(match.word):  # "was summoned on Monday"
            thing = patient(match.word)
            known |= bool(who.recipients) or (thing is not None and cast.is_somebody(thing))
        return known and certain not in ("denied", "hypothetical")
    if certain == "denied" and not who.actors:
        return False
    gift = match.pattern.objects is not None and match.word.lemma_ in _GIVES and any(
        cast.is_body(w.chain) for w in who.actors)  # "Portugal is giving two million euros"
    if kind == "AID" and match.word.lemma_ in _HELPS and match.kind == "verb" and not who.recipients and not gift:
        return False  # "paid 3 million in taxes"
    if match.trigger.mode == "return" and not _gives_back(match):
        return False
    if kind == "CONSULT" and match.pattern.with_words == ("with",) and len(who.actors) < _TWO and not any(
            cast.is_somebody(w) for w in phrases(match.word, ("with",))):
        return False  # "speaking with emotion"
    if match.trigger.cameo == MADE and match.kind == "verb" and time is not None and certain == "occurred":
        return True  # "a treaty signed in 1955", by whomever
    if match.kind == "noun" and match.carrier is None and kind == "COOPERATE" and match.trigger.cameo == "060":
        return False  # "cooperation between the two" is a state of things
    return _is_told(match, who, time, placed, certain, cast)


def _gives_back(match: Match) -> bool:
    """ "Envoys returned to Doha", "a return to protests": nothing is given back."""
    if match.kind == "verb":
        return patient(match.word) is not None
    return match.carrier is not None or bool(phrases(match.word, ("of",))) or any(
        c.dep_ == "poss" for c in match.word.children)


def _is_meeting(match: Match, time: int | None, placed: bool, certain: EventStatus) -> bool:
    """Is a meeting told of with its place, or its day, though not by name who meets: "a group will meet in Oslo"?"""
    if match.kind == "noun":
        return (placed and certain == "occurred") or (certain == "planned" and (placed or time is not None))
    return match.trigger.mutual and placed and certain in ("occurred", "planned")


def _asks_nobody(match: Match, who: Sides) -> bool:
    """ "Asked not to be named", "said it must defend itself": nobody is asked for anything."""
    clause = complement(match.word) if match.kind == "verb" and match.trigger.type == "REQUEST" else None
    hidden = clause is not None and is_passive(clause) and match.word.lemma_ in _ASKS
    return not who.recipients and (match.obliges or hidden)


def _is_told(match: Match, who: Sides, time: int | None, placed: bool, certain: EventStatus, cast: Cast) -> bool:
    """Does the text say enough of a deed: by whom, to whom, when or where?"""
    kind = match.trigger.type
    material = kind in _MATERIAL
    if match.kind == "noun" and match.carrier is None and not who.actors:
        definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in match.word.children)
        dated = time is not None and (not definite or any(
            w.ent_type_ == "DATE" for w in phrases(match.word, ("of", "on"))))  # "the swap of 4 March"
        if not (material and (placed or dated or who.recipients)):
            return False
    if certain == "planned" and kind in _GIVEN and match.pattern.objects is not None and is_passive(match.word):
        return True  # "40 bodies are to be exchanged"
    if certain in ("planned", "hypothetical", "discussed") and not who.actors:
        return False
    if kind == "ASSAULT" and match.kind == "verb" and not match.pattern.rank and not (who.actors or who.recipients):
        doer, thing = subject(match.word), patient(match.word)
        return match.word.lemma_ in _CASUALTIES or any(w is not None and cast.is_somebody(w) for w in (doer, thing))
    done = match.kind == "verb" and certain == "occurred"
    doer, thing = (subject(match.word), patient(match.word)) if done else (None, None)
    told = match.pattern.objects is not None and doer is not None
    people = kind in _DONE_TO and any(  # "nine suspects were detained", "two more were shot dead"
        w is not None and (cast.is_somebody(w) or (w.pos_ == "NUM" and kind == "ASSAULT")) for w in (doer, thing))
    return bool(who.actors) or (material and (bool(who.recipients) or time is not None or placed or told or people))


def _has_agent(noun: Token) -> bool:
    """ "the release of 40 men by the army": a noun that says by whom."""
    heads = [noun, *(w for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for w in c.children)]
    return any(c.lower_ == "by" and c.dep_ in ("prep", "agent") for word in heads for c in word.children)


def _serves(clause: Token, above: Match, match: Match) -> bool:
    """Is an infinitive what is threatened or asked for, or what another trigger of its type is done to do?"""
    purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
    return purpose and above.word.i != match.word.i and (
        above.trigger.type in SPEECH or above.trigger.type == match.trigger.type)


def _is_content(match: Match, others: dict[int, Match], event: EventMention) -> bool:
    """Is a trigger only what another event asks, promises, rejects or complains of?"""
    word: Token = match.carrier or match.word
    for _ in range(8):
        head = word.head
        above = others.get(head.i)
        if word.dep_ == "advcl" and above is not None and _serves(word, above, match):
            return True
        if word.dep_ == "advcl" and word.tag_ == "VBG" and above is not None and above.trigger.cameo == MADE:
            return True  # "signed a pact, ending the war"
        if head.i == word.i or word.dep_ not in _COMPLEMENTS:
            return False
        if word.dep_ in ("relcl", "appos") or (word.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and any(
                c.dep_ == "nsubj" for c in word.children)):
            return False
        if word.dep_ == "prep" and word.lower_ not in _FRAME:
            return False
        if word.dep_ == "ccomp" and word.i < head.i:  # "Gunmen killed a mayor; the group denied it"
            unreal = event.status in ("planned", "hypothetical", "discussed")
            return unreal and above is not None and above.trigger.type in ("THREATEN", "REQUEST")
        if word.dep_ == "acl" and word.tag_ == "VBN":
            return False
        if above is not None and above.word.i != match.word.i and word.dep_ not in ("nsubj", "conj"):
            if above.trigger.type in VERBAL and not (above.trigger.mutual and above.trigger.type == "SUPPORT"):
                own = match.kind == "noun" and event.status == "occurred" and (
                    event.time is not None or (bool(event.actors) and _has_agent(match.word)))
                return not (own and above.trigger.type in ("ACCUSE", "SUPPORT"))
            if above.trigger.cameo == MADE and word.dep_ != "acl":
                return match.kind == "noun"
        word = head
    return False
