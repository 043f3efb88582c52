from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from tests.dossier.records import small_record
from tests.export.test_formats import PLACED
from tests.record.rows import TEXT, document_row, record

from dragoman.export.jsonld import to_jsonld
from dragoman.export.tables import evidence_of
from dragoman.model.judgement import Judgement, Thing
from dragoman.model.record import Record

jsonld = pytest.importorskip("pyld").jsonld
JUDGED = Judgement(id="judgement_1", kind="event", left="event_1", right=None, field="time", verdict="corrected",
                   value={"value": "2025"}, person="Ann", made="2025-06-05T00:00:00Z", note=None, was=["x", None],
                   things=(Thing(id="event_1", document="d_1", start=0, end=7, words="Norland"),), row="event_1")
ODD = document_row(url="not a url", title="", text=TEXT)
RECORDS = {"empty": Record(), "small": record(), "placed": PLACED, "story": small_record(),
           "judged": record(judgements=(JUDGED,)), "odd": record(documents=(ODD,))}


def no_network(url: str, *_: object) -> None:
    raise AssertionError(f"{url} was asked for")


def keys(value: Any) -> Iterator[str]:
    """The keys of a document, but not those within a JSON literal."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner) if key != "@value" else ()
    elif isinstance(value, list):
        for one in value:
            yield from keys(one)


def expanded(rows: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsonld.expand(json.loads(to_jsonld(rows)), {"documentLoader": no_network})
    return found


@pytest.mark.parametrize("rows", RECORDS.values(), ids=RECORDS)
def test_a_processor_takes_it_and_drops_nothing(rows: Record) -> None:
    plain = json.loads(to_jsonld(rows))
    known = {name for name in plain["@context"] if not name.startswith("@")}
    used = {key for key in keys(plain["@graph"]) if not key.startswith("@")}
    assert used <= known
    whole = expanded(rows)
    assert len(whole) == len(plain["@graph"])
    assert all(key.startswith("@") or ":" in key for key in keys(whole))
    for node in whole:
        assert all(":" in kind for kind in node["@type"])
    assert sum(1 for _ in keys(whole)) >= sum(1 for _ in keys(plain["@graph"]))
    quads = jsonld.to_rdf(plain, {"documentLoader": no_network, "format": "application/n-quads"})
    assert not rows.documents or "<https://schema.org/articleBody>" in quads


def test_each_span_of_evidence_is_an_annotation_with_both_selectors() -> None:
    rows = small_record()
    texts = {d.id: d.text for d in rows.documents}
    oa = "http://www.w3.org/ns/oa#"
    found = []
    for node in expanded(rows):
        if f"{oa}Annotation" not in node["@type"]:
            continue
        (target,) = node[f"{oa}hasTarget"]
        text = texts[target[f"{oa}hasSource"][0]["@id"].removeprefix("urn:dragoman:")]
        place, quote = target[f"{oa}hasSelector"]
        start, end = (int(place[f"{oa}{name}"][0]["@value"]) for name in ("start", "end"))
        exact = quote[f"{oa}exact"][0]["@value"]
        assert text[start:end] == exact
        assert text[:start].endswith(quote[f"{oa}prefix"][0]["@value"])
        assert text[end:].startswith(quote[f"{oa}suffix"][0]["@value"])
        found.append((node[f"{oa}hasBody"][0]["@id"].removeprefix("urn:dragoman:"), start, end))
    for name in ("entities", "events", "agreements"):
        for row in getattr(rows, name):
            for _, evidence in evidence_of(row, ""):
                assert (row.id, evidence.start, evidence.end) in found


def test_rows_are_what_schema_org_calls_them() -> None:
    nodes = {node["@id"]: node for node in expanded(PLACED) if "@id" in node}
    schema = "https://schema.org/"
    event = nodes["urn:dragoman:event_1"]
    assert event["@type"] == [f"{schema}Event"]
    assert event[f"{schema}location"] == [{"@id": "urn:dragoman:entity_2"}]
    assert event["urn:dragoman:term:actors"] == [{"@id": "urn:dragoman:entity_1"}]
    place = nodes["urn:dragoman:entity_2"]
    assert place[f"{schema}geo"][0][f"{schema}latitude"] == [{"@value": 10.5}]
    article = nodes["urn:dragoman:d_1"]
    assert article[f"{schema}articleBody"] == [{"@value": TEXT}]
    assert article[f"{schema}datePublished"][0]["@value"] == "2025-06-04"


def test_an_address_that_is_none_is_left_out() -> None:
    odd = replace(record().documents[0], url="http://a b")
    assert "schema:url" not in json.dumps(expanded(record(documents=(odd,))))
