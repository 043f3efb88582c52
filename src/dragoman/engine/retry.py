"""Trying again what a database refused for a while: it was restarted, or the connection to it was lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

from dragoman.errors import RecordUnavailable

_PAUSES = (0.5, 2.0, 8.0, 30.0)  # seconds: a database that was restarted is back before the last of them

T = TypeVar("T")


def keep_trying(work: Callable[[], T], pauses: tuple[float, ...] = _PAUSES) -> T:
    """Do what may be done twice, and again after each pause where the database was away. Raises RecordUnavailable."""
    for pause in pauses:
        try:
            return work()
        except RecordUnavailable as error:
            if not is_passing(error):
                raise
            time.sleep(pause)
    return work()


def is_passing(error: RecordUnavailable) -> bool:
    """Was it the connection that failed, and not what was asked of the database?"""
    cause = error.__cause__
    if not isinstance(cause, DBAPIError):
        return False
    if cause.connection_invalidated:
        return True
    if "sqlite" in type(cause.orig).__module__:
        return "database is locked" in str(cause.orig)
    return isinstance(cause, OperationalError)
