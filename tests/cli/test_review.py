"""`dragoman review` and `dragoman score`, as programs and people use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.reviewed import make_record

import dragoman
from dragoman.cli.main import run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("cli") / "record.db"
    make_record(str(location))
    return location


@pytest.fixture
def review(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run a command of review; gives its exit code and what it printed."""
    location = tmp_path / "record.db"
    location.write_bytes(made.read_bytes())

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["review", *arguments, "--record", str(location)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_the_queue_is_told_to_people_and_to_programs(review):
    code, out, _ = review("list", "--limit", "2", "--why")
    assert code == 0
    assert "rows hang on it" in out
    queue = json.loads(review("list", "--json")[1])["queue"]
    assert queue[0]["link"]["id"] in out
    assert review("list", "--limit", "0")[0] == 2


def test_a_link_is_judged_its_history_told_and_the_judgement_undone(review):
    link = json.loads(review("list", "--json")[1])["queue"][0]["link"]["id"]
    code, out, _ = review("reject", link, "--as", "Ann", "--why", "two of them")
    assert code == 0
    assert "Ann  different" in out
    assert "[applied]  (two of them)" in out
    assert "(two of them)" in review("history", link)[1]
    assert review("undo", link, "--as", "Bo")[0] == 0
    states = [j["state"] for j in json.loads(review("judgements", "--json")[1])]
    assert states == ["withdrawn", "applied"]
    assert json.loads(review("judgements", "--json", "--state", "withdrawn")[1])[0]["person"] == "Ann"


def test_a_history_calls_rows_by_their_names_as_the_desk_does(review, made):
    with dragoman.open(made, create=False) as kept:
        event = next(e for e in kept.events() if len(e.actors) == 1)
        other = kept.entity(next(a for e in kept.events() for a in e.actors if a not in event.actors))
        was = kept.entity(event.actors[0]).name
        titles = {d.title or d.file for d in kept.documents()}
    assert review("correct", event.id, "actors", other.id, "--as", "Ann")[0] == 0
    told = review("history", event.id)[1]
    assert f"actors = {other.name}, not {was}" in told
    assert "entity_" not in told
    assert any(f"  {title[:40]}" in told for title in titles)


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (("accept", "nix"), 4, "nothing in the record has this id"), (("accept", ""), 2, "an empty id"),
    (("correct", "EVENT", "colour", "red"), 2, "but these"), (("join", "EVENT", "EVENT"), 2, "at least two"),
    (("judgements", "--state", "odd"), 2, "no state"), (("history", "event_zz"), 4, "nothing among the events"),
    (("batch", "nowhere.json"), 3, "No such file"),
])
def test_wrong_input_is_told_in_one_line(review, made, arguments, code, says):
    import dragoman

    with dragoman.open(made, create=False) as kept:
        event = kept.events()[0].id
    found, out, err = review(*(event if a == "EVENT" else a for a in arguments))
    assert (found, out) == (code, "")
    assert says in err
    assert err.count("\n") == 1


def test_a_batch_comes_from_a_file(review, made, tmp_path):
    import dragoman

    with dragoman.open(made, create=False) as kept:
        events = [e.id for e in kept.events()]
    file = tmp_path / "batch.json"
    file.write_text(json.dumps([{"action": "accept", "row": events[0]}, {"action": "reject", "row": events[1]}]))
    found = json.loads(review("batch", str(file), "--as", "Ann", "--json")[1])
    assert [j["verdict"] for j in found] == ["right", "wrong"]
    file.write_text('{"action": "accept", "row": "x"}\n{"action": "dance", "row": "x"}')
    code, _, err = review("batch", str(file))
    assert code == 2
    assert "action 2 of the batch" in err
    file.write_text("{")
    assert review("batch", str(file))[0] == 2


def test_what_is_accepted_is_written_as_gold(review, made, tmp_path):
    import dragoman

    with dragoman.open(made, create=False) as kept:
        event = kept.events()[0].id
    assert "nothing is accepted" in review("gold", str(tmp_path / "none"))[2]
    review("accept", event)
    assert "1 events" in review("gold", str(tmp_path / "gold"))[2]


def test_a_score_without_an_annotation_is_told(tmp_path, capsys):
    assert run(["score", str(tmp_path)]) == 3
    assert "gold.json" in capsys.readouterr().err
