"""When, where, and whether: the time, place and status of an event, and the words that tell of it."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import EventStatus, TimeExpression
from dragoman.reading.events.actors import Cast
from dragoman.reading.events.roles import governing_verb
from dragoman.reading.events.triggers import Match
from dragoman.text.factuality import is_negative, status_of
from dragoman.text.parse import Parse, span_of
from dragoman.text.spans import SpanIndex

_IN = ("in", "at", "near", "through", "outside", "on", "around", "across", "inside", "over", "of", "into")
_SIDES = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside",
          "short")  # "six kilometres west of Goma"
_ON_THE_GROUND = ("ASSAULT", "PROTEST", "COERCE")
_IN_ROOMS = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
_FAR = 10  # words from a verb to the day that dates it
_WORDS = 30  # evidence of more than this says nothing in particular
_CLAUSES = ("relcl", "advcl", "ccomp", "parataxis", "conj", "appos", "csubj", "punct", "cc", "mark")
SPEECH = ("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE")
_RAISING = ("be", "expect", "schedule", "set", "due", "begin", "start", "plan", "continue")
_WISHES = ("expect", "want", "hope", "wish", "need", "like", "prefer", "await", "love")
_OWN = ("it", "they", "he", "she", "we", "i")
_READY = frozenset((
    "ready", "willing", "able", "prepared", "set", "due", "likely", "eager", "keen", "determined", "bound", "free",
    "happy", "glad", "poised", "supposed", "unable", "unwilling", "reluctant", "unlikely", "certain", "sure"))
_SUBORDINATE = ("after", "before", "since", "until")
_HABIT = frozenset((
    "routinely", "often", "usually", "regularly", "typically", "always", "sometimes", "frequently", "generally",
    "normally", "traditionally", "habitually", "occasionally", "rarely", "seldom", "whenever"))
_TAKES_PLACE = ("take", "happen", "occur", "begin", "start", "come")
_ONGOING = ("continue", "keep", "remain", "maintain", "start", "begin", "resume")
_STATUS: dict[str, EventStatus] = {
    "asserted": "occurred", "planned": "planned", "expected": "planned", "possible": "hypothetical",
    "conditional": "hypothetical", "discussed": "discussed", "denied": "denied",
}


class Clock:
    """The dated time expressions of a report, found by where they stand."""

    def __init__(self, times: tuple[TimeExpression, ...]):
        self.times = times
        dated = [(t, n) for n, t in enumerate(times) if t.type in ("DATE", "TIME") and not t.value.endswith("_REF")]
        self._index = SpanIndex(dated)

    def of(self, match: Match) -> int | None:
        """The expression that dates a trigger: nearest in the tree, else the only one of its sentence."""
        word = match.carrier or match.word
        if word.tag_ == "VBG" and word.dep_ == "advcl" and any(c.dep_ == "nsubj" for c in word.children):
            return None  # "turned back on Monday, each blaming the other": a clause by itself
        sentence = span_of(word.sent)
        found = list(self._index.inside(sentence.start, sentence.end))
        if not found:
            return None
        best: tuple[int, int, int] | None = None
        for n in found:
            head = _head_at(word, self.times[n])
            if head is None or (_is_long_ago(head, word) and not _is_when(head, word)):
                continue
            cost = _distance(head, match.word, word)
            if cost is not None and cost < 2 and _dates_a_noun(head, match.word):
                cost = 3
            if cost is not None:
                best = min(filter(None, (best, (cost, abs(head.i - word.i), n))))
        return best[2] if best else self._right_after(word, found)

    def _right_after(self, word: Token, found: list[int]) -> int | None:
        """The expression that follows a word before any other verb, whatever the parse hangs it on."""
        for n in found:
            head = _head_at(word, self.times[n])
            if head is not None and word.i < head.i <= word.i + _FAR and word.pos_ == "VERB" and not any(
                    t.pos_ in ("VERB", "AUX") or t.text in (";", '"') for t in word.doc[word.i + 1:head.i]):
                return n
        return None


def _is_long_ago(time: Token, verb: Token) -> bool:
    """ "Met for the first time since 2023": what is done once is not done since a day."""
    return time.dep_ == "pobj" and time.head.lower_ == "since" and verb.tag_ in ("VBD", "VBZ", "VBP", "VB")


def _head_at(word: Token, time: TimeExpression) -> Token | None:
    offset = span_of(word).start - word.idx
    tokens = word.doc.char_span(time.start - offset, time.end - offset, alignment_mode="expand")
    return tokens.root if tokens is not None else None


def _distance(time: Token, trigger: Token, verb: Token) -> int | None:
    """How far a time expression is from a trigger in the tree; None where it belongs to another clause."""
    if not _crosses_clause(time, trigger) or _is_when(time, verb):
        return 0
    if not _crosses_clause(time, verb):
        return None if _in_subject(time, verb) else 1
    if _within_participle(time, verb):
        return 9
    if _before_colon(time, verb):
        return 8
    above = trigger
    for steps in range(2, 7):  # the clause that holds the trigger dates what it holds
        if above.head.i == above.i:
            return None
        holder = above.head
        if above.dep_ == "pobj" and holder.lower_ in _SUBORDINATE and any(
                c.dep_ in ("npadvmod", "nummod") for c in holder.children):
            return None  # "voted on Thursday, four days after a raid"
        if above.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _SUBORDINATE for c in above.children):
            return None  # "patrols began on Thursday, two weeks after the two signed a pact"
        if above.dep_ in ("relcl", "parataxis", "ccomp") or (above.dep_ == "conj" and any(
                c.dep_ in ("nsubj", "nsubjpass") for c in above.children)):
            return None
        if not _crosses_clause(time, holder):
            return steps
        above = holder
    return None


def _is_when(time: Token, verb: Token) -> bool:
    """ "In April, when the army shot down a drone": the clause tells what was at that time."""
    for word in (verb, *verb.ancestors):
        if word.dep_ == "relcl":
            return word.head.i == time.i and any(
                c.lower_ == "when" for c in word.children) and not any(c.dep_ == "npadvmod" for c in verb.children)
        if word.dep_ not in ("conj", "xcomp", "dobj"):
            return False
    return False


def _before_colon(time: Token, verb: Token) -> bool:
    """ "It did so on Monday: it ratified the pact": the day of what announces with a colon is that of what follows."""
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "parataxis") and clause.i < verb.i and not _crosses_clause(time, clause):
            return any(t.text == ":" for t in verb.doc[clause.i:verb.i])
    return False


def _dates_a_noun(time: Token, trigger: Token) -> bool:
    """Does an expression date a noun that is two phrases away ("in response to the expulsion on Monday")?"""
    nouns = 0
    for word in time.ancestors:
        if word.i == trigger.i:
            break
        nouns += word.dep_ == "pobj"
    return nouns >= 2


def _in_subject(time: Token, verb: Token) -> bool:
    """Does the expression date a noun in the verb's subject ("the coup of 2021 was condemned")?"""
    for word in (time, *time.ancestors):
        if word.head.i == verb.i:
            return word.dep_ in ("nsubj", "nsubjpass")
    return False


def _within_participle(time: Token, verb: Token) -> bool:
    """Does the expression date what the verb's own phrase rests on ("under a deal signed in 2019")?"""
    for word in time.ancestors:
        if word.dep_ == "acl" and word.tag_ == "VBN":
            return not _crosses_clause(word.head, verb)
        if word.dep_ in ("relcl", "advcl", "ccomp") or word.i == verb.i:
            return False
    return False


def _crosses_clause(low: Token, high: Token) -> bool:
    """Does another predicate stand between a word and one above it in the tree?"""
    for _ in range(12):
        if low.i == high.i:
            return False
        if low.dep_ == "xcomp" and low.head.lemma_ in _RAISING:
            low = low.head  # "talks are to begin on Monday"
            continue
        if low.dep_ == "relcl" and low.head.i == high.i and low.lemma_ in _TAKES_PLACE:
            return False  # "the raid, which took place on Monday"
        if low.dep_ in ("relcl", "advcl", "ccomp", "acl", "xcomp", "parataxis", "csubj") or low.head.i == low.i:
            return True
        if low.dep_ == "conj" and low.pos_ in ("VERB", "AUX"):
            return True
        low = low.head
    return True


def place_of(match: Match, cast: Cast) -> tuple[int, Span] | None:
    """Where it happened: the chain of a place in a phrase of the trigger or of the verb that carries it."""
    words = _clause_words(match)
    if match.kind == "verb" and match.word.lemma_ in ("reach", "enter"):  # "trucks reached Nasir"
        for child in match.word.children:
            there = cast.place(child) if child.dep_ == "dobj" else None
            if there is not None:
                return there, span_of(child)
    for word in words:
        for noun in _where(word, match.trigger.type):
            found = cast.place(noun)
            if found is not None:
                return found, span_of(noun)
    if match.trigger.type in _ON_THE_GROUND:
        return _place_below(words, cast)
    return _place_below(words, cast, at_only=True) if match.trigger.type in _IN_ROOMS else None


def _where(word: Token, kind: str) -> list[Token]:
    """The nouns of a word's phrases that tell where an event of a type is."""
    leads = [c for c in word.children if c.dep_ == "prep" and c.lower_ in _IN and (
        c.lower_ not in ("of", "on", "into", "over") or kind == "ASSAULT") and (
        c.lower_ != "through" or kind == "PROTEST")]
    days = [d for p in word.children if p.dep_ == "prep" for d in p.children if d.ent_type_ == "DATE"]
    leads += [c for day in days for c in day.children if c.dep_ == "prep" and c.lower_ in ("in", "at")]
    leads += [c for side in word.children if side.lower_ in _SIDES for c in side.children if c.lower_ == "of"]
    return [noun for lead in leads for noun in lead.children if noun.dep_ == "pobj"]


def _clause_words(match: Match) -> list[Token]:
    """The words of a trigger's clause on which its place may hang."""
    words = [match.word] + ([match.carrier] if match.carrier is not None else [])
    if match.kind == "noun" and match.carrier is None and match.word.head.pos_ in ("VERB", "AUX"):
        words.append(match.word.head)
    if match.kind == "noun" and match.trigger.shared and (holder := governing_verb(match.word)) is not None:
        words.append(holder)  # "was agreed in Oslo after a day of talks"
    if match.kind == "verb":
        words.extend(c for c in match.word.children if c.dep_ in ("dobj", "nsubjpass"))
        if match.word.dep_ in ("xcomp", "conj"):
            words.append(match.word.head)
    return words + [c for w in words for c in w.children if c.dep_ == "relcl" and c.lemma_ in _TAKES_PLACE]


def _place_below(words: list[Token], cast: Cast, at_only: bool = False) -> tuple[int, Span] | None:
    """ "Marched outside the parliament in Lima", "dockers at Arica went on strike", "met at a villa in Rome": the place
    hangs on a noun; `at_only` where on a noun after "at" alone."""
    for word in words:
        nouns = [c for p in word.children if p.dep_ == "prep" and (p.lower_ == "at" or not at_only)
                 for c in p.children if c.dep_ == "pobj"]
        nouns += [c for c in word.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < word.i and not at_only]
        inners = [i for noun in nouns for i in noun.children if i.dep_ == "prep" and i.lower_ in ("in", "at", "near")]
        for inner in inners:
            for noun in inner.children:
                found = cast.place(noun) if noun.dep_ == "pobj" else None
                if found is not None:
                    return found, span_of(noun)
    return None


def status(match: Match) -> EventStatus:
    """Whether it happened, goes on, is planned, discussed, denied or supposed."""
    word = match.carrier or match.word
    if match.kind == "adjective":
        word = match.word.head if match.word.head.pos_ in ("AUX", "VERB") else match.word
    if match.kind == "verb" and _stands_as_past(word):
        return "occurred"
    if hangs_on_future(word):
        return "hypothetical"
    modality, negated = status_of(word)
    if match.carrier is not None:
        inner, no = status_of(match.word)
        modality, negated = (inner, no) if modality == "asserted" and inner != "asserted" else (modality, negated)
    if match.pattern.negated:  # "will not accept" is a refusal now
        modality, negated = ("asserted" if modality == "planned" else modality), False
    if modality == "conditional" and match.kind == "verb" and match.trigger.type in SPEECH and _is_said(word):
        modality = "asserted"  # "threatened to leave unless …": the threat was made
    if modality == "discussed" and match.trigger.type == "CONSULT":
        modality = "asserted"  # talks are discussing
    if modality == "asserted" and _is_headline_future(word):
        return "planned"
    if modality == "asserted" and negated:
        return "denied"
    if modality == "asserted" and _goes_on(word):
        return "ongoing"
    return _STATUS[modality]


def _is_headline_future(verb: Token) -> bool:
    """ "Chile to send troops": in a headline what will be done."""
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and any(
        c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and any(c.dep_ == "nsubj" for c in verb.children)


def _is_said(verb: Token) -> bool:
    """Is it a past or perfect tense that no if-clause holds, so that what it says was said, whatever the condition?"""
    if verb.dep_ == "advcl" or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return False
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.lemma_ == "have" for c in verb.children))


def _stands_as_past(verb: Token) -> bool:
    """A participle on its noun ("the accord reached in Oslo") or a relative clause in the past: facts of their own."""
    if verb.dep_ not in ("acl", "amod", "relcl") or is_negative(verb):
        return False
    marks = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ in ("to", "will", "would", "may", "might", "could", "be", "being", "can", "should") for c in marks):
        return False
    return verb.tag_ in ("VBD", "VBN")


def is_habitual(verb: Token) -> bool:
    """ "They routinely stop lorries", "whenever a convoy is hit, it sends men": no event, but what always happens."""
    for _ in range(3):
        if verb.tag_ in ("VBZ", "VBP", "VB") and not any(c.dep_ == "aux" for c in verb.children):
            words = {t.lower_ for c in verb.children if c.dep_ in ("advmod", "advcl") for t in (c, *c.children)}
            if words & _HABIT:
                return True
        if verb.dep_ not in ("conj", "xcomp") or verb.head.pos_ != "VERB":
            return False
        verb = verb.head
    return False


def is_wished_of(verb: Token) -> bool:
    """ "Peru expects Chile to withdraw", "hopes that Chile will sign": what one wants of another is no plan of his."""
    above = verb.head
    theirs = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in _OWN for c in verb.children)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in above.children)
    return verb.dep_ in ("xcomp", "ccomp") and above.lemma_ in _WISHES and theirs and not passive


def is_weighed(verb: Token) -> bool:
    """ "It is too early to withdraw", "it would be unwise to talk": an infinitive that is only judged."""
    judged = verb.head
    copula = judged if judged.lemma_ == "be" else judged.head
    quality = judged if judged.pos_ == "ADJ" else next((c for c in copula.children if c.dep_ == "acomp"), None)
    return (verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and copula.lemma_ == "be"
            and quality is not None and quality.lemma_.lower() not in _READY
            and any(c.dep_ in ("nsubj", "expl") and c.lower_ == "it" for c in copula.children)
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children))


def hangs_on_future(verb: Token) -> bool:
    """ "until the assembly has ratified it" tells of nothing that has happened."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("until", "unless", "if") for c in verb.children)


def _goes_on(verb: Token) -> bool:
    if verb.head.lemma_ in _ONGOING and verb.dep_ in ("xcomp", "dobj"):
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "by" and verb.head.head.pos_ == "VERB":
        return _goes_on(verb.head.head)  # "is helping by sending"
    if verb.tag_ != "VBG":
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("is", "are", "'re", "'s", "am") for c in verb.children)


def evidence(match: Match) -> Span:
    """The trigger's clause or phrase without the clauses that hang on it, of _WORDS words at most."""
    anchor = match.carrier or match.word
    if match.kind == "adjective" and match.word.head.pos_ in ("AUX", "VERB"):
        anchor = match.word.head
    kept = {match.word.i, anchor.i}
    for word in {anchor.i: anchor, match.word.i: match.word}.values():
        for child in word.children:
            if child.dep_ in _CLAUSES and not (child.dep_ == "conj" and word.pos_ == "NOUN") and not (
                    child.dep_ == "ccomp" and match.obliges):
                continue
            if child.dep_ in ("nsubj", "nsubjpass") and len(_without_clauses(child)) > 12:
                continue
            kept.update(_without_clauses(child))
    first, last = min(kept), max(kept)
    doc = match.word.doc
    if last - first >= _WORDS:
        first, last = max(first, match.word.i - _WORDS // 3), min(last, match.word.i + _WORDS // 2)
    sentence = match.word.sent
    tokens = doc[max(first, sentence.start):min(last + 1, sentence.end)]
    return span_of(tokens)


def _without_clauses(word: Token) -> list[int]:
    found: list[int] = []
    stack = [word]
    while stack and len(found) <= 2 * _WORDS:
        top = stack.pop()
        found.append(top.i)
        stack.extend(c for c in top.children if c.dep_ not in ("relcl", "advcl", "parataxis", "ccomp"))
    return found


def in_title(parse: Parse, span: Span) -> bool:
    """Does a span stand in a title, standfirst or caption, which say again what the text tells?"""
    return any(b.start <= span.start < b.end and b.kind != "paragraph" for b in parse.document.blocks)
