"""From a path, an address or standard input to documents: finds the files, picks the format, refuses what is none."""

from __future__ import annotations

import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from gzip import GzipFile
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from dragoman.documents.agencies import credited_agency
from dragoman.documents.language import with_language
from dragoman.documents.options import Opened, Options
from dragoman.documents.source import MAX_BYTES, Source
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText, UnsupportedFormat
from dragoman.model.document import Document
from dragoman.model.time import Time

# Each format is a module of this package with a function `open_source`: a Source to documents, errors and notes.
FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml"),
    "markdown": (".md", ".markdown"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "mail": (".eml",),
    "csv": (".csv", ".tsv"),
    "jsonl": (".jsonl", ".ndjson"),
    "json": (".json",),
    "feed": (".rss", ".atom", ".xml"),
    "warc": (".warc",),
}
_STREAMED = ("csv", "jsonl", "warc")  # of any size
_MODULES = {"text": "plain", "jsonl": "jsonlines", "json": "jsonfeed"}  # where it is not the format's name
_BY_SUFFIX = {suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes}
_READ = ".txt, .html, .md, .pdf, .docx, .eml, .csv, .jsonl, .json, .rss, .atom, .xml and .warc are read"
_MOST_ERRORS = 1000  # of one container that are told apart
_HOPELESS = 20_000  # errors of a container, and no report, after which it is given up
STDIN = "-"
_NAMED = re.compile(r"(?<=://)[^/?#]*@")  # a name and password in an address: nothing is fetched, or told, with them
_IS_URL = re.compile(r"(?i)https?://")
_SNIFF = 2048
_SIGNS = (
    (re.compile(rb"%PDF-"), "pdf"), (re.compile(rb"PK\x03\x04"), "docx"), (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?"
                rb"(?:<!doctype html|<html\b)", re.S), "html"),
    (re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf:rdf)\b"), "feed"),
    (re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^\n]*\}[ \t]*\r?\n\s*\{'), "jsonl"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\"{]"), "json"),
    (re.compile(rb"(?i)(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:from|received|mime-version|subject):[^\n]*\n"
                rb"(?:[\w-]{2,40}:|[ \t]|\r?\n)"), "mail"),
)


def is_address(path: str) -> bool:
    """Is a path a web address?"""
    return bool(_IS_URL.match(path))


def find_sources(paths: Iterable[str | Path]) -> tuple[tuple[str | Path, ...], tuple[DocumentError, ...]]:
    """What can be opened among some paths: files, sorted, each once, then addresses and `-`, as they were given."""
    listed = [str(p) if isinstance(p, str) else p for p in paths]
    others = [p for p in listed if isinstance(p, str) and (p == STDIN or is_address(p))]
    files, errors = find_files(p for p in listed if p not in others)
    return (*files, *dict.fromkeys(_NAMED.sub("", other) for other in others)), errors


def find_files(paths: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[DocumentError, ...]]:
    """The report files among some files and folders, sorted, each once; and an error for each path without one."""
    found: dict[Path, None] = {}
    errors: list[DocumentError] = []
    for given in paths:
        if given == "":  # a path would be made of it that is this folder
            errors.append(DocumentError("''", "an empty name; give a file, a folder (. is this one) or an address"))
            continue
        path = Path(given)
        try:
            files = _files_in(path) if path.is_dir() else [path]
            if not path.exists():
                errors.append(DocumentError(str(path), "no such file or folder"))
            elif not files:
                errors.append(NoArticleText(str(path), f"no report in this folder; {_READ}"))
            else:
                found.update(dict.fromkeys(files))
        except (OSError, ValueError) as error:  # a NUL in a path is a ValueError
            errors.append(DocumentError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}"))
    return tuple(sorted(found)), tuple(errors)


def _files_in(folder: Path) -> list[Path]:
    return [
        Path(root) / name
        for root, folders, names in os.walk(folder, onerror=_refuse)
        for name in names
        if format_of(name) and not name.startswith(".") and folders is not None
    ]


def _refuse(error: OSError) -> None:
    raise error


def format_of(name: str) -> str | None:
    """The format that a file's name tells, or None."""
    path = Path(name.lower())
    return _BY_SUFFIX.get(Path(path.stem).suffix if path.suffix == ".gz" else path.suffix)


def open_all(
    sources: Iterable[str | Path], options: Options | None = None, published: Time | None = None,
    publisher: str | None = None,
) -> Iterator[Opened]:
    """The documents of all sources as they are asked for, with the errors of those that are none, and notes.

    `published` and `publisher` are what the user says of all, which outranks what they say of themselves. A
    document's `file` is the file's name without its folders, so that the record is the same on every machine.
    """
    options = options or Options()
    for source in sources:
        errors = found = 0
        for one in _guarded(source, options):
            if isinstance(one, Document):
                found += 1
                yield with_source(_described(one), published=published, publisher=publisher)
                continue
            errors += isinstance(one, DocumentError)
            if errors <= _MOST_ERRORS or not isinstance(one, DocumentError):
                yield one
            if errors >= _HOPELESS and not found:
                yield DocumentError(str(source), f"no report among the first {errors:,} of its articles; given up")
                break
        if errors > _MOST_ERRORS:
            yield DocumentError(str(source), f"{errors - _MOST_ERRORS:,} more of its articles were skipped")


def _described(document: Document) -> Document:
    """The document with what its text tells of how it came about: the agency credited, a language that is not read."""
    document = with_language(document)
    return with_source(document, agency=credited_agency(document)) if document.agency is None else document


def _guarded(source: str | Path, options: Options) -> Iterator[Opened]:
    """What is in a source. Whatever goes wrong in it, it is an error of that source alone."""
    try:
        yield from _open(source, options)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(str(source), f"cannot be read: {error.strerror or error}")
    except Exception as error:  # one bad document must never stop a batch
        yield DocumentError(str(source), f"cannot be opened ({type(error).__name__}: {error}); please report it")


def _open(source: str | Path, options: Options) -> Iterator[Opened]:
    if source == STDIN:
        yield from open_stream(Source(name="standard input", file=None, stream=sys.stdin.buffer, options=options))
    elif isinstance(source, str) and is_address(source):
        yield from import_module("dragoman.documents.fetch").open_url(source, options)
    else:
        yield from _open_path(Path(source), options)


def _open_path(path: Path, options: Options) -> Iterator[Opened]:
    name, kind = str(path), options.format or format_of(path.name)
    try:
        if path.is_dir():
            raise DocumentError(name, "a folder, not a file")
        if path.exists() and not path.is_file():
            raise UnsupportedFormat(name, "no regular file")
        size = path.stat().st_size
        if kind is None:
            raise UnsupportedFormat(name, f"a {path.suffix or 'nameless'} file; {_READ} (--format names one)")
        if size > MAX_BYTES and kind not in _STREAMED:
            raise MalformedDocument(name, f"{size / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read")
        with path.open("rb") as stream:
            yield from open_stream(Source(name=name, file=path.name, stream=stream, options=options), kind)
    except FileNotFoundError:
        raise DocumentError(name, "no such file or folder") from None


def open_stream(source: Source, kind: str | None = None) -> Iterator[Opened]:
    """What is in a stream of a format, or of the one that its first bytes show."""
    stream = _peekable(source.stream)
    start = stream.peek(_SNIFF)[:_SNIFF]
    packed = start[:2] == b"\x1f\x8b"
    if packed:
        try:
            start = zlib.decompressobj(47).decompress(start, _SNIFF)
        except zlib.error as error:
            raise MalformedDocument(source.name, f"broken gzip: {error}") from None
    kind = sniff(start, kind or source.options.format)
    if packed and kind != "warc":  # its records are packed one by one
        stream = _peekable(GzipFile(fileobj=stream))
    opener = import_module(f"dragoman.documents.{_MODULES.get(kind, kind)}").open_source
    try:
        yield from opener(msgspec.structs.replace(source, stream=stream))
    except (EOFError, OSError, zlib.error) as error:
        if not packed:
            raise
        raise MalformedDocument(source.name, f"broken gzip: {error}") from None


def sniff(start: bytes, kind: str | None) -> str:
    """The format that the first bytes show. A file's name outranks them, unless it says text."""
    if kind not in (None, "text"):
        return kind
    shown = next((name for sign, name in _SIGNS if sign.match(start)), "text")
    return shown if kind is None or shown in ("html", "pdf", "docx", "warc") else "text"


def _peekable(stream: Any) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def open_document(path: str | Path, published: Time | None = None, publisher: str | None = None) -> Document:
    """Read one file as a document; `published` and `publisher` are what the user says of it, which outranks the page.

    Raises DocumentError, or one of its kinds, with the path and the reason. Of a file with many reports it is the
    first.
    """
    for one in open_all([Path(path)], None, published, publisher):
        if isinstance(one, DocumentError):
            raise one
        if isinstance(one, Document):
            return one
    raise NoArticleText(str(path), "no report in it")


def with_source(
    document: Document, *, file: str | None = None, published: Time | None = None, title: str | None = None,
    url: str | None = None, publisher: str | None = None, agency: str | None = None,
) -> Document:
    """The document with what the user knows of it in place of what it says of itself."""
    values = {f: getattr(document, f) for f in document.__struct_fields__}
    given = {"file": file, "published": published, "title": title, "url": url, "publisher": publisher,
             "published_basis": "given" if published else None, "agency": agency}
    return Document(**{**values, **{k: v for k, v in given.items() if v is not None}})
