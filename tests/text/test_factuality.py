"""Factuality of predicates in sentences made for it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.text.factuality import status_of
from dragoman.text.parse import Parser


@pytest.mark.parametrize(("text", "word", "status"), [
    ("The garrison failed to hold the bridge.", "hold", ("asserted", True)),
    ("The garrison held the bridge.", "held", ("asserted", False)),
    ("The two states plan to sign a treaty.", "sign", ("planned", False)),
    ("The fleet could leave the port.", "leave", ("possible", False)),
    ("The ministry denied that it had signed the treaty.", "signed", ("denied", False)),
    ("Work could start in May if the bank approved a loan.", "start", ("conditional", False)),
    ("The mediator has yet to publish the text.", "publish", ("asserted", True)),
    ("No such order was given.", "given", ("asserted", True)),
    ("Envoys discussed reopening the border.", "reopening", ("discussed", False)),
    ("A ceasefire is expected next week.", "ceasefire", ("expected", False)),
    ("The minister said the army shelled the village.", "shelled", ("asserted", False)),
    ("He refused to sign.", "sign", ("asserted", True)),
    ("The militia began shelling the road.", "shelling", ("asserted", False)),
    ("Troops managed to retake the ford.", "retake", ("asserted", False)),
    ("The air raid killed six.", "raid", ("asserted", False)),
    ("A planned raid on the port was known.", "raid", ("planned", False)),
    ("The law allows troops to enter.", "enter", ("possible", False)),
    ("It hasn't signed the pact.", "signed", ("asserted", True)),
    ("The spokesman would not elaborate.", "elaborate", ("asserted", True)),
])
def test_status(parser: Parser, text: str, word: str, status: tuple[str, bool]) -> None:
    doc = parser.nlp(text)
    assert status_of(next(t for t in doc if t.text == word)) == status


def test_what_governs_a_subject_does_not_pass_to_it(parser: Parser) -> None:
    doc = parser.nlp("These raids will not cause the island to give up.")
    assert status_of(next(t for t in doc if t.text == "raids")) == ("asserted", False)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["the", "army", "not", "will", "if", "could", "deny", "plan", "to", ",", "and", "no"]),
                min_size=1, max_size=25))
def test_every_word_of_any_text_has_a_status(parser: Parser, words: list[str]) -> None:
    for token in parser.nlp(" ".join(words)):
        status, negated = status_of(token)
        assert status
        assert isinstance(negated, bool)
