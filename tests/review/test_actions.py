"""What people do to rows, and the judgements that come of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.web.reviewed import make_record

import dragoman
from dragoman.errors import NotInRecord, ReviewError
from dragoman.model.judgement import Action, Judgement
from dragoman.model.record import Record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("actions") / "record.db"
    make_record(str(location))
    return location


@pytest.fixture
def record(made: Path, tmp_path: Path):
    (tmp_path / "record.db").write_bytes(made.read_bytes())
    with dragoman.open(tmp_path / "record.db") as kept:
        yield kept


def told(record: dragoman.Record) -> Record:
    return msgspec.structs.replace(record.everything(), judgements=())


def test_each_action_is_undone_without_a_trace_and_kept_for_ever(record):
    before = told(record)
    event, claim, entity = before.events[0], before.claims[0], before.entities[0]
    acts = [("accept", event.id, {}), ("reject", event.id, {}),
            ("correct", event.id, {"field": "type", "value": "AID"}),
            ("reject", claim.id, {}), ("correct", entity.id, {"field": "kind", "value": "group"}),
            ("accept", before.links[0].id, {}), ("reject", before.links[0].id, {}),
            ("correct", before.documents[0].id, {"field": "title", "value": "Another"})]
    made = []
    for action, row, how in acts:
        judgement = record.judge(action, row, person="Ann", note="why not", **how)
        assert (judgement.state, judgement.person, judgement.note) == ("applied", "Ann", "why not")
        assert told(record) != before
        record.judge("undo", judgement.id, person="Bo")
        assert told(record) == before
        made.append(judgement.id)
    assert record.check() == []
    assert {j.id for j in record.judgements() if j.state == "withdrawn"} == set(made)
    assert len(record.judgements()) == 2 * len(acts)
    assert [j.made for j in sorted(record.judgements(), key=lambda j: j.made)] == sorted(
        {j.made for j in record.judgements()})


def test_what_is_undone_can_be_undone(record):
    event = record.events()[0]
    rejected = record.judge("reject", event.id, person="Ann")
    undone = record.judge("undo", event.id, person="Ann")
    assert undone.left == rejected.id
    with pytest.raises(ReviewError, match="withdrawn already"):
        record.judge("undo", rejected.id, person="Ann")
    record.judge("undo", undone.id, person="Ann")
    with pytest.raises(NotInRecord):
        record.event(event.id)


def test_history_says_who_when_and_what_was_before(record):
    event = next(e for e in record.events() if e.time)
    record.judge("correct", event.id, field="time", value="2024-02", person="Ann", note="the report says so")
    record.judge("accept", event.id, person="Bo")
    history = record.history(event.id[:14])
    assert history.id == event.id
    assert [(j.person, j.verdict, j.note) for j in history.judgements] == [
        ("Ann", "corrected", "the report says so"), ("Bo", "right", None)]
    assert history.judgements[0].was == msgspec.to_builtins(event.time)
    assert history.judgements[0].value == {"value": "2024-02", "earliest": "2024-02-01", "latest": "2024-02-29"}
    assert record.event(event.id).judged == tuple(j.id for j in history.judgements)


def test_rows_are_split_by_their_reports(record):
    story = max(record.stories(), key=lambda s: len(s.documents))
    gone = story.documents[0]
    record.judge("split", story.id, gone, person="Ann")
    assert gone not in max(record.stories(), key=lambda s: len(s.documents)).documents
    assert record.check() == []


@pytest.mark.parametrize(("action", "field", "value", "says"), [
    ("correct", "type", "FOO", "none of AGREE"), ("correct", "time", "2024-13", "no date"),
    ("correct", "time", "2024-05-04/2024-05-01", "ends before it begins"), ("correct", "type", "null", "give a value"),
    ("correct", "colour", "red", "but these: type"), ("correct", "actors", "event_", "several"),
    ("correct", "place", "nix", "nothing in the record"), ("split", None, None, "not all"),
    ("join", None, None, "at least two"), ("correct", "contexts", "fishing", "none of"),
])
def test_what_makes_no_sense_is_refused_in_one_line(record, action, field, value, says):
    event = record.events()[0]
    before = record.everything()
    with pytest.raises((ReviewError, NotInRecord), match=says) as error:
        record.judge(action, event.id, field=field, value=value, person="Ann")
    assert "\n" not in str(error.value)
    assert record.everything() == before


def test_rows_of_two_kinds_are_never_one(record):
    with pytest.raises(ReviewError, match="one kind"):
        record.judge("join", record.events()[0].id, record.entities()[0].id, person="Ann")
    with pytest.raises(ReviewError, match="cannot be split"):
        record.judge("split", record.claims()[0].id, "x", person="Ann")
    with pytest.raises(ReviewError, match="needs somebody"):
        record.judge("accept", record.claims()[0].id, person=" ")
    with pytest.raises(ReviewError, match="dragoman remove"):
        record.judge("reject", record.documents()[0].id, person="Ann")


def test_a_batch_is_done_at_once_or_not_at_all(record):
    events = record.events()
    good = Action(action="accept", row=events[0].id)
    with pytest.raises(NotInRecord):
        record.judge_all([good, Action(action="accept", row="event_nowhere")], person="Ann")
    assert record.judgements() == ()
    other = Action(action="reject", row=events[1].id, person="Bo", made="2020-01-01T01:00+01:00")
    made = record.judge_all([good, other], person="Ann")
    assert [(j.person, j.state) for j in made] == [("Ann", "applied"), ("Bo", "applied")]
    assert made[1].made == "2020-01-01T00:00:00.000000Z"


def test_the_queue_asks_for_the_least_certain_first_and_never_twice(record):
    queue = record.queue()
    assert [d.priority for d in queue] == sorted((d.priority for d in queue), reverse=True)
    first = queue[0]
    record.judge("accept", first.link.id, person="Ann")
    assert first.link.id not in {d.link.id for d in record.queue()}
    assert {d.link.kind for d in record.queue(kinds=["claim"])} <= {"claim"}


def test_judgements_come_back_with_an_export(record, tmp_path):
    event = record.events()[0]
    record.judge("correct", event.id, field="status", value="denied", person="Ann")
    export = record.to_json()
    with dragoman.open(tmp_path / "other.db") as other:
        other.bring_in(export)
        assert other.to_json() == export
        assert [(j.person, j.state) for j in other.judgements()] == [("Ann", "applied")]
        assert other.event(event.id).status == "denied"


def test_a_relink_gives_the_same_bytes(record):
    events = record.events()
    record.judge("reject", events[0].id, person="Ann")
    record.judge("accept", events[1].id, person="Ann")
    record.judge("join", *(e.id for e in record.entities()[:2]), person="Ann")
    before = record.to_json()
    record.relink()
    assert record.to_json() == before


def test_a_judgement_waits_for_a_report_that_was_removed(record):
    event = record.events()[0]
    made = record.judge("correct", event.id, field="status", value="denied", person="Ann")
    record.remove(*{e.document for e in event.evidence})
    kept: Judgement = record.judgement(made.id)
    assert (kept.state, kept.row) == ("not-applied", None)
    assert record.check() == []


def test_what_reports_say_in_parts_is_corrected_and_undone(record):
    before = told(record)
    agreement = next(a for a in before.agreements if len(a.parties) > 1)
    people = agreement.parties[:2]
    record.judge("correct", agreement.id, field="mediators", value="; ".join(people), person="Ann")
    made = record.agreement(agreement.id)
    assert [s.person for s in made.mediators] == list(people)
    entity = next(e for e in before.entities if e.id == people[0])
    record.judge("correct", entity.id, field="aliases", value=f"{entity.name}; The Other", person="Ann")
    assert record.entity(entity.id).aliases == tuple(sorted((entity.name, "The Other")))
    claim = next(c for c in before.claims if c.attribution)
    record.judge("correct", claim.id, field="source", value="null", person="Ann")
    assert (record.claim(claim.id).attribution, record.claim(claim.id).voice) == ((), "outlet")
    here = next(e for e in before.entities if any(m.document == claim.document for m in e.mentions)
                and e.id not in {a.entity for a in claim.attribution})
    record.judge("correct", claim.id, field="source", value=here.id, person="Ann")
    (source,) = record.claim(claim.id).attribution
    assert source.entity == here.id
    assert source.text == record.document(claim.document).text[source.start:source.end]
    assert record.check() == []
    for judgement in sorted(record.judgements(), key=lambda j: j.made, reverse=True):
        record.judge("undo", judgement.id, person="Bo")
    assert told(record) == before


def test_a_source_that_the_report_does_not_name_is_refused(record):
    claim = next(c for c in record.claims() if c.attribution)
    other = next(e for e in record.entities() if all(m.document != claim.document for m in e.mentions))
    with pytest.raises(ReviewError, match="not named in that report"):
        record.judge("correct", claim.id, field="source", value=other.id, person="Ann")
