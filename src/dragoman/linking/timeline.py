"""The rows of stories: title, first and last day, what happened in order of time, and the chapters of long ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.linking.chapters import find_chapters
from dragoman.linking.rows import Rows
from dragoman.model.record import Agreement, Event, Story, TimelineEntry
from dragoman.model.time import Time


def story_rows(rows: Rows, stories: Mapping[str, tuple[str, ...]], events: Iterable[Event],
               agreements: Iterable[Agreement]) -> tuple[Story, ...]:
    """One row for each story, given with its documents, in the order of ids."""
    entries: dict[str, list[TimelineEntry]] = {top: [] for top in stories}
    home = {document: top for top, documents in stories.items() for document in documents}
    happened: dict[str, list[Event]] = {top: [] for top in stories}
    for event in events:
        entry = TimelineEntry(time=event.time, event=event.id, agreement=event.agreement, summary=event.summary,
                              evidence=event.evidence)
        for story in sorted({home[e.document] for e in event.evidence}):
            entries[story].append(entry)
            happened[story].append(event)
    told = {e.agreement for found in entries.values() for e in found}
    for deal in agreements:
        if deal.id not in told:
            entry = TimelineEntry(time=deal.signed, event=None, agreement=deal.id, summary=deal.name,
                                  evidence=deal.evidence)
            for story in sorted({home[e.document] for e in deal.evidence}):
                entries[story].append(entry)
    return tuple(_story(rows, top, documents, entries[top], happened[top])
                 for top, documents in sorted(stories.items()))


def _story(rows: Rows, top: str, documents: tuple[str, ...], entries: list[TimelineEntry],
           events: list[Event]) -> Story:
    dated = sorted((p.earliest or p.value, d) for d in documents if (p := rows.readings[d].document.published))
    order = [d for _, d in dated] or list(documents)
    title = next((t for d in order if (t := rows.readings[d].document.title)), "")
    days: list[Time] = [p for _, d in dated if (p := rows.readings[d].document.published)]
    return Story(id=top, title=title, documents=documents, first=days[0] if days else None,
                 last=days[-1] if days else None, timeline=tuple(sorted(entries, key=_when)),
                 chapters=find_chapters(rows, documents, events))


def _when(entry: TimelineEntry) -> tuple[str, str, str, str]:
    time = entry.time
    return ((time.earliest or time.latest or "9999") if time else "9999", (time.latest or "9999") if time else "9999",
            entry.event or "", entry.agreement or "")
