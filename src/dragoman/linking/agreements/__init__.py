"""Agreements over all reports that speak of them.

Two reports' agreements are compared where they share a party, a word of their names, or a month of
signing (`compare`). Groups grow from the best pairs down, and never join two agreements that one report
keeps apart. What the reports of a group say becomes one row (`merge`).
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.linking.agreements.compare import KIND, allowed, pairs, tell
from dragoman.linking.agreements.merge import inherit, merge
from dragoman.linking.cluster import FREE, Bonds, connect
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


def link_agreements(rows: Rows, origins: Origins, bonds: Bonds = FREE) -> LinkedAgreements:
    """The agreements of some readings; `origins.corroborate` tells on whose word each one rests."""
    told = {t.id: t for t in tell(rows)}
    groups = connect(KIND, told, allowed(told, pairs(told), bonds), bonds)
    of = {(t.document, t.position): groups.group[t.id] for t in told.values()}
    merged = tuple(merge(rows, origins, of, top, [told[m] for m in members])
                   for top, members in groups.members.items())
    rebels = frozenset(entity for (d, n), entity in rows.entities.items()
                       if rows.readings[d].chains[n].kind == "armed-group")
    return LinkedAgreements(tuple(inherit(list(merged), rebels)), of, groups.links, groups.redirects)
