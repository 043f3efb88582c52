import pytest

from dragoman.bench.clusters import b_cubed, ceaf_e, conll, muc

GOLD = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "c"}


def test_the_same_partition_is_perfect() -> None:
    assert conll(GOLD, {m: k * 2 for m, k in GOLD.items()}) == {"conll": 1.0, "muc": 1.0, "b3": 1.0, "ceafe": 1.0}


def test_figures_worked_by_hand() -> None:
    found = {1: "x", 2: "x", 3: "y", 4: "y", 5: "y", 6: "z"}
    assert muc(GOLD, found) == pytest.approx(2 / 3)
    assert b_cubed(GOLD, found) == pytest.approx((2 + 1 / 3 + 4 / 3 + 1) / 6)  # precision and recall are equal here
    assert ceaf_e(GOLD, found) == pytest.approx((0.8 + 0.8 + 1) / 3)


def test_alone_and_nothing() -> None:
    assert muc(GOLD, {m: m for m in GOLD}) == 0
    assert conll({}, {})["conll"] == 0
