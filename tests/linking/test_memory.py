"""What is linked step by step, as documents come and go, is what linking everything at once gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.linking.test_link import READINGS
from tests.linking.test_stories import bridge, strike

from dragoman.bench.corpus import corpus
from dragoman.linking.blocks import Blocks, Rule
from dragoman.linking.entities import with_mentions
from dragoman.linking.kinds import KINDS
from dragoman.linking.link import Linker, link
from dragoman.linking.memory import Memory
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.reading.read import Reader

MADE = {r.document.id: r for r in (*READINGS, *(bridge(n, f"2024-01-{n:02}") for n in range(4, 9)),
                                   *(strike(n, f"2024-01-{n:02}") for n in range(5, 8)))}
Steps = list[tuple[set[str], set[str]]]


class Kept:
    """A record that is linked step by step."""

    def __init__(self, readings: Mapping[str, Reading]):
        self.readings, self.here = readings, set[str]()
        self.memory = Memory()
        self.rows: dict[str, dict[str, Any]] = {kind: {} for kind in Record.__struct_fields__}

    def step(self, gone: set[str], come: set[str]) -> None:
        """Let some documents go and others come."""
        self.here = (self.here - gone) | come
        linker = Linker(self.memory, lambda ids: {d: self.readings[d] for d in ids})
        self._take(linker, linker.update(gone, {d: self.readings[d] for d in sorted(come)}))

    def _take(self, linker: Linker, parts: Iterable[Record]) -> None:
        for part in parts:
            for kind, rows in self.rows.items():
                rows.update({row.id: row for row in getattr(part, kind)})
        for kind, ids in linker.gone.items():
            for key in ids:
                self.rows[kind].pop(key, None)

    def portions(self, gone: set[str], come: set[str], most: int) -> None:
        """Let documents come in two portions, tell some of what is due between them, and the rest at the end."""
        self.here = (self.here - gone) | come
        ordered = sorted(come)
        for out, into in ((gone, ordered[::2]), (set[str](), ordered[1::2])):
            linker = Linker(self.memory, lambda ids: {d: self.readings[d] for d in ids})
            self._take(linker, linker.arrange(out, {d: self.readings[d] for d in into}))
            linker = Linker(self.memory, lambda ids: {d: self.readings[d] for d in ids})
            self._take(linker, linker.tell(most))
        while (linker := Linker(self.memory, lambda ids: {d: self.readings[d] for d in ids})).due():
            self._take(linker, linker.tell(most))

    def is_as_if_linked_at_once(self) -> bool:
        """Is the record that of linking everything that is here?"""
        whole = link(self.readings[d] for d in sorted(self.here))
        self.rows["entities"] = {e.id: e for e in with_mentions(
            self.memory, (replace(e, mentions=()) for e in self.rows["entities"].values()), self.here)}
        return all(self.rows[kind] == {row.id: row for row in getattr(whole, kind)} for kind in self.rows)


def steps(ids: list[str], most: int = 5) -> st.SearchStrategy[Steps]:
    some = st.sets(st.sampled_from(ids), max_size=6)
    return st.lists(st.tuples(some, some), max_size=most)


@given(steps(sorted(MADE)))
@settings(deadline=None, max_examples=40)
def test_readings_made_by_hand_come_and_go(found: Steps) -> None:
    kept = Kept(MADE)
    for gone, come in found:
        kept.step(gone, come)
    assert kept.is_as_if_linked_at_once()


@given(steps(sorted(MADE)), st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_what_is_due_can_be_told_later_and_in_parts(found: Steps, most: int) -> None:
    kept = Kept(MADE)
    for gone, come in found:
        kept.portions(gone, come, most)
    assert kept.is_as_if_linked_at_once()


def test_generated_reports_come_and_go(reader: Reader) -> None:
    readings = {r.document.id: r for r in reader.read_all(d.document() for d in corpus(60, seed=3))
                if isinstance(r, Reading)}
    ids = sorted(readings)
    kept = Kept(readings)
    kept.step(set(), set(ids[:40]))
    for gone, come in ((set(), {ids[40]}), (set(ids[:3]), set(ids[41:44])), ({ids[20]}, set()), (set(), set(ids[44:]))):
        kept.step(gone, come)
        assert kept.is_as_if_linked_at_once()
    kept = Kept(readings)
    for gone, come in ((set(), set(ids[:30])), ({ids[2], ids[9]}, set(ids[30:]))):
        kept.portions(gone, come, 2)
        assert kept.is_as_if_linked_at_once()


def test_all_that_is_kept_can_be_read_back(reader: Reader) -> None:
    readings = {r.document.id: r for r in reader.read_all(d.document() for d in corpus(20, seed=4))
                if isinstance(r, Reading)}
    kept = Kept({**readings, **MADE})
    kept.step(set(), set(kept.readings))
    for kind, things in kept.memory.things.items():
        for thing in things.values():
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(thing), type=KINDS[kind]) == thing


NUMBERS = Rule("number", 2, 1, keys=lambda n: [str(n % 3), "all"], order=lambda n: f"{n:03}",
               compare=lambda _a, one, _b, other: one + other if (one + other) % 2 else None)


@given(st.lists(st.tuples(st.sets(st.integers(0, 30), max_size=5), st.sets(st.integers(0, 30), max_size=5)),
                max_size=6))
def test_what_ties_things_does_not_depend_on_how_they_came(found: list[tuple[set[int], set[int]]]) -> None:
    memory, here = Memory(), set[int]()
    for gone, come in found:
        here = (here - gone) | come
        Blocks(memory, NUMBERS).update({f"n{n}" for n in gone - come}, {f"n{n}": n for n in come})
    anew = Memory()
    Blocks(anew, NUMBERS).update((), {f"n{n}": n for n in here})
    ids = [f"n{n}" for n in here]
    assert Blocks(memory, NUMBERS).ties(ids) == Blocks(anew, NUMBERS).ties(ids)
    assert memory.places == anew.places


def test_a_record_keeps_it_all(tmp_path: Path) -> None:
    """The tables give what the memory of one process gives, whether a key has few things or many."""
    from dragoman.record.shelf import Shelf, fill
    from dragoman.record.tables import METADATA

    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    METADATA.create_all(engine)
    memory = Memory()
    for n in range(0, 300, 2):
        memory.enter("k", "many" if n < 200 else "few", f"{n:03}\x1fn{n}")
    memory.put("story", {"s": ("a", "b")})
    with engine.begin() as connection:
        fill(connection, memory.things, memory.places)
        shelf = Shelf(connection, KINDS)
        for keeper in (memory, shelf):
            for key in ("many", "few"):
                keeper.enter("k", key, "101\x1fn101")
                keeper.leave("k", key, "100\x1fn100")
                keeper.leave("k", key, "250\x1fn250")
            keeper.put("story", {"t": ("c",)})
            keeper.drop("story", ["s"])
        shelf.write()
        for read in (shelf, Shelf(connection, KINDS)):
            for key in ("many", "few", "none"):
                assert read.standing("k", key) == memory.standing("k", key)
                assert read.standing("k", key, 2) == memory.standing("k", key, 2)
                for place in ("101\x1fn101", "090\x1fx", "999"):
                    assert read.around("k", key, place, 3) == memory.around("k", key, place, 3)
            assert {k: tuple(v) for k, v in read.get("story", ["s", "t"]).items()} == {"t": ("c",)}
