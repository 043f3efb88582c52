"""The text of a block cut into words, digit strings and signs, finer than the parser's tokens.

The parser keeps "15kHz" and "HK$3.7bn" whole or cuts them in changing ways; figures need digits, signs
and letters apart, with their places.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dragoman.text.kept import by_block

_LEXEME = re.compile(
    r"""
    (?P<num>\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)
  | (?P<sign>\S)
""",
    re.VERBOSE,
)


class Lexeme(NamedTuple):
    """A word, digit string (`kind` "num") or sign of a block, with offsets in the block."""

    text: str
    lower: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Line:
    """A block as lexemes over its parse."""

    doc: Doc
    items: tuple[Lexeme, ...]

    @cached_property
    def text(self) -> str:
        """The block's text. A Doc makes its own anew at each call."""
        return self.doc.text

    @cached_property
    def _token_at(self) -> dict[int, Token]:
        return {token.idx: token for token in self.doc}

    def token(self, n: int) -> Token | None:
        """The parser's token that begins with a lexeme, if there is one."""
        return self._token_at.get(self.items[n].start) if 0 <= n < len(self.items) else None

    def at(self, n: int) -> Lexeme | None:
        """The lexeme at a position, or None beyond the ends."""
        return self.items[n] if 0 <= n < len(self.items) else None

    def lower(self, n: int) -> str:
        """The lexeme's text in lower case, empty beyond the ends."""
        return self.items[n].lower if 0 <= n < len(self.items) else ""

    def pos(self, n: int) -> str:
        """The coarse part of speech of the token that begins with a lexeme, or empty."""
        token = self.token(n)
        return token.pos_ if token is not None else ""

    def glued(self, n: int) -> bool:
        """Does a lexeme follow the one before it without a space?"""
        return 0 < n < len(self.items) and self.items[n - 1].end == self.items[n].start

    def index_after(self, offset: int) -> int:
        """The position of the first lexeme that begins at or after an offset of the block."""
        return bisect_left(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.items]

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case texts of some lexemes."""
        return tuple(x.lower for x in self.items[max(start, 0) : end])


def cut(doc: Doc) -> Line:
    """Cut a block into lexemes."""
    return Line(doc, _lexemes(doc))


@by_block
def _lexemes(doc: Doc) -> tuple[Lexeme, ...]:
    items = []
    for match in _LEXEME.finditer(doc.text):
        text = match.group()
        items.append(Lexeme(text, text.lower(), match.start(), match.end(), match.lastgroup or "sign"))
    return tuple(items)
