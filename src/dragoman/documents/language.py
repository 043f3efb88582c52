"""The language of a report, where it is one that the reader does not know.

The commonest words of English tell it at once; only where they are rare is the identifier asked (py3langid, Lui and
Baldwin's langid.py with a newer model: the same text gives the same answer everywhere). What a page says of its
language is believed among the others alone: templates say "en" of everything.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from dragoman.model.document import Document

_ENOUGH = 20  # words; in fewer no language is told
_LOOKED_AT = 4000  # characters of the body
_ENGLISH, _SOME_ENGLISH = 0.2, 0.1  # the share of English's commonest words that makes a text English, or perhaps so
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = frozenset(_WORD.findall("""
    the of to and a in that is was for on it with as he said by at from his be have has not are but an they their were
    will would which had who this its or been after over about she her we more than up out when new also no one
    """))
_BODY = ("paragraph", "standfirst", "caption", "heading")
# Writing without spaces between words: a character counts for a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def with_language(document: Document) -> Document:
    """The document, marked as unread where its text is in a language that the reader does not know."""
    if document.unread is not None:
        return document
    body = " ".join(document.text[b.start:b.end] for b in document.blocks if b.kind in _BODY)[:_LOOKED_AT]
    found = foreign_language(body)
    if found is None:
        return document
    stated = document.language
    if stated and not _is_english(stated):
        found = stated
    return msgspec.structs.replace(document, language=found, unread=f"written in {name_of(found)}; English is read")


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text that is not English, None where it is or too short to tell.

    >>> foreign_language("The ministers of both states met on the border and said that it will be opened again. " * 2)
    """
    words = [w.lower() for w in _WORD.findall(text)]
    if len(words) + len(_UNSPACED.findall(text)) < _ENOUGH:
        return None
    share = sum(w in _COMMON for w in words) / max(1, len(words))
    if share >= _ENGLISH:
        return None
    language = str(_identifier().classify(text)[0])
    return None if language == "en" or share >= _SOME_ENGLISH else language


def name_of(code: str) -> str:
    """A language's name in English, or its code."""
    from babel import Locale, UnknownLocaleError  # rarely needed

    try:
        return str(Locale.parse(code.replace("-", "_").split("_")[0]).english_name or code)
    except (UnknownLocaleError, ValueError):
        return code


def _is_english(code: str) -> bool:
    return code.lower().replace("_", "-").split("-")[0] in ("en", "eng", "english")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes half a second

    return LanguageIdentifier.from_model_file(MODEL_FILE)
