"""Tellings of one agreement, as reports come and go."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.agreements.test_compare import told

from dragoman.linking.agreements.compare import Told
from dragoman.linking.agreements.deals import update_deals
from dragoman.linking.cluster import Bonds
from dragoman.linking.memory import Memory

DAYS = ("2024-05-03", "2024-05-03", "2024-05-04", "2024-09-10", "")
TOLD = {
    f"{document}{position}": dataclasses.replace(
        told("Arica pact" if n % 3 else "pact", document, parties=("PER", "CHL") if n % 2 else ("PER", "BOL"),
             signed=DAYS[n % 5], position=position), story="one" if n < 6 else "two")
    for n, document in enumerate("abcdefghijkl") for position in range(1 + n % 2)}


def tell(documents: set[str]) -> dict[str, dict[str, Told]]:
    return {d: {key: one for key, one in TOLD.items() if one.document == d} for d in sorted(documents)}


def kept(memory: Memory) -> tuple[object, object, object]:
    return tuple(memory.things.get(kind, {}) for kind in ("deal", "deal of", "deal kind"))  # type: ignore[return-value]


some = st.sets(st.sampled_from("abcdefghijkl"), max_size=6)


@given(st.lists(st.tuples(some, some), max_size=5))
@settings(deadline=None)
def test_they_are_joined_as_if_all_had_come_at_once(steps: list[tuple[set[str], set[str]]]) -> None:
    memory, here = Memory(), set[str]()
    links: dict[str, list[str]] = {}
    for gone, come in steps:
        here = (here - gone) | come
        done = update_deals(memory, {**{d: {} for d in gone - come}, **tell(come)})
        links = {top: found for top, found in links.items() if top not in done.gone}
        links |= {top: [x.id for x in found] for top, found in done.links.items()}
    anew = Memory()
    whole = update_deals(anew, tell(here))
    assert kept(memory) == kept(anew)
    assert links == {top: [x.id for x in found] for top, found in whole.links.items()}


def test_people_join_and_part_agreements_whatever_is_told() -> None:
    one, other = told("trade deal", "a", signed="2024-05-03"), told("fishing pact", "b", kind="fish", parties=("FJI",))
    tellings = {"a": {one.id: one}, "b": {other.id: other}}
    memory = Memory()
    assert len(update_deals(memory, tellings).links) == 2
    joined = update_deals(memory, {}, Bonds(same=((one.id, other.id, "j"),)), (one.id,))
    assert joined.documents == {"b"}
    assert [x.judged for found in joined.links.values() for x in found] == [("j",)]
    assert len(update_deals(memory, {}, judged=(one.id,)).links) == 2  # it was taken back


def test_nothing_changes_where_nothing_is_told_otherwise() -> None:
    memory = Memory()
    update_deals(memory, tell({"a", "b", "c"}))
    done = update_deals(memory, tell({"b"}))
    assert not any((done.again, done.gone, done.documents))
