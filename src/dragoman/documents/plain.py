"""Plain text files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dragoman.documents.decode import decode
from dragoman.documents.layout import clean
from dragoman.documents.options import Opened
from dragoman.documents.source import Source
from dragoman.documents.text import document_from_text
from dragoman.errors import MalformedDocument, NoArticleText


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a text file is."""
    text = decode(source.read(), source.name, declared=source.charset, given=source.options.encoding)
    check_words(text, source.name)
    document = document_from_text(text, file=source.name)
    title = clean(document.title) if document.title else None
    yield msgspec.structs.replace(document, file=source.file, title=title or None, url=source.url)


def check_words(text: str, name: str) -> None:
    """Raise NoArticleText where a text has no words in it, MalformedDocument where it is none."""
    if "\x00" in text:
        raise MalformedDocument(name, "binary, not text")
    if not re.search(r"\w", text):
        raise NoArticleText(name, "empty" if not text.strip() else "no words in it")
