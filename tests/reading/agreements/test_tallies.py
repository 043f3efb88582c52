"""How much of a whole some words count."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.reading.agreements.tallies import shares
from dragoman.text.parse import Parser


@pytest.mark.parametrize(("text", "part", "whole", "verdict"), [
    ("They freed 41 of the 63 men.", 41, 63, "partly-met"),
    ("They kept seven of seven promises.", 7, 7, "met"),
    ("They moved 2,400 out of 4,000 fighters.", 2400, 4000, "partly-met"),
    ("Of the 4,000 fighters, some 1,100 have been merged.", 1100, 4000, "partly-met"),
    ("Twelve of the barge's 14 crew were freed.", 12, 14, "partly-met"),
    ("None of the boats was returned.", 0, None, "not-met"),
])
def test_a_share_is_its_part_and_its_whole(
    parser: Parser, text: str, part: float, whole: float | None, verdict: str,
) -> None:
    sentence = next(iter(parser.parse(document_from_text(f"{text}\n")).sentences))
    assert [(s.part, s.whole, s.verdict) for s in shares(sentence)] == [(part, whole, verdict)]


@pytest.mark.parametrize("text", [
    "He was one of many.", "They met in the spring of 2024.", "Six men left the 63 huts."])
def test_what_counts_no_part_is_no_share(parser: Parser, text: str) -> None:
    sentence = next(iter(parser.parse(document_from_text(f"{text}\n")).sentences))
    assert list(shares(sentence)) == []
