from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.documents.open import find_files, find_sources, open_document
from dragoman.documents.source import MAX_BYTES
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText, UnsupportedFormat
from dragoman.model.time import Time

TEXT = "Dam to be shared\nNorland and Southmark agreed on Wednesday to share the dam’s water.\n"


def test_files_and_folders_are_found_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.HTM", "picture.png", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    files, errors = find_files([tmp_path / "b.txt", tmp_path])
    assert [f.name for f in files] == ["a.html", "b.txt", "c.HTM"]
    assert errors == ()


def test_paths_without_a_report_are_told_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    files, errors = find_files([tmp_path / "none", tmp_path / "empty", tmp_path / "a.txt"])
    assert len(files) == 1
    assert [type(e) for e in errors] == [DocumentError, NoArticleText]
    assert "no such file or folder" in str(errors[0])


@pytest.mark.parametrize(("name", "data", "kind", "reason"), [
    ("a.txt", b"", NoArticleText, "empty"),
    ("a.txt", b" \n\t\n", NoArticleText, "empty"),
    ("a.txt", b"--- ***", NoArticleText, "no words"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", MalformedDocument, "binary"),
    ("a.txt", "Caf\xe9 talks end".encode("latin-1"), MalformedDocument, "not UTF-8: broken at byte 3"),
    ("a.txt", b"word " * 60_000, MalformedDocument, "a line of"),
    ("a.html", b"<html><body><p>Log in</p></body></html>", NoArticleText, "no report's text"),
    ("a.html", b"", NoArticleText, "empty"),
    ("README", b"words", UnsupportedFormat, "a nameless file; .txt, .html, "),
    ("a.mp4", b"words", UnsupportedFormat, "a .mp4 file; .txt, .html, "),
])
def test_what_is_no_report_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, kind: type[DocumentError], reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(kind) as caught:
        open_document(tmp_path / name)
    assert type(caught.value) is kind
    assert reason in caught.value.reason
    assert caught.value.file == str(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_file_larger_than_the_limit_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(MalformedDocument, match="at most 20 MB"):
        open_document(tmp_path / "a.txt")


def test_names_and_passwords_in_addresses_are_left_out() -> None:
    sources, errors = find_sources(["https://me:secret@post.example/a@b", "-", "https://post.example/a@b"])
    assert sources == ("https://post.example/a@b", "-")
    assert errors == ()


def test_missing_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(DocumentError):
            open_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding=encoding)
    assert open_document(tmp_path / "a.txt").text == TEXT


def test_a_page_may_declare_its_character_set(tmp_path: Path) -> None:
    body = "<p>This paragraph tells of a café where the ministers met to share the water.</p>" * 5
    page = f'<html><head><meta charset="iso-8859-1"></head><body><h1>Talks in a café</h1>{body}</body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("latin-1"))
    assert "a café where" in open_document(tmp_path / "a.html").text


def test_what_the_user_says_outranks_the_page_and_no_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    given = Time(value="2025-06-04", earliest="2025-06-04", latest="2025-06-04")
    document = open_document(tmp_path / "a.txt", given, "The Tarn Post")
    assert (document.file, document.publisher) == ("a.txt", "The Tarn Post")
    assert (document.published, document.published_basis) == (given, "given")
    assert document.id == open_document(tmp_path / "a.txt").id


def test_an_empty_name_is_not_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Talks were held.")
    monkeypatch.chdir(tmp_path)
    found, errors = find_sources([""])
    assert not found
    assert "an empty name" in str(errors[0])
    assert [path.name for path in find_sources(["."])[0] if isinstance(path, Path)] == ["a.txt"]
