"""What a user may say of how files are to be opened, and what opening has to say besides documents and errors."""

from __future__ import annotations

import msgspec

from dragoman.documents.session import Session
from dragoman.errors import DocumentError
from dragoman.model.base import Row
from dragoman.model.document import Document


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to open files.

    `columns` leads from fields of an article (dragoman.documents.articles.FIELDS) to columns or keys of a table;
    `encoding` is the character set of text that is not UTF-8 and does not say what it is; `format` is one of
    dragoman.documents.open.FORMATS, for files whose name does not tell. `allow_private` lets addresses of this
    machine and of private networks be fetched. `session` is what was fetched before, for whoever reads again and again.
    """

    columns: dict[str, str] = {}
    encoding: str | None = None
    format: str | None = None
    allow_private: bool = False
    session: Session | None = None


class Note(Row, frozen=True):
    """Something to be told of a file that was opened, such as which of its columns were taken for what."""

    file: str
    text: str


Opened = Document | DocumentError | Note
