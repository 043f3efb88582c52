"""Are two people one? By names as newsrooms spell them, countries and offices."""

from __future__ import annotations

from dragoman.linking.cluster import THRESHOLD
from dragoman.linking.people import Person, block_keys, compare
from dragoman.text.names import name_words


def person(name: str, country: str | None = None) -> Person:
    words = name_words(name)
    return Person(frozenset({words}), words, country, frozenset())


def test_one_name_written_from_two_slavic_languages_needs_one_country() -> None:
    left, right = person("Hanna Holub", "UKR"), person("Ganna Golub", "UKR")
    assert compare(left, right)[0] >= THRESHOLD
    assert set(block_keys(left)) & set(block_keys(right))
    assert compare(person("Hanna Holub", "UKR"), person("Ganna Golub", "RUS"))[0] < THRESHOLD
    assert compare(person("Hanna Holub"), person("Ganna Golub"))[0] < THRESHOLD


def test_other_first_sounds_are_other_people() -> None:
    assert compare(person("Hanna Holub", "UKR"), person("Danna Dolub", "UKR"))[0] < THRESHOLD
