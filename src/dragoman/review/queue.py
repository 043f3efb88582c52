"""What most wants a person's eye: the links that are the least certain, and of which the most hangs.

The priority of a link is its doubt times its weight. Doubt is 1 at the score from which things are joined, and
falls to 0 where the score is 1; where both things are joined to their row by other links as well it is half as
much, since the row does not rest on this one, and of such links of one row the second counts half, the third a
third: one question will mostly do. Weight is the logarithm of the rows that would change if the link were wrong:
those that name the entity that it makes; of an event, agreement, story or claim what it rests on and tells, twice
where one of two origins would be left. What people have judged is not asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log2

from msgspec.structs import replace

from dragoman.linking.cluster import THRESHOLD
from dragoman.model.base import Row
from dragoman.model.record import Link
from dragoman.record.doubts import Unjudged, unjudged
from dragoman.record.store import Reader

_BESIDE = 0.5  # what is left of the doubt where other links join the two things
_FORESTS = ("event", "claim", "story")  # kinds of which no more links are kept than are needed
_LOOKED_AT = 200  # of the least certain links


class Doubt(Row, frozen=True):
    """A link that wants to be judged: the row that it is part of, and why it is asked for."""

    link: Link
    row: str
    priority: float
    doubt: float
    weight: int
    why: str


def queue(store: Reader, *, limit: int = 20, kinds: Iterable[str] = ()) -> list[Doubt]:
    """The links that most want to be judged, the first first. `kinds` of links narrows them."""
    found = [(_doubt(one), _alone(one)) for one in unjudged(store, tuple(kinds), most=max(limit, _LOOKED_AT))]
    found.sort(key=lambda d: (-d[0].priority, d[0].link.id))
    asked: Counter[str] = Counter()
    doubts = []
    for doubt, alone in found:
        asked[doubt.row] += not alone
        share = 1 if alone else asked[doubt.row]
        doubts.append(replace(doubt, priority=round(doubt.priority / share, 4)))
    return sorted(doubts, key=lambda d: (-d.priority, d.link.id))[:limit]


def _alone(one: Unjudged) -> bool:
    """Whether nothing but this link joins its two things."""
    return one.link.kind in _FORESTS or one.least_links < 2


def _doubt(one: Unjudged) -> Doubt:
    alone = _alone(one)
    doubt = min(1.0, max(0.0, (1 - one.link.score) / (1 - THRESHOLD))) * (1.0 if alone else _BESIDE)
    why = (f"score {one.link.score:.2f} of 1, joined from {THRESHOLD} on; "
           f"{'nothing else joins them' if alone else 'other links join them, too'}; "
           f"{one.weight} row{'s hang' if one.weight != 1 else ' hangs'} on it")
    return Doubt(link=one.link, row=one.row, priority=round(doubt * log2(2 + one.weight), 4), doubt=round(doubt, 4),
                 weight=one.weight, why=why)
