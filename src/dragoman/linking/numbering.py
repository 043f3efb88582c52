"""Own ids of the things in a reading, also where some of them have been taken out."""

from __future__ import annotations

from dragoman.linking.cluster import own_id
from dragoman.model.reading import Reading

LISTS = {"entity": "chains", "event": "events", "agreement": "agreements", "claim": "claims", "quantity": "quantities",
         "time": "times"}


class Sifted(Reading, frozen=True):
    """A reading without the things that people have rejected.

    `numbers` gives, for each kind of which something is gone, the places that the others had, so that they keep
    their own ids.
    """

    numbers: dict[str, tuple[int, ...]] = {}


def own_ids(kind: str, reading: Reading) -> tuple[str, ...]:
    """The own ids of a reading's things of a kind, in their order."""
    numbers = reading.numbers.get(kind) if isinstance(reading, Sifted) else None
    found = range(len(getattr(reading, LISTS[kind]))) if numbers is None else numbers
    return tuple(own_id(kind, reading.document.id, n) for n in found)
