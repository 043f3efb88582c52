from __future__ import annotations

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.handmade import report
from tests.linking.test_corroboration import told
from tests.linking.test_differences import first, second, spoken
from tests.linking.test_stories import bridge, strike

from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.model.record import Record

READINGS = (
    first("seven", 7), second("nine", 9), second("seven", 7),
    spoken("We lost a pier and found our neighbours", "2024-05-04"),
    spoken("We have lost the pier but found good neighbours", "2024-05-06"),
    told("Ida Holm", publisher="The Valley"), told("Rolf Aas", publisher="Hill News", again=True),
    bridge(1, "2024-01-03"), bridge(2, "2024-01-05"), strike(1, "2024-01-04"),
    report("Guards beat strikers\nGuards of Sunde beat two teachers on Thursday.", published="2024-01-05",
           bodies=["Guards of Sunde"], places=["Sunde"], dates=[("Thursday", "2024-01-04")],
           events=[("ASSAULT", "beat two teachers", ("Guards of Sunde",), "Thursday")]),
    report("Empty"), report(""),
)


def encoded(*readings: Reading) -> bytes:
    return msgspec.json.encode(link(readings))


def subset() -> st.SearchStrategy[list[Reading]]:
    return st.lists(st.sampled_from(READINGS), unique_by=lambda r: r.document.id)


@given(subset().flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
@settings(deadline=None, max_examples=40)
def test_the_order_of_readings_changes_nothing(both: tuple[list[Reading], list[Reading]]) -> None:
    assert encoded(*both[0]) == encoded(*both[1])


@given(subset())
@settings(deadline=None, max_examples=20)
def test_a_document_that_is_read_twice_stands_once(found: list[Reading]) -> None:
    assert encoded(*found) == encoded(*found, *found[:3])


@given(subset())
@settings(deadline=None, max_examples=40)
def test_evidence_is_exact_ids_lead_somewhere_and_rows_are_in_order(found: list[Reading]) -> None:
    record = link(found)
    texts = {d.id: d.text for d in record.documents}
    for node in _walk(json.loads(msgspec.json.encode(record))):
        if {"document", "start", "end", "text"} <= node.keys():
            assert node["text"]
            assert texts[node["document"]][node["start"]:node["end"]] == node["text"]
    for name in Record.__struct_fields__:
        ids = [row.id for row in getattr(record, name)]
        assert ids == sorted(ids)
        assert name == "redirects" or len(ids) == len(set(ids))
    _check_ids(record)


def _check_ids(record: Record) -> None:
    known = {row.id for name in Record.__struct_fields__ if name not in ("links", "redirects")
             for row in getattr(record, name)}
    assert all(r.to in known for r in record.redirects)
    for a in record.assertions:
        assert {*a.claims, *a.quantities, *a.events} <= known
        assert a.claims or a.quantities or a.events
    for event in record.events:
        assert {*event.actors, *event.recipients, *event.claims, *event.quantities} <= known
        assert event.evidence
        assert event.summary
    assert all(i.evidence and i.document == i.evidence[0].document for d in record.differences for i in d.items)
    assert sorted(d for s in record.stories for d in s.documents) == [d.id for d in record.documents]


def _walk(node: object) -> list[dict[str, object]]:
    if isinstance(node, dict):
        return [node, *(x for value in node.values() for x in _walk(value))]
    return [x for value in node for x in _walk(value)] if isinstance(node, list) else []


def test_a_document_that_is_taken_away_leaves_what_was_never_there() -> None:
    for gone in range(len(READINGS)):
        rest = READINGS[:gone] + READINGS[gone + 1:]
        text = encoded(*rest).decode()
        assert READINGS[gone].document.id not in text


def test_nothing_gives_an_empty_record() -> None:
    assert link([]) == Record()


def test_a_story_of_one_does_not_change_with_another_story() -> None:
    alone = link([strike(1, "2024-01-04")]).stories
    both = link([strike(1, "2024-01-04"), bridge(1, "2024-01-03")]).stories
    assert set(alone) <= set(both)


def test_reasons_show_words_as_they_are_written() -> None:
    told = "Guards of Torvall threw forty ladders from the western gallery"
    both = [report(f"Torvall, {p}\n{told}.", publisher=p, places=["Torvall"], claims=[(told, None)],
                   events=[("ASSAULT", told, (), None)]) for p in ("A", "B")]
    reasons = [r for row in link(both).links if row.kind in ("claim", "event") for r in row.reasons]
    assert any("ladders" in r and "gallery" in r for r in reasons), reasons
    assert not any("galleri" in r or "ladder " in r for r in reasons)
