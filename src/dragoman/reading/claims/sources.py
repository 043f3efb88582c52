"""Who is the source of a cue: the phrase that names it, and those through whom it came."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.cues import Cues
from dragoman.text.grammar import subject

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_CARRIED = frozenset((
    "carry", "publish", "broadcast", "report", "quote", "air", "release", "run", "relay", "cite", "distribute", "print",
    "post", "issue", "obtain", "see"))
_SEEN = frozenset(("see", "review", "obtain", "publish", "release", "read", "carry", "issue", "post"))
_PLATFORMS = frozenset(("X", "Twitter", "Facebook", "Telegram", "Instagram", "Weibo", "Truth", "Social"))
_ISSUE = frozenset(("issue", "release", "publish", "post", "make", "send", "give", "write"))
_PARTICLES = frozenset(("al", "bin", "ibn", "de", "van", "von", "der", "el", "ould", "abu", "-", "of"))
_LOOSE = frozenset(("relcl", "acl", "appos", "advcl", "parataxis"))


def source_of(verb: Token) -> Token | None:
    """The head of the phrase that names who says it, think it or wants it; None where nobody is named."""
    found = quoted_by(verb, "dobj") or actor_of(verb) or _inverted(verb) or _apart(verb)
    if found is None:
        return None
    if found.lower_ in _RELATIVE and found.dep_ in ("nsubj", "nsubjpass"):
        clause = found.head
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head is not clause:
            clause = clause.head
        return clause.head if clause.dep_ == "relcl" else None
    if found.dep_ == "expl" or (found.lower_ == "it" and found.dep_ == "nsubjpass"):
        return None
    return found


def quoted_by(verb: Token, relation: str) -> Token | None:
    """In "X quoted Y as saying": Y is the `dobj` and X the `nsubj`; passive, "Y was quoted by X as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoting = next((w for w in islice(verb.head.ancestors, 4) if w.lemma_ in ("quote", "cite", "report")), None)
    if quoting is None:
        return None
    passive = next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        if relation == "dobj":
            return passive
        by = next((c for c in quoting.children if c.dep_ == "agent"), None)
        return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return next((c for c in quoting.children if c.dep_ == relation), None)


def _apart(verb: Token) -> Token | None:
    """The name right before the cue where the parser hung it elsewhere: "In a post, the premier, Ana Lee, wrote:"."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    i = verb.i - 1
    if i > 0 and verb.doc[i].text == ",":
        i -= 1
    found = verb.doc[i] if i >= 0 else None
    return found if found is not None and found.pos_ == "PROPN" and found.ent_type_ in ("PERSON", "ORG") else None


def _inverted(verb: Token) -> Token | None:
    """The phrase behind a cue that follows a quotation, where the parser lost it: "'…,' added his wife."."""
    doc = verb.doc
    if verb.i == 0 or verb.i + 1 >= len(doc) or doc[verb.i - 1].text not in ('"', "''", "'") or verb.tag_ == "VBG":
        return None
    return next((t for t in doc[verb.i + 1:verb.i + 8] if t.left_edge.i == verb.i + 1
                 and t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ not in ("poss", "compound")), None)


def actor_of(verb: Token) -> Token | None:
    """The grammatical actor of a cue, be it a relative pronoun."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if by is not None and not any(c.dep_ == "nsubj" for c in verb.children):
        return next((c for c in by.children if c.dep_ == "pobj"), None)
    if any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "nsubj" for c in verb.children):
        return None
    found = subject(verb)
    if found is not None:
        return None if found.dep_ in ("nsubjpass", "csubj", "csubjpass") else found
    bare = verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)
    if bare and verb.dep_ in ("advcl", "ccomp", "acl"):
        return None  # "asked whether …, she said": who asked is not told
    for _ in range(4):
        head = verb.head
        if head is verb:
            return None
        if verb.dep_ == "acl":
            return _issuer(head) or head
        if verb.dep_ in ("advcl", "pcomp", "prep", "conj", "xcomp", "dep", "ccomp"):
            verb = head
            if verb.pos_ in ("VERB", "AUX"):
                found = subject(verb)
                if found is not None:
                    return found
                continue
            if verb.pos_ in ("NOUN", "PROPN"):
                return verb
            continue
        return None
    return None


def _issuer(document: Token) -> Token | None:
    """Who issued a statement: "the ministry issued a statement saying …"."""
    verb = document.head
    if document.dep_ == "dobj" and verb.lemma_ in _ISSUE:
        return subject(verb)
    return next((c for c in document.children if c.dep_ == "poss"), None)


def phrase_of(head: Token) -> Tokens:
    """The phrase of a source as a reader would quote it.

    A description keeps what tells it from others ("a relief official in Myitkyina", "two diplomats
    briefed on his plans") and drops what a comma sets off; where a comma sets off a person's name, the
    name is the phrase ("the spokesman, Major General X").
    """
    first, last = head.left_edge.i, head.i
    kept = {t.i for t in _kept(head)}
    while last + 1 in kept:
        last += 1
    while first < head.i and first not in kept:
        first += 1
    doc = head.doc
    last = next((i - 1 for i in range(head.i + 1, last) if doc[i].text == "," and _sets_off(doc, i, last)), last)
    while first < last and ((doc[first].is_punct and doc[first].text != "(") or doc[first].dep_ == "cc"):
        first += 1
    while last > head.i and (doc[last].dep_ == "case" or doc[last].is_punct) and doc[last].text not in (")", '"', "."):
        last -= 1
    if last + 2 < len(doc) and doc[last].lower_ in ("al", "el") and doc[last + 1].text == "-":
        last += 2  # "Adnan al-Amari": the parser cuts the name in two
    named = name_behind(head, last)
    if named is not None:
        return named
    if last + 4 < len(doc) and (doc[last + 1].text, doc[last + 3].text, doc[last + 4].pos_) == ("(", ")", "PROPN"):
        last += 3  # "Admiral (retd) Juan Ortiz"
    return doc[first:_name_end(doc, last + 1) + 1] if _is_named_next(doc, head, last) else doc[first:last + 1]


def _sets_off(doc: Doc, comma: int, last: int) -> bool:
    """Does a comma inside a phrase set off an apposition or a clause, and not divide a list?"""
    return any(t.dep_ in ("appos", "relcl") and t.left_edge.i == comma + 1 for t in doc[comma + 1:last + 1])


def name_behind(head: Token, last: int) -> Tokens | None:
    """The name in "the minister, Ana Lee": what a comma sets off behind a description, if it is a name."""
    doc = head.doc
    described = head.pos_ == "NOUN" or any(c.dep_ in ("det", "poss") for c in head.children)
    if not described or head.tag_ == "NNS" or head.ent_type_ in ("PERSON", "GPE"):
        return None
    if last + 2 >= len(doc) or doc[last + 1].text != ",":
        return None
    end = _name_end(doc, last + 2)
    run = doc[last + 2:end + 1]
    if end - last < 3 or not any(t.ent_type_ == "PERSON" or t.pos_ == "PROPN" for t in run):
        return None
    if any(t.ent_type_ in ("GPE", "DATE", "LOC") and t.ent_type_ != "PERSON" for t in run) and len(run) < 3:
        return None
    if head.ent_type_ == "ORG" and not all(t.ent_type_ == "PERSON" for t in run):
        return None  # "the Special Representative, Ana Lee": a title that looks like a body's name
    behind = doc[end + 1] if end + 1 < len(doc) else None
    stops = behind is None or behind.text in (",", ".", ";", ":", '"', ")") or behind.pos_ in ("VERB", "AUX")
    return run if stops else None


def _name_end(doc: Doc, start: int) -> int:
    """The last position of a run of words of a name that begins at `start`; start - 1 where there is none."""
    end = start - 1
    for i in range(start, min(start + 10, len(doc))):
        word = doc[i]
        if word.text[:1].isupper() and word.pos_ in ("PROPN", "NOUN", "ADJ", "X", "ADV", "VERB", "INTJ"):
            end = i
        elif not (word.lower_ in _PARTICLES and i > start) and not (word.text[:1].isalpha() and doc[i - 1].text == "-"):
            break
        elif doc[i - 1].text == "-" and word.text[:1].isalpha():
            end = i
    return end


def _is_named_next(doc: Doc, head: Token, last: int) -> bool:
    """Does a name follow its noun without a comma: "the weekly Panorama", "Admiral (retd) Juan Ortiz"?"""
    if last + 1 >= len(doc):
        return False
    following = doc[last + 1]
    return head.pos_ in ("NOUN", "PROPN") and following.text[:1].isupper() and not following.is_sent_start and (
        following.pos_ in ("PROPN", "NOUN", "ADJ", "X") or following.tag_.startswith("NN"))


def _kept(head: Token) -> Iterator[Token]:
    """The words of a source's phrase: all that hangs on its head but what a comma sets off."""
    yield head
    for child in head.children:
        set_off = child.dep_ in _LOOSE and child.i > head.i and _after_comma(child)
        if set_off or (child.dep_ == "punct" and child.i > head.i and child.text not in ("-", '"', "'")):
            continue
        if child.dep_ == "appos" and child.i > head.i and child.left_edge.nbor(-1).text == "(":
            continue
        if child.dep_ == "acl" and child.lemma_ in _SEEN and child.tag_ == "VBN":
            continue
        if child.dep_ == "prep" and child.i > head.i and _after_comma(child):
            continue
        if child.dep_ == "conj":
            if any(c.dep_ == "cc" for c in head.children):
                yield from _kept(child)
        elif child.dep_ in _LOOSE:
            yield from child.subtree
        else:
            yield from (t for t in child.subtree)


def _after_comma(word: Token) -> bool:
    first = word.left_edge
    return first.i > 0 and first.nbor(-1).text in (",", "-", "–", "—", "(", "--")


def carriers(verb: Token, cues: Cues) -> Iterator[Token]:
    """Those through whom a statement came: "told Reuters", "in a statement carried by MRTV", "quoted by X"."""
    quoting = quoted_by(verb, "nsubj")
    if quoting is not None:
        yield quoting
    tops = [verb]
    while tops[-1].dep_ == "xcomp" and tops[-1].head is not tops[-1]:
        tops.append(tops[-1].head)
    for top in tops:
        for child in top.children:
            if child.dep_ in ("dobj", "dative") and top.lemma_ in ("tell", "inform", "brief", "assure"):
                target = next((c for c in child.children if c.dep_ == "pobj"), child) if child.pos_ == "ADP" else child
                if is_media(target, cues):
                    yield target
            elif child.dep_ == "prep":
                yield from _through(child, cues)
            elif child.dep_ in ("advcl", "acl") and child.lemma_ in _CARRIED | {"speak", "talk"}:
                yield from _through_clause(child, cues)


def _through(preposition: Token, cues: Cues) -> Iterator[Token]:
    """Carriers in a phrase: "in an interview with X", "to X", "on state television", "in comments published by X"."""
    for word in preposition.children:
        if word.dep_ != "pobj":
            continue
        if preposition.lower_ in ("to", "with", "via", "through") and is_media(word, cues):
            yield word
            continue
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in ("to", "with", "on", "for", "by"):
                yield from (p for p in child.children if p.dep_ == "pobj" and is_media(p, cues))
            elif child.dep_ in ("acl", "relcl") and child.lemma_ in _CARRIED:
                yield from _through_clause(child, cues)


def _through_clause(clause: Token, cues: Cues) -> Iterator[Token]:
    for child in clause.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in ("by", "to", "with", "on", "in")):
            for word in child.children:
                if word.dep_ == "pobj" and (child.lower_ == "by" or is_media(word, cues)):
                    yield word


def cited_by(verb: Token, source: Token | None) -> Iterator[Token]:
    """Whom the source names as its own source: "Reuters, citing two officials, reported"."""
    last = max((c.i for c in verb.children if c.dep_ == "ccomp"), default=verb.i)
    near = [*verb.children, *(source.children if source is not None else ())]
    near.extend(t for t in verb.doc[verb.i + 1:min(verb.i + 6, last)])
    seen: set[int] = set()
    for child in near:
        if child.lemma_.lower() in ("cite", "quote") and child.tag_ == "VBG" and child.i not in seen:
            seen.add(child.i)
            yield from (c for c in child.children if c.dep_ in ("dobj", "pobj"))


def is_media(word: Token, cues: Cues) -> bool:
    """Is it an agency, a paper, a broadcaster: by its noun, or by a name that is no person's or public body's?"""
    lemma = word.lemma_.lower()
    phrase = word.doc[word.left_edge.i:word.i + 1]
    if lemma in cues.audiences or phrase[0].lower_ == "this" or word.text in _PLATFORMS:
        return False
    if lemma in cues.media_nouns or any(t.lemma_.lower() in cues.media_nouns for t in phrase):
        return True
    name = " ".join(t.text for t in phrase if t.pos_ == "PROPN")
    if name in cues.media_names:
        return True
    return word.pos_ == "PROPN" and word.ent_type_ in ("ORG", "", "PRODUCT", "WORK_OF_ART", "FAC") and not any(
        t.lemma_.lower() in cues.audiences for t in phrase)
