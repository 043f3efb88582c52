"""The life of an agreement over all reports: each step once, in order of time.

A step that a report doesn't date was no later than the report. What several reports tell of one step is
one row; an undated telling belongs to the dated one of its status. The status is that of the last step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.linking.agreements.compare import Told, days_apart
from dragoman.linking.rows import Rows
from dragoman.model.reading import AgreementStatus
from dragoman.model.record import Attribution, Evidence, StatusRow
from dragoman.model.time import Time

LIFE: tuple[AgreementStatus, ...] = ("proposed", "negotiating", "agreed", "signed", "ratified", "in-force",
                                     "suspended", "broken", "terminated", "expired")
_ONCE = ("signed", "agreed")  # what happens to an agreement once, whatever day reports give
_LEADING = ("proposed", "negotiating", "agreed")
_ENDS = ("broken", "terminated", "expired")
_MADE = ("agreed", "signed", "ratified", "in-force")
_OUTLET: tuple[Attribution, ...] = ()


@dataclass
class _Step:
    """One report's telling of a step; `last` is the last day on which it may have been."""

    status: AgreementStatus
    time: Time | None
    dated: bool
    last: str
    by: tuple[Attribution, ...]
    evidence: set[Evidence]


def history(rows: Rows, told: Iterable[Told], signed: Time | None) -> tuple[StatusRow, ...]:
    """The steps of one agreement, in order of time. `signed` is the date on which most reports put the signing."""
    merged: list[_Step] = []
    every = [s for t in told for n in range(len(t.mention.history)) if not _is_to_come(s := _step(rows, t, n, signed))]
    for step in sorted(every, key=lambda s: (not s.dated, s.last, LIFE.index(s.status))):
        same = next((m for m in merged if _is_one(m, step)), None)
        if same is None:
            merged.append(step)
        else:
            same.evidence |= step.evidence
            same.by = same.by if same.by and step.by else _OUTLET  # told by a report itself, too
    _before_signing(merged)
    return tuple(StatusRow(status=s.status, time=s.time, by=s.by, evidence=tuple(sorted(s.evidence)))
                 for s in sorted(merged, key=lambda s: (s.last, LIFE.index(s.status))))


def _step(rows: Rows, told: Told, position: int, signed: Time | None) -> _Step:
    step = told.mention.history[position]
    time = rows.time(told.document, step.time)
    if step.status in _ONCE and time is not None and signed is not None:
        time = signed
    dated = time is not None
    if time is None and told.published:
        time = Time(value=f"../{told.published}", earliest=None, latest=told.published)
    bounds = [b for b in (time.latest if time else None, told.published) if b]
    return _Step(step.status, time, dated, min(bounds, default="9999"), rows.attribution(told.document, step.by),
                 {rows.evidence(told.document, s) for s in step.evidence})


def _is_to_come(step: _Step) -> bool:
    """Is its day after that of the report: "the truce expires on Friday"?"""
    return bool(step.time and step.time.earliest and step.time.earliest > step.last)


def _before_signing(steps: list[_Step]) -> None:
    """What led up to an agreement and has no date was no later than its making, whenever a report tells of it; and
    what held was no later than its end."""
    for step in steps:
        after = _MADE if step.status in _LEADING else _ENDS if step.status == "in-force" else ()
        later = [m for m in steps if m.dated and m.status in after and LIFE.index(m.status) > LIFE.index(step.status)]
        if later and not step.dated:
            step.last = min(m.last for m in later)
            step.time = Time(value=f"../{step.last}", earliest=None, latest=step.last)


def _is_one(known: _Step, step: _Step) -> bool:
    """Is a telling that of a step which is known, with its date or without one?"""
    if known.status != step.status:
        return False
    if not (known.dated and step.dated):
        return True
    return step.status in _ONCE or days_apart(known.time, step.time) == 0
