"""What documents say of themselves: stamps, agencies, languages, character sets."""

from __future__ import annotations

import pytest
from tests.documents import seeds

from dragoman.documents.agencies import credited_agency
from dragoman.documents.decode import declared_charset, decode
from dragoman.documents.html import document_from_html
from dragoman.documents.language import with_language
from dragoman.documents.layout import clean
from dragoman.documents.stamps import day, moment
from dragoman.documents.text import document_from_text
from dragoman.errors import MalformedDocument
from dragoman.model.document import Document


@pytest.mark.parametrize(("stamp", "value"), [
    ("2025-06-05", "2025-06-05"), ("20250605T101500Z", "2025-06-05"), ("2025-06-05T23:30:00-05:00", "2025-06-05"),
    ("Thu, 05 Jun 2025 23:30:00 -0500", "2025-06-05"), ("5 June 2025", "2025-06-05"), ("June 5th, 2025", "2025-06-05"),
    ("Thursday, Jun 5, 2025 10:00 AM", "2025-06-05"), ("25/06/2025", "2025-06-25"), ("06/25/2025", "2025-06-25"),
    ("05/06/2025", None), (1749081600, "2025-06-05"), ("1749081600000", "2025-06-05"), ("2025-02-30", None),
    ("soon", None), ("", None), (None, None), (True, None), ("9999999999999999999", None),
])
def test_the_day_that_a_stamp_prints(stamp: object, value: str | None) -> None:
    found = day(stamp)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("stamp", "value"), [
    ("2025-06-05T10:15:30.123Z", "2025-06-05T10:15:30Z"), ("2025-06-05 10:15 +0200", "2025-06-05T10:15:00+02:00"),
    ("Thu, 05 Jun 2025 10:15:00 GMT", "2025-06-05T10:15:00Z"), ("2025-06-05T10:15:00", "2025-06-05"),
])
def test_the_second_where_a_stamp_has_it_with_its_offset(stamp: str, value: str) -> None:
    found = moment(stamp)
    assert found is not None
    assert (found.value, found.earliest, found.latest) == (value, "2025-06-05", "2025-06-05")


@pytest.mark.parametrize(("text", "agency"), [
    ("Dam\nTARN, June 5 (Reuters) - Norland agreed to it.", "Reuters"),
    ("Dam\nBy Jo Ray, Associated Press\nNorland agreed to it.", "AP"),
    ("Dam\nNorland agreed to it.\nIt is to last.\n© AFP", "AFP"),
    ("Dam\nNorland agreed to it.\nIt will last.\n(dpa)", "DPA"),
    ("Dam\nNorland agreed to it.\nIt will last.\n(Reporting by Jo Ray for Fjord News Agency; editing by Al Fox)",
     "Fjord News Agency"),
    ("Dam\nTARN, June 5 (Fjord News Agency) - Norland agreed to it.", "Fjord News Agency"),
    ("Dam\nNorland agreed to it, Reuters said.\nIt is to last ten years, AFP reported.", None),
    ("Dam\n-\nThe dam in May. (AP Photo/Jo Ray)\nNorland agreed to it.", None),
    ("Dam\nBy Jo Ray\nNorland agreed to it (at last).", None),
])
def test_the_agency_that_is_credited(text: str, agency: str | None) -> None:
    assert credited_agency(document_from_text(text)) == agency


def test_an_agency_as_author() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "AFP Staff"}}</script>'
    assert credited_agency(document_from_html(seeds.html(head=head).decode())) == "AFP"


FRENCH = ("Les ministres des deux pays se sont réunis mardi et ont signé un accord sur le partage des eaux du barrage, "
          "qui entrera en vigueur en janvier prochain, selon un communiqué du ministère publié mercredi matin.")
GERMAN = ("Die Minister beider Länder haben sich am Dienstag getroffen und ein Abkommen über das Wasser des Stausees "
          "unterzeichnet, das im kommenden Januar in Kraft treten soll, wie das Ministerium am Mittwoch mitteilte.")


@pytest.mark.parametrize(("text", "stated", "language"), [
    (FRENCH, None, "fr"), (FRENCH, "en", "fr"), (FRENCH, "fr-CA", "fr-CA"), (GERMAN, None, "de"),
    ("两国部长周二在边境会晤,并签署了关于共享大坝水资源的协议,该协议将于明年一月生效。" * 2, None, "zh"),
    (" ".join(seeds.SENTENCES), "fr", None), ("Le barrage est à nous.", None, None),
    (" ".join(seeds.SENTENCES) + " " + FRENCH[:60], None, None),
])
def test_a_language_that_is_not_read(text: str, stated: str | None, language: str | None) -> None:
    document = document_from_text(f"Dam\n{text}")
    document = Document(id="d", text=document.text, blocks=document.blocks, language=stated)
    found = with_language(document)
    assert with_language(document) == found
    assert (found.unread is not None) == (language is not None)
    assert found.language == (language or stated)
    if language == "fr":
        assert found.unread == "written in French; English is read"


@pytest.mark.parametrize(("label", "data", "text"), [
    ("iso-8859-1", b"\x93Caf\xe9\x94", "“Café”"), ("windows-1251", b"\xcc\xe8\xf0", "Мир"),
    ("shift_jis", b"\x93\xfa", "日"),
    ("utf-8", "Café".encode(), "Café"), ("windows-1252", "Café".encode(), "Café"),  # lies, and is UTF-8
    ("zip", b"Caf\xc3\xa9", "Café"), (None, b"\xff\xfeC\x00", "C"), ("utf-16le", b"C\x00a\x00", "Ca"),
])
def test_character_sets(label: str | None, data: bytes, text: str) -> None:
    assert decode(data, "a", declared=label) == text


@pytest.mark.parametrize(("label", "data"), [
    ("utf-8", b"Caf\xe9"), ("zip", b"Caf\xe9"), ("utf-7", b"\xe9"), (None, b"\x00a")])
def test_what_no_character_set_explains(label: str | None, data: bytes) -> None:
    with pytest.raises(MalformedDocument):
        decode(data, "a", declared=label)


def test_a_few_broken_places_of_a_page_are_marked() -> None:
    assert decode(b"Caf\xe9 and all", "a", declared="utf-8", lenient=True) == "Caf\N{REPLACEMENT CHARACTER} and all"
    with pytest.raises(MalformedDocument, match="not UTF-8: broken at byte 3"):
        decode(b"Caf\xe9 " * 9, "a", declared="utf-8", lenient=True)


def test_what_a_page_declares() -> None:
    assert declared_charset(b'<html><meta charset="koi8-r">') == "koi8-r"
    assert declared_charset(b'<?xml version="1.0" encoding="iso-8859-2"?><rss/>') == "iso-8859-2"
    assert declared_charset(b"<html>") is None


def test_what_cannot_be_seen_is_dropped() -> None:
    assert clean("Dam\u202e\u2066 on\x07 the\u00ad \ufeffVell\ud800\n") == "Dam on the Vell\N{REPLACEMENT CHARACTER}"
    page = seeds.html(title="Dam &#x202e;&lt;script&gt;alert(1)&lt;/script&gt; on the river Vell").decode()
    document = document_from_html(page)
    assert document.title == "Dam <script>alert(1)</script> on the river Vell"
    assert "\u202e" not in document.text
