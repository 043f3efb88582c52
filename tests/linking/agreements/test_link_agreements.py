"""Agreements over several reports: one row with what all of them say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.model.record import Agreement, Record
from dragoman.model.time import Time

Read = Callable[..., Reading]

FIRST = """Peru and Chile sign copper treaty

LIMA, 3 May 2024 (Andes Wire) - Peru and Chile signed a treaty on copper exports in Lima on Friday.

Under the treaty Chile will open its port of Arica to Peruvian copper by 1 January 2025.
"""
SECOND = """Arica port opens to Peruvian copper

SANTIAGO, 6 May 2024 (Pacific Post) - The copper treaty that Peru and Chile signed in Lima on 3 May was ratified by \
Chile's parliament on Monday.

Peru has kept its promises, the ministry in Santiago said.

A 1999 fishing agreement between Peru and Chile expired in 2009.
"""


@pytest.fixture(scope="module")
def record(read: Read) -> Record:
    return link([read(FIRST), read(SECOND)])


@pytest.fixture(scope="module")
def treaty(record: Record) -> Agreement:
    return next(a for a in record.agreements if len({e.document for e in a.evidence}) == 2)


def test_reports_of_one_treaty_are_one_row(record: Record, treaty: Agreement) -> None:
    assert len(record.agreements) == 2
    names = {e.id: e.name for e in record.entities}
    assert {names[p] for p in treaty.parties} == {"Peru", "Chile"}
    assert treaty.signed is not None
    assert treaty.signed.value == "2024-05-03"
    assert (treaty.status, treaty.form) == ("ratified", "treaty")


def test_provisions_and_verdicts_come_along(treaty: Agreement) -> None:
    assert any("Arica" in p.text and p.deadline and p.deadline.value == "2025-01-01" for p in treaty.provisions)
    assert [c.verdict for c in treaty.compliance] == ["met"]


def test_evidence_is_exact(record: Record, treaty: Agreement) -> None:
    texts = {d.id: d.text for d in record.documents}
    rows = [treaty, *treaty.provisions, *treaty.compliance]
    for row in rows:
        assert row.evidence
        assert all(texts[e.document][e.start:e.end] == e.text for e in row.evidence)


def test_links_give_their_reasons_and_lost_ids_lead_on(record: Record, treaty: Agreement) -> None:
    reasons = [r for x in record.links if x.kind == "agreement" for r in x.reasons]
    assert "the same parties" in reasons
    assert treaty.id in {r.to for r in record.redirects}


def test_order_changes_nothing(read: Read, record: Record) -> None:
    assert link([read(SECOND), read(FIRST)]).agreements == record.agreements


def test_reports_whose_day_has_no_year_are_linked(read: Read) -> None:
    texts = ("Peru and Ecuador signed a truce in Loja on Tuesday.\n",
             "The truce that Peru and Ecuador signed holds. Their border pact is older.\n")
    readings = [read(text) for text in texts]
    for n, day in enumerate(("XXXX-05-04", "XXXX-05-06")):
        readings[n] = replace(readings[n], document=replace(readings[n].document, published=Time(day)))
    record = link(readings)
    assert len(record.documents) == 2
    assert record.agreements
