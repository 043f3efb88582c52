"""Attachments set right: who is joined to whom, and which verb is the main one."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.text.parse import Parser


def heads(parser: Parser, text: str) -> dict[str, str]:
    (doc,) = parser.parse(document_from_text(text)).docs
    return {t.text: t.head.text for t in doc}


@pytest.mark.parametrize(("text", "verb", "head"), [
    ("Peru gave the four envoys 48 hours to leave the country and recalled its ambassador from Quito.",
     "recalled", "gave"),
    ("Oman's envoy denied that his country had ships in the strait and blamed Yemen for arming the pirates.",
     "blamed", "denied"),
    ("Norway, which buys gas by the same route, offered to mediate.", "Norway", "offered"),
    ("Under the deal Chile was to buy 300 tonnes of rice this year.", "Chile", "was"),
    ("A previous ceasefire, agreed in November 2024, collapsed within a week.", "ceasefire", "collapsed"),
])
def test_verbs_are_joined_to_their_like(parser: Parser, text: str, verb: str, head: str) -> None:
    assert heads(parser, text)[verb] == head


@pytest.mark.parametrize("text", [
    "A boat, which had left Oran at dawn, seen off Malta.", "", "The wounded, carried by their friends, in a square.",
    "Chad said Niger had left and closed the road.", "Pilots, sailors, trained and armed, wait."])
def test_what_is_not_sure_stays(parser: Parser, text: str) -> None:
    document = document_from_text(text)
    for doc in parser.parse(document).docs:
        plain = parser.nlp(doc.text)
        assert [t.head.i for t in doc] == [t.head.i for t in plain]
