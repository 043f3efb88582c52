"""Dates and times that keep their precision: EDTF for rows, TIMEX3 for expressions in text."""

from __future__ import annotations

from typing import Literal

from dragoman.model.base import Row

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeBasis = Literal["explicit", "document", "narrative", "linked", "unresolved"]


class Time(Row, frozen=True):
    """A date as an interval. `value` is EDTF (ISO 8601-2), `earliest` and `latest` are ISO dates that bound it."""

    value: str
    earliest: str | None = None
    latest: str | None = None
