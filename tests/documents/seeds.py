"""A file of each format with one report in it, or several, made by the libraries that write them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable
from email.message import EmailMessage
from typing import Any

import docx
from lxml import etree
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

TITLE = "Dam on the Vell to be shared"
SENTENCES = tuple(
    f"The {w} delegation said on Monday that it would return to the talks in May, if it was asked to by the commission."
    for w in ("first", "second", "third", "fourth", "fifth"))
DATELINE = "TARN, June 5 (Reuters) - "


def text() -> bytes:
    """A plain text report."""
    return "\n".join((TITLE, DATELINE + SENTENCES[0], *SENTENCES[1:], "")).encode()


def html(*, title: str = TITLE, sentences: Iterable[str] = SENTENCES, head: str = "") -> bytes:
    """A page with a report, its metadata, and a frame around it."""
    body = "".join(f"<p>{s}</p>" for s in sentences)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | The Tarn Post</title>
<meta property="og:site_name" content="The Tarn Post">
<meta property="article:published_time" content="2025-06-05T08:00:00+02:00">
<link rel="canonical" href="https://post.example/dam">{head}</head><body><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1><figure><figcaption>The dam in May. Photo: Handout</figcaption></figure>{body}
<h2>Older papers</h2><p>{SENTENCES[0]}</p></article><footer>We use cookies.</footer></body></html>""".encode()


def markdown() -> bytes:
    """Markdown with front matter, a link, a quotation, a list and a table."""
    return "\n\n".join((
        f"---\ntitle: \"{TITLE}\"\ndate: 2025-06-05\nauthor: Jo Ray\n---", f"# {TITLE}", f"**{SENTENCES[0]}**",
        f"> {SENTENCES[1]}", "* [one](http://x.example)\n* two", "## Older", SENTENCES[2],
        "| a | b |\n|---|---|\n| c | d |",
    )).encode()


def pdf(
    *given: Iterable[tuple[float, float, str] | tuple[float, float, str, float]], pages: int = 2, packed: bool = False,
    heads: bool = True,
) -> bytes:
    """A PDF whose pages have lines of text at (height, size), those that are given, with the place where they begin
    last if it is not the margin; a running head, a page number."""
    writer = PdfWriter()
    for number in range(len(given) or pages):
        page = writer.add_blank_page(420, 595)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                                 NameObject("/BaseFont"): NameObject("/Helvetica")})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})})
        content = DecodedStreamObject()
        shown: list[tuple[float, ...] | tuple[Any, ...]] = (
            [(570.0, 8.0, "The Tarn Post, June 2025")] if heads else [])
        shown += given[number] if given else _lines(number)
        shown += [(20.0, 8.0, f"Page {number + 1} of {pages}")] if heads else []
        content.set_data("\n".join(
            f"BT /F1 {size} Tf {left[0] if left else 40} {height} Td ({words}) Tj ET"
            for height, size, words, *left in shown).encode())
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode() if packed else content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _lines(number: int) -> list[tuple[float, float, str]]:
    heading = [(540.0, 18.0, TITLE)] if number == 0 else []
    found, height = heading, 500.0
    for sentence in SENTENCES:
        words = sentence.split()
        found = [*found, (height, 11, " ".join(words[:11])), (height - 14, 11, " ".join(words[11:]))]
        height -= 14 * 3
    return found


def word() -> bytes:
    """A Word file with styles, a table and a caption."""
    made = docx.Document()
    made.add_heading(TITLE, 0)
    made.add_paragraph("Ministers initial a ten-year accord on water", "Subtitle")
    made.add_paragraph(DATELINE + SENTENCES[0])
    made.add_heading("Older papers", 2)
    for sentence in SENTENCES[1:]:
        made.add_paragraph(sentence)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Share", "Forty percent."
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def mail() -> bytes:
    """A message in two forms that quotes another."""
    made = EmailMessage()
    made["Subject"], made["From"] = f"Re: {TITLE}", '"Ministry of Water" <press@water.example>'
    made["Date"] = "Thu, 05 Jun 2025 08:00:00 +0200"
    history = "On Wed, Jun 4, 2025 at 9:00 AM Jo Ray <jo@post.example> wrote:\n> Old."
    made.set_content("\n\n".join((*SENTENCES, history)))
    made.add_alternative("".join(f"<p>{s}</p>" for s in SENTENCES), subtype="html")
    return made.as_bytes()


def _articles() -> list[dict[str, str]]:
    return [{"title": f"{TITLE}, part {n}", "body": "\n\n".join(SENTENCES[n:]), "date": f"2025-06-0{n + 1}",
             "source": "The Tarn Post", "url": f"https://post.example/{n}"} for n in range(3)]


def table() -> bytes:
    """A CSV file of three articles."""
    out = io.StringIO()
    rows = csv.DictWriter(out, list(_articles()[0]))
    rows.writeheader()
    rows.writerows(_articles())
    return out.getvalue().encode()


def json_lines() -> bytes:
    """JSON Lines of three articles."""
    return "".join(json.dumps(a) + "\n" for a in _articles()).encode()


def json_feed() -> bytes:
    """A JSON Feed of three articles."""
    items = [{"id": a["url"], "url": a["url"], "title": a["title"], "content_text": a["body"],
              "date_published": f"{a['date']}T08:00:00Z", "date_modified": f"{a['date']}T09:00:00Z"}
             for a in _articles()]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Tarn Post", "items": items}
    return json.dumps(feed).encode()


def rss() -> bytes:
    """An RSS feed of three articles with their HTML."""
    root = etree.Element("rss", version="2.0")
    channel = etree.SubElement(root, "channel")
    etree.SubElement(channel, "title").text = "The Tarn Post"
    for a in _articles():
        item = etree.SubElement(channel, "item")
        etree.SubElement(item, "title").text = a["title"]
        etree.SubElement(item, "link").text = a["url"]
        etree.SubElement(item, "pubDate").text = "Thu, 05 Jun 2025 08:00:00 +0200"
        etree.SubElement(item, "description").text = "".join(f"<p>{s}</p>" for s in a["body"].split("\n\n"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def atom() -> bytes:
    """An Atom feed of three articles."""
    entries = "".join(
        f"<entry><title>{a['title']}</title><link href='{a['url']}'/><id>{a['url']}</id>"
        f"<published>{a['date']}T08:00:00Z</published><updated>{a['date']}T09:00:00Z</updated>"
        f"<author><name>Jo Ray</name></author>"
        f"<content type='html'>{a['body'].replace('&', '&amp;')}</content></entry>" for a in _articles())
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Tarn Post</title>{entries}</feed>".encode()


def record(payload: bytes, *, headers: str = "", url: str = "https://post.example/a", status: str = "200 OK",
           kind: str = "text/html; charset=utf-8") -> bytes:
    """A response record of an archive."""
    body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + payload
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2025-06-05T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode()
    return head + body + b"\r\n\r\n"


def archive(*, packed: bool = False) -> bytes:
    """An archive of three pages; `packed` record by record, as WARC.gz is."""
    records = [record(html(title=f"{TITLE} again, part {n}"), url=f"https://post.example/{n}") for n in range(3)]
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def all_seeds() -> dict[str, bytes]:
    """A file of each format, by a name that tells it."""
    return {
        "a.txt": text(), "a.html": html(), "a.md": markdown(), "a.pdf": pdf(), "b.pdf": pdf(packed=True),
        "a.docx": word(), "a.eml": mail(), "a.csv": table(), "a.jsonl": json_lines(), "a.json": json_feed(),
        "a.rss": rss(), "a.atom": atom(), "a.warc": archive(), "a.warc.gz": archive(packed=True),
        "a.csv.gz": gzip.compress(table(), mtime=0),
    }
