"""Claims of different reports that state one obligation in other words.

What an agreement lays down is compared by its roles, not by its wording: who is to do it, what sort of deed it is, and
to what. "A is to pull its troops out of X" and "the accord provides for the withdrawal of A's troops" are one. Where
two tellings give different numbers or days, they are not joined: reports that differ are set against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from dragoman.linking.cluster import Pair
from dragoman.linking.rows import Rows
from dragoman.linking.statements import senses
from dragoman.linking.synonyms import sense
from dragoman.linking.words import stem
from dragoman.model.reading import Provision

SURE = 0.8
# Verbs that lay down what the noun after them names: "provides for the withdrawal of …"
_LIGHT = frozenset(("provide", "foresee", "envisage", "require", "include", "stipulate", "cover", "oblige", "begin",
                    "start", "complete", "carry", "have", "make", "ensure", "order", "set", "agree", "establish",
                    "take"))
_LINKS = re.compile(r"\b(?:in|on|for|to|from|at|with|by|under|within|until|near|through|across|between|into|that)\b")
_OF = re.compile(r"\bof\b")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_SMALL = {word: str(n) for n, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1)}
_CROWD = 40  # tellings of deeds of one sort that are compared with each other


@dataclass(frozen=True)
class Term:
    """One report's telling of an obligation, in the claim that states it.

    `deed` is the sense of its verb, or of the noun that names the deed; `things` those of what it is done to; `who` is
    the entity, or the state, that is to do it, and `numbers` are all that the claim gives.
    """

    claim: str
    document: str
    deed: str
    things: frozenset[str]
    who: str | None
    numbers: frozenset[str]
    deadline: str | None
    permitted: bool
    negated: bool


def like_obligations(rows: Rows, documents: Iterable[str]) -> list[Pair]:
    """Pairs of claims of different documents that state one obligation."""
    by_deed: dict[str, list[Term]] = defaultdict(list)
    for document in documents:
        for term in _terms(rows, document):
            by_deed[term.deed].append(term)
    found: dict[tuple[str, str], Pair] = {}
    for deed, terms in sorted(by_deed.items()):
        for a, b in combinations(terms[:_CROWD], 2):
            if a.document != b.document and same_obligation(a, b):
                shared = " ".join(sorted(a.things & b.things))
                left, right = sorted((a.claim, b.claim))
                found.setdefault((left, right), Pair(left, right, SURE, (
                    f"one obligation: {deed} {shared}", *(("of the same party",) if a.who and b.who else ()))))
    return [found[key] for key in sorted(found)]


def same_obligation(a: Term, b: Term) -> bool:
    """Are two tellings of one obligation?

    Who is bound must not differ, nor the number, the day or the sense; and where not both say who is bound, all of what
    the shorter one names must be in the other.
    """
    if a.deed != b.deed or a.permitted != b.permitted or a.negated != b.negated:
        return False
    if a.who and b.who and a.who != b.who:
        return False
    if not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return False
    if a.deadline and b.deadline and a.deadline != b.deadline:
        return False
    shared = a.things & b.things
    if not shared:
        return False
    both = a.who is not None and b.who is not None
    whole = len(shared) > 1 and shared == min((a.things, b.things), key=len)
    return both or whole or bool(a.numbers & b.numbers)


def _terms(rows: Rows, document: str) -> Iterator[Term]:
    for mention in rows.readings[document].agreements:
        for provision in mention.provisions:
            claims = rows.claims_at(document, provision.evidence[:1])
            deed, things = deed_of(provision)
            if len(claims) != 1 or not deed or not things or provision.modality not in ("committed", "permitted"):
                continue
            deadline = rows.time(document, provision.deadline)
            yield Term(claim=claims[0], document=document, deed=deed, things=things,
                       who=_who(rows, document, provision.obligor),
                       numbers=numbers_of(_text(rows, document, claims[0])),
                       deadline=deadline.value if deadline else None, permitted=provision.modality == "permitted",
                       negated=bool(re.search(r"\b(?:not|no|never|neither)\b", provision.text.casefold())))


def _text(rows: Rows, document: str, claim: str) -> str:
    mention = rows.claim_of[claim]
    return rows.readings[document].document.text[mention.start:mention.end]


def _who(rows: Rows, document: str, chain: int | None) -> str | None:
    """Who is bound: a state by its code, be it named itself, by its government or by its army."""
    if chain is None:
        return None
    row = rows.readings[document].chains[chain]
    return f"state {row.country}" if row.kind in ("country", "government") and row.country else rows.entity(
        document, chain)


def deed_of(provision: Provision) -> tuple[str, frozenset[str]]:
    """The sort of deed that is to be done, and the senses of what it is done to."""
    action = (provision.action or "").split(" ")[0]
    named = (provision.object or "").casefold()
    if not action or not named:
        return "", frozenset()
    parts = _OF.split(named, maxsplit=1)
    if action in _LIGHT and len(parts) == 2:
        nouns = parts[0].split()
        return sense(stem(nouns[-1])) if nouns else "", senses(_LINKS.split(parts[1])[0])
    if action in _LIGHT:
        return "", frozenset()
    return sense(stem(action)), senses(_LINKS.split(named)[0])


def numbers_of(text: str) -> frozenset[str]:
    """The numbers that a text gives in digits, and the small ones in words."""
    words = (_SMALL[w] for w in re.findall(r"[a-z]+", text.casefold()) if w in _SMALL and w != "one")
    return frozenset((*(n.replace(",", "") for n in _NUMBER.findall(text)), *words))
