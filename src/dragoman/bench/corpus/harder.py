"""Paragraphs with days, numbers and quotations as people write them, where the templates' own are plain.

They end a report of a newsroom's own, and are marked by capitals: `T` a day in ISO, `N` a number, `Q` a quotation with
its speaker's surname. Only forms that all readers of a newspaper take alike are here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from dragoman.bench.copies import Chance
from dragoman.bench.corpus.marks import marked
from dragoman.bench.corpus.words import MONTHS, WEEKDAYS

T = TypeVar("T")


class _Day(NamedTuple):
    """A sentence with a day in it, in a form, from `first` to `last` days after the report is printed."""

    sentence: str
    form: str
    first: int
    last: int


_DAYS = (
    _Day("The town council of {town} met {}.", "late on {weekday}", -6, -1),
    _Day("Trains to {town_2} stopped {}.", "early {weekday}", -6, -1),
    _Day("The last convoy left {town} {}.", "{weekday} night", -6, -2),
    _Day("The bridge was closed {}, a guard said.", "on {short}., {month} {number}", -6, -1),
    _Day("The court in {a_cap} will rule {}.", "on the {ordinal} of {month}", 9, 25),
    _Day("The fair opens {}.", "on {number} {month}", 9, 25),
    _Day("The fair in {b_cap} opens {}.", "{month} {ordinal}", 9, 25),
    _Day("The vote was put off to {}.", "{weekday}, the {ordinal} of {month}", 9, 25),
    _Day("The envoy of {m} flies home {}.", "the day after tomorrow", 2, 2),
    _Day("The envoy of {m} came {}.", "the day before yesterday", -2, -2),
    _Day("Markets in {a_cap} were quiet {}.", "yesterday", -1, -1),
    _Day("The road to {town_2} was cleared {}.", "{count} days ago", -9, -3),
    _Day("The road to {town_2} will be cleared {}.", "in {count} days", 3, 9),
    _Day("Teachers in {town} walk out {}.", "a week from tomorrow", 8, 8),
    _Day("The minutes are dated {}.", "{year}-{month_number:02}-{number:02}", -20, -3),
    _Day("The ferry was sold {}.", "on {number} {month_short} {year}", -60, -10),
    _Day("The law was passed {}.", "on {month_short}. {number}, {year}", -200, -30),
)
_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_NUMBERS = (  # a sentence, how the number is written, and what one of it is worth
    ("The repairs cost {}.", "${few}.{digit}m", 1e6),
    ("The line will cost {}.", "{few}.{digit}bn euros", 1e9),
    ("The fund holds {}.", "${few} thousand", 1e3),
    ("Aid workers put up {} in {town}.", "{few}k tents", 1e3),
    ("Some {} crossed the river.", "{few}.{digit} million people", 1e6),
    ("The yard employs {}.", "{small} hundred people", 100),
    ("The yard in {town_2} employs {}.", "{small} thousand people", 1000),
    ("Police held {}.", "nearly {small} dozen people", 12),
    ("Officials counted {}.", "{tens}-{unit} boats", 1),
    ("The hall had {}.", "{small} hundred and {tens} seats", 1),
    ("The province lost {}.", "{small} and a half million trees", 1e6),
    ("The bus took {} to {town}.", "no fewer than {tens} pupils", 1),
    ("Divers found {}.", "half a dozen crates", 6),
    ("Thieves took {}.", "{few}-1/2 tonnes of copper", 1),
    ("The shelter took in {}.", "a couple of hundred families", 200),
    ("The mill ordered {}.", "a dozen and a half pumps", 18),
    ("Some {} signed the letter.", "{few}0-odd doctors", 1),
)
_UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_SAID = ("We will not sign a line of it", "Nobody asked the villages", "This is how wars begin again",
         "The bill is ours", "We have waited long enough for an answer", "There is nothing to hide in these papers")
_QUOTATIONS = (  # `{q,}`, `{q.}`: quotations; `{p}`: a piece of one; `{open}`: one that goes on in another paragraph
    "{minister_a} was blunt. {q.}",
    "{minister_a} spoke to reporters in {b_cap}. {q,} the minister said.",
    "Asked about the cost, {minister_a_last} said: {q.}",
    "{q,} {minister_a_last} said. {q.}",
    "{minister_a_last} put it otherwise: {q.}",
    "{q,} the minister, {minister_a_last}, told a crowd in {town}.",
    "{q,} said {minister_a_last}, whose deputy, {local}, has resigned.",
    "{local} waited outside. {q,} {minister_a_last} told {agency}.",
    "{minister_a_last} called the plan {p} and {p}.",
    "{open}<>{q,} said {minister_a_last}.",
    "{n,} said {minister_a_last}.",
    "{c,} said {minister_a_last}.",
    "According to {minister_a_last}, the plan is {p}.",
)
_NESTED = "\"They told us 'you will pay' and we paid,\""
_PIECES = ("a bad joke", "a trap", "a gift to smugglers", "a letter without a stamp", "an insult to the drowned")


def paragraphs(chance: Chance, facts: Mapping[str, str], printed: date) -> Iterator[str]:
    """A paragraph of days, one of numbers, and quotations, each marked; of `facts` that are not."""
    yield " ".join(_day(form, chance, facts, printed) for form in _some(3, _DAYS, chance))
    yield " ".join(_number(form, chance, facts) for form in _some(3, _NUMBERS, chance))
    for form in _some(2, _QUOTATIONS, chance):
        yield from _quotation(form, chance, facts)


def _some(number: int, of: Sequence[T], chance: Chance) -> list[T]:
    left = list(of)
    return [left.pop(chance.below(len(left))) for _ in range(number)]


def _day(form: _Day, chance: Chance, facts: Mapping[str, str], printed: date) -> str:
    away = form.first + chance.below(form.last - form.first + 1)
    day = printed + timedelta(days=away)
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    text = form.form.format(
        weekday=weekday, short=weekday[:3], month=month, month_short=month[:3], month_number=day.month,
        number=day.day, ordinal=f"{day.day}{_ORDINALS.get(day.day, 'th')}", year=day.year,
        count=_COUNTS[abs(away)] if abs(away) < len(_COUNTS) else "")
    return form.sentence.format(marked("T", day.isoformat(), text.replace("May.", "May")), **facts)


def _number(form: tuple[str, str, float], chance: Chance, facts: Mapping[str, str]) -> str:
    sentence, written, worth = form
    few, digit, small, tens = 2 + chance.below(7), 1 + chance.below(9), 2 + chance.below(8), 2 + chance.below(8)
    text = written.format(few=few, digit=digit, small=_UNITS[small], tens=_TENS[tens], unit=_UNITS[digit])
    counts = {"{few}.{digit}": few + digit / 10, "{few}-1/2": few + 0.5, "{few}0": few * 10, "{few}": few,
              "{small} and a half": small + 0.5, "{small} hundred and {tens}": 100 * small + 10 * tens,
              "{small}": small, "{tens}-{unit}": 10 * tens + digit, "{tens}": 10 * tens}
    count = next((value for slots, value in counts.items() if slots in written), 1)
    return sentence.format(marked("N", f"{count * worth:.6g}", text), **facts)


def _quotation(form: str, chance: Chance, facts: Mapping[str, str]) -> Iterator[str]:
    speaker = facts["minister_a_last"]
    said = [_SAID[(chance.below(len(_SAID)) + n) % len(_SAID)] for n in range(2)]
    first = chance.below(len(_PIECES))
    pieces = [_PIECES[first], _PIECES[(first + 1) % len(_PIECES)]]
    slots = {"{q,}": [f'"{s},"' for s in said], "{q.}": [f'"{s}."' for s in reversed(said)], "{open}": [f'"{said[1]}.'],
             "{p}": [f'"{p}"' for p in pieces], "{n,}": [_NESTED], "{c,}": [f"\u201c{said[0]},\u201d"]}
    text = form
    for slot, quotes in slots.items():
        for quote in quotes:
            text = text.replace(slot, marked("Q", speaker, quote), 1)
    yield from text.format(**facts).split("<>")
