"""What speaks for and against two reports' agreements being one."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking.agreements.compare import Told, allowed, compare, days_apart, gap, near_kinds
from dragoman.linking.cluster import Pair
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention
from dragoman.model.time import Time


def day(value: str) -> Time:
    return Time(value=value, earliest=value, latest=value)


def told(
    name: str, document: str = "a", *, kind: str = "trade", parties: tuple[str, ...] = ("PER", "CHL"),
    signed: str = "", said: str = "", position: int = 0, place: str | None = None
) -> Told:
    near = {"ceasefire": ("ceasefire", "exchange"), "exchange": ("exchange", "ceasefire")}.get(kind, (kind,))
    mention = AgreementMention(name=name, kind=kind, evidence=(Span(start=0, end=1),), near_kinds=near)
    return Told(
        id=f"{document}{position}", document=document, position=position, mention=mention,
        parties=frozenset(parties), firm=frozenset(parties), names={p: frozenset((p,)) for p in parties},
        people=frozenset(),
        near=frozenset(x for x in (signed[:7], signed[:4]) if x), place=place,
        signed=day(signed) if len(signed) == 10 else None, said=said or signed, published="")


def score(one: Told, other: Told) -> float:
    return compare(one, other).score


def test_the_same_parties_day_and_kind_are_one() -> None:
    assert score(told("trade deal", signed="2024-05-03"), told("pact", "b", signed="2024-05-03")) >= 0.5


def test_a_day_off_is_still_one_where_place_and_parties_agree() -> None:
    one, other = (told("deal", d, signed=s, place="Lima") for d, s in (("a", "2024-05-03"), ("b", "2024-05-04")))
    assert score(one, other) >= 0.5


def test_a_word_of_a_partys_name_is_no_name_of_the_agreement() -> None:
    one = told("ceasefire between Peru and the Free Valley Brigades", kind="ceasefire",
               parties=("peru", "fre", "valley", "brigad"))  # the stem of "free" has three letters
    assert not one.proper
    unread = told("ceasefire between Peru and the River Defence Force", kind="ceasefire", parties=("peru",))
    assert not unread.proper
    assert told("Almaty ceasefire").proper == {"almaty"}


def test_what_speaks_against() -> None:
    one = told("trade deal", signed="2024-05-03")
    assert score(one, told("trade deal", "b", signed="2021-05-03")) == 0
    assert score(one, told("truce", "b", kind="ceasefire", signed="2024-05-03")) == 0
    assert score(one, told("deal", "b", parties=("PER", "BOL"), signed="2024-05-03")) == 0
    assert score(one, told("addendum to the deal", "b", signed="2024-05-03")) == 0


def test_a_truce_may_be_what_another_report_calls_a_deal_on_captives() -> None:
    one = told("deal on captives", kind="exchange", signed="2024-05-03")
    assert score(one, told("truce", "b", kind="ceasefire", signed="2024-05-03")) >= 0.5
    assert score(one, told("truce", "b", kind="ceasefire", signed="2021-05-03")) == 0


def apart(one: Told, other: Told) -> float:
    """The score of two tellings in different stories."""
    return score(dataclasses.replace(one, story="s"), dataclasses.replace(other, story="t"))


def test_stories_share_only_an_agreement_that_something_tells() -> None:
    one = told("border pact", signed="2024-05-03", kind="border")
    assert apart(one, told("border pact", "b", signed="2024-05-03", kind="border")) >= 0.5
    assert apart(told("Arica pact"), told("Arica pact", "b")) >= 0.5
    bare = told("border pact", kind="border", parties=())
    assert apart(bare, dataclasses.replace(bare, id="b0", document="b")) == 0
    assert apart(one, told("border pact", "b", signed="2024-05-03", kind="border", parties=("PER",))) == 0
    assert apart(told("ceasefire", kind="ceasefire"), told("ceasefire", "b", kind="ceasefire")) == 0  # of which month?
    assert apart(told("pact on ferries"), told("pact on mines", "b")) == 0


def test_years_are_no_days_that_reports_may_be_off() -> None:
    one, other = (dataclasses.replace(told("border pact", d, kind="border", said=year), signed=Time(
        value=year, earliest=f"{year}-01-01", latest=f"{year}-12-31")) for d, year in (("a", "2006"), ("b", "2007")))
    assert score(one, other) == 0


def test_dates_without_a_year_are_compared_by_day_and_month() -> None:
    full = told("deal", signed="2024-05-03")
    assert gap(full, told("deal", "b", said="XXXX-05-03")) == 0
    assert gap(full, told("deal", "b", said="XXXX-02")) > 60
    assert gap(full, told("deal", "b", said="XXXX-WXX-5")) == 0  # a Friday
    assert gap(full, told("deal", "b", said="XXXX-WXX-1")) > 0


def test_no_chain_of_pairs_joins_two_of_one_report() -> None:
    items = {t.id: t for t in (told("x", "a"), told("y", "a", position=1), told("z", "b"))}
    found = list(allowed(items, [Pair("a0", "b0", 0.9, ()), Pair("a1", "b0", 0.8, ())]))
    assert [(p.left, p.right) for p in found] == [("a0", "b0")]


def kind(name: str, *near: str) -> AgreementMention:
    return AgreementMention(name="pact", kind=name, evidence=(Span(start=0, end=1),), near_kinds=near)


def test_kinds() -> None:
    assert near_kinds(kind("defence", "defence", "security"), kind("security", "security", "defence"))
    assert not near_kinds(kind("defence", "defence", "security"), kind("trade", "trade"))
    assert near_kinds(kind("defence", "defence"), kind("trade"))  # which only its surroundings tell


def test_a_name_is_none_of_the_parties() -> None:
    named = told("Peruvian border pact")
    one = dataclasses.replace(named, names={"PER": frozenset(("peruvian",)), "CHL": frozenset(("chile",))})
    assert not one.proper
    assert told("Arica pact").proper == {"arica"}



@given(st.dates(), st.dates())
def test_days_apart_is_symmetric(one: object, other: object) -> None:
    a, b = day(str(one)), day(str(other))
    assert days_apart(a, b) == days_apart(b, a) >= 0
    assert days_apart(a, None) == 0
