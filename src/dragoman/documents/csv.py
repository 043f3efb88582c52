"""Tables of articles, one a row: CSV with commas, semicolons, tabs or bars, the first row naming the columns.

Rows are read one at a time. A row that is broken is listed with its number and the others are read.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from dragoman.documents.articles import article
from dragoman.documents.columns import MOST_BLANK, explain, mapping, note
from dragoman.documents.decode import known_charset
from dragoman.documents.options import Note, Opened
from dragoman.documents.source import Source
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText

_MOST_CELL = 1_000_000  # characters
_MOST_LINE = 20_000_000
_MOST_COLUMNS = 2000
_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_source(source: Source) -> Iterator[Opened]:
    """The articles of a table."""
    charset = known_charset(source.options.encoding or source.charset) or "utf-8"
    charset = "utf-8-sig" if charset == "utf-8" else charset
    marked = source.stream.peek(2)[:2] in _UTF16  # type: ignore[attr-defined]
    text = io.TextIOWrapper(source.stream, "utf-16" if marked else charset,
                            "strict" if marked else "surrogateescape", newline="")
    try:
        yield from _articles(_Lines(text, source.name), source)
    except UnicodeDecodeError as error:
        raise MalformedDocument(source.name, "not UTF-16, as its first bytes say; what follows is not read") from error
    finally:
        text.detach()


class _Lines:
    """The lines of a stream, none of them longer than memory allows."""

    def __init__(self, text: IO[str], name: str):
        self._text, self._name = text, name
        self.ended = False  # whether more was asked for than there is

    def __iter__(self) -> Iterator[str]:
        blank = 0
        while line := self._text.readline(_MOST_LINE):
            if len(line) >= _MOST_LINE:
                raise MalformedDocument(self._name, f"a line of more than {_MOST_LINE // 1_000_000} MB; no table")
            if "\x00" in line:
                raise MalformedDocument(self._name, "binary, no table")
            blank = 0 if line.strip() else blank + 1
            if blank > MOST_BLANK:
                raise MalformedDocument(self._name, f"{MOST_BLANK:,} blank lines; what follows is not read")
            yield line
        self.ended = True


def _articles(lines: _Lines, source: Source) -> Iterator[Opened]:
    first, rest = _first(lines)
    if first is None:
        raise NoArticleText(source.name, "empty")
    csv.field_size_limit(_MOST_CELL)
    delimiter = max(_DELIMITERS, key=first.count)
    names = [n.strip() for n in next(csv.reader([first], delimiter=delimiter))]
    if len(names) > _MOST_COLUMNS:
        raise MalformedDocument(source.name, f"{len(names):,} columns; no table of articles")
    columns = mapping(names, source)
    if "text" not in columns:
        raise NoArticleText(source.name, f"no column of texts among {explain(names)}; name it with --column text=NAME")
    yield note(columns, source)
    if twice := [name for name in columns.values() if names.count(name) > 1]:
        yield Note(file=source.name, text=f"several columns are called {explain(twice)}; the first of them is read")
    at = {field: names.index(name) for field, name in columns.items()}
    yield from _rows(csv.reader(rest, delimiter=delimiter), at, source, lines, len(names))


def _first(lines: Iterable[str]) -> tuple[str | None, Iterator[str]]:
    """The first line with words, and those that follow."""
    rest = iter(lines)
    return next((line for line in rest if line.strip()), None), rest


def _rows(rows: Iterator[list[str]], at: dict[str, int], source: Source, lines: _Lines, width: int) -> Iterator[Opened]:
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            number += 1
            yield MalformedDocument(f"{source.name}#{number}", f"a broken row: {error}")
            continue
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        fields = {field: row[n] for field, n in at.items() if n < len(row)}
        try:
            if reason := _wrong(row, fields, source, lines, width):
                raise MalformedDocument(f"{source.name}#{number}", reason)
            yield article(fields, source, number)
        except DocumentError as error:
            yield error
    if number == 0:
        raise NoArticleText(source.name, "a table without rows")


def _wrong(row: list[str], fields: dict[str, str], source: Source, lines: _Lines, width: int) -> str | None:
    """Why a row cannot be what its columns say; None where it can."""
    if lines.ended:  # a row that is whole asks for no further line
        return "a quotation mark that is never closed; what follows it is not read"
    if any(cell.strip() for cell in row[width:]):  # then no cell is sure to stand in its own column
        return f"{len(row)} cells, but {width} columns; a text with the mark between columns needs quotation marks"
    if any("\udc80" <= c <= "\udcff" for cell in fields.values() for c in cell if c > "\ud7ff"):
        charset = (source.options.encoding or source.charset or "UTF-8").upper()
        return f"not {charset}; name its character set by --encoding"
    return None
