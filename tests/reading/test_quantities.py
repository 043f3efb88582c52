"""Quantities by example: value, bounds, comparator, unit, what is counted, rise or fall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.model.reading import QuantityMention, TimeExpression
from dragoman.ontology import Ontology
from dragoman.reading.quantities import find_facts, find_quantities
from dragoman.text.parse import Parser

Find = Callable[[str], list[tuple[str, QuantityMention]]]


@pytest.fixture(scope="module")
def find(parser: Parser, ontology: Ontology) -> Find:
    def find_in(text: str) -> list[tuple[str, QuantityMention]]:
        parse = parser.parse(document_from_text(text))
        return [(text[q.start : q.end], q) for q in find_quantities(parse, (), ontology.units)]

    return find_in


@pytest.mark.parametrize(
    ("text", "words", "comparator", "low", "high", "unit"),
    [
        ("The envoy met 40 elders.", "40 elders", "=", 40, 40, None),
        ("They freed more than 2,500 captives.", "more than 2,500 captives", ">", 2500, None, None),
        ("At least nine miners died.", "At least nine miners", ">=", 9, None, None),
        ("He said fewer than 60 guards stayed.", "fewer than 60 guards", "<", None, 60, None),
        ("The base may house up to 900 sailors.", "up to 900 sailors", "<=", None, 900, None),
        ("No more than 12 inspectors were let in.", "No more than 12 inspectors", "<=", None, 12, None),
        ("The fund may not exceed $70 million.", "not exceed $70 million", "<=", None, 70e6, "USD"),
        ("An estimated 350 rebels remain.", "An estimated 350 rebels", "~", 350, 350, None),
        ("Some 4,000 farmers and herders fled.", "Some 4,000 farmers and herders", "~", 4000, 4000, None),
        ("Another 80 or so wait at the gate.", "80 or so", "~", 80, 80, None),
        ("They hid 30 crates or more.", "30 crates or more", ">=", 30, None, None),
        ("Between 20 and 35 monitors will go.", "Between 20 and 35 monitors", "between", 20, 35, None),
        ("It lost 15 to 20 howitzers.", "15 to 20 howitzers", "between", 15, 20, None),
        ("Four to five thousand pilgrims came.", "Four to five thousand pilgrims", "between", 4000, 5000, None),
        ("Between 60% and 75% of voters agreed.", "Between 60% and 75%", "between", 60, 75, "percent"),
        ("Three hundred and twelve villagers came home.", "Three hundred and twelve villagers", "=", 312, 312, None),
        ("Nearly half of the wells are dry.", "Nearly half", "~", 50, 50, "percent"),
        ("A third of the lorries carried rice.", "A third", "=", 33.3333, 33.3333, "percent"),
        ("One in four pupils has left.", "One in four", "=", 25, 25, "percent"),
        (
            "It holds less than half of 1 percent of the shares.",
            "less than half of 1 percent",
            "<",
            None,
            0.5,
            "percent",
        ),
        ("They took 7-1/2 tonnes of copper.", "7-1/2 tonnes", "=", 7.5, 7.5, "tonne"),
        ("It took in a couple of hundred families.", "a couple of hundred families", "=", 200, 200, None),
        ("The mill ordered a dozen and a half pumps.", "a dozen and a half pumps", "=", 18, 18, None),
        ("Half a million voters stayed at home.", "Half a million voters", "=", 5e5, 5e5, None),
        ("Hundreds of thousands of people marched.", "Hundreds of thousands of people", "between", 1e5, 1e6, None),
        ("Dozens of boats sank.", "Dozens of boats", ">=", 24, None, None),
        ("The dam cost €65.4 billion.", "€65.4 billion", "=", 65_400_000_000, 65_400_000_000, "EUR"),
        ("The fine was HK$3.7bn.", "HK$3.7bn", "=", 3.7e9, 3.7e9, "HKD"),
        ("It owes 18 billion CFA francs.", "18 billion CFA francs", "=", 18e9, 18e9, "XOF"),
        ("It owes 6 million Jordanian dinars.", "6 million Jordanian dinars", "=", 6e6, 6e6, "JOD"),
        ("A stamp costs 85 cents.", "85 cents", "=", 0.85, 0.85, "USD"),
        ("The road is 420 km long.", "420 km", "=", 420, 420, "kilometre"),
        ("They shipped 50,000 tonnes of wheat.", "50,000 tonnes", "=", 50000, 50000, "tonne"),
        ("The plant makes 1.5 GW.", "1.5 GW", "=", 1.5, 1.5, "gigawatt"),
        ("The field holds 3 bcm.", "3 bcm", "=", 3e9, 3e9, "cubic metre"),
        ("It pumps 20,000 barrels per day.", "20,000 barrels per day", "=", 20000, 20000, "barrel"),
        ("A nine-member panel will rule.", "nine-member", "=", 9, 9, None),
        ("The 400-kilovolt line was cut.", "400-kilovolt", "=", 400, 400, "kilovolt"),
        ("It took 90-plus boats.", "90-plus boats", ">=", 90, None, None),
    ],
)
def test_value_and_bounds(
    find: Find, text: str, words: str, comparator: str, low: float | None, high: float | None, unit: str | None
) -> None:
    assert [(w, q.comparator, q.low, q.high, q.unit) for w, q in find(text)] == [
        (words, comparator, pytest.approx(low) if low else low, pytest.approx(high) if high else high, unit)
    ]


@pytest.mark.parametrize(
    ("text", "words", "of"),
    [
        ("Kenyan exports to Uganda rose 12% last year.", "12%", "Kenyan exports to Uganda"),
        ("Trade fell by 12% in May.", "12%", "Trade"),
        ("The pipeline will cost $90 million.", "$90 million", "pipeline"),
        ("They spent a loan of $90 million.", "$90 million", "loan"),
        ("It must land 7 per cent of its catch there.", "7 per cent", "catch"),
        ("The ministry put the dead at nine.", "nine", "dead"),
        ("Of the 90 sailors who came, 11 were ill.", "11", "sailors"),
        ("Only 11 of 40 bridges are open.", "11", "bridges"),
        ("They promised 70 buses. About 30 have come.", "About 30", "buses"),
        ("Twelve men were named. The toll was nine.", "nine", "men"),
        ("The crews would number fewer than 200.", "fewer than 200", "crews"),
        ("Ghana (12 per cent) and Togo were behind.", "12 per cent", "Ghana"),
        ("The tower, which Rome puts at €80 million, is new.", "€80 million", "tower"),
        ("It paid 8 million crowns ($1 million).", "$1 million", None),
    ],
)
def test_what_is_counted(find: Find, text: str, words: str, of: str | None) -> None:
    found = dict(find(text))
    assert words in found
    if of is not None:
        assert found[words].of == of


def test_of_carries_the_words_that_it_was_taken_from(find: Find) -> None:
    text = "Kenyan exports to Uganda rose 12% last year."
    ((_, quantity),) = find(text)
    assert [text[s.start : s.end] for s in quantity.of_spans] == [quantity.of]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Exports rose 12%.", "rise"),
        ("Output was cut by 500 barrels.", "fall"),
        ("Trade reached $9 billion, up 18 per cent.", "rise"),
        ("Prices edged down 0.3 percent.", "fall"),
        ("A rise of 4% in wages is planned.", "rise"),
        ("Imports doubled.", "rise"),
        ("The rate climbed to 6.7%.", None),
        ("It lost 40 soldiers.", None),
        ("They make up half of the force.", None),
    ],
)
def test_change(find: Find, text: str, change: str | None) -> None:
    assert find(text)[-1][1].change == change


@pytest.mark.parametrize(
    "text",
    [
        "The P-8I and the F-16 met over G20 waters.",
        "Article 5 and Resolution 1701 say so.",
        "Umm Said, 47, and her son, aged 12, came.",
    "The minister, 61, was sacked.",
        "A 65-year-old man won 3-1.",
        "He came in May 2019, at 10:30, on the 16th and in the 1990s.",
        "She is one of the best; no one knows that one.",
        "The code is 1,2,3,,4 at 192.168.1.2.",
        "It ran for 48 hours and three weeks.",
        "The season of 2024-25 was the second half.",
        "Number 10 spoke of Round Two.",
    "The 9/11 attacks, a 50/50 chance, 24/7 at Ground Zero.",
    "He is open to people under 30, and she, who was 70, came.",
    ],
)
def test_no_quantities(find: Find, text: str) -> None:
    assert find(text) == []


def test_parts_of_time_expressions_are_none(parser: Parser, ontology: Ontology) -> None:
    text = "It lasted 40 sols and 40 men died."
    parse = parser.parse(document_from_text(text))
    time = TimeExpression(start=10, end=17, type="DURATION", value="P40X")
    assert [text[q.start : q.end] for q in find_quantities(parse, (time,), ontology.units)] == ["40 men"]


def test_votes_are_two_counts(find: Find) -> None:
    assert [q.low for _, q in find("Deputies voted 131 to 48.")] == [131, 48]


def test_a_movement_is_no_range_with_its_level(find: Find) -> None:
    assert [(q.low, q.unit) for _, q in find("Sales fell by a third to $1.2bn.")] == [
        (pytest.approx(33.3333), "percent"),
        (1.2e9, "USD"),
    ]


def test_shared_unit_and_noun(find: Find) -> None:
    assert [(q.low, q.unit) for _, q in find("They got 45 and 50 mg.")] == [(45, "milligram"), (50, "milligram")]
    assert [(q.low, q.of) for _, q in find("I saw 45 and 50 tents.")] == [(45, "tents"), (50, "tents")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "9",
                "1,2",
                ",,",
                "12",
                "half",
                "a",
                "of",
                "hundred",
                "thousand",
                "million",
                "billions",
                "tens",
                "and",
                "to",
                "between",
                "-",
                "–",
                "%",
                "$",
                "km",
                "½",
                "²",
                "٣",
                "e",
                "x",
                "10",
                "/",
                "(",
                ")",
                "'",
                '"',
                ".",
                "per",
                "one",
                "more",
                "than",
                "some",
                "1e400",
                "0",
                "nil",
                "third",
                "Y=",
                "5m",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_nonsense_is_read_or_left_alone(parser: Parser, ontology: Ontology, text: str) -> None:
    parse = parser.parse(document_from_text(text))
    for quantity in find_quantities(parse, (), ontology.units):
        assert 0 <= quantity.start < quantity.end <= len(text)
        bounds = [x for x in (quantity.low, quantity.high) if x is not None]
        assert bounds
        assert all(abs(x) < 1e30 for x in bounds)


@pytest.mark.parametrize("text", ["9" * 10_000, "1," * 5000, "$" * 3000, "more than " * 1000 + "5", "tens of " * 500])
def test_absurd_numbers_are_left_alone(parser: Parser, ontology: Ontology, text: str) -> None:
    assert len(find_quantities(parser.parse(document_from_text(text)), (), ontology.units)) <= 2


def test_every_kind_has_a_name(parser: Parser, ontology: Ontology) -> None:
    parse = parser.parse(document_from_text("Ali, 47, spent 3 days and 9 euros on 2 maps in 2019; they won 3-1."))
    assert [f.figure.kind for f in find_facts(parse, ontology.units)] == [
        "age",
        "time",
        "measure",
        "count",
        "year",
        "score",
    ]


@pytest.mark.parametrize(("text", "words"), [
    ("Two vans were stopped. A third got through.", []),
    ("One guard ran and a second fell. A third fired.", []),
    ("Most voters were against. A third stayed away.", ["A third"]),
    ("Two men were shot, and a third of the village fled.", ["a third"]),
])
def test_the_next_of_some_that_were_counted_is_no_share(
    parser: Parser, ontology: Ontology, text: str, words: list[str]
) -> None:
    parse = parser.parse(document_from_text(text))
    found = find_quantities(parse, (), ontology.units)
    assert [q.unit and text[q.start:q.end] for q in found if q.unit == "percent"] == words
