"""What reports say otherwise of one agreement: the day on which it was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dragoman.linking.comparison import Comparison
from dragoman.linking.differences.rows import difference, outlet
from dragoman.linking.rows import Rows
from dragoman.model.base import Span
from dragoman.model.record import Agreement, Difference, DifferenceItem


def agreement_differences(rows: Rows, story: Comparison, deals: Mapping[tuple[str, int], str],
                          agreements: Mapping[str, Agreement]) -> Iterator[Difference]:
    """A row for each agreement that reports of a story date differently."""
    dated: dict[str, dict[tuple[str, str], tuple[tuple[str, str], DifferenceItem]]] = defaultdict(dict)
    for document in story.documents:
        reading = rows.readings[document]
        for n, mention in enumerate(reading.agreements):
            deal = deals.get((document, n))
            time = rows.time(document, mention.signed)
            if deal is None or time is None or mention.signed is None or not (time.earliest and time.latest):
                continue
            expression = reading.times[mention.signed]
            words = rows.evidence(document, Span(start=expression.start, end=expression.end, field="signed"))
            item = DifferenceItem(document=document, value=f"{words.text} ({time.value})", evidence=(words,))
            dated[deal].setdefault((document, time.value), ((time.earliest, time.latest), item))
    for deal, found in sorted(dated.items()):
        items = [item for bounds, item in found.values()
                 if any(bounds[1] < other[0] or other[1] < bounds[0] for other, _ in found.values())]
        if items:
            told = "; ".join(f"{i.value} ({outlet(rows, i.document)})" for i in items[:6])
            yield difference(story.story, "date", agreements[deal].name, f"Reports date it differently: {told}", items)
