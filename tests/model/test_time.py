"""Calendar values: bounds, formulas, EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.time import (
    bounded,
    bounds,
    holiday,
    interval,
    resolve,
    resolve_between,
    time_of,
    unresolved,
)

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2025-08-13", "2025-08-13", "2025-08-13"),
    ("2025-08-13T06:00", "2025-08-13", "2025-08-13"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("2026-W10", "2026-03-02", "2026-03-08"),
    ("2026-W10-WE", "2026-03-07", "2026-03-08"),
    ("2025-Q3", "2025-07-01", "2025-09-30"),
    ("2025-H1", "2025-01-01", "2025-06-30"),
    ("2025-WI", "2025-12-01", "2026-02-28"),
    ("199", "1990-01-01", "1999-12-31"),
    ("19", "1900-01-01", "1999-12-31"),
])
def test_bounds_of_dates(value: str, first: str, last: str) -> None:
    assert bounds(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", [
    "2025-02-31", "0000-01-01", "2025-13", "2025-W60", "P3D", "PAST_REF", "XXXX-08", "BC0480", "", "99999",
    "x" * 10_000,
])
def test_what_is_no_date_has_no_bounds(value: str) -> None:
    assert bounds(value) is None


@pytest.mark.parametrize(("formula", "reference", "value"), [
    ("wd4<=", "2025-08-14", "2025-08-14"),
    ("wd4<", "2025-08-14", "2025-08-07"),
    ("wd4>", "2025-08-14", "2025-08-21"),
    ("wd2=", "2025-08-14", "2025-08-12"),
    ("wd5<= TNI", "2025-11-08", "2025-11-07TNI"),
    ("mo3<=", "2025-08-14", "2025-03"),
    ("mo12<=", "2025-08-14", "2024-12"),
    ("mo3=", "2026-11-02", "2026-03"),
    ("md01-02~", "1989-11-02", "1990-01-02"),
    ("md01-14<~", "2000-01-07", "2000-01-14"),  # near enough to be ahead
    ("md06-14<~", "2000-01-07", "1999-06-14"),
    ("md02-29<=", "2025-01-01", "2024-02-29"),
    ("q4<=", "2026-01-26", "2025-Q4"),
    ("seSP>", "2025-09-18", "2026-SP"),
    ("ho11/4/4<", "2025-01-10", "2024-11-28"),
    ("we<=", "2026-03-04", "2026-W09-WE"),
    ("W-1", "2025-01-02", "2024-W52"),
    ("M+1", "2025-12-31", "2026-01"),
    ("Y-1 mo12=", "2025-11-05", "2024-12"),
    ("DE-1", "2025-11-05", "201"),
    ("Q-1 y-1", "2026-02-01", "2024-Q4"),
    ("h+48", "2025-01-01T06:00", "2025-01-03T06:00"),
    ("2024-05-01 D+2", "2025-01-01", "2024-05-03"),
    ("Y-1", "BC0480", "BC0481"),
])
def test_formulas(formula: str, reference: str, value: str) -> None:
    found = resolve(formula, reference)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(("formula", "reference"), [
    ("D+2", "2025-08"), ("M+0", "2025"), ("dm31", "2025-02-03"), ("Y-9999", "2025-01-01"), ("wd3<=", "2025"),
    ("D+1", "9999-12-31"), ("nonsense", "2025-01-01"), ("D+999999", "9000-01-01"), ("mo3~", "PAST_REF"),
])
def test_what_cannot_be_counted_is_none(formula: str, reference: str) -> None:
    assert resolve(formula, reference) is None


def test_parts_narrow_the_bounds_and_leave_the_value() -> None:
    assert bounded("2025-10", "late") == ("2025-10", "2025-10-22", "2025-10-31")
    early, late = bounded("2026", "early"), bounded("2026", "late")
    assert early.value == late.value == "2026"
    assert early.latest is not None
    assert late.earliest is not None
    assert early.latest < late.earliest


def test_a_reference_between_two_days_settles_what_does_not_depend_on_which() -> None:
    found = resolve_between("wd3<=", "2025-08-13", "2025-08-19")
    assert found is not None
    assert found.value == "2025-08-13"
    assert resolve_between("wd3<=", "2025-08-13", "2025-08-20") is None


@pytest.mark.parametrize(("value", "edtf"), [
    ("2025-08-13T06:00", "2025-08-13"), ("2025-SU", "2025-22"), ("202", "202X"), ("19", "19XX"),
    ("2025-Q3", "2025-07/2025-09"), ("2026-W10", "2026-03-02/2026-03-08"),
])
def test_edtf(value: str, edtf: str) -> None:
    time = time_of(value)
    assert time is not None
    assert time.value == edtf


def test_durations_and_vague_references_have_no_edtf() -> None:
    assert time_of("P3D") is None
    assert time_of("PRESENT_REF") is None


def test_an_interval_of_one_day_is_that_day() -> None:
    assert interval("2025-08-14", "2025-08-14").value == "2025-08-14"
    assert interval("2025-08-14", "2025-08-19").value == "2025-08-14/2025-08-19"


def test_unresolved_values_show_what_is_known() -> None:
    assert unresolved("wd3<=") == "XXXX-WXX-3"
    assert unresolved("mo8~ late") == "XXXX-08"
    assert unresolved("D-1 TNI") == "XXXX-XX-XXTNI"


def test_easter() -> None:
    assert [holiday("E+0", y) for y in (2024, 2025, 2026)] == ["2024-03-31", "2025-04-20", "2026-04-05"]


@given(DAYS, st.integers(1, 7))
def test_a_weekday_is_one_and_near(day: date, weekday: int) -> None:
    back, ahead = resolve(f"wd{weekday}<=", day.isoformat()), resolve(f"wd{weekday}>", day.isoformat())
    assert back is not None
    assert ahead is not None
    last, following = date.fromisoformat(back.value), date.fromisoformat(ahead.value)
    assert last.isoweekday() == following.isoweekday() == weekday
    assert 0 <= (day - last).days <= 6
    assert (following - last).days == 7


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y", "DE"]), st.integers(-50, 50))
def test_steps_undo_each_other(day: date, unit: str, count: int) -> None:
    there = resolve(f"{unit}{count:+}", day.isoformat())
    assert there is not None
    back = resolve(f"{unit}{-count:+}", there.value)
    here = resolve(f"{unit}+0", day.isoformat())
    assert back == here


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_formula_and_no_reference_raises(formula: str, reference: str) -> None:
    resolve(formula, reference)
    unresolved(formula)
