from __future__ import annotations

import pytest

from dragoman.model.time import Time
from dragoman.text.wording import date_in_words, listed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-08-13", "13 August 2025"),
        ("2025-08", "August 2025"),
        ("2018", "2018"),
        ("2024-12~", "about December 2024"),
        ("2025-03/2025-05", "March 2025 to May 2025"),
        ("2025-03/..", "since March 2025"),
        ("../2025-03", "until March 2025"),
        ("2025-13", "2025-13"),
        ("XXXX-06-11", "11 June (year not given)"),
        ("2025-11-07TNI", "7 November 2025"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(value: str, words: str) -> None:
    assert date_in_words(Time(value=value)) == words


def test_no_date_is_no_words() -> None:
    assert date_in_words(None) == ""


def test_names_in_a_row() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A"]) == "A"
    assert listed([]) == ""
