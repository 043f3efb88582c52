"""What trafilatura takes for a page's main text is kept, word for word, and nothing of it is broken on the way."""

from __future__ import annotations

import random
import re

import pytest
import trafilatura

from dragoman.documents.html import document_from_html

_WHO = ("minister", "mediator", "spokesman", "delegation", "commission", "governor", "envoy", "council", "official")
_DID = ("said", "repeated", "denied", "announced", "insisted", "told reporters", "wrote in a letter")
_WHAT = ("the dam would be shared", "the talks had not failed", "both sides would return in May",
         "the road is open again", "“water has no flag”", "no date had been set for the signing",
         "the text runs to 14 pages & two annexes")


def paragraph(chance: random.Random) -> str:
    """A paragraph of two to five sentences."""
    return " ".join(
        f"The {chance.choice(_WHO)} of Norland {chance.choice(_DID)} on Monday that {chance.choice(_WHAT)}, number "
        f"{chance.randrange(1000)}." for _ in range(chance.randint(2, 5)))


def page(seed: int) -> str:
    """A page as content systems make them: paragraphs in one of several elements, marked up within, and a frame."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    parts = []
    for n in range(chance.randint(5, 25)):
        text = paragraph(chance).replace("&", "&amp;")
        words = text.split()
        at = chance.randrange(1, len(words) - 1)
        mark = chance.choice(("b", "em", 'a href="/x"', "span", "strong", "i"))
        words[at] = f"<{mark}>{words[at]}</{mark.split()[0]}>"
        text = " ".join(words)
        style = seed % 4
        parts.append(f"<div>{text}</div>" if style == 1 else f"{text}<br><br>" if style == 2 else f"<p>{text}</p>")
        if n and chance.random() < 0.15:
            parts.append(f"<h2>What the {chance.choice(_WHO)} wants</h2>")
        if n and chance.random() < 0.1:
            parts.append(f"<blockquote><p>{paragraph(chance).replace('&', '&amp;')}</p></blockquote>")
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(8))
    title, content = "Two states are to share a dam", "".join(parts)
    return (f"<!DOCTYPE html><html><head><title>{title} | Post</title></head><body><nav><ul>{menu}</ul></nav><main>"
            f"<article><h1>{title}</h1><div class='content'>{content}</div></article></main>"
            f"<footer>Copyright of the Post</footer></body></html>")


@pytest.mark.parametrize("seed", range(40))
def test_all_that_trafilatura_finds_is_kept(seed: int) -> None:
    made = page(seed)
    found = trafilatura.extract(made, include_comments=False, include_tables=True, with_metadata=False) or ""
    kept = document_from_html(made)
    text = " ".join(kept.text.split())
    for line in found.split("\n"):
        assert " ".join(re.sub(r"^(?:[-•]|#+)\s+", "", line.strip()).split()) in text
    assert len(kept.text.split()) <= len(found.split()) + 8  # and the headline
    assert "Section 3" not in text
    assert "Copyright" not in text


def article(content: str, title: str = "Two states are to share a dam") -> str:
    return (f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><main><article>"
            f"<h1>{title}</h1>{content}</article></main></body></html>")


PROSE = ("<p>The council of Norland said on Monday that the dam at Bakel would be shared with its neighbour from May "
         "on.</p><p>Its envoy told reporters that engineers of both states had measured the lake twice this year.</p>")


def test_letters_and_their_marks_are_one() -> None:
    text = document_from_html(article(PROSE.replace("council", "Bu\u0308rgermeister"))).text
    assert "The Bürgermeister of Norland" in text


def test_a_row_of_a_table_is_one_paragraph() -> None:
    table = ("<table><tr><th>State</th><th>Share</th></tr><tr><td>Norland</td><td>60%</td></tr>"
             "<tr><td>Estmark</td><td>40%</td></tr></table>")
    kept = document_from_html(article(PROSE + table + PROSE.replace("Monday", "Tuesday")))
    blocks = [kept.text[b.start:b.end] for b in kept.blocks]
    assert "State | Share" in blocks
    assert "Norland | 60%" in blocks


def test_a_caption_is_kept_without_whose_photograph_it_is() -> None:
    figure = "<figure><img src='x.jpg'><figcaption>The dam at Bakel in March © J. Olm / Fjord</figcaption></figure>"
    kept = document_from_html(article(PROSE + figure + PROSE.replace("Monday", "Tuesday")))
    assert [kept.text[b.start:b.end] for b in kept.blocks if b.kind == "caption"] == ["The dam at Bakel in March"]


def test_names_that_would_cost_most_of_a_text_say_nothing() -> None:
    parts = "".join(f"<div class='section section--ads'>{PROSE.replace('Monday', day)}</div>"
                    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
    kept = document_from_html(article(parts))
    assert "on Monday" in kept.text
    assert "on Friday" in kept.text


def test_a_text_that_does_not_end_its_sentences_is_kept() -> None:
    items = "".join(f"<li>Item {n} of the agenda on the dam at Bakel</li>" for n in range(1, 9))
    assert "Item 8 of the agenda" in document_from_html(article(f"<ul>{items}</ul>")).text
