"""What only one report of a story has: the weightiest few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.rows import difference, shorten
from dragoman.linking.rows import Rows
from dragoman.model.record import Agreement, Assertion, Claim, Difference, DifferenceItem, Event, Evidence

MOST = 5  # rows for each report
_Thing = tuple[int, str, tuple[Evidence, ...]]  # how weighty (0 most), in words, where


def only_in(rows: Rows, origins: Origins, stories: Sequence[Comparison], agreements: Iterable[Agreement],
            events: Iterable[Event], assertions: Iterable[Assertion], claims: Iterable[Claim]) -> Iterator[Difference]:
    """For each report of a story, the agreements, events and claims that no other one has (a copy is no other)."""
    alone: dict[str, list[_Thing]] = defaultdict(list)
    things: list[_Thing] = [(0, _told(rows, a), a.evidence) for a in agreements]
    things += [(1, e.summary, e.evidence) for e in events if e.status in ("occurred", "ongoing")]
    by_id = {c.id: c for c in claims}
    for assertion in assertions:
        told = [by_id[c] for c in assertion.claims if by_id[c].voice != "outlet"]
        if told:
            things.append((2, assertion.text, tuple(_words(c) for c in told)))
    shown = {document for story in stories for document in story.documents}
    for thing in things:
        reports = {origins.originals.get(e.document, e.document) for e in thing[2]}
        telling = [e.document for e in thing[2] if e.document in shown]
        if len(reports) == 1 and telling:
            alone[min(telling)].append(thing)  # it may be a copy that has it, not the original
    for story in stories:
        if len({origins.originals.get(d, d) for d in story.documents}) > 1:
            for document in story.documents:
                for _, text, evidence in sorted(alone[document], key=lambda t: (t[0], t[2]))[:MOST]:
                    here = tuple(e for e in evidence if e.document == document)
                    item = DifferenceItem(document=document, value=shorten(text), evidence=here)
                    yield difference(story.story, "only-in", shorten(text, 12), f"Only here: {shorten(text)}", [item])


def _told(rows: Rows, agreement: Agreement) -> str:
    """An agreement's name, and the sentence that first speaks of it."""
    first = next((e for e in agreement.evidence if e.field is None), agreement.evidence[0])
    span = rows.sentence(first.document, first.start, first.end)
    return f"{agreement.name}: {rows.evidence(first.document, span).text}"


def _words(claim: Claim) -> Evidence:
    return Evidence(document=claim.document, start=claim.start, end=claim.end, text=claim.text)
