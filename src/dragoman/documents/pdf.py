"""PDF with a text layer: lines by where they stand on the page, joined into paragraphs.

A PDF has no paragraphs, only words at places. Lines at the top and bottom that pages repeat, and page numbers, are
dropped; a word divided at a line's end is joined; a paragraph ends where the gap, the size of type, an indent or a
short last line says so, and runs on over a page's end where its sentence does.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import msgspec

from dragoman.documents.gutters import Line, in_columns
from dragoman.documents.layout import Part, clean, lay_out
from dragoman.documents.options import Opened
from dragoman.documents.source import Source, fingerprint
from dragoman.documents.text import MAX_CHARACTERS, check_size, ends_sentence, has_credit, is_dateline
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import BlockKind, Document

MAX_PAGES = 300
# What a page may take: a page of a report has some thousand operators, and some ten thousand bytes of them.
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000, "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 300_000, "xform_maximum_invocations_per_extraction": 200,
    "xmp_maximum_input_length": 100_000, "page_tree_maximum_page_entries": 10_000, "jbig2dec_binary": None,
}
_MOST_PARTS = 400_000  # pieces of text in all
_NUMBER = re.compile(r"(?i)[-–—|• ]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|• ]*")
_COLUMN, _APART = 0.2, 8  # the share of a page's lines that a column has; sizes of type that its edge is from another
_EDGE = 2  # lines at the top and bottom of a page that may be a running head
_COMPOUND = frozenset(("self", "ex", "vice", "non", "anti", "pro", "well", "long", "short", "high", "low", "half"))
_DIVIDED = re.compile(r"(\w*[^\W\d_])[-\u00ad\u2010]$")
_LONGEST_WORD = 60  # characters: a search from the text's beginning would take time that grows with its square
_MIN_LETTERS = 20


@dataclass
class _Measures:
    """What is usual in a document: size of type, characters of a line, gap between lines, and where the columns of
    each page begin."""

    body: float
    width: float
    gap: float
    edges: dict[int, list[int]]


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a PDF file is."""
    document = document_from_pdf(source.read(), file=source.name)
    yield msgspec.structs.replace(document, file=source.file, url=source.url)


def document_from_pdf(data: bytes, *, file: str | None = None) -> Document:
    """Make a document of a PDF. Raises DocumentError where it is locked, broken, too long, or has no text layer."""
    name = file or "PDF"
    if b"%PDF-" not in data[:1024]:
        raise MalformedDocument(name, "no PDF, whatever its name says")
    pages, author, title = _read(data, name)
    lines = [line for page in _without_heads(pages) for line in page]
    if sum(c.isalpha() for line in lines for c in line.text) < _MIN_LETTERS:
        raise NoArticleText(name, "no text layer: pictures of pages; run text recognition (OCR) over it first")
    parts = _parts(lines)
    text, blocks = lay_out(parts)
    check_size(text, file)
    first = next((t for kind, t in parts if kind == "title"), None)
    stated = title if title and title.casefold() in text[:2000].casefold() else None  # else it is the typist's
    return Document(id=content_id("d", fingerprint(data)), text=text, blocks=blocks, file=file, title=first or stated,
                    authors=(author,) if author and author.casefold() in text.casefold() else ())


def _read(data: bytes, name: str) -> tuple[list[list[Line]], str | None, str | None]:
    """The lines of each page, and whom and what the file's own properties name."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    try:
        with _quiet(), apply_configuration(**_LIMITS):
            reader = PdfReader(io.BytesIO(data), root_object_recovery_limit=1000, xref_stream_maximum_entries=200_000)
            if reader.is_encrypted and not reader.decrypt(""):
                raise MalformedDocument(name, "locked by a password; save it without one")
            if len(reader.pages) > MAX_PAGES:
                reason = f"{len(reader.pages):,} pages; at most {MAX_PAGES} are read: divide it into its reports"
                raise MalformedDocument(name, reason)
            pages: list[list[Line]] = []
            left = [_MOST_PARTS, 2 * MAX_CHARACTERS]
            for number, page in enumerate(reader.pages):
                pages.append(_lines(page, number, left, name))
            meta = reader.metadata
            author, title = (clean(str(meta.get(key) or ""))[:300] if meta else "" for key in ("/Author", "/Title"))
    except MalformedDocument:
        raise
    except PyPdfError as error:
        reason = clean(str(error))[:120] or type(error).__name__
        raise MalformedDocument(name, f"a broken PDF: {reason}") from error
    except RecursionError as error:
        raise MalformedDocument(name, "a broken PDF: nested too deeply") from error
    except MemoryError:
        raise
    except Exception as error:  # pypdf lets what it trips over through as it is
        raise MalformedDocument(name, f"a broken PDF ({type(error).__name__})") from error
    return pages, author or None, title or None


@contextmanager
def _quiet() -> Iterator[None]:
    """Let pypdf say nothing: of a broken file it tells a thing a byte, which takes longer than reading it."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _lines(page: Any, number: int, left: list[int], name: str) -> list[Line]:
    """The lines of a page in the order of its content. `left` is how many pieces and characters may still come."""
    lines: list[Line] = []
    fresh = True

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        nonlocal fresh
        left[0] -= 1
        left[1] -= len(text)
        if min(left) < 0:
            reason = f"more than {MAX_CHARACTERS:,} characters of text; divide it into its reports"
            raise MalformedDocument(name, reason)
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(size * (tm[3] or tm[1]) * (cm[3] or cm[1])) or 1.0
        for n, piece in enumerate(text.split("\n")):
            fresh = fresh or n > 0
            if not piece.strip():
                if lines and not fresh:
                    lines[-1].text += piece
                continue
            if fresh or not lines:
                lines.append(Line(piece, x, y, scale, number))
                fresh = False
            else:
                lines[-1].starts.append((x, len(lines[-1].text)))
                lines[-1].text += piece

    page.extract_text(visitor_text=visit)
    lines = in_columns(lines)
    for line in lines:
        line.text = clean(line.text)
    return [line for line in lines if line.text]


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without what most pages repeat at their top or foot."""
    edges = [{_shape(line.text) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    count = Counter(shape for found in edges for shape in found)
    needed = max(2, (len([p for p in pages if p]) + 1) // 2)
    kept = []
    for page in pages:
        last = len(page) - _EDGE
        kept.append([line for n, line in enumerate(page) if not ((n < _EDGE or n >= last) and (
            _NUMBER.fullmatch(line.text) or (count[_shape(line.text)] >= needed and len(line.text) < 150)))])
    return kept


def _shape(line: str) -> str:
    """A line with its numbers made alike: running heads count the pages."""
    return re.sub(r"\d+", "#", line.casefold())


def _parts(lines: list[Line]) -> list[Part]:
    page = _measure(lines)
    words = Counter(w.casefold() for line in lines for w in re.findall(r"[\w-]+", line.text))
    paragraphs: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _begins(before, line, page):
            paragraphs.append([])
        paragraphs[-1].append(line)
    parts: list[Part] = []
    for some in paragraphs:
        text = _joined([line.text for line in some], words)
        large = some[0].size > page.body * 1.12
        parts.append((_kind(text, large, titled=any(k in ("title", "paragraph") for k, _ in parts[:10])), text))
    return parts


def _measure(lines: list[Line]) -> _Measures:
    edges: dict[int, Counter[int]] = {}
    for line in lines:
        edges.setdefault(line.page, Counter())[round(line.left)] += 1
    body = _body_size(lines)
    return _Measures(body, median(len(line.text) for line in lines), _usual_gap(lines),
                     {page: _edges(found, body) for page, found in edges.items()})


def _edges(found: Counter[int], body: float) -> list[int]:
    """Where the columns of a page begin: where most lines do, and where many others do far from there."""
    edges: list[int] = []
    for place, count in found.most_common():
        if not edges or (count >= _COLUMN * found.total() and min(abs(place - e) for e in edges) > _APART * body):
            edges.append(place)
    return edges


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda s: (sizes[s], -s))


def _usual_gap(lines: list[Line]) -> float:
    gaps = [a.height - b.height for a, b in pairwise(lines)
            if a.page == b.page and 0 < a.height - b.height < 4 * max(a.size, b.size)]
    return sorted(gaps)[len(gaps) // 3] if gaps else 0.0


def _begins(before: Line, line: Line, usual: _Measures) -> bool:
    """Does a line begin a paragraph?"""
    if abs(line.size - before.size) > 0.1 * max(line.size, before.size) or is_dateline(before.text):
        return True
    ended = ends_sentence(before.text) or before.text.endswith((":", "?", "!"))
    down = before.height - line.height
    if line.page != before.page or down < -line.size:  # a new page or column
        return ended and (len(before.text) < 0.8 * usual.width or not line.text[:1].islower())
    if usual.gap and down > 1.35 * usual.gap * max(1.0, line.size / usual.body):
        return True
    edges = usual.edges[line.page]
    edge = max((e for e in edges if e <= line.left + 1), default=min(edges))
    indented = line.left - edge > 0.7 * line.size
    return ended and (indented or len(before.text) < 0.75 * usual.width)


def _joined(lines: list[str], words: Counter[str]) -> str:
    """The lines of a paragraph as one, words that were divided at a line's end made whole."""
    text = lines[0]
    for line in lines[1:]:
        divided = _DIVIDED.search(text, len(text) - _LONGEST_WORD)
        if not divided or not line[:1].islower():
            text = f"{text} {line}"
            continue
        rest = re.match(r"[\w-]*", line)
        first, second = divided[1].casefold(), (rest[0] if rest else "").casefold()
        compound = words[f"{first}-{second}"] > words[f"{first}{second}"] or (
            first in _COMPOUND and not words[f"{first}{second}"])
        text = (text if compound else text[:divided.end(1)]) + line
    return text


def _kind(text: str, large: bool, titled: bool) -> BlockKind:
    if is_dateline(text):
        return "dateline"
    if has_credit(text) and len(text) < 500:
        return "caption"
    if large and len(text) < 300:
        return "heading" if titled else "title"
    short = len(text) < 90 and not re.search(r"[.!:;,…\"”’)]$", text)
    if short:
        return "heading" if titled else "title"
    return "paragraph"
