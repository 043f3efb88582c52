"""What people have accepted and corrected as a gold annotation, by which the reader can be measured on one's own texts.

The form is that of annotated clusters: a folder with `gold.json` and `reports/`. Rows that people have accepted or
corrected are asked for; those that nobody has judged are optional, so that they neither help nor hurt; and what was
rejected is wrong where it is found again. Only reports with something accepted or corrected in them are written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import ExportError
from dragoman.linking.corroboration import STATE
from dragoman.linking.words import EVERYDAY
from dragoman.model.record import (
    Agreement,
    Assertion,
    Attribution,
    Claim,
    Difference,
    DocumentRow,
    Entity,
    Event,
    Quantity,
    Record,
    TimeRow,
)
from dragoman.review.annotation import fold, which

_DAY = len("2025-01-31")
_TELLING = 3  # words that a text must have to be the one that is meant
_Item = dict[str, Any]
_Judgeable = TimeRow | Quantity | Claim | Entity | Event | Agreement | Assertion | Difference


class Gold:
    """The gold annotation of a record's judged reports."""

    def __init__(self, record: Record):
        self.record = record
        good = {j.id for j in record.judgements if j.verdict in ("right", "corrected") and j.state in (
            "applied", "partly")}
        self._good = frozenset(good)
        self._stories = {d: s.id for s in record.stories for d in s.documents}

    def make(self) -> dict[str, Any]:
        """The annotation, ready to be written as JSON."""
        made: dict[str, Any] = {"documents": self._documents()}
        groups: dict[str, list[str]] = defaultdict(list)
        for d, key in sorted(self.keys.items(), key=lambda x: x[1]):
            groups[self._stories.get(d, d)].append(key)
        made["stories"] = sorted(groups.values())
        for name, items in (
            ("times", map(self._time, self.record.times)), ("quantities", map(self._quantity, self.record.quantities)),
            ("entities", map(self._entity, self.record.entities)), ("claims", map(self._claim, self.record.claims)),
            ("agreements", map(self._agreement, self.record.agreements)),
            ("events", map(self._event, self.record.events)),
            ("differences", map(self._difference, self.record.differences)),
            ("corroboration", map(self._assertion, self.record.assertions)),
        ):
            made[name] = [item for item in items if item is not None]
        return made

    @cached_property
    def keys(self) -> dict[str, str]:
        """A name for each report in which something was accepted or corrected, by its id."""
        lists = (self.record.times, self.record.quantities, self.record.entities, self.record.claims,
                 self.record.agreements, self.record.events, self.record.differences, self.record.assertions)
        found = {d for rows in lists for row in rows if self._judged(row) for d in self._standing(row)}
        found |= {d.id for d in self.record.documents if not self._good.isdisjoint(d.judged)}
        return {d.id: f"r{n:03}" for n, d in enumerate((d for d in self.record.documents if d.id in found), 1)}

    @cached_property
    def folded(self) -> dict[str, str]:
        """The folded text of each such report."""
        return {d.id: fold(d.text) for d in self.record.documents if d.id in self.keys}

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.record.entities}

    @cached_property
    def _rows(self) -> dict[str, Claim | Quantity | Event]:
        found: dict[str, Claim | Quantity | Event] = {c.id: c for c in self.record.claims}
        found.update({q.id: q for q in self.record.quantities})
        found.update({e.id: e for e in self.record.events})
        return found

    def _judged(self, row: _Judgeable) -> bool:
        return not self._good.isdisjoint(row.judged)

    def _standing(self, row: _Judgeable) -> set[str]:
        """The reports in which a row stands."""
        if isinstance(row, TimeRow | Quantity | Claim):
            return {row.document}
        if isinstance(row, Entity):
            return {e.document for e in row.mentions}
        if isinstance(row, Difference):
            return {i.document for i in row.items}
        if isinstance(row, Assertion):
            return {d for key in (*row.claims, *row.quantities, *row.events) for d in self._standing(self._rows[key])}
        return {e.document for e in row.evidence}

    def _documents(self) -> dict[str, Any]:
        found = {}
        for d in self.record.documents:
            if d.id in self.keys:
                given = d.published_basis in ("metadata", "given") and d.published is not None
                known = {"published": d.published.value if given and d.published and len(d.published.value) == _DAY
                         else None, "publisher": d.publisher, "title": d.title}
                item: _Item = {"file": file_of(d, self.keys[d.id]), "given": {k: v for k, v in known.items() if v}}
                if d.copy_of in self.keys:
                    item["copy_of"] = self.keys[d.copy_of]
                if not self._good.isdisjoint(d.judged):
                    item |= {"title": d.title, "publisher": d.publisher,
                             "published": d.published.value if d.published else None}
                found[self.keys[d.id]] = {k: v for k, v in item.items() if v}
        return found

    def _words(self, document: str, start: int, end: int, name: str = "text") -> _Item | None:
        """Words of a report as an annotation names them, or None where they are no whole words of one."""
        if document not in self.keys:
            return None
        nth = which(self.folded[document], start, end)
        text = next(d.text for d in self.record.documents if d.id == document)[start:end]
        return None if nth is None else {"doc": self.keys[document], name: text, "nth": nth}

    def _item(self, row: _Judgeable, fields: _Item | None) -> _Item | None:
        """An item, optional where nobody has judged it."""
        return fields if fields is None or self._judged(row) else {**fields, "optional": True}

    def _time(self, row: TimeRow) -> _Item | None:
        at = self._words(row.document, row.start, row.end)
        return self._item(row, at and {**at, "type": row.type, "value": row.value})

    def _quantity(self, row: Quantity) -> _Item | None:
        at = self._words(row.document, row.start, row.end)
        of = [w for w in re.findall(r"\w+", row.of or "") if w.casefold() not in EVERYDAY]
        return self._item(row, at and {**at, "comparator": row.comparator, "low": row.low, "high": row.high,
                                       "unit": row.unit, "of": of[-1:], "change": row.change})

    def _entity(self, row: Entity) -> _Item | None:
        if not self._standing(row) & self.keys.keys():
            return None
        there = {e.text for e in row.mentions if e.document in self.keys}
        aliases = [a for a in row.aliases if a in there] or [row.name]
        item = {"kind": row.kind, "aliases": aliases, "country": row.country, "sector": row.sector}
        return self._item(row, {k: v for k, v in item.items() if v})

    def _claim(self, row: Claim) -> _Item | None:
        at = self._words(row.document, row.start, row.end, "content")
        if at is None or not row.attribution:
            return None
        item = {**at, "origin": self._source(row.attribution[-1]), "voice": row.voice, "modality": row.modality,
                "negated": row.negated}
        if len(row.attribution) > 1:
            item["via"] = self._source(row.attribution[-2])
        return self._item(row, item)

    def _source(self, source: Attribution) -> list[str]:
        entity = self._entities.get(source.entity or "")
        return list(dict.fromkeys((source.name, *(entity.aliases if entity else ()))))

    def _actor(self, key: str) -> str:
        """An entity as an annotation names it: a state's code, or its names."""
        entity = self._entities[key]
        acts = entity.kind in ("country", "government") or (entity.kind != "person" and entity.sector in STATE)
        return entity.country if acts and entity.country else "|".join(dict.fromkeys((entity.name, *entity.aliases)))

    def _actors(self, keys: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(map(self._actor, keys)))

    def _event(self, row: Event) -> _Item | None:
        whole = [e for e in row.evidence if e.field is None] or list(row.evidence)
        anchors = [at for e in whole if (at := self._words(e.document, e.start, e.end))]
        if not anchors:
            return None
        item: _Item = {"type": [row.type], "actors": self._actors(row.actors),
                       "recipients": self._actors(row.recipients), "status": [row.status], "anchor": anchors}
        if row.time:
            item["time"] = row.time.value
        if row.place:
            item["place"] = self._actor(row.place)
        return self._item(row, item)

    def _agreement(self, row: Agreement) -> _Item | None:
        docs = sorted({self.keys[e.document] for e in row.evidence if e.document in self.keys})
        if not docs:
            return None
        item: _Item = {"key": row.id, "docs": docs, "kind": [row.kind], "named": [row.name],
                       "parties": self._actors(row.parties), "status": [row.status] if row.status else [],
                       "signatories": self._actors(s.person for s in row.signatories),
                       "witnesses": self._actors(s.person for s in row.witnesses),
                       "aims": [words for a in row.aims if (words := list(self._telling(a.text)))],
                       "provisions": [{"has": [[w] for w in words], "modality": [p.modality]} for p in row.provisions
                                      if (words := list(self._telling(p.text)))]}
        if row.signed:
            item["signed"] = row.signed.value
        if row.place:
            item["place"] = self._actor(row.place)
        return self._item(row, item)

    def _difference(self, row: Difference) -> _Item | None:
        docs = sorted({self.keys[i.document] for i in row.items if i.document in self.keys})
        values = [[i.value.split(" (")[0]] for i in row.items if i.document in self.keys]
        return self._item(row, {"kind": [row.kind], "docs": docs, "has": values}) if docs else None

    def _assertion(self, row: Assertion) -> _Item | None:
        """An accepted assertion with its counts, by the words that all of it has in common."""
        if not self._judged(row) or not self._standing(row) <= self.keys.keys():
            return None
        counts = {"documents": row.corroboration.documents, "level": [row.corroboration.level],
                  "independent_origins": row.corroboration.independent_origins}
        return {"has": [[w] for w in self._telling(row.text)], **counts}

    def _telling(self, text: str) -> Iterator[str]:
        """The rarest few words of a text, in its order."""
        words = list(dict.fromkeys(w for w in re.findall(r"\w+", fold(text)) if w not in EVERYDAY))
        chosen = sorted(words, key=lambda w: (self._frequency[w], -len(w), w))[:_TELLING]
        yield from (w for w in words if w in chosen)

    @cached_property
    def _frequency(self) -> Mapping[str, int]:
        return Counter(w for text in self.folded.values() for w in re.findall(r"\w+", text))


def file_of(document: DocumentRow, key: str) -> str:
    """The name of a report's file in a gold folder."""
    stem = re.sub(r"[^\w-]+", "_", Path(document.file or document.url or "report").stem)[:60]
    return f"{key}_{stem}.txt"


def write_gold(folder: Path, record: Record) -> dict[str, int]:
    """Write a gold folder; says how many items of each section people have judged. Raises ExportError."""
    gold = Gold(record)
    made = gold.make()
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        for document in record.documents:
            if document.id in gold.keys:
                name = file_of(document, gold.keys[document.id])
                (folder / "reports" / name).write_bytes(document.text.encode("utf-8", "surrogatepass"))
        data = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
        (folder / "gold.json").write_bytes(data)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return {name: sum(not item.get("optional") for item in items) for name, items in made.items()
            if name not in ("documents", "stories")}

