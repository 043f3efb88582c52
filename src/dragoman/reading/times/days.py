"""Rules for days and times of day: what they look like, and which day they say.

Patterns are over the parts of words (data/times.yaml, words.py, and the pieces in grammar.py). The group
`x` is the expression where a rule needs words around it as well. Spans are as TimeML annotators mark
them: with "the", "about" and "more than", without prepositions and possessive endings.
"""

from __future__ import annotations

import re

from dragoman.model.time import TimexType, bounds
from dragoman.reading.times.grammar import ANAPHORIC, Draft, Match, Rule, amount, first, ignore
from dragoman.reading.times.numeric import full_year
from dragoman.reading.times.words import Word


def day_formula(words: list[Word]) -> tuple[str, bool] | None:
    """The formula of a day (with month and perhaps year, a weekday, "today") and whether it is absolute."""
    numeric, relative = first(words, "NUMDATE"), first(words, "RD")
    if numeric:
        formula = str(numeric.value or "")
        which = first(words, "LAST", "NEXT")
        if which is not None:
            formula = formula.replace("?", "<" if which.part == "LAST" else ">")
        return (formula, formula[0].isdigit()) if formula else None
    if relative:
        return str(relative.value), False
    month, weekday = first(words, "MO"), first(words, "WD")
    if month is None:
        which = first(words, "LAST", "NEXT") or first(words, "THIS")  # "this coming Friday"
        how = {"LAST": "<", "NEXT": ">", "THIS": "="}[which.part] if which else "?"
        return (f"wd{weekday.value}{how}", False) if weekday else None
    day, year, short = first(words, "DAY", "ORDN", "ORD"), first(words, "YEAR"), first(words, "YY")
    if day is None or not isinstance(day.value, (int, float)) or not isinstance(month.value, (int, float)):
        return None
    mark = f"{int(month.value):02}-{int(day.value):02}"
    if bounds(f"2024-{mark}") is None:  # 31 February is no day of any year
        return None
    if year is None and short is None:
        which = first(words, "LAST", "NEXT") if weekday is None else None
        return f"md{mark}{({'LAST': '<', 'NEXT': '>'}[which.part]) if which else '?'}", False
    number = int(float(year.value or 0)) if year else full_year(float(short.value or 0)) if short else 0
    value = f"{number:04}-{mark}"
    return (value, True) if bounds(value) else None


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
    if which and which.text in ANAPHORIC:
        return m.draft(kind, formula=formula, anchor="narrative", hint="year")
    skip = ("THE",) if which is None and formula.startswith("wd") else ()  # "the Thursday meeting"
    return m.draft(kind, formula=formula, anchor="none" if absolute else "document", skip=skip)


def a_clock(m: Match) -> Draft | None:
    """6 a.m.; noon on Tuesday; 10:30 p.m. EST, 3 March 2025; four o'clock; 4 in the morning."""
    clock = clock_of(m.part("hour"))
    if clock is None:
        return None
    day = m.part("day")
    if not day:
        hour = m.part("hour")
        bare = len(hour) == 1 and hour[0].part == "CLOCK" and not m.part("zone")
        before = m.words[m.found.start() - 1].part if m.found.start() else "OTHER"
        if bare and before not in ("AT", "BY", "ON", "TO", "FROM", "SINCE", "AFTER", "BEFORE", "APPROX", "BETWEEN"):
            return None
        return m.draft("TIME", formula=f"D+0 T{clock}", anchor="narrative", hint="clock")
    found = day_formula(day)
    if found is None or " T" in found[0]:
        return None
    return m.draft("TIME", formula=f"{found[0]} T{clock}", anchor="none" if found[1] else "document")


def first_hour(m: Match) -> Draft | None:
    """The 9 of "9-11 a.m.", the 11 of "from 11 to 2 p.m.": the half of the day that makes it the earlier one."""
    last = m.part("last")
    end = clock_of(last)
    own = [clock_of([*m.part("hour"), Word(0, 0, half, None, half.lower())]) for half in ("PM", "AM")]
    fitting = [clock for clock in own if clock and end and clock < end]
    return m.draft("TIME", formula=f"D+0 T{fitting[0]}", anchor="narrative", hint="clock") if fitting else None


def clock_of(words: list[Word]) -> str | None:
    """The clock time of words such as "10:30 p.m.", "noon", "four o'clock", "8 in the evening"."""
    noon = first(words, "NOON")
    if noon:
        return str(noon.value)
    digits = [int(x) for x in re.findall(r"\d+", words[0].text)] if words[0].part == "CLOCK" else [
        int(float(words[0].value or 0))]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if len(digits) == 1 and hour >= 100 and first(words, "AM", "PM"):
        hour, minute = divmod(hour, 100)  # 1140 a.m.
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
        return m.draft("TIME", formula=f"D+0 T{part.value}", anchor="narrative", hint="part")
    if which.part == "THAT" or first(m.part("the"), "THE") or which.text not in ("last", "next", "this"):
        step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
        return m.draft("TIME", formula=f"D{step:+} T{part.value}", anchor="narrative", hint="year")
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
    return m.draft("TIME", formula=f"D{step:+} T{part.value}", anchor="document")


def turn_of_day(m: Match) -> Draft | None:
    """At dawn; by nightfall on Friday; "at night" is any night."""
    part = first(m.part("part"), "DP")
    return None if part is None or part.text in ("night", "nighttime", "daytime", "overnight") else day_part(m)


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
    day = first(m.part("x") or m.taken, "DAY", "ORDN", "ORD")
    if day is None or not isinstance(day.value, (int, float)) or not 1 <= day.value <= 31:
        return None
    hint = "month after" if "after" in m.found.re.groupindex else "month before"
    return m.draft("DATE", formula=f"dm{int(day.value)}", anchor="narrative", hint=hint)


def day_in_month(m: Match) -> Draft | None:
    """The last day of February; the first day of May 2024; the fifteenth of this month; the 3rd of next month."""
    order, unit = first(m.part("nth"), "ORD", "ORDN", "DAY"), first(m.part("unit"), "UN")
    whole, month, year = (first(m.part("of"), part) for part in ("UN", "MO", "YEAR"))
    which = first(m.part("of"), "THIS", "LAST", "NEXT")
    if unit is not None and unit.value != "D":
        return None
    if month is not None and isinstance(month.value, int):
        base = f"{int(float(year.value or 0)):04} mo{month.value}=" if year else f"mo{month.value}?"
    elif whole is not None and whole.value == "M":
        base = f"M{({'LAST': -1, 'NEXT': 1}.get(which.part, 0) if which else 0):+}"
    else:
        return None
    if order is not None and (not isinstance(order.value, int) or not 1 <= order.value <= 31):
        return None
    step = "M+1 dm1 D-1" if order is None else f"dm{order.value}"
    return m.draft("DATE", formula=f"{base} {step}", anchor="document" if which or month else "narrative")


def day_of_this_year(m: Match) -> Draft | None:
    """23 July this year; March 3 of last year."""
    found, unit = day_formula(m.part("day")), first(m.part("which"), "UN")
    which = first(m.part("which"), "THIS", "LAST", "NEXT")
    if found is None or which is None or unit is None or unit.value != "Y" or not found[0].startswith("md"):
        return None
    step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
    return m.draft("DATE", formula=f"Y{step:+} {found[0][:7]}=", anchor="document")


def next_to(m: Match) -> Draft | None:
    """The day after tomorrow; the day before last Tuesday."""
    unit, found = first(m.part("unit"), "UN"), day_formula(m.part("day"))
    if unit is None or unit.value != "D" or found is None or " T" in found[0]:
        return None
    step = "D+1" if first(m.part("where"), "AFTER") else "D-1"
    return m.draft("DATE", formula=f"{found[0]} {step}", anchor="none" if found[1] else "document")


def into(m: Match) -> Draft | None:
    """Twelve days into the year: a day, counted from its beginning."""
    unit, whole, count = first(m.part("unit"), "UNS"), first(m.part("whole"), "UN"), amount(m.part("n"))
    if unit is None or whole is None or unit.value != "D" or count is None or not 1 <= count <= 31 or count % 1:
        return None
    if whole.value == "Y":
        return m.draft("DATE", formula=f"Y+0 md01-{count:02.0f}=", anchor="document")
    return m.draft("DATE", formula=f"M+0 dm{count:.0f}", anchor="document") if whole.value == "M" else None


DAY_RULES: list[tuple[str, Rule]] = [
    ("(?:APPROX(?=MO|DAY))?(?P<edge>THE?(?:EARLY|LATE)(?:DASH|ON|IN)?)?(?P<day>DAYISH)(?:"
     "(?:DASH|EARLY|LATE)?(?P<dp>DP))?", a_day),
    ("(?P<edge>THE?(?:EARLY|LATE|MID)(?:DASH|ON|IN)?)?(?P<dp>DP)(?P<day>RD)", a_day),
    ("(?P<edge>PART)(?P<day>DAYISH)", a_day),
    ("(?P<x>APPROX?(?P<hour>HOUR)ZONE?)(?=.(?:NUM|YEAR|CLOCK)(?:AM|PM)?ZONE STOP ON?(?P<day>DAYISH))", a_clock),
    ("(?P<hour>DAY|CLOCK)(?=(?:DASH|TO|AND)(?P<last>(?:DAY|CLOCK)(?:AM|PM)))", first_hour),
    ("APPROX?(?P<hour>HOUR)(?P<zone>ZONE?)(?:COMMA?ON?(?P<day>DAYISH))?", a_clock),
    ("(?P<day>DAYISH)COMMA?(?P<hour>CLOCK(?:AM|PM)?|(?:NUM|DAY)(?:AM|PM|OCLOCK)|NOON)(?P<zone>ZONE?)", a_clock),
    ("THE(?P<unit>UN)(?P<where>AFTER|BEFORE)(?P<day>DAYISH)", next_to),
    ("(?P<n>SOME)(?P<unit>UNS)IN THE(?P<whole>UN)", into),
    ("(?P<edge>PART)?(?P<the>THE?)(?P<which>LAST|NEXT|THIS|THAT)(?:EARLY|LATE|MID)?DASH?(?P<part>DP)", day_part),
    ("(?P<edge>PART)?THE(?P<which>)(?P<part>DP)(?:OF(?P<day>DAYISH)|(?!OF))", day_part),
    ("(?:BY|MID|IN)(?P<x>MID?DASH?(?P<which>)(?P<part>DP))", day_part),
    ("(?:AT|BY|BEFORE|AFTER)(?P<x>(?P<which>)(?P<part>DP)(?:ON?(?P<day>DAYISH))?)", turn_of_day),
    ("(?P<which>THE?(?:LAST|NEXT|THIS)?)HOLIDAY(?:(?:OF|COMMA)?YEAR)?(?P<dp>DP)?", a_holiday),
    ("(?P<x>THE?DATEDAY)(?P<after>)(?=(?:DASH|TO|AND|COMMA)(?:THE?DATEDAY"
     "(?:DASH|TO|AND|COMMA AND?))?THE?DATEDAY OF?MO)", day_of_month),
    ("(?P<x>THE?ORD)(?P<after>)(?=(?:TO|AND)THE?ORD OF MO)", day_of_month),
    *((f"(?<=MO {before})THE?(?:ORD|DATEDAY)", day_of_month) for before in (
        "ORDN TO", "ORD TO", "THE ORDN TO", "THE ORD TO", "ORDN AND THE", "ORDN DASH", "DAY TO THE")),
    ("(?<=MO DAY DASH)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY AND)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY TO)DATEDAY(?:COMMA YEAR)?", day_of_month),
    ("(?<=MO DAY COMMA)DAY(?=COMMA|AND)", day_of_month),
    ("THE ORDN(?=[STOP COMMA TO AND]|$)", day_of_month),
    ("THE(?:LAST|(?P<nth>ORD))(?P<unit>UN)OF(?P<of>MO(?:OF|COMMA)?YEAR?|THE?(?:THIS|LAST|NEXT)UN|THE UN)",
     day_in_month),
    ("THE?(?P<nth>ORD|DATEDAY)OF(?P<of>THE?(?:THIS|LAST|NEXT)UN|THE UN)", day_in_month),
    ("(?P<day>MDY|DMY)(?:COMMA|OF)?(?P<which>(?:THIS|LAST|NEXT)UN)", day_of_this_year),
]
