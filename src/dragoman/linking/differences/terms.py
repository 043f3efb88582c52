"""Parties, status and relations of one agreement on which reports contradict each other.

Reports leave out more than they contradict: only what excludes the other counts. Both name two parties or
more and each has one that the other lacks, or one says of two states that they are all ("the two countries") and
the other has a third; one says that it is in force and the other that it is not; two agreements are said to stand
to each other in different ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.linking.agreements.compare import FIRM
from dragoman.linking.comparison import Comparison
from dragoman.linking.differences.rows import difference, outlet
from dragoman.linking.rows import Rows
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention
from dragoman.model.record import Agreement, Difference, DifferenceItem, Entity

_OVER = ("broken", "suspended", "terminated", "expired")
_TWO = re.compile(r"(?i)\bbilateral\b|"
                  r"\b(?:(?:the|its) two|both) (?:countries|states|governments|nations|neighbou?rs|sides|parties)\b")
# Ways of standing to another agreement that a reporter may use for one another
_LIKE = (frozenset(("follows", "implements", "amends", "part-of")), frozenset(("follows", "replaces")))


@dataclass(frozen=True)
class _Told:
    """What one report says of an agreement, with the words.

    Its parties may all be `states`, and the two that are named the `whole`.
    """

    value: frozenset[str]
    item: DifferenceItem
    whole: bool = False
    states: bool = False


def term_differences(rows: Rows, story: Comparison, deals: Mapping[tuple[str, int], str],
                     agreements: Mapping[str, Agreement], entities: Mapping[str, Entity]) -> Iterator[Difference]:
    """A row for each agreement and kind on which two reports of a story contradict each other."""
    told: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for document in story.documents:
        for n, mention in enumerate(rows.readings[document].agreements):
            deal = deals.get((document, n))
            if deal is not None:
                for kind, value in _terms(rows, document, mention, deals, entities):
                    told[deal, kind].append(value)
    for (deal, about), values in sorted(told.items()):
        kind = about.split()[0]
        parted = [(a, b) for a, b in combinations(values, 2)
                  if a.item.document != b.item.document and _contradict(kind, a, b)]
        if parted:
            items = {(t.item.document, t.value): t.item for pair in parted for t in pair}
            summary = "; ".join(f"{i.value} ({outlet(rows, i.document)})" for i in items.values())
            yield difference(story.story, kind, agreements[deal].name, f"Reports differ: {summary}", items.values())


def _terms(rows: Rows, document: str, mention: AgreementMention, deals: Mapping[tuple[str, int], str],
           entities: Mapping[str, Entity]) -> Iterator[tuple[str, _Told]]:
    parties = [entities[e] for e in rows.entities_of(document, mention.parties)]
    # A firm or a government of no known state may be any's
    if len(parties) > 1 and all(p.country or (p.kind in FIRM and p.kind != "government") for p in parties):
        words = ", ".join(p.name for p in parties)
        named = _told(rows, document, mention, "parties", frozenset(p.country or p.id for p in parties), words)
        states = all(p.country and p.kind in ("country", "government") for p in parties)
        yield "party", replace(named, states=states, whole=states and len(named.value) == 2 and _of_two(
            rows, document, mention))
    if mention.status:
        yield "status", _told(rows, document, mention, "status", frozenset((mention.status,)), mention.status)
    for relation in mention.relations:
        other = deals.get((document, relation.agreement))
        if other is not None:
            evidence = tuple(rows.evidence(document, s) for s in relation.evidence)
            item = DifferenceItem(document=document, value=relation.kind, evidence=evidence)
            yield f"relation {other}", _Told(frozenset((relation.kind,)), item)


def _told(rows: Rows, document: str, mention: AgreementMention, field: str, value: frozenset[str], words: str) -> _Told:
    spans: tuple[Span, ...] = tuple(s for s in mention.evidence if s.field == field) or mention.evidence[:1]
    evidence = tuple(rows.evidence(document, s) for s in spans)
    return _Told(value, DifferenceItem(document=document, value=words, evidence=evidence))


def _of_two(rows: Rows, document: str, mention: AgreementMention) -> bool:
    """Do sentences that speak of an agreement say that it is one of two?"""
    text = rows.readings[document].document.text
    told = (rows.sentence(document, s.start, s.end) for s in mention.evidence)
    return any(_TWO.search(text, s.start, s.end) for s in told)


def _contradict(kind: str, one: _Told, other: _Told) -> bool:
    a, b = one.value, other.value
    if kind == "party":
        return bool(a & b and a - b and b - a) or any(
            x.whole and y.states and x.value < y.value for x, y in ((one, other), (other, one)))
    if kind == "status":
        return any("in-force" in x and y & frozenset(_OVER) for x, y in ((a, b), (b, a)))
    return not a & b and not any(a | b <= like for like in _LIKE)
