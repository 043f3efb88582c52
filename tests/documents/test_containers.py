from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.documents import seeds

from dragoman.documents.open import open_all
from dragoman.documents.options import Note, Opened, Options
from dragoman.errors import DocumentError
from dragoman.model.document import Document

Opener = Callable[..., tuple[list[Document], list[str], list[str]]]
TEXT = "Norland and Southmark agreed on Wednesday to share the water of the dam. It is to last ten years."


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """What is in a file: its documents, the reasons of its errors with their names, its notes."""

    def call(name: str, data: bytes, options: Options | None = None) -> tuple[list[Document], list[str], list[str]]:
        (tmp_path / name).write_bytes(data)
        found: list[Opened] = list(open_all([tmp_path / name], options))
        return ([d for d in found if isinstance(d, Document)],
                [f"{Path(e.file).name}: {e.reason}" for e in found if isinstance(e, DocumentError)],
                [n.text for n in found if isinstance(n, Note)])

    return call


def test_a_bad_row_is_listed_and_the_others_are_read(opened: Opener) -> None:
    data = (f'Headline;Body;Date;Source\nDam;"{TEXT}\n\nIt is ""so"", they said.";05/06/2025;Post\nEmpty;;;\n'
            f"Broken;Caf\udce9;;\nOld;{TEXT};14 August 2025;Post\n").encode("utf-8", "surrogateescape")
    documents, errors, notes = opened("a.csv", data)
    assert [(d.file, d.title) for d in documents] == [("a.csv#1", "Dam"), ("a.csv#4", "Old")]
    assert {d.publisher for d in documents} == {"Post"}
    assert documents[0].published is None  # the fifth of June or the sixth of May: nobody knows
    assert documents[1].published is not None
    assert documents[1].published.value == "2025-08-14"
    assert 'It is "so", they said.' in documents[0].text
    assert errors == ["a.csv#2: no text in it", "a.csv#3: not UTF-8; name its character set by --encoding"]
    assert notes == [
        "columns text=Body, title=Headline, published=Date, publisher=Source; --column FIELD=NAME names another"]


def test_columns_can_be_named(opened: Opener) -> None:
    data = f"a,b\nDam,{TEXT}\n".encode()
    assert opened("a.csv", data)[1] == ["a.csv: no column of texts among a, b; name it with --column text=NAME"]
    documents, _, notes = opened("a.csv", data, Options(columns={"text": "b", "title": "a"}))
    assert documents[0].title == "Dam"
    assert notes == ["columns text=b, title=a"]
    assert opened("a.csv", data, Options(columns={"text": "c"}))[1] == ["a.csv: no column 'c'; there are a, b"]


def test_an_encoding_can_be_named(opened: Opener) -> None:
    data = f"title,text\nCafé,{TEXT}\n".encode("windows-1252")
    assert opened("a.csv", data, Options(encoding="windows-1252"))[0][0].title == "Café"
    assert "not UTF-8" in opened("a.txt", "Café talks end".encode("latin-1"))[1][0]
    assert "Café talks" in opened("a.txt", "Café talks end".encode("latin-1"), Options(encoding="latin-1"))[0][0].text


def test_json_lines_of_several_shapes(opened: Opener) -> None:
    lines = [{"title": "Dam", "content": f"<p>{TEXT}</p><h2>Older</h2><p>It was so.</p>", "source": {"name": "Post"},
              "publishedAt": "2025-06-05T23:30:00-05:00", "updated": "2025-06-06T01:00:00Z", "authors": ["Jo Ray"]},
             {"headline": "Old", "body": ["One paragraph is here.", "Another is here."], "agency": "AFP"},
             [1], {"title": "Nothing"}]
    data = b"\n".join(json.dumps(line).encode() for line in lines) + b"\n{broken\n"
    documents, errors, _ = opened("a.jsonl", data)
    assert [(d.file, d.title, d.publisher, d.agency) for d in documents] == [
        ("a.jsonl#1", "Dam", "Post", None), ("a.jsonl#2", "Old", None, "AFP")]
    assert documents[0].published is not None
    assert documents[0].published.value == "2025-06-05"
    assert documents[0].updated is not None
    assert documents[0].updated.value == "2025-06-06T01:00:00Z"
    assert "heading" in {b.kind for b in documents[0].blocks}
    assert [e.split(":")[0] for e in errors] == ["a.jsonl#3", "a.jsonl#4", "a.jsonl#5"]


def test_feeds_give_their_articles(opened: Opener) -> None:
    for name, data in (("a.rss", seeds.rss()), ("a.atom", seeds.atom()), ("a.json", seeds.json_feed())):
        documents, errors, _ = opened(name, data)
        assert errors == []
        assert [d.title for d in documents] == [f"{seeds.TITLE}, part {n}" for n in range(3)]
        assert [d.url for d in documents] == [f"https://post.example/{n}" for n in range(3)]
        assert {d.publisher for d in documents} == {"The Tarn Post"}
        assert all(d.published is not None for d in documents)
        assert all((d.updated is not None) == (name != "a.rss") for d in documents)


def test_a_feed_with_entities_of_its_own_is_refused(opened: Opener) -> None:
    data = b'<!DOCTYPE a [<!ENTITY l "lol">]><rss><channel><item><title>&l;</title></item></channel></rss>'
    assert opened("a.xml", data)[1] == ["a.xml: XML with entities of its own; no feed needs them"]
    assert "deep" in opened("a.xml", b"<rss>" + b"<a>" * 5000)[1][0]


def test_archives_give_their_pages(opened: Opener) -> None:
    page, other = seeds.html(), seeds.html(title="Another dam on the river Vell is planned")
    chunked = f"{len(other):x}\r\n".encode() + other + b"\r\n0\r\n\r\n"
    records = [
        seeds.record(page), seeds.record(b"<p>menu</p>"), seeds.record(b"...", kind="image/png"),
        seeds.record(gzip.compress(other), headers="Content-Encoding: gzip\r\n"),
        seeds.record(page, status="404 Not Found"), seeds.record(chunked, headers="Transfer-Encoding: chunked\r\n"),
        seeds.record(gzip.compress(b"<p>a" * 20_000_000), headers="Content-Encoding: gzip\r\n"),
        seeds.record(b"<p>" + "Ein Café hat geöffnet.".encode("latin-1"), kind="text/html; charset=utf-8")]
    for name, data in (("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records)))):
        documents, errors, notes = opened(name, data)
        assert [d.file for d in documents] == [f"{name}#1", f"{name}#4", f"{name}#6"]
        assert documents[1].text == documents[2].text
        assert documents[0].url == "https://post.example/dam"
        assert [e.split(":")[0] for e in errors] == [f"{name}#2", f"{name}#7", f"{name}#8"]
        assert "unpacks to more than 20 MB" in errors[1]
        assert notes == ["2 of its 8 records are neither pages nor texts"]


def test_what_stands_after_a_break_in_an_archive_is_said_to_be_lost(opened: Opener) -> None:
    documents, errors, _ = opened("a.warc.gz", seeds.archive(packed=True) + b"\x00broken" * 100)
    assert len(documents) == 3
    assert "what follows is not read" in errors[0]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_inside_a_record_says_so(opened: Opener, packed: bool) -> None:
    whole, name = seeds.archive(packed=packed), "a.warc.gz" if packed else "a.warc"
    assert opened(name, whole)[1] == []
    for cut in (10, 25, 200, len(whole) // 2):
        documents, errors, _ = opened(name, whole[:-cut])
        assert len(errors) == 1, cut  # the page that it is cut off in is not listed for itself, too
        assert errors[0].startswith(f"{name}#{2 if cut > 200 else 3}: the archive is cut off inside this record"), cut
        assert errors[0].endswith("what there is of it is read") == (documents[-1].file == errors[0].split(":")[0])
    joined = gzip.compress(seeds.archive())  # packed as a whole
    assert opened("b.warc.gz", joined)[1] == []
    assert "cut off" in opened("b.warc.gz", joined[:-9])[1][-1]


@pytest.mark.parametrize("data", [b"hello there", seeds.html(), gzip.compress(b"hello there"), b"\x1f\x8bhello"])
def test_what_is_no_archive_is_called_none(opened: Opener, data: bytes) -> None:
    for name in ("a.warc", "a.warc.gz"):
        documents, errors, _ = opened(name, data)
        assert documents == []
        assert len(errors) == 1
        assert "archive of pages" in errors[0] or "broken gzip" in errors[0]


def test_a_row_with_more_cells_than_columns_is_listed(opened: Opener) -> None:
    data = f"title,text,date\nDam,{TEXT},2025-06-05,,\nTalks, at last,{TEXT},2025-06-05\nOld,{TEXT},\n".encode()
    documents, errors, _ = opened("a.csv", data)
    assert [d.file for d in documents] == ["a.csv#1", "a.csv#3"]
    assert errors == [
        "a.csv#2: 4 cells, but 3 columns; a text with the mark between columns needs quotation marks"]


def test_a_quotation_mark_that_is_never_closed_is_told(opened: Opener) -> None:
    documents, errors, _ = opened("a.csv", f'title,text\nDam,{TEXT}\n"Talks,{TEXT}\nOld,{TEXT}\n'.encode())
    assert [d.title for d in documents] == ["Dam"]
    assert errors == ["a.csv#2: a quotation mark that is never closed; what follows it is not read"]
    assert opened("b.csv", f'title,text\nDam,"{TEXT}"'.encode())[1] == []  # without a last line's end


def test_a_table_without_rows_and_columns_of_one_name_are_told(opened: Opener) -> None:
    assert opened("a.csv", b"title,text\n\n")[1] == ["a.csv: a table without rows"]
    documents, _, notes = opened("b.csv", f"text,text,title\n{TEXT},Another.,Dam\n".encode())
    assert documents[0].text.endswith(TEXT)
    assert notes[1] == "several columns are called text; the first of them is read"


def test_tables_and_json_as_other_programs_save_them(opened: Opener) -> None:
    table, lines = f"title\ttext\nDam\t{TEXT}\n", f'[{{"title": "Dam", "text": "{TEXT}"}}]'
    for name, text in (("a.tsv", table), ("a.csv", table.replace("\t", ";")), ("a.json", lines)):
        documents, errors, _ = opened(name, text.encode("utf-16"))
        assert ([d.title for d in documents], errors) == (["Dam"], [])
    assert opened("b.csv", table.encode("utf-16") + b"\x00")[1] == [
        "b.csv: not UTF-16, as its first bytes say; what follows is not read"]


def test_a_file_of_lines_that_has_none_is_told_once(opened: Opener) -> None:
    articles = [{"title": "Dam", "text": TEXT}] * 9
    for data in (json.dumps(articles, indent=1), json.dumps(articles), json.dumps(articles[0], indent=1)):
        assert opened("a.jsonl", data.encode()) == (
            [], ["a.jsonl: JSON, but not an object a line; --format json reads it"], [])
        assert opened("a.jsonl", data.encode(), Options(format="json"))[0]
    assert opened("b.jsonl", json.dumps(articles[0]).encode("utf-16"))[1] == ["b.jsonl: UTF-16; save it as UTF-8"]


@pytest.mark.parametrize("name", ["a.rss", "a.atom"])
def test_a_feed_that_is_cut_off_says_so(opened: Opener, name: str) -> None:
    whole = seeds.rss() if name == "a.rss" else seeds.atom()
    assert opened(name, whole + b"\n<!-- made today -->\n")[1] == []
    for cut in (3, 40, len(whole) // 2):
        documents, errors, _ = opened(name, whole[:-cut])
        assert documents
        assert len(errors) == 1, cut
        assert "the feed is cut off; entry" in errors[0]


def test_a_feed_without_entries_says_so(opened: Opener) -> None:
    for name, data in (("a.rss", b"<rss version='2.0'><channel><title>Post</title></channel></rss>"),
                       ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}')):
        assert opened(name, data)[1] == [f"{name}: a feed without entries"]


def test_a_few_bytes_that_unpack_to_many_are_refused(opened: Opener) -> None:
    for name, data in (("a.txt.gz", b"word " * 10_000_000), ("a.csv.gz", b"text\n" + b"\n" * 1_000_000),
                       ("a.jsonl.gz", b"\n" * 1_000_000), ("a.json.gz", b"[" * 30_000_000)):
        documents, errors, _ = opened(name, gzip.compress(data, 1))
        assert documents == []
        assert len(errors) == 1


def test_the_same_article_has_one_id_wherever_it_stands(opened: Opener) -> None:
    table = opened("a.csv", seeds.table())[0]
    lines = opened("b.jsonl", seeds.json_lines())[0]
    assert [d.id for d in table] == [d.id for d in lines]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_memory_does_not_grow_with_the_articles_of_a_container(tmp_path: Path, name: str) -> None:
    def rows(count: int) -> Iterator[str]:
        for n in range(count):
            yield (json.dumps({"title": f"Dam {n}", "text": TEXT * 5}) if name == "a.jsonl"
                   else f"Dam {n},{TEXT * 5}") + "\n"

    def peak(count: int) -> int:
        with (tmp_path / name).open("w") as file:
            file.write("" if name == "a.jsonl" else "title,text\n")
            file.writelines(rows(count))
        tracemalloc.start()
        assert sum(isinstance(d, Document) for d in open_all([tmp_path / name])) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(300) < peak(30) + 200_000
