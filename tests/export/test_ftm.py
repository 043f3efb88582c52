"""What is exported is accepted by the followthemoney package; without that, its form alone is tested."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from msgspec.structs import replace
from tests.dossier.records import small_record
from tests.export.test_formats import PLACED
from tests.record.rows import DAY, document_row, entity, evidence, record

from dragoman.export.ftm import to_ftm
from dragoman.model.record import EntityRole, Record
from dragoman.model.time import Time

MINISTER = entity("entity_9", "Ann Lee", kind="person", country="NOR", roles=(
    EntityRole(title="minister", of="entity_1", evidence=(evidence("Ann Lee"),), former=True),),
    external_ids={"wikidata": "Q42"})
ODD = document_row(url="javascript:alert(1)", language="xx", authors=(" ", "Ann\nLee"), title="=1+1")
RECORDS = {"empty": Record(), "small": record(), "placed": PLACED, "story": small_record(),
           "office": record(entities=(entity(country="NOR"), MINISTER)), "odd": record(documents=(ODD,))}


def entities(rows: Record) -> dict[str, dict[str, Any]]:
    lines = to_ftm(rows)["entities.ftm.json"].splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


def statements(rows: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_ftm(rows)["statements.csv"].decode(), newline=""), dialect="unix"))


@pytest.mark.parametrize("rows", RECORDS.values(), ids=RECORDS)
def test_it_is_valid_for_followthemoney(rows: Record) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    made = entities(rows)
    for line in made.values():
        schema = followthemoney.model.get(line["schema"])
        schema.validate(line)
        assert all(line["properties"].get(name) for name in schema.required)
        for name, values in line["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (line["schema"], name)
            if prop.range is not None:
                ranges = [followthemoney.model.get(made[value]["schema"]) for value in values]
                assert all(one.is_a(prop.range) for one in ranges), (line["schema"], name)


@pytest.mark.parametrize("rows", RECORDS.values(), ids=RECORDS)
def test_its_statements_are_read_by_followthemoney_and_make_the_same_entities(rows: Record) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    from followthemoney.dataset import Dataset
    from followthemoney.statement.entity import StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    told: dict[str, list[Any]] = {}
    for row in statements(rows):
        prop = followthemoney.model.get(row["schema"]).get(row["prop"])
        assert row["prop_type"] == (prop.type.name if prop else "id")
    for statement in read_csv_statements(io.BytesIO(to_ftm(rows)["statements.csv"])):
        assert statement.id == statement.generate_key()
        told.setdefault(statement.entity_id, []).append(statement)
    made = entities(rows)
    assert told.keys() == made.keys()
    for key, own in told.items():
        built = StatementEntity.from_statements(Dataset.make({"name": "all", "title": "All"}), own).to_dict()
        assert {name: sorted(values) for name, values in built["properties"].items()} == made[key]["properties"]


def test_each_value_leads_to_the_words_of_its_report() -> None:
    rows = record()
    found = {(s["entity_id"], s["prop"], s["value"]): s for s in statements(rows)}
    named = found["event-1", "date", "2025-06-04"]
    start, end = map(int, named["origin"].split("-"))
    assert (named["dataset"], rows.documents[0].text[start:end]) == ("d_1", "4 June 2025")
    assert named["first_seen"] == DAY.value
    assert found["entity-1", "proof", "d-1"]["dataset"] == "d_1"


def test_offices_countries_and_deeds_are_told() -> None:
    made = entities(RECORDS["office"])
    assert made["entity-9"]["properties"]["country"] == ["no"]
    assert made["entity-9"]["properties"]["wikidataId"] == ["Q42"]
    (held,) = (e for e in made.values() if e["schema"] == "Occupancy")
    assert held["properties"]["status"] == ["former"]
    assert made[held["properties"]["post"][0]]["properties"]["organization"] == ["entity-1"]
    (deed,) = (e for e in entities(PLACED).values() if e["schema"] == "UnknownLink")
    assert (deed["properties"]["subject"], deed["properties"]["object"]) == (["entity-1"], ["entity-3"])
    assert entities(PLACED)["event-1"]["properties"]["addressEntity"] == ["entity-2"]


def test_a_time_that_is_no_day_is_told_by_its_bounds() -> None:
    open_end = Time(value="2025-03/..", earliest="2025-03-01")
    event = replace(record().events[0], time=open_end)
    assert entities(record(events=(event,)))["event-1"]["properties"]["startDate"] == ["2025-03-01"]
    month = replace(event, time=Time(value="2025-03", earliest="2025-03-01", latest="2025-03-31"))
    assert entities(record(events=(month,)))["event-1"]["properties"]["date"] == ["2025-03"]
