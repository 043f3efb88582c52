"""Attachments that a small parser gets wrong again and again, set right by agreement of tense and number.

Each rule asks for a mark that the grammar of written news leaves no doubt of; where there is none the parse
stays as it is. The rules move a verb to the one that it is joined to, or make it its sentence's main verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FINITE = ("VBD", "VBZ")
_BARE = {"VBD": ("VB", "VBG"), "VBZ": ("VB", "VBG", "VBP")}
_MISTAKEN = ("acl", "amod", "appos", "conj", "relcl")  # what a main verb after a comma is taken for
_OBJECTS = ("dobj", "xcomp", "ccomp")
# Who reports something and then does something of the kind is one: "denied that it had …, and blamed …".
_SPEECH = frozenset((
    "say", "add", "tell", "deny", "reject", "accuse", "blame", "demand", "urge", "call", "condemn", "criticize",
    "criticise", "warn", "threaten", "ask", "promise", "vow", "pledge", "announce", "declare", "confirm", "insist",
    "praise", "welcome", "thank", "appeal", "refuse", "dismiss", "claim"))
_CLIMB = 6
_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
# Forms of verbs of laying down that are no nouns, whatever the parser makes of them.
_NO_NOUNS = {"obliges": "oblige", "requires": "require", "commits": "commit", "foresees": "foresee",
             "foresaw": "foresee", "stipulates": "stipulate", "allows": "allow", "binds": "bind"}


def repair(doc: Doc) -> Doc:
    """The same parse with what is surely wrong set right, in place."""
    for token in doc:
        if token.dep_ == "conj" and token.tag_ in _FINITE:
            _rejoin(token)
        elif token.dep_ == "ccomp" and token.head.i > token.i and any(
                t.text == ";" for t in doc[token.i:token.head.i]):
            token.dep_ = "parataxis"  # "the army fired first; the rebels deny it": two statements
        elif token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"):
            _relate(token)
        elif token.dep_ == "ccomp" and token.tag_ == "VBZ":
            _reduce(token)
        elif token.dep_ == "compound" and token.lower_ in _WEEKDAYS:
            _free_after_weekday(token)
        elif token.dep_ == "compound" and token.tag_ == "NN":
            _free_subject(token)
        elif token.dep_ == "dobj" and token.pos_ == "PROPN":
            _join_object(token)
        elif token.lower_ in _NO_NOUNS and token.pos_ in ("NOUN", "PROPN"):
            _make_verb(token)
    for sentence in doc.sents:
        root = sentence.root
        if root.tag_ in ("VBD", "VBN"):
            _reduce_between_commas(root)
        if root.pos_ in ("NOUN", "PROPN") and root.tag_ not in ("VBD", "VBZ"):
            _find_main_verb(root, sentence.end)
    return doc


def _rejoin(verb: Token) -> None:
    """ "Gave them a day to leave and recalled …": what is finite is not joined to what is not."""
    if any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    head = verb.head
    if head.pos_ in ("NOUN", "PROPN"):  # "to use a hangar at X and obliges Y to pay"
        above = _finite_above(head, verb.tag_)
        if above is not None and above.i < verb.i and any(c.dep_ in _SUBJECTS for c in above.children):
            _take(verb)
            verb.head = above
        return
    if head.tag_ in _BARE[verb.tag_] and not any(c.dep_ in ("aux", "auxpass") and c.tag_ in (*_FINITE, "MD")
                                                 for c in head.children):
        above = _finite_above(head, verb.tag_)
    elif head.dep_ == "ccomp" and head.lemma_ not in _SPEECH and verb.lemma_ in _SPEECH:
        above = head.head if head.head.lemma_ in _SPEECH and head.head.i < head.i else None
        above = above if above is not None and above.tag_ == verb.tag_ else None
    else:
        return
    if above is not None and above.i < verb.i:
        verb.head = above


def _take(verb: Token) -> None:
    """What stands right after a verb is its object, and an infinitive that then follows its complement."""
    for word in verb.doc[verb.i + 1:verb.sent.end]:
        if word.head == verb and word.dep_ == "appos":
            word.dep_ = "dobj"
        elif word.head.i < verb.i and word.dep_ == "xcomp" and word.tag_ == "VB":
            word.head = verb


def _free_subject(noun: Token) -> None:
    """ "Under the deal Paraguay was to buy …": a common noun with its article is no part of the name after it."""
    name = noun.head
    if name.i != noun.i + 1 or name.tag_ not in ("NNP", "NNPS") or name.dep_ != "pobj" or name.i + 1 >= len(noun.doc):
        return
    article = noun.nbor(-1) if noun.i else noun
    verb = next((t for t in noun.doc[name.i + 1:name.i + 3] if t.pos_ in ("VERB", "AUX")), None)
    verb = verb.head if verb is not None and verb.dep_ in ("aux", "auxpass") else verb
    if article.tag_ not in ("DT", "PRP$") or verb is None or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    preposition = name.head
    for word in [c for c in name.children if c.i <= noun.i and c is not noun]:
        word.head = noun
    noun.head, noun.dep_ = preposition, "pobj"
    name.head, name.dep_ = verb, "nsubj"


def _free_after_weekday(day: Token) -> None:
    """ "On Friday inspectors were refused entry": who follows a day is the subject, where the verb has none."""
    noun, preposition = day.head, day.nbor(-1) if day.i else day
    verb = preposition.head
    if noun.tag_ not in ("NNS", "NNPS") or noun.head != preposition or noun.dep_ != "pobj" or verb.i <= noun.i or (
            verb.pos_ not in ("VERB", "AUX") or any(c.dep_ in _SUBJECTS for c in verb.children)):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    noun.head, noun.dep_ = verb, "nsubjpass" if passive else "nsubj"
    day.head, day.dep_ = preposition, "pobj"


def _join_object(name: Token) -> None:
    """ "Gives the X-Y reservoir to Z": of two objects side by side the name is the thing's."""
    thing = name.nbor(1) if name.i + 1 < len(name.doc) else name
    if thing.head == name.head and thing.dep_ == "dobj" and thing is not name \
            and not any(c.dep_ in ("det", "poss", "nummod") for c in thing.children):
        for word in [c for c in name.children if c.dep_ == "det"]:
            word.head = thing
        name.head, name.dep_ = thing, "compound"
        thing.pos_ = "NOUN"


def _make_verb(token: Token) -> None:
    """ "Sets up a command and obliges each side to come": what looks like a noun is the clause's next verb."""
    token.lemma_, token.pos_ = _NO_NOUNS[token.lower_], "VERB"
    token.tag_ = "VBZ" if token.lower_.endswith("s") else "VBD"
    above = token.head
    if token.dep_ == "conj" and above.pos_ == "VERB":
        for word in token.children:
            if word.i > token.i and word.dep_ in ("npadvmod", "appos"):
                word.dep_ = "dobj"
        for word in above.children:
            if word.i > token.i and word.tag_ == "VB" and word.dep_ in ("advcl", "xcomp"):
                word.head, word.dep_ = token, "xcomp"
    elif token.dep_ == "appos" and above.dep_ == "nsubj" and above.head.i == token.i + 1:
        part, noun = above.head, token.head  # "the draft foresaw elected councils"
        thing = next((c for c in part.children if c.dep_ == "dobj"), None)
        if thing is not None and part.dep_ == "ROOT":
            _crown(token, part)
            noun.head, noun.dep_ = token, "nsubj"
            thing.head, thing.dep_ = token, "dobj"
            part.head, part.dep_ = thing, "amod"


def _relate(verb: Token) -> None:
    """ "A pact that the two countries signed": a noun right after the pronoun is who does it."""
    noun = verb.head
    at = noun.left_edge.i - 1
    if noun.i > verb.i or at < 1 or noun.doc[at].tag_ not in ("WDT", "WP"):
        return
    pronoun, thing = noun.doc[at], noun.doc[at - 1]
    if thing.pos_ not in ("NOUN", "PROPN") or noun in thing.ancestors or any(
            c.dep_ in (*_SUBJECTS, "agent", "auxpass", "dobj") for c in verb.children):
        return
    verb.head, verb.dep_ = thing, "relcl"
    noun.head, noun.dep_ = verb, "nsubj"
    pronoun.head, pronoun.dep_ = verb, "dobj"


def _reduce(verb: Token) -> None:
    """ "A protocol initialled on Monday sets a limit": the first verb is its noun's, the finite one the clause's."""
    first = verb.head
    own = [c for c in verb.children if c.dep_ in (*_SUBJECTS, "mark")]
    noun = next((c for c in first.children if c.dep_ == "nsubj"), None)
    if own or noun is None or first.i > verb.i or first.dep_ != "ROOT" or first.tag_ not in ("VBD", "VBN") or any(
            c.dep_ in ("dobj", "aux", "auxpass", "neg") for c in first.children) or noun.i != first.i - 1:
        return
    later = [c for c in first.children if c.i > verb.i]
    _crown(verb, first)
    for child in later:
        child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"
    first.head, first.dep_ = noun, "acl"


def _reduce_between_commas(first: Token) -> None:
    """ "A ceasefire, agreed in May, collapsed": of two verbs that no "and" joins the second is the clause's."""
    doc = first.doc
    noun = next((c for c in first.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    verb = next((c for c in first.children if c.dep_ == "conj" and c.tag_ == "VBD"), None)
    if noun is None or verb is None or noun.i != first.i - 2:
        return
    if doc[first.i - 1].text != "," or doc[verb.i - 1].text != ",":
        return
    if any(c.dep_ in ("cc", "dobj", "aux", "auxpass", "neg") for c in first.children) or any(
            c.dep_ in _SUBJECTS for c in verb.children):
        return
    later = [c for c in first.children if c.i > verb.i]
    _crown(verb, first)
    for child in later:
        child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"
    first.head, first.dep_, first.tag_ = noun, "acl", "VBN"


def _finite_above(word: Token, tag: str) -> Token | None:
    for _ in range(_CLIMB):
        if word.head == word:
            return None
        word = word.head
        if word.tag_ == tag and word.pos_ in ("VERB", "AUX"):
            return word
    return None


def _find_main_verb(root: Token, end: int) -> None:
    """ "Hungary, which buys it too, offered to mediate": a verb after the second comma, with an object of its own."""
    doc = root.doc
    commas = [t.i for t in doc[root.i + 1:end] if t.text == ","]
    if len(commas) < 2 or any(t.tag_ in _FINITE and t.dep_ in ("ROOT", "ccomp", "parataxis") for t in root.children):
        return
    for comma in commas[1:]:
        verb = doc[comma + 1] if comma + 1 < end else None
        if verb is None or verb.tag_ not in ("VBD", "VBN") or verb.dep_ not in _MISTAKEN:
            continue
        if verb.dep_ == "amod" and verb.head.i > verb.i and not any(c.dep_ == "det" for c in verb.head.children):
            thing = verb.head
            _crown(verb, root)
            thing.head, thing.dep_ = verb, "dobj"
            return
        own = any(c.dep_ in _OBJECTS and c.i > verb.i for c in verb.children)
        if own and not any(c.dep_ in (*_SUBJECTS, "agent", "auxpass") for c in verb.children):
            _crown(verb, root)
            return


def _crown(verb: Token, root: Token) -> None:
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"
