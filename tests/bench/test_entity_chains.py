"""What makes two groups of mentions one: what they do, and what is done to them."""

from __future__ import annotations

import pytest

from dragoman.bench.ecb import GoldMention, Text, head_of
from dragoman.bench.entity_chains import WEIGHTS, cluster_entities, likeness, probability, sure_groups
from dragoman.linking.link import link
from dragoman.model.base import content_id
from dragoman.model.document import Block, Document

TEXTS = {
    "one": "A gunman shot two clerks at a bank in Tulsa . Police arrested the gunman on Monday .",
    "two": "The former guard who shot two clerks in Tulsa was arrested by officers . Judge Ana Ruiz ordered a trial .",
}


def mention(name: str, words: str) -> GoldMention:
    tokens, asked = TEXTS[name].split(), words.split()
    first = next(n for n in range(len(tokens)) if tokens[n : n + len(asked)] == asked)
    return GoldMention((name, 0, first, first + len(asked) - 1), words, "HUM")


@pytest.fixture(scope="module")
def world(reader):
    texts = {}
    for name, text in TEXTS.items():
        document = Document(content_id("d", name), text, (Block("paragraph", 0, len(text)),), file=name)
        offsets, at = {}, 0
        for n, word in enumerate(text.split()):
            offsets[0, n] = (at, at + len(word))
            at += len(word) + 1
        texts[name] = Text(document, offsets)
    parses = {t.document.id: reader.parser.parse(t.document) for t in texts.values()}
    readings = [reader.understand(p) for p in parses.values()]
    record = link(readings)
    one_story = type(record)(documents=tuple(
        type(d)(**{**{f: getattr(d, f) for f in d.__struct_fields__}, "story": "s"}) for d in record.documents),
        entities=record.entities)
    mentions = [mention("one", "gunman"), mention("one", "clerks"), mention("two", "former guard"),
                mention("two", "clerks"), mention("two", "Judge Ana Ruiz")]
    heads = {m.id: head_of(m, texts[m.id[0]], parses) for m in mentions}
    return mentions, texts, one_story, readings, heads


def test_who_does_the_same_is_one_and_who_does_nothing_of_it_is_not(world):
    gunman, clerks, guard, others, judge = (cluster_entities(*world)[m.id] for m in world[0])
    assert gunman == guard
    assert clerks == others
    assert len({gunman, clerks, judge}) == 3


def test_every_feature_has_a_weight_and_order_does_not_matter(world):
    groups = sure_groups(*world)
    compared = [(likeness(a, b), likeness(b, a)) for a in groups for b in groups if a is not b]
    assert all(one == other for one, other in compared)
    assert all(set(one) == set(WEIGHTS) and 0 < probability(one) < 1 for one, _ in compared if one)

