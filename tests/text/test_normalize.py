from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.text.normalize import fold_punctuation


def test_typographic_signs_become_plain_and_dashes_stay() -> None:
    folded = fold_punctuation("“Norland’s” self\u2011rule – now\u00a0and\nthen")
    assert folded == "\"Norland's\" self-rule – now and then"


def test_of_a_word_without_end_the_beginning_is_seen() -> None:
    folded = fold_punctuation("so " + "(" * 5000 + " and on")
    assert folded == "so " + "(" * 100 + " " * 4900 + " and on"


@given(st.text(max_size=900))
def test_no_character_is_lost_or_added(text: str) -> None:
    assert len(fold_punctuation(text)) == len(text)
