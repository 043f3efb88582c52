from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier.records import FIRST, small_record, words

from dragoman.dossier.brief import brief
from dragoman.dossier.layers import blocks
from dragoman.dossier.page import closest, compare_words, render
from dragoman.dossier.story import view
from dragoman.errors import NotInRecord
from dragoman.model.record import Chapter, Evidence, Link


class Tags(HTMLParser):
    """Collects what a page would load, run and link to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "data") or (tag == "link" and name == "href"):
                self.loads.append(value or "")
            if tag == "a" and name == "href":
                self.links.append(value or "")
            if name == "id" and value:
                self.ids.add(value)


def tags(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def test_the_page_loads_nothing() -> None:
    page = render(small_record(), "s_1")
    assert tags(page).loads == []
    assert "@import" not in page
    assert "url(" not in page


def test_every_citation_lands_on_its_words() -> None:
    found = tags(render(small_record(), "s_1"))
    inside = [link[1:] for link in found.links if link.startswith("#")]
    assert len(inside) > 10
    assert set(inside) <= found.ids


def test_each_thing_of_the_record_is_shown() -> None:
    page = render(small_record(), "s_1")
    for text in ("border pact", "4 May 2026", "sends 900 guards", "not-met", "it was not kept", "Anna Berg", "900"):
        assert text in page


def test_text_of_reports_is_never_markup() -> None:
    hostile = '<script>alert("x")</script>'
    page = render(small_record(title=hostile), "s_1")
    assert hostile not in page
    assert tags(page).tags.count("script") == 1


def test_a_badge_opens_why_in_words_that_can_be_read() -> None:
    record = small_record()
    [said] = record.assertions
    backed = msgspec.structs.replace(said.corroboration, why="2 documents, from Anna Berg")
    link = Link(id="link_1", kind="claim", left="c_1", right="c_2", score=0.75, reasons=("the same speaker",))
    page = render(msgspec.structs.replace(
        record, assertions=(msgspec.structs.replace(said, corroboration=backed),), links=(link,)), "s_1")
    shown = re.sub(r"<[^>]+>", "", page)  # no title attribute, but text
    assert "2 documents, from Anna Berg" in shown
    assert "the same speaker (score 0.75, link_1)" in shown


def test_revised_figures_stand_apart_from_what_is_contradicted() -> None:
    record = small_record()
    [quote] = record.differences
    assert "Revised by the source itself" not in render(record, "s_1")
    revised = msgspec.structs.replace(quote, id="x_2", kind="figure", summary="Revised by the port: 7, then 9")
    page = render(msgspec.structs.replace(record, differences=(quote, revised)), "s_1")
    assert page.index("Anna Berg is quoted differently</p>") < page.index("Revised by the source itself") < page.index(
        "</span> Revised by the port")
    assert "1 difference<" in page


def test_an_unknown_story_is_said_to_be_unknown() -> None:
    with pytest.raises(NotInRecord, match="s_9"):
        render(small_record(), "s_9")


def test_words_that_differ_are_marked() -> None:
    marked = [w.text for w in compare_words("We share one old gate", "We share one gate") if not w.same]
    assert marked == ["old"]


def test_case_and_punctuation_are_no_difference() -> None:
    assert all(w.same for w in compare_words("“We share one gate,”", "we share one gate"))


@given(st.lists(st.text("ab ,."), max_size=8).map(" ".join), st.text("ab ,.", max_size=30))
def test_comparing_keeps_every_word(text: str, other: str) -> None:
    assert [w.text for w in compare_words(text, other)] == text.split()


def test_every_sentence_of_the_brief_has_evidence_that_is_exact() -> None:
    record = small_record()
    texts = {d.id: d.text for d in record.documents}
    sentences = brief(view(record, "s_1"))
    assert len(sentences) >= 4
    for sentence in sentences:
        assert sentence.evidence, sentence.text
        assert all(texts[e.document][e.start : e.end] == e.text for e in sentence.evidence)


def test_the_brief_says_nothing_of_a_date_that_no_report_gives() -> None:
    record = small_record()
    agreement = msgspec.structs.replace(record.agreements[0], signed=None)
    text = " ".join(s.text for s in brief(view(msgspec.structs.replace(record, agreements=(agreement,)), "s_1")))
    assert "border pact" in text
    assert not re.search(r"\d{4}", text)


@given(st.lists(st.tuples(st.integers(0, len(FIRST) - 1), st.integers(1, 40)), max_size=6))
def test_pieces_hold_the_whole_text_in_order(spans: list[tuple[int, int]]) -> None:
    record = small_record()
    story = view(record, "s_1")
    cited = [Evidence(document="d_1", start=s, end=min(s + n, len(FIRST)), text=FIRST[s : s + n]) for s, n in spans]
    [(_, pieces)] = list(blocks(story, record.documents[0], cited))
    assert "".join(p.text for p in pieces) == FIRST
    starts = {p.start for p in pieces}
    assert {e.start for e in cited} <= starts


def test_layers_lie_on_their_words() -> None:
    record = small_record()
    [(_, pieces)] = list(blocks(view(record, "s_1"), record.documents[0], ()))
    guards = words("d_1", "900 guards")
    assert all("quantities" in p.layers for p in pieces if guards.start <= p.start < guards.end)
    assert not any("quantities" in p.layers for p in pieces if p.end <= guards.start)


def test_a_version_is_compared_with_the_one_closest_to_it() -> None:
    versions = ["we share one gate", "We share one old gate", "the harvest was poor this year"]
    assert closest(versions[0], versions) == versions[1]
    assert closest(versions[2], versions) is None
    assert closest("one two", ["One, two."]) is None


def test_where_the_other_version_has_more_words_there_is_a_gap() -> None:
    assert [w.gap for w in compare_words("We share one gate", "We share one old gate")] == [False, False, False, True]


def test_a_brief_gives_provisions_in_the_reports_words_and_says_whom_they_bind() -> None:
    record = small_record()
    text = " ".join(s.text for s in brief(view(record, "s_1")))
    [provision] = record.agreements[0].provisions
    assert f"“{provision.text.strip(' .')}”" in text


def test_an_outlet_is_the_publisher_or_the_agency() -> None:
    record = small_record()
    first, second = record.documents
    agency = msgspec.structs.replace(first, publisher=None, agency="Graustark Press")
    story = view(msgspec.structs.replace(record, documents=(agency, second)), "s_1")
    assert [story.outlet(d.id) for d in (first, second)] == ["Graustark Press", second.publisher]
    assert "Graustark Press" in brief(story)[0].text


def test_a_page_tells_the_chapters_of_a_long_story() -> None:
    record = small_record()
    [story] = record.stories
    chapters = tuple(
        Chapter(title=title, first=story.first, last=story.last, documents=(d.id,), event=None, why=why)
        for d, title, why in zip(record.documents, ("The signing", "The quarrel"),
                                 ("the story begins", "9 days after"), strict=True))
    page = render(msgspec.structs.replace(record, stories=(msgspec.structs.replace(story, chapters=chapters),)), "s_1")
    assert "falls into 2 chapters" in page
    assert page.index("The signing") < page.index("The quarrel") < page.index("9 days after")
    assert "falls into" not in render(record, "s_1")
