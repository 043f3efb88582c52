"""Agreements over all reports that speak of them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.linking.corroboration import Origins
from dragoman.linking.rows import Rows
from dragoman.model.record import Agreement, Link, Redirect


@dataclass(frozen=True)
class LinkedAgreements:
    """The agreements, and the agreement id of each mention by (document id, position)."""

    agreements: tuple[Agreement, ...]
    of: dict[tuple[str, int], str]
    links: tuple[Link, ...]
    redirects: tuple[Redirect, ...]


def link_agreements(rows: Rows, origins: Origins) -> LinkedAgreements:
    """The agreements of some readings; `origins.corroborate` tells on whose word each one rests."""
    return LinkedAgreements((), {}, (), ())
