"""Recognizers-Text's own English date-time cases with a reference time (DateTimeModel.json), read by our times.

The one home of the mapping from their values to ours. Every case with a reference time counts, those of
assistants' idioms and those that the peer's Python version does not support among them. They are of the United
States, so that dates in digits are read with the month first; nothing else is set for them.

A case is right where each of its results is, and with no results where we find nothing. A result is compared
with our expressions that touch it, by its type:

date         our DATE whose value is their timex, or one of the days that their resolution lists (they leave open
             whether "Monday" is the last or the next; either is right). "Two months ago" is a day for them and a
             month by TimeML: right where we counted to the week, month or year in which their day lies. For "in
             two months", which is a length in TimeML, our DURATION that leads from the reference to their day.
datetime     our TIME with the hour of their timex, on one of the days that they list; "in five minutes" likewise.
             "The end of Sunday" is its last second for them, and the day for us: right where it is the same day.
time         our TIME with that hour, of any day: they give no day.
daterange    our DATE whose bounds are their first day and the day before their end (they leave the end out), or
             whose value is their timex (any year where they give none); "from X to Y", which for us are two
             expressions, by the first day of one and the end of the other; "now" is the reference. A length that
             they count from the reference ("the next three days") is right as our DURATION of that length.
timerange, datetimerange
             our TIME with that part of the day ("TMO"), or TIMEs with their first and last hour, or with the one
             hour of "before 4 pm"; "from 2 pm for two hours" by our TIME and our DURATION. For a datetimerange
             the days have to be theirs, too.
duration, set
             our DURATION or SET of their timex. A quarter is three months; "a few" is three for them and an X
             for us.
any          what they mark and leave unresolved (30 February) is right where we leave it out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dragoman.documents.text import document_from_text
from dragoman.model.document import Document
from dragoman.model.reading import TimeExpression
from dragoman.model.time import Time
from dragoman.ontology import load
from dragoman.reading.times import find_times
from dragoman.text.parse import Parser

_LENGTH = re.compile(r"P[T\d][^)]*")
_CLOCK = re.compile(r"T(\d\d|[A-Z]{2})(?::(\d\d))?")


def run(folder: Path, *, errors: bool = False) -> dict[str, Any]:
    """Read each case of DateTimeModel.json that has a reference time: the share that is right, over all and by type.

    A case with results of several types counts in each of them.
    """
    cases = [c for c in json.loads((folder / "DateTimeModel.json").read_text(encoding="utf-8-sig"))
             if (c.get("Context") or {}).get("ReferenceDateTime")]
    words = load().times
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    documents = [_document(c) for c in cases]
    for case, parse in zip(cases, Parser().pipe(documents), strict=True):
        found = find_times(parse, parse.document, words, order="mdy")
        kinds = sorted({r["TypeName"].split(".")[-1] for r in case["Results"] if r.get("TypeName")}) or ["nothing"]
        good = _case_is_right(case, found, parse.document.text)
        for kind in (*kinds, "all"):
            seen[kind] += 1
            right[kind] += good
        if errors and not good:
            given = [(parse.document.text[t.start:t.end], t.value) for t in found]
            wrong.append(f"{case['Input']} | {_expected(case)} | {given}")
    result: dict[str, Any] = {kind: {"cases": n, "right": round(right[kind] / n, 4)}
                              for kind, n in sorted(seen.items())}
    return {**result, "errors": wrong} if errors else result


def _document(case: dict[str, Any]) -> Document:
    day = case["Context"]["ReferenceDateTime"][:10]
    document = document_from_text(case["Input"])
    return Document(id=document.id, text=document.text, blocks=document.blocks,
                    published=Time(value=day, earliest=day, latest=day), published_basis="given")


def _expected(case: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(r["Text"], [v.get("timex", "") for v in _values(r)]) for r in case["Results"]]


def _values(result: dict[str, Any]) -> list[dict[str, str]]:
    values: list[dict[str, str]] = (result.get("Resolution") or {}).get("values") or []
    return values


def _case_is_right(case: dict[str, Any], found: tuple[TimeExpression, ...], text: str) -> bool:
    if not case["Results"]:
        return not found
    reference = case["Context"]["ReferenceDateTime"][:19]
    return all(_is_right(r, [t for t in found if _touch(r, t, text)], reference) for r in case["Results"])


def _touch(result: dict[str, Any], time: TimeExpression, text: str) -> bool:
    start = result.get("Start")
    if start is None:
        start = text.lower().find(result["Text"].lower())
    return bool(time.start < start + len(result["Text"]) and start < time.end)


def _is_right(result: dict[str, Any], found: list[TimeExpression], reference: str) -> bool:
    kind = (result.get("TypeName") or "").split(".")[-1]
    values = _values(result)
    if kind in ("date", "datetime") and values and all(v.get("value") == "not resolved" for v in values):
        return not found
    if not found or not values:
        return False
    if kind in ("duration", "set"):
        theirs = {form for v in values for form in _lengths(v.get("timex", ""))}
        return any(_lengths(t.value.removeprefix("XXXX-XX-XX")) & theirs for t in found)
    if kind == "timerange" and any(t.value[10:] == v.get("timex") for t in found for v in values):
        return True
    if kind == "datetimerange" and any(_same_part(t, v) for t in found for v in values):
        return True
    if any(t.value == "PRESENT_REF" == v.get("timex") for t in found for v in values):
        return True
    if kind in ("date", "datetime", "time"):
        if kind == "date" and len(found) == 1 and any(_is_within(found[0], v.get("value", "")) for v in values):
            return True
        return any(_same_moment(kind, t, v, reference) for t in found for v in values)
    return any(_same_range(kind, found, v, reference) for v in values)


def _lengths(value: str) -> set[str]:
    """A duration in its forms: a half year is six months, a quarter three, and a few of theirs are three."""
    value = re.sub(r"(T\d\d):00$", r"\1", value).replace("P1Q", "P3M").replace("P0.5Y", "P6M")
    vague = {re.sub(r"\d+", "X", value)} if re.fullmatch(r"PT?3[A-Z]", value) else set()
    m = re.fullmatch(r"P(T?)(\d*)\.5([YH])", value)
    if m is None:
        return {value} | vague
    return {f"P{m[1]}{m[2] + m[3] if m[2] not in ('', '0') else ''}{'6' if m[3] == 'Y' else '30'}M"}


def _from_reference(time: TimeExpression, reference: str) -> str | None:
    """The day that a length of time leads to ("in two months"), which TimeML leaves a length."""
    m = re.fullmatch(r"P(\d{1,4})([YMWD])", time.value)
    if m is None:
        return None
    day, count = date.fromisoformat(reference[:10]), int(m[1])
    if m[2] in "WD":
        return (day + timedelta(count * (7 if m[2] == "W" else 1))).isoformat()
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if m[2] == "Y" else 1), 12)
    return f"{year:04}-{month + 1:02}-{day.day:02}"


def _same_moment(kind: str, time: TimeExpression, value: dict[str, str], reference: str) -> bool:
    timex, resolved = value.get("timex", ""), value.get("value", "")
    if kind == "date":
        return time.value in (timex, resolved[:10]) or _from_reference(time, reference) == resolved[:10]
    if resolved.endswith("23:59:59"):
        return time.type == "DATE" and time.latest == resolved[:10]
    length = re.fullmatch(r"PT(\d{1,5})([HM])", time.value)
    if length:  # "in five minutes"; their reference is at midnight where they give no hour
        seconds = int(length[1]) * (3600 if length[2] == "H" else 60)
        return "-" in resolved and _seconds(resolved) - _seconds(reference) == seconds
    clock, ours = _CLOCK.search(timex), _CLOCK.search(time.value)
    if clock is None or ours is None or (clock[1], clock[2] or "00") != (ours[1], ours[2] or "00"):
        return False
    return kind == "time" or time.value[:10] == resolved[:10]


def _is_within(time: TimeExpression, day: str) -> bool:
    """Is a day in the week, month or year that we count to ("two months ago", "three weeks from Friday")?"""
    counted = re.search(r"(?:^| )[WMY][+-]\d+$", time.relative or "") is not None
    return counted and time.earliest is not None and time.latest is not None and time.earliest <= day <= time.latest


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment[:19]).timestamp()


def _same_part(time: TimeExpression, value: dict[str, str]) -> bool:
    """The same part of the same day: their XXXX-WXX-2TMO, with the days that it may be."""
    part = value.get("timex", "")[-3:]
    return time.value[10:] == part and time.value[:10] == value.get("start", "")[:10]


def _same_range(kind: str, found: list[TimeExpression], value: dict[str, str], reference: str) -> bool:
    timex = value.get("timex", "")
    start, end = value.get("start", ""), value.get("end", "")
    length = _LENGTH.findall(timex)
    if "(" not in timex and any(re.fullmatch(timex.removeprefix("FY").replace("X", "."), t.value) for t in found):
        return True
    if ":" in start or ":" in end:
        counted = reference.replace("T", " ") in (start, end) and found[0].value in length
        return counted or _same_hours(kind, found, value)
    if length and found[0].type == "DURATION" and found[0].value == length[-1]:
        return True
    first, last = (_days(found[n], reference) for n in (0, -1))
    if first is None or last is None:
        return False
    if bool(start) != bool(end):
        return first[0] == start if start else last[0] == end
    following = (date.fromisoformat(last[1]) + timedelta(1)).isoformat()
    return first[0] == start and end in (following, last[0] if len(found) > 1 else following)


def _days(time: TimeExpression, reference: str) -> tuple[str, str] | None:
    """The first and last day of an expression; "now" is the reference."""
    if time.value == "PRESENT_REF":
        return reference[:10], reference[:10]
    return (time.earliest, time.latest) if time.earliest and time.latest else None


def _same_hours(kind: str, found: list[TimeExpression], value: dict[str, str]) -> bool:
    """The same first and last hour, of the same days where they give days; a range may be an hour and a length."""
    start, end = (value.get(side, "")[:-3] for side in ("start", "end"))
    hours = [hour for t in found if (hour := _hour(t, kind == "datetimerange"))]
    if not hours:
        return False
    if not (start and end):
        return (start or end) in hours
    lengths = {t.value for t in found if t.type == "DURATION"}
    if hours == [start] and lengths & set(_LENGTH.findall(value.get("timex", ""))):
        return True
    return [hours[0], hours[-1]] == [start, end]


def _hour(time: TimeExpression, with_day: bool) -> str | None:
    m = _CLOCK.search(time.value) if time.type == "TIME" else None
    if m is None or not m[1].isdigit():
        return None
    return f"{time.value[:10]} " * with_day + f"{m[1]}:{m[2] or '00'}"
