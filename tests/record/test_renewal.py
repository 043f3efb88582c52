"""Parts of a record that are written together, and rows that go in by the order of their keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.model.record import Record, Redirect
from dragoman.record import insert as inserting
from dragoman.record import renewal
from dragoman.record.insert import insert
from dragoman.record.store import Writer
from dragoman.record.tables import ROWS


def parts() -> Iterator[Record]:
    for n in range(7):
        yield Record(redirects=(Redirect(id=f"e_{n}", to=f"e_{n + 1}"), Redirect(id="e_last", to=f"e_{n}")))


@pytest.mark.parametrize("rows", [1, 3, 4, 1_000])
def test_parts_are_joined_and_the_last_word_on_a_row_holds(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(renewal, "_ROWS", rows)
    joined = list(renewal.gathered(parts()))
    assert len(joined) == {1: 7, 3: 4, 4: 4, 1_000: 1}[rows]
    assert {r.id: r.to for part in joined for r in part.redirects} == {
        r.id: r.to for part in parts() for r in part.redirects}
    for part in joined:
        assert len({r.id for r in part.redirects}) == len(part.redirects)


def test_no_parts_give_none() -> None:
    assert list(renewal.gathered([])) == []


def test_rows_of_a_batch_go_in_by_their_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserting, "_MANY", 3)
    ids = ["e", "a", "c", "b", "f", "d"]
    with Writer(str(tmp_path / "a.db")) as store, store._engine.begin() as connection:
        insert(connection, ROWS["redirects"], ((key, "x", "digest") for key in ids))
        found = list(connection.exec_driver_sql("SELECT id FROM redirects ORDER BY rowid").scalars())
    assert found == ["a", "c", "e", "b", "d", "f"]
