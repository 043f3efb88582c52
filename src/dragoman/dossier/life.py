"""The life of one agreement: what became of it, what was done under it, and how each promise stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model.record import (
    Agreement,
    Attribution,
    ComplianceRow,
    Event,
    Evidence,
    ProvisionRow,
)
from dragoman.model.time import Time

_STEPS = {"SUPPORT": ("signed", "ratified"), "AGREE": ("agreed", "proposed"), "SANCTION": ("suspended", "terminated")}


@dataclass(frozen=True)
class Moment:
    """One thing in an agreement's life: `what` it was in a few words, on whose word, and the words themselves.

    Of what is said of its being kept `verdict` says it in a word.
    """

    time: Time | None
    what: str
    by: tuple[Attribution, ...]
    evidence: tuple[Evidence, ...]
    verdict: str | None = None


@dataclass(frozen=True)
class Standing:
    """A provision with what is said of its keeping. `verdict` sums that up: `disputed` where sources part,
    None where nothing is said and no day has passed."""

    provision: ProvisionRow
    verdict: str | None
    rows: tuple[ComplianceRow, ...]


def life(agreement: Agreement, events: Iterable[Event]) -> tuple[Moment, ...]:
    """The steps of an agreement's life with the events that are about it, in order of time; what has no time last.

    `events` are those of the record; an event that only tells one of the steps again is left out.
    """
    told = {s.status for s in agreement.history}
    moments = [Moment(s.time, s.status, s.by, s.evidence) for s in agreement.history]
    for event in events:
        steps = _STEPS.get(event.type, ())
        if event.agreement == agreement.id and not (event.status == "occurred" and told & set(steps)):
            moments.append(Moment(event.time, event.summary, (), event.evidence))
    moments += [Moment(row.time, f"{row.verdict}: {row.text}", row.by, row.evidence, row.verdict)
                for row in agreement.compliance if row.time is not None and row.verdict != "pending"]
    return tuple(sorted(moments, key=lambda m: _last(m.time)))


def _last(time: Time | None) -> str:
    return (time.latest or time.earliest or "9999") if time else "9999"


def standings(agreement: Agreement) -> Iterator[Standing]:
    """Each provision with the verdicts on it, in the order of the row."""
    for n, provision in enumerate(agreement.provisions):
        rows = tuple(row for row in agreement.compliance if row.provision == n)
        yield Standing(provision, verdict_of(rows), rows)


def verdict_of(rows: Iterable[ComplianceRow]) -> str | None:
    """What some verdicts on one promise come to: theirs if they are all one, else `disputed`; None for none.

    A promise that some say is met and others that it is partly met is partly met.
    """
    verdicts = {row.verdict for row in rows}
    if len(verdicts) < 2:
        return next(iter(verdicts), None)
    return "partly-met" if verdicts == {"met", "partly-met"} else "disputed"
