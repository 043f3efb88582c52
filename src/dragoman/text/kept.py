"""What a block's parse alone tells is found once, and kept for the blocks of other reports that say the same.

A paragraph of agency copy is parsed once; what an extractor finds in it without a look at the rest of the report is
found once too. Such functions are marked here. What they give is shared: it is never changed afterwards, and it speaks
of tokens by their positions and of places by their offsets in the block, since the next block that has it is another
Doc, elsewhere in another report.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from spacy.tokens import Doc, Token

P = ParamSpec("P")
T = TypeVar("T")
Kept = dict[Any, Any]  # by the function that found it, and by the token if it is one token's

_KEPT = "kept"


def keep_in(doc: Doc, kept: Kept) -> None:
    """Let what is found of a block be kept there: all blocks of the same text and kind have it together."""
    doc.user_data[_KEPT] = kept


def by_block(find: Callable[Concatenate[Doc, P], T]) -> Callable[Concatenate[Doc, P], T]:
    """Ask a function of a block's parse, and of lexicons or positions, once for the blocks that say the same.

    Of several lexicons asked with, the last one's answer is kept: a report that has a lexicon of its own is rare.
    """
    @wraps(find)
    def found(doc: Doc, /, *given: P.args, **named: P.kwargs) -> T:
        kept = doc.user_data.get(_KEPT)
        if kept is None or named:
            return find(doc, *given, **named)
        before = kept.get(find)
        if before is not None and all(map(_same, before[0], given)):
            answer: T = before[1]
            return answer
        answer = find(doc, *given, **named)
        kept[find] = given, answer
        return answer

    return found


def by_token(find: Callable[Concatenate[Token, P], T]) -> Callable[Concatenate[Token, P], T]:
    """Ask a function of a token in its parse, and of values that can be keys, once for the blocks that say the same."""
    @wraps(find)
    def found(token: Token, /, *given: P.args, **named: P.kwargs) -> T:
        kept = token.doc.user_data.get(_KEPT)
        if kept is None or named:
            return find(token, *given, **named)
        answers: dict[Any, T] = kept.get(find) or kept.setdefault(find, {})
        key = (token.i, *given) if given else token.i
        if key in answers:
            return answers[key]
        answer = answers[key] = find(token, *given, **named)
        return answer

    return found


def _same(one: object, other: object) -> bool:
    """Is it the same lexicon, or an equal tuple of positions?"""
    return one is other or (type(one) is tuple and one == other)
