"""Every promise of a record that its rows alone can show to be kept or broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dragoman.errors import EvidenceError
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement, Thing
from dragoman.model.record import Agreement, Assertion, Corroboration, DocumentRow, EntityRole, Event, Evidence, Record
from dragoman.model.time import Time
from dragoman.record.evidence import check_rows, parts

# Fields that hold ids, by name, and the list that they lead to; `of` does in an entity's role alone.
_LEADS = {
    "document": "documents", "documents": "documents", "copy_of": "documents", "version_of": "documents",
    "story": "stories",
    "entity": "entities", "actors": "entities", "recipients": "entities", "place": "entities", "person": "entities",
    "party": "entities", "parties": "entities", "obligor": "entities", "beneficiary": "entities",
    "agreement": "agreements", "claim": "claims", "claims": "claims", "quantities": "quantities", "event": "events",
    "events": "events",
}
_BACKED = (Event, Agreement, Assertion)


class Broken(NamedTuple):
    """A row that does not keep a promise, and which."""

    kind: str
    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.reason}"


def find_broken(record: Record) -> Iterator[Broken]:
    """What is broken in a record: evidence, references, redirects, corroboration, times and blocks."""
    texts = {d.id: d.text for d in record.documents}
    ids = {kind: {row.id for row in getattr(record, kind)} for kind in record.__struct_fields__}
    standing = _standing(record)
    first = {d.id: d.version_of or d.id for d in record.documents}  # versions of one article are one document
    for kind in record.__struct_fields__:
        for row in getattr(record, kind):
            reasons = [*_evidence(kind, row, texts), *_dangling(row, ids), *_disorder(row),
                       *_miscounted(row, standing, first)]
            yield from (Broken(kind, row.id, reason) for reason in dict.fromkeys(reasons))
    yield from _astray(record, ids)


def _evidence(kind: str, row: Row, texts: Mapping[str, str]) -> Iterator[str]:
    try:
        check_rows(kind, (row,), texts)
    except EvidenceError as error:
        yield str(error).removeprefix(f"{kind} {getattr(row, 'id', '')}: ").removesuffix("; the row was refused")


def _dangling(row: Row, ids: Mapping[str, set[str]]) -> Iterator[str]:
    """Ids in a row that lead nowhere."""
    for part in parts(row):
        if isinstance(part, Corroboration | Judgement | Thing):
            continue  # a number; and a judgement outlives what it speaks of
        for field in part.__struct_fields__:
            to = "entities" if field == "of" and isinstance(part, EntityRole) else _LEADS.get(field)
            value = getattr(part, field) if to else None
            for key in value if isinstance(value, tuple) else (value,):
                if to and key is not None and key not in ids[to]:
                    yield f"{field} {key} is not among the {to}"


def _disorder(row: Row) -> Iterator[str]:
    """Times that end before they begin, and blocks that overlap or leave the text."""
    for part in parts(row):
        if isinstance(part, Time) and part.earliest and part.latest and part.earliest > part.latest:
            yield f"time {part.value} ends before it begins"
    if isinstance(row, DocumentRow):
        end = 0
        for block in row.blocks:
            if not end <= block.start <= block.end <= len(row.text):
                yield f"block {block.start}:{block.end} overlaps another or leaves the text"
            end = block.end


def _standing(record: Record) -> dict[str, frozenset[str]]:
    """The documents in which each claim, quantity and event stands."""
    found = {claim.id: frozenset({claim.document}) for claim in record.claims}
    found.update({quantity.id: frozenset({quantity.document}) for quantity in record.quantities})
    for event in record.events:
        found[event.id] = _documents(event, found)
    return found


def _documents(row: Row, standing: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The documents in which a row's evidence, claims, quantities and events stand, at any depth."""
    found: set[str] = set()
    for part in parts(row):
        if isinstance(part, Evidence):
            found.add(part.document)
        for field in ("claims", "quantities", "events"):
            found.update(*(standing.get(key, frozenset()) for key in getattr(part, field, ())))
    return frozenset(found)


def _miscounted(row: Row, standing: Mapping[str, frozenset[str]], first: Mapping[str, str]) -> Iterator[str]:
    """What a row's corroboration counts otherwise than its evidence does."""
    if not isinstance(row, _BACKED):
        return
    told, documents = row.corroboration, len({first.get(d, d) for d in _documents(row, standing)})
    if told.documents != documents:
        yield f"corroboration counts {told.documents} documents, its evidence stands in {documents}"
    if not told.outlets <= told.documents:
        yield f"corroboration counts {told.outlets} outlets in {told.documents} documents"
    if told.independent_origins != len(told.origins) or list(told.origins) != sorted(set(told.origins)):
        yield f"corroboration counts {told.independent_origins} origins and lists {len(set(told.origins))}"
    level = "single-source" if documents == 1 else "independent" if told.independent_origins > 1 else "one-origin"
    if told.level != level:
        yield f"corroboration says {told.level}, its counts say {level}"


def _astray(record: Record, ids: Mapping[str, set[str]]) -> Iterator[Broken]:
    """Redirects that lead nowhere, go on, or stand in the way of a row; lists that are not in order."""
    rows = set().union(*(keys for kind, keys in ids.items() if kind not in ("redirects", "links")))
    for redirect in record.redirects:
        if redirect.to not in rows:
            yield Broken("redirects", redirect.id, f"leads to {redirect.to}, where there is no row")
        if redirect.id in rows:
            yield Broken("redirects", redirect.id, "a row has this id")
    for kind in record.__struct_fields__:
        keys = [row.id for row in getattr(record, kind)]
        yield from (Broken(kind, key, "two rows have this id") for key in _doubled(keys))


def _doubled(keys: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({key for key in keys if key in seen or seen.add(key)})  # type: ignore[func-returns-value]
