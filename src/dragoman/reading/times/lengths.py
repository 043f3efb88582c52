"""Rules for amounts of time: durations, sets, what is so long ago or later, and times of no date."""

from __future__ import annotations

from dragoman.reading.times.grammar import Draft, Match, Rule, amount, duration, first, ignore
from dragoman.reading.times.words import token_at

# The step of a formula, and how many of it, for the units whose names differ from it; none is too short for a date
_STEPS = {"TH": ("h", 1), "TM": ("", 0), "TS": ("", 0), "F": ("W", 2),
          "DE": ("Y", 10), "CE": ("Y", 100), "ME": ("Y", 1000)}


def shifted(m: Match) -> Draft | None:
    """Two years ago; a day earlier; six months later; three weeks from now; several years ago."""
    unit, count = first(m.part("unit"), "UN", "UNS", "QU", "QUS"), amount(m.part("count"))
    back = first(m.part("where"), "AGO", "EARLIER", "BEFORE") is not None
    from_now = first(m.part("where"), "AGO", "HENCE", "FROM") is not None
    if unit is None:
        return None
    if count is None or (unit.part in ("UNS", "QUS") and not m.part("count")):
        return m.draft("DATE", "PAST_REF" if back else "FUTURE_REF")
    name, times = _STEPS.get(str(unit.value), (str(unit.value), 1))
    if not name or count * times > 100000:
        return m.draft("DATE", "PAST_REF" if back else "FUTURE_REF")
    if count % 1:
        name, times = {"Y": ("M", 12 * times), "W": ("D", 7), "D": ("h", 24)}.get(name, (name, times))
    steps = round(count * times) * (-1 if back else 1)
    a_year = back and name == "Y" and count == 1  # in accounts, the same quarter a year before
    return m.draft("DATE", formula=f"{name}{steps:+}", anchor="document" if from_now and not a_year else "narrative",
                   hint="ago" if a_year else "shift")


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


def two_units(m: Match) -> Draft | None:
    """One hour and 30 minutes; three years and two months; one hour and a half."""
    unit, smaller = first(m.part("unit"), "UN", "UNS"), first(m.part("unit2"), "UN", "UNS")
    count, rest = amount(m.part("count")), amount(m.part("count2"))
    if unit is None or count is None or rest is None:
        return None
    if m.part("and_half"):
        return m.draft("DURATION", duration(count + 0.5, str(unit.value)))
    order = ("Y", "M", "W", "D", "TH", "TM", "TS")
    if smaller is None or unit.value not in order or smaller.value not in order:
        return None
    if order.index(str(unit.value)) >= order.index(str(smaller.value)):
        return None
    first_part, second_part = duration(count, str(unit.value)), duration(rest, str(smaller.value))
    joined = second_part[1:] if "T" not in first_part else second_part.removeprefix("PT")
    return m.draft("DURATION", first_part + joined)


def some_units(m: Match) -> Draft | None:
    """Recent years, the coming weeks, the past decades: no number of them."""
    unit, which = first(m.taken, "UNS", "QUS"), first(m.taken, "LAST", "NEXT", "RECENT", "ORD", "EARLY")
    if unit is None or which is None or (which.part in ("ORD", "EARLY") and str(unit.value).startswith("T")):
        return None  # "the early hours of Thursday"
    if which.part == "NEXT":
        return m.draft("DATE", "FUTURE_REF")
    return m.draft("DURATION", duration(None, str(unit.value)))


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
    if unit is None:
        return None
    return m.draft("DURATION", duration(1 if unit.part == "UN" else None, str(unit.value)), skip=("A",))


def part_of(m: Match) -> Draft | None:
    """The last week of August: a length."""
    unit = first(m.taken, "UN")
    return m.draft("DURATION", duration(1, str(unit.value))) if unit and unit.value in ("W", "M", "DE") else None


def year_ended(m: Match) -> Draft | None:
    """The year ended June 30: a length."""
    unit = first(m.taken, "UN")
    return m.draft("DURATION", "P1Y") if unit and unit.value == "Y" else None


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
    if unit.value == "E" and not m.part("count") and first(m.taken, "ORD", "ANOTHER") is None:
        return m.draft("SET", "XXXX-WXX-WE")
    order, other = first(m.taken, "ORD"), first(m.taken, "ANOTHER")
    count = amount(m.part("count")) if m.part("count") else 1.0
    if other:
        count = 2.0
    elif order and isinstance(order.value, int):
        count = float(order.value)
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


def the_past(m: Match) -> Draft | None:
    """The past, as a noun."""
    word = m.taken[-1]
    token = token_at(m.doc, word.start, word.end)
    return m.draft("DATE", "PAST_REF") if word.text == "past" and token is not None and token.tag_ == "NN" else None


def adjective(m: Match) -> Draft | None:
    """Recent or current, before a noun that is no time."""
    value = {"recent": "PAST_REF", "current": "PRESENT_REF"}.get(m.taken[0].text)
    return m.draft("DATE", value) if value else None


LENGTH_RULES: list[tuple[str, Rule]] = [
    ("THE(?:LAST|ORD)UN OF(?:THE UN|MO YEAR?|YEAR)", part_of),
    ("(?P<count>COUNT)(?:ANOTHER)?(?P<unit>UNIT|QU|QUS)(?:OR SO)?(?P<where>AGO|EARLIER(?!THAN)|LATER"
     "(?!THAN)|HENCE|FROM VAGUE)", shifted),
    ("(?P<count>COUNT)(?:ANOTHER)?(?P<unit>UNIT|QU|QUS)(?P<where>BEFORE|AFTER)(?=[STOP COMMA]|$)", shifted),
    ("(?P<count>COUNT)(?:ANOTHER)?(?P<unit>UNIT)(?P<where>BEFORE|AFTER)THAT(?=[STOP COMMA]|$)", shifted),
    ("(?P<count>)(?P<unit>UNS)(?P<where>AGO|EARLIER|LATER)", shifted),
    ("APPROX?(?:THE?(?:WHICH|ORD|EARLY|LATE)?)(?P<count>SOME)(?:DASH|ANOTHER|LATE|EARLY)*"
     "(?P<unit>UNIT|QUS|QU)(?:OR SO)?", amount_of_time),
    ("(?P<count>SOME)(?:NEXT|LAST)(?P<unit>UNS)", amount_of_time),
    ("APPROX?(?P<count>SOME|A)(?P<unit>UNIT)COMMA?AND?(?P<count2>SOME|A)(?P<unit2>UNIT)", two_units),
    ("(?P<count>NUMBER)(?P<unit>UN)(?P<and_half>AND A HALF)", two_units),
    ("THE?(?:RECENT|NEXT|LAST)(?:UNS|QUS)", some_units),
    ("THE(?:ORD|EARLY)UNS", some_units),
    ("APPROX?ANOTHER(?P<unit>UN)", one_unit),
    ("(?:APPROX|OVER)?A(?:ANOTHER)?(?P<unit>UN)(?:AND(?P<half>A HALF)|OR NUMBER|OR SO)?", one_unit),
    ("(?:IN|FOR|AFTER|OVER)(?P<x>UNS)", bare_units),
    ("THE LAST(?=[.STOP COMMA AND ON]|$)", the_past),
    ("RECENT|THIS", adjective),
    ("THE(?:ANOTHER|FISCAL)?UN(?=ENDED)", year_ended),
    ("A?(?:UN|UNS)DASH LONG", long_unit),
    ("(?:EACH)(?:ORD|ANOTHER|(?P<count>NUMBER|FEW))?(?:UNIT|QU|DP|SE|MO|WD DP?)", every),
    ("PER UN", every),
    ("WD DPS|WDS DPS?", every),
    ("SETWORD", a_set),
    ("VAGUE", vague),
    ("(?:THE|WHICH|A)*COUNT DASH?UNIT DASH?OLD", ignore),
    ("COUNT UNIT OF AGE", ignore),
]
