"""Rules for days that are counted: a weekday of a week, a day of a month, three weeks after some day."""

from __future__ import annotations

from dragoman.model.time import TimexType
from dragoman.reading.times.days import clock_of, day_formula
from dragoman.reading.times.grammar import ANAPHORIC, Draft, Match, Rule, amount, first
from dragoman.reading.times.words import Word

_STEPS = {"LAST": -1, "NEXT": 1}


def weekday_of_week(m: Match) -> Draft | None:
    """Tuesday of next week; Wednesday evening next week; last week on Monday; next week Monday, 9 a.m."""
    day, unit, which = first(m.part("day"), "WD"), first(m.part("unit"), "UN"), first(m.part("which"), *_WHICH)
    if day is None or unit is None or which is None or unit.value != "W":
        return None
    formula = f"W{_STEPS.get(which.part, 0):+} wd{day.value}="
    part, clock = first(m.part("day"), "DP"), clock_of(m.part("hour")) if m.part("hour") else None
    if part or clock:
        formula += f" T{clock or (part.value if part else '')}"
    kind: TimexType = "TIME" if part or clock else "DATE"
    if which.text in ANAPHORIC:
        return m.draft(kind, formula=formula, anchor="narrative", hint="year")
    return m.draft(kind, formula=formula, anchor="document")


def weekday_with_day(m: Match) -> Draft | None:
    """Friday the 13th; Tue 4th: the day of a month that is such a weekday."""
    weekday, day = first(m.part("weekday"), "WD"), _day_number(m.part("day"))
    if weekday is None or day is None:
        return None
    return m.draft("DATE", formula=f"wd{weekday.value}/{day}?", anchor="document")


def day_of_month(m: Match) -> Draft | None:
    """The 15th day of next month; the 21st of this month; the twenty-third day of September 2024."""
    day, unit, which = _day_number(m.part("day")), first(m.part("unit"), "UN"), first(m.part("which"), *_WHICH)
    if day is None or (unit is not None and unit.value != "D"):
        return None
    month = m.part("month")
    if first(month, "MO"):
        found = day_formula([*month, Word(0, 0, "DAY", day, "")])
        return m.draft("DATE", formula=found[0], anchor="none" if found[1] else "document") if found else None
    whole = first(month, "UN")
    if whole is None or whole.value != "M":
        return None
    if which is not None and which.text in ANAPHORIC:
        return m.draft("DATE", formula=f"M{_STEPS[which.part]:+} dm{day}", anchor="narrative", hint="year")
    return m.draft("DATE", formula=f"M{_STEPS.get(which.part, 0) if which else 0:+} dm{day}", anchor="document")


def _day_number(words: list[Word]) -> int | None:
    day = first(words, "ORDN", "ORD", "DAY")
    if day is None or not isinstance(day.value, (int, float)) or not 1 <= day.value <= 31:
        return None
    return int(day.value)


def units_from(m: Match) -> Draft | None:
    """Three weeks after 12 January; two days before yesterday; four months from tomorrow."""
    unit, count, day = first(m.part("unit"), "UN", "UNS"), amount(m.part("count")), m.part("from")
    if unit is None or count is None or count % 1 or count > 1000 or str(unit.value) not in ("D", "W", "M", "Y"):
        return None
    holiday, year = first(day, "HOLIDAY"), first(day, "YEAR")
    if holiday and year:
        found: tuple[str, bool] | None = (f"{int(float(year.value or 0)):04} ho{holiday.value}=", True)
    else:
        found = (f"ho{holiday.value}?", False) if holiday else day_formula(day)
    if found is None or " T" in found[0] or (unit.value == "Y" and not found[1]):
        return None  # which year "two years after September 11" counts from is not said
    following = m.words[m.found.end()].part if m.found.end() < len(m.words) else ""
    if following in ("TO", "DASH"):
        return None  # "64 days from 2 May to 5 July" is a length between two days
    steps = -count if first(m.part("where"), "BEFORE") else count
    exact = unit.value == "W" and first(m.part("where"), "FROM")  # "a week from tomorrow" is a day
    name, steps = ("D", 7 * steps) if exact else (unit.value, steps)
    return m.draft("DATE", formula=f"{found[0]} {name}{steps:+.0f}", anchor="none" if found[1] else "document")


def holiday_weekend(m: Match) -> Draft | None:
    """Labor Day weekend; the weekend of Thanksgiving 2023: the one nearest to the day."""
    holiday, unit, year = first(m.taken, "HOLIDAY"), first(m.taken, "UN"), first(m.taken, "YEAR")
    if holiday is None or unit is None or unit.value != "E":
        return None
    if year:
        return m.draft("DATE", formula=f"{int(float(year.value or 0)):04} ho{holiday.value}= we~")
    return m.draft("DATE", formula=f"ho{holiday.value}? we~", anchor="document")


_WHICH = ("LAST", "NEXT", "THIS")
_NTH = "(?:ORDN|ORD)"

COUNTED_RULES: list[tuple[str, Rule]] = [
    ("(?P<day>WD DP?)OF?(?P<which>THE?(?:LAST|NEXT|THIS))(?P<unit>UN)", weekday_of_week),
    ("(?P<which>LAST|NEXT|THIS)(?P<unit>UN)(?:ON|DASH)?(?P<day>WD DP?)(?P<hour>HOUR)?", weekday_of_week),
    (f"(?P<weekday>WD)THE?(?P<day>{_NTH})(?=[STOP COMMA AT FROM TO AND DAY NUM CLOCK BETWEEN]|$)", weekday_with_day),
    (f"(?P<day>THE?{_NTH})(?P<unit>UN)OF(?P<month>MO(?:COMMA?YEAR)?|(?P<which>THE?(?:THIS|LAST|NEXT)?)UN)",
     day_of_month),
    ("(?P<day>THE?ORDN)OF(?P<month>(?P<which>THIS|LAST|NEXT)UN)", day_of_month),
    ("(?P<count>SOME|A)(?P<unit>UN|UNS)(?P<where>BEFORE|AFTER|FROM)(?P<from>DAYISH|HOLIDAY YEAR?)", units_from),
    ("HOLIDAY YEAR?UN YEAR?", holiday_weekend),
    ("THE?UN OF HOLIDAY YEAR?", holiday_weekend),
]
