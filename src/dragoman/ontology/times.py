"""The lexicon of time words: data/times.yaml, and how a text's words are looked up in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dragoman.model.base import Row

Value = float | str | None


class TimeWords(Row, frozen=True, dict=True):
    """Every word of time, by what it means. The file says what each table holds."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    units: dict[str, str]
    plurals: dict[str, str]
    day_parts: dict[str, str]
    noons: dict[str, str]
    days: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    holidays: dict[str, str]
    vague: dict[str, str]
    sets: dict[str, str]
    approximators: tuple[str, ...]
    amounts: tuple[str, ...]
    grammar: dict[str, tuple[str, ...]]
    expected: tuple[str, ...]
    prospective: tuple[str, ...]
    scheduled: tuple[str, ...]
    deferring: tuple[str, ...]
    future_modals: tuple[str, ...]
    open_modals: tuple[str, ...]

    @cached_property
    def lookup(self) -> Lookup:
        """The tables by word, made once."""
        return Lookup(self)


_TELLING = ("sat", "sun", "h1", "h2", "q1", "q2", "q3", "q4")  # words of time only in some writings


class Lookup:
    """The part in the grammar and the value of each word and phrase of time.

    `single` leads from a word, `phrases` from a phrase's first word to its words, the longest first.
    `abbreviations` are the short names of months and weekdays, to which a full stop belongs. `heard` are all first
    words, so that any other is known to be none of time at once.
    """

    def __init__(self, words: TimeWords):
        self.single: dict[str, tuple[str, Value]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
        self.numbers, self.ordinals, self.months = words.numbers, words.ordinals, frozenset(words.months)
        for part, listed in words.grammar.items():
            self._add(part, ((w, None) for w in listed))
        self._add("FEW", ((w, None) for w in words.amounts))
        self._add("APPROX", ((w, None) for w in words.approximators))
        self._add("VAGUE", words.vague.items())
        self._add("SETWORD", words.sets.items())
        self._add("HOLIDAY", words.holidays.items())
        for part, table in (
            ("MO", words.months), ("WD", words.weekdays), ("SE", words.seasons), ("DP", words.day_parts),
            ("NOON", words.noons), ("RD", words.days), ("DECADE", words.decades), ("ORD", words.ordinals),
            ("NUM", words.numbers),
        ):
            self._add(part, table.items())
        self._add_plurals(words)
        for listed_phrases in self.phrases.values():
            listed_phrases.sort(key=lambda p: -len(p[0]))
        self.heard = frozenset(w for word in (*self.single, *self.phrases, *self.numbers, *_TELLING)
                               for w in (word, word.removesuffix(".")))

    def _add(self, part: str, items: Iterable[tuple[str, Value]]) -> None:
        for word, value in items:
            pieces = tuple(word.split())
            if len(pieces) == 1:
                self.single[word] = (part, value)
            else:
                self.phrases.setdefault(pieces[0], []).append((pieces, part, value))

    def _add_plurals(self, words: TimeWords) -> None:
        for word, unit in words.units.items():
            part = "QU" if unit == "Q" else "DP" if unit == "NI" else "UN"
            if word not in words.ordinals:  # "second" alone is an ordinal
                self.single[word] = (part, unit)
            self.single[word + "s"] = (part + "S", unit)
        self._add("UNS", words.plurals.items())
        for table, part in ((words.day_parts, "DPS"), (words.weekdays, "WDS"), (words.seasons, "SES")):
            for word, value in table.items():
                if len(word) > 4:  # not the abbreviations
                    self.single.setdefault(word + "s", (part, value))
        self.single["half"] = ("HALF", 0.5)
        names = (*words.months, *words.weekdays)
        self.abbreviations = frozenset(w for w in names if any(n != w and n.startswith(w) for n in names))
