"""What reading reports into a record comes to."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.model.base import Row
from dragoman.record.runs import Changes

Progress = Callable[[int, int], None]  # told how many documents are done, of how many


class Skipped(Row, frozen=True):
    """A document that could not be used, and why."""

    document: str
    reason: str


class Summary(Row, frozen=True):
    """What reading did: `new` documents of `given` that could be opened, the skipped ones, and changes of rows.

    `refused` tells of rows that were left out because their evidence is not exact: a fault of Dragoman's. `notes`
    say what was understood of tables and the like; `unread` counts new reports in a language that is not read.
    """

    given: int
    new: int
    skipped: tuple[Skipped, ...]
    refused: tuple[str, ...]
    changes: Changes
    notes: tuple[str, ...] = ()
    unread: int = 0
