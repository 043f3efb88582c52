"""JSON Lines of articles: one object a line, as crawlers and archives write them.

Lines are read one at a time. One that is broken is listed with its number and the others are read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.documents.articles import FIELDS, article, guess
from dragoman.documents.columns import MOST_BLANK, explain, mapping, note
from dragoman.documents.options import Opened
from dragoman.documents.source import Source
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText

_MOST_LINE = 20_000_000  # bytes
_BOM = b"\xef\xbb\xbf"


def open_source(source: Source) -> Iterator[Opened]:
    """The articles of a file of lines."""
    told: tuple[str, ...] | None = None
    number = blank = 0
    while line := source.stream.readline(_MOST_LINE):
        if len(line) >= _MOST_LINE:
            raise MalformedDocument(source.name, f"a line of more than {_MOST_LINE // 1_000_000} MB")
        line = line.removeprefix(_BOM).strip() if number == 0 else line.strip()
        blank = 0 if line else blank + 1
        if blank > MOST_BLANK:
            raise MalformedDocument(source.name, f"{MOST_BLANK:,} blank lines; what follows is not read")
        if not line:
            continue
        number += 1
        if number == 1 and (reason := _no_lines(line)):
            raise MalformedDocument(source.name, reason)
        try:
            fields = parse(line, f"{source.name}#{number}")
            columns = columns_of(fields, source, number)
            if told is None:
                told = tuple(columns)
                yield note(columns, source)
            yield article({field: fields[name] for field, name in columns.items()}, source, number)
        except DocumentError as error:
            yield error
    if number == 0:
        raise NoArticleText(source.name, "empty")


def _no_lines(first: bytes) -> str | None:
    """Why a file whose first line is this is no JSON Lines at all; None where it may be."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16; save it as UTF-8"
    if first.startswith(b"[") or first == b"{":
        return "JSON, but not an object a line; --format json reads it"
    return None


def parse(data: bytes, name: str) -> dict[str, Any]:
    """A JSON object. Raises MalformedDocument where it is none."""
    try:
        value = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise MalformedDocument(name, f"no JSON: {error}") from error
    except RecursionError as error:
        raise MalformedDocument(name, "JSON that is nested too deeply") from error
    except ValueError as error:
        raise MalformedDocument(name, f"no JSON that can be read ({type(error).__name__})") from error
    if not isinstance(value, dict):
        raise MalformedDocument(name, f"a JSON {type(value).__name__}, not an object with an article's fields")
    return value


def columns_of(fields: Mapping[str, Any], source: Source, number: int) -> dict[str, str]:
    """The keys by field. A key that the user names and this object has not is none of its; others have it."""
    given = {f: k for f, k in source.options.columns.items() if k in fields}
    if any(f not in FIELDS for f in source.options.columns):
        return mapping(tuple(fields), source)  # says so
    names = [k for k, v in fields.items() if v not in (None, "", [], {})]
    columns = {f: k for f, k in guess(names, given).items() if f in given or f not in source.options.columns}
    if "text" not in columns:
        reason = f"no key of texts among {explain(tuple(fields))}; name it with --column text=NAME"
        raise NoArticleText(source.item(number)[1], reason)
    return columns
