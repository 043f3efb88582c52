"""What is compared with rivals is marked rightly, and Dragoman finds it."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.bench import rivals
from dragoman.bench.corpus import corpus
from dragoman.bench.corpus.marks import Mark, unmark
from dragoman.documents.text import document_from_text


def test_marks_stand_where_they_say_and_leave_the_text_as_it_is() -> None:
    for plain, marked in zip(corpus(80), corpus(80, marked=True), strict=True):
        text, marks = unmark(marked.text)
        assert text == plain.text
        for m in (m for m in marks if m.kind == "n"):
            shown = text[m.start:m.end].replace(",", "")
            assert m.value in (shown, shown + "000000")


def test_harder_texts_end_the_same_reports() -> None:
    for plain, harder in zip(corpus(80), corpus(80, marked=True, harder=True), strict=True):
        text, marks = unmark(harder.text)
        assert text.startswith(plain.text.rstrip("\n"))
        assert {m.kind for m in marks if m.kind.isupper()} == (set() if plain.copied else {"T", "N", "Q"})
        assert all("\ue000" not in text[m.start:m.end] for m in marks)


def test_harder_numbers_are_what_is_written() -> None:
    shown = {text[m.start:m.end]: m.value for r in corpus(400, marked=True, harder=True)
             for text, marks in [unmark(r.text)] for m in marks if m.kind == "N"}
    known = {"half a dozen crates": 6, "a dozen and a half pumps": 18, "nearly two dozen people": 24, "2k tents": 2000,
             "2-1/2 tonnes of copper": 2.5, "three and a half million trees": 3.5e6, "thirty-one boats": 31,
             "four hundred and twenty seats": 420, "$3.1m": 3.1e6, "no fewer than forty pupils": 40,
             "30-odd doctors": 30, "five hundred people": 500, "$5 thousand": 5000}
    met = known.keys() & shown.keys()
    assert len(met) > 5
    assert all(float(shown[text]) == pytest.approx(known[text]) for text in met)


def test_quotations_have_their_speakers() -> None:
    samples = [rivals._sample(r) for r in corpus(80, marked=True)]
    quotes = [(s.document.text[a:b], who) for s in samples for a, b, who in s.quotes()]
    assert len(quotes) > 40
    assert all(q[0] == q[-1] == '"' for q, _ in quotes)


def test_who_comes_in_the_next_sentence_has_not_said_it() -> None:
    text = '"The road is open," Anara Kaya said. "It will stay open." Radio said that Emil Ortega would come.'
    marks = [Mark("p", name.split()[-1], text.index(name), text.index(name) + len(name))
             for name in ("Anara Kaya", "Emil Ortega")]
    sample = rivals.Sample(document_from_text(text), marks, None)
    assert [(sample.document.text[a:b], who) for a, b, who in sample.quotes()] == [
        ('"The road is open,"', "Kaya"), ('"It will stay open."', "Kaya")]


def test_a_rival_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(rivals, "import_module", missing)
    found = rivals.compare_all(12)
    told = [v for v in found.values() if isinstance(v, str)]
    assert told == ["not installed: pip install --group rivals"] * 5
    for task in ("days", "numbers", "quotations", "copies"):
        assert found[f"{task}: Dragoman"]["right"] > 0.9
