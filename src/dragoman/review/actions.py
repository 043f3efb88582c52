"""What a person does to the record, and the judgement that comes of it.

An action names rows as the record has them now; the judgement that is made of it speaks of the things of single
reports that these rows are made of, so that it holds whatever becomes of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from dragoman.errors import NotInRecord, ReviewError
from dragoman.linking.judged.fields import FIELDS, is_field
from dragoman.model.base import Row
from dragoman.model.judgement import Act, Action, Judgement, Thing, judgement_id
from dragoman.model.record import Assertion, Claim, Link, Story
from dragoman.record.members import judgements_about, judgements_of_link
from dragoman.record.store import Reader
from dragoman.review.things import ends_of, find_row, kind_of_row, things_of
from dragoman.review.values import plain_values, read_value, value_of

JOINED = ("entity", "event", "agreement", "assertion", "story")  # kinds whose rows can be joined and split


def judge(store: Reader, action: Action, *, person: str, made: str) -> Judgement:
    """The judgement that an action comes to. Nothing is written.

    Raises NotInRecord for an id that leads nowhere, ReviewError for an action that makes no sense there.
    """
    if action.action not in get_args(Act):
        raise ReviewError(f"{action.action!r} is no action; {', '.join(get_args(Act))} are")
    if not (action.person or person).strip():
        raise ReviewError("a judgement needs somebody whose it is; give a name")
    make = {"accept": _accept, "reject": _reject, "correct": _correct, "join": _join, "split": _split, "undo": _undo}
    fields = make[action.action](store, action)
    moment = _moment(action.made) if action.made else made
    judgement = Judgement(**{
        "id": "", "right": None, "field": None, "value": None, "note": (action.note or "").strip() or None,
        "person": (action.person or person).strip(), "made": moment, **fields})
    return msgspec.structs.replace(judgement, id=judgement_id(judgement))


def _moment(made: str) -> str:
    """A moment that somebody gives, in UTC, in the one form in which moments are compared."""
    try:
        given = datetime.fromisoformat(made)
    except ValueError:
        raise ReviewError(f"made: {made!r} is no ISO 8601 time, such as 2026-01-31T12:00:00Z") from None
    in_utc = given.replace(tzinfo=given.tzinfo or UTC).astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _accept(store: Reader, action: Action) -> dict[str, Any]:
    row = find_row(store, action.row)
    if isinstance(row, Link):
        return {"verdict": "same", **_ends(store, row)}
    kind = kind_of_row(row)
    things = things_of(store, row)
    if action.field is None:
        return {"verdict": "right", "kind": kind, "left": _id(row), "things": things, "value": plain_values(kind, row)}
    _has_field(kind, action.field)
    value, named = read_value(store, kind, action.field, value_of(row, action.field), document=_only(row))
    return {"verdict": "right", "kind": kind, "left": _id(row), "field": action.field, "value": value, "was": value,
            "things": (*things, *named)}


def _reject(store: Reader, action: Action) -> dict[str, Any]:
    row = find_row(store, action.row)
    if action.field is not None:
        return _correct(store, msgspec.structs.replace(action, value=None))
    if isinstance(row, Link):
        return {"verdict": "different", **_ends(store, row)}
    kind, things = kind_of_row(row), things_of(store, row)
    if kind == "document":
        raise ReviewError(f"{_id(row)}: a report cannot be rejected; `dragoman remove` takes it out")
    if isinstance(row, Story) and len(things) == 1:
        raise ReviewError(f"{_id(row)}: it has one report alone; `dragoman remove {things[0].id}` takes that out")
    if isinstance(row, Assertion) and len(row.claims) < 2:
        alone = (row.claims + row.events + row.quantities)[0]
        raise ReviewError(f"{_id(row)}: it is not made of several claims; reject {alone} itself")
    return {"verdict": "wrong", "kind": kind, "left": _id(row), "things": things}


def _correct(store: Reader, action: Action) -> dict[str, Any]:
    row = find_row(store, action.row)
    if isinstance(row, Link):
        raise ReviewError(f"{row.id}: a link is accepted or rejected; correct the rows that it joins")
    kind = kind_of_row(row)
    field = action.field or ""
    _has_field(kind, field)
    value, named = read_value(store, kind, field, action.value, document=_only(row))
    was = _was(store, row, kind, field)
    if value == was and not getattr(row, "judged", ()):
        raise ReviewError(f"{_id(row)}: {field} is that already; accept it instead")
    return {"verdict": "corrected", "kind": kind, "left": _id(row), "field": field, "value": value, "was": was,
            "things": (*things_of(store, row), *named)}


def _was(store: Reader, row: Row, kind: str, field: str) -> Any:
    """What a row says in a field, in its plain form; of a source without an entity its name."""
    value = value_of(row, field)
    if isinstance(row, Claim) and field == "source" and value is None and row.attribution:
        return row.attribution[-1].name
    if "/" in field and field.count("/") == 1:
        return value
    return read_value(store, kind, field, value, document=_only(row))[0]


def _only(row: Row) -> str | None:
    """The report in which all must stand that a row names: a claim's."""
    return row.document if isinstance(row, Claim) else None


def _join(store: Reader, action: Action) -> dict[str, Any]:
    rows = [find_row(store, key) for key in (action.row, *action.others)]
    kinds = {kind_of_row(row) for row in rows}
    if len(kinds) > 1 or not kinds <= set(JOINED):
        raise ReviewError(f"{', '.join(sorted(kinds))}: only rows of one kind are joined, of {', '.join(JOINED)}")
    if len({_id(row) for row in rows}) < 2:
        raise ReviewError(f"{action.row}: name at least two rows to be joined; these are one")
    right = [thing for row in rows[1:] for thing in things_of(store, row, "right")]
    left = things_of(store, rows[0])
    return {"verdict": "same", "kind": kinds.pop(), "left": _id(rows[0]), "right": _id(rows[1]),
            "things": (*left, *_each_once(right, left))}


def _split(store: Reader, action: Action) -> dict[str, Any]:
    row = find_row(store, action.row)
    kind = kind_of_row(row)
    if kind not in JOINED:
        raise ReviewError(f"{action.row}: a {kind} cannot be split; only {', '.join(JOINED)} can")
    things = things_of(store, row)
    named = {key: {t.id for t in things if key and key in (t.id[:len(key)], t.document[:len(key)])}
             for key in action.others}
    unknown = [key for key, found in named.items() if not found]
    if unknown:
        raise ReviewError(f"{unknown[0]}: neither a member of {_id(row)} nor a report with one; "
                          f"members are {', '.join(t.id for t in things[:5])}{', …' if len(things) > 5 else ''}")
    chosen = {thing for found in named.values() for thing in found}
    if not chosen or len(chosen) == len(things):
        raise ReviewError(f"{_id(row)}: name some of its {len(things)} members, or reports, to be split off, not all")
    left = tuple(t for t in things if t.id in chosen)
    right = tuple(msgspec.structs.replace(t, side="right") for t in things if t.id not in chosen)
    return {"verdict": "different", "kind": kind, "left": left[0].id, "right": right[0].id, "things": (*left, *right)}


def _undo(store: Reader, action: Action) -> dict[str, Any]:
    if action.row.startswith("judgement"):
        target = store.row(Judgement, action.row)
        if target.state == "withdrawn":
            raise ReviewError(f"{target.id}: withdrawn already, by {target.by}; undo that one to have it back")
    else:
        try:
            key = _id(find_row(store, action.row))
        except NotInRecord:
            key = action.row  # of a row that was rejected
        told = judgements_of_link(store, key) if key.startswith("link_") else judgements_about(store, key)
        counts = [j for j in told if j.state != "withdrawn" and j.verdict != "withdrawn"]
        if not counts:
            raise ReviewError(f"{action.row}: there is no judgement on it to undo")
        target = counts[-1]
    return {"verdict": "withdrawn", "kind": "judgement", "left": target.id}


def _ends(store: Reader, link: Link) -> dict[str, Any]:
    kind = {"claim": "assertion", "partial-copy": "copy", "version": "copy"}.get(link.kind, link.kind)
    left, right = ends_of(store, link)
    return {"kind": kind, "left": link.left, "right": link.right, "things": (left, right)}


def _each_once(things: Iterable[Thing], but: Iterable[Thing]) -> tuple[Thing, ...]:
    known = {t.id for t in but}
    return tuple({t.id: t for t in things if t.id not in known}.values())


def _has_field(kind: str, field: str) -> None:
    if not is_field(kind, field):
        known = ", ".join(FIELDS.get(kind, ())) or "none"
        raise ReviewError(f"{field or 'no field'}: nothing to correct in a row of kind {kind}, but these: {known}")


def _id(row: Row) -> str:
    return str(row.id)  # type: ignore[attr-defined]
