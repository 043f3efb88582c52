from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.text import LONG_PARAGRAPH, cut_blocks, document_from_text
from dragoman.errors import MalformedDocument

REPORT = """\
Norland and Southmark agree to share the Vell dam
Ministers initial a ten-year accord on water after a summer of drought.
-
Engineers open a sluice at the Vell dam in May. (Photo: Norland Water Board)
Published: 4 June 2025 10:00 GMT
TARN, June 4 (Border News) - Norland and Southmark agreed on Wednesday to share the water of the Vell dam.
The accord runs for ten years, the water ministry said.
What is in it
Each side may take up to 40 million cubic metres a year.
Rent or gift?
Southmark is to pay nothing for the first three years.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start:b.end]) for b in cut_blocks(text)]


def test_each_part_of_a_report_is_known_for_what_it_is() -> None:
    assert kinds(REPORT) == [
        ("title", "Norland and Southmark agree to share the Vell dam"),
        ("standfirst", "Ministers initial a ten-year accord on water after a summer of drought."),
        ("caption", "Engineers open a sluice at the Vell dam in May. (Photo: Norland Water Board)"),
        ("dateline", "Published: 4 June 2025 10:00 GMT"),
        ("dateline", "TARN, June 4 (Border News)"),
        ("paragraph", "Norland and Southmark agreed on Wednesday to share the water of the Vell dam."),
        ("paragraph", "The accord runs for ten years, the water ministry said."),
        ("heading", "What is in it"),
        ("paragraph", "Each side may take up to 40 million cubic metres a year."),
        ("heading", "Rent or gift?"),
        ("paragraph", "Southmark is to pay nothing for the first three years."),
    ]


def test_the_text_stays_as_it_is() -> None:
    text = "\ufeffA headline here\r\n\r\n  Two blanks before.  \r\n"
    document = document_from_text(text)
    assert document.text == text
    assert [text[b.start:b.end] for b in document.blocks][-1] == "Two blanks before."


@pytest.mark.parametrize("line", [
    "PORT ELM, 3 March 2025 (Agency) - Talks ended without a result.",
    "NEW TARN: Talks ended without a result.",
    "OAKS — Talks ended without a result.",
    "Elm/Oaks – Talks ended without a result.",
])
def test_a_dateline_is_cut_from_the_first_paragraph(line: str) -> None:
    assert [k for k, _ in kinds(f"Talks end\n{line}\nA second paragraph.")] == [
        "title", "dateline", "paragraph", "paragraph"]


@pytest.mark.parametrize("line", [
    "Norland - which borders the sea - agreed to pay.",
    "The minister: a man of few words.",
    "Norland – once a friend of Southmark – agreed to pay.",
    "Posted to the border in May, the soldiers went home in June.",
])
def test_a_dash_or_colon_makes_no_dateline(line: str) -> None:
    assert ("paragraph", line) in kinds(f"A title\nA standfirst\n{line}\nMore text follows here.")


def test_dateline_is_looked_for_in_the_first_paragraph_alone() -> None:
    assert [k for k, _ in kinds("Title\nStandfirst\nA first paragraph.\nTARN: A second one.")][-1] == "paragraph"


@pytest.mark.parametrize("line", ["Updated: 5 June 2025", "Wed 4 Jun 2025 06.15 GMT", "By Ann Lee", "14:05 GMT",
                                  "6 March 2026, Tarn", "Tarn | 6 March 2026", "March 6, 2026 at 10:15 AM EST",
                                  "2026-03-06T10:00Z", "17h30"])
def test_lines_about_publication(line: str) -> None:
    assert ("dateline", line) in kinds(f"Title\nStandfirst\n{line}\nA first paragraph of the text.")


@pytest.mark.parametrize("line", ["From Oslo to Rome, the talks go on", "By 2030", "Since March", "Two years on"])
def test_headings_that_speak_of_time(line: str) -> None:
    assert ("heading", line) in kinds(f"Title\nStandfirst\nA first paragraph here.\n{line}\nMore of the text.")


def test_a_list_is_no_row_of_headings_and_the_last_line_is_none() -> None:
    text = "Title\nStandfirst\nThe delegates came from:\nNorland\nSouthmark\nElm\nThey met.\nThe end"
    assert "heading" not in [k for k, _ in kinds(text)]


def test_wrapped_lines_are_joined() -> None:
    text = """Norland and Southmark agree to share the dam

The two governments agreed on Wednesday to share the
water of the Vell dam for ten years, the water ministry
said. It is to be signed in the spring, when the snow has
gone from the pass and the roads are open again.

A second paragraph that is wrapped at a column, as old
agency copy was, follows here.
"""
    assert [k for k, _ in kinds(text)] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize(("unit", "end"), [("He said so. ", "."), ("word ", "d"), ("x", "x")])
def test_a_very_long_paragraph_is_read_in_pieces(unit: str, end: str) -> None:
    text = f"Title\nStandfirst\n{unit * 2000}"
    found = [t for k, t in kinds(text) if k == "paragraph"]
    assert (len(found) > 1) == (len(unit) > 1)
    assert all(len(t) <= LONG_PARAGRAPH and t.endswith(end) for t in found)
    assert "".join(found).replace(" ", "") == (unit * 2000).replace(" ", "")


def test_one_line_is_a_paragraph() -> None:
    assert kinds("Norland signed.") == [("paragraph", "Norland signed.")]
    assert kinds("Norland signs") == [("paragraph", "Norland signs")]
    assert kinds("") == []


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(MalformedDocument, match="a line of"):
        document_from_text("word " * 100_000)
    with pytest.raises(MalformedDocument, match="characters of text"):
        document_from_text("A sentence here.\n" * 200_000)


@given(st.text(alphabet=st.sampled_from("aB .-–:\n\r\t\"()?1,\u2028é"), max_size=200))
def test_blocks_lie_in_order_in_the_text_and_hold_all_its_words(text: str) -> None:
    blocks = cut_blocks(text)
    assert all(b.start < b.end for b in blocks)
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    inside = "".join(text[b.start:b.end] for b in blocks)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_paragraph_full_of_blanks_is_cut_into_words_alone() -> None:
    text = f"Title\nStandfirst\nfirst{' ' * 7000}last of it."
    assert [t for k, t in kinds(text) if k == "paragraph"] == ["first", "last of it."]


def test_a_list_of_very_many_lines_is_refused() -> None:
    with pytest.raises(MalformedDocument, match="10,001 lines; at most 10,000"):
        document_from_text("one\n\n" * 10_001)
