"""What the environment and the command line may set, above the stages so that none of them can reach it."""

from __future__ import annotations

import getpass
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from dragoman.errors import SettingsError
from dragoman.model.time import Time

RECORD = "DRAGOMAN_RECORD"      # path or database URL of the record
DEFAULT_RECORD = "dragoman.db"  # in the current folder
PERSON = "DRAGOMAN_PERSON"      # whose judgements are made
ONTOLOGY = "DRAGOMAN_ONTOLOGY"  # files of the user's own that are added to the ontology


def record_location(given: str | None = None) -> str:
    """Where the record is: as given, or as the environment says, or `dragoman.db` in the current folder."""
    return given or os.environ.get(RECORD) or DEFAULT_RECORD


def ontology_additions() -> tuple[Path, ...]:
    """The user's own additions to the ontology: paths in the environment, divided as PATH is."""
    return tuple(Path(name) for name in os.environ.get(ONTOLOGY, "").split(os.pathsep) if name)


def now() -> str:
    """The moment of now in UTC, to the microsecond, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def person(given: str | None = None) -> str:
    """Whose judgements are made: as given, as the environment says, or whoever is logged in."""
    try:
        return given or os.environ.get(PERSON) or getpass.getuser()
    except (OSError, KeyError):
        raise SettingsError(f"nobody is logged in; say who judges with --as NAME, or set {PERSON}") from None


def date_given(text: str | None) -> Time | None:
    """A date that the user gives, as YYYY-MM-DD. Raises SettingsError where it is none."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        raise SettingsError(f"{text!r} is no date; write it as 2025-08-14") from None
    return Time(value=day, earliest=day, latest=day)


def check_period(since: str | None, until: str | None) -> None:
    """Refuse days that the user gives and that are none, or that no time lies between. Raises SettingsError."""
    date_given(since), date_given(until)
    if since and until and since > until:
        raise SettingsError(f"nothing is since {since} and until {until}: the second day is before the first")
