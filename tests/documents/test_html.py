from __future__ import annotations

import pytest

from dragoman.documents.html import document_from_html
from dragoman.documents.stamps import day
from dragoman.errors import NoArticleText

BODY = """\
<p>TARN — Norland and Southmark agreed on Wednesday to share the water of the Vell dam for ten years.</p>
<aside class="promo">Listen: our podcast on the rivers of the north</aside>
<p>“Water has no flag,” said the water minister, Ann Lee, who signed for Norland.<br><br>She left without taking
questions from the reporters who had waited for her.</p>
<p><b>What is in it</b></p>
<p>Each side may take up to 40 million cubic metres a year, according to a text that the ministry published.</p>
<p class="also-read">Also read: <a href="/x">Frogs return to the lower Vell</a></p>
<h2>Older papers</h2>
<p>An earlier accord, signed in 1998, lapsed after five years because neither parliament would renew it.</p>
"""
PAGE = """\
<!DOCTYPE html><html lang="en-GB"><head><title>Dam to be shared | The Tarn Post</title>
<meta property="og:site_name" content="The Tarn Post">
<meta property="article:published_time" content="2025-06-05T01:30:00+05:30">
<link rel="canonical" href="https://post.example/dam">
<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "Dam to be shared",
"author": [{"name": "Jo Ray"}, {"name": "Al Fox"}], "publisher": {"name": "Tarn Post Ltd"}}]}</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><div class="crumbs">World</div>
<main><article><h1>Dam on the Vell to be shared</h1>
<p class="standfirst">Ministers initial a ten-year accord on water</p>
<div class="byline">Jo Ray and Al Fox</div><time datetime="2025-06-05">5 June 2025</time>
<figure><img src="a.jpg"><figcaption>The Vell dam in May. Photo: Handout</figcaption></figure>
%s</article>
<section class="related"><h3>Related</h3><ul><li>Bread to cost more from Monday, bakers say</li></ul></section></main>
<div class="comments"><p>anon: who will pay for all of this in the end, I wonder, and who will not?</p></div>
<footer>© 2025 The Tarn Post. We use cookies.</footer></body></html>"""


def test_a_page_gives_its_report_and_nothing_else() -> None:
    document = document_from_html(PAGE % BODY, file="dam.html")
    parts = [(b.kind, document.text[b.start:b.end]) for b in document.blocks]
    assert parts[:5] == [
        ("title", "Dam on the Vell to be shared"),
        ("standfirst", "Ministers initial a ten-year accord on water"),
        ("caption", "The Vell dam in May. Photo: Handout"),
        ("dateline", "TARN"),
        ("paragraph", "Norland and Southmark agreed on Wednesday to share the water of the Vell dam for ten years."),
    ]
    assert [t for k, t in parts if k == "heading"] == ["What is in it", "Older papers"]
    assert sum(k == "paragraph" for k, _ in parts) == 5  # two line breaks divide a paragraph
    for absent in ("podcast", "Frogs", "Bread", "anon", "cookies", "Home", "Jo Ray"):
        assert absent not in document.text


SENTENCES = [f"The {w} delegation said on Monday that it would return to the talks in May, if asked to."
             for w in ("first", "second", "third", "fourth", "fifth", "sixth")]


def texts(page: str, kind: str = "paragraph") -> list[str]:
    document = document_from_html(page)
    return [document.text[b.start:b.end] for b in document.blocks if b.kind == kind]


def page_of(*parts: str) -> str:
    return f"<html><body><h1>Talks to go on in May</h1><div class='story'>{''.join(parts)}</div></body></html>"


def test_the_text_for_subscribers_is_the_text() -> None:
    paragraphs = [f"<p>{s}</p>" for s in SENTENCES]
    page = page_of(*paragraphs[:2], '<div class="subscriber-content">', *paragraphs[2:], "</div>")
    assert texts(page) == SENTENCES


def test_paragraphs_may_be_divisions_lists_and_quotations() -> None:
    one, two, three, four, *_ = SENTENCES
    page = page_of(f"<div>{one}</div><div><span>{two}</span></div><ul><li>{three}</li></ul>",
                   f"<blockquote><p>{four}</p></blockquote>")
    assert texts(page) == [one, two, three, four]


def test_a_quotation_that_is_pulled_out_is_not_read_twice() -> None:
    page = page_of(*(f"<p>{s}</p>" for s in SENTENCES[:3]), f'<aside class="pullquote">{SENTENCES[0]}</aside>',
                   *(f"<p>{s}</p>" for s in SENTENCES[3:]))
    assert texts(page) == SENTENCES


def test_the_hours_of_a_live_page_are_no_headings() -> None:
    parts = [f"<h2>{h}.15 GMT</h2><p>{s}</p>" for h, s in zip(range(10, 16), SENTENCES, strict=True)]
    page = page_of(*parts)
    assert texts(page, "heading") == []
    assert texts(page) == SENTENCES


def test_captions_stand_where_the_page_has_them() -> None:
    figure = '<div class="image"><img><p class="wp-caption-text">Delegates in Tarn on Monday. (Handout)</p></div>'
    page = page_of(f"<p>{SENTENCES[0]}</p>", figure, *(f"<p>{s}</p>" for s in SENTENCES[1:]))
    assert [b.kind for b in document_from_html(page).blocks][:4] == ["title", "paragraph", "caption", "paragraph"]


def test_a_page_says_who_published_it_and_when() -> None:
    document = document_from_html(PAGE % BODY)
    assert (document.title, document.publisher) == ("Dam on the Vell to be shared", "The Tarn Post")
    assert document.authors == ("Jo Ray", "Al Fox")
    assert (document.url, document.language) == ("https://post.example/dam", "en-GB")
    assert document.published is not None
    assert (document.published.value, document.published_basis) == ("2025-06-05", "metadata")


def test_a_page_that_says_nothing_of_itself() -> None:
    document = document_from_html(f"<html><body><div><h1>Dam on the Vell shared</h1>{BODY}</div></body></html>")
    assert document.title == "Dam on the Vell shared"
    assert (document.publisher, document.published, document.url, document.authors) == (None, None, None, ())


def test_a_date_in_the_text_is_no_metadata() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2025-06-05T01:30:00+05:30">', "")
    page = page.replace('<time datetime="2025-06-05">5 June 2025</time>', "")
    assert document_from_html(page % BODY).published is None


def test_a_time_element_at_the_headline_dates_the_page() -> None:
    page = PAGE.replace("article:published_time", "x") % BODY
    published = document_from_html(page).published
    assert published is not None
    assert published.value == "2025-06-05"


@pytest.mark.parametrize("page", [
    "<html><body></body></html>",
    "<html><body><nav><a>Home</a></nav><form><input><button>Log in</button></form></body></html>",
    "<html><head><title>Nothing</title></head><body><ul><li>One</li><li>Two</li></ul></body></html>",
    "<!-- -->",
])
def test_a_page_without_a_report_is_refused(page: str) -> None:
    with pytest.raises(NoArticleText):
        document_from_html(page)


def test_deep_and_broken_pages_do_no_harm() -> None:
    deep = "<div>" * 3000 + BODY + "</div>" * 3000
    for page in (deep, PAGE % BODY.replace("</p>", ""), (PAGE % BODY)[:-400]):
        try:
            document = document_from_html(page)
        except NoArticleText:
            continue
        assert all(document.text[b.start:b.end].strip() for b in document.blocks)


@pytest.mark.parametrize(("stamp", "value"), [
    ("2025-06-05T01:30:00+05:30", "2025-06-05"), ("20250605", "2025-06-05"),
    ("Thu, 05 Jun 2025 01:30:00 GMT", "2025-06-05"), ("yesterday", None), ("2025-13-41", None), ("", None),
])
def test_the_day_is_local_to_the_page(stamp: str, value: str | None) -> None:
    found = day(stamp)
    assert (found.value if found else None) == value
