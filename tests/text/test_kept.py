"""What is found of a block alone is found once, and is the same wherever the block stands."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.documents.text import document_from_text
from dragoman.reading.read import Reader
from dragoman.text.kept import by_block, by_token
from dragoman.text.parse import Parser

COPY = "The envoys of Peru met in Lima on Monday, and 40 lorries left for Chile, a minister said."
FIRST = f"Talks resume in Lima\n\nLIMA, 3 May 2024\n\n{COPY}\n\nThey had met two days earlier.\n"
SECOND = f"Envoys meet again\n\nBy our own staff.\n\nIt rained in Cusco on 9 June 2023.\n\n{COPY}\n\n{COPY}\n"


def test_a_block_is_asked_once_for_what_it_says(parser: Parser) -> None:
    asked: list[str] = []

    @by_block
    def length(doc: Doc, lexicon: list[str]) -> int:
        asked.append(doc.text)
        return len(doc) + len(lexicon)

    words = ["a"]
    one, other = (parser.parse(document_from_text(text)) for text in (FIRST, SECOND))
    found = [length(doc, words) for parse in (one, other) for doc in parse.docs if doc.text == COPY]
    assert found == [found[0]] * 3
    assert asked == [COPY]
    assert length(other.docs[-1], []) == found[0] - 1  # another lexicon is another question
    assert asked == [COPY] * 2


def test_a_token_is_asked_once_for_each_question(parser: Parser) -> None:
    asked: list[tuple[str, int]] = []

    @by_token
    def plus(token: Token, number: int) -> int:
        asked.append((token.text, number))
        return token.i + number

    docs = [doc for text in (FIRST, SECOND) for doc in parser.parse(document_from_text(text)).docs if doc.text == COPY]
    assert [plus(doc[2], n) for n in (0, 7) for doc in docs] == [2, 2, 2, 9, 9, 9]
    assert asked == [("of", 0), ("of", 7)]


def test_a_doc_of_nobody_s_parser_is_asked_each_time(parser: Parser) -> None:
    asked = by_block(lambda doc: [len(doc)])
    doc = parser.nlp.make_doc("Peru and Chile")
    assert asked(doc) == [3]
    assert asked(doc) is not asked(doc)


def test_the_same_words_as_another_kind_of_block_are_asked_anew(parser: Parser) -> None:
    text = "Envoys meet in Lima\n\nThe weather was dry there.\n\nEnvoys meet in Lima\n"
    parse = parser.parse(document_from_text(text))
    kinds = by_block(lambda doc: doc.user_data["kind"])
    assert [kinds(doc) for doc in parse.docs] == [block.kind for block in parse.document.blocks]


def test_what_is_kept_leaves_no_trace_in_a_reading(reader: Reader) -> None:
    documents = [document_from_text(text) for text in (FIRST, SECOND, COPY, FIRST)]
    alone = Reader(reader.ontology, Parser(remembered=0))
    for document in (*documents, *reversed(documents)):
        assert reader.read(document) == alone.read(document)
