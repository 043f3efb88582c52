"""Rules for stretches of the calendar: months, seasons, quarters, years, decades, "the end of the year"."""

from __future__ import annotations

import re

from dragoman.reading.times.days import day_formula
from dragoman.reading.times.grammar import ANAPHORIC, Draft, Match, Rule, duration, edge_step, first
from dragoman.reading.times.words import Word, token_at

_BEFORE_CLAUSES = frozenset(("say", "tell", "hope", "fear", "think", "believe", "expect", "show", "suggest", "mean",
                             "predict", "warn", "know", "note", "add", "claim", "insist", "forecast", "report", "fact"))
_BEFORE_YEARS = ("in", "since", "the", "by", "until", "'s", "'", "between", "from", "during")


def a_month(m: Match) -> Draft | None:
    """March; early March 2025; the end of April; this March; December last year."""
    month, year = first(m.taken, "MO"), first(m.part("year"), "YEAR")
    which = first(m.part("which"), "LAST", "NEXT") or first(m.part("which"), "THIS", "THAT")
    edge = edge_step(m.part("edge"))
    if month is None or not isinstance(month.value, int) or _is_conjunction(m):
        return None
    if year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{month.value:02}{edge}")
    relative = first(m.part("ofyear"), "LAST", "NEXT", "THIS", "THAT") or first(m.part("which"), "THAT")
    if relative:
        if relative.part == "THAT":
            return m.draft("DATE", formula=f"Y+0 mo{month.value}={edge}", anchor="narrative", hint="year")
        step = {"LAST": -1, "NEXT": 1}.get(relative.part, 0)
        return m.draft("DATE", formula=f"Y{step:+} mo{month.value}={edge}", anchor="document")
    how = {"LAST": "<", "NEXT": ">", "THIS": "="}.get(which.part, "?") if which else "?"
    return m.draft("DATE", formula=f"mo{month.value}{how}{edge}", anchor="document")


def _is_conjunction(m: Match) -> bool:
    """Is the "that" before a month or a season no word of it ("said that April was cold")?"""
    that = first(m.part("which"), "THAT")
    token = token_at(m.doc, that.start, that.end) if that else None
    before = token.nbor(-1) if token is not None and token.i > 0 else None
    return before is not None and (before.pos_ == "ADJ" or before.lemma_.lower() in _BEFORE_CLAUSES)


def a_season(m: Match) -> Draft | None:
    """Next spring; the summer of 1916; early this autumn."""
    season, year = first(m.taken, "SE"), first(m.part("year"), "YEAR")
    which = first(m.part("which"), "LAST", "NEXT") or first(m.part("which"), "THIS", "THAT")
    if season is None or _is_conjunction(m):
        return None
    edge = edge_step(m.part("edge"))
    if year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{season.value}{edge}")
    if which and which.part == "THAT":
        return m.draft("DATE", formula=f"Y+0 se{season.value}={edge}", anchor="narrative", hint="year")
    how = {"LAST": "<", "NEXT": ">", "THIS": "="}.get(which.part, "?") if which else "?"
    return m.draft("DATE", formula=f"se{season.value}{how}{edge}", anchor="document",
                   hint="" if which or m.part("edge") else "season")


def a_year(m: Match) -> Draft | None:
    """1995; early 2024; the end of 2027; the year 2000."""
    year = first(m.part("year"), "YEAR", "NUM")
    if year is None or not isinstance(year.value, (int, float)) or not 1000 <= year.value <= 2199:
        return None
    if not m.part("firm") and not _is_year(m, year):
        return None
    return m.draft("DATE", formula=f"{int(year.value):04}{edge_step(m.part('edge'))}")


def _is_year(m: Match, word: Word) -> bool:
    """Is a bare number of four digits a year? Not where it counts a noun or follows a currency or a number sign."""
    if m.text[max(0, word.start - 1):word.start] in tuple("$€£#₹¥") or not 1400 <= float(word.value or 0) <= 2100:
        return False
    if re.search(r"(?<!\d)\d{3}-$", m.text[max(0, word.start - 5):word.start]):
        return False  # the end of a telephone number
    if re.match(r"%|\.\d|-[a-z]|,\d", m.text[word.end:word.end + 2]):
        return False
    token = token_at(m.doc, word.start, word.end)
    if token is None:
        return True
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    after_in = token.i > 0 and token.nbor(-1).lower_ in _BEFORE_YEARS
    return not counts or (after_in and 1900 <= float(word.value or 0) <= 2060)


def a_short_year(m: Match) -> Draft | None:
    """The second of a range of years: 2024-25, 1914-18."""
    start, short = m.words[m.found.start() - 2] if m.found.start() >= 2 else None, first(m.taken, "DAY", "NUM", "YY")
    if start is None or short is None or start.part != "YEAR" or not isinstance(start.value, (int, float)):
        return None
    value = int(float(start.value)) // 100 * 100 + int(float(short.value or 0))
    if not re.fullmatch(r"'?\d\d", short.text) or not start.value < value <= start.value + 60:
        return None
    return m.draft("DATE", formula=f"{value:04}")


def a_decade(m: Match) -> Draft | None:
    """The 1990s; the late '80s; the early nineties."""
    word = first(m.taken, "DEC", "DECADE")
    if word is None:
        return None
    value = str(word.value) if word.part == "DEC" else f"19{word.value}"
    if first(m.taken, "BC"):
        value = f"BC{value}" if len(value) == 3 else value
    return m.draft("DATE", formula=f"{value}{edge_step(m.part('edge'))}")


def a_century(m: Match) -> Draft | None:
    """The 20th century; the early nineteenth century."""
    order, unit = first(m.taken, "ORDN", "ORD"), first(m.taken, "UN")
    if order is None or unit is None or unit.value != "CE":
        return None
    if not isinstance(order.value, (int, float)) or order.value > 22:
        return None
    century = f"{int(order.value) - 1:02}"
    return m.draft("DATE", formula=("BC" if first(m.taken, "BC") else "") + century + edge_step(m.part("edge")))


def bc(m: Match) -> Draft | None:
    """490 BC; April 480 BC; the spring of 480 BC; AD 14."""
    number = first(m.part("n"), "NUM", "DAY", "YEAR")
    if number is None or not isinstance(number.value, (int, float)) or not 1 <= number.value <= 9999:
        return None
    value = f"{int(number.value):04}"
    if first(m.taken, "AD") is None:
        value = "BC" + value
    within = first(m.taken, "MO", "SE")
    if within:
        value += f"-{within.value:02}" if isinstance(within.value, int) else f"-{within.value}"
    return m.draft("DATE", formula=value + edge_step(m.part("edge")))


def a_quarter(m: Match) -> Draft | None:
    """The third quarter; third-quarter; the first half of 1990; Q3 2025; the year-ago quarter."""
    order, quarter = first(m.taken, "ORD", "ORDN"), first(m.taken, "QUS", "QU", "QNUM", "HNUM", "HALF", "PERIOD")
    if quarter is None:
        return None
    kind = "h" if quarter.part in ("HALF", "HNUM") else "q"
    number = f"{int(float(order.value or 0))}" if order else ""
    if quarter.part in ("QNUM", "HNUM"):
        number = str(quarter.value)
    if first(m.part("last"), "LAST"):
        number = "2" if kind == "h" else "4"
    if number and not 1 <= int(number) <= (2 if kind == "h" else 4):
        return None
    year, ago = first(m.taken, "YEAR"), first(m.taken, "YEARAGO")
    if number and year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{kind.upper()}{number}")
    relative = first(m.part("ofyear"), "LAST", "NEXT", "THIS")
    if number and relative:
        step = {"LAST": -1, "NEXT": 1}.get(relative.part, 0)
        return m.draft("DATE", formula=f"Y{step:+} {kind}{number}=", anchor="document")
    if number and m.part("own"):  # "the first quarter of the year"
        return m.draft("DATE", formula=f"Y+0 {kind}{number}=", anchor="document")
    if number:
        back = " y-1" if ago else ""
        skip = ("THE", "A") if first(m.taken, "DASH") else ("A",)
        return m.draft("DATE", formula=f"{kind}{number}?{back}", anchor="document", hint="quarter", skip=skip)
    which = first(m.taken, "LAST", "NEXT", "THIS", "RECENT")
    if ago or which is None or which.part == "RECENT":
        return m.draft("DATE", formula="Q+0 y-1" if ago else "Q+0", anchor="narrative", hint="quarter")
    step = {"LAST": -1, "NEXT": 1, "THIS": 0}[which.part]
    return m.draft("DATE", formula=f"Q{step:+}", anchor="document")


def week_of_year(m: Match) -> Draft | None:
    """The third week of 2018, by the weeks of ISO 8601; other units of a year have rules of their own."""
    order, unit, year = first(m.taken, "ORD", "ORDN"), first(m.taken, "UN"), first(m.taken, "YEAR")
    if order is None or unit is None or year is None or unit.value != "W" or not isinstance(order.value, int):
        return None
    return m.draft("DATE", formula=f"{int(float(year.value or 0)):04}-W{order.value:02}")


def numbered_week(m: Match) -> Draft | None:
    """Week 3 of 2027; week 27 of last year. "Week 3" alone is as often of a season of games."""
    unit, number, whole = first(m.part("unit"), "UN"), first(m.part("number"), "DAY"), first(m.part("whole"), "UN")
    if unit is None or number is None or unit.value != "W" or (whole is not None and whole.value != "Y"):
        return None
    year, which = first(m.part("year"), "YEAR"), first(m.part("which"), "LAST", "NEXT", "THIS")
    if year:
        return m.draft("DATE", formula=f"{int(float(year.value or 0)):04}-W{int(float(number.value or 0)):02}")
    # The fourth of January is in the first week of its year, always.
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0) if which else 0
    weeks = int(float(number.value or 0)) - 1
    return m.draft("DATE", formula=f"Y{step:+} md01-04= W{weeks:+}", anchor="document")


def week_of_day(m: Match) -> Draft | None:
    """The week of March 6."""
    unit, found = first(m.taken, "UN"), day_formula(m.part("day"))
    if unit is None or unit.value != "W" or found is None:
        return None
    return m.draft("DATE", formula=f"{found[0]} W+0", anchor="none" if found[1] else "document")


def a_unit(m: Match) -> Draft | None:
    """Last month; early next year; this week; the end of the year; later this month; the previous day."""
    unit = first(m.part("unit"), "UN", "QU")
    which = first(m.part("which"), "LAST", "NEXT", "THIS", "THAT", "RECENT")
    if unit is None or unit.value in ("TS", "TM", "TH", "F"):
        return None
    edge, the = edge_step(m.part("edge")), first(m.part("the"), "THE")
    if unit.value == "E":
        return _weekend(m, which)
    if which is None and unit.value == "D":
        return None
    if which is None:
        if not m.part("edge"):
            return None
        return m.draft("DATE", formula=f"{unit.value}+0{edge}", anchor="narrative", hint="the unit")
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
    if which.part == "THAT" or which.text in ANAPHORIC:
        return m.draft("DATE", formula=f"{unit.value}{step:+}{edge}", anchor="narrative", hint="year")
    if unit.value == "D":
        if which.part == "THIS" or (which.text == "last" and not the):
            return None
        return m.draft("DATE", formula=f"D{step:+}{edge}", anchor="narrative", hint="year")
    if the and which.part == "NEXT" and not edge:
        return m.draft("DURATION", duration(1, str(unit.value)))
    if the and which.part == "LAST" and unit.value in ("DE", "CE"):
        return m.draft("DURATION", duration(1, str(unit.value)))
    return m.draft("DATE", formula=f"{unit.value}{step:+}{edge}", anchor="document")


def _weekend(m: Match, which: Word | None) -> Draft:
    how = {"LAST": "<", "NEXT": ">", "THIS": ">="}.get(which.part, "?") if which else "?"
    return m.draft("DATE", formula=f"we{how}", anchor="document")


def year_end(m: Match) -> Draft | None:
    """Year-end; year's end; the month's end."""
    unit = first(m.taken, "UN")
    if unit is None or unit.value not in ("Y", "M", "W"):
        return None
    if unit.value == "Y" and first(m.taken, "DASH"):
        return m.draft("DATE", formula="Y+0 md12-31=", anchor="document")
    return m.draft("DATE", formula=f"{unit.value}+0 late", anchor="narrative", hint="the unit")


def the_year(m: Match) -> Draft | None:
    """The year, of accounts: "for the full year", "the year ended June 30"."""
    unit = first(m.taken, "UN")
    if unit is None or unit.value != "Y":
        return None
    return m.draft("DATE", formula="Y+0", anchor="narrative", hint="the unit")


def fiscal(m: Match) -> Draft | None:
    """Fiscal 1989; the current fiscal year; fiscal year 2024."""
    year, which = first(m.taken, "YEAR"), first(m.taken, "LAST", "NEXT", "RECENT")
    if year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}")
    step = {"LAST": -1, "NEXT": 1, "RECENT": -1}.get(which.part, 0) if which else 0
    return m.draft("DATE", formula=f"Y{step:+}", anchor="document")


def year_ago(m: Match) -> Draft | None:
    """Year-earlier, the year-ago period: as long as what is compared, a year before."""
    return m.draft("DATE", formula="y-1", anchor="narrative", hint="ago")


PERIOD_RULES: list[tuple[str, Rule]] = [
    ("APPROX?(?P<edge>PART|THE?(?:ORD|LAST)HALF OF)?(?P<which>(?:(?:THE|THIS)?(?:LAST|NEXT|THIS|THAT))?)MO"
     "(?:(?:OF|COMMA|IN|SLASH)?(?P<year>YEAR)|"
     "(?:OF)?(?P<ofyear>(?:THE?(?:THIS|LAST|NEXT|THAT)UN)))?", a_month),
    ("(?P<edge>PART)?(?P<which>(?:THE|THIS)?(?:LAST|NEXT|THIS|THAT)?)SE(?:(?:OF|COMMA)?(?P<year>YEAR))?", a_season),
    ("MO BAR(?P<year>YEAR)(?!BAR)", a_month),
    ("(?P<year>YEAR)SE", a_season),
    ("APPROX?(?P<edge>PART)(?P<firm>)(?P<year>YEAR)", a_year),
    ("THE?(?P<firm>UN)(?P<year>YEAR|NUM)", a_year),
    ("APPROX?(?P<year>YEAR)", a_year),
    ("(?<=YEAR DASH)(?:DAY|NUM|YY)", a_short_year),
    ("(?P<edge>PART)?THE?(?:DEC BC?|DECADE)", a_decade),
    ("(?P<edge>PART)?THE?(?:LATER?|EARLY)?(?:ORDN|ORD)DASH?UN BC?", a_century),
    ("(?P<edge>PART)?APPROX?(?:(?:MO|THE?SE)(?:OF|COMMA)?)?(?P<n>NUMBER)BC", bc),
    ("(?P<x>APPROX?(?P<n>NUMBER))(?=(?:DASH|TO|AND)(?:NUMBER)BC)", bc),
    ("AD(?P<n>NUMBER)", bc),
    ("(?:THE|A)?(?:LAST|NEXT|THIS)?FISCAL?YEARAGO?DASH?(?:ORD|ORDN)DASH?(?:QU|QUS)"
     "(?:OF?FISCAL?YEAR|OF?(?P<ofyear>THE?(?:THIS|LAST|NEXT)UN)|OF(?P<own>THE UN))?", a_quarter),
    ("THE?YEAR(?:POSS)?ORD DASH?QU", a_quarter),
    ("QNUM(?:OF|COMMA)?YEAR?", a_quarter),
    ("YEAR DASH?(?:QNUM|HNUM)", a_quarter),
    ("(?:QNUM DASH|HNUM(?:OF|COMMA|DASH)?)YEAR", a_quarter),
    ("THE?(?P<unit>UN)(?P<number>DAY)(?:OF|COMMA)(?:(?P<year>YEAR)|THE?(?P<which>LAST|NEXT|THIS)(?P<whole>UN))",
     numbered_week),
    ("THE?(?:ORD|ORDN)UN OF YEAR", week_of_year),
    ("THE UN OF(?P<day>MDY|DMY)", week_of_day),
    ("THE?(?P<last>LAST)QU OF FISCAL?YEAR", a_quarter),
    ("THE?(?P<last>ORD|LAST)HALF OF(?:FISCAL?YEAR|(?P<ofyear>THE?(?:THIS|LAST|NEXT)UN))", a_quarter),
    ("THE(?:RECENT|YEARAGO|OTHER YEARAGO)(?:QU|PERIOD)", a_quarter),
    ("THE?(?:LAST|NEXT|THIS)QU", a_quarter),
    ("THE(?=QU)QU", a_quarter),
    ("APPROX?(?P<edge>PART)?(?P<the>THE?)(?P<which>WHICH)FISCAL?(?P<unit>UN)", a_unit),
    ("(?P<edge>PART)(?P<the>THE)(?P<unit>UN)", a_unit),
    ("(?P<edge>(?:ENDOF|STARTOF)OF)(?P<unit>UN)", a_unit),
    ("THE(?P<unit>UN)(?P<which>)", a_unit),
    ("UN(?:DASH|POSS)ENDOF", year_end),
    ("(?:FOR|OF)(?P<x>THE ANOTHER?UN)(?!ENDED)", the_year),
    ("THE?(?P<ofyear>(?:THIS|LAST|NEXT)UN)POSS FISCAL?ORD DASH?QU", a_quarter),
    ("(?:THE?THIS|THE?LAST|THE?NEXT|THE?RECENT|THE)?FISCAL(?:UN YEAR?|YEAR)", fiscal),
    ("THE?YEAR FISCAL UN", fiscal),
    ("(?:THE)?YEARAGO(?:PERIOD)?", year_ago),
]
