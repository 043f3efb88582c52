"""Which dates of a report may be one day, and which are of its background."""

from __future__ import annotations

import re
from functools import cached_property

from dragoman.model.reading import TimeExpression
from dragoman.reading.agreements.scene import Scene

_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}|XX|WXX))?(?:-(\d{1,2}|XX))?")
_TO_COME = re.compile(r"\b(?:by|until|till|before)(?: the)?(?: end of| close of)? $", re.IGNORECASE)


class Calendar:
    """The dates of one report, each known by its position among the report's times."""

    def __init__(self, scene: Scene):
        self.times: tuple[TimeExpression, ...] = scene.times
        self.text = scene.parse.document.text

    def overlap(self, some: list[int], others: list[int]) -> bool:
        """May a date of some be one of others?"""
        return any(self.meet(a, b) for a in some for b in others)

    def meet(self, a: int, b: int) -> bool:
        """May two dates be one day?

        Of unsettled ones the parts that are told must agree; they are of the latest year that the report
        names, and a weekday is never "in March".
        """
        one, two = self.times[a], self.times[b]
        if one.earliest and one.latest and two.earliest and two.latest:
            return one.earliest <= two.latest and two.earliest <= one.latest
        if any("W" in x.value and re.fullmatch("XXXX-[0-9]{2}", y.value) for x, y in ((one, two), (two, one))):
            return False
        parts = [_DATE.match(t.value) for t in (one, two)]
        if not parts[0] or not parts[1]:
            return True
        for x, y in zip(parts[0].groups(), parts[1].groups(), strict=True):
            if x and y and x.isdigit() and y.isdigit() and x != y:
                return False
        bare = [t.value for t in (one, two) if t.value.isdigit()]
        if len(bare) == 1:
            return False  # what is new is not dated by its year alone
        years = [m[1] if m[1].isdigit() else self._year for m in parts if m]
        return not (years[0] and years[1] and years[0] != years[1])

    def is_old(self, when: int) -> bool:
        """Is a date one of the background: a bare year, or of a year before the last one that the report names?"""
        value = self.times[when].value
        return value.isdigit() or (value[:4].isdigit() and value[:4] < self._year)

    @cached_property
    def _year(self) -> str:
        """The latest year that the report names, but for those of what is still to come: "by July 2030"."""
        text = self.text
        told = [t for t in self.times if not _TO_COME.search(text[max(0, t.start - 24):t.start])
                and not text[t.start:t.end].lower().startswith("next")]
        return max((m[1] for t in told if (m := _DATE.match(t.value)) and m[1].isdigit()), default="")
