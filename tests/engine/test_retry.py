"""A lost connection costs time, and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from tests.record import postgres

from dragoman.documents.text import document_from_text
from dragoman.engine.retry import is_passing, keep_trying
from dragoman.errors import RecordUnavailable
from dragoman.model.reading import Reading
from dragoman.record.store import Kept, Writer


def unavailable(message: str) -> RecordUnavailable:
    error = RecordUnavailable(message)
    error.__cause__ = OperationalError("INSERT", None, sqlite3.OperationalError(message))
    return error


def test_what_passes_is_tried_again() -> None:
    left = [unavailable("database is locked"), unavailable("database is locked")]

    def work() -> str:
        if left:
            raise left.pop()
        return "kept"

    assert keep_trying(work, pauses=(0, 0)) == "kept"


@pytest.mark.parametrize("error", [unavailable("disk I/O error"), RecordUnavailable("no record there")])
def test_what_does_not_pass_is_raised_at_once(error: RecordUnavailable) -> None:
    calls = []

    def work() -> None:
        calls.append(1)
        raise error

    assert not is_passing(error)
    with pytest.raises(RecordUnavailable):
        keep_trying(work, pauses=(0, 0))
    assert len(calls) == 1


def test_a_database_that_stays_away_is_told_in_the_end() -> None:
    def work() -> None:
        raise unavailable("database is locked")

    with pytest.raises(RecordUnavailable, match="locked"):
        keep_trying(work, pauses=(0,))


def test_a_connection_that_the_server_cuts_loses_and_doubles_nothing(postgresql: str, tmp_path: Path) -> None:
    postgres.empty(postgresql)
    kept = [Kept(d, Reading(document=d, reader="r")) for d in map(document_from_text, ("One.", "Two."))]
    with Writer(postgresql) as store:
        store.keep(kept[:1])
        engine = sa.create_engine(sa.make_url(postgresql).set(drivername="postgresql+psycopg"))
        with engine.begin() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                  "WHERE pid <> pg_backend_pid() AND datname = current_database()"))
        engine.dispose()
        keep_trying(lambda: store.keep(kept), pauses=(0.1, 1))
        assert sorted(k.document.text for k in store.readings().values()) == ["One.", "Two."]
