"""Which column or key of a table holds which field of an article, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.documents.articles import FIELDS, guess
from dragoman.documents.layout import clean
from dragoman.documents.options import Note
from dragoman.documents.source import Source
from dragoman.errors import MalformedDocument

_SHOWN = 12
MOST_BLANK = 100_000  # lines of a table in a row: a few bytes of gzip can stand for millions of them


def mapping(names: Sequence[str], source: Source) -> dict[str, str]:
    """The columns by field: as the user says, else by their names. Raises MalformedDocument for one that is not there.

    Where the user names a column that the file has not, it is an error of this file.
    """
    given = source.options.columns
    for field, name in given.items():
        if field not in FIELDS:
            raise MalformedDocument(source.name, f"{field!r} is no field; {', '.join(FIELDS)} are")
        if name not in names:
            raise MalformedDocument(source.name, f"no column {name!r}; there are {explain(names)}")
    return guess(names, given)


def explain(names: Sequence[str]) -> str:
    """The names of columns, as many as a line can hold."""
    shown = ", ".join(clean(n)[:30] or "(nameless)" for n in names[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown


def note(columns: Mapping[str, str], source: Source) -> Note:
    """What is told of the keys that were taken for fields."""
    told = ", ".join(f"{field}={name}" for field, name in columns.items())
    guessed = "" if set(columns) <= set(source.options.columns) else "; --column FIELD=NAME names another"
    return Note(file=source.name, text=f"columns {told}{guessed}")
