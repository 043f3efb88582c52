from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.record.rows import DOCUMENT, EVENT, WORD, claim, document_row, entity, event, record

from dragoman.model.document import Block
from dragoman.model.record import Evidence, Record, Redirect
from dragoman.model.time import Time
from dragoman.record.check import find_broken

BACKWARDS = Time(value="2025", earliest="2025-12-31", latest="2025-01-01")


def test_a_whole_record_has_nothing_broken() -> None:
    assert list(find_broken(record())) == []
    assert list(find_broken(Record())) == []


@pytest.mark.parametrize(("bad", "told"), [
    (record(events=(event(evidence=()),)), "events event_1: Event without evidence"),
    (record(claims=(claim(text="Norland did"),)), "does not say"),
    (record(events=(event(actors=("entity_9",)),)), "actors entity_9 is not among the entities"),
    (record(events=(event(claims=("claim_1", "claim_9")),)), "claims claim_9 is not among the claims"),
    (record(documents=(document_row(story="story_9"),)), "story story_9"),
    (record(redirects=(Redirect(id="event_0", to="event_9"),)), "leads to event_9, where there is no row"),
    (record(redirects=(Redirect(id="event_1", to="claim_1"),)), "a row has this id"),
    (record(events=(event(corroboration=replace(WORD, documents=2)),)), "counts 2 documents, its evidence stands in 1"),
    (record(events=(event(corroboration=replace(WORD, outlets=2)),)), "2 outlets in 1"),
    (record(events=(event(corroboration=replace(WORD, independent_origins=2)),)), "counts 2 origins and lists 1"),
    (record(events=(event(corroboration=replace(WORD, level="independent")),)), "its counts say single-source"),
    (record(events=(event(time=BACKWARDS),)), "ends before it begins"),
    (record(documents=(document_row(blocks=(Block(kind="paragraph", start=4, end=99),)),)), "leaves the text"),
    (record(entities=(entity(), entity())), "two rows have this id"),
])
def test_what_is_broken_is_told_with_its_row(bad: Record, told: str) -> None:
    assert told in "\n".join(map(str, find_broken(bad)))


def test_documents_are_counted_through_claims_too() -> None:
    second = document_row("d_2")
    there = replace(claim(id="claim_2"), document="d_2")
    both = event(claims=("claim_1", "claim_2"), corroboration=replace(WORD, documents=2, level="one-origin"))
    assert list(find_broken(record(documents=(DOCUMENT, second), claims=(claim(), there), events=(both,)))) == []
    elsewhere = (*EVENT.evidence, Evidence(document="d_2", start=0, end=7, text="Norland"))
    wrong = record(documents=(DOCUMENT, second), events=(event(evidence=elsewhere),))
    assert any("stands in 2" in broken.reason for broken in find_broken(wrong))
