"""Attributes that are looked up are those that spaCy's ruler matches."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from dragoman.text.attributes import Attributes, faster
from dragoman.text.parse import Parser

TEXTS = (
    "Ain't that nothin' y'all? Let's go, I'm gonna say it's got ta end. C'm on!",
    "There are two ministers who do not agree; there 's one that has n't.  \n\n It gets worse, but they didn't.",
    "If you have it, tell him that I have it too: he will be told, since it is so.",
    "",
)
SHOWN = ("tag_", "pos_", "lemma_", "dep_", "norm_")


def shown(doc: Doc) -> list[tuple[str, ...]]:
    return [(*(getattr(t, name) for name in SHOWN), str(t.morph)) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_attributes_are_set(parser: Parser, text: str) -> None:
    ruler = parser.nlp.get_pipe("attribute_ruler")
    doc = parser.nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = parser.nlp.get_pipe(name)(doc)
    quick = Attributes(ruler)  # type: ignore[arg-type]
    once, twice, stock = quick(doc.copy()), quick(doc.copy()), ruler(doc.copy())
    assert shown(once) == shown(twice) == shown(stock)


def test_a_ruler_with_a_rule_of_another_kind_stays_as_it_is(parser: Parser) -> None:
    ruler = parser.nlp.create_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "XX"}]], {"POS": "X"})  # type: ignore[attr-defined]
    assert faster(ruler) is ruler
    assert faster(parser) is parser
