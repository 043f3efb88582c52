"""Agreements over all reports that speak of them.

What a report tells of an agreement is a telling. Tellings are compared where they share a party, a word of their names,
or a month of signing (`compare`), and joined from the best pairs down, never two that one report keeps apart (`deals`).
A story knows its agreements by what its own reports say; what the reports of all stories say becomes one row (`merge`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from dragoman.linking.agreements.compare import Told
from dragoman.linking.agreements.ledger import keep_ledger
from dragoman.linking.agreements.merge import base_of, inherit, merge, outline
from dragoman.linking.corroboration import Origin, Origins
from dragoman.linking.judged.values import NO_RULINGS, Rulings
from dragoman.linking.rows import Rows
from dragoman.model.record import Agreement, Entity, Event


@dataclass(frozen=True)
class LinkedAgreements:
    """The agreements, and the agreement id of each mention by (document id, position)."""

    agreements: tuple[Agreement, ...]
    of: Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Testimony:
    """What the linking of some stories says of the agreements that their reports tell of.

    `originals` and `versions` tell which reports repeat others, `speakers` who a source without a name is, by document
    and place, and `deeds` what was done.
    """

    originals: dict[str, str]
    versions: dict[str, str]
    speakers: tuple[tuple[str, int, Origin], ...]
    deeds: tuple[Event, ...]


@dataclass(frozen=True)
class Deal:
    """One agreement with its tellings, and all that its row is made from.

    `rows` are the settled readings of the reports that tell of it, of those that tell of deeds where it has provisions,
    and of all of their stories where one of these has a deadline; `of` leads from mentions to agreements, and `homes`
    from tellings. `kind` is that of the agreement that it amends or is part of.
    """

    id: str
    told: tuple[Told, ...]
    of: Mapping[tuple[str, int], str]
    kind: str | None
    rows: Rows
    testimony: tuple[Testimony, ...]
    entities: Mapping[str, Entity]
    rulings: Rulings = NO_RULINGS
    homes: Mapping[str, str] = field(default_factory=dict)


def outline_agreements(rows: Rows, told: Iterable[Told], of: Mapping[str, str],
                       entities: Mapping[str, Entity]) -> LinkedAgreements:
    """The agreements as some reports alone tell of them; `of` leads from tellings to agreements."""
    members: dict[str, list[Told]] = {}
    for one in told:
        members.setdefault(of[one.id], []).append(one)
    homes = {(t.document, t.position): top for top, found in members.items() for t in found}
    plain = {top: outline(rows, top, found) for top, found in sorted(members.items())}
    bases = {top: base_of(found, homes) for top, found in members.items()}
    kinds = {top: plain[base].kind for top, base in bases.items() if base}
    return LinkedAgreements(tuple(inherit(row, kinds.get(top), entities) for top, row in plain.items()), homes)


def link_deal(deal: Deal) -> Agreement:
    """The row of an agreement, over all reports that tell of it."""
    rows = deal.rows
    origins = Origins(
        rows, dict(chain.from_iterable(t.originals.items() for t in deal.testimony)),
        {(document, place): who for t in deal.testimony for document, place, who in t.speakers},
        dict(chain.from_iterable(t.versions.items() for t in deal.testimony)))
    row = inherit(merge(rows, origins, deal.of, deal.id, deal.told), deal.kind, deal.entities)
    (row,) = deal.rulings.agreements([row], deal.homes)
    return keep_ledger(rows, row, [event for t in deal.testimony for event in t.deeds], deal.entities)
