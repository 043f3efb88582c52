"""The record's rows as lines for a terminal. Each view yields Rich renderables, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.agreements import agreement, agreement_table, agreements
from dragoman.cli.lines import (
    Lines,
    Names,
    fact,
    heading,
    indented,
    joined,
    rests_on,
    said_by,
    short,
    shorten,
    table,
    when,
)
from dragoman.dossier.added import KINDS, Added, added, tally
from dragoman.dossier.links import Side
from dragoman.dossier.story import view
from dragoman.dossier.versions import changes
from dragoman.model.record import (
    Claim,
    Difference,
    DocumentRow,
    Entity,
    Event,
    Link,
    Story,
)

_MOST = 4  # things of a kind that each report added, in a terminal


def stories(names: Names, _row: Any) -> Lines:
    """All stories."""
    made = table("id", "story", "reports", "first", "last")
    for s in sorted(names.record.stories, key=lambda s: (-len(s.documents), s.id)):
        made.add_row(short(s.id), s.title, str(len(s.documents)), when(s.first), when(s.last))
    yield made if names.record.stories else Text("no stories yet; `dragoman read` reads reports")


def story(names: Names, row: Story) -> Lines:
    """One story."""
    record, inside = names.record, set(row.documents)
    yield Text(row.title, style="bold")
    yield fact("id", row.id)
    yield fact("time", f"{when(row.first)} to {when(row.last)}")
    yield heading("Reports")
    yield _documents(d for d in record.documents if d.id in inside)
    found = [a for a in record.agreements if any(e.document in inside for e in a.evidence)]
    if found:
        yield heading("Agreements")
        yield agreement_table(names, found)
    if row.chapters:
        yield heading("Chapters")
        made = table("from", "to", "reports", "chapter", "why")
        for chapter in row.chapters:
            made.add_row(when(chapter.first), when(chapter.last), str(len(chapter.documents)), chapter.title,
                         chapter.why)
        yield made
    if row.timeline:
        yield heading("Timeline")
        made = table("when", "what")
        for step in row.timeline:
            made.add_row(when(step.time), step.summary)
        yield made
    parted = [d for d in record.differences if d.story == row.id]
    if parted:
        yield heading("Where the reports differ")
        for d in parted:
            yield from difference(names, d)
    yield heading("What each report added")
    for report in added(view(record, row.id)):
        yield from _added(names, report)


def _added(names: Names, report: Added) -> Lines:
    yield Text.assemble((names.document(report.document.id), "bold"), (f"  {when(report.document.published)}  ", "dim"),
                        tally(report.things) or "nothing that the reports before it did not have")
    for kind in KINDS:
        things = report.of_kind(kind)
        for thing in things[:_MOST]:
            others = ", ".join(map(names.document, thing.also))
            yield indented(f"{kind}: " + (f"{thing.source}: " if thing.source else "") + shorten(thing.text)
                            + (f" (perhaps at the same time: {others})" if others else ""))
        if len(things) > _MOST:
            yield indented(f"… and {len(things) - _MOST} more; the dossier has them all")


def events(names: Names, _row: Any) -> Lines:
    """All events."""
    made = table("id", "when", "type", "event", "status")
    for e in sorted(names.record.events, key=lambda e: (e.time.earliest or "" if e.time else "", e.id)):
        made.add_row(short(e.id), when(e.time), e.type, e.summary, e.status)
    yield made


def event(names: Names, row: Event) -> Lines:
    """One event."""
    yield Text(row.summary, style="bold")
    yield fact("id", row.id)
    yield fact("type", " ".join(filter(None, (row.type, row.mode, *row.contexts))))
    yield fact("actors", names.entities(row.actors))
    yield fact("recipients", names.entities(row.recipients))
    yield fact("when", when(row.time))
    yield fact("where", names.entity(row.place))
    yield fact("status", row.status)
    yield fact("rests on", rests_on(row.corroboration))
    yield from joined(names, row.id)
    yield from names.quoted(row.evidence, limit=8)


def entities(names: Names, _row: Any) -> Lines:
    """All entities, the most often mentioned first."""
    made = table("id", "name", "kind", "country", "sector", "mentions")
    for e in sorted(names.record.entities, key=lambda e: (-len(e.mentions), e.id)):
        made.add_row(short(e.id), e.name, e.kind, e.country or "–", e.sector or "–", str(len(e.mentions)))
    yield made


def entity(names: Names, row: Entity) -> Lines:
    """One entity."""
    yield Text(row.name, style="bold")
    yield fact("id", row.id)
    yield fact("kind", " ".join(filter(None, (row.kind, row.country, row.sector))))
    yield fact("also", ", ".join(a for a in row.aliases if a != row.name))
    for role in row.roles:
        yield fact("role", ("former " if role.former else "") + role.title
                   + (f" of {names.entity(role.of)}" if role.of else ""))
    counts: dict[str, int] = {}
    for mention in row.mentions:
        counts[names.document(mention.document)] = counts.get(names.document(mention.document), 0) + 1
    yield fact("mentioned", ", ".join(f"{d} {n}×" for d, n in sorted(counts.items())))
    spoken = [c for c in names.record.claims if any(a.entity == row.id for a in c.attribution)]
    if spoken:
        yield heading("Says")
        for claim in spoken:
            yield _claim(names, claim, with_document=True)


def documents(names: Names, _row: Any) -> Lines:
    """All documents."""
    yield _documents(names.record.documents)


def _documents(rows: Iterable[DocumentRow]) -> Table:
    made = table("id", "published", "publisher", "title", "file")
    for d in sorted(rows, key=lambda d: (d.published.earliest or "" if d.published else "", d.id)):
        marks = (("later version", d.version_of), ("near-copy", d.copy_of), ("not read", d.unread))
        what = next((f" ({mark})" for mark, is_so in marks if is_so), "")
        place = d.file or d.url or "–"
        made.add_row(short(d.id), when(d.published), d.publisher or "–", (d.title or "–") + what, place)
    return made


def document(names: Names, row: DocumentRow) -> Lines:
    """One document, with what it says on whose word."""
    yield Text(row.title or row.file or row.id, style="bold")
    yield fact("id", row.id)
    yield fact("file", row.file)
    yield fact("publisher", row.publisher)
    yield fact("published", f"{when(row.published)}" + (f" ({row.published_basis})" if row.published_basis else ""))
    for name, value in (("updated", when(row.updated) if row.updated else None), ("agency", row.agency),
                        ("authors", ", ".join(row.authors)), ("address", row.url), ("not read", row.unread)):
        if value:
            yield fact(name, value)
    if row.copy_of:
        yield fact("copy of", names.document(row.copy_of))
    yield from _versions(names, row)
    spoken = [c for c in names.record.claims if c.document == row.id and c.attribution]
    if spoken:
        yield heading("Who says what")
        for claim in sorted(spoken, key=lambda c: (c.start, c.id)):
            yield _claim(names, claim)
    yield heading("Text")
    for block in row.blocks:
        style = {"title": "bold", "heading": "bold", "caption": "italic", "dateline": "dim"}.get(block.kind, "")
        yield Text(row.text[block.start:block.end] + "\n", style=style)


def _versions(names: Names, row: DocumentRow) -> Lines:
    """The versions of an article, and what each says otherwise than the one before it."""
    for change in changes(names.record, row):
        yield heading(f"Version of {when(change.later.updated or change.later.published)} "
                      f"({short(change.later.id)}), after {short(change.earlier.id)}")
        for sign, claims in (("−", change.gone), ("+", change.new)):
            for claim in claims:
                yield Padding(Text(f"{sign} {claim.text}"), (0, 0, 0, 2))
        if not change.gone and not change.new:
            yield Padding(Text("says the same"), (0, 0, 0, 2))


def _claim(names: Names, claim: Claim, *, with_document: bool = False) -> RenderableType:
    how = " ".join(filter(None, (claim.modality if claim.modality != "asserted" else "",
                                 "negated" if claim.negated else "")))
    line = Text.assemble((said_by(names, claim.attribution), "bold"), f": {claim.text}")
    if how:
        line.append(f" [{how}]", style="dim")
    if with_document:
        line.append(f"  {names.document(claim.document)}", style="dim")
    return Padding(line, (0, 0, 0, 2))


def differences(names: Names, _row: Any) -> Lines:
    """All differences, story by story."""
    titles = {s.id: s.title for s in names.record.stories}
    for key in sorted({d.story for d in names.record.differences}):
        yield heading(titles.get(key, key))
        for d in names.record.differences:
            if d.story == key:
                yield from difference(names, d)
    if not names.record.differences:
        yield Text("no differences found")


def difference(names: Names, row: Difference) -> Lines:
    """One difference."""
    yield Text.assemble((f"  {row.kind:<12}", "bold"), f"{row.summary}  ", (short(row.id), "dim"))
    for item in row.items:
        yield Padding(Text.assemble((f"{names.document(item.document)}: ", "dim"), item.value), (0, 0, 0, 6))


def links(names: Names, rows: Iterable[Link]) -> Lines:
    """Some links, each with its two things and the reasons."""
    made = table("id", "kind", "score", "one", "other", "because")
    for row in rows:
        found = names.links.explain(row)
        made.add_row(short(row.id), row.kind, f"{row.score:.2f}", _side(names, found.left), _side(names, found.right),
                     "; ".join(row.reasons))
    yield made if made.row_count else Text("no links: no other report was found to have it")


def _side(names: Names, side: Side) -> str:
    text = side.words[0].text if side.words else side.name
    return f"{names.document(side.document) if side.document else '–'}: {text if len(text) <= 60 else text[:59] + '…'}"


def link(names: Names, row: Link) -> Lines:
    """One link: what two things, their words in both reports, how sure, and why."""
    found = names.links.explain(row)
    yield Text(f"{row.kind}: {found.called or found.left.name}", style="bold")
    yield fact("id", row.id)
    yield fact("score", f"{row.score:.2f} of 1")
    yield fact("because", "; ".join(row.reasons))
    yield fact("makes", found.row)
    for side in (found.left, found.right):
        yield heading(f"{names.document(side.document) if side.document else '–'}: {side.name}")
        yield fact("id", side.id)
        yield from names.quoted(side.words, limit=4)


VIEWS: dict[str, Callable[[Names, Any], Lines]] = {
    "stories": stories, "story": story, "agreements": agreements, "agreement": agreement, "events": events,
    "event": event, "entities": entities, "entity": entity, "documents": documents, "document": document,
    "differences": differences, "difference": difference, "links": links, "link": link,
}
