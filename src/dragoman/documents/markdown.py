"""Markdown: headings, paragraphs, lists and quotations as markdown-it-py parses them, without their marks.

Front matter (`title: …` between two lines of `---`) gives metadata. HTML in it is dropped, since it is not to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from dragoman.documents.articles import FIELDS, address_of, names_of, text_of, update
from dragoman.documents.decode import decode
from dragoman.documents.layout import Part, clean, lay_out
from dragoman.documents.options import Opened
from dragoman.documents.plain import check_words
from dragoman.documents.source import Source
from dragoman.documents.stamps import day
from dragoman.documents.text import MAX_CHARACTERS, check_size, has_credit, is_dateline
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import BlockKind, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.{0,10000}?)\n---[ \t]*(?:\n|\Z)", re.S)
_ENTRY = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(\S.*)$", re.M)
_MOST_MARKS = 500  # of a paragraph: the time that they take grows with the square of their number
_MARKS = re.compile(r"[\[\]*_`<!&\\]")
_SILENT = re.compile(r"(?is)<(script|style|svg|iframe)\b.*?(?:</\1\s*>|\Z)")


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a Markdown file is."""
    text = decode(source.read(), source.name, declared=source.charset, given=source.options.encoding)
    check_words(text, source.name)
    document = document_from_markdown(text, file=source.name)
    yield msgspec.structs.replace(document, file=source.file, url=document.url or source.url)


def document_from_markdown(text: str, *, file: str | None = None) -> Document:
    """Make a document of Markdown. Raises DocumentError where it is too long or has no text."""
    name = file or "text"
    if len(text) > MAX_CHARACTERS:
        raise MalformedDocument(name, f"{len(text):,} characters of text; at most {MAX_CHARACTERS:,} are read")
    plain = text.replace("\r\n", "\n").lstrip("\ufeff")
    front = _FRONT.match(plain)
    meta = _front_matter(front[1]) if front else {}
    parts = _parts(plain[front.end():] if front else plain)
    title = text_of(meta.get("title")) or next((t for kind, t in parts[:1] if kind == "title"), None)
    if title and parts and parts[0] != ("title", title):
        parts.insert(0, ("title", title))
    if not any(kind == "paragraph" for kind, _ in parts):
        raise NoArticleText(name, "no paragraph in it")
    laid, blocks = lay_out(parts)
    check_size(laid, file)
    published = day(meta.get("published"))
    return Document(
        id=content_id("d", text), text=laid, blocks=blocks, file=file, title=title, url=address_of(meta.get("url")),
        publisher=text_of(meta.get("publisher")), authors=names_of(meta.get("authors")),
        language=text_of(meta.get("language")), published=published,
        published_basis="metadata" if published else None, updated=update(meta.get("published"), meta.get("updated")))


def _front_matter(text: str) -> dict[str, str]:
    """Fields of an article by what front matter usually calls them."""
    found = {name.strip().lower().replace(" ", "_").replace("-", "_"): value.strip().strip("\"'")
             for name, value in _ENTRY.findall(text)}
    return {field: found[name] for field, names in FIELDS.items() for name in reversed(names) if name in found}


def _parts(text: str) -> list[Part]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(_shortened(text))
    parts: list[Part] = []
    heading = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline" and (words := clean(_words(token.children or ()))):
            parts.append((_kind(words, heading, first=not parts), words))
        elif token.type == "heading_close":
            heading = ""
    return parts


def _kind(words: str, heading: str, *, first: bool) -> BlockKind:
    if heading:
        return "title" if first else "heading"
    if is_dateline(words):
        return "dateline"
    return "caption" if has_credit(words) and len(words) < 500 else "paragraph"


def _words(children: Sequence[Token]) -> str:
    """What a reader sees of inline tokens: text, code, and line ends as spaces. A picture's text is no text."""
    seen = {"softbreak": " ", "hardbreak": " "}
    return "".join(c.content if c.type in ("text", "code_inline", "text_special") else seen.get(c.type, "")
                   for c in children)


def _shortened(text: str) -> str:
    """The text without scripts, and without marks in paragraphs that have more than anybody writes."""
    paragraphs = re.split(r"(\n[ \t]*\n)", _SILENT.sub(" ", text))
    return "".join(p if len(_MARKS.findall(p)) <= _MOST_MARKS else _MARKS.sub(" ", p) for p in paragraphs)
