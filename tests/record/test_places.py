"""Places under keys: what is read in stretches is what one list of all places would give."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.linking.memory import Memory, thing_at
from dragoman.record.places import Places
from dragoman.record.tables import METADATA, PLACES

_MANY = 900  # far more than a stretch has


def place(number: int) -> str:
    return f"{number:04}\x1fn{number}"


@pytest.fixture(scope="module")
def engine() -> Iterator[sa.Engine]:
    made = sa.create_engine("sqlite://")
    METADATA.create_all(made)
    yield made
    made.dispose()


numbers = st.integers(0, _MANY)
moves = st.tuples(st.just("move"), numbers, st.booleans())
looks = st.tuples(st.just("around"), numbers, st.sampled_from([1, 12, 80]))
firsts = st.tuples(st.just("first"), st.sampled_from([1, 70, 10_000]), st.none())
writes = st.tuples(st.just("write"), st.none(), st.none())


@given(st.sets(numbers), st.lists(st.one_of(moves, moves, looks, looks, firsts, writes), max_size=40),
       st.sampled_from([1, 1_000_000]))
@settings(deadline=None, max_examples=150)
def test_stretches_give_what_one_list_gives(
    engine: sa.Engine, missing: set[int], steps: list[tuple], most: int
) -> None:
    memory = Memory()
    with engine.connect() as connection, patch("dragoman.record.places._MOST", most):
        for n in sorted(set(range(_MANY)) - missing):
            memory.enter("k", "key", place(n))
            connection.execute(PLACES.insert(), {"kind": "k", "key": "key", "place": place(n)})
        places = Places(connection)
        for what, one, two in steps:
            if what == "move":
                places.move("k", "key", place(one), here=two)
                (memory.enter if two else memory.leave)("k", "key", place(one))
            elif what == "around":
                before, after = places.around("k", "key", place(one), two)
                found = [thing_at(p) for p in before], [thing_at(p) for p in after]
                assert found == memory.around("k", "key", place(one), two)
            elif what == "first":
                assert [thing_at(p) for p in places.first("k", "key", one)] == memory.standing("k", "key", one)
            else:
                places.write()
        places.write()
        assert Places(connection).first("k", "key", None) == memory.places.get(("k", "key"), [])
        connection.rollback()
