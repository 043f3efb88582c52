"""Attributions in the wide sense: thinking, wanting, approving, as PolNeAR annotates them.

Every word that may be a cue is a candidate (candidates.py); a logistic regression over hashed features
of its grammar says how likely it is one (scripts/train_cues.py makes the weights, cues.bin). It judges
cues alone: sources and contents come from rules like those for the record's claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import exp
from zlib import crc32

import numpy
from numpy.typing import NDArray
from spacy.tokens import Token

from dragoman.ontology.cues import Cues, CueVerbs
from dragoman.reading.claims.attributions import Attribution, completed, layouts
from dragoman.reading.claims.candidates import candidates_of
from dragoman.text.parse import Parse

Model = NDArray[numpy.float16]  # one weight for each bucket of hashed features

BUCKETS = 1 << 19
THRESHOLD = 0.46  # from which likelihood a candidate is a cue
_LISTS = tuple(CueVerbs.__struct_fields__)


def find_wide(parse: Parse, cues: Cues, model: Model | None = None) -> tuple[Attribution, ...]:
    """The attributions of a document that are likely enough, in order. `model` is by default Dragoman's own."""
    model = own_model() if model is None else model
    found: list[Attribution] = []
    before: list[Attribution] = []
    last_block = -2
    for layout in layouts(parse):
        likely = [a for a in candidates_of(layout, cues) if likelihood(a, cues, model) >= THRESHOLD]
        here = completed(layout, likely, before if last_block >= layout.block - 1 else [])
        found.extend(here)
        if here:
            before, last_block = here, layout.block
    return tuple(found)


def candidates(parse: Parse, cues: Cues) -> tuple[Attribution, ...]:
    """All that may be an attribution, block by block."""
    return tuple(a for layout in layouts(parse) for a in candidates_of(layout, cues))


# The model

@cache
def own_model() -> Model:
    """The weights that come with Dragoman: half floats, little end first, one for each bucket."""
    return numpy.frombuffer((resources.files(__package__) / "cues.bin").read_bytes(), dtype="<f2")


def likelihood(candidate: Attribution, cues: Cues, model: Model) -> float:
    """How likely the candidate's cue is one."""
    total = float(sum(float(model[n]) for n in hashed(candidate, cues)))
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
        yield f"c={head.tag_}|s={source}|k={kind}"
    if cue.head is not cue:
        yield f"g={cue.head.lemma_.lower()}|{cue.dep_}"
    if candidate.source is not None:
        yield f"sl={candidate.source.lemma_.lower()}"
        yield f"sl={candidate.source.lemma_.lower()}|l={lemma}"
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
    yield f"pair={doc[cue.i - 1].lower_ if cue.i else '^'}|{lemma}"
    if cue.i + 2 < len(doc):
        yield f"next={lemma}|{doc[cue.i + 1].lower_}|{doc[cue.i + 2].lower_}"
    if cue.head is not cue:
        yield f"g={cue.head.lemma_.lower()}|{cue.dep_}|{lemma}"
    yield f"x4={lemma[:4]}|{cue.pos_}"
    yield f"fr={deps}|s={source}|{cue.tag_}"
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
