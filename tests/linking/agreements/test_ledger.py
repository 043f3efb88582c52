"""The life of an agreement, and promises set against deeds, over three reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.dossier.life import life, standings, verdict_of
from dragoman.linking.agreements.ledger import _numbers
from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.model.record import Agreement, ComplianceRow, Record

Read = Callable[..., Reading]

PROMISE = """Peru and Bolivia sign pact on prisoners

Peru and Bolivia signed the Titicaca Accord in La Paz on Friday.

Under the accord, Bolivia is to release 40 detained miners by 30 June. Peru will reopen the Desaguadero crossing by \
15 June. Bolivia is also to hand over 12 patrol boats by 10 June.
"""
DEED = """Bolivia frees miners

Bolivia released {freed} miners on Tuesday under the accord with Peru.

Parliament in Lima ratified the Titicaca Accord on 20 June.
"""
END = """Peru suspends accord

Peru suspended the Titicaca Accord on Monday after a clash at the border, its foreign minister said.
"""


def record_of(read: Read, freed: str = "40", newest: str = "2024-08-07") -> Record:
    return link([read(PROMISE, published="2024-05-05"), read(DEED.format(freed=freed), published="2024-06-27"),
                 read(END, published=newest)])


def accord_of(record: Record) -> Agreement:
    (accord,) = record.agreements
    return accord


@pytest.fixture(scope="module")
def record(read: Read) -> Record:
    return record_of(read)


def test_each_step_has_its_day_and_its_words(record: Record) -> None:
    steps = [(s.status, s.time.value if s.time else None) for s in accord_of(record).history]
    assert steps == [("signed", "2024-05-03"), ("ratified", "2024-06-20"), ("suspended", "2024-08-05")]
    texts = {d.id: d.text for d in record.documents}
    assert all(s.evidence for s in accord_of(record).history)
    assert all(texts[e.document][e.start:e.end] == e.text for s in accord_of(record).history for e in s.evidence)


def test_the_status_is_that_of_the_last_step(record: Record, read: Read) -> None:
    assert accord_of(record).status == "suspended"
    early = link([read(PROMISE, published="2024-05-05"), read(DEED.format(freed=40), published="2024-06-27")])
    assert accord_of(early).status == "ratified"


def test_an_undated_step_was_no_later_than_the_report(read: Read) -> None:
    text = "Peru and Chile sign treaty\n\nPeru has terminated its 2011 fishing treaty with Chile.\n"
    steps = accord_of(link([read(text, published="2024-05-05")])).history
    last = steps[-1]
    assert last.status == "terminated"
    assert last.time is not None
    assert (last.time.earliest, last.time.latest) == (None, "2024-05-05")


def test_a_deed_of_another_report_meets_a_promise(record: Record) -> None:
    accord = accord_of(record)
    (row,) = [c for c in accord.compliance if c.verdict == "met"]
    promise = accord.provisions[row.provision or 0]
    assert "40 detained miners" in promise.text
    assert {e.document for e in row.evidence} == {e.document for e in accord.provisions[0].evidence} | {
        e.document for e in next(x for x in record.events if x.id == row.event).evidence}
    assert "released miners" in row.why


def test_a_smaller_number_meets_it_in_part(read: Read) -> None:
    rows = accord_of(record_of(read, freed="25")).compliance
    assert [(c.verdict, c.why.rpartition(", ")[2]) for c in rows if c.event] == [("partly-met", "25 of 40")]


def test_what_is_due_and_not_told_of_is_open(record: Record, read: Read) -> None:
    due = {c.text: c.why for c in accord_of(record).compliance if c.verdict == "pending"}
    assert {t.split(" by ")[0] for t in due} == {"Peru will reopen the Desaguadero crossing",
                                                 "Bolivia is also to hand over 12 patrol boats"}
    assert all("2024-08-07" in why for why in due.values())  # the newest report, not the clock
    early = link([read(PROMISE, published="2024-05-05")])
    assert not accord_of(early).compliance


def test_how_promises_stand(record: Record) -> None:
    assert [s.verdict for s in standings(accord_of(record))] == ["met", "pending", "pending"]
    moments = [m.what.split(":")[0] for m in life(accord_of(record), record.events)]
    assert moments == ["signed", "ratified", "met", "suspended"]


def row(verdict: str) -> ComplianceRow:
    return ComplianceRow(verdict=verdict, by=(), party=None, text="", time=None, evidence=())  # type: ignore[arg-type]


def test_verdicts_that_part_are_disputed() -> None:
    assert verdict_of([]) is None
    assert verdict_of([row("met"), row("met")]) == "met"
    assert verdict_of([row("met"), row("partly-met")]) == "partly-met"
    assert verdict_of([row("met"), row("not-met")]) == "disputed"


def test_years_are_no_counts() -> None:
    assert _numbers("free 1,200 men by 2026") == [1200]
