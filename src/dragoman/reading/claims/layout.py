"""A block as the finder of attributions sees it: its tokens, its quotations, and its segments.

A segment is a sentence, or a part of one between semicolons; no cue reaches beyond its own. A sentence
border inside a quotation is none: the parser cuts "A. B," he said into two sentences. Behind a quotation that
ends in a full stop there is one: a comma would stand there if its speaker followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.reading.claims.quotes import Quote
from dragoman.text.kept import by_block

Range = tuple[int, int]  # first and last token position in a block, both included

_BREAKS = (";",)
_TRIM = frozenset((",", ".", ";", ":", "-", "–", "—", "―", "--", "...", "…", "?", "!", '"', "'", "''", "``", "(", ")",
                   " ", "\n"))
_SPEECH_ENDS = frozenset((",", ".", "?", "!", "…", "..."))
_LEADS = frozenset(("that",))


@dataclass(frozen=True)
class Layout:
    """One block. `quote_at` gives for each token the position of the quotation that it stands in, or -1."""

    block: int
    doc: Doc
    quotes: tuple[Quote, ...]
    quote_at: tuple[int, ...]
    segment_at: tuple[int, ...]
    segments: tuple[tuple[int, int], ...]
    speech: tuple[bool, ...]  # for each quotation: is it somebody's words, and no title or scare quotes?

    def in_speech(self, position: int) -> bool:
        """Does a token stand in somebody's quoted words?"""
        return self.quote_at[position] >= 0 and self.speech[self.quote_at[position]]

    def segment(self, word: Token) -> tuple[int, int]:
        """First and last token position of the segment in which a word stands."""
        return self.segments[self.segment_at[word.i]]

    def quote_of(self, position: int) -> Quote | None:
        """The quotation in which a token stands."""
        if 0 <= position < len(self.quote_at) and self.quote_at[position] >= 0:
            return self.quotes[self.quote_at[position]]
        return None

    def trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        """The range without punctuation, quotation marks and "that" at its ends; None where nothing is left."""
        while first <= last and (self.doc[first].text in _TRIM or self.doc[first].is_space
                                 or (self.doc[first].lower_ in _LEADS and (
                                       self.doc[first].dep_ == "mark" or self.doc[first].tag_ == "IN"))):
            first += 1
        while first <= last and (self.doc[last].text in _TRIM or self.doc[last].is_space) and not (
                self.doc[last].text == ")" and any(t.text == "(" for t in self.doc[max(first, last - 12):last])):
            last -= 1
        if first > last:
            return None
        quote = self.quote_of(last)
        if quote is not None and quote.first >= first and not quote.goes_on:
            last = quote.last  # a quotation inside keeps its closing mark
        quote = self.quote_of(first)
        if quote is not None and quote.last <= last and not quote.goes_on:
            first = quote.first
        return first, last

    def tokens(self, first: int, last: int) -> Tokens:
        """The tokens from first to last, both included."""
        return self.doc[first:last + 1]


def lay_out(block: int, doc: Doc, quotes: tuple[Quote, ...]) -> Layout:
    """Lay a block out."""
    return Layout(block, doc, quotes, *_laid_out(doc, tuple((q.first, q.last) for q in quotes)))


@by_block
def _laid_out(
    doc: Doc, quotes: tuple[Range, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Range, ...], tuple[bool, ...]]:
    quote_at = [-1] * len(doc)
    for n, (begin, end) in enumerate(quotes):
        for i in range(begin, end + 1):
            quote_at[i] = n
    segments: list[tuple[int, int]] = []
    segment_at = [0] * len(doc)
    first = 0
    for token in doc:
        i = token.i
        inside = i > 0 and quote_at[i] >= 0 and quote_at[i] == quote_at[i - 1]
        begins = token.is_sent_start and not inside and not _belongs_to_last(doc, quote_at, i)
        if i > first and (begins or _follows_full_stop(doc, quotes, quote_at, i)):
            segments.append((first, i - 1))
            first = i
        segment_at[i] = len(segments)
        if token.text in _BREAKS and quote_at[i] < 0 and i + 1 < len(doc):
            segments.append((first, i))
            first = i + 1
    segments.append((first, len(doc) - 1))
    return tuple(quote_at), tuple(segment_at), tuple(segments), tuple(_is_speech(doc, *quote) for quote in quotes)


def _is_speech(doc: Doc, first: int, last: int) -> bool:
    """A clause, a long stretch, or one that ends as speech does ("Ask me tomorrow.", "Never,")."""
    words = [t for t in doc[first:last + 1] if not t.is_punct]
    if not words:
        return False
    ends = any(t.text in _SPEECH_ENDS for t in doc[max(words[-1].i + 1, last - 2):last + 1])
    return ends or len(words) > 6 or any(t.pos_ in ("VERB", "AUX") for t in words)


def _follows_full_stop(doc: Doc, quotes: tuple[Range, ...], quote_at: list[int], i: int) -> bool:
    """Does a sentence begin right behind a quotation that ends in a full stop?"""
    n = quote_at[i - 1] if i else -1
    closed = n >= 0 and quotes[n][1] == i - 1 and doc[i - 1].is_quote and doc[i - 2].text == "."
    return closed and doc[i].text[:1].isupper()


def _belongs_to_last(doc: Doc, quote_at: list[int], i: int) -> bool:
    """Does a "sentence" only go on with the last one: after a comma, a colon, or in lower case?"""
    before = doc[i - 1].text
    if before in (",", ":"):
        return True
    return doc[i].text[:1].islower() and before not in (".", "!", "?", ";")


def positions(words: Iterable[Token]) -> tuple[int, int]:
    """Least and greatest position of some words."""
    found = [w.i for w in words]
    return min(found), max(found)
