"""What linking keeps for the next time: what is changed there by hand is told, and never makes a wrong record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.record.test_portions import day

from dragoman.engine.pipeline import find_faults, link_all, read_into
from dragoman.errors import LinkingError
from dragoman.reading.read import Reader
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


@pytest.mark.parametrize(("statement", "told"), CHANGES)
def test_what_comes_next_links_all_anew_and_says_so(
    store: Writer, statement: str, told: str, reader: Reader, tmp_path: Path
) -> None:
    by_hand(store, statement)
    (tmp_path / "next.txt").write_text("Minister Ek of Lomma said on 9 January 2024 that the bridge was mended.")
    summary = read_into(store, [tmp_path / "next.txt"], lambda: reader, version=reader.version)
    assert [note for note in summary.notes if "linked anew" in note]
    assert find_faults(store) == []
    assert not read_into(store, [tmp_path / "next.txt"], lambda: reader, version=reader.version).notes
    whole = store.record()
    link_all(store, afresh=True)
    assert store.record() == whole


def test_what_nobody_has_marked_is_told_in_a_line(store: Writer) -> None:
    by_hand(store, "DELETE FROM things WHERE kind IN ('story of', 'node', 'shingles')")
    by_hand(store, "DELETE FROM meta WHERE name = 'touched'")
    before = store.record()
    store.keep([Kept(r.document, r) for r in (day(7),)])
    with pytest.raises(LinkingError, match="`dragoman relink`"):
        link_all(store)
    assert store.record() == before
    link_all(store, afresh=True)
    assert find_faults(store) == []
