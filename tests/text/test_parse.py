"""The parser on documents that the pipeline cannot parse."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.errors import ReadingError
from dragoman.reading.read import Reader
from dragoman.text.parse import Parse, Parser

TEXTS = ("Talks began in Porto.", "A broken \ud83d sign.", "They ended on Sunday.")


def test_a_document_that_fails_gives_its_error_in_its_place(parser: Parser) -> None:
    first, error, last = parser.pipe_all(document_from_text(text) for text in TEXTS)
    assert isinstance(error, ReadingError)
    assert "UnicodeEncodeError" in error.reason
    assert [p.document.text for p in (first, last) if isinstance(p, Parse)] == [TEXTS[0], TEXTS[2]]


def test_one_document_that_fails_raises(parser: Parser) -> None:
    with pytest.raises(ReadingError, match="the parser failed"):
        parser.parse(document_from_text(TEXTS[1]))


def test_a_batch_is_read_but_for_what_fails(reader: Reader) -> None:
    found = list(reader.read_all([document_from_text(text) for text in TEXTS]))
    assert [isinstance(r, ReadingError) for r in found] == [False, True, False]
