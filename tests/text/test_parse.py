"""The parser on documents that the pipeline cannot parse."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dragoman.documents.text import document_from_text
from dragoman.errors import ReadingError
from dragoman.reading.read import Reader
from dragoman.text.parse import Parse, Parser, _Memory, span_of

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


def look(parse: Parse) -> list[list[tuple[str, int, str, int, str, str]]]:
    return [[(t.text, t.idx, t.dep_, t.head.i, t.ent_type_, t.lemma_) for t in doc] for doc in parse.docs]


REPEATED = "Talks resume in Porto\n\nThe envoys met in Porto on Monday.\n\nThe envoys met in Porto on Monday.\n"


def test_a_block_that_comes_again_is_parsed_as_before(parser: Parser) -> None:
    fresh = Parser(remembered=0)
    first = document_from_text(REPEATED)
    second = document_from_text("Another headline\n\nThe envoys met in Porto on Monday.\n")
    for document in (first, second, first):
        assert look(fresh.parse(document)) == look(parser.parse(document))
    assert [span_of(doc[0]).start for doc in parser.parse(first).docs] == [b.start for b in first.blocks]


def test_what_is_remembered_is_bounded(parser: Parser) -> None:
    memory = _Memory[str, Doc](10)
    docs = {text: parser.nlp.make_doc(text) for text in ("one two three four", "five six seven", "eight nine ten x")}
    for text, doc in docs.items():
        memory.put(text, doc, len(doc))
    assert [memory.get(text) is not None for text in docs] == [False, True, True]
    memory.put("too long", parser.nlp.make_doc("word " * 11), 11)
    assert memory.get("too long") is None
