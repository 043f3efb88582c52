"""From a path to a document: finds the files, picks the reader of a format, and refuses what is none."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable
from pathlib import Path

from dragoman.documents.html import document_from_html
from dragoman.documents.text import document_from_text
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText, UnsupportedFormat
from dragoman.model.document import Document
from dragoman.model.time import Time

HTML, TEXT = (".html", ".htm", ".xhtml"), (".txt", ".text")
MAX_BYTES = 20_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_IS_HTML = re.compile(rb"(?i)\s*(?:<!doctype html|<html\b)")


def find_files(paths: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[DocumentError, ...]]:
    """The report files among some files and folders, sorted, each once; and an error for each path without one."""
    found: dict[Path, None] = {}
    errors: list[DocumentError] = []
    for path in map(Path, paths):
        try:
            files = _files_in(path) if path.is_dir() else [path]
            if not path.exists():
                errors.append(DocumentError(str(path), "no such file or folder"))
            elif not files:
                errors.append(NoArticleText(str(path), "no .txt or .html file in this folder"))
            else:
                found.update(dict.fromkeys(files))
        except OSError as error:
            errors.append(DocumentError(str(path), f"cannot be read: {error.strerror or error}"))
    return tuple(sorted(found)), tuple(errors)


def _files_in(folder: Path) -> list[Path]:
    return [
        Path(root) / name
        for root, folders, names in os.walk(folder, onerror=_refuse)
        for name in names
        if name.lower().endswith(HTML + TEXT) and not name.startswith(".") and folders is not None
    ]


def _refuse(error: OSError) -> None:
    raise error


def open_document(path: str | Path, published: Time | None = None, publisher: str | None = None) -> Document:
    """Read one file as a document; `published` and `publisher` are what the user says of it, which outranks the page.

    The document's `file` is the file's name without its folders, so that the record is the same on every
    machine. Raises DocumentError, or one of its kinds, with the path and the reason.
    """
    path = Path(path)
    name = str(path)
    is_html, raw = path.suffix.lower() in HTML, _bytes_of(path)
    if not is_html and path.suffix.lower() not in TEXT:
        raise UnsupportedFormat(name, f"a {path.suffix or 'nameless'} file; .txt and .html are read")
    is_html = is_html or bool(_IS_HTML.match(raw))
    text = _decode(raw, name, declared=_CHARSET.search(raw[:4096]) if is_html else None)
    if "\x00" in text:
        raise MalformedDocument(name, "binary, not text")
    if not re.search(r"\w", text):
        raise NoArticleText(name, "empty" if not text.strip() else "no words in it")
    document = document_from_html(text, file=name) if is_html else document_from_text(text, file=name)
    return with_source(document, file=path.name, published=published, publisher=publisher)


def with_source(
    document: Document, *, file: str | None = None, published: Time | None = None, title: str | None = None,
    url: str | None = None, publisher: str | None = None,
) -> Document:
    """The document with what the user knows of it in place of what it says of itself."""
    values = {f: getattr(document, f) for f in document.__struct_fields__}
    given = {"file": file, "published": published, "title": title, "url": url, "publisher": publisher,
             "published_basis": "given" if published else None}
    return Document(**{**values, **{k: v for k, v in given.items() if v is not None}})


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(str(path), "a folder, not a file")
        if path.exists() and not path.is_file():
            raise UnsupportedFormat(str(path), "no regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise MalformedDocument(str(path), f"{size / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(str(path), "no such file or folder") from None
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read: {error.strerror or error}") from error


def _decode(raw: bytes, name: str, declared: re.Match[bytes] | None) -> str:
    """The text of a file: by its byte order mark, as UTF-8, or by the character set that a page declares."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw[len(bom):], encoding, name)
    if b"\x00" in raw:
        raise MalformedDocument(name, "binary, not text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    charset = declared.group(1).decode("ascii", "replace") if declared else "utf-8"
    try:
        codecs.lookup(charset)
    except LookupError:
        charset = "utf-8"
    return _decoded(raw, charset, name)


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        bad = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in raw[:4096])
        if bad > 8:
            raise MalformedDocument(name, "binary, not text") from None
        reason = f"not {encoding.upper()}: broken at byte {error.start}; save it as UTF-8 and read it again"
        raise MalformedDocument(name, reason) from None
