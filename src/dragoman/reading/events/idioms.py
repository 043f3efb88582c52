"""Where a word of the lexicon tells of no event: idioms, figures of speech, and nouns inside other nouns."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.ontology.plover import Pattern
from dragoman.reading.events.roles import complement, patient, subject


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Where a noun of the lexicon tells of no event.
_IDIOMS = frozenset((("in", "return"), ("in", "support"), ("in", "exchange"), ("on", "strike"), ("in", "talk"),
                    ("in", "protest"), ("under", "protest"), ("at", "war"), ("of", "violence")))
_OF_CRIME = _words("""
    accuse acquit charge convict guilty indict jail sentence suspect try
""")
_OF_WAR = ("prisoner", "theatre", "act", "law", "state", "tool", "weapon", "spoil", "man", "fog", "threat", "risk")
_OFFICES = _words("""
    academy adviser bureau centre center chair chairman chief college commander council department director
    directorate doctrine head history institute law ministry minister museum office officer rules school secretary
""")
OUTCOMES = ("end", "allow", "permit", "let")
_INTRANSITIVE = ("hack", "crack", "blacklist", "distance")
_FIGURES = ("MONEY", "PERCENT", "QUANTITY", "CARDINAL", "DATE")
_FIGURATIVE = _words("""
    accord agreement balance bargain billion bottom chord compromise deal headline high level low mark market
    milestone million note pact pause peak rate record road snag tone wall
""")
_AT_WORK = _words("""
    day docker doctor driver hour hunger labor labour miner month nurse rail teacher transport week worker
""")
_NO_ARMS = _words("""
    ban crisis cut cyclone decision disease drought duty earthquake embargo epidemic flood hurricane inflation law
    measure news outbreak price quake restriction rule sanction shortage slump storm tariff tax typhoon virus
""")
_PRAISE = _words("""
    best better brave breakthrough brother clear confidence constructive courageous encouraging essential excellent
    fair frank friend friendly fruitful gift good great hero historic honest hope hopeful important milestone model
    necessary partner peace positive productive proud stable step strong success successful triumph true useful
    victory vital welcome wise
""")
_MET = _words("""
    bill challenge commitment condition cost criterion criticism deadline death demand expectation fate goal
    need obligation quota request requirement resistance standard target term test threshold
""")


def has_its_object(verb: Token, pattern: Pattern) -> bool:
    """Is it not an idiom that lacks the object that the deed is done to, or has a figure for it?

    "Shares closed at 40", "hit a high", "gathered evidence", "met the deadline", "wants to buy".
    """
    lemma, thing = verb.lemma_.lower(), patient(verb)
    if pattern.rank == 0 and pattern.trigger.type in ("COERCE", "SANCTION") and lemma not in _INTRANSITIVE:
        return thing is not None or complement(verb) is not None
    if lemma in ("fly", "sail") and pattern.with_words == ("to",):
        return not any(c.dep_ == "dobj" for c in verb.children)  # "flew the wounded to Oslo" is no visit
    if pattern.trigger.type == "ASSAULT" and lemma in ("hit", "strike", "target") and thing is not None:
        doer = subject(verb)
        if doer is not None and doer.lemma_.lower() in _NO_ARMS:
            return False
        return thing.ent_type_ not in _FIGURES and thing.lemma_.lower() not in _FIGURATIVE
    if lemma == "gather":
        return not any(c.dep_ == "dobj" for c in verb.children)
    if lemma == "meet" and thing is not None and thing.pos_ == "NOUN":
        return thing.lemma_.lower() not in _MET
    if lemma == "want" and pattern.with_words == ("to",):  # it is others who are to do it
        return any(c.dep_ == "dobj" or (c.dep_ == "ccomp" and any(x.dep_ == "nsubj" for x in c.children))
                   for c in verb.children)
    if lemma == "seek" and pattern.rank == 0:
        return thing is not None  # "sought to become mayor" asks for nothing
    if lemma == "call" and pattern.trigger.mode == "phone":
        return not any(c.dep_ in ("oprd", "ccomp", "attr") for c in verb.children)  # "called the minister a traitor"
    if lemma == "fight" and pattern.rank == 0:
        return not any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children)
    return True


def is_idiom(word: Token, kind: str) -> bool:
    """Does a noun of a type of event stand in a phrase that tells of none: "in return", "charged with murder"?"""
    if word.dep_ == "pobj" and word.head.lower_ in ("of", "for") and word.head.head.lemma_.lower() in _OFFICES:
        return True  # "the director of military operations"
    if word.i and (word.nbor(-1).lower_, word.lower_) in _IDIOMS:
        return True
    if word.lemma_ == "strike" and any(
            c.dep_ in ("compound", "poss") and c.lemma_.lower() in _AT_WORK for c in word.children):
        return kind == "ASSAULT"
    if word.lower_ == "charge" and (word.nbor(-1).lower_ in ("in", "of") if word.i else False):
        return True
    if word.lemma_ == "charge" and word.head.lemma_ == "take":  # "took charge", "took a charge of 3 million"
        return True
    if kind == "ASSAULT" and word.dep_ == "pobj" and word.head.head.lemma_ in _OF_CRIME:
        return True  # "was charged with murder"
    return word.lower_ == "war" and word.dep_ == "pobj" and word.head.head.lemma_.lower() in _OF_WAR


def is_name_called(word: Token) -> bool:
    """Is it a noun phrase in quotation marks that does not praise: "called the vote 'a licence to kill'"?"""
    first = word.left_edge
    if word.dep_ not in ("oprd", "attr", "pobj", "ccomp", "dobj", "xcomp") or not first.i:
        return False
    mark = first.nbor(-1)
    quoted = first.text == '"' or (mark.text == '"' and mark.i >= word.sent.start)
    return quoted and not any(t.lemma_.lower() in _PRAISE for t in word.subtree)
