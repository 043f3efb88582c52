from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from email.message import EmailMessage

import docx
import pytest
from tests.documents import seeds

from dragoman.documents.docx import document_from_docx
from dragoman.documents.mail import document_from_mail
from dragoman.documents.markdown import document_from_markdown
from dragoman.documents.pdf import document_from_pdf
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText
from dragoman.model.document import Document


def parts(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start:b.end]) for b in document.blocks]


def test_markdown_is_read_without_its_marks() -> None:
    document = document_from_markdown(
        "---\ntitle: Dam to be shared\ndate: 2025-06-05\nauthor: Jo Ray\n---\n"
        "# Dam to be shared\n\nTARN (Reuters) - Norland & Southmark **agreed** on [Wednesday](http://x.example) to "
        "share\nthe `dam`’s *water*.\n\n![a picture](a.png)\n\n> “Water has no flag,” she said.\n\n"
        "<script>alert(1)</script>\n\n## Older papers\n\n1. One is <b>kept</b>.\n")
    assert parts(document) == [
        ("title", "Dam to be shared"), ("dateline", "TARN (Reuters)"),
        ("paragraph", "Norland & Southmark agreed on Wednesday to share the dam’s water."),
        ("paragraph", "“Water has no flag,” she said."), ("heading", "Older papers"), ("paragraph", "One is kept.")]
    assert (document.title, document.authors) == ("Dam to be shared", ("Jo Ray",))
    assert document.published is not None
    assert document.published.value == "2025-06-05"


def test_pdf_lines_are_paragraphs_and_running_heads_are_dropped() -> None:
    lines = [(500, 18, "Dam on the Vell to be shared"), (460, 11, "The ministers of both states said that the inter-"),
             (446, 11, "governmental commission for the water will meet again in"), (432, 11, "May, if asked to."),
             (400, 11, "Each side may take up to 40 million cubic metres a year, as"),
             (386, 11, "a text says that the self-"), (372, 11, "styled commission published.")]
    document = document_from_pdf(seeds.pdf(lines, heads=False))
    assert parts(document) == [
        ("title", "Dam on the Vell to be shared"),
        ("paragraph", "The ministers of both states said that the intergovernmental commission for the water will meet "
                      "again in May, if asked to."),
        ("paragraph", "Each side may take up to 40 million cubic metres a year, as a text says that the self-styled "
                      "commission published.")] or "The Tarn Post" in document.text
    whole = document_from_pdf(seeds.pdf(pages=4)).text
    assert "Page" not in whole
    assert "The Tarn Post" not in whole


def test_a_paragraph_runs_on_over_the_end_of_a_page() -> None:
    one = [(60, 11, "The commission is to meet in a town on the border that the"),
           (46, 11, "two sides have yet to agree")]
    other = [(540, 11, "on, said an official who did not want to be named."), (526, 11, "No day was named for it.")]
    text = document_from_pdf(seeds.pdf(one, other)).text
    assert "that the two sides have yet to agree on, said an official who did not want to be named." in text
    assert "The Tarn Post" not in text


LEFT = ("The ministers of both states said on", "Monday that the commission would meet",
        "again in May if it was asked to do so.", "Each side may take up to forty cubic",
        "metres a year, as the text of it says.", "The second part is about the dam that",
        "was built in 1974 and has leaked since", "the pumps were sold; nobody has said", "who is to pay for that.")
RIGHT = ("In another town an engineer said that", "the turbines were bought in March. The",
         "price is to be paid in ten years, and", "no interest is due before then, as he",
         "was told. The union of the workers at", "the dam wants more, and has called for", "a day of rest on Friday.")


def both(lines: Iterable[str], left: float, top: float = 500) -> list[tuple[float, float, str, float]]:
    return [(top - 14 * n, 11, words, left) for n, words in enumerate(lines)]


@pytest.mark.parametrize("alternate", [True, False])
def test_columns_are_read_one_after_the_other_in_whichever_order_their_lines_are_written(alternate: bool) -> None:
    lines = [*both(LEFT, 40), *both(RIGHT, 230)]
    if alternate:
        lines.sort(key=lambda line: -line[0])
    headline, foot = (540, 18, "Dam on the Vell to be shared"), (300, 11, "It was all said before, and it runs across.")
    document = document_from_pdf(seeds.pdf([headline, *lines, foot], heads=False))
    whole = " ".join(document.text.split())
    assert " ".join((*LEFT, *RIGHT)) in whole
    assert whole.endswith(foot[2])
    assert " ".join(RIGHT) in [text for _, text in parts(document)]  # its margin is no indent


def test_rows_of_a_table_stay_rows() -> None:
    rows = [cell for n in range(12) for cell in (
        (500 - 14 * n, 11, f"Norland is to pay {n} million a year", 40),
        (500 - 14 * n, 11, f"By May {n + 1} of that year", 230))]
    text = " ".join(document_from_pdf(seeds.pdf(rows, heads=False)).text.split())
    assert "pay 3 million a year By May 4 of that year Norland" in text


def test_words_that_stand_by_themselves_make_no_columns() -> None:
    words = [(500 - 14 * line, 11, word, 40 + 60 * n) for line in range(9)
             for n, word in enumerate(("the", "dam", "will", "be", "for", "all"))]
    text = " ".join(document_from_pdf(seeds.pdf(words, heads=False)).text.split())
    assert text.startswith("the dam will be for all the dam")


def test_a_pdf_without_a_text_layer_says_so() -> None:
    with pytest.raises(NoArticleText, match="no text layer"):
        document_from_pdf(seeds.pdf([], [], []))


def test_word_files_are_read_by_their_styles_and_as_they_stand() -> None:
    made = docx.Document()
    made.add_heading("Dam to be shared", 0)
    made.add_paragraph("Ministers initial an accord on water", "Subtitle")
    paragraph = made.add_paragraph("It is to last ")
    for tag, text in (("del", "five"), ("ins", "ten")):
        change = paragraph._p.makeelement(docx.oxml.ns.qn(f"w:{tag}"), {})
        run = paragraph.add_run(text)._r
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" years.")
    bold = made.add_paragraph()
    bold.add_run("What is in it").bold = True
    made.add_table(1, 1).cell(0, 0).text = "Forty percent."
    out = io.BytesIO()
    made.save(out)
    assert parts(document_from_docx(out.getvalue())) == [
        ("title", "Dam to be shared"), ("standfirst", "Ministers initial an accord on water"),
        ("paragraph", "It is to last ten years."), ("heading", "What is in it"), ("paragraph", "Forty percent.")]


def test_a_message_is_read_without_signature_and_history() -> None:
    made = EmailMessage()
    made["Subject"], made["From"] = "Fwd: Dam für beide", '"Ministry of Water" <press@water.example>'
    made["Date"] = "Thu, 05 Jun 2025 23:30:00 -0500"
    made.set_content(
        "TARN - Norland and Southmark agreed on Wednesday to share the water of\nthe dam for ten years.\n\n"
        "What is in it\n\nEach side may take up to forty million cubic metres a year.\n> quoted\n\n"
        "On Wed, Jun 4, 2025 at 9:00 AM Jo Ray <jo@post.example> wrote:\n> Old words.\n-- \nPress office\n")
    document = document_from_mail(made.as_bytes())
    assert parts(document) == [
        ("title", "Dam für beide"), ("dateline", "TARN"),
        ("paragraph", "Norland and Southmark agreed on Wednesday to share the water of the dam for ten years."),
        ("heading", "What is in it"), ("paragraph", "Each side may take up to forty million cubic metres a year.")]
    assert document.published is not None
    assert (document.publisher, document.published.value) == ("Ministry of Water", "2025-06-05")


def test_a_message_that_is_a_page_is_read_as_one() -> None:
    made = EmailMessage()
    made["Subject"], made["From"] = "Dam", "press@water.example"
    made.set_content("View this message in your browser.")
    made.add_alternative("<p>" + "</p><p>".join(seeds.SENTENCES) + '</p><div class="gmail_quote">Old words.</div>',
                         subtype="html")
    document = document_from_mail(made.as_bytes())
    assert [t for k, t in parts(document) if k == "paragraph"] == list(seeds.SENTENCES)
    assert document.publisher == "press@water.example"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(("read", "data", "reason"), [
    (document_from_pdf, b"words", "no PDF"), (document_from_pdf, b"%PDF-1.7 words", "a broken PDF"),
    (document_from_docx, b"words", "no Word file"), (document_from_docx, zipped(a_xml=b"<a/>"), "a zip archive, but"),
    (document_from_docx, zipped(word__document_xml=b" " * 200_000_000), "unpacks to 200 MB"),
    (document_from_docx, zipped(word__document_xml=b"<a>"), "a broken Word file"),
    (document_from_mail, b"words and words", "no e-mail"),
    (document_from_mail, b"Subject: a\n\n> b", "no text of its own"),
    (document_from_markdown, "# Dam", "no paragraph"), (document_from_markdown, "a" * 600_000, "600,000 characters"),
])
def test_what_is_none_of_a_format_is_refused(read: Callable[..., Document], data: bytes | str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(data)


STATEMENT = "\n\n".join(seeds.SENTENCES[:3])
SENT = ("From: Ministry of Water <press@water.example>\nDate: Wed, Jun 4, 2025 at 9:00 AM\nSubject: Dam\n"
        "To: <jo@post.example>")


@pytest.mark.parametrize(("subject", "own", "mark"), [
    ("Fwd: Dam", "", "---------- Forwarded message ---------"), ("Dam", "FYI\n\n", "-- Forwarded message --"),
    ("Fw: Dam", "See below, please.\n\n-- \nJo\n\n", "-----Original Message-----"),
    ("Fwd: Dam", "", "Begin forwarded message:\n"),
])
@pytest.mark.parametrize("quoted", [True, False])
def test_of_a_message_that_passes_another_on_the_other_is_read(subject: str, own: str, mark: str, quoted: bool) -> None:
    rest = f"{SENT}\n\n{STATEMENT}\n"
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "Jo Ray <jo@post.example>", "Thu, 05 Jun 2025 08:00:00 +0200"
    made.set_content(f"{own}{mark}\n{rest.replace(chr(10), chr(10) + '> ').join(('> ', '')) if quoted else rest}")
    document = document_from_mail(made.as_bytes())
    assert (document.title, document.publisher) == ("Dam", "Ministry of Water")
    assert document.published is not None
    assert document.published.value == "2025-06-04"
    assert document.text == f"Dam\n\n{STATEMENT}"


def test_what_is_answered_or_told_of_is_not_what_is_said() -> None:
    for subject, own, mark in (("Re: Dam", "No.", "-----Original Message-----"),
                               ("Fwd: Dam", seeds.SENTENCES[4], "-- Forwarded message --")):
        made = EmailMessage()
        made["Subject"], made["From"] = subject, "Jo Ray <jo@post.example>"
        made.set_content(f"{own}\n\n{mark}\n{SENT}\n\n{STATEMENT}\n")
        document = document_from_mail(made.as_bytes())
        assert (document.publisher, document.text) == ("Jo Ray", f"Dam\n\n{own}")


def test_hidden_words_of_a_word_file_are_left_out() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("It is to last ten ")
    for words, hidden in (("or twelve ", True), ("years.", False)):
        paragraph.add_run(words).font.hidden = hidden
    out = io.BytesIO()
    made.save(out)
    assert document_from_docx(out.getvalue()).text == "It is to last ten years."


def test_a_billion_laughs_in_a_word_file_are_not_laughed() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{laughs}]><a>&l9;</a>'.encode()
    data = io.BytesIO(seeds.word())
    with zipfile.ZipFile(data) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, old in files.items():
            archive.writestr(name, xml if name == "word/document.xml" else old)
    with pytest.raises(MalformedDocument, match="a broken Word file"):
        document_from_docx(out.getvalue())
