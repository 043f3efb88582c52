"""What a row is made of, and what people have judged of it: who, when, why, and what the machine had."""

from __future__ import annotations

from dragoman.errors import NotInRecord
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement, Thing
from dragoman.model.record import Difference, Link
from dragoman.record.members import judgements_about, judgements_of_link
from dragoman.record.store import Reader
from dragoman.review.things import find_row, kind_of_row, things_of


class History(Row, frozen=True):
    """A row's id now (null where it was rejected), its kind, its members, and its judgements, oldest first."""

    id: str | None
    kind: str
    members: tuple[Thing, ...]
    judgements: tuple[Judgement, ...]


def history(store: Reader, key: str) -> History:
    """The history of a row, link or judgement. Raises NotInRecord where nobody has judged what is not there."""
    if key.startswith("link_") and (told := judgements_of_link(store, key)):
        return History(id=key if told[-1].row else None, kind=f"link of kind {told[-1].kind}", members=told[-1].things,
                       judgements=_with_undoing(store, told))
    try:
        row = find_row(store, key)
    except NotInRecord:
        told = judgements_about(store, key)
        if not told:
            raise
        if lives := [j.row for j in told if j.row]:  # an assertion has another id when its members are others
            return history(store, lives[-1])
        return History(id=None, kind=told[0].kind, members=told[0].things, judgements=_with_undoing(store, told))
    if isinstance(row, Judgement):
        return History(id=row.id, kind="judgement", members=row.things, judgements=_with_undoing(store, (row,)))
    key = str(row.id)  # type: ignore[attr-defined]
    if isinstance(row, Link):
        told = judgements_of_link(store, key)
        return History(id=key, kind=f"link of kind {row.kind}", members=(), judgements=_with_undoing(store, told))
    members = () if isinstance(row, Difference) else things_of(store, row)
    told = judgements_about(store, key, {m.id for m in members}, kind_of_row(row))
    return History(id=key, kind=kind_of_row(row), members=members, judgements=_with_undoing(store, told))


def _with_undoing(store: Reader, told: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Judgements with those that withdraw them, in order of time."""
    found = {j.id: j for j in told}
    waiting = list(found)
    while waiting:
        for later in judgements_about(store, waiting.pop()):
            if later.id not in found:
                found[later.id] = later
                waiting.append(later.id)
    return tuple(sorted(found.values(), key=lambda j: (j.made, j.id)))
