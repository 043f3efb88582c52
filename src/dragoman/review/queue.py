"""What most wants a person's eye: the links that are the least certain, and of which the most hangs.

The priority of a link is its doubt times its weight. Doubt is 1 at the score from which things are joined, and
falls to 0 where the score is 1; a link beside which others join the same things is half as doubtful, since the
row does not rest on it alone. Weight is the logarithm of the rows that would change if the link were wrong:
those that name the row it is part of, and twice those whose corroboration would fall. What people have judged is
not asked again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log2

from dragoman.linking.cluster import THRESHOLD
from dragoman.model.base import Row
from dragoman.model.record import Link, Record

_BESIDE = 0.5  # what is left of the doubt where another way joins the same two things
_CORROBORATED = 2  # how many times a row counts that would lose its second origin


class Doubt(Row, frozen=True):
    """A link that wants to be judged: the row that it is part of, and why it is asked for."""

    link: Link
    row: str
    priority: float
    doubt: float
    weight: int
    why: str


def queue(record: Record, *, limit: int = 20, kinds: Iterable[str] = ()) -> list[Doubt]:
    """The links that most want to be judged, the first first. `kinds` of links narrows them."""
    wanted = frozenset(kinds)
    home = {r.id: r.to for r in record.redirects}
    hanging = _hanging(record)
    asked = [link for link in record.links if not link.judged and (not wanted or link.kind in wanted)]
    bridges = _bridges(record.links)
    rows = {link.id: _row(link, home, record) for link in asked}
    found = [_doubt(link, rows[link.id], hanging, link.id in bridges) for link in asked]
    found.sort(key=lambda d: (-d.priority, d.link.id))
    return found[:limit]


def _doubt(link: Link, row: str, hanging: Mapping[str, int], bridge: bool) -> Doubt:
    score = link.score if link.kind not in ("partial-copy",) else 1.0
    doubt = min(1.0, max(0.0, (1 - score) / (1 - THRESHOLD))) * (1.0 if bridge else _BESIDE)
    weight = hanging.get(row, 0)
    alone = "nothing else joins them" if bridge else "other links join them, too"
    why = f"score {link.score:.2f} of 1, joined from {THRESHOLD} on; {alone}; {weight} rows hang on it"
    return Doubt(link=link, row=row, priority=round(doubt * log2(2 + weight), 4), doubt=round(doubt, 4), weight=weight,
                 why=why)


def _row(link: Link, home: Mapping[str, str], record: Record) -> str:
    """The row that a link is part of: an entity, event, agreement, story or document, or a claim's assertion."""
    if link.kind == "story":
        return next((d.story for d in record.documents if d.id == link.left and d.story), link.left)
    return home.get(link.left, link.left)


def _hanging(record: Record) -> Counter[str]:
    """How many rows say something that rests on each row."""
    found: Counter[str] = Counter()
    for event in record.events:
        named = {*event.actors, *event.recipients, event.place, event.agreement} - {None}
        found.update(str(key) for key in named)
        found[event.id] += _weight(event.corroboration.independent_origins, event.corroboration.documents)
    for deal in record.agreements:
        people = {s.person for s in (*deal.signatories, *deal.witnesses, *deal.mediators)}
        found.update({*deal.parties, *people} | ({deal.place} if deal.place else set()))
        found[deal.id] += len(deal.provisions) + len(deal.compliance) + _weight(
            deal.corroboration.independent_origins, deal.corroboration.documents)
    for claim in record.claims:
        found.update({a.entity for a in claim.attribution if a.entity})
    for assertion in record.assertions:
        weight = _weight(assertion.corroboration.independent_origins, assertion.corroboration.documents)
        for key in assertion.claims:
            found[key] = max(found[key], weight)
    for story in record.stories:
        found[story.id] += len(story.documents) + len(story.timeline)
    found.update(d.copy_of for d in record.documents if d.copy_of)
    return found


def _weight(origins: int, documents: int) -> int:
    return documents * (_CORROBORATED if origins == 2 else 1)  # of two origins one would be left


def _bridges(links: Iterable[Link]) -> frozenset[str]:
    """The links without which what they join would fall in two (Tarjan's bridges, without recursion)."""
    beside: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in links:
        beside[link.left].append((link.right, link.id))
        beside[link.right].append((link.left, link.id))
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    found: set[str] = set()
    for start in sorted(beside):
        if start in order:
            continue
        order[start] = low[start] = len(order)
        stack = [(start, "", iter(beside[start]))]
        while stack:
            thing, came, rest = stack[-1]
            for other, through in rest:
                if through == came:
                    continue
                if other in order:
                    low[thing] = min(low[thing], order[other])
                else:
                    order[other] = low[other] = len(order)
                    stack.append((other, through, iter(beside[other])))
                    break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[thing])
                    if low[thing] > order[above]:
                        found.add(came)
    return frozenset(found)
