"""What reports say otherwise of one agreement: the day on which it was made.

Two agreements of the same parties (or one, within two days) and kind, made within a few days, of which no report has
both, are taken for one that is dated differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dragoman.linking.cluster import Pair, connect
from dragoman.linking.comparison import Comparison
from dragoman.linking.differences.rows import difference, outlet
from dragoman.linking.rows import Rows
from dragoman.linking.summary import with_article
from dragoman.model.base import Span
from dragoman.model.record import Agreement, Difference, DifferenceItem

SOON = 7  # days within which two dates may be of one making
VERY_SOON = 2  # the same, where the reports have only one party in common


@dataclass(frozen=True)
class _Dated:
    """One report's date for an agreement, from the first to the last day that it may mean."""

    deal: str
    first: date
    last: date
    item: DifferenceItem


def agreement_differences(rows: Rows, story: Comparison, deals: Mapping[tuple[str, int], str],
                          agreements: Mapping[str, Agreement]) -> Iterator[Difference]:
    """A row for each agreement that reports of a story date differently."""
    dated = [d for document in story.documents for d in _dated(rows, document, deals)]
    groups = connect("agreement", {d.deal for d in dated}, _pairs(story, dated, deals, agreements))
    for members in groups.members.values():
        found = {(d.item.document, d.first): d for d in dated if d.deal in members}
        parted = [d for d in found.values() if any(d.last < o.first or o.last < d.first for o in found.values())]
        if parted:
            told = "; ".join(_told(rows, parted)[:6])
            name = agreements[members[0]].name
            yield difference(story.story, "date", name, f"Reports date {with_article(name)} differently: {told}",
                             [d.item for d in parted])


def _told(rows: Rows, parted: list[_Dated]) -> list[str]:
    """Each day once, with those who give it."""
    days: dict[str, dict[str, None]] = {}
    for d in parted:
        day = d.first.isoformat() if d.first == d.last else f"{d.first}/{d.last}"
        days.setdefault(day, {})[outlet(rows, d.item.document)] = None
    return [f"{day} ({', '.join(outlets)})" for day, outlets in sorted(days.items())]


def _dated(rows: Rows, document: str, deals: Mapping[tuple[str, int], str]) -> Iterator[_Dated]:
    reading = rows.readings[document]
    for n, mention in enumerate(reading.agreements):
        deal, time = deals.get((document, n)), rows.time(document, mention.signed)
        if deal is None or mention.signed is None or time is None or not (time.earliest and time.latest):
            continue
        expression = reading.times[mention.signed]
        words = rows.evidence(document, Span(start=expression.start, end=expression.end, field="signed"))
        item = DifferenceItem(document=document, value=f"{words.text} ({time.value})", evidence=(words,))
        yield _Dated(deal, date.fromisoformat(time.earliest), date.fromisoformat(time.latest), item)


def _pairs(story: Comparison, dated: list[_Dated], deals: Mapping[tuple[str, int], str],
           agreements: Mapping[str, Agreement]) -> Iterator[Pair]:
    """Agreements that are so alike that they are one, but for the day."""
    told: dict[str, set[str]] = {d.deal: set() for d in dated}
    for (document, _), deal in deals.items():
        if deal in told and document in story.documents:
            told[deal].add(document)
    for a, b in combinations(sorted(dated, key=lambda d: (d.deal, d.first, d.item.document)), 2):
        one, other = agreements[a.deal], agreements[b.deal]
        if (a.deal != b.deal and not told[a.deal] & told[b.deal] and a.first == a.last and b.first == b.last
                and abs((a.first - b.first).days) <= SOON and one.kind == other.kind):
            shared = len(set(one.parties) & set(other.parties))
            if shared > 1 or (shared and abs((a.first - b.first).days) <= VERY_SOON):
                yield Pair(a.deal, b.deal, 1.0, ("parties in common, and the same kind within a week",))
