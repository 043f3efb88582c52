"""Rules for hours beside other hours and days: ranges of them, "half past nine", "last night at 8", each day at six."""

from __future__ import annotations

from dragoman.model.time import TimexType
from dragoman.reading.times.days import clock_of, day_formula
from dragoman.reading.times.grammar import Anchor, Draft, Match, Rule, first
from dragoman.reading.times.words import Word

_MARKED = ("AM", "PM", "OCLOCK", "NOON", "DP")
_HALVES = [Word(0, 0, half, None, half.lower()) for half in ("PM", "AM")]


def hour_range(m: Match) -> tuple[Draft, ...] | None:
    """From 10 to 11:30 on 1 May; between 7 and 9 last night; 10 a.m. to noon on Monday: two times of one day.

    Bare numbers are hours only beside one that says so: "rose from 10 to 12 on Friday" is of no hours, nor is
    "won 1-3 on Monday night".
    """
    before, after = m.part("day"), m.part("later")
    day, part = _day_and_part([*before, *after])
    start, end = m.part("start"), m.part("end")
    opened = first(m.part("open"), "FROM", "BETWEEN")
    if first([*start, *end], *_MARKED) is None and not (
            (opened or day) if first([*start, *end], "CLOCK") else (part and opened and opened.part == "BETWEEN")):
        return None
    hours = _two_hours(start, end, part)
    if hours is None or ((before or after) and day is None):
        return None
    base, absolute = day or ("D+0", False)
    anchor: Anchor = "none" if absolute else "document" if day else "narrative"
    opening, hint = ("day", "") if before else ("start", "" if day else "clock")
    within = f"T{part.value}" if part is not None else ""
    formula = f"{base} {within if before else f'T{hours[0]}'}".strip()
    kind: TimexType = "DATE" if formula == base else "TIME"
    drafts = [m.draft(kind, formula=formula, anchor=anchor, hint=hint, over=opening)]
    for name, hour in (("start", hours[0]), ("end", hours[1])):
        if name != opening:
            drafts.append(m.draft("TIME", formula=f"T{hour}", anchor="narrative", hint="same day", over=name))
    return tuple(drafts)


def _day_and_part(words: list[Word]) -> tuple[tuple[str, bool] | None, Word | None]:
    """The formula of the day of some words ("Monday morning", "last night", "tonight"), and the part of it."""
    part, found = first(words, "DP"), day_formula(words)
    if found is not None and " T" in found[0]:
        base, _, code = found[0].partition(" T")
        return (base, found[1]), Word(0, 0, "DP", code, "")
    if found is None and part is not None:
        which = first(words, "LAST", "NEXT", "THIS")
        if which is not None:
            step = {"LAST": -1, "NEXT": 1}.get(which.part, 0)
            return (f"D{step:+}", False), part
    return found, part


def _two_hours(start: list[Word], end: list[Word], part: Word | None) -> tuple[str, str] | None:
    """The two hours of a range: the first is the latest before the second that its words allow."""
    marked = ("AM", "PM", "DP", "NOON")
    own = [part] if part else []
    late = clock_of(end if first(end, *marked) else [*end, *own])
    if late is None:
        return None
    if first(start, *marked):
        early = clock_of(start)
    elif own:
        early = clock_of([*start, *own])
    elif first(end, *marked):
        fitting = [c for half in _HALVES if (c := clock_of([*start, half])) and c < late]
        early = fitting[0] if fitting else clock_of(start)
    else:
        early = clock_of(start)
    if early is None:
        return None
    if late <= early and int(late[:2]) < 12 and not first(end, *marked):
        late = f"{int(late[:2]) + 12:02}{late[2:]}"
    return (early, late) if early < late else None


def past_hour(m: Match) -> Draft | None:
    """Half past nine; a quarter to six; 20 minutes past eight in the evening; at ten past 9."""
    minutes, unit, way = m.part("minutes"), first(m.part("minutes"), "UN", "UNS"), m.part("way")[0].text
    hour = clock_of(m.part("hour"))
    quarter = first(minutes, "HALF", "QU")
    before = m.words[m.found.start() - 1].part if m.found.start() else ""
    if way not in ("past", "to") or hour is None or (unit is not None and unit.value != "TM"):
        return None
    marked = before == "AT" or first(m.part("hour"), "OCLOCK", "DP", "AM", "PM") is not None
    if not marked and (way == "to" or (quarter is None and unit is None)):
        return None  # "from a quarter to 12", "ten past 9"
    count = 30 if quarter and quarter.part == "HALF" else 15 if quarter else int(float(minutes[0].value or 0))
    if not 0 < count < 60 or hour[3:] != "00" or (way == "to" and count == 30):
        return None
    total = (int(hour[:2]) * 60 + (count if way == "past" else -count)) % 1440
    return m.draft("TIME", formula=f"D+0 T{total // 60:02}:{total % 60:02}", anchor="narrative", hint="clock")


def part_at(m: Match) -> Draft | None:
    """Last night at 8; tonight around 7; in the morning at 7; Sunday evening at 10:00."""
    day, part = _day_and_part(m.part("day"))
    clock = clock_of([*m.part("hour"), part]) if part else None
    if clock is None or part is None:
        return None
    if day is None:
        return m.draft("TIME", formula=f"D+0 T{clock}", anchor="narrative", hint="part")
    return m.draft("TIME", formula=f"{day[0]} T{clock}", anchor="none" if day[1] else "document")


def set_at(m: Match) -> Draft | None:
    """Each day at 3 p.m.; 6 a.m. every Monday; Thursdays at 17:30."""
    unit, clock = first(m.part("unit"), "UN", "WD", "WDS", "DP"), clock_of(m.part("hour"))
    if unit is None or clock is None or (unit.part == "UN" and unit.value != "D"):
        return None
    day = f"XXXX-WXX-{unit.value}" if unit.part in ("WD", "WDS") else "XXXX-XX-XX"
    return m.draft("SET", f"{day}T{clock}")


_DAY = "(?:DAYISH DP?|THE?(?:LAST|NEXT|THIS)DP)"
_HOUR = "(?:CLOCK|NUM|DAY|NOON)(?:AM|PM|OCLOCK)?(?:IN THE DP)?"
_RANGE = f"(?P<open>FROM|BETWEEN)?(?P<start>{_HOUR})(?:TO|AND|DASH)(?P<end>{_HOUR})ZONE?"

HOUR_RULES: list[tuple[str, Rule]] = [
    (f"(?:(?P<day>{_DAY})COMMA?)?{_RANGE}", hour_range),
    (f"{_RANGE}(?:ON|OF)?(?P<later>{_DAY})", hour_range),
    ("(?P<minutes>HALF|A?QU|(?:NUM|DAY)(?:UN|UNS)?)(?P<way>LAST|TO)"
     "(?P<hour>(?:NUM|DAY)(?:AM|PM|OCLOCK)?(?:IN THE DP)?)", past_hour),
    ("(?P<day>DAYISH(?:EARLY|LATE)?DP|RD|(?:THE|THIS|LAST|NEXT)(?:EARLY|LATE)?DP)COMMA?(?:AT|APPROX|AT APPROX)"
     "(?P<hour>CLOCK|NUM|DAY)(?=[STOP COMMA AND OR TO IN ON ZONE]|$)", part_at),
    ("EACH(?P<unit>UN|WD|DP)AT?(?P<hour>HOUR)", set_at),
    ("(?P<hour>HOUR)EACH(?P<unit>UN|WD)", set_at),
    ("(?P<unit>WDS)AT?(?P<hour>HOUR)", set_at),
]
