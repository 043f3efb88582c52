"""What is compared with rivals is marked rightly, and Dragoman finds it."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.bench import rivals
from dragoman.bench.corpus import corpus
from dragoman.bench.corpus.marks import unmark


def test_marks_stand_where_they_say_and_leave_the_text_as_it_is() -> None:
    for plain, marked in zip(corpus(80), corpus(80, marked=True), strict=True):
        text, marks = unmark(marked.text)
        assert text == plain.text
        for m in (m for m in marks if m.kind == "n"):
            shown = text[m.start:m.end].replace(",", "")
            assert m.value in (shown, shown + "000000")


def test_quotations_have_their_speakers() -> None:
    samples = [rivals._sample(r) for r in corpus(80, marked=True)]
    quotes = [(s.document.text[a:b], who) for s in samples for a, b, who in s.quotes()]
    assert len(quotes) > 40
    assert all(q[0] == q[-1] == '"' for q, _ in quotes)


def test_a_rival_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(rivals, "import_module", missing)
    found = rivals.compare_all(12)
    told = [v for v in found.values() if isinstance(v, str)]
    assert told == ["not installed: pip install --group rivals"] * 5
    for task in ("days", "numbers", "quotations", "copies"):
        assert found[f"{task}: Dragoman"]["right"] > 0.9
