"""Word files (.docx): paragraphs in order, with what their styles say they are.

What was deleted with changes tracked is left out, and so is hidden text; what was inserted is read. When the file was
made is not when the report was published, and who typed it is not who wrote it: neither is taken for metadata.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import lxml.etree
import msgspec

from dragoman.documents.layout import Part, clean, lay_out
from dragoman.documents.options import Opened
from dragoman.documents.source import Source, fingerprint
from dragoman.documents.text import check_size, ends_sentence, has_credit, is_dateline
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import BlockKind, Document

_MOST_FILES, _MOST_XML, _MOST_BYTES = 5000, 25_000_000, 100_000_000  # in the zip archive, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset((
    f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
_MOST_PARAGRAPHS = 20_000


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a Word file is."""
    document = document_from_docx(source.read(), file=source.name)
    yield msgspec.structs.replace(document, file=source.file, url=source.url)


def document_from_docx(data: bytes, *, file: str | None = None) -> Document:
    """Make a document of a Word file. Raises DocumentError where it is broken, too large, or has no text."""
    name = file or "Word file"
    _check(data, name)
    parts: list[Part] = []
    for style, bold, text in _paragraphs(data, name):
        parts.append((_kind(style, bold, text, parts), text))
        if len(parts) > _MOST_PARAGRAPHS:
            raise MalformedDocument(name, f"more than {_MOST_PARAGRAPHS:,} paragraphs: divide it into its reports")
    if not any(kind == "paragraph" for kind, _ in parts):
        raise NoArticleText(name, "no paragraph with words in it")
    text, blocks = lay_out(parts)
    check_size(text, file)
    title = next((t for kind, t in parts if kind == "title"), None)
    return Document(id=content_id("d", fingerprint(data)), text=text, blocks=blocks, file=file, title=title)


def _check(data: bytes, name: str) -> None:
    """Refuse what unpacks to more than a report's worth, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise MalformedDocument(name, "no Word file (.docx), whatever its name says") from error
    if not any(f.filename == "word/document.xml" or f.filename.startswith("word/document") for f in files):
        raise MalformedDocument(name, "a zip archive, but no Word file (.docx)")
    size, xml = sum(f.file_size for f in files), sum(
        f.file_size for f in files if f.filename.lower().endswith((".xml", ".rels")))
    if len(files) > _MOST_FILES or size > _MOST_BYTES or xml > _MOST_XML:
        raise MalformedDocument(name, f"unpacks to {size / 1e6:,.0f} MB in {len(files):,} files; too much for a report")


def _paragraphs(data: bytes, name: str) -> Iterator[tuple[str, bool, str]]:
    """The paragraphs with words in them, those of tables too: style, whether bold throughout, text."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        styles = {str(s.style_id): str(s.name or "") for s in document.styles}
        for element in document.element.body.iter(f"{_W}p"):
            if any(a.tag in _SKIPPED for a in element.iterancestors()):
                continue
            if text := clean(_words(element)):
                style = element.find(f"{_W}pPr/{_W}pStyle")
                called = styles.get(str(style.get(f"{_W}val")), "") if style is not None else ""
                yield called.lower(), _bold(element), text
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, EOFError, NotImplementedError,
            RuntimeError, zipfile.BadZipFile, lxml.etree.LxmlError) as error:
        raise MalformedDocument(name, f"a broken Word file ({type(error).__name__})") from error
    except Exception as error:
        if type(error).__module__.startswith(("docx", "zlib")) or "zlib" in str(type(error)):
            raise MalformedDocument(name, f"a broken Word file ({type(error).__name__})") from error
        raise


def _words(paragraph: Any) -> str:
    """The words of a paragraph as they stand: with insertions and links, without deletions and fields' codes."""
    words: list[str] = []
    walker = lxml.etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in _SKIPPED or (element.tag == f"{_W}r" and _is(element, "vanish")):
            walker.skip_subtree()
        elif element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            words.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            words.append("-")
    return "".join(words)


def _bold(paragraph: Any) -> bool:
    runs = [r for r in paragraph.iter(f"{_W}r") if any((t.text or "").strip() for t in r.iter(f"{_W}t"))]
    return bool(runs) and all(_is(run, "b") for run in runs)


def _is(run: Any, mark: str) -> bool:
    """Has a run a mark of its own: `b` for bold, `vanish` for hidden?"""
    found = run.find(f"{_W}rPr/{_W}{mark}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false")


def _kind(style: str, bold: bool, text: str, before: list[Part]) -> BlockKind:
    """What a paragraph is, by its style, else by how it looks and where it stands."""
    if style in ("title", "heading 1") and not any(kind == "paragraph" for kind, _ in before[:10]):
        return "heading" if any(kind == "title" for kind, _ in before[:10]) else "title"
    if style.startswith("heading") or style == "title":
        return "heading"
    if style == "subtitle" and len(before) < 3:
        return "standfirst"
    if is_dateline(text):
        return "dateline"
    if style == "caption" or (has_credit(text) and len(text) < 500):
        return "caption"
    sentence = ends_sentence(text) and not text.endswith("?")
    if not before and not sentence and len(text) < 250:
        return "title"
    if bold and not sentence and len(text) < 120 and not re.search(r"[:;,]$", text):
        return "heading"
    return "paragraph"
