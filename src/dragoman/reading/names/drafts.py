"""A chain while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.reading import EntityKind
from dragoman.reading.names.places import Site


@dataclass
class Draft:
    """A chain while it is made: its mentions by position, and what they agree on.

    `abroad` is said of those who serve a body without a state; `capital` of places that are one.
    """

    kind: EntityKind
    members: list[int] = field(default_factory=list)
    country: str | None = None
    sector: str | None = None
    sectors: list[str] = field(default_factory=list)
    site: Site | None = None
    abroad: bool = False
    capital: bool = False
    guessed: bool = False
    name: str | None = None
