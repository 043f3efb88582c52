"""E-mail (.eml): the message itself, without the signature and without the history that it quotes.

The headers give the headline (Subject), the day (Date) and who put it out (From). Of a message in two forms the plain
one is read where it holds the message, else the page. Of a message that only passes another on, the other is read, with
the headers that it was passed on with: who forwards a statement has not put it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parseaddr
from itertools import islice
from typing import Any

from dragoman.documents.decode import decode, known_charset
from dragoman.documents.html import fragment
from dragoman.documents.layout import Part, clean, lay_out, visible
from dragoman.documents.options import Opened
from dragoman.documents.source import Source, fingerprint
from dragoman.documents.stamps import day
from dragoman.documents.text import check_size, ends_sentence, has_credit, is_dateline
from dragoman.errors import MalformedDocument, NoArticleText
from dragoman.model.base import content_id
from dragoman.model.document import Document

_ENOUGH = 20  # words of sentences: less is "view this message in your browser"
_MOST_PARTS, _LONGEST_HEADER = 200, 5000
_REPLY = re.compile(r"(?i)^(?:re|fwd?|aw|wg|tr|sv|vs|rv)\s*(?:\[\d+\])?:\s*")
_HISTORY = re.compile(
    r"(?im)^[ \t]*(?:-{2,}\s*(?:original message|forwarded message|forwarded by)\b.*|begin forwarded message:.*"
    r"|on\b.{5,200}\bwrote:[ \t]*|on\b.{5,150}\n.{0,100}\bwrote:[ \t]*"
    r"|(?:from|sent):[^\n]{1,200}\n(?:[ \t]*(?:sent|to|cc|date|subject|from):[^\n]*\n?){2,}|_{20,}[ \t]*)$")
_FORWARDED = re.compile(
    r"(?im)^[ \t>]*(?:-{2,}\s*(?:original message|(?P<said>forwarded (?:message|by)))\b.*"
    r"|(?P<begun>begin forwarded message):.*)$")
_SENT_ON = re.compile(r"(?i)^\s*(?:fwd?|wg|tr|rv|vs)\s*:")
_FIELD = re.compile(r"[ \t]*\*?(From|Date|Sent|Subject|To|Cc|Reply-To):\*?[ \t]*(.*)", re.IGNORECASE)
_NOTE = 12  # words of sentences above what is forwarded: more is a message of its own
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_QUOTED_PAGE = re.compile(
    r"(?i)<blockquote\b[^>]{0,300}(?:type=[\"']?cite|gmail_quote)"
    r"|<div\b[^>]{0,300}class=[\"']?(?:gmail_quote|moz-cite-prefix|yahoo_quoted)")
_WORD = re.compile(r"\w+")


class _Short(Compat32):
    """Headers as they are, without the parser of Python's newer policies, whose time grows with the square of their
    length; and no longer than anybody's."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def open_source(source: Source) -> Iterator[Opened]:
    """The report that a message is."""
    raw = source.read()
    yield document_from_mail(raw, name=source.name, file=source.file, encoding=source.options.encoding)


def document_from_mail(
    raw: bytes, *, name: str = "message", file: str | None = None, encoding: str | None = None
) -> Document:
    """Make a document of a message. Raises DocumentError where it is none or has no text."""
    try:
        message = BytesParser(policy=_Short()).parsebytes(raw)
        parts = list(islice(message.walk(), _MOST_PARTS + 1))
    except Exception as error:  # the parser trips over many a broken header
        raise MalformedDocument(name, f"a broken e-mail ({type(error).__name__})") from error
    if not {"from", "subject", "date", "received", "message-id"} & {name.lower() for name in message.keys()}:  # noqa: SIM118
        raise MalformedDocument(name, "no e-mail: it has none of an e-mail's headers")
    head = {name: _header(message, name) for name in ("Subject", "From", "Date")}
    body = _body(parts, name, encoding)
    sent_on = _SENT_ON.match(head["Subject"]) is not None
    if _words(body) < _NOTE and (other := _forwarded(parts, name, encoding, sent_on=sent_on)):
        head, body = {**head, "From": "", "Date": "", **other[0]}, other[1]
    subject = _REPLY.sub("", head["Subject"]) or None
    if subject and body and body[0][1].casefold() == subject.casefold():
        body = body[1:]
    if not body:
        raise NoArticleText(name, "no text of its own in it")
    text, blocks = lay_out([("title", subject), *body] if subject else body)
    check_size(text, name)
    sender, address = _asked(lambda: parseaddr(head["From"]), ("", ""))
    published = day(re.sub(r"(?<=\d) at (?=\d)", " ", head["Date"]))
    language, *_ = map(clean, _header(message, "Content-Language").split(","))
    return Document(
        id=content_id("d", fingerprint(raw)), text=text, blocks=blocks, file=file, title=subject,
        publisher=clean(sender) or clean(address) or None, language=language[:40] or None,
        published=published, published_basis="metadata" if published else None)


def _forwarded(
    parts: Sequence[Message[str, str]], name: str, encoding: str | None, *, sent_on: bool
) -> tuple[dict[str, str], list[Part]] | None:
    """The message that another passes on in plain text: its headers as they stand there, and its blocks; None where
    there is none. What follows "original message" is one where the subject says so: else it is what is answered."""
    plain = next((p for p in parts if _asked(p.get_content_type, "") == "text/plain"), None)
    text = visible(_content(plain, name, encoding)) if plain is not None else ""
    mark = _FORWARDED.search(text)
    if mark is None or not (sent_on or mark["said"] or mark["begun"]):
        return None
    lines = text[mark.end():].strip("\n").split("\n")
    if all(line.lstrip().startswith(">") for line in lines if line.strip()):
        lines = [re.sub(r"^\s*>[ \t]?", "", line) for line in lines]
    head: dict[str, str] = {}
    for n, line in enumerate(lines):
        found = _FIELD.match(line)
        if found:
            key = found[1].title().replace("Sent", "Date")
            head.setdefault(key, clean(found[2])[:1000].rstrip())
        elif line.strip() or head:
            body = _plain("\n".join(lines[n:]))
            return ({k: v for k, v in head.items() if k in ("Subject", "From", "Date")}, body) if body else None
    return None


def _asked(call: Callable[[], Any], otherwise: Any) -> Any:
    """What a message says of itself; the parser of headers trips over many a broken one."""
    try:
        return call()
    except Exception:
        return otherwise


def _header(message: Message[str, str], name: str) -> str:
    """A header as a reader sees it; one that cannot be understood is empty."""
    raw = str(_asked(lambda: message.get(name), "") or "")
    return clean(str(_asked(lambda: make_header(decode_header(raw)), raw)))[:1000].rstrip()


def _body(all_parts: Sequence[Message[str, str]], name: str, encoding: str | None) -> list[Part]:
    """The blocks of the message: its plain text where that holds it, else its page."""
    found: dict[str, list[Part]] = {}
    if len(all_parts) > _MOST_PARTS:
        raise MalformedDocument(name, f"more than {_MOST_PARTS} parts")
    for part in all_parts:
        kind = _asked(part.get_content_type, "")
        attached = _asked(part.get_content_disposition, "attachment") == "attachment"
        if kind in ("text/plain", "text/html") and kind not in found and not attached:
            parts = (_plain if kind == "text/plain" else _page)(_content(part, name, encoding))
            if parts:
                found[kind] = parts
    plain, page = found.get("text/plain", []), found.get("text/html", [])
    return plain if _words(plain) >= min(_ENOUGH, _words(page)) else page


def _content(part: Message[str, str], name: str, encoding: str | None) -> str:
    raw = _asked(lambda: part.get_payload(decode=True), b"")
    if not isinstance(raw, bytes):
        return ""
    charset = _asked(part.get_content_charset, None)
    text = decode(raw, name, declared=charset if known_charset(charset) else None, given=encoding, lenient=True)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kind = _asked(lambda: str(part.get("Content-Type", "")).lower().replace('"', ""), "")
    return re.sub(r"(?<=[^\n]) \n(?!>)", " ", text) if "format=flowed" in kind and "plain" in kind else text


def _words(parts: list[Part]) -> int:
    return sum(len(_WORD.findall(text)) for kind, text in parts if kind == "paragraph" and ends_sentence(text))


def _plain(text: str) -> list[Part]:
    """The paragraphs of plain text before the signature and the history, without what is quoted."""
    own = _SIGNATURE.split(_HISTORY.split(visible(text) + "\n", maxsplit=1)[0], maxsplit=1)[0]
    lines = ["" if line.lstrip().startswith(">") else line.rstrip() for line in own.split("\n")]
    parts: list[Part] = []
    for paragraph in _paragraphs(lines):
        if re.search(r"\w", paragraph):
            parts.append(("dateline" if is_dateline(paragraph) else
                          "caption" if has_credit(paragraph) and len(paragraph) < 500 else
                          "heading" if _is_heading(paragraph) and parts else "paragraph", paragraph))
    while parts and parts[-1][0] == "heading":  # nothing stands under it
        parts[-1] = ("paragraph", parts[-1][1])
        break
    return parts


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines joined where they were broken at a column: paragraphs are divided by blank lines, or each is a line."""
    wrapped = max(map(len, lines), default=0) <= 100 and "" in lines
    some: list[str] = []
    for line in [*lines, ""]:
        if some and (not line.strip() or not wrapped):
            yield clean(" ".join(some))
            some = []
        if line.strip():
            some.append(line)
    if some:
        yield clean(" ".join(some))


def _is_heading(paragraph: str) -> bool:
    return len(paragraph) < 80 and not re.search(r"[.!:;,…\"”’)?]$", paragraph)


def _page(markup: str) -> list[Part]:
    """The blocks of an HTML part without what it quotes."""
    own = _QUOTED_PAGE.split(markup, maxsplit=1)[0]
    return fragment(own) if re.search(r"\w", own) else []
