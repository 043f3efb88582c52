"""How the agreements of a report stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import AgreementRelation, RelationKind
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.facts import dates_of
from dragoman.reading.agreements.makings import Making
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.grammar import SUBJECTS
from dragoman.text.parse import span_of

_PARALLEL = frozenset(("parallel", "separate", "simultaneously", "alongside", "meanwhile"))


def find_relations(scene: Scene, drafts: list[Draft]) -> dict[int, tuple[AgreementRelation, ...]]:
    """The relations of each draft, by its position."""
    found: dict[int, dict[tuple[RelationKind, int], Span]] = {n: {} for n in range(len(drafts))}
    for n, kind, other, span in (*_derived(drafts), *_stated(scene, drafts), *_parallel(scene, drafts)):
        known = {target for _, target in found[n]} | {n}
        if other not in known and not any(target == n for _, target in found[other]):
            found[n][kind, other] = span
    return {n: tuple(AgreementRelation(kind=kind, agreement=other, evidence=(Span(start=span.start, end=span.end),))
                     for (kind, other), span in rows.items()) for n, rows in found.items()}


def _derived(drafts: list[Draft]) -> Iterator[tuple[int, RelationKind, int, Span]]:
    """An addendum amends what it is added to; an annex is part of it."""
    for n, draft in enumerate(drafts):
        if draft.base is None or draft.derived is None or draft.base not in drafts:
            continue
        phrase = next((p for p in draft.phrases if p.noun.derived), draft.phrases[0])
        yield n, draft.derived, drafts.index(draft.base), phrase.span


def _stated(scene: Scene, drafts: list[Draft]) -> Iterator[tuple[int, RelationKind, int, Span]]:
    """ "A replaces B", "A builds on B and on C"."""
    owner = [(p, n) for n, d in enumerate(drafts) for p in d.phrases]
    beside: dict[tuple[int, int], list[tuple[Phrase, int]]] = {}
    for phrase, n in owner:
        beside.setdefault((id(phrase.head.doc), phrase.sentence.start), []).append((phrase, n))
    for phrase, n in owner:
        verb = phrase.head.head
        if phrase.head.dep_ not in SUBJECTS:
            continue
        kind = scene.lexicon.relation_of.get(verb.lemma_.lower())
        if kind is None:
            continue
        for target, other in beside[id(phrase.head.doc), phrase.sentence.start]:
            if other != n and _governed(verb, target):
                yield n, kind, other, span_of(verb.doc[phrase.left:target.right])


def _governed(verb: Token, phrase: Phrase) -> bool:
    """Is a phrase an object of the verb, with or without a preposition?"""
    token = phrase.head
    for _ in range(5):
        if token.head == verb:
            return token.dep_ in ("dobj", "prep", "conj")
        if token.dep_ not in ("pobj", "prep", "conj", "pcomp"):
            return False
        token = token.head
    return False


def _parallel(scene: Scene, drafts: list[Draft]) -> Iterator[tuple[int, RelationKind, int, Span]]:
    """Texts made in one go: by one group's signing, on one day by the same parties, "in a parallel move"."""
    for n, draft in enumerate(drafts):
        for other, one in enumerate(drafts[:n]):
            if one.base is draft or draft.base is one:
                continue
            same = draft.group is not None and (one.group is draft.group or draft.group in one.makings)
            day = _day(scene, draft)
            same_day = bool(day) and day == _day(scene, one) and set(draft.parties) == set(one.parties)
            said = other == 0 and any(
                p.modifiers & _PARALLEL or _is_parallel(scene, p) for p in draft.phrases)
            if same or same_day or said:
                yield n, "parallel", other, draft.phrases[0].span


def sign_together(scene: Scene, drafts: list[Draft]) -> None:
    """What is signed "in a parallel move" or "on the same occasion", without a date, is of the signing told before."""
    for n, draft in enumerate(drafts):
        own = [m for m in draft.makings if _is_signing(scene, m) and any(
            _is_parallel(scene, p) and p.sentence.start <= m.verb.i < p.sentence.end for p in m.phrases)]
        if not own or draft.dates or draft.group is not None:
            continue
        first = min(offsets(m.verb) for m in own)
        before = [m for one in drafts[:n] for m in one.makings
                  if _is_signing(scene, m) and m.when is not None and offsets(m.verb) < first]
        if before:
            day = max(before, key=lambda m: offsets(m.verb))
            draft.group = replace(day, place=None, parties=())  # where, and between whom, need not be the same


def _is_signing(scene: Scene, making: Making) -> bool:
    """Does a verb tell as a fact that an agreement was made?"""
    return making.verb.lemma_ in scene.lexicon.dating and making.factuality == "asserted" and not making.negated


def _day(scene: Scene, draft: Draft) -> str:
    """The day of signing, where a day is given."""
    signed, _ = dates_of(scene, draft)
    value = scene.times[signed].value if signed is not None else ""
    return value if value.count("-") == 2 else ""


def _is_parallel(scene: Scene, phrase: Phrase) -> bool:
    """Does its sentence tell that it was made together with the one told of before: "in a parallel move"?"""
    words = f" {phrase.sentence.text.lower()} "
    return any(f" {x}" in words for x in scene.lexicon.together)
