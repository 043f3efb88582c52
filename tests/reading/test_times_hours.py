"""Hours beside other hours and days, days that are counted, and dates in digits."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.model.time import Time, resolve
from dragoman.ontology import Ontology
from dragoman.reading.times import find_times
from dragoman.reading.times.numeric import Order, numeric_date
from dragoman.text.parse import Parser

DAY = "2025-11-05"  # a Wednesday


def found(parser: Parser, ontology: Ontology, text: str, order: Order | None = None) -> list[tuple[str, str]]:
    parse = parser.parse(document_from_text(text + "\n"))
    document = type(parse.document)(
        id="d", text=text, blocks=parse.document.blocks, published=Time(value=DAY, earliest=DAY, latest=DAY))
    return [(text[t.start:t.end], t.value) for t in find_times(parse, document, ontology.times, order=order)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Shops opened between 9 and 11:30 on Monday.",
     [("9", "2025-11-03T09:00"), ("11:30", "2025-11-03T11:30"), ("Monday", "2025-11-03")]),
    ("Polls were open on Sunday from 8 a.m. to 6 p.m.",
     [("Sunday", "2025-11-02"), ("8 a.m.", "2025-11-02T08:00"), ("6 p.m.", "2025-11-02T18:00")]),
    ("The pumps failed last night between 7 and 9.",
     [("last night", "2025-11-04TNI"), ("7", "2025-11-04T19:00"), ("9", "2025-11-04T21:00")]),
    ("The vote began at half past nine.", [("half past nine", "2025-11-05T09:30")]),
    ("The vote began at a quarter to six in the evening.", [("a quarter to six in the evening", "2025-11-05T17:45")]),
    ("The vote ended last night at 8.", [("last night at 8", "2025-11-04T20:00")]),
    ("A ferry leaves every Monday at 6 a.m.", [("every Monday at 6 a.m.", "XXXX-WXX-1T06:00")]),
    # what looks like hours and is none
    ("The index rose from 10 to 12 on Friday.", [("Friday", "2025-10-31")]),
    ("The hosts won 1-3 on Monday night.", [("Monday night", "2025-11-03TNI")]),
    ("The toll rose from 7 to 9 last night.", [("last night", "2025-11-04TNI")]),
    ("He read from John 3:16-18 aloud.", []),
    ("The share fell from a quarter to 5 percent.", []),
])
def test_hours(parser: Parser, ontology: Ontology, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(parser, ontology, text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("They will meet on Tuesday of next week.", [("Tuesday of next week", "2025-11-11")]),
    ("They met last week on Tuesday.", [("last week on Tuesday", "2025-10-28")]),
    ("They met on Friday the 13th.", [("Friday the 13th", "2025-06-13")]),
    ("They met on the 15th day of last month.", [("the 15th day of last month", "2025-10-15")]),
    ("Talks will open a week from 12 January 2026.", [("a week from 12 January 2026", "2026-01-19")]),
    ("Talks will open three weeks after 12 January 2026.", [("three weeks after 12 January 2026", "2026-W06")]),
    ("Crowds came over Labor Day weekend.", [("Labor Day weekend", "2025-W35-WE")]),
    ("Output fell in week 3 of 2024.", [("week 3 of 2024", "2024-W03")]),
    ("Output rose in H1 2025.", [("H1 2025", "2025-H1")]),
    ("Week 3 of the season went badly.", []),
    ("On Monday the 18th Airborne Corps left.", [("Monday", "2025-11-03")]),
    ("It lasted 64 days from 2 May 2024 to 5 July 2024.",
     [("64 days", "P64D"), ("2 May 2024", "2024-05-02"), ("5 July 2024", "2024-07-05")]),
    ("He left two years after September 11.", [("two years", "P2Y"), ("September 11", "2025-09-11")]),
    ("Call +1 202-555-2010 for help.", []),
])
def test_counted_days(parser: Parser, ontology: Ontology, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(parser, ontology, text) == expected


def test_an_ambiguous_date_is_read_only_by_a_known_order(parser: Parser, ontology: Ontology) -> None:
    text = "They met on 03/04/2025 and on 10/9."
    assert found(parser, ontology, text) == [("03/04/2025", "2025")]
    assert found(parser, ontology, text, "mdy") == [("03/04/2025", "2025-03-04"), ("10/9", "2025-10-09")]
    assert found(parser, ontology, text, "dmy") == [("03/04/2025", "2025-04-03"), ("10/9", "2025-09-10")]


@pytest.mark.parametrize("order", [None, "mdy", "dmy"])
def test_no_date_is_invented(order: Order | None) -> None:
    assert numeric_date("31/02/2025", order) is None
    assert numeric_date("20250230", order) is None
    assert numeric_date("22/7", order) == "md07-22?"


def test_a_weekday_with_its_day_of_the_month() -> None:
    friday = resolve("wd5/13<=", DAY)
    assert friday is not None
    assert friday.value == "2025-06-13"
    assert resolve("wd5/32<=", DAY) is None
