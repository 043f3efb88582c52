from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking import synonyms, words
from dragoman.linking.synonyms import sense
from dragoman.linking.words import content_words, is_usual, stem, tokens


@pytest.mark.parametrize("module", [words, synonyms])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [
    ("sign", "signed"), ("policies", "policy"), ("died", "die"), ("stops", "stopped")])
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_function_words_say_nothing_and_numerals_are_numbers() -> None:
    assert content_words("It has said that these were the three of them") == {"3"}


def test_words_that_stand_for_one_another_meet() -> None:
    assert sense(stem("ships")) == sense(stem("vessel")) != sense(stem("lorry"))


@given(st.text(max_size=300))
def test_any_text_gives_folded_words(text: str) -> None:
    for word in tokens(text):
        assert word == word.casefold()
        assert stem(stem(word)) is not None


@pytest.mark.parametrize("word", ["sign", "agreement", "minister", "eleven", "31", "2026", "thursday"])
def test_words_of_the_field_small_numbers_and_years_are_usual(word: str) -> None:
    assert is_usual(stem(word))


@pytest.mark.parametrize("word", ["tuna", "refinery", "1,200", "450", "bridge"])
def test_what_a_report_is_about_is_not_usual(word: str) -> None:
    assert not is_usual(stem(word))
