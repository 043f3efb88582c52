"""News agencies, and how reports credit them."""

from __future__ import annotations

import re
from functools import cached_property

from dragoman.model.base import Row


class Agency(Row, frozen=True):
    """An agency: the name that the record gives it, and its other names."""

    name: str
    also: tuple[str, ...] = ()


class Agencies(Row, frozen=True, dict=True):
    """The agencies known by name, and the endings of names that only agencies have."""

    agencies: tuple[Agency, ...]
    kinds: tuple[str, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        """Each form of an agency's name, and the name that the record gives it."""
        return {form: agency.name for agency in self.agencies for form in (agency.name, *agency.also)}

    @cached_property
    def _kinds(self) -> re.Pattern[str]:
        return re.compile(rf"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){{0,4}} (?:{'|'.join(map(re.escape, self.kinds))})")

    def known(self, credit: str) -> str | None:
        """The agency that a credit names and nothing else, or None."""
        credit = " ".join(credit.split()).strip(" .,;:*_-–—")
        return self.names.get(credit) or (credit if self._kinds.fullmatch(credit) else None)
