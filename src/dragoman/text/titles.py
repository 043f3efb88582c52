"""The roles of somebody, of the places where reports give them titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.model.record import EntityRole, Evidence
from dragoman.text.names import fold_name


class Titled(NamedTuple):
    """A place where a report gives somebody a title, held for another entity or for none."""

    evidence: Evidence
    title: str
    of: str | None
    former: bool


def roles_of(places: Iterable[Titled]) -> tuple[EntityRole, ...]:
    """Each role once, with all the places that give it, in the order of these."""
    kept: dict[tuple[str, str, bool], tuple[str, list[Evidence]]] = {}
    for at, fold, of, former, title in sorted(
            (p.evidence, fold_name(p.title), p.of or "", p.former, p.title) for p in places):
        _, evidence = kept.setdefault((fold, of, former), (title, []))
        evidence.append(at)
    return tuple(EntityRole(title=title, of=of or None, former=former, evidence=tuple(evidence))
                 for (_, of, former), (title, evidence) in kept.items())


def titled(roles: Iterable[EntityRole]) -> Iterable[Titled]:
    """The places that some roles were made of."""
    return (Titled(e, role.title, role.of, role.former) for role in roles for e in role.evidence)
