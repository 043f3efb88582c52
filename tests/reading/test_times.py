"""Time expressions in text: where they stand, what they are worth, and what they count from."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.model.reading import TimeExpression
from dragoman.model.time import Time
from dragoman.ontology import Ontology
from dragoman.reading.times import date_document, find_times
from dragoman.text.parse import Parser

DAY = "2025-11-05"  # a Wednesday

Find = Callable[..., dict[str, TimeExpression]]


@pytest.fixture(scope="session")
def find(parser: Parser, ontology: Ontology) -> Find:
    def find_in(text: str, published: str | None = DAY) -> dict[str, TimeExpression]:
        parse = parser.parse(document_from_text(text + "\n"))
        when = Time(value=published, earliest=published, latest=published) if published else None
        document = type(parse.document)(id="d", text=text, blocks=parse.document.blocks, published=when)
        return {text[t.start:t.end]: t for t in find_times(parse, document, ontology.times)}

    return find_in


@pytest.mark.parametrize(("sentence", "text", "kind", "value"), [
    # explicit dates
    ("The envoys met on 3 October 2024.", "3 October 2024", "DATE", "2024-10-03"),
    ("The envoys met on Thursday, October 3, 2024.", "Thursday, October 3, 2024", "DATE", "2024-10-03"),
    ("The envoys met on the 3rd of October 2024.", "the 3rd of October 2024", "DATE", "2024-10-03"),
    ("The envoys met on Oct. 3, 2024.", "Oct. 3, 2024", "DATE", "2024-10-03"),
    ("The file is dated 2024-10-03.", "2024-10-03", "DATE", "2024-10-03"),
    ("The file is dated 31/12/2024.", "31/12/2024", "DATE", "2024-12-31"),
    ("The file is dated 03/04/2024.", "03/04/2024", "DATE", "2024"),  # day or month first, who knows
    ("They signed it in early 2019.", "early 2019", "DATE", "2019"),
    ("The pact was signed in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
    ("Talks froze in the late 1990s.", "the late 1990s", "DATE", "199"),
    ("The border was drawn in the 19th century.", "the 19th century", "DATE", "18"),
    ("Exports rose in the third quarter of 2024.", "the third quarter of 2024", "DATE", "2024-Q3"),
    ("Exports rose in the first half of 2024.", "the first half of 2024", "DATE", "2024-H1"),
    ("The city fell in 480 BC.", "480 BC", "DATE", "BC0480"),
    ("The army left in the spring of 2016.", "the spring of 2016", "DATE", "2016-SP"),
    ("They met on Christmas Day 2023.", "Christmas Day 2023", "DATE", "2023-12-25"),
    # tense and genre
    ("The ministers met on Friday.", "Friday", "DATE", "2025-10-31"),
    ("The ministers will meet on Friday.", "Friday", "DATE", "2025-11-07"),
    ("The ministers are to meet on Friday.", "Friday", "DATE", "2025-11-07"),
    ("The ministers met on Wednesday.", "Wednesday", "DATE", "2025-11-05"),
    ("The rebels left in December.", "December", "DATE", "2024-12"),
    ("The rebels will leave in December.", "December", "DATE", "2025-12"),
    ("The parties signed the March accord.", "March", "DATE", "2025-03"),
    ("The deadline passed on 30 September.", "30 September", "DATE", "2025-09-30"),
    ("The vote is planned for 9 January.", "9 January", "DATE", "2026-01-09"),
    ("The minister resigned last Friday.", "last Friday", "DATE", "2025-10-31"),
    ("The minister returns next Monday.", "next Monday", "DATE", "2025-11-10"),
    ("By Thursday night the road was clear.", "Thursday night", "TIME", "2025-10-30TNI"),
    ("They extended the truce until Friday.", "Friday", "DATE", "2025-11-07"),
    ("The phase from 1 December to 30 April costs more.", "30 April", "DATE", "2026-04-30"),
    ("They will stay from Friday to Monday.", "Monday", "DATE", "2025-11-10"),
    # relative
    ("The convoy left yesterday.", "yesterday", "DATE", "2025-11-04"),
    ("Prices fell last month.", "last month", "DATE", "2025-10"),
    ("Work will begin early next year.", "early next year", "DATE", "2026"),
    ("The offensive began this March.", "this March", "DATE", "2025-03"),
    ("The siege began in December last year.", "December last year", "DATE", "2024-12"),
    ("It must be done by the end of the year.", "the end of the year", "DATE", "2025"),
    ("The envoy arrived two weeks ago.", "two weeks ago", "DATE", "2025-W43"),
    ("The envoy arrived three years ago.", "three years ago", "DATE", "2022"),
    ("The assembly votes next week.", "next week", "DATE", "2025-W46"),
    ("The harvest ended this summer.", "this summer", "DATE", "2025-SU"),
    # times of day
    ("The truce will begin at 6 a.m. on Friday.", "6 a.m. on Friday", "TIME", "2025-11-07T06:00"),
    ("The shelling began on Monday night.", "Monday night", "TIME", "2025-11-03TNI"),
    ("They left yesterday afternoon.", "yesterday afternoon", "TIME", "2025-11-04TAF"),
    ("They will meet at noon on Friday.", "noon on Friday", "TIME", "2025-11-07T12:00"),
    ("The minister arrived this morning.", "this morning", "TIME", "2025-11-05TMO"),
    # durations
    ("The war lasted 13 years.", "13 years", "DURATION", "P13Y"),
    ("They agreed to a 72-hour pause.", "72-hour", "DURATION", "PT72H"),
    ("It took more than two weeks.", "more than two weeks", "DURATION", "P2W"),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("It has waited for many years.", "many years", "DURATION", "PXY"),
    ("It will take half a decade.", "half a decade", "DURATION", "P5Y"),
    ("Sales fell over the past three months.", "the past three months", "DURATION", "P3M"),
    ("He stayed for a year.", "a year", "DURATION", "P1Y"),
    # sets
    ("The crossing opens each day.", "each day", "SET", "P1D"),
    ("The committee meets every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
    ("The committee meets every two weeks.", "every two weeks", "SET", "P2W"),
    ("The accounts are published annually.", "annually", "SET", "P1Y"),
    ("The committee meets twice a year.", "a year", "SET", "P1Y"),
    # no date
    ("The road is now open.", "now", "DATE", "PRESENT_REF"),
    ("The road was recently opened.", "recently", "DATE", "PAST_REF"),
    ("The road will soon be open.", "soon", "DATE", "FUTURE_REF"),
])
def test_expressions(find: Find, sentence: str, text: str, kind: str, value: str) -> None:
    found = find(sentence)
    assert text in found, f"found {list(found)}"
    assert (found[text].type, found[text].value) == (kind, value)


@pytest.mark.parametrize("sentence", [
    "The minister may march on.",
    "The 52-year-old minister spoke.",
    "The minister, 52 years old, spoke.",
    "Some 2000 soldiers were moved.",
    "Jan Novak spoke.",
    "It was signed on 31 February 2020.",
    "It was signed in 0000-00-00.",
    "The plan has a second part.",
    "They spent $1990 on it.",
    "Two officials spoke.",
])
def test_what_is_no_time_is_left_alone(find: Find, sentence: str) -> None:
    assert find(sentence) == {}


def test_narrative_counts_from_what_was_told(find: Find) -> None:
    found = find("The truce began on 3 March 2024. Two days later a bridge was hit. The next day the envoys left.")
    assert found["Two days later"].value == "2024-03-05"
    assert found["Two days later"].basis == "narrative"
    assert found["The next day"].value == "2024-03-06"


def test_ranges_share_their_month_and_year(find: Find) -> None:
    found = find("Fighting went on from 6 to 9 May 2024 and between June and September 2023.")
    assert found["6"].value == "2024-05-06"
    assert found["9 May 2024"].value == "2024-05-09"
    assert found["June"].value == "2023-06"


def test_parts_narrow_the_bounds(find: Find) -> None:
    found = find("It ended in late October.")["late October"]
    assert (found.value, found.earliest, found.latest) == ("2025-10", "2025-10-22", "2025-10-31")


def test_without_a_date_the_formula_stays(find: Find) -> None:
    found = find("The ministers met on Friday, a week after the vote on 3 May 2024. The next day they left.", None)
    assert found["Friday"].basis == "unresolved"
    assert found["Friday"].value == "XXXX-WXX-5"
    assert found["Friday"].relative == "wd5<="
    assert found["Friday"].earliest is None
    assert found["3 May 2024"].basis == "explicit"


def test_a_history_counts_from_its_own_dates(find: Find) -> None:
    years = " ".join(f"In {year} the duchy fought its neighbours." for year in range(1611, 1625))
    found = find(f"{years} In May 1625 the duke fell ill. In August he died.")
    assert found["August"].value == "1625-08"


@pytest.mark.parametrize(("text", "published", "basis"), [
    ("Title\nStandfirst here\nPublished: 17 September 2025 12:00 GMT\nThe ministers met.", "2025-09-17", "dateline"),
    ("Title of it\nStandfirst here\nQUITO, Sept 18, 2025 (Andes Wire) - The ministers met on Thursday.",
     "2025-09-18", "dateline"),
    ("Title of it\nStandfirst here\nQUITO, Sept 18 (Andes Wire) - The ministers met on Thursday.",
     "XXXX-09-18", "dateline"),
    ("Title of it\nStandfirst here\n-\nThe ministers on August 13, 2025 (Handout)\n"
     "The ministers met on Wednesday.", "2025-08-13/2025-08-19", "caption"),
    # an archive picture: the text tells of later days
    ("Title of it\nStandfirst here\n-\nThe old bridge on May 2, 2024 (Handout)\n"
     "The ministers, who signed a pact in March 2025, met on Wednesday.", "2025-03-01/..", "inferred"),
])
def test_the_date_of_a_report(parser: Parser, ontology: Ontology, text: str, published: str, basis: str) -> None:
    document = date_document(parser.parse(document_from_text(text)), ontology.times)
    assert document.published is not None
    assert (document.published.value, document.published_basis) == (published, basis)


def test_a_given_date_is_kept(parser: Parser, ontology: Ontology) -> None:
    document = document_from_text("QUITO, Sept 18, 2025 (Andes Wire) - The ministers met.\n")
    given = type(document)(id="d", text=document.text, blocks=document.blocks, published=Time(value="2025-09-20"))
    assert date_document(parser.parse(given), ontology.times) is given


@pytest.mark.parametrize("text", [
    "twenty " * 1500, "the last " * 1200, "2024-" * 2000, "9" * 10_000, "31 February " * 800,
    "a year and a half " * 550,
])
def test_long_runs_end_soon(find: Find, text: str) -> None:
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 15  # nearly all of it is the parser's


_VOCABULARY = (
    "the a last next two 31 2024 May March Monday days day year ago later in on of - , . early mid late end quarter "
    "third first 6 p.m. noon Christmas century BC fiscal every each few night 0 99999 half and to from before after "
    "February 30 now seconds old % $ week '99 1990s 12:61 second")
_WORDS = st.lists(st.sampled_from(_VOCABULARY.split()), max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_WORDS)
def test_any_words_give_exact_and_ordered_spans(find: Find, text: str) -> None:
    found = list(find(text).values())
    for one, other in pairwise(found):
        assert one.start < one.end <= other.start or one.start > other.start  # equal texts keep the last
    for expression in found:
        assert text[expression.start:expression.end].strip()
        assert expression.value
        if expression.earliest and expression.latest:
            assert expression.earliest <= expression.latest


@pytest.mark.parametrize(("text", "value"), [
    ("They arrived on the last day of February.", "2026-02-28"),
    ("It must be done by the fifteenth of this month.", "2026-03-15"),
    ("The lease ends on the 3rd of next month.", "2026-04-03"),
    ("It rained on the first day of May 2024.", "2024-05-01"),
    ("The bridge fell on 23 July last year.", "2025-07-23"),
])
def test_days_of_months(find: Find, text: str, value: str) -> None:
    assert [t.value for t in find(text, "2026-03-12").values()] == [value]
