"""On whose word something rests: origins are counted, not outlets.

An origin is the last link of an attribution. Where a report speaks in its own voice, it is the agency
whose copy it prints, or else the report itself. Near-duplicates are one report; a report that cites an
outlet has what it says from where that outlet has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.linking.rows import Rows
from dragoman.model.reading import Source
from dragoman.model.record import Corroboration, Evidence


@dataclass(frozen=True)
class Origin:
    """Where a report has something from: a key to compare by, and a name to show."""

    key: str
    name: str


@dataclass(frozen=True)
class Origins:
    """Tells on whose word evidence rests. `originals` leads from each copy to the report that it repeats."""

    rows: Rows
    originals: Mapping[str, str]

    def corroborate(self, evidence: Iterable[Evidence]) -> Corroboration:
        """How many documents, outlets and origins stand behind some evidence, and why."""
        spans = sorted(set(evidence))
        documents = sorted({e.document for e in spans})
        found = [(e.document, self.of(e)) for e in spans]
        names = self._independent(found)
        level = "independent" if len(names) > 1 else "one-origin" if len(documents) > 1 else "single-source"
        return Corroboration(
            documents=len(documents), outlets=len({self._outlet(d) for d in documents}), origins=names,
            independent_origins=len(names), level=level, why=self._why(documents, names))

    def of(self, evidence: Evidence) -> Origin:
        """The origin of one piece of evidence: that of the claim in which most of it stands, or the report's own."""
        claims = [self.rows.claim_of[c] for c in self.rows.claims_at(evidence.document, [evidence])]
        attributed = [c for c in claims if c.attribution]
        if not attributed:
            return self._own_voice(evidence.document)
        best = max(attributed, key=lambda c: (min(c.end, evidence.end) - max(c.start, evidence.start), -c.start))
        return self.of_chain(evidence.document, best.attribution)

    def of_chain(self, document: str, attribution: tuple[Source, ...]) -> Origin:
        """The origin at the end of a chain of sources."""
        return self._origin(document, attribution[-1]) if attribution else self._own_voice(document)

    def _origin(self, document: str, source: Source) -> Origin:
        entity = self.rows.entity(document, source.chain)
        if entity is not None:
            return Origin(entity, source.name)
        if source.kind in ("anonymous", "experts", "group"):  # nobody knows whether two of them are one
            return Origin(f"{self._root(document)} {source.name.casefold()}", source.name)
        return Origin(_key(source.name), source.name)

    def _own_voice(self, document: str) -> Origin:
        root = self._root(document)
        outlet = self._outlet(root)
        return Origin(_key(outlet), outlet)

    def _independent(self, found: list[tuple[str, Origin]]) -> tuple[str, ...]:
        """The names of the origins that remain when an outlet that is cited stands for what it has itself."""
        own = {_key(self._outlet(self._root(d))): origin.key for d, origin in found}
        names: dict[str, str] = {}
        for _, origin in found:
            key = own.get(_key(origin.name), origin.key)
            names.setdefault(key, origin.name)
        return tuple(sorted(set(names.values())))

    def _outlet(self, document: str) -> str:
        row = self.rows.readings[document].document
        return row.publisher or row.title or row.file or row.id

    def _root(self, document: str) -> str:
        return self.originals.get(document, document)

    def _why(self, documents: list[str], names: tuple[str, ...]) -> str:
        copies = sum(d in self.originals for d in documents)
        repeated = f", {copies} of them copies" if copies else ""
        return f"{len(documents)} documents{repeated}, from {', '.join(names) or 'nobody named'}"


def _key(name: str) -> str:
    words = [w for w in name.casefold().split() if w not in ("the", "a", "an")]
    return " ".join(words)
