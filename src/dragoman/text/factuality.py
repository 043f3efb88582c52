"""Factuality: does the sentence present what a word tells of as fact, plan, possibility or denial?

`status_of(word)` answers for any predicate: a verb, or a noun that names an event ("a raid"). It reads
the word's own auxiliaries and negation and then climbs to the words that govern it ("plans to", "failed
to", "the proposed"), up to the first verb of saying: on whose word something rests is the claims'
business. After the polarity climbing of TruthTeller (Lotan et al. 2013) and the classes of factuality
governors in FactBank (Sauri and Pustejovsky 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.text.kept import by_token

Status = Literal["asserted", "planned", "possible", "conditional", "expected", "discussed", "denied"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What governs a predicate, by what it makes of it. `not` turns its polarity round.
_PLANNED = _words("""
    agree aim authorize bid commit decide determine intend invite mean offer order pledge plan prepare promise
    propose schedule seek set slate swear threaten try undertake vow ask instruct tell urge command deal accord
    commitment decision deadline due effort obligation mission order pact plan preparation pledge promise proposal
    readiness ready threat treaty undertaking attempt bound require request demand call want wish strive preparing
    poised willing
""")
_EXPECTED = _words("""
    anticipate await expect forecast foresee hope likely predict project hope expectation forecast prediction
    prospect
""")
_POSSIBLE = _words("""
    able allow appear believe enable fear feel let license guess imagine permit possibility possible allegation
    allege allegedly reportedly perhaps maybe possibly probably apparently presumably risk rumor rumour seem
    speculate suggest suspect think uncertain unclear unlikely warn option chance danger hypothetical potential
    potentially wonder doubt need suspicion speculation scenario free empower permission right supposed
""")
_DISCUSSED = _words("""
    consider contemplate debate discuss discussion explore mull negotiate negotiation talk talks weigh consideration
    idea notion study consultation
""")
_TREATING = _words("cover include involve concern touch focus address centre center turn deal")  # what talks do
_DENIED = _words("deny denial disavow repudiate refute")
_NOT = _words("""
    abandon abort avert avoid block cancel decline dissuade fail failure forget halt hinder impossible lack miss
    neglect omit prevent prohibit ban bar refrain refuse refusal reluctant scrap stop unable unwilling unwillingness
    inability foil thwart forgo
""")
_HAPPENED = _words("""
    achieve begin bring cause cease come complete continue dare do finish force get go happen help keep lead manage
    proceed remember remain resume see start succeed turn use find witness have conduct carry launch experience
    stage suffer undergo survive condemn mark follow after
""")
_SAYING = _words("""
    say tell report state add announce declare confirm claim note insist stress argue maintain assert reveal write
    explain acknowledge admit recall disclose accuse blame estimate
""")
_MODIFIERS = _words("""
    planned proposed scheduled intended future upcoming draft possible potential alleged reported expected
    anticipated likely threatened imminent prospective would-be looming supposed suspected hypothetical eventual
    feared failed attempted aborted foiled thwarted cancelled canceled rumored rumoured
""")
_MODIFIER_STATUS: dict[str, Status] = {
    **dict.fromkeys(("possible", "potential", "alleged", "reported", "supposed", "suspected", "hypothetical",
                     "feared", "eventual", "rumored", "rumoured", "would-be", "looming", "threatened"), "possible"),
    **dict.fromkeys(("expected", "anticipated", "likely", "imminent", "upcoming", "future", "prospective"), "expected"),
    **dict.fromkeys(("failed", "attempted", "aborted", "foiled", "thwarted", "cancelled", "canceled"), "asserted"),
    "draft": "discussed", "proposed": "discussed",
}
_UNMADE = _words("failed aborted foiled thwarted cancelled canceled")
_MODALS: dict[str, Status] = {
    **dict.fromkeys(("will", "shall", "'ll", "wo", "would", "'d"), "planned"),
    **dict.fromkeys(("may", "might", "could", "can", "ca", "should", "must", "ought"), "possible"),
}
OBLIGATIONS = frozenset(("should", "must", "ought"))
_IF = _words("if unless once provided providing whether lest")
_LIMITS = _words("later more less fewer earlier sooner")  # "no later than 12 March" negates nothing
_NOBODY = _words("nobody none nothing neither no-one nowhere")
_ADVERBS: dict[str, Status] = dict.fromkeys(
    ("perhaps", "maybe", "possibly", "probably", "apparently", "presumably", "allegedly", "reportedly",
     "potentially"), "possible")
_TELLING = frozenset(("comment", "elaborate", "discuss", "identify", "divulge", "specify", "give", "name", "provide",
                      "respond", "answer"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
_OCCURRENCE = frozenset(("be", "happen", "occur", "take", "begin", "start", "resume", "materialize", "come", "follow",
                         "ensue", "collapse", "end", "break", "go"))
_ENACT = frozenset(("hold", "sign", "launch", "carry", "conduct", "complete", "reach", "make", "conclude", "stage",
                    "finish", "mount", "do", "schedule", "postpone", "sanction", "ratify", "seal", "strike"))
_RECEIVE = frozenset(("have", "get", "receive", "grant", "give", "result", "agree", "find", "see"))
_FINITE = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "did", "does", "do"))
_CLIMB = 6  # governors looked at: sentences nest no deeper, and time stays linear


@by_token
def status_of(word: Token, within: tuple[int, int] | None = None) -> tuple[Status, bool]:
    """Modality and negation of a predicate: (`asserted`, False) is a plain fact of the sentence.

    `word` is a verb, a predicate noun or adjective, or a noun that names an event. Obligations ("must
    sign") and abilities are `possible`; infinitives of purpose and of agreements ("a deal to free") are
    `planned`; what an if-clause holds or depends on is `conditional`; `denied` is what a verb of denying
    governs. "Failed to", "refused to", "has yet to" negate. Verbs of saying end the search, and so do the
    token positions `within`, first and last, if they are given.

    "The army failed to hold the town": `hold` is ("asserted", True). "The two plan to sign": `sign` is
    ("planned", False). "It could attack": ("possible", False).
    """
    status, negated = _own_status(word)
    joined = word
    while joined.dep_ == "conj" and joined.head is not joined and not _stands_alone(joined):
        joined = joined.head  # "would not confirm or deny": what holds of the first holds of the second
        above, no = _own_status(joined)
        status, negated = _combine(status, above), negated or no
    for below, governor in _governors(word):
        if below.dep_ in _SUBJECTS and not _tells_of(governor):
            break
        if within is not None and not within[0] <= governor.i <= within[1]:
            break
        outer, turns = _governed(below, governor)
        if below.dep_ == "advcl" and outer is None:
            break  # "…, because it had signed": a clause with a status of its own
        if below.dep_ == "acl" and below.tag_ in ("VBN", "VBG") and outer is None and not turns:
            break  # "the sanctions imposed in May"
        status = _combine(status, outer)
        negated = negated != turns
        if governor.lemma_ in _SAYING:
            break
        above, no = _own_status(governor, below)
        if outer is not None or above != "asserted" or governor.lemma_ in _NOT or below.dep_ == "xcomp" or (
                governor.lemma_ in _ENACT | _RECEIVE):
            status = _combine(status, above)
            negated = negated != no
        if governor.pos_ == "NOUN" and outer is None and not turns and below.dep_ in ("pobj", "pcomp"):
            break  # "the aftermath of the raid": the noun between takes the rest
    return status, negated


def _tells_of(governor: Token) -> bool:
    """Does a verb say of its subject only that it is, comes about or ends: "the talks will begin"?"""
    if governor.lemma_ in _OCCURRENCE or governor.lemma_.lower() in _EFFECT:
        return True
    return any(c.dep_ == "nsubjpass" for c in governor.children) and governor.lemma_ in _ENACT


def has_condition(word: Token) -> bool:
    """Does the predicate depend on a clause with if, unless, once, provided that?"""
    for child in word.children:
        if child.dep_ == "advcl" and _opens_condition(child):
            return True
        if child.dep_ == "mark" and child.lower_ in _IF:
            return True
        if child.dep_ == "prep" and (child.lower_ in ("if", "unless")
                                     or (child.lower_ in ("in", "on") and _names_case(child))):
            return True
    return False


def is_unreal(word: Token) -> bool:
    """Is it told of as what did not happen: "would have closed the road", "had the army withdrawn, …"?"""
    if word.tag_ == "VB" and word.dep_ in ("xcomp", "ccomp", "advcl") and word.head.lower_ == "were":
        doer = next((c for c in (*word.head.children, *word.children) if c.dep_ == "nsubj"), None)
        if doer is not None and doer.i > word.head.i and word.sent[-1].text != "?":
            return True  # "were Egypt to send an envoy, …"
    if word.tag_ not in ("VBN", "VBD"):
        return False
    helps = [c for c in word.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ in ("would", "'d") for c in helps) and any(c.lower_ == "have" for c in helps):
        return True
    had = next((c for c in helps if c.lower_ == "had"), None)
    doer = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    inverted = had is not None and doer is not None and had.i < doer.i and word.dep_ in ("advcl", "ccomp", "ROOT")
    if inverted and word.sent[-1].text != "?":
        return True
    alone = any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in word.children)
    return word.dep_ == "conj" and not alone and word.head.i != word.i and is_unreal(word.head)


def is_open_question(sentence: Tokens) -> bool:
    """Does a sentence only ask whether something is so: "Will Lima send troops?"?"""
    first = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    return first is not None and sentence[-1].text == "?" and (first.pos_ == "AUX" or first.tag_ == "MD")


def is_negative(word: Token, apart: Token | None = None) -> bool:
    """Is the predicate itself negated: by not, never, no longer, no, nobody, neither, or "has yet to"?

    `apart` is a child that is not asked: "has no comment" negates once, be it `has` or `comment`.
    """
    for child in word.children:
        if child == apart:
            continue
        if child.dep_ == "neg" or (child.dep_ in ("aux", "auxpass") and child.lower_.endswith("n't")):
            return True
        if child.dep_ == "preconj" and child.lower_ == "neither":
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl", "pobj", "npadvmod", "advmod") and (
                child.lower_ in _NOBODY or (any(_is_no(d) for d in child.children) and child.lower_ not in _LIMITS)
                or (child.lower_ == "one" and child.i and child.nbor(-1).lower_ == "no")):
            return True
    return _has_yet_to(word)


def _own_status(word: Token, below: Token | None = None) -> tuple[Status, bool]:
    """What the word's own auxiliaries, adverbs and clauses say; a "no" at the word `below` is that word's."""
    negated = is_negative(word, below)
    status: Status = "asserted"
    if word.dep_ in ("acomp", "attr", "oprd") and word.head.lemma_ in ("be", "seem", "appear", "become", "remain"):
        status, above = _own_status(word.head)
        negated = negated or above
    if word.pos_ in ("NOUN", "PROPN"):
        for child in word.children:
            if child.dep_ in ("amod", "compound") and child.lower_ in _MODIFIERS:
                status = _MODIFIER_STATUS.get(child.lower_, "planned")
                negated = negated or child.lower_ in _UNMADE
            if _is_no(child):
                negated = True
    for child in word.children:
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            status = _MODALS[child.lower_]
            if negated and (child.lower_ in ("can", "ca", "could")
                            or (child.lower_ == "would" and word.lemma_ in _SAYING | _TELLING)):
                status = "asserted"  # "cannot certify", "would not elaborate": it was not done
        elif child.dep_ == "advmod" and child.lower_ in _ADVERBS:
            status = _ADVERBS[child.lower_]
    if has_condition(word) or is_unreal(word):
        status = "conditional"
    elif status == "asserted" and _is_to_be(word):
        status = "planned"
    return status, negated


def _is_no(word: Token) -> bool:
    return word.lower_ in ("no", "neither", "not") and word.dep_ in (
        "det", "neg", "preconj", "quantmod", "advmod", "cc")


def _is_to_be(word: Token) -> bool:
    """ "is to sign", "are to be freed", "is going to sign", "is set to sign"."""
    head = word.head
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    if to and word.dep_ == "xcomp" and head.lemma_ == "be" and head != word:
        return True
    return to and head.lemma_ == "go" and head.tag_ == "VBG" and word.dep_ == "xcomp"


def _has_yet_to(word: Token) -> bool:
    to = next((c for c in word.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or to.i < 2:
        return False
    before, again = to.nbor(-1), to.nbor(-2)
    return before.lower_ == "yet" or (before.lower_ == "still" and again.lemma_ in ("have", "be"))


def _opens_condition(clause: Token) -> bool:
    return any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ in _IF for c in clause.children) or (
        clause.lower_ in ("provided", "providing", "assuming"))


def _names_case(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.lower_ in ("case", "event", "condition") for c in preposition.children)


def _governors(word: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs of a predicate and the word that governs it, upwards, through prepositions and conjunctions."""
    below = word
    for _ in range(_CLIMB):
        head = below.head
        if head == below or below.dep_ in ("relcl", "parataxis", "appos"):
            return
        if below.dep_ == "conj":
            if _stands_alone(below):
                return
            below = head  # shares the first conjunct's governor
            continue
        if below.dep_ in ("pobj", "pcomp", "prep") and head.pos_ == "ADP" and head.lower_ != "without":
            lead = head
            while lead.head.pos_ == "ADP" and lead.head != lead:
                lead = lead.head
            if lead.head == lead:
                return
            if lead.dep_ == "prep" and lead.head.pos_ in ("VERB", "NOUN", "ADJ", "AUX") and _is_object_like(lead):
                yield below, lead.head
                below = lead.head
                continue
            return
        if below.dep_ == "ccomp" and below.i < head.i and _has_own_content(head, below):
            return  # "India has opened the gate, Pakistan has let lorries in": clauses side by side
        if below.dep_ in ("xcomp", "ccomp", "acl", "dobj", "nsubjpass", "nsubj", "advcl", "attr", "oprd", "csubj",
                          "pcomp", "acomp", "compound"):
            yield below, head
            below = head
            continue
        return


def _has_own_content(governor: Token, before: Token) -> bool:
    """Does a verb govern something after it, so that the clause before it is no content of it?"""
    return any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > governor.i for c in governor.children) and any(
        c.dep_ in _SUBJECTS for c in before.children)


def _stands_alone(conjunct: Token) -> bool:
    """Has a conjoined clause its own subject or auxiliary, so that it need not share its neighbour's?"""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") or (
        c.dep_ in ("aux", "auxpass") and c.lower_ in _FINITE) for c in conjunct.children) or (
        conjunct.tag_ in ("VBD", "VBZ", "VBP") and conjunct.head.tag_ != conjunct.tag_)


def _is_object_like(preposition: Token) -> bool:
    """Does the phrase fill the governor's frame ("call for X", "talks on X") rather than say where or when?"""
    return preposition.lower_ in ("for", "of", "on", "about", "over", "to", "with", "from", "against", "at")


def _governed(below: Token, governor: Token) -> tuple[Status | None, bool]:
    """What a governor makes of the predicate below it: its status if it gives one, and whether it negates."""
    lemma, dep = governor.lemma_.lower(), below.dep_
    if lemma in _TREATING and dep in ("xcomp", "ccomp", "dobj", "pcomp", "pobj") and any(
            c.dep_ == "nsubj" and c.lemma_.lower() in _DISCUSSED for c in governor.children):
        return "discussed", False  # "the talks have covered opening a crossing"
    if dep == "advcl":
        if _opens_condition(below):
            return "conditional", False
        purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
        return ("planned", False) if purpose else (None, False)
    if dep in ("nsubj", "csubj") and governor.pos_ in ("VERB", "AUX"):
        predicate = next((c for c in governor.children if c.dep_ in ("acomp", "attr")), None)
        word = predicate.lemma_.lower() if predicate is not None else ""
        return _EFFECT.get(word), word in _NOT
    if lemma in _NOT or lemma == "without":
        return None, True
    effect = _EFFECT.get(lemma)
    if effect is not None and not (dep == "advcl" or lemma in _SAYING):
        if dep in ("dobj", "nsubjpass", "pobj", "pcomp") and lemma in _TAKES_FACTS:
            return None, False
        return effect, False
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
    if to and dep in ("xcomp", "acl", "ccomp") and lemma not in _HAPPENED:
        return "planned", False
    return None, False


# Verbs whose object has happened though what they govern as a clause has not ("feel the attack", "see").
_TAKES_FACTS = _words("feel see set study agree let mean decide tell suspect appear ask order offer warn try")

_EFFECT: dict[str, Status] = {
    **dict.fromkeys(_PLANNED, "planned"), **dict.fromkeys(_EXPECTED, "expected"),
    **dict.fromkeys(_POSSIBLE, "possible"), **dict.fromkeys(_DISCUSSED, "discussed"),
    **dict.fromkeys(_DENIED, "denied"),
}
_STRENGTH: tuple[Status, ...] = ("asserted", "planned", "expected", "discussed", "possible", "conditional", "denied")


def _combine(inner: Status, outer: Status | None) -> Status:
    """Of two statuses the less factual one."""
    if outer is None:
        return inner
    return max(inner, outer, key=_STRENGTH.index)
