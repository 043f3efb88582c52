"""Which attributions are statements that the record keeps, and which of them are one chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.ontology.cues import Cues
from dragoman.reading.claims.attributions import Attribution, speaker
from dragoman.reading.claims.frames import unit_of
from dragoman.text.factuality import is_negative

_ALWAYS = frozenset(("clause", "quote", "describe", "accuse", "gauge", "ascribe", "figure", "noun", "according",
                     "dash"))
_URGES = frozenset(("urge", "exhort", "implore", "appeal", "call", "warn", "recommend"))
_WISHES = frozenset(("want", "hope", "wish", "expect", "demand"))
_TAKES = frozenset(("deny", "confirm", "reject", "dismiss", "repeat", "reiterate"))
_WH = frozenset(("whether", "if", "who", "whom", "what", "when", "where", "why", "how", "which"))
_IF = frozenset(("if", "unless", "whether"))
_NOT_YET = frozenset(("will", "shall", "may", "might", "can", "could", "must", "should", "to"))
_CHAIN_SLACK = 3  # words that an outer content may have beside the attribution inside it


def is_statement(attribution: Attribution, cues: Cues) -> bool:
    """Does somebody state something here, or wish, demand or expect it? Approvals count in their own words alone."""
    if attribution.after is not None:
        return speaker(attribution).source is not None
    if attribution.source is None or not attribution.content:
        return False
    verb = attribution.cue[0]
    lemma = verb.lemma_.lower()
    if attribution.kind not in ("dash", "according", "figure", "noun") and _is_void(attribution):
        return False
    if attribution.kind in _ALWAYS:
        return not _asks(attribution)
    if attribution.source.lemma_.lower() in cues.documents:
        return False
    if attribution.quotes and any(q.last - q.first > 2 for q in attribution.quotes):
        return True
    if attribution.kind == "aim":
        return lemma in _URGES or lemma in _WISHES
    return attribution.kind == "phrase" and lemma in _TAKES and attribution.content[0] != _pronoun_range(attribution)


def _is_void(attribution: Attribution) -> bool:
    """Is nothing said: "did not say that", "if they say", "asked whether"?"""
    verb = attribution.cue[0]
    top = verb
    while top.dep_ == "xcomp" and top.head is not top:
        top = top.head
    if (is_negative(verb) or is_negative(top)) and verb.lemma_ not in ("deny", "doubt", "think", "believe"):
        return True
    if any(c.dep_ == "mark" and c.lower_ in _IF for c in top.children):
        return True
    if any(c.dep_ == "aux" and c.lower_ in _NOT_YET for c in top.children) and not attribution.quotes:
        return True
    when = any(c.dep_ in ("advmod", "mark") and c.lower_ in ("when", "once", "until") for c in top.children)
    return when and (top.tag_ in ("VBZ", "VBP") or any(c.lower_ in ("has", "have") for c in top.children))


def _asks(attribution: Attribution) -> bool:
    """Does the content put a question in the report's words: "said who would try them"?"""
    first = attribution.layout.doc[attribution.content[0][0]]
    return (attribution.kind == "clause" and first.lower_ in _WH and attribution.layout.quote_at[first.i] < 0
            and first.i > attribution.cue[0].i)


def _pronoun_range(attribution: Attribution) -> tuple[int, int] | None:
    first, last = attribution.content[0]
    return (first, last) if first == last and attribution.layout.doc[first].pos_ == "PRON" else None


def chained(attributions: Iterable[Attribution], cues: Cues) -> list[Attribution]:
    """Attributions whose whole content is another one become its chain: "According to A, B said that …"."""
    every = list(attributions)
    by_block: dict[int, list[Attribution]] = {}
    for a in every:
        by_block.setdefault(a.layout.block, []).append(a)
    gone: set[int] = set()
    longer: dict[int, Attribution] = {}
    for group in by_block.values():
        for outer in group:
            if outer.after is not None or outer.source is None or id(outer) in gone:
                continue
            inner = _only_inside(outer, group, cues)
            if inner is None:
                gone.update(id(a) for a in group if a is not outer and _within(a, outer))
            elif id(inner) not in gone:
                before = longer.get(id(inner), inner)
                gone.add(id(outer))
                longer[id(inner)] = replace(before, through=(*outer.through, outer.source, *before.through))
    changed = [longer.get(id(a), a) for a in every if id(a) not in gone]
    news = {id(a): longer[id(a)] for a in every if id(a) in longer}
    return [replace(a, after=news[id(a.after)]) if a.after is not None and id(a.after) in news else a
            for a in changed if a.after is None or id(speaker(a)) not in gone]


def _within(inner: Attribution, outer: Attribution) -> bool:
    """Does an attribution, with its cue, stand in another's content?"""
    return bool(inner.cue) and any(a <= inner.cue[0].i <= b for a, b in outer.content) and all(
        any(a <= c and d <= b for a, b in outer.content) for c, d in inner.content)


def _only_inside(outer: Attribution, group: list[Attribution], cues: Cues) -> Attribution | None:
    words = {i for a, b in outer.content for i in range(a, b + 1)}
    for inner in group:
        if inner is outer or inner.after is not None or inner.source is None or not inner.cue:
            continue
        if inner.kind not in ("clause", "quote", "according", "noun") or inner.source.pos_ == "PRON":
            continue
        if inner.kind != "according" and inner.cue[0].lemma_.lower() in cues.verbs.think:
            continue  # what somebody hopes, another says
        own = {i for a, b in inner.content for i in range(a, b + 1)}
        if inner.cue[0].i not in words or not own <= words:
            continue
        rest = words - own - {t.i for t in inner.cue} - unit_of(inner.cue[0]) - {t.i for t in inner.source.subtree}
        if sum(not outer.layout.doc[i].is_punct for i in rest) <= _CHAIN_SLACK:
            return inner
    return None
