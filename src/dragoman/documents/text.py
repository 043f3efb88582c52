"""Plain text reports: the file's own text, unchanged, cut into blocks.

The usual layout is a headline, a standfirst, perhaps a line with a single '-', captions, a line with
the date of publication, then paragraphs with subheadings between them, one a line. Text that is
wrapped at a column, with blank lines between its paragraphs, is understood too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import MalformedDocument
from dragoman.model.base import content_id
from dragoman.model.document import Block, BlockKind, Document

MAX_CHARACTERS = 500_000      # a report, not a library: about 80,000 words, read in half a minute
MAX_PARAGRAPH = 100_000       # characters; the parse of a paragraph takes memory in proportion
MAX_LINES = 10_000            # with words in them; each is parsed apart, and a list of lines is no report
LONG_PARAGRAPH = 3000         # characters; a longer one is read in pieces, since a parse's cost grows faster than it
MAX_DATELINE = 90
MAX_HEADING = 90

_RULES = frozenset(("-", "–", "—", "--", "---", "***", "* * *", "_"))
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?"
_CLOCK = r"\d{1,2}(?:[:.h]?\d{2})?\s*(?:[ap]\.?m\.?|h)?"
_DATE = (rf"(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?(?:\s+\d{{4}})?"
         rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})")
_PLACE = r"[A-ZÀ-Þ][\w'’.-]*(?:[ /][A-ZÀ-Þ][\w'’.-]*){0,4}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ'’.-]+)*"

# "BANGKOK, Nov 5 (Northern Press) - ", "NEW DELHI: ", "AMMAN — ", "Sana'a/Geneva – " before a paragraph's text.
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:,\s+{_PLACE})?(?:,\s+{_DATE})?(?:\s*\([^()\n]{{2,60}}\))?\s*(?:\s[-–—]+|:)\s+"
    rf"|{_PLACE}(?:,\s+{_PLACE})?(?:,\s+{_DATE}(?:\s*\([^()\n]{{2,60}}\))?|\s*\([^()\n]{{2,60}}\))\s+[-–—]+\s+"
    rf"|{_PLACE}(?:/{_PLACE})?\s+[–—]\s+(?=[\"“'‘]?[A-ZÀ-Þ\d]))(?=[\"“'‘\w])")
_PUBLISHED = re.compile(rf"(?:first |last )?(?:published|updated|posted|modified|issued|date|released)"
                        rf"(?:\s+(?:on|at)\b)?\s*(?:[:–—-]\s*(?=.*\d)|(?={_DATE}))", re.IGNORECASE)
_WHEN = rf"(?:{_DATE}|{_CLOCK}|\d{{4}}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?)"
_DATE_ALONE = re.compile(
    rf"(?:{_PLACE}(?:,\s+|\s*[|/–—-]\s*))?{_WHEN}(?:(?:[\s,|–-]|\bat\b)+{_WHEN})*(?:\s*\(?[A-Z]{{2,5}}\)?)?"
    rf"(?:(?:,|\s*[|/–—-])\s*{_PLACE}|\s*\([^()]*\))?\.?", re.IGNORECASE)
_BYLINE = re.compile(r"By[:\s]\s*[A-ZÀ-Þ]")

_CREDIT_WORDS = (r"photo(?:graph|s)?|picture|pic|image|handout|courtesy|supplied|credit|file|archive|screengrab|"
                 r"screenshot|illustration|AP|AFP|EPA|Reuters|Getty|Xinhua|Anadolu|ministry|office|press|"
                 r"agency|media|commons|via")
_CREDIT = re.compile(rf"(?:[(\[][^()\[\]]*\b(?:{_CREDIT_WORDS})\b[^()\[\]]*[)\]]"
                     r"|\b(?:photo|photograph|picture|image|credit)s?\s*(?:[:/©]|by\b).{2,60}|\bfile photo\.?)$",
                     re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]*\)$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*$")
_PIECE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(A-Z])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Ltd|Co|Jr|Sr|No|vs))$")


def document_from_text(text: str, *, file: str | None = None) -> Document:
    """Make a document of plain text. The text is kept as it is, so that offsets are the caller's.

    Raises MalformedDocument where the text, or a paragraph of it, is too long to be a report's.
    """
    check_size(text, file)
    blocks = cut_blocks(text)
    title = next((text[b.start:b.end] for b in blocks if b.kind == "title"), None)
    return Document(id=content_id("d", text), text=text, blocks=blocks, file=file, title=title)


def check_size(text: str, file: str | None) -> None:
    """Refuse a text that is too long, or that has a paragraph that is."""
    if len(text) > MAX_CHARACTERS:
        reason = f"{len(text):,} characters of text; at most {MAX_CHARACTERS:,} are read: divide it into its reports"
        raise MalformedDocument(file or "text", reason)
    lines = text.split("\n")
    longest, full = max(map(len, lines)), sum(not line.isspace() for line in lines if line)
    if longest > MAX_PARAGRAPH:
        reason = f"a line of {longest:,} characters; a paragraph may have {MAX_PARAGRAPH:,}: break it up"
        raise MalformedDocument(file or "text", reason)
    if full > MAX_LINES:
        reason = f"{full:,} lines; at most {MAX_LINES:,} are read: divide it into its reports"
        raise MalformedDocument(file or "text", reason)


def cut_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text report, in order: one a line, or one a paragraph where lines are wrapped."""
    spans = _wrapped(text) or [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]
    lines = [text[start:end] for start, end in spans]
    kinds = _settle_headings(_kinds(lines))
    blocks: list[Block] = []
    first = next((n for n, kind in enumerate(kinds) if kind == "paragraph"), None)
    for n, ((start, end), line, kind) in enumerate(zip(spans, lines, kinds, strict=True)):
        if kind is None:
            continue
        cut = dateline_length(line) if n == first else 0
        if cut:
            blocks.append(Block(kind="dateline", start=start, end=start + len(line[:cut].rstrip(" -–—:\t"))))
        blocks.extend(pieces(text, kind, start + cut, end))
    return tuple(blocks)


def pieces(text: str, kind: BlockKind, start: int, end: int) -> Iterator[Block]:
    """A block, or where it is very long its pieces: cut after a sentence, else between words, else anywhere."""
    while end - start > LONG_PARAGRAPH:
        window = text[start:start + LONG_PARAGRAPH]
        cuts = [m.end() for m in _PIECE_END.finditer(window)] or [m.end() for m in re.finditer(r"\s+", window)]
        cut = start + (cuts[-1] if cuts else LONG_PARAGRAPH)
        yield Block(kind=kind, start=start, end=start + len(text[start:cut].rstrip()))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield Block(kind=kind, start=start, end=end)


def dateline_length(paragraph: str) -> int:
    """How many characters a dateline takes at the start of the first paragraph, with what divides it from the text."""
    found = _DATELINE.match(paragraph[:MAX_DATELINE + 1])
    if not found or found.end() == len(paragraph):
        return 0
    inserted = re.fullmatch(r"[^,()]+\s([–—])\s+", found.group())  # "Norland – once a friend – said" is none
    return 0 if inserted and f" {inserted[1]} " in paragraph[found.end():found.end() + 80] else found.end()


def is_dateline(line: str) -> bool:
    """Is a whole line about when, where and by whom the report was published?"""
    return len(line) <= MAX_DATELINE and bool(
        _PUBLISHED.match(line) or _DATE_ALONE.fullmatch(line) or (_BYLINE.match(line) and not ends_sentence(line)))


def has_credit(line: str) -> bool:
    """Does a line end like a caption, with the credit of a picture?"""
    return bool(_CREDIT.search(line[-120:]))


def ends_sentence(line: str) -> bool:
    """Does a line end as a sentence does? An abbreviation's full stop is none."""
    return bool(_SENTENCE_END.search(line[-8:])) and not _ABBREVIATION.search(line[-8:])


def _kinds(lines: list[str]) -> list[BlockKind | None]:
    """The kind of each line, in order; None for a rule."""
    kinds: list[BlockKind | None] = []
    body = after_rule = False
    for n, line in enumerate(lines):
        kind = None if line in _RULES else _kind(lines, n, body, after_rule)
        after_rule = kind is None or (after_rule and kind == "caption")
        body = body or kind == "paragraph"
        kinds.append(kind)
    return kinds


def _kind(lines: list[str], n: int, body: bool, after_rule: bool) -> BlockKind:
    line = lines[n]
    if n == 0:
        return "title" if len(lines) > 1 and len(line) < 250 and not _is_sentence(line) else "paragraph"
    if is_dateline(line):
        return "dateline"
    if has_credit(line) and len(line) < 500:
        return "caption"
    if after_rule and not body and len(line) < 400 and (_PARENTHESIS.search(line) or not ends_sentence(line)):
        return "caption"
    if n == 1 and not body and _is_standfirst(line, after=lines[2:3]):
        return "standfirst"
    if _looks_like_heading(line):
        return "heading"
    return "paragraph"


def _is_sentence(line: str) -> bool:
    return ends_sentence(line) and not line.endswith(("?", "!"))


def _is_standfirst(line: str, after: list[str]) -> bool:
    if dateline_length(line):
        return False
    if not ends_sentence(line):
        return len(line) < 400
    limit = 400 if after and (after[0] in _RULES or is_dateline(after[0])) else 160
    return len(line) < limit


def _looks_like_heading(line: str) -> bool:
    if line.endswith("?"):
        return len(line) < 60 and line.count("?") == 1 and not re.search(r"[.!\"“”]", line)
    return len(line) < MAX_HEADING and not re.search(r"[.!:;,…\"”’)]$", line)


def _settle_headings(kinds: list[BlockKind | None]) -> list[BlockKind | None]:
    """A heading stands over text: three in a row are a list, and the last line of a report is none."""
    settled = list(kinds)
    n = 0
    while n < len(kinds):
        end = n
        while end < len(kinds) and kinds[end] == "heading":
            end += 1
        if end - n >= 3 or (end > n and end == len(kinds)):
            settled[n:end] = ["paragraph"] * (end - n)
        n = max(end, n + 1)
    return settled


def _wrapped(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text whose lines are wrapped at a column, or nothing where a line is a paragraph."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?(?:[ \t\r]*\n[ \t]*\S(?:[^\n]*\S)?)*", text)]
    inner = [line.strip() for start, end in spans for line in text[start:end].split("\n")[:-1]]
    open_lines = sum(1 for line in inner if len(line) >= 40 and not ends_sentence(line))
    if len(spans) < 2 or not inner or open_lines < 0.6 * len(inner) or max(map(len, inner)) > 120:
        return []
    return spans
