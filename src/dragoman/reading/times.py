"""When: time expressions with TIMEX3 values, and the report's own date where nobody gives it."""

from __future__ import annotations

from dragoman.model.document import Document
from dragoman.model.reading import TimeExpression
from dragoman.ontology.times import TimeWords
from dragoman.text.parse import Parse


def date_document(parse: Parse, words: TimeWords) -> Document:
    """The document with the date of publication that its own text gives, where it had none."""
    return parse.document


def find_times(parse: Parse, document: Document, words: TimeWords) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, in order; `document` carries the date that they count from."""
    return ()
