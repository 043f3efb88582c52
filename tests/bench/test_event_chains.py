from __future__ import annotations

from dragoman.bench.event_chains import cluster_events
from dragoman.bench.event_words import ABSTRACT, SPEAKING, event_sense
from dragoman.model.document import Block, Document
from dragoman.text.parse import Parser


def clusters(parser: Parser, *stories_words: tuple[str, str, str]) -> list[object]:
    """The cluster of one word of each text, given as story, text and word."""
    heads, story = {}, {}
    for n, (name, text, word) in enumerate(stories_words):
        document = Document(id=f"d{n}", text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
        token = next(t for t in parser.parse(document).docs[0] if t.text == word)
        heads[f"d{n}", 0, token.i, token.i], story[f"d{n}"] = token, name
    found = cluster_events(heads, story, heads)
    return [found[mention] for mention in heads]


def test_a_verb_and_the_noun_made_of_it_are_one_event_of_a_story_only(parser: Parser) -> None:
    one, two, elsewhere = clusters(
        parser,
        ("s", "A shell destroyed the mill.", "destroyed"),
        ("s", "The destruction of the mill took an hour.", "destruction"),
        ("t", "A flood destroyed the barn.", "destroyed"),
    )
    assert one == two != elsewhere


def test_sayings_of_two_people_are_two(parser: Parser) -> None:
    lund, again, berg = clusters(
        parser,
        ("s", "Mayor Lund said the mill burned.", "said"),
        ("s", "The mill is gone, Lund said.", "said"),
        ("s", "The mill stands, farmer Berg said.", "said"),
    )
    assert lund == again != berg


def test_nouns_that_tell_no_event_stay_alone(parser: Parser) -> None:
    one, two = clusters(parser, ("s", "The problem grew.", "problem"), ("s", "A problem remained.", "problem"))
    assert one != two


def test_words_of_one_sense_meet_in_every_form() -> None:
    assert event_sense("slain", "slay") == event_sense("deaths", "death") == event_sense("murdered", "murder")
    assert event_sense("danced", "dance") == event_sense("dancing", "dancing")
    assert not SPEAKING & ABSTRACT
