"""The versions of an article, and what one says that the one before it did not."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from dragoman.model.record import Claim, DocumentRow, Record
from dragoman.model.time import instant


class Changes(NamedTuple):
    """Two versions of an article: the claims that are only in the earlier, and those only in the later, in order."""

    earlier: DocumentRow
    later: DocumentRow
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]


def versions_of(record: Record, document: DocumentRow) -> tuple[DocumentRow, ...]:
    """All versions of the article of which a document is one, the first version first."""
    first = document.version_of or document.id
    found = [d for d in record.documents if first in (d.id, d.version_of)]
    return tuple(sorted(found, key=lambda d: (
        d.id != first, d.published.earliest or "9999" if d.published else "9999", instant(d.updated), d.id)))


def changes(record: Record, document: DocumentRow) -> tuple[Changes, ...]:
    """What changed from each version of a document's article to the next. Two claims that the record takes to assert
    the same thing are no change, whatever their words."""
    versions = versions_of(record, document)
    if len(versions) < 2:
        return ()
    asserted = {claim: a.id for a in record.assertions for claim in a.claims}
    said = {v.id: {asserted.get(c.id, c.text): c for c in sorted(record.claims, key=lambda c: (-c.start, c.id))
                   if c.document == v.id} for v in versions}
    return tuple(Changes(a, b, _only(said[a.id], said[b.id]), _only(said[b.id], said[a.id]))
                 for a, b in pairwise(versions))


def _only(here: dict[str, Claim], there: dict[str, Claim]) -> tuple[Claim, ...]:
    texts = {claim.text for claim in there.values()}
    found = (claim for key, claim in here.items() if key not in there and claim.text not in texts)
    return tuple(sorted(found, key=lambda c: (c.start, c.id)))
