from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dossier.scale import WIDTH, Scale, scale_of
from dragoman.model.time import Time


def time(first: str | None, last: str | None) -> Time:
    return Time(value=last or first or "", earliest=first, latest=last)


def scale() -> Scale:
    reports = [time("2026-05-01", "2026-05-01"), time("2026-06-30", "2026-06-30")]
    return scale_of([time("2026-05-04", "2026-05-04")], reports)


def test_a_day_is_a_day_and_an_interval_as_long_as_it_is() -> None:
    day, week = scale().bar(time("2026-05-04", "2026-05-04")), scale().bar(time("2026-05-04", "2026-05-24"))
    assert day
    assert week
    assert (day.kind, week.kind, day.x) == ("day", "interval", week.x)
    assert week.width > 10 * day.width


def test_what_lies_beyond_the_drawing_stands_at_its_rim() -> None:
    old, far = scale().bar(time("1999-01-01", "1999-12-31")), scale().bar(time("2031-01-01", "2031-01-01"))
    assert old
    assert far
    assert (old.kind, old.x, far.kind) == ("beyond", 0.0, "beyond")
    assert far.x > WIDTH - 5


def test_an_open_interval_is_drawn_on_its_known_side() -> None:
    bar = scale().bar(time(None, "2026-06-01"))
    assert bar
    assert bar.before
    assert 0 < bar.x < scale().at(scale().last)
    assert scale().bar(None) is None


def test_where_most_is_of_older_days_the_drawing_reaches_back_to_them() -> None:
    week = [time("2026-05-01", "2026-05-01"), time("2026-05-08", "2026-05-08")]
    older = [time("2025-11-02", "2025-11-02"), time("2025-12-01", "2025-12-31")]
    bars = [scale_of([*older, *week], week).bar(t) for t in older]
    assert [b.kind for b in bars if b] == ["day", "interval"]
    ancient = scale_of([*week, *week, *week, time("1998-01-01", "1998-12-31")], week)
    assert ancient.first.year == 2026


DAYS = st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()), st.sampled_from(["2026-13-01", "", "x"]))


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), max_size=5), st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_everything_is_drawn_within_the_drawing(times: list[tuple[str | None, str | None]],
                                                around: list[tuple[str | None, str | None]]) -> None:
    made = scale_of([time(*t) for t in times], [time(*t) for t in around])
    for x, name in made.ticks():
        assert 0 <= x <= WIDTH
        assert name
    for t in times:
        bar = made.bar(time(*t))
        assert bar is None or (0 <= bar.x <= WIDTH and bar.width > 0 and bar.x + bar.width <= WIDTH + 0.1)
