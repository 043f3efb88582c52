"""The rules of the grammar: what each kind of time expression looks like, and its value.

Patterns are over the parts of words (data/times.yaml, words.py, and the pieces in grammar.py). The group
`x` is the expression where a rule needs words around it as well. Spans are as TimeML annotators mark
them: with "the", "about" and "more than", without prepositions and possessive endings.
"""

from __future__ import annotations

import re

from dragoman.model.time import TimexType, bounds
from dragoman.reading.times.grammar import Draft, Match, Rule, amount, duration, first
from dragoman.reading.times.words import Word, token_at

_EDGES = {"EARLY": "early", "MID": "mid", "LATE": "late", "STARTOF": "early", "ENDOF": "late",
          "EARLIER": "", "LATER": ""}
_ANAPHORIC = ("previous", "preceding", "prior", "following", "subsequent", "succeeding", "ensuing")  # to what was told


def _edge(words: list[Word]) -> str:
    """The step of a formula for "early", "the end of" and their like, with a blank before it."""
    edge = first(words, *_EDGES)
    return f" {_EDGES[edge.part]}".rstrip() if edge else ""


def _full_year(short: float, near: int = 2000) -> int:
    """A year of two digits: within this century up to 2030, else the last."""
    return int(short) + (near if short <= 30 else near - 100)


def day_formula(words: list[Word]) -> tuple[str, bool] | None:
    """The formula of a day (with month and perhaps year, a weekday, "today") and whether it is absolute."""
    numeric, relative = first(words, "NUMDATE"), first(words, "RD")
    if numeric:
        value = numeric_date(str(numeric.value))
        return (value, True) if value else None
    if relative:
        return str(relative.value), False
    month, weekday = first(words, "MO"), first(words, "WD")
    if month is None:
        which = first(words, "LAST", "NEXT", "THIS")
        how = {"LAST": "<", "NEXT": ">"}.get(which.part, "?") if which else "?"
        return (f"wd{weekday.value}{how}", False) if weekday else None
    day, year, short = first(words, "DAY", "ORDN"), first(words, "YEAR"), first(words, "YY")
    if day is None or not isinstance(day.value, (int, float)) or not isinstance(month.value, (int, float)):
        return None
    mark = f"{int(month.value):02}-{int(day.value):02}"
    if bounds(f"2024-{mark}") is None:  # 31 February is no day of any year
        return None
    if year is None and short is None:
        which = first(words, "LAST", "NEXT") if weekday is None else None
        return f"md{mark}{({'LAST': '<', 'NEXT': '>'}[which.part]) if which else '?'}", False
    number = int(float(year.value or 0)) if year else _full_year(float(short.value or 0)) if short else 0
    value = f"{number:04}-{mark}"
    return (value, True) if bounds(value) else None


def numeric_date(text: str) -> str | None:
    """2025-08-13, 08/13/2025, 13.8.2025; of an ambiguous one (03/04/2025) only the year is safe."""
    a, b, c = (int(x) for x in re.split(r"[-/.]", text))
    if a > 31:
        value = f"{a:04}-{b:02}-{c:02}"
    else:
        year = c if c > 99 else _full_year(c)
        if a > 12 or "." in text:
            value = f"{year:04}-{b:02}-{a:02}"
        elif b > 12 or a == b:
            value = f"{year:04}-{a:02}-{b:02}"
        else:
            return f"{year:04}" if c > 99 and "/" in text else None
    return value if bounds(value) else None


def a_day(m: Match) -> Draft | None:
    """Wednesday; 13 August; March 3, 2025; late on Tuesday; next Friday; yesterday."""
    found = day_formula(m.part("day"))
    if found is None:
        return ignore(m)  # 31 February: nothing is made of its pieces
    formula, absolute = found
    part = first(m.part("dp"), "DP")
    if part:
        if "T" in formula:
            return None
        return m.draft("TIME", formula=f"{formula} T{part.value}", anchor="none" if absolute else "document")
    kind: TimexType = "TIME" if " T" in formula else "DATE"
    which = first(m.part("day"), "LAST", "NEXT")
    if which and which.text in _ANAPHORIC:
        return m.draft(kind, formula=formula, anchor="narrative", hint="year")
    return m.draft(kind, formula=formula, anchor="none" if absolute else "document")


def a_clock(m: Match) -> Draft | None:
    """6 a.m.; noon on Tuesday; 10:30 p.m. EST, 3 March 2025; four o'clock; 4 in the morning."""
    clock = _clock(m.part("hour"))
    if clock is None:
        return None
    day = m.part("day")
    if not day:
        hour = m.part("hour")
        bare = len(hour) == 1 and hour[0].part == "CLOCK" and not m.part("zone")
        before = m.words[m.found.start() - 1].part if m.found.start() else "OTHER"
        if bare and before not in ("AT", "BY", "ON", "TO", "FROM", "SINCE", "AFTER", "BEFORE", "APPROX"):
            return None
        return m.draft("TIME", formula=f"D+0 T{clock}", anchor="narrative", hint="clock")
    found = day_formula(day)
    if found is None or " T" in found[0]:
        return None
    return m.draft("TIME", formula=f"{found[0]} T{clock}", anchor="none" if found[1] else "document")


def _clock(words: list[Word]) -> str | None:
    noon = first(words, "NOON")
    if noon:
        return str(noon.value)
    digits = [int(x) for x in re.findall(r"\d+", words[0].text)] if words[0].part == "CLOCK" else [
        int(float(words[0].value or 0))]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    part = first(words, "DP")
    late = first(words, "PM") is not None or (part is not None and part.value in ("AF", "EV", "NI") and hour < 12)
    early = first(words, "AM") is not None or (part is not None and part.value == "MO")
    if (late or early) and hour > 12:
        return None
    if late and hour < 12:
        hour += 12
    elif early and hour == 12:
        hour = 0
    elif not (late or early) and first(words, "OCLOCK") and 1 <= hour <= 6:
        hour += 12  # nobody reports on "four o'clock" in the night without saying so
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def a_month(m: Match) -> Draft | None:
    """March; early March 2025; the end of April; this March; December last year."""
    month, year, which = first(m.taken, "MO"), first(m.part("year"), "YEAR"), first(m.part("which"), "LAST", "NEXT", "THIS", "THAT")
    edge = _edge(m.part("edge"))
    if month is None or not isinstance(month.value, int):
        return None
    if year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{month.value:02}{edge}")
    relative = first(m.part("ofyear"), "LAST", "NEXT", "THIS", "THAT")
    if relative:
        if relative.part == "THAT":
            return m.draft("DATE", formula=f"Y+0 mo{month.value}={edge}", anchor="narrative", hint="year")
        step = {"LAST": -1, "NEXT": 1}.get(relative.part, 0)
        return m.draft("DATE", formula=f"Y{step:+} mo{month.value}={edge}", anchor="document")
    how = {"LAST": "<", "NEXT": ">", "THIS": "="}.get(which.part, "?") if which else "?"
    return m.draft("DATE", formula=f"mo{month.value}{how}{edge}", anchor="document")


def a_season(m: Match) -> Draft | None:
    """Next spring; the summer of 1916; early this autumn."""
    season, year, which = first(m.taken, "SE"), first(m.part("year"), "YEAR"), first(m.part("which"), "LAST", "NEXT", "THIS", "THAT")
    if season is None:
        return None
    edge = _edge(m.part("edge"))
    if year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{season.value}{edge}")
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
    return m.draft("DATE", formula=f"{int(year.value):04}{_edge(m.part('edge'))}")


def _is_year(m: Match, word: Word) -> bool:
    """Is a bare number of four digits a year? Not where it counts a noun or follows a currency or a number sign."""
    token = token_at(m.doc, word.start, word.end)
    text = m.text
    if text[max(0, word.start - 1):word.start] in "$€£#₹¥.-–" and word.start > 0 and not text[max(0, word.start - 6):word.start - 1].isdigit():
        if text[word.start - 1] not in "-–.":
            return False
    if re.match(r"%|\.\d|-[a-z]|,\d", text[word.end:word.end + 2]) or not 1400 <= float(word.value or 0) <= 2100:
        return False
    if token is None:
        return True
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    after_in = token.i > 0 and token.nbor(-1).lower_ in ("in", "since", "the", "by", "until", "'s", "'")
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
    return m.draft("DATE", formula=f"{value}{_edge(m.part('edge'))}")


def a_century(m: Match) -> Draft | None:
    """The 20th century; the early nineteenth century."""
    order, unit = first(m.taken, "ORDN", "ORD"), first(m.taken, "UN")
    if order is None or unit is None or unit.value != "CE" or not isinstance(order.value, (int, float)) or order.value > 22:
        return None
    century = f"{int(order.value) - 1:02}"
    return m.draft("DATE", formula=("BC" if first(m.taken, "BC") else "") + century + _edge(m.part("edge")))


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
    return m.draft("DATE", formula=value + _edge(m.part("edge")))


def a_quarter(m: Match) -> Draft | None:
    """The third quarter; third-quarter; the first half of 1990; Q3 2025; the year-ago quarter."""
    order, quarter = first(m.taken, "ORD", "ORDN"), first(m.taken, "QUS", "QU", "QNUM", "HALF", "PERIOD")
    if quarter is None:
        return None
    kind = "h" if quarter.part == "HALF" else "q"
    number = str(quarter.value) if quarter.part == "QNUM" else f"{int(float(order.value or 0))}" if order else ""
    if first(m.part("last"), "LAST") and kind == "h":
        number = "2"
    if number and not 1 <= int(number) <= (2 if kind == "h" else 4):
        return None
    year, ago = first(m.taken, "YEAR"), first(m.taken, "YEARAGO")
    if number and year and isinstance(year.value, (int, float)):
        return m.draft("DATE", formula=f"{int(year.value):04}-{kind.upper()}{number}")
    relative = first(m.part("ofyear"), "LAST", "NEXT", "THIS")
    if number and relative:
        step = {"LAST": -1, "NEXT": 1}.get(relative.part, 0)
        return m.draft("DATE", formula=f"Y{step:+} {kind}{number}=", anchor="document")
    if number:
        back = " y-1" if ago else ""
        skip = ("THE", "A") if first(m.taken, "DASH") else ("A",)
        return m.draft("DATE", formula=f"{kind}{number}?{back}", anchor="document", hint="quarter", skip=skip)
    which = first(m.taken, "LAST", "NEXT", "THIS", "RECENT")
    if ago or which is None or which.part == "RECENT":
        return m.draft("DATE", formula="Q+0 y-1" if ago else "Q+0", anchor="narrative", hint="quarter ago" if ago else "quarter")
    step = {"LAST": -1, "NEXT": 1, "THIS": 0}[which.part]
    return m.draft("DATE", formula=f"Q{step:+}", anchor="document")


def a_unit(m: Match) -> Draft | None:
    """Last month; early next year; this week; the end of the year; later this month; the previous day."""
    unit = first(m.part("unit"), "UN", "QU")
    which = first(m.part("which"), "LAST", "NEXT", "THIS", "THAT", "RECENT")
    if unit is None or unit.value in ("TS", "TM", "TH", "F"):
        return None
    edge, the = _edge(m.part("edge")), first(m.part("the"), "THE")
    if unit.value == "E":
        return _weekend(m, which)
    if which is None and unit.value == "D":
        return None
    if which is None:
        return m.draft("DATE", formula=f"{unit.value}+0{edge}", anchor="narrative", hint="the unit") if m.part("edge") else None
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
    if which.part == "THAT" or which.text in _ANAPHORIC:
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


def part_of(m: Match) -> Draft | None:
    """The last week of August: a length."""
    unit = first(m.taken, "UN")
    return m.draft("DURATION", duration(1, str(unit.value))) if unit and unit.value in ("W", "M", "DE") else None


def shifted(m: Match) -> Draft | None:
    """Two years ago; a day earlier; six months later; three weeks from now; several years ago."""
    unit, count = first(m.part("unit"), "UN", "UNS", "QU", "QUS"), amount(m.part("count"))
    back = first(m.part("where"), "AGO", "EARLIER", "BEFORE") is not None
    from_now = first(m.part("where"), "AGO", "HENCE", "FROM") is not None
    if unit is None:
        return None
    if count is None or (unit.part in ("UNS", "QUS") and not m.part("count")):
        return m.draft("DATE", "PAST_REF" if back else "FUTURE_REF")
    name, times = {"TH": ("h", 1), "TM": ("", 0), "TS": ("", 0), "F": ("W", 2), "ME": ("Y", 1000), "DE": ("Y", 10),
                   "CE": ("Y", 100)}.get(str(unit.value), (str(unit.value), 1))
    if not name or count * times > 100000:
        return m.draft("DATE", "PAST_REF" if back else "FUTURE_REF")
    if count % 1:
        name, times = {"Y": ("M", 12 * times), "W": ("D", 7), "D": ("h", 24)}.get(name, (name, times))
    steps = round(count * times) * (-1 if back else 1)
    a_year = back and name == "Y" and count == 1  # in accounts, the same quarter a year before
    return m.draft("DATE", formula=f"{name}{steps:+}", anchor="document" if from_now and not a_year else "narrative",
                   hint="ago" if a_year else "shift")


def into(m: Match) -> Draft | None:
    """Twelve days into the year: a day, counted from its beginning."""
    unit, whole, count = first(m.part("unit"), "UNS"), first(m.part("whole"), "UN"), amount(m.part("n"))
    if unit is None or whole is None or unit.value != "D" or count is None or not 1 <= count <= 31 or count % 1:
        return None
    if whole.value == "Y":
        return m.draft("DATE", formula=f"Y+0 md01-{count:02.0f}=", anchor="document")
    return m.draft("DATE", formula=f"M+0 dm{count:.0f}", anchor="document") if whole.value == "M" else None


def amount_of_time(m: Match) -> Draft | None:
    """13 years; 72-hour; more than two weeks; the past few months; half a decade."""
    unit = first(m.part("unit"), "UN", "UNS", "QU", "QUS")
    count = m.part("count")
    if unit is None or (unit.part in ("QU", "QUS") and first(m.taken, "DASH")):  # three-quarters is no time
        return None
    year = first(count, "YEAR")
    if year and unit.part in ("UN", "QU"):  # "the 1988 quarter"
        return None
    if unit.part in ("UN", "QU") and first(count, "NUM", "DAY", "FEW"):
        return m.draft("DURATION", duration(amount(count), str(unit.value)), skip=("THE", "A", "OVER"))
    return m.draft("DURATION", duration(amount(count), str(unit.value)))


def some_units(m: Match) -> Draft | None:
    """Recent years, the coming weeks, the past decades: no number of them."""
    unit, which = first(m.taken, "UNS", "QUS"), first(m.taken, "LAST", "NEXT", "RECENT", "ORD", "EARLY")
    if unit is None or which is None or (which.part in ("ORD", "EARLY") and str(unit.value).startswith("T")):
        return None  # "the early hours of Thursday"
    return m.draft("DATE", "FUTURE_REF") if which.part == "NEXT" else m.draft("DURATION", duration(None, str(unit.value)))


def one_unit(m: Match) -> Draft | None:
    """A year: a duration ("for a year"); "once a year" is a set; a rate ("1,200 tonnes a year") is no time."""
    unit = first(m.part("unit"), "UN")
    start = m.words[m.found.start()]
    if unit is None or unit.value == "E":
        return None
    if start.part == "A":
        token = token_at(m.doc, start.start, start.end)
        before = token.nbor(-1) if token is not None and token.i > 0 else None
        if before is not None and before.lower_ in ("once", "twice", "times", "thrice"):
            return m.draft("SET", duration(1, str(unit.value)))
        if before is not None and before.tag_ in ("NN", "NNS", "CD", "$", "NNP", "NNPS") and before.lower_ != "half":
            return m.draft("SET", hint="ignore")
    return m.draft("DURATION", duration(1.5 if m.part("half") else 1, str(unit.value)))


def bare_units(m: Match) -> Draft | None:
    """Years, weeks, decades: vague durations after a preposition that measures."""
    unit = first(m.part("x"), "UNS")
    return m.draft("DURATION", duration(None, str(unit.value))) if unit else None


def long_unit(m: Match) -> Draft | None:
    """Month-long, decades-long."""
    unit = first(m.taken, "UN", "UNS")
    return m.draft("DURATION", duration(1 if unit.part == "UN" else None, str(unit.value))) if unit else None


def the_past(m: Match) -> Draft | None:
    """The past, as a noun."""
    word = m.taken[-1]
    token = token_at(m.doc, word.start, word.end)
    return m.draft("DATE", "PAST_REF") if word.text == "past" and token is not None and token.tag_ == "NN" else None


def the_year(m: Match) -> Draft | None:
    """The year, of accounts: "for the full year", "the year ended June 30"."""
    unit = first(m.taken, "UN")
    if unit is None or unit.value != "Y":
        return None
    return m.draft("DATE", formula="Y+0", anchor="narrative", hint="the unit")


def year_ended(m: Match) -> Draft | None:
    """The year ended June 30: a length."""
    unit = first(m.taken, "UN")
    return m.draft("DURATION", "P1Y") if unit and unit.value == "Y" else None


def adjective(m: Match) -> Draft | None:
    """Recent or current, before a noun that is no time."""
    value = {"recent": "PAST_REF", "current": "PRESENT_REF"}.get(m.taken[0].text)
    return m.draft("DATE", value) if value else None


def every(m: Match) -> Draft | None:
    """Each day; every Tuesday; every two weeks; per month; Tuesday nights; every summer."""
    unit, weekday, part = first(m.taken, "UN", "UNS", "QU"), first(m.taken, "WD", "WDS"), first(m.taken, "DP", "DPS")
    if weekday:
        return m.draft("SET", f"XXXX-WXX-{weekday.value}" + (f"T{part.value}" if part else ""))
    if part:
        return m.draft("SET", f"XXXX-XX-XXT{part.value}")
    season, month = first(m.taken, "SE", "SES"), first(m.taken, "MO")
    if season:
        return m.draft("SET", f"XXXX-{season.value}")
    if month and isinstance(month.value, int):
        return m.draft("SET", f"XXXX-{month.value:02}")
    if unit is None:
        return None
    order = first(m.taken, "ORD", "OTHER")
    count = amount(m.part("count")) if m.part("count") else float(order.value) if order and isinstance(order.value, int) else 1.0
    return m.draft("SET", "P1Q" if unit.part == "QU" else duration(count, str(unit.value)))


def a_set(m: Match) -> Draft | None:
    """Daily, annual; not a newspaper ("the weekly Fanal")."""
    word = m.taken[-1]
    token = token_at(m.doc, word.start, word.end)
    if token is not None and word.text in ("daily", "weekly", "monthly"):
        following = token.nbor(1) if token.i + 1 < len(m.doc) else None
        if (following is not None and following.is_title) or (token.tag_ == "NN" and token.head.i <= token.i):
            return None
    return m.draft("SET", str(m.taken[-1].value))


def vague(m: Match) -> Draft | None:
    """Now, recently, the future: a time that has no date."""
    word = m.taken[-1]
    return m.draft("DATE", str(word.value), hint="one day" if word.text.lower() == "one day" else "")


def day_part(m: Match) -> Draft | None:
    """This morning; last night; that afternoon; the next morning; the night of April 18."""
    which, part = first(m.part("which"), "LAST", "NEXT", "THIS", "THAT"), first(m.part("part"), "DP")
    if part is None:
        return None
    day = m.part("day")
    if day:
        found = day_formula(day)
        if found is None or " T" in found[0]:
            return None
        return m.draft("TIME", formula=f"{found[0]} T{part.value}", anchor="none" if found[1] else "document")
    if which is None:
        return m.draft("TIME", formula=f"D+0 T{part.value}", anchor="narrative", hint="clock")
    if which.part == "THAT" or first(m.part("the"), "THE") or which.text not in ("last", "next", "this"):
        step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
        return m.draft("TIME", formula=f"D{step:+} T{part.value}", anchor="narrative", hint="year")
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
    return m.draft("TIME", formula=f"D{step:+} T{part.value}", anchor="document")


def a_holiday(m: Match) -> Draft | None:
    """Christmas 1963; last Thanksgiving; New Year's Day."""
    name, year, which = first(m.taken, "HOLIDAY"), first(m.taken, "YEAR"), first(m.taken, "LAST", "NEXT", "THIS")
    if name is None:
        return None
    part = first(m.part("dp"), "DP")
    time = f" T{part.value}" if part else ""
    kind: TimexType = "TIME" if part else "DATE"
    if year and isinstance(year.value, (int, float)):
        return m.draft(kind, formula=f"{int(year.value):04} ho{name.value}={time}")
    how = {"LAST": "<", "NEXT": ">", "THIS": "="}.get(which.part, "?") if which else "?"
    return m.draft(kind, formula=f"ho{name.value}{how}{time}", anchor="document")


def day_of_month(m: Match) -> Draft | None:
    """A day without its month: "on the 20th"; the 25 of "April 24 and 25"; the 6 of "6-7 January"."""
    day = first(m.part("x") or m.taken, "DAY", "ORDN")
    if day is None or not isinstance(day.value, (int, float)) or not 1 <= day.value <= 31:
        return None
    hint = "month after" if "after" in m.found.re.groupindex else "month before"
    return m.draft("DATE", formula=f"dm{int(day.value)}", anchor="narrative", hint=hint)


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


def ignore(m: Match) -> Draft | None:
    """Ages and the like, which are no times of the world."""
    return m.draft("DATE", "", hint="ignore")


RULES: list[tuple[str, Rule]] = [
    ("(?:APPROX(?=MO|DAY))?(?P<edge>THE?(?:EARLY|LATE)(?:DASH|ON|IN)?)?(?P<day>DAYISH)(?:(?:DASH|EARLY|LATE)?(?P<dp>DP))?", a_day),
    ("(?P<edge>THE?(?:EARLY|LATE|MID)(?:DASH|ON|IN)?)?(?P<dp>DP)(?P<day>RD)", a_day),
    ("(?P<edge>PART)(?P<day>DAYISH)", a_day),
    ("APPROX?(?P<hour>HOUR)(?P<zone>ZONE?)(?:COMMA?ON?(?P<day>DAYISH))?", a_clock),
    ("(?P<day>DAYISH)COMMA?(?P<hour>CLOCK(?:AM|PM)?|(?:NUM|DAY)(?:AM|PM)|NOON)(?P<zone>ZONE?)", a_clock),
    ("APPROX?(?P<edge>PART)?(?P<which>(?:THE?(?:LAST|NEXT|THIS))?)MO(?:(?:OF|COMMA)?(?P<year>YEAR)|(?:OF)?(?P<ofyear>(?:THE?(?:THIS|LAST|NEXT|THAT)UN)))?", a_month),
    ("(?P<edge>PART)?(?P<which>THE?(?:LAST|NEXT|THIS|THAT)?)LAST?SE(?:(?:OF|COMMA)?(?P<year>YEAR))?", a_season),
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
    ("(?:THE|A)?(?:LAST|NEXT|THIS)?FISCAL?YEARAGO?DASH?(?:ORD|ORDN)DASH?(?:QU|QUS)(?:OF?FISCAL?YEAR|OF?(?P<ofyear>THE?(?:THIS|LAST|NEXT)UN))?", a_quarter),
    ("THE?YEAR(?:POSS)?ORD DASH?QU", a_quarter),
    ("QNUM(?:OF|COMMA)?YEAR?", a_quarter),
    ("THE?(?P<last>ORD|LAST)HALF OF(?:FISCAL?YEAR|(?P<ofyear>THE?(?:THIS|LAST|NEXT)UN))", a_quarter),
    ("THE(?:RECENT|YEARAGO|OTHER YEARAGO)(?:QU|PERIOD)", a_quarter),
    ("THE?(?:LAST|NEXT|THIS)QU", a_quarter),
    ("THE(?=QU)QU", a_quarter),
    ("APPROX?(?P<edge>PART)?(?P<the>THE?)(?P<which>WHICH)FISCAL?(?P<unit>UN)", a_unit),
    ("(?P<edge>PART)(?P<the>THE)(?P<unit>UN)", a_unit),
    ("THE(?P<unit>UN)(?P<which>)", a_unit),
    ("THE(?:LAST|ORD)UN OF(?:THE UN|MO YEAR?|YEAR)", part_of),
    ("UN(?:DASH|POSS)ENDOF", year_end),
    ("(?P<count>COUNT)(?:ANOTHER)?(?P<unit>UNIT|QU|QUS)(?:OR SO)?(?P<where>AGO|EARLIER(?!THAN)|LATER(?!THAN)|HENCE|FROM VAGUE)", shifted),
    ("(?P<n>SOME)(?P<unit>UNS)IN THE(?P<whole>UN)", into),
    ("(?P<count>COUNT)(?:ANOTHER)?(?P<unit>UNIT|QU|QUS)(?P<where>BEFORE|AFTER)(?=[STOP COMMA]|$)", shifted),
    ("(?P<count>)(?P<unit>UNS)(?P<where>AGO|EARLIER|LATER)", shifted),
    ("APPROX?(?:THE?(?:WHICH|ORD|EARLY|LATE)?)(?P<count>SOME)(?:DASH|ANOTHER|LATE|EARLY)*(?P<unit>UNIT|QUS|QU)(?:OR SO)?", amount_of_time),
    ("THE?(?:RECENT|NEXT|LAST)(?:UNS|QUS)", some_units),
    ("THE(?:ORD|EARLY)UNS", some_units),
    ("APPROX?ANOTHER(?P<unit>UN)", one_unit),
    ("(?:APPROX|OVER)?A(?:ANOTHER)?(?P<unit>UN)(?:AND(?P<half>A HALF)|OR NUMBER|OR SO)?", one_unit),
    ("(?:IN|FOR|AFTER|OVER)(?P<x>UNS)", bare_units),
    ("THE LAST(?=[.STOP COMMA AND ON]|$)", the_past),
    ("RECENT|THIS", adjective),
    ("THE(?:ANOTHER|FISCAL)?UN(?=ENDED)", year_ended),
    ("(?:FOR|OF)(?P<x>THE ANOTHER?UN)(?!ENDED)", the_year),
    ("THE?(?P<ofyear>(?:THIS|LAST|NEXT)UN)POSS FISCAL?ORD DASH?QU", a_quarter),
    ("(?:UN|UNS)DASH?LONG", long_unit),
    ("(?:EACH)(?:ORD|(?P<count>NUMBER|FEW))?(?:UNIT|QU|DP|SE|MO|WD DP?)", every),
    ("PER UN", every),
    ("WD DPS|WDS DPS?", every),
    ("SETWORD", a_set),
    ("VAGUE", vague),
    ("(?P<edge>PART)?(?P<the>THE?)(?P<which>LAST|NEXT|THIS|THAT)(?:EARLY|LATE|MID)?DASH?(?P<part>DP)", day_part),
    ("(?P<edge>PART)?THE(?P<which>)(?P<part>DP)(?:OF(?P<day>DAYISH))?", day_part),
    ("(?:BY|MID|IN)(?P<x>MID?DASH?(?P<which>)(?P<part>DP))", day_part),
    ("(?P<which>THE?(?:LAST|NEXT|THIS)?)HOLIDAY(?:(?:OF|COMMA)?YEAR)?(?P<dp>DP)?", a_holiday),
    ("(?P<x>THE?DATEDAY)(?P<after>)(?=(?:DASH|TO|AND|COMMA)(?:THE?DATEDAY(?:DASH|TO|AND|COMMA AND?))?THE?DATEDAY OF?MO)", day_of_month),
    ("(?<=MO DAY DASH)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY AND)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY TO)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY COMMA)DAY(?=COMMA|AND)", day_of_month),
    ("THE ORDN(?=[STOP COMMA TO AND]|$)", day_of_month),
    ("(?:THE?THIS|THE?LAST|THE?NEXT|THE?RECENT|THE)?FISCAL(?:UN YEAR?|YEAR)", fiscal),
    ("(?:THE)?YEARAGO(?:PERIOD)?", year_ago),
    ("(?:THE|WHICH|A)*COUNT DASH?UNIT DASH?OLD", ignore),
    ("COUNT UNIT OF AGE", ignore),
]
