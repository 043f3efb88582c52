"""Who said it, told behind a comma at the end: "…, the bloc's envoy, A B, said in Oslo on Tuesday."

The commonest attribution of agency copy is one that parsers often lose: they take the speaker for one more member of
the content's last list or for an apposition to its last name. It is read from the order of words then.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.reading.claims.frames import Frame
from dragoman.reading.claims.layout import Layout

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LONGEST = 20  # words of the speaker
_QUOTES = frozenset(('"', "''", "``", "”"))
_ENDS = frozenset((".", ",", ";", "?", "!"))
_AFTER = frozenset(("in", "on", "at", "after", "during", "late", "early", "earlier", "yesterday", "today", "this",
                    "last", "by", "from", "when", "before", "while", "monday", "tuesday", "wednesday", "thursday",
                    "friday", "saturday", "sunday", "adding", "citing"))
_SCENES = frozenset(("after", "when", "as", "while", "before", "since", "asked", "speaking"))
_JOINS = frozenset(("and", "but", "or", "which", "that", "who", "whose", "where"))


def trailing(verb: Token, layout: Layout) -> tuple[Frame, Token] | None:
    """The content before a speaker who stands between commas before a verb of saying, and the speaker's head.

    None where the parse has the verb's subject there by itself, or the words are of another form.
    """
    doc, (first, last) = layout.doc, layout.segment(verb)
    if verb.tag_ not in ("VBD", "VBZ") or not _closes(verb, layout, last):
        return None
    left = _speaker(verb, layout, first)
    if left is None or left - 1 <= first:
        return None
    stretch = doc[left:verb.i]
    head = next((t for t in stretch if t.pos_ in ("NOUN", "PROPN") and not left <= t.head.i < verb.i), None)
    own = any(c.dep_ in ("nsubj", "nsubjpass") and left <= c.i for c in verb.children)
    if head is None or head.head == verb or own:
        return None
    content = doc[first:left - 1]
    quoted = layout.quote_of(left - 2 if doc[left - 1].text in _QUOTES else left - 1)
    told = any(t.tag_ in _FINITE for t in content)
    if not (told or quoted) or content[0].lower_ in _SCENES:
        return None
    return Frame("clause", ((first, left - 1),), None), head


def _closes(verb: Token, layout: Layout, last: int) -> bool:
    """Does nothing follow the verb but where, when, and to whom?"""
    doc = layout.doc
    at = verb.i + 1
    if verb.lemma_ == "tell":
        hearer = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
        if hearer is None or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
            return False
        at = hearer.right_edge.i + 1
    return at > last or doc[at].text in _ENDS or doc[at].lower_ in _AFTER


def _speaker(verb: Token, layout: Layout, first: int) -> int | None:
    """Where the speaker begins: behind the comma before a name or an office, or an office with a name in commas."""
    doc = layout.doc
    at = verb.i - 1
    if doc[at].text == ",":  # "the envoy, A B, said"
        inner = _comma(layout, first, at)
        if inner is None or doc[at - 1].pos_ != "PROPN" or not _is_nominal(doc[inner + 1:at]):
            return None
        at = inner
    comma = _comma(layout, first, at)
    if comma is None:
        return None
    stretch = doc[comma + 1:at]
    if not len(stretch) or verb.i - comma > _LONGEST or stretch[0].lower_ in _JOINS or not _is_nominal(stretch):
        return None
    return comma + 1


def _comma(layout: Layout, first: int, before: int) -> int | None:
    """The last comma before a place, or the mark that closes a quotation after one."""
    doc = layout.doc
    for at in range(before - 1, max(first, before - _LONGEST), -1):
        if doc[at].text == "," or (doc[at].text in _QUOTES and doc[at - 1].text in (",", "?", "!")):
            return at
    return None


def _is_nominal(words: object) -> bool:
    """Is it a noun phrase, with no finite verb but in a clause with `who`?"""
    tokens: list[Token] = list(words)  # type: ignore[call-overload]
    who = next((n for n, t in enumerate(tokens) if t.lower_ == "who"), len(tokens))
    plain = tokens[:who]
    return bool(plain) and plain[0].pos_ in ("DET", "PROPN", "NOUN", "ADJ", "PRON") \
        and any(t.pos_ in ("NOUN", "PROPN") for t in plain) and not any(
            t.tag_ in _FINITE or t.tag_ == "TO" or t.pos_ == "VERB" for t in plain)
