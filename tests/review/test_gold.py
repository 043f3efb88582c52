"""What people have accepted and corrected as an annotation, and the reader measured by it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from tests.web.reviewed import make_record

import dragoman
from dragoman.bench.scoring import read_gold, score
from dragoman.model.judgement import Action
from dragoman.review.gold import write_gold


@pytest.fixture
def record(tmp_path: Path):
    make_record(str(tmp_path / "record.db"))
    with dragoman.open(tmp_path / "record.db") as kept:
        yield kept


def exported(record: dragoman.Record, folder: Path) -> dict:
    """The export, with the files of a gold folder for the reports."""
    found = json.loads(record.to_json())
    files = {told["file"] for told in read_gold(folder)["documents"].values()}
    for document in found["documents"]:
        document["file"] = next((f for f in files if (folder / "reports" / f).read_text() == document["text"]), None)
    return found


def test_what_is_accepted_is_right_and_what_nobody_has_judged_is_left_alone(record, tmp_path):
    acts = [Action(action="accept", row=rows[0].id) for rows in (
        record.events(), record.times(), record.quantities(), record.entities(),
        [c for c in record.claims() if c.attribution], record.agreements())]
    record.judge_all(acts, person="Ann")
    counts = write_gold(tmp_path / "gold", record.everything())
    assert {name: counts[name] for name in ("events", "times", "quantities", "entities", "claims", "agreements")} == \
        dict.fromkeys(("events", "times", "quantities", "entities", "claims", "agreements"), 1)
    found, _, notes = score(read_gold(tmp_path / "gold"), exported(record, tmp_path / "gold"))
    of_all = ("entities", "agreements", "differences")  # of which the record of other reports has more
    assert {name for name, s in found.items() if name not in of_all and (s.missed or s.wrong)} == set(), notes
    assert found["agreements"].missed == 0


def test_a_corrected_value_is_asked_of_the_machine(record, tmp_path):
    event = record.events()[0]
    before = json.loads(record.to_json())
    record.judge("correct", event.id, field="type", value="PROTEST", person="Ann")
    write_gold(tmp_path / "gold", record.everything())
    gold = read_gold(tmp_path / "gold")
    asked = [e for e in gold["events"] if not e.get("optional")]
    assert [e["type"] for e in asked] == [["PROTEST"]]
    after = exported(record, tmp_path / "gold")
    assert score(gold, after)[0]["events"].missed == 0
    machines = {**after, "events": before["events"]}
    assert score(gold, machines)[0]["events"].missed == 1


def test_nothing_judged_is_nothing_asked(record, tmp_path):
    assert set(write_gold(tmp_path / "gold", record.everything()).values()) == {0}
    assert read_gold(tmp_path / "gold")["documents"] == {}
    assert msgspec.json.decode((tmp_path / "gold" / "gold.json").read_bytes())["stories"] == []
