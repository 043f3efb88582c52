"""People's judgements: what somebody has decided about the record, when and why.

A judgement is never changed or removed; one that was wrong is withdrawn by a further one. It speaks of
things of single reports (an event as one report tells of it, a name in it, a claim), since rows of the
record change as reports come in, and these do not.
"""

from __future__ import annotations

from typing import Any, Literal

from dragoman.model.base import Row, content_id

Finding = Literal["same", "different", "right", "wrong", "corrected", "withdrawn"]
Side = Literal["left", "right", "value"]
Act = Literal["accept", "reject", "correct", "join", "split", "undo"]
State = Literal["applied", "partly", "overruled", "withdrawn", "not-applied"]


class Thing(Row, frozen=True):
    """One thing of one report that a judgement speaks of: its own id, and the words where it stood.

    `label` is what it was read as (an event's type, a name), which tells it from others at the same words. `side`
    is which of the judgement's sides it stands on, or `value` for a thing that a corrected value names.
    """

    id: str
    document: str
    start: int
    end: int
    words: str
    label: str = ""
    side: Side = "left"


class Judgement(Row, frozen=True):
    """What a person has decided.

    `kind` is the kind of the things (entity, event, agreement, assertion, story, claim, quantity, time, document,
    difference, copy, or judgement). By `verdict`:

    - `same`: the things of both sides are one.
    - `different`: those on the left are one, those on the right are one, and the two are not the same.
    - `right`: the row `left` is right as it stands; `value` holds its values by field, or that of `field` alone.
    - `wrong`: the row `left` is no such thing, and is to be left out; of a group (assertion, story): its members
      are not one.
    - `corrected`: the `field` of the row `left` has this `value`.
    - `withdrawn`: the judgement `left` no longer counts.

    `was` is what the machine had in the field, `made` an ISO 8601 time in UTC. `state` is what has become of it
    when the record was last linked: it is applied, wholly or in part; a later one, `by`, overrules or withdraws it;
    or it is not applied, since the record does not have its things. `row` is the row that it acts on.
    """

    id: str
    kind: str
    left: str
    right: str | None
    field: str | None
    verdict: Finding
    value: Any
    person: str
    made: str
    note: str | None
    was: Any = None
    things: tuple[Thing, ...] = ()
    state: State = "applied"
    by: str | None = None
    row: str | None = None


class Action(Row, frozen=True, forbid_unknown_fields=True):
    """What somebody does: to the row (or link, or judgement) of an id, with others, or to one of its fields.

    `made` is an ISO 8601 time in UTC, where it is not now.
    """

    action: Act
    row: str
    others: tuple[str, ...] = ()
    field: str | None = None
    value: Any = None
    person: str | None = None
    made: str | None = None
    note: str | None = None


def judgement_id(judgement: Judgement) -> str:
    """The id of a judgement, made from what was judged, by whom and when."""
    return content_id("judgement", judgement.kind, judgement.left, judgement.right, judgement.field, judgement.verdict,
                      judgement.value, judgement.person, judgement.made,
                      *sorted(f"{t.side} {t.id}" for t in judgement.things))
