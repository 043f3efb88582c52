"""Attributions in the wide sense: thinking, wanting, approving, as PolNeAR annotates them.

Every verb, noun and adjective with a complement is a candidate; a logistic regression over hashed
features of its grammar says how likely it is to be a cue (scripts/train_cues.py makes the weights). It
judges cues alone: sources and contents come from the same rules as for the record's claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from zlib import crc32

import numpy
from numpy.typing import NDArray
from spacy.tokens import Token

from dragoman.ontology.cues import Cues, CueVerbs
from dragoman.reading.claims.attributions import (
    Attribution,
    attribution_of,
    find_attributions,
    layouts,
    of_block,
    quotes_in,
)
from dragoman.reading.claims.frames import Frame, aim_frame, clause_frame, describe_frame, phrase_frame, that_frame
from dragoman.reading.claims.layout import Layout
from dragoman.reading.claims.sources import source_of
from dragoman.text.parse import Parse

BUCKETS = 1 << 16
_LISTS = tuple(CueVerbs.__struct_fields__)
_PREPOSITIONS = frozenset(("for", "about", "against", "over", "toward", "towards", "of", "on", "with", "to"))


def find_wide(parse: Parse, cues: Cues) -> tuple[Attribution, ...]:
    """The attributions of a document that are likely enough, in order."""
    if not cues.weights:
        return find_attributions(parse, cues)  # an ontology without the model
    weights = numpy.frombuffer(cues.weights, dtype="<f2")
    found: list[Attribution] = []
    gone: set[int] = set()
    for candidate in candidates(parse, cues):
        if candidate.after is not None:
            if id(candidate.after) not in gone:
                found.append(candidate)
            else:
                gone.add(id(candidate))
        elif candidate.kind in ("dash", "colon") or likelihood(candidate, cues, weights) >= cues.threshold:
            found.append(candidate)
        else:
            gone.add(id(candidate))
    return tuple(found)


def candidates(parse: Parse, cues: Cues) -> tuple[Attribution, ...]:
    """All that may be an attribution."""
    found: list[Attribution] = []
    before: list[Attribution] = []
    last_block = -2
    for layout in layouts(parse):
        here = of_block(layout, cues, before if last_block >= layout.block - 1 else [], (*_others(layout, cues),))
        found.extend(here)
        if here:
            before, last_block = here, layout.block
    return tuple(found)


def _others(layout: Layout, cues: Cues) -> Iterator[Attribution]:
    """Candidates that the rules of the record's claims don't look at."""
    yield from _by_name(layout)
    for word in layout.doc:
        if layout.in_speech(word.i):
            continue
        if word.pos_ == "VERB":
            frame = next((f for make in (clause_frame, that_frame, describe_frame, aim_frame, phrase_frame)
                          if (f := make(word, layout)) is not None), None)
        elif word.pos_ in ("NOUN", "ADJ"):
            frame = _complement(word)
        else:
            continue
        if frame is not None:
            found = attribution_of(word, frame, layout, cues, _owner(word) if word.pos_ != "VERB" else source_of(word))
            if found is not None:
                yield found


def _by_name(layout: Layout) -> Iterator[Attribution]:
    """A line of a transcript: "LEE: We will see."."""
    doc = layout.doc
    for i in range(1, min(6, len(doc) - 1)):
        if doc[i].text == ":":
            trimmed = layout.trimmed(i + 1, len(doc) - 1)
            name = [t for t in doc[:i] if not t.is_punct]
            if trimmed is not None and name and all(t.text[:1].isupper() for t in name):
                yield Attribution(layout, (doc[i],), "colon", doc[i - 1], (trimmed,), None,
                                  quotes=quotes_in(layout, (trimmed,)))
            return


def _complement(word: Token) -> Frame | None:
    """What a noun or an adjective of saying takes: "his plan to leave", "sure that", "support for"."""
    for child in word.children:
        if child.i > word.i and child.dep_ in ("acl", "ccomp", "xcomp", "relcl", "prep", "advcl"):
            opener = {c.lower_ for c in child.children if c.dep_ in ("mark", "aux")}
            if child.dep_ == "prep":
                if word.pos_ == "NOUN" and child.lower_ in _PREPOSITIONS and child.right_edge.i > child.i:
                    return Frame("noun", ((child.i + 1, child.right_edge.i),), None)
            elif opener & {"that", "to"} or (child.dep_ == "ccomp" and word.pos_ == "ADJ"):
                return Frame("noun", ((child.left_edge.i, child.right_edge.i),), child)
    return None


def _owner(word: Token) -> Token | None:
    owner = next((c for c in word.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    verb = word.head
    return source_of(verb) if verb.pos_ in ("VERB", "AUX") and word.dep_ in ("dobj", "acomp", "attr") else None


# The model

def likelihood(candidate: Attribution, cues: Cues, weights: NDArray[numpy.float16]) -> float:
    """How likely the candidate's cue is one."""
    total = float(sum(float(weights[n]) for n in hashed(candidate, cues)))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def hashed(candidate: Attribution, cues: Cues) -> list[int]:
    """The buckets of a candidate's features."""
    return sorted({crc32(f.encode()) % BUCKETS for f in features(candidate, cues)})


def features(candidate: Attribution, cues: Cues) -> Iterator[str]:
    """The grammar of a candidate, in words."""
    cue = candidate.cue[0]
    lemma = cue.lemma_.lower()
    layout, kind = candidate.layout, candidate.kind
    first, last = candidate.content[0]
    source = _source_type(candidate)
    opener = layout.doc[first]
    opening = opener.pos_ if opener.pos_ in ("PROPN", "NOUN", "NUM") else opener.lower_
    aux = "+".join(sorted(c.lemma_ for c in cue.children if c.dep_ in ("aux", "auxpass")))
    lists = [name for name in _LISTS if lemma in getattr(cues.verbs, name)]
    behind = layout.doc[cue.i + 1].lower_ if cue.i + 1 < len(layout.doc) else "$"
    before = layout.doc[cue.i - 1].lower_ if cue.i else "^"
    size = min(5, (last - first + 1).bit_length())
    quoted = "q" if candidate.quotes else "-"
    yield from (
        "b", f"k={kind}", f"l={lemma}", f"l={lemma}|k={kind}", f"l={lemma}|p={cue.pos_}", f"t={cue.tag_}",
        f"d={cue.dep_}|{cue.pos_}", f"s={source}", f"l={lemma}|s={source}", f"s={source}|k={kind}", f"a={aux}",
        f"a={aux}|k={kind}", f"q={quoted}|k={kind}", f"n={size}|k={kind}", f"o={opening}|k={kind}",
        f"l={lemma}|o={opening}", f"w={behind}", f"w={behind}|l={lemma}", f"v={before}", f"x={lemma[-3:]}|{cue.pos_}",
        f"i={layout.quote_at[cue.i] >= 0}", f"h={layout.block == 0}|k={kind}", f"t={cue.tag_}|k={kind}|s={source}",
        f"neg={any(c.dep_ == 'neg' for c in cue.children)}|k={kind}",
    )
    yield from (f"in={name}|k={kind}" for name in lists)
    yield from (f"in={name}|s={source}" for name in lists)
    if not lists:
        yield f"in=-|k={kind}"
    if candidate.head is not None:
        head = candidate.head
        yield f"c={head.lemma_.lower()}"
        yield f"c={head.pos_}|{head.ent_type_}|k={kind}"
        yield f"c={head.tag_}|l={lemma}"
    if cue.head is not cue:
        yield f"g={cue.head.lemma_.lower()}|{cue.dep_}"
    if candidate.source is not None:
        yield f"sl={candidate.source.lemma_.lower()}"
        yield f"sd={candidate.source.dep_}|{candidate.source.i < cue.i}|k={kind}"
    yield from _surroundings(cue, lemma, source)


def _surroundings(cue: Token, lemma: str, source: str) -> Iterator[str]:
    """The words that hang on the cue, those beside it, and the clauses above it."""
    for child in cue.children:
        if child.dep_ in ("dobj", "prep", "prt", "acomp", "attr", "npadvmod", "dative", "agent"):
            yield f"ch={child.dep_}|{child.lemma_.lower()}|{lemma}"
            yield f"ch={child.dep_}|{child.lemma_.lower()}"
            yield f"ce={child.dep_}|{child.ent_type_}|{cue.pos_}"
    deps = "+".join(sorted({c.dep_ for c in cue.children if c.dep_ not in ("punct", "det", "cc", "conj")}))
    yield f"fr={deps}"
    yield f"fr={deps}|s={source}"
    yield f"fr={deps}|l={lemma}"
    doc = cue.doc
    for step in (-2, 2, 3):
        if 0 <= cue.i + step < len(doc):
            yield f"w{step}={doc[cue.i + step].lemma_.lower()}"
    yield f"ts={cue.tag_}|{source}|{cue.dep_}"
    above, depth = cue, 0
    while above.head is not above and depth < 8:
        above, depth = above.head, depth + 1
        if above.lemma_ in ("say", "tell", "add", "write", "argue", "note"):
            yield f"under={cue.pos_}"
            break
    yield f"depth={min(depth, 4)}|{cue.pos_}"


def _source_type(candidate: Attribution) -> str:
    source = candidate.source
    if source is None:
        return "none"
    if source.pos_ == "PRON":
        return source.lower_
    return source.ent_type_ or source.pos_
