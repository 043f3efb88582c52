"""Web pages: the report without the page around it.

Two views of the page are laid over each other. Trafilatura says which words are the article; the page's
own tree says what each stretch is (headline, standfirst, caption, subheading, paragraph) and supplies
the captions, which trafilatura leaves out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import lxml.etree
import lxml.html
import msgspec
import trafilatura
from lxml.html import HtmlElement

from dragoman.documents.agencies import known_agency
from dragoman.documents.decode import declared_charset, decode
from dragoman.documents.layout import Part, clean, lay_out, visible
from dragoman.documents.metadata import Metadata, metadata_of
from dragoman.documents.options import Opened
from dragoman.documents.plain import check_words
from dragoman.documents.source import Source
from dragoman.documents.stamps import day
from dragoman.documents.text import check_size, dateline_length, ends_sentence, is_dateline
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import BlockKind, Document
from dragoman.model.time import Time

_BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
_SILENT_TAGS = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "button", "select", "textarea", "object",
    "head"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form"))
# Words of class names and ids for what stands inside an article's element and is not the article.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|newsletter|subscri\w+|sign-?up|promo\w*|also-?read|read-?(?:more|next|also)|"
    r"see-?also|voir-?aussi|share\w*|social|comments?|tags?|topics|ads?|advert\w*|sponsor\w*|paywall|cookies?|consent|"
    r"gdpr|breadcrumbs?|pull-?quotes?|most-?(?:read|viewed)|trending|(?<!elementor-)widget|toolbar|author-?(?:box|bio)|bio|skip|follow|donate|"
    r"support|banner|ticker|hidden|print-only|copyright)(?:$|[\s_-])", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|photo-?text|image-?text|legend|cutline)(?:$|[\s_-])", re.I)
_CREDIT = re.compile(r"\s*[(\[|]?\s*©.*$")  # whose a photograph is: no part of what the caption says
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|meta|dates?|time|kicker|rubric|category|label)(?:$|[\s_-])", re.IGNORECASE)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?title|sub-?head(?:line|ing)?|dek|deck|lead|lede|chapo|summary|intro|excerpt|"
    r"strap(?:line)?|abstract|description|teaser)(?:$|[\s_-])", re.IGNORECASE)
_ASIDE_LEAD = re.compile(
    r"(?i)(?:(?:also |further )?read(?:ing| more| also| next)?|see also|related(?: \w+)?|watch|listen|"
    r"more(?: on \w.*)?|recommended|don.t miss|follow us|sign up|subscribe)\s*(?::|»|>|—)|"
    r"advertisement$|share this|click here")
_WORD = re.compile(r"\w+")
_SHINGLE = 5
_MOST_ELEMENTS, _MOST_CHARACTERS = 40_000, 600_000  # of a page: some seconds' work
_MIN_WORDS, _MIN_LOOSE = 20, 30  # of whole sentences, or of anything: less is a menu, a login form or a notice
_MOST_LOST = 0.4  # of what trafilatura finds: where more would be left out by their names, names say nothing
_CELL = 80  # characters of a cell of a table, at most, that is read with the others of its row


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a page holds."""
    raw = source.read()
    page = decode(raw, source.name, declared=source.charset or declared_charset(raw), given=source.options.encoding,
                  lenient=True)
    check_words(page, source.name)
    document = document_from_html(page, file=source.name)
    document = msgspec.structs.replace(document, file=source.file, url=document.url or source.url)
    yield document if source.url is None else msgspec.structs.replace(document, id=_own_id(document))


def _own_id(document: Document) -> str:
    """The id of a page that was fetched: what stands around the report is another each time that one asks."""
    stamps = (time.value if time else "" for time in (document.published, document.updated))
    return content_id("d", document.text, document.url or "", document.publisher or "", *document.authors, *stamps)


@dataclass
class _Run:
    """A stretch of text between two edges of block elements, and the element around it."""

    element: HtmlElement
    text: str


def document_from_html(page: str, *, file: str | None = None) -> Document:
    """Make a document of a web page: headline, standfirst, captions, subheadings and paragraphs.

    Its text is these blocks with a blank line between them. Raises NoArticleText where the page has no
    report in it, and MalformedDocument where it is too long or no HTML.
    """
    if page.count("<") > 5 * _MOST_ELEMENTS:
        raise MalformedDocument(file or "page", "a page of more elements than any report has")
    try:
        tree = _parse(page)
    except (lxml.etree.ParserError, ValueError) as error:
        raise NoArticleText(file or "page", "no HTML in it") from error
    except lxml.etree.LxmlError as error:
        raise MalformedDocument(file or "page", f"HTML that cannot be parsed: {error}") from error
    _check_weight(tree, file or "page")
    meta = metadata_of(tree)
    title, blocks, stamp = _article(tree, page, meta)
    prose = [t for kind, t in blocks if kind == "paragraph" and ends_sentence(t)]
    if _words(prose) < _MIN_WORDS and _words(t for kind, t in blocks if kind not in ("title", "caption")) < _MIN_LOOSE:
        raise NoArticleText(file or "page", "no report's text in it, only a page's frame")
    text, spans = lay_out(blocks)
    check_size(text, file)
    published = meta.published or stamp
    return Document(
        id=content_id("d", page), text=text, blocks=spans, file=file, url=meta.url, title=title,
        publisher=meta.publisher, authors=meta.authors, language=meta.language, published=published,
        published_basis="metadata" if published else None, updated=meta.updated, agency=known_agency(meta.agency),
    )


def fragment(markup: str) -> list[Part]:
    """The blocks of a piece of HTML that is an article and nothing else, as feeds and tables hold it."""
    try:
        tree = _parse(f"<html><body>{markup}</body></html>")
    except lxml.etree.LxmlError:
        return []
    parts: list[Part] = []
    for run in _runs(tree):
        names = list(_names(run.element, set()))
        if any(tag == "figcaption" or _CAPTION.search(name) for tag, name in names):
            parts.append(("caption", run.text))
        elif run.element.tag in _HEADINGS or run.element.tag == "h1":
            parts.append(("heading", run.text))
        else:
            parts.append(("dateline" if is_dateline(run.text) else "paragraph", run.text))
    return parts


def _parse(page: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)


def _check_weight(tree: HtmlElement, name: str) -> None:
    """Refuse a page with more in it than any report's page has: telling an article from its frame takes long."""
    elements = characters = 0
    for element in tree.iter():
        elements += 1
        shown = isinstance(element.tag, str) and element.tag not in _SILENT_TAGS  # a comment's tag is a function
        characters += len(element.tail or "") + (len(element.text or "") if shown else 0)
    if elements > _MOST_ELEMENTS or characters > _MOST_CHARACTERS:
        reason = f"a page of {elements:,} elements and {characters:,} characters of text; no report has so many"
        raise MalformedDocument(name, reason)


def _article(
    tree: HtmlElement, page: str, meta: Metadata
) -> tuple[str | None, list[tuple[BlockKind, str]], Time | None]:
    """The headline, the blocks in order, and the date of a time element near the headline."""
    runs = _by_rows(list(_runs(tree)))
    kept = _kept(runs, page)
    found = [n for n, k in enumerate(kept) if k]
    if not found:
        return meta.title, [], None
    first = next((n for n in found if _is_prose(runs[n].text)), found[0])
    head, title = _headline(runs, first, meta)
    frame = _frame([runs[n] for n in found if n >= first])
    parts: list[tuple[BlockKind, str]] = []
    started = False
    for n in range(head + 1, found[-1] + 1):
        kind = _kind(runs[n], kept[n], started, frame, meta)
        if kind is None and kept[n] and not started and _beside(runs[n], runs[first], frame, meta):
            kind = "heading" if _is_heading(runs[n]) else "paragraph"
        if kind == "heading" and not kept[n] and not kept[n + 1]:
            continue  # it is over something that is no part of the report
        started = started or kind == "paragraph"
        text = _CREDIT.sub("", runs[n].text) if kind == "caption" else runs[n].text
        if kind and text != title and (kind != "caption" or _words([text]) > 2):
            parts.append((kind, text))
    if _words(t for kind, t in parts if kind != "caption") < (1 - _MOST_LOST) * _words(runs[n].text for n in found):
        parts = [("heading" if _is_heading(runs[n]) else "paragraph", runs[n].text) for n in found
                 if runs[n].text != title]
    blocks: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    # The page's own statement of its date is exact; a printed form of it adds nothing.
    blocks += [part for part in parts if not (part[0] == "dateline" and meta.published)]
    return title, blocks, _time_element(runs[head:first + 1])


def _words(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in texts)


def _beside(run: _Run, first: _Run, frame: set[HtmlElement], meta: Metadata) -> bool:
    """Whether a run before the first paragraph of prose is one of the text too, and no byline or rubric."""
    same = run.element.getparent() is first.element.getparent()
    own = run.element.tag == "p" and not any(_BYLINE.search(name) for _, name in _names(run.element, frame))
    return (same or (own and _words([run.text]) > 2)) and not any(author in run.text for author in meta.authors)


def _by_rows(runs: Iterable[_Run]) -> list[_Run]:
    """The runs, those that are the short cells of one row of a table as one."""
    made: list[_Run] = []
    for _, group in groupby(runs, key=lambda run: run.element.getparent() if _is_cell(run) else id(run)):
        row = list(group)
        made.append(_Run(row[0].element, " | ".join(run.text for run in row)))
    return made


def _is_cell(run: _Run) -> bool:
    return run.element.tag in ("td", "th") and len(run.text) <= _CELL and not _is_prose(run.text)


def _runs(tree: HtmlElement) -> Iterator[_Run]:
    """The page's visible text in order, cut where a block element begins or ends, or at two line breaks."""
    body = tree.find("body")
    parents: list[HtmlElement] = []
    parts: list[str] = []

    def flush() -> Iterator[_Run]:
        for piece in re.split(r"\x00(?:\s*\x00)+", "".join(parts)):
            text = clean(piece.replace("\x00", " "))
            if text and parents:
                yield _Run(parents[-1], text)
        parts.clear()

    walker = lxml.etree.iterwalk(body if body is not None else tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        block = tag in _BLOCK_TAGS
        if event == "start":
            if block:
                yield from flush()
                parents.append(element)
            if tag in _SILENT_TAGS:
                walker.skip_subtree()
            else:
                parts.append("\x00" if tag == "br" else element.text or "")
            continue
        if block:
            yield from flush()
            parents.pop()
        parts.append(element.tail or "")


def _kept(runs: list[_Run], page: str) -> list[bool]:
    """For each run, whether trafilatura takes it for the article's."""
    found = trafilatura.extract(page, include_comments=False, include_tables=True, with_metadata=False) or ""
    found = visible(found)
    lines = {_key(line) for line in found.split("\n")}
    cells = {_key(cell) for line in found.split("\n") if line.startswith("|") for cell in line.split("|")} - {()}
    shingles = set(_shingles(_key(found)))  # over line ends, since those of the source are kept
    kept = []
    for run in runs:
        key = _key(run.text)
        own = _shingles(key)
        if key in cells and next(run.element.iterancestors("tr"), None) is not None:
            kept.append(True)
            continue
        kept.append(key in lines or (bool(own) and sum(s in shingles for s in own) >= 0.8 * len(own)))
    return kept


def _key(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _shingles(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[n:n + _SHINGLE] for n in range(len(words) - _SHINGLE + 1)]


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and len(_WORD.findall(text)) >= 8


def _headline(runs: list[_Run], first: int, meta: Metadata) -> tuple[int, str | None]:
    """Where the headline stands (-1: nowhere) and what it says: the h1 before the text, else the metadata's."""
    heads = [n for n in range(first) if runs[n].element.tag == "h1"]
    same = [n for n in range(first) if meta.title and _key(runs[n].text) == _key(meta.title)]
    proper = [n for n in heads if len(_WORD.findall(runs[n].text)) > 2 and runs[n].text != meta.publisher]
    if proper and not set(same) & set(proper):
        return proper[-1], runs[proper[-1]].text
    if same:
        at = next((n for n in same if n in heads), same[-1])
        return at, runs[at].text
    return max(heads[-1:], default=max(-1, first - 8)), meta.title


def _kind(run: _Run, kept: bool, started: bool, frame: set[HtmlElement], meta: Metadata) -> BlockKind | None:
    """What a run between the headline and the last paragraph is, or None where it is no part of the report."""
    names = list(_names(run.element, frame))
    words = len(_WORD.findall(run.text))
    if _is_aside(run, names):
        return None
    if any(tag == "figcaption" or _CAPTION.search(name) for tag, name in names):
        return "caption"
    if is_dateline(run.text):
        return "dateline" if kept or not started else None
    if not started and words > 3 and _is_standfirst(run, names, kept, meta):
        return "standfirst"
    if not kept and not (started and run.element.tag in _HEADINGS):
        return None
    if started and words <= 15 and _is_heading(run):
        return "heading"
    return "paragraph" if kept and (started or _is_prose(run.text)) else None


def _names(element: HtmlElement, frame: set[HtmlElement]) -> Iterator[tuple[str, str]]:
    """Tag, and class and id, of an element and of those around it, up to the frame of the article."""
    at: HtmlElement | None = element
    while at is not None and at not in frame:
        yield at.tag, f"{at.get('class') or ''} {at.get('id') or ''}"
        at = at.getparent()


def _is_aside(run: _Run, names: list[tuple[str, str]]) -> bool:
    return (bool(_ASIDE_LEAD.match(run.text)) and len(run.text) < 200) or any(
        tag in _ASIDE_TAGS or _ASIDE.search(name) for tag, name in names)


def _is_standfirst(run: _Run, names: list[tuple[str, str]], kept: bool, meta: Metadata) -> bool:
    if dateline_length(run.text):
        return False
    if any(_STANDFIRST.search(name) for _, name in names[:2]) or _key(run.text) == _key(meta.description or ""):
        return len(run.text) < 600
    return run.element.tag in _HEADINGS or (kept and not ends_sentence(run.text) and len(_key(run.text)) >= 6)


def _is_heading(run: _Run) -> bool:
    """A subheading is marked as one, or is a short paragraph that is bold from end to end."""
    if run.element.tag in _HEADINGS:
        return True
    bold = clean(" ".join(b.text_content() for b in run.element.iter("b", "strong")))
    return bold == run.text and not (ends_sentence(bold) and not bold.endswith("?")) and not bold.endswith(":")


def _frame(runs: list[_Run]) -> set[HtmlElement]:
    """The elements around a good part of the article. Their names say nothing of what stands in them: the text
    for subscribers is the text."""
    weights: dict[HtmlElement, int] = {}
    for run in runs:
        for element in run.element.iterancestors():
            weights[element] = weights.get(element, 0) + len(run.text)
    whole = max(weights.values(), default=0)
    return {element for element, weight in weights.items() if weight >= 0.4 * whole}


def _time_element(runs: list[_Run]) -> Time | None:
    """The date of a time element between the headline and the text."""
    for run in runs:
        for element in run.element.iter("time"):
            found = day(element.get("datetime") or "")
            if found:
                return found
    return None
