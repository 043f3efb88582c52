"""The roles of somebody, made of the places that give them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.record import Evidence
from dragoman.text.titles import Titled, roles_of, titled


def at(document: str, start: int, title: str, of: str | None = None, *, former: bool = False) -> Titled:
    return Titled(Evidence(document=document, start=start, end=start + 6, text="office"), title, of, former)


def test_one_title_is_one_role_however_it_is_written() -> None:
    roles = roles_of([at("b", 3, "Foreign Minister", "x"), at("a", 9, "foreign minister", "x")])
    assert [(r.title, r.of, len(r.evidence)) for r in roles] == [("foreign minister", "x", 2)]
    assert [e.document for e in roles[0].evidence] == ["a", "b"]


def test_for_whom_it_is_held_and_whether_it_still_is_tell_roles_apart() -> None:
    roles = roles_of([at("a", 1, "envoy"), at("a", 1, "envoy", "x"), at("b", 1, "envoy", "x", former=True)])
    assert [(r.of, r.former) for r in roles] == [(None, False), ("x", False), ("x", True)]


_PLACES = st.builds(at, st.sampled_from("ab"), st.integers(0, 9), st.sampled_from(["envoy", "Envoy", "head"]),
                    st.sampled_from([None, "x"]), former=st.booleans())


@given(st.lists(_PLACES, unique=True), st.randoms())
def test_the_order_of_places_changes_nothing_and_none_is_lost(places: list[Titled], chance: object) -> None:
    roles = roles_of(places)
    mixed = list(places)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert roles_of(mixed) == roles
    assert sorted(e for r in roles for e in r.evidence) == sorted(p.evidence for p in places)
    assert roles_of(titled(roles)) == roles
