"""Dates that a report leaves open, settled by the others of its story."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import msgspec
import pytest

from dragoman.documents.text import document_from_text
from dragoman.linking.dates import settle_dates
from dragoman.model.reading import Reading
from dragoman.model.time import Time
from dragoman.ontology import Ontology
from dragoman.reading.times import date_document, find_times
from dragoman.text.parse import Parser

Read = Callable[..., Reading]

DATED = "Pact signed in Loja\nThe ministers signed a border pact in Loja on Wednesday, both sides said."


@pytest.fixture(scope="module")
def read(parser: Parser, ontology: Ontology) -> Read:
    """Read the times of a report, and nothing else of it."""

    def read_times(text: str, *, published: str | None = None) -> Reading:
        document = document_from_text(text)
        if published:
            given = Time(value=published, earliest=published, latest=published)
            document = msgspec.structs.replace(document, published=given)
        parse = parser.parse(document)
        dated = date_document(parse, ontology.times)
        return Reading(document=dated, reader="times", times=find_times(parse, dated, ontology.times))

    return read_times


def values(reading: Reading) -> dict[str, tuple[str, str]]:
    text = reading.document.text
    return {text[t.start:t.end]: (t.value, t.basis) for t in reading.times}


def test_a_weekday_in_both_settles_the_other(read: Read) -> None:
    dated = read(DATED, published="2025-08-13")
    undated = read("Pact to bring peace\nAn official said on Thursday that the pact, signed on Wednesday, "
                   "replaces one of December.")
    assert values(undated)["Wednesday"] == ("XXXX-WXX-3", "unresolved")
    _, settled = settle_dates((dated, undated))
    assert values(settled)["Wednesday"] == ("2025-08-13", "linked")
    assert values(settled)["Thursday"] == ("2025-08-14", "linked")
    assert settled.document.published is not None
    assert settled.document.published.earliest == "2025-08-14"
    assert settled.document.published_basis == "inferred"


def test_what_a_weekday_implies_counts_too(read: Read) -> None:
    dated = read("Monitors report\nThe monitors published their report on Wednesday.", published="2025-09-19")
    undated = read("Addendum signed\nThe two sides signed an addendum on Monday, five days after monitors reported.")
    _, settled = settle_dates((dated, undated))
    assert values(settled)["Monday"] == ("2025-09-22", "linked")


def test_a_dateline_gets_its_year(read: Read) -> None:
    dated = read(DATED, published="2025-08-13")
    partial = read("Pact signed\nA standfirst\nQUITO, Aug 14 (Andes Wire) - They signed the pact on Wednesday.")
    _, settled = settle_dates((dated, partial))
    assert settled.document.published is not None
    assert settled.document.published.value == "2025-08-14"
    assert values(settled)["Wednesday"] == ("2025-08-13", "linked")


def test_nothing_is_settled_where_nothing_agrees(read: Read) -> None:
    dated = read("Harvest ends\nThe harvest ended.", published="2025-08-13")
    undated = read("Vote put off\nThe assembly put off its vote on Friday.")
    assert settle_dates((dated, undated)) == (dated, undated)


def test_a_report_alone_stays_as_it_was(read: Read) -> None:
    undated = read("Vote put off\nThe assembly put off its vote on Friday.")
    assert settle_dates((undated,)) == (undated,)
    assert settle_dates(()) == ()


def test_explicit_times_are_never_changed(read: Read) -> None:
    dated = read(DATED, published="2025-08-13")
    undated = read("Pact recalls another\nThe pact signed on Wednesday recalls one of 3 May 2019.")
    _, settled = settle_dates((dated, undated))
    assert values(settled)["3 May 2019"] == ("2019-05-03", "explicit")


def test_order_changes_nothing(read: Read) -> None:
    readings = (
        read(DATED, published="2025-08-13"),
        read("Pact to bring peace\nAn official said on Thursday that the pact, signed on Wednesday, is fair."),
        read("Pact signed\nA standfirst\nQUITO, Aug 14 (Andes Wire) - The pact was signed on Wednesday."),
    )
    expected = {r.document.id: r for r in settle_dates(readings)}
    for order in permutations(readings):
        assert {r.document.id: r for r in settle_dates(order)} == expected
