"""When: time expressions with TIMEX3 values, and the report's own date where nobody gives it."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.model.document import Document
from dragoman.model.reading import TimeExpression
from dragoman.ontology.times import TimeWords
from dragoman.reading.times.anchor import Anchoring, Block
from dragoman.reading.times.counted import COUNTED_RULES
from dragoman.reading.times.dating import dated
from dragoman.reading.times.days import DAY_RULES
from dragoman.reading.times.grammar import Draft, Grammar
from dragoman.reading.times.hours import HOUR_RULES
from dragoman.reading.times.lengths import LENGTH_RULES
from dragoman.reading.times.numeric import Order
from dragoman.reading.times.periods import PERIOD_RULES
from dragoman.reading.times.words import Word, cut
from dragoman.text.kept import by_block
from dragoman.text.parse import Parse

_GRAMMAR = Grammar([*DAY_RULES, *HOUR_RULES, *COUNTED_RULES, *PERIOD_RULES, *LENGTH_RULES])


def date_document(parse: Parse, words: TimeWords) -> Document:
    """The document with the date of publication that its own text gives, where it had none (see dating.py)."""
    if parse.document.published is not None:
        return parse.document
    return dated(parse.document, _blocks(parse, words), words)


def find_times(
    parse: Parse, document: Document, words: TimeWords, *, order: Order | None = None,
) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, in order; `document` carries the date that they count from.

    `order` is that of the country's dates in digits; where it is not known, 03/04/2025 is only of 2025.
    """
    return tuple(Anchoring(_blocks(parse, words, order), document.published, words).times())


def _blocks(parse: Parse, words: TimeWords, order: Order | None = None) -> list[Block]:
    return [Block(doc, block.start, *_drafted(doc, words, order))
            for block, doc in zip(parse.document.blocks, parse.docs, strict=True)]


@by_block
def _drafted(doc: Doc, words: TimeWords, order: Order | None) -> tuple[list[Word], list[Draft]]:
    """The words of a block and the drafts over them."""
    text = doc.text  # made anew from the tokens at each access
    cut_words = cut(doc, text, words.lookup, order)
    return cut_words, list(_GRAMMAR.drafts(doc, text, cut_words))
