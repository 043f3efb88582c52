"""Quotation marks: pairing, nesting, paragraphs, and those that do not pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.reading.claims.quotes import _outermost, _pairs, find_quotes
from dragoman.text.parse import Parser


def quoted(parser: Parser, text: str) -> list[str]:
    return [text[q.start:q.end] for block in find_quotes(parser.parse(document_from_text(text))) for q in block]


@pytest.mark.parametrize(("text", "found"), [
    ("“We left,” he said. “They ‘stayed’ on.”", ["“We left,”", "“They ‘stayed’ on.”"]),
    ('The men\'s "plan" was the parties\' "no".', ['"plan"', '"no"']),
    ("'It's over,' she said.", ["'It's over,'"]),
    ("''We left,'' he said.", ["''We left,''"]),
    ('"a "b "c "d "e" d" c" b" a" he said', ['"a "b "c "d "e" d" c" b" a"']),
    ('The "unbalanced mark is left alone.', []),
    ("", []),
])
def test_pairs(parser: Parser, text: str, found: list[str]) -> None:
    assert quoted(parser, text) == found


def test_a_quotation_goes_on_in_the_next_paragraph(parser: Parser) -> None:
    blocks = find_quotes(parser.parse(document_from_text('"We left at dawn.\n"We came back at night," he said.')))
    assert [q.goes_on for block in blocks for q in block] == [True, False]


@given(st.text(alphabet="ab \"'“”‘’.,", max_size=60), st.booleans())
def test_outermost_quotations_never_overlap(text: str, opens_next: bool) -> None:
    end = 0
    for start, stop, inner_start, inner_end, _ in _outermost(_pairs(text, opens_next)):
        assert end <= start < stop <= len(text)
        assert start < inner_start <= inner_end <= stop
        end = stop
