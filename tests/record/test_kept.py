"""What linking keeps for the next time: what is changed there by hand is told, and never makes a wrong record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from tests.record.test_portions import day

from dragoman.engine.pipeline import find_faults, link_all
from dragoman.record.store import Kept, Writer


@pytest.fixture
def store(location: str) -> Iterator[Writer]:
    with Writer(location) as writer:
        writer.keep([Kept(r.document, r) for r in map(day, range(4))])
        link_all(writer)
        writer.keep([Kept(r.document, r) for r in map(day, range(4, 6))])
        link_all(writer)
        yield writer


def by_hand(store: Writer, statement: str) -> None:
    with store._engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount


CHANGES = [
    ("DELETE FROM things", "missing"),
    ("DELETE FROM things WHERE kind = 'node'", "missing"),
    ("DELETE FROM places WHERE kind = 'story word'", "a place of"),
    ("DELETE FROM places", "a place of"),
    ("UPDATE things SET data = (SELECT data FROM things WHERE kind = 'story of' LIMIT 1) WHERE kind = 'node'",
     "another"),
    ("INSERT INTO places VALUES ('story word', 'bridge', 'x')", "of nothing"),
]


@pytest.mark.parametrize(("statement", "told"), CHANGES)
def test_what_is_changed_by_hand_is_told_in_one_line_with_what_mends_it(
    store: Writer, statement: str, told: str
) -> None:
    assert find_faults(store) == []
    by_hand(store, statement)
    (fault,) = find_faults(store)
    assert "what linking keeps: " in fault
    assert told in fault
    assert "`dragoman relink`" in fault
    link_all(store, afresh=True)
    assert find_faults(store) == []


@pytest.mark.parametrize("statement", [
    "DELETE FROM mentions", 'UPDATE mentions SET "end" = "end" - 1', "DELETE FROM entities", "DELETE FROM facets",
    """INSERT INTO titles SELECT document, start, "end", entity, 'King', '', false FROM mentions""",
])
def test_so_are_rows_of_the_tables_beside(store: Writer, statement: str) -> None:
    by_hand(store, statement)
    assert find_faults(store)
