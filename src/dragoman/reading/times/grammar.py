"""The grammar of time expressions: which words belong together, and what they say.

A block's words become a string with one character a word, its part (see data/times.yaml and words.py);
a rule is a pattern over parts, and a function that makes a draft of the words it took. Of the rules that
match at a word the one that takes most wins, so their order does not matter but for equals.

A draft's value is given either as it is, or as a formula of model/time.py. A `?` in a formula stands for
the direction (`<=`, `>`, `~`, …) that tense and genre decide later, in anchor.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from spacy.tokens import Doc

from dragoman.model.time import TimexType
from dragoman.reading.times.words import Word

Anchor = Literal["none", "document", "narrative"]


class Draft(NamedTuple):
    """An expression from word `first` up to `last`, not yet counted from anything.

    `value` is final; `formula` is counted from `anchor`. `hint` names what anchor.py has to know besides.
    """

    first: int
    last: int
    type: TimexType
    value: str | None = None
    formula: str | None = None
    anchor: Anchor = "none"
    hint: str = ""


class Match(NamedTuple):
    """What a rule took: words `first` up to `last` of a block's words."""

    doc: Doc
    text: str
    words: list[Word]
    found: re.Match[str]

    @property
    def taken(self) -> list[Word]:
        """The words of the match."""
        return self.words[self.found.start():self.found.end()]

    def part(self, name: str) -> list[Word]:
        """The words of a named group, none where it took no part."""
        if name not in self.found.re.groupindex:
            return []
        start, end = self.found.span(name)
        return self.words[start:end] if start >= 0 else []

    def draft(self, type_: TimexType, value: str | None = None, *, formula: str | None = None,
              anchor: Anchor = "none", hint: str = "", skip: tuple[str, ...] = (), over: str = "x") -> Draft:
        """A draft over the words of the group `over`, or over all of the match, but for first words of parts `skip`."""
        start, end = self.found.span(over) if over in self.found.re.groupindex else self.found.span()
        while start < end - 1 and self.words[start].part in skip:
            start += 1
        return Draft(start, end, type_, value, formula, anchor, hint)


Rule = Callable[[Match], Draft | tuple[Draft, ...] | None]  # several where one pattern joins several expressions


def first(words: list[Word], *parts: str) -> Word | None:
    """The first word with one of some parts."""
    return next((w for w in words if w.part in parts), None)


EDGES = {"EARLY": "early", "MID": "mid", "LATE": "late", "STARTOF": "early", "ENDOF": "late",
         "EARLIER": "", "LATER": ""}
ANAPHORIC = ("previous", "preceding", "prior", "following", "subsequent", "succeeding", "ensuing")  # to what was told


def edge_step(words: list[Word]) -> str:
    """The step of a formula for "early", "the end of" and their like, with a blank before it."""
    edge = first(words, *EDGES)
    return f" {EDGES[edge.part]}".rstrip() if edge else ""


def ignore(m: Match) -> Draft | None:
    """A rule for what looks like a time and is none, such as an age or 31 February: nothing is made of its pieces."""
    return m.draft("DATE", "", hint="ignore")


# Pieces that several rules are made of
_PIECES = {
    "NUMBER": "(?:NUM|DAY|YEAR)",
    "DATEDAY": "(?:DAY|ORDN)",
    "UNIT": "(?:UN|UNS)",
    "PART": "(?:(?:THE?(?:EARLY|MID|LATE|STARTOF|ENDOF|REST|(?:ORD|EARLY|LATER|LAST)PARTOF)PARTOF?OF)"
            "|THE?(?:EARLY|MID|LATE)(?:DASH|IN|ON)?|(?:EARLIER|LATER)(?:IN|ON)?)",
    "MDY": "(?:MO(?:THE|COMMA)?DATEDAY(?:(?:COMMA|OF|IN)?YEAR|COMMA?YY)?"
           "|MO THE ORD|MO ORD(?=COMMA?YEAR|STOP|TO|AT|CLOCK|$)(?:COMMA?YEAR)?|MO BAR DAY BAR YEAR|MO SLASH DAY)",
    "DMY": "(?:THE?DATEDAY OF?MO(?:(?:OF|COMMA|IN)?YEAR|YY)?|THE?ORD OF MO(?:COMMA?YEAR)?"
           "|DAY BAR MO BAR YEAR|YEAR BAR MO BAR DAY)",
    "BAR": "(?:DASH|SLASH)",
    "DAYISH": "(?:(?:THE|THIS)?(?:LAST|NEXT|THIS)?WD(?:COMMA?(?:ON)?(?:MDY|DMY|NUMDATE))?"
              "|(?:LAST|NEXT|THIS)?MDY|DMY|RD|(?:LAST|NEXT|THIS)?NUMDATE)",
    "HOUR": "(?:CLOCK(?:AM|PM)?|(?:NUM|DAY)(?:AM|PM|OCLOCK)|YEAR(?:AM|PM)|NOON|(?:NUM|DAY)OCLOCK?(?=IN THE DP))"
            "(?:(?:IN THE|AT)DP)?",
    "SOME": "(?:(?:APPROX|OVER)?A?NUMBER(?:AND A HALF|(?:OR|TO)NUMBER)?"
            "|APPROX?(?:A?FEW OF?NUMBER?|HALF A|A HALF))",
    "COUNT": "(?:SOME|(?:APPROX|OVER)?A)",
    "WHICH": "(?:THIS|THAT|LAST|NEXT|RECENT)",
}


def _expand(pattern: str) -> str:
    for _ in range(5):
        pattern = re.sub(r"(?<!\(\?)[A-Z]{2,}", lambda m: _PIECES.get(m.group(), m.group()), pattern)
    return pattern


class Grammar:
    """Rules compiled over the parts of words."""

    def __init__(self, rules: list[tuple[str, Rule]]):
        self._letters: dict[str, str] = {"OTHER": "."}
        self._rules = [(re.compile(self._encode(pattern)), rule) for pattern, rule in rules]
        core = "".join(self._letter(p) for p in sorted(_CORE))
        self._not_other = re.compile("[^.]")
        self._near_core = re.compile(f"[^.]{{0,7}}[{core}]")

    def _letter(self, part: str) -> str:
        return self._letters.setdefault(part, chr(0x4E00 + len(self._letters)))

    def _telling(self, parts: str, at: int) -> int:
        """The first place from `at` on whose word has a part."""
        found = self._not_other.search(parts, at)
        return found.start() if found else len(parts)

    def _encode(self, pattern: str) -> str:
        def letter(m: re.Match[str]) -> str:
            word = m.group()
            return word if word.startswith("(") else self._letter(word) if word.strip() else ""

        return re.sub(r"\(\?P<\w+>|[A-Z]+|\s+", letter, _expand(pattern))

    def drafts(self, doc: Doc, text: str, words: list[Word]) -> Iterator[Draft]:
        """The drafts of a block, in order; none overlaps another."""
        parts = "".join(self._letters.get(w.part, ".") for w in words)
        at = 0
        while (at := self._telling(parts, at)) < len(parts):
            joined = at > 1 and words[at].part in ("DAY", "ORDN", "NUM", "YY")  # "4 and 5"
            if not (joined or self._near_core.match(parts, at)):
                at += 1
                continue
            best: tuple[Draft, ...] = ()
            reach = at
            for pattern, rule in self._rules:
                m = pattern.match(parts, at)
                if m is not None and m.end() > reach and (draft := rule(Match(doc, text, words, m))) is not None:
                    best, reach = ((draft,) if isinstance(draft, Draft) else draft), m.end()
            if not best:
                at += 1
                continue
            ignored = best[0].hint == "ignore"
            if not ignored:
                yield from best
            at = max(reach if ignored else best[-1].last, at + 1)


_CORE = {"MO", "WD", "WDS", "SE", "SES", "UN", "UNS", "QU", "QUS", "QNUM", "DP", "DPS", "NOON", "RD", "DEC", "DECADE",
         "HOLIDAY", "VAGUE", "SETWORD", "NUMDATE", "CLOCK", "AM", "PM", "OCLOCK", "YEAR", "YY", "BC", "AD", "ORDN",
         "HALF", "LAST", "RECENT", "THIS", "YEARAGO", "FISCAL", "PERIOD"}


def amount(words: list[Word]) -> float | None:
    """How many: the number of a COUNT, None where it is vague. "a couple of" is two, "half a" a half."""
    number = 0.0
    counted = False
    for w in words:
        if w.part in ("NUM", "DAY", "YEAR") and isinstance(w.value, (int, float)) and not counted:
            number, counted = float(w.value), True
        elif w.part == "HALF":
            number, counted = number + 0.5, True
        elif w.part == "FEW":
            if w.text != "couple":
                return None
            number, counted = 2, True
    return number if counted else 1.0


_CLOCK_UNITS = ("TS", "TM", "TH")
_LONG = {"DE": ("Y", 10), "CE": ("Y", 100), "ME": ("Y", 1000), "Q": ("M", 3), "F": ("W", 2), "E": ("WE", 1)}


def duration(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: `P3D`, `PT48H`, `PXY` where the number is vague, `P2Y6M` for halves."""
    time = "T" if unit in _CLOCK_UNITS else ""
    if count is None:
        vague = {"DE": "DE", "CE": "C"}.get(unit) or _LONG.get(unit, (unit[-1], 1))[0]
        return f"P{time}X{vague}"
    unit, times = _LONG.get(unit, (unit[-1], 1))
    count *= times
    whole, rest = divmod(count, 1)
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if time else (0, ""), "D": (0, "")}.get(unit, (0, ""))
    if rest and smaller[0] and (rest * smaller[0]).is_integer():
        head = f"{whole:.0f}{unit}" if whole else ""
        return f"P{time}{head}{rest * smaller[0]:.0f}{smaller[1]}"
    return f"P{time}{count:g}{unit}"
