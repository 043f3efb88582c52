"""What the views of rows have in common: names, times and tables as Rich renderables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.dossier.links import Links
from dragoman.model.record import (
    Attribution,
    Corroboration,
    DocumentRow,
    Entity,
    Evidence,
    Record,
)
from dragoman.model.time import Time

_SHORT = 8  # characters of an id's hash that a list shows: enough to be asked for

Lines = Iterator[RenderableType]


class Names:
    """The record, and what to call its rows."""

    def __init__(self, record: Record):
        self.record = record

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.record.entities}

    @cached_property
    def _documents(self) -> dict[str, DocumentRow]:
        return {d.id: d for d in self.record.documents}

    @cached_property
    def links(self) -> Links:
        """Why things were taken for one."""
        return Links(self.record)

    def entity(self, key: str | None) -> str:
        """An entity's name."""
        return self._entities[key].name if key in self._entities else key or "–"

    def entities(self, keys: Iterable[str]) -> str:
        """Some entities' names, in a line."""
        return ", ".join(map(self.entity, keys)) or "–"

    def document(self, key: str) -> str:
        """Who printed a document, or the name of its file."""
        document = self._documents.get(key)
        return (document.publisher or document.file or document.id) if document else key

    def quoted(self, evidence: Iterable[Evidence], limit: int = 3) -> Lines:
        """Some evidence as quotations with their reports: first what bears out the row as a whole, and is longest."""
        seen: dict[tuple[str, str], None] = {}
        for e in sorted(evidence, key=lambda e: (e.field is not None, e.start - e.end, e)):
            seen.setdefault((" ".join(e.text.split()), self.document(e.document)))
        for text, document in list(seen)[:limit]:
            yield Padding(Text.assemble((f"“{shorten(text)}” ", "italic"), (f"{document}", "dim")), (0, 0, 0, 6))


def short(key: str) -> str:
    """The beginning of an id that is enough to ask for it."""
    prefix, _, rest = key.partition("_")
    return f"{prefix}_{rest[:_SHORT]}"


def shorten(text: str) -> str:
    """A text in one line of at most 240 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 240 else line[:239] + "…"


def when(time: Time | None) -> str:
    """A time, or a dash."""
    return time.value if time else "–"


def heading(text: str) -> RenderableType:
    """A heading with a line's space above."""
    return Text(f"\n{text}", style="bold")


def fact(name: str, value: str | None) -> RenderableType:
    """A named value."""
    return Text.assemble((f"{name:<12} ", "dim"), value or "–")


def table(*columns: str) -> Table:
    """A plain table."""
    made = Table(box=None, pad_edge=False, header_style="dim")
    for name in columns:
        made.add_column(name, overflow="fold", no_wrap=name == "id")
    return made


def rests_on(corroboration: Corroboration) -> str:
    """Corroboration in words."""
    level = {"single-source": "one source", "one-origin": "one origin", "independent": "independent origins"}
    return (f"{level.get(corroboration.level, corroboration.level)}: {corroboration.documents} reports, "
            f"{corroboration.outlets} outlets, {corroboration.independent_origins} origins"
            + (f" ({', '.join(corroboration.origins)})" if corroboration.origins else ""))


def said_by(names: Names, chain: Iterable[Attribution]) -> str:
    """An attribution chain, nearest source first."""
    return " ← ".join(a.name for a in chain) or "the report itself"


def indented(text: str) -> RenderableType:
    """A line set in by two."""
    return Padding(Text(text), (0, 0, 0, 2))


def joined(names: Names, key: str) -> Lines:
    """Says that reports were joined, and where to see why."""
    if found := names.links.of(key):
        least = min(x.score for x in found)
        yield fact("joined by", f"{len(found)} link{'s' * (len(found) > 1)}, the weakest {least:.2f}; "
                                f"`dragoman show links {short(key)}` tells why")
