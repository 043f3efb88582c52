"""Moments for judgements, one after another: of two that contradict each other the later counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dragoman.record.members import last_made
from dragoman.record.store import Reader

_STEP = timedelta(microseconds=1)


def moments(store: Reader, now: str) -> Iterator[str]:
    """Moments from now on, each later than the one before and than every judgement in the record."""
    moment = max(now, after(last_made(store)))
    while True:
        yield moment
        moment = after(moment)


def after(moment: str) -> str:
    """The next moment after one; an empty one or another form has none before everything."""
    try:
        later = datetime.fromisoformat(moment) + _STEP
    except ValueError:
        return ""
    return later.isoformat(timespec="microseconds").replace("+00:00", "Z")
