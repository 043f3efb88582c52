"""Comparing what a record says with what an annotation says: texts, key words, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dragoman.review.annotation import fold

PASSAGE = 70  # words, about two sentences: what is longer speaks of nothing in particular
HEAD_REACH = 12  # words that a name may have more than the one that is asked for
_SENTENCES = 2  # ends of sentences within a passage: an abbreviation's full stop looks like one
SENTENCE_END = re.compile(r"\n|[.!?][\"\u201d\u2019')]*\s+(?=[\"\u201c\u2018'(]*[A-Z])")
_NUMBER_WORDS = {word: str(n) for n, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)}
_NUMBERS = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\b")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that tell nothing of a name; that end its head; that stand in names without a capital; that describe people.
SMALL = _set(
    "a an the s al el of in at on for to from with and his her its their this that mr mrs ms dr sir dame lord lady")
_AFTER_HEAD = _set("of in at on for to from with by near who that close familiar briefed involved led")
_PARTICLES = _set("al bin de el ibn of ould s the van von")
_GENERIC = _set(
    "agency aide ambassador analyst army authority chief commander commission committee copy diplomat document expert "
    "force foreign former government governor group head house leader local media member military minister ministry "
    "monitor negotiator newspaper observer office officer official one opposition paper party people person police "
    "poll president report resident royal secretary senior service side source spokesman spokesperson spokeswoman "
    "state statement team text they two three trader union witness")


@lru_cache(maxsize=100_000)
def plain(text: str | None) -> str:
    """A loose key for names: small letters and digits, without diacritics."""
    letters = (c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", "".join(letters).lower()))


def count_words(text: str | None) -> int:
    """How many words a text has."""
    return len(re.findall(r"\w+", text or ""))


def is_brief(text: str) -> bool:
    """Is a text short enough to speak of one thing?"""
    return count_words(text) <= PASSAGE and len(SENTENCE_END.findall(text)) <= _SENTENCES


def passage(*texts: str | None) -> str:
    """Some texts as one, folded; nothing where that is no brief one."""
    whole = " ".join(text or "" for text in texts)
    return fold(whole) if is_brief(whole) else ""


@lru_cache(maxsize=100_000)
def _in_digits(text: str) -> str:
    """A folded text with small numbers in digits, and one sign for percent."""
    return re.sub(r" ?per ?cent\b", "%", _NUMBERS.sub(lambda m: _NUMBER_WORDS[m.group()], fold(text)))


@lru_cache(maxsize=100_000)
def _beginning(word: str) -> re.Pattern[str]:
    """Where a word, or one that it begins, stands; a number stands whole."""
    first, last = word[:1], word[-1:]
    before = r"(?<!\d)(?<!\d[.,])" if first.isdigit() else r"(?<!\w)" if first.isalpha() else ""
    after = r"(?!\d|[.,]\d)" if last.isdigit() else ""
    return re.compile(before + re.escape(word) + after)


def has_words(groups: Iterable[Iterable[str]], text: str) -> bool:
    """Does a word of each group begin a word of the text?"""
    told = _in_digits(text)
    return all(any(_beginning(_in_digits(word)).search(told) for word in group) for group in groups)


def stands_in(name: str, text: str) -> bool:
    """Does a plain name stand in a plain text as whole words?"""
    return bool(name) and f" {name} " in f" {text} "


def _one_of_many(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=100_000)
def telling(name: str | None) -> frozenset[str]:
    """The words of a name that tell something."""
    return frozenset(_one_of_many(word) for word in plain(name).split() if word not in SMALL)


@lru_cache(maxsize=100_000)
def _head(name: str) -> tuple[str, ...]:
    """A name up to its head: (two, official) of "the two officials familiar with the talks"."""
    words = plain(name).split()
    end = next((n for n, word in enumerate(words) if n and word in _AFTER_HEAD), len(words))
    return tuple(_one_of_many(word) for word in words[:end] if word not in SMALL)


@lru_cache(maxsize=100_000)
def _is_proper(name: str) -> bool:
    words = re.findall(r"\w+", name)
    return not telling(name) & _GENERIC and all(word[0].isupper() or word in _PARTICLES for word in words)


@lru_cache(maxsize=200_000)
def same_name(given: str, asked: str) -> bool:
    """Does the name that a record gives stand for the one that is asked for?"""
    have, want = telling(given), telling(asked)
    one_head = _head(given)[-1:] == _head(asked)[-1:]
    if not have or not want or len(have) > len(want) + HEAD_REACH:
        return plain(given) == plain(asked)
    if want <= have:
        return have == want or len(want) > 1 or one_head or not want <= _GENERIC
    if not have < want or _is_proper(asked):
        return have < want
    most = 2 * len(have) >= len(want) and not have <= _GENERIC
    return one_head and len(have) > 1 and (most or _head(given) == _head(asked))


def listed(value: object) -> list[object]:
    """A value as a list of those that are right."""
    return value if isinstance(value, list) else [value]
