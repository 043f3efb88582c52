"""Judgements made by hand, on things of readings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.linking.judged.things import document_thing, things_in
from dragoman.model.judgement import Judgement, Thing, judgement_id
from dragoman.model.reading import Reading


def things(kind: str, *readings: Reading, words: str = "") -> tuple[Thing, ...]:
    """The things of a kind in some readings, those alone that have some words."""
    if kind == "story":
        return tuple(document_thing(r.document.id, r.document.title) for r in readings)
    return tuple(t for r in readings for t in things_in(r, kind) if words in t.words)


def judgement(  # noqa: PLR0913 - one for each field
    kind: str, verdict: str, left: Iterable[Thing], right: Iterable[Thing] = (), *, at: int = 0,
    field: str | None = None, value: Any = None, person: str = "Ida", named: Iterable[Thing] = (),
) -> Judgement:
    """A judgement of some moment: the higher `at`, the later."""
    one, other = tuple(left), tuple(msgspec.structs.replace(t, side="right") for t in right)
    found = Judgement(
        id="", kind=kind, left=one[0].id, right=other[0].id if other else None, field=field,
        verdict=verdict, value=value, person=person,  # type: ignore[arg-type]
        made=f"2026-01-01T00:{at // 60:02}:{at % 60:02}.000000Z", note=None,
        things=(*one, *other, *(msgspec.structs.replace(t, side="value") for t in named)))
    return msgspec.structs.replace(found, id=judgement_id(found))


def withdrawn(target: Judgement, *, at: int) -> Judgement:
    """A judgement that withdraws another."""
    found = Judgement(id="", kind="judgement", left=target.id, right=None, field=None, verdict="withdrawn", value=None,
                      person="Rolf", made=f"2026-01-01T00:{at // 60:02}:{at % 60:02}.000000Z", note=None)
    return msgspec.structs.replace(found, id=judgement_id(found))
