"""The vectors of equal words of a batch are made once, and are the same to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.text import parse as parsing
from dragoman.text.arithmetic import can_be_steady, one_thread
from dragoman.text.embedding import _forward, distinct
from dragoman.text.parse import Parser

TEXTS = ("The envoys of Peru met the envoys of Chile in Lima, and the envoys talked.", "The talks went on in Lima.", "",
         "2,000 lorries left on 3 May; 2,000 came.")


def test_each_row_is_like_one_of_the_distinct_ones() -> None:
    rows = np.array([[3, 1], [1, 3], [3, 1], [0, 0], [1, 3]], dtype=np.uint64)
    places, like = distinct(rows)
    assert len(places) == 3
    assert (rows[places][like] == rows).all()
    assert len(distinct(rows[:0])[0]) == 0


def test_rows_that_come_to_one_number_are_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.text.embedding._ODD", np.array([1, 1], dtype=np.uint64))
    rows = np.array([[1, 2], [2, 1]], dtype=np.uint64)
    places, like = distinct(rows)
    assert (rows[places][like] == rows).all()


@pytest.mark.skipif(not can_be_steady(), reason="numpy brings no OpenBLAS that multiplies steadily")
def test_vectors_and_names_are_the_same_to_the_bit(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(node._func is _forward for _, pipe in parser.nlp.pipeline if hasattr(pipe, "model")
               for node in pipe.model.walk())
    monkeypatch.setattr(parsing, "embed_once", lambda nlp: None)
    found = []
    for nlp in (parser.nlp, Parser().nlp):
        docs = [nlp.make_doc(text) for text in TEXTS]
        with one_thread():
            for name in ("tok2vec", "ner"):
                docs = list(nlp.get_pipe(name).pipe(docs))
        found.append([(doc.tensor.tobytes(), [(e.text, e.label_) for e in doc.ents]) for doc in docs])
    assert found[0] == found[1]
