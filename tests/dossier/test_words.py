from __future__ import annotations

from dragoman.dossier.words import capitalized, days_between, number, sort_key
from dragoman.model.time import Time


def test_open_times_come_last() -> None:
    known = Time(value="2025", earliest="2025-01-01", latest="2025-12-31")
    assert sort_key(known) < sort_key(None)
    assert days_between(known) == 364
    assert days_between(None) == 0


def test_numbers_and_sentences() -> None:
    assert number(1234567.0) == "1,234,567"
    assert number(0.3333333) == "0.3333"
    assert capitalized("it ends.") == "It ends."
    assert capitalized("") == ""
