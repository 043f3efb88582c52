"""The lexicon of time words: data/times.yaml, and how a text's words are looked up in it."""

from __future__ import annotations

from dragoman.model.base import Row


class TimeWords(Row, frozen=True):
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
    prospective: tuple[str, ...]
    scheduled: tuple[str, ...]
    future_modals: tuple[str, ...]
    open_modals: tuple[str, ...]
