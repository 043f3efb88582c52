"""Which words tell of an event: the patterns of the lexicon against the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.plover import Pattern, Plover, Trigger
from dragoman.reading.events.idioms import OUTCOMES, has_its_object, is_idiom, is_name_called
from dragoman.reading.events.roles import complement, patient, phrases, subject
from dragoman.text.factuality import is_negative
from dragoman.text.grammar import conjuncts
from dragoman.text.kept import by_block

_PARTICLES = ("prep", "prt", "agent", "dative", "advmod")
_HARM = ("kill", "wound", "injure", "destroy", "hit", "damage", "die", "maim", "leave", "claim")
_SUFFERED = ("kill", "wound", "injure")
_STARTS = ("begin", "start", "resume", "open", "reopen", "end", "continue", "convene", "conclude", "close", "schedule",
           "plan", "postpone")
_STAGES = ("stage", "phase", "round", "part", "series", "wave", "batch", "number", "string", "day", "week", "hour",
           "month", "year")
_MEASURES = frozenset((
    "stage", "phase", "round", "part", "series", "wave", "batch", "number", "string", "all", "half", "rest", "last",
    "first", "dozen", "hundred", "thousand", "million", "billion", "tonne", "ton", "load", "shipment", "delivery",
    "convoy", "package", "supply", "sort", "kind", "type", "member", "group", "share", "portion", "quarter",
    "third", "most", "some", "many", "dollar", "euro", "cache", "stock", "stockpile", "lot", "remainder",
    "majority", "worth", "litre", "barrel", "metre", "kilometre", "pound", "rouble", "yuan", "yen", "amount",
    "quantity", "fleet", "squadron", "column", "exchange", "swap", "handover", "piece", "salvo", "volley", "use",
    "couple", "pair", "score", "form", "act", "campaign", "case"))
_MANY = 12  # patterns of one verb, from which a look at the words of its sentence pays
_UNSAID = ("that", "not")  # words of a pattern that the sentence need not have: "said he lied", "didn't"
_QUOTED = '""'  # of a pattern: words in quotation marks
_DUTIES = ("must", "should")
_OBJECTS = ("dobj", "obj", "attr", "oprd", "xcomp", "ccomp", "dative", "acomp", "pobj", "pcomp")


class Match(NamedTuple):
    """A trigger word with its pattern. `carrier` is the verb that carries a noun ("carried out a raid")."""

    word: Token
    pattern: Pattern
    kind: str  # verb, noun or adjective
    carrier: Token | None = None

    @property
    def trigger(self) -> Trigger:
        """The block of the lexicon that the pattern stands in."""
        return self.pattern.trigger

    @property
    def obliges(self) -> bool:
        """Does a verb of saying lay a duty on somebody ("said that the rebels must disarm")?"""
        return bool(self.pattern.with_words) and self.pattern.with_words[0] in _DUTIES


def find_triggers(sentence: Tokens, lexicon: Plover) -> list[Match]:
    """The triggers of a sentence, in order; each word belongs to one at most."""
    doc = sentence.doc
    return [Match(doc[word], pattern, kind, None if carrier is None else doc[carrier])
            for word, pattern, kind, carrier in _positions(doc, lexicon).get(sentence.start, ())]


@by_block
def _positions(doc: Doc, lexicon: Plover) -> dict[int, list[tuple[int, Pattern, str, int | None]]]:
    """The triggers of each sentence of a block, by where it begins; see `Match`. Tokens by their positions."""
    return {sentence.start: [(m.word.i, m.pattern, m.kind, None if m.carrier is None else m.carrier.i)
                             for m in _in_sentence(sentence, lexicon)] for sentence in doc.sents}


def _in_sentence(sentence: Tokens, lexicon: Plover) -> list[Match]:
    found: dict[int, Match] = {}
    for word in sentence:
        match = match_word(word, lexicon)
        if match is not None:
            found[word.i] = match
    _one_with_its_words(found, lexicon)
    for match in [m for m in found.values() if m.kind == "verb" and m.pattern.subjects is not None]:
        found = {i: m for i, m in found.items() if m.kind != "noun" or m.word.head.i != match.word.i
                 or m.word.dep_ != "nsubj" or m.word.lemma_.lower() not in (match.pattern.subjects or ())}
    for match in [m for m in found.values() if m.kind == "noun"]:
        for child in match.word.children:  # "operations targeting the port"
            if child.dep_ == "acl" and child.i in found and found[child.i].trigger.type == match.trigger.type:
                found.pop(child.i)
    _one_noun_of_two(found)
    for i, match in list(found.items()):
        if match.kind == "noun" and match.carrier is None:
            found[i] = match._replace(carrier=_carrier(match.word, lexicon))
    return [found[i] for i in sorted(found)]


def _one_with_its_words(found: dict[int, Match], lexicon: Plover) -> None:
    """A verb and the words that its pattern wants tell of one event."""
    for match in [m for m in found.values() if m.kind == "verb"]:
        for noun in {w.i for w in _fillers(match.word, match.pattern.with_words)}:
            if noun in found and found[noun].kind == "noun":
                _one_of_two(found, match, found[noun], lexicon)
        for clause in (c for c in match.word.children if c.lower_ in match.pattern.with_words and c.pos_ == "VERB"):
            found.pop(clause.i, None)  # "ordered the border closed"
        last = _companion(match.word, match.word, match.pattern.with_words[-1]) if match.pattern.with_words else None
        if last is not None and last.pos_ == "VERB" and last.lower_ == match.pattern.with_words[-1]:
            found.pop(last.i, None)  # "told those who work there to leave"


def _one_noun_of_two(found: dict[int, Match]) -> None:
    """A noun tells of the event that a verb or noun beside it tells of: "shelling killed two", "died in a clash",
    "the exchange of prisoners"."""
    for match in [m for m in found.values() if m.kind == "noun"]:
        word, lead = match.word, match.word.head
        above = found.get(lead.i) if word.dep_ in ("nsubj", "csubj") else found.get(lead.head.i)
        if above is None or above.trigger.type != match.trigger.type or above.word.i == word.i:
            continue
        if above.kind == "noun":
            told = word.dep_ == "pobj" and lead.lower_ == "of"
        else:
            told = is_harm(above.word) and (word.dep_ in ("nsubj", "csubj") or _suffers_in(above.word, word))
        if told:
            found.pop(word.i)


def _suffers_in(verb: Token, noun: Token) -> bool:
    """Is it in the noun that the harm was suffered ("two were killed in a raid")?"""
    passive = verb.lemma_ in _SUFFERED and any(c.dep_ == "auxpass" for c in verb.children)
    return passive and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "by", "during")


def is_harm(verb: Token) -> bool:
    """Does a verb tell only what an attack did to people and things, so that a noun beside it names the attack?"""
    return verb.lemma_.lower() in _HARM


def _one_of_two(found: dict[int, Match], verb: Match, noun: Match, lexicon: Plover) -> None:
    """A verb and its object tell of one event, not of two: "held talks", "launched an attack"."""
    wanted = verb.pattern.objects is not None and noun.word.lemma_.lower() in verb.pattern.objects
    carried = verb.word.lemma_.lower() in lexicon.light and verb.pattern.objects is None
    if wanted and verb.trigger.type == noun.trigger.type and not verb.trigger.mutual and noun.trigger.mutual:
        if verb.word.dep_ == "acl":  # "talks sponsored by Oslo" tells of the talks, "who chaired the talks" of a chair
            found.pop(verb.word.i, None)
        else:
            found.pop(noun.word.i)
    elif (wanted and verb.trigger.type != noun.trigger.type) or (
            not wanted and not carried and verb.trigger.type == noun.trigger.type and noun.word.dep_ == "dobj"):
        found.pop(noun.word.i)
    elif wanted or carried:
        found.pop(verb.word.i, None)
        found[noun.word.i] = noun._replace(carrier=verb.word)


def match_word(word: Token, lexicon: Plover) -> Match | None:
    """The most exact pattern that fits a word, or None."""
    lemma = word.lemma_.lower()
    if lemma not in lexicon.verbs and lemma not in lexicon.nouns and lemma not in lexicon.adjectives \
            and word.lower_ not in lexicon.nouns:
        return None  # most words
    if lemma in OUTCOMES and word.tag_ == "VBG" and word.dep_ == "advcl":
        return None  # "left the base, ending a stay of ten years": what the main clause tells, once more
    if (word.pos_ in ("VERB", "AUX") or word.tag_[:2] == "VB") and not _is_gerund(word) and not _is_people(word):
        patterns = lexicon.verbs.get(lemma, ())
        near = {t.lower_ for t in word.sent} if len(patterns) > _MANY else None  # sets most patterns of "take" aside
        for pattern in patterns:
            if near is not None and any(w not in near and w not in _UNSAID for w in pattern.with_words):
                continue
            modifier = word.dep_ == "amod" and not pattern.trigger.mutual
            if verb_fits(word, pattern) and has_its_object(word, pattern) and not modifier:
                return Match(word, pattern, "verb")  # "an exiled officer" tells what he is, not what was done
    if word.pos_ in ("NOUN", "PROPN") or word.tag_ in ("NN", "NNS") or (word.tag_ == "VBG" and not _has_object(word)):
        for pattern in lexicon.nouns.get(lemma, ()) or lexicon.nouns.get(word.lower_, ()):
            if noun_fits(word, pattern):
                return Match(word, pattern, "noun")
    if word.dep_ in ("acomp", "oprd", "attr", "ccomp") or word.pos_ == "ADJ":
        for pattern in lexicon.adjectives.get(lemma, ()):
            if word.pos_ == "ADJ" and word.dep_ in ("acomp", "oprd", "ccomp", "ROOT", "conj", "relcl"):
                return Match(word, pattern, "adjective")
    return None


def _has_object(word: Token) -> bool:
    return any(c.dep_ == "dobj" for c in word.children)


def _is_gerund(word: Token) -> bool:
    """A verb's -ing form that stands as a noun: "after shelling by the army", "the bombing of the port"."""
    if word.tag_ != "VBG" or word.dep_ in ("ROOT", "xcomp", "acl", "advcl", "relcl", "ccomp"):
        return False
    children = list(word.children)
    if any(c.dep_ in ("dobj", "aux") for c in children):
        return False
    return any(c.dep_ == "det" or (c.dep_ in ("prep", "agent") and c.lower_ in ("by", "of")) for c in children)


def _is_people(word: Token) -> bool:
    """A participle that stands as a noun: "the displaced", "the wounded"."""
    return word.tag_ in ("VBN", "VBD") and word.dep_ in ("pobj", "dobj", "nsubj") and any(
        c.dep_ == "det" for c in word.children)


def noun_fits(word: Token, pattern: Pattern) -> bool:
    """Do the words that a noun's pattern wants stand right before it, and is it not part of a longer noun?"""
    if word.dep_ == "compound" and word.head.pos_ in ("NOUN", "PROPN"):
        return False
    if word.tag_ in ("NNP", "NNPS") or word.ent_type_ == "DATE":  # "Military Cooperation", "March"
        return False
    if is_idiom(word, pattern.trigger.type):
        return False
    of = phrases(word, ("of",))
    if pattern.objects is not None and not any(_is_one(x, pattern.objects) for noun in of for x in conjuncts(noun)):
        return False
    if of and pattern.before == ("the",):
        return False
    at = word.i
    for wanted in reversed(pattern.before):
        at -= 1
        if at < 0 or wanted not in (word.doc[at].lemma_.lower(), word.doc[at].lower_):
            return False
    return True


def verb_fits(verb: Token, pattern: Pattern) -> bool:
    """Do particle, preposition, object, subject and negation fit a verb's pattern?"""
    if pattern.negated and not _is_refused(verb):
        return False
    if any(c.dep_ == "prt" and c.lower_ not in pattern.with_words for c in verb.children):
        return False  # "called off" is no "called for"
    near = verb
    for wanted in pattern.with_words:
        found = _companion(verb, near, wanted)
        if found is None:
            return False
        near = found
    if pattern.objects is not None and not any(_is_one(w, pattern.objects) for w in _fillers(verb, pattern.with_words)):
        return False
    if pattern.subjects is not None:
        doer = subject(verb)
        if doer is None or not any(
                _is_one(w, pattern.subjects) for c in conjuncts(doer) for w in (c, *_of_what(c))):
            return False
    return True


def _is_refused(verb: Token) -> bool:
    """ "Does not accept", "will let no lorries through"; "has yet to" refuses nothing."""
    return any(c.dep_ == "neg" or (c.dep_ == "dobj" and c.left_edge.lower_ == "no") for c in verb.children)


def _companion(verb: Token, near: Token, wanted: str) -> Token | None:
    """The particle, preposition or infinitive that a pattern wants beside a verb."""
    children: list[Token] = [*near.children, *(verb.children if near.i != verb.i else ())]
    for child in children:
        if child.dep_ in _PARTICLES and child.lower_ == wanted and child.i > verb.i:
            return child
        if child.dep_ in ("acomp", "oprd", "xcomp", "ccomp", "advmod", "dobj", "npadvmod") and child.lower_ == wanted:
            return child
        if wanted == "for" and child.dep_ in ("advcl", "ccomp", "xcomp") and any(
                c.dep_ == "mark" and c.lower_ == "for" for c in child.children):
            return child  # "asked for the force to leave"
        if child.dep_ == "dobj":
            below = _below_object(child, wanted)
            if below is not None:
                return below
    clause = complement(verb)
    if clause is not None:
        if wanted == "to" and any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children):
            return clause
        if wanted in _DUTIES and any(c.lower_ == wanted and c.dep_ == "aux" for c in clause.children):
            return clause  # "said that the rebels must disarm"
        if wanted == "that" and clause.dep_ == "ccomp":
            return clause
        if wanted == "not" and is_negative(clause):
            return clause
    return None


def _below_object(thing: Token, wanted: str) -> Token | None:
    """The infinitive on an object: "gave them 48 hours to leave", "told those who work there to leave"."""
    clauses = [c for c in thing.children if c.dep_ in ("relcl", "acl", "xcomp")]
    ends = [c for clause in clauses for c in clause.children if c.dep_ in ("advcl", "xcomp")]
    return next((c for c in (*clauses, *ends) if c.lower_ == wanted), None)


def _fillers(verb: Token, with_words: tuple[str, ...] = ()) -> Iterator[Token]:
    """What may fill the object of a pattern: objects, complements, and the nouns of its prepositions."""
    thing = patient(verb)
    if thing is not None:
        yield from conjuncts(thing)
        yield from _of_what(thing)
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield from conjuncts(child)
            yield from _of_what(child)
        elif child.dep_ in ("prep", "prt", "agent", "dative", "advmod") and child.lower_ in with_words:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield from conjuncts(inner)
                elif inner.dep_ == "prep":
                    yield from (c for c in inner.children if c.dep_ == "pobj")


def _of_what(noun: Token) -> Iterator[Token]:
    """What a word of quantity or kind stands before: `mortars` in "the last of its mortars"."""
    if noun.pos_ not in ("NUM", "DET", "ADJ", "PRON") and noun.lemma_.lower() not in _MEASURES:
        return
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner


def _is_one(word: Token, wanted: frozenset[str]) -> bool:
    lemma = word.lemma_.lower()
    if lemma in wanted or word.lower_ in wanted or (_QUOTED in wanted and is_name_called(word)):
        return True
    if not word.i:
        return False
    before = word.nbor(-1)
    return f"{before.lemma_.lower()} {lemma}" in wanted or f"{before.lower_} {lemma}" in wanted


def _carrier(noun: Token, lexicon: Plover) -> Token | None:
    """The light verb that carries a noun: `carried` in "carried out over 350 airstrikes"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _STAGES:
        noun = noun.head.head  # "carried out the second stage of an exchange"
    head = noun.head
    if noun.dep_ in ("pobj",) and head.lower_ in ("out", "in", "on") and head.head.pos_ == "VERB":
        head = head.head
        return head if head.lemma_.lower() in lexicon.light else None
    if noun.dep_ == "nsubj" and head.lemma_ == "be":  # "talks are to begin"
        head = next((c for c in head.children if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN")), head)
    if noun.dep_ in ("nsubj", "nsubjpass") and head.lemma_.lower() in _STARTS and not any(
            c.dep_ == "dobj" for c in head.children):
        return head
    if noun.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in lexicon.light | lexicon.receiving:
        return head
    clauses = [c for c in noun.children if c.dep_ == "relcl" and c.lemma_.lower() in lexicon.light]
    return next((c for c in clauses if any(  # "the offer that Oslo made"
        x.dep_ == "nsubj" and x.lower_ not in ("that", "which") for x in c.children)), None)
