"""The scorer: what is right, wrong and missed, and that it counts as the scorer that comes with the annotations."""

from __future__ import annotations

import copy
import json
import os
import random
import runpy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.linking.judged.test_judged import ALL

from dragoman.bench.scoring import read_gold, score
from dragoman.bench.scoring.tally import Tally, pair_up
from dragoman.bench.scoring.words import has_words, is_brief, same_name
from dragoman.errors import MalformedDocument
from dragoman.linking.link import link
from dragoman.review.annotation import fold, places, which

ROOT = Path(__file__).parents[3]
GOLD = Path(os.environ.get("DRAGOMAN_GOLD", str(ROOT.parent / "shared" / "gold")))


@pytest.fixture
def record() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(msgspec.json.encode(link(ALL)))
    for n, document in enumerate(found["documents"]):
        document["file"] = f"{n}.txt"
    return found


def gold_of(record: dict[str, Any]) -> dict[str, Any]:
    """An annotation that asks for the figures and times of a record, and for its stories."""
    key = {d["id"]: f"k{n}" for n, d in enumerate(record["documents"])}
    return {
        "documents": {key[d["id"]]: {"file": d["file"], **({"copy_of": key[d["copy_of"]]} if d["copy_of"] else {})}
                      for d in record["documents"]},
        "stories": [[key[d] for d in s["documents"]] for s in record["stories"]],
        "times": [{"doc": key[t["document"]], "text": t["text"], "type": t["type"], "value": t["value"]}
                  for t in record["times"]],
        "quantities": [{"doc": key[q["document"]], "text": q["text"], "comparator": q["comparator"], "low": q["low"],
                        "high": q["high"], "unit": q["unit"], "of": [q["of"]], "change": None}
                       for q in record["quantities"]],
    }


def test_what_is_all_there_is_all_right(record):
    found, overall, notes = score(gold_of(record), record)
    assert {name: one.f1 for name, one in found.items()} == dict.fromkeys(found, 1.0), notes
    assert overall == 1.0
    assert notes == []


def test_a_wrong_value_is_wrong_and_missed_and_an_open_one_only_missed(record):
    gold = gold_of(record)
    record["times"][0]["value"] = "1999"
    one = score(gold, record)[0]["times"]
    assert (one.wrong, one.missed) == (1, 1)
    record["times"][0]["value"] = None
    one = score(gold, record)[0]["times"]
    assert (one.wrong, one.missed) == (0, 1)


def test_what_is_optional_neither_helps_nor_hurts(record):
    gold = gold_of(record)
    whole = score(gold, record)[0]["quantities"]
    gold["quantities"][0]["optional"] = True
    less = score(gold, record)[0]["quantities"]
    assert (less.right, less.wrong, less.missed) == (whole.right - 1, 0, 0)


def test_evidence_that_is_not_exact_is_a_condition_broken(record):
    record["claims"][0]["text"] = "never said"
    found, overall, _ = score(gold_of(record), record)
    assert found["evidence"].wrong == 1
    assert overall < 1.0


@pytest.mark.parametrize(("given", "asked", "same"), [
    ("senior Saudi official", "Saudi official", True), ("official", "senior Saudi official", False),
    ("Ida Holm", "Holm", True), ("Holm", "Ida Holm", True), ("minister", "minister of trade", False),
    ("the two officials", "two officials familiar with the talks", True), ("", "Ida", False)])
def test_names_stand_for_each_other(given, asked, same):
    assert same_name(given, asked) is same


@pytest.mark.parametrize(("groups", "text", "there"), [
    ([["twelve"]], "12 boats", True), ([["12"]], "120 boats", False), ([["boat"], ["burn"]], "boats were burnt", True),
    ([["boat"], ["sunk"]], "boats were burnt", False), ([["5%"]], "five per cent", True)])
def test_key_words_begin_words(groups, text, there):
    assert has_words(groups, text) is there


def test_words_are_found_as_whole_words_and_counted():
    folded = fold("“Ten” men, often ten\u2019s company; TEN")
    assert [folded[a:b] for a, b in places(folded, "ten")] == ["ten", "ten", "ten"]
    assert which(folded, folded.rindex("ten"), len(folded)) == 2
    assert which(folded, folded.index("often") + 2, folded.index("often") + 5) is None


def test_as_many_are_paired_as_can_be():
    assert pair_up(["a", "ab"], ["a", "b"], lambda g, row: row in g) == {0: 0, 1: 1}
    assert is_brief("One. Two. Three.")
    assert not is_brief("One. Two. Three. Four.")
    empty = Tally("x", []).score()
    assert (empty.p, empty.r, empty.f1) == (1.0, 1.0, 1.0)


def test_a_folder_without_an_annotation_is_told(tmp_path):
    with pytest.raises(MalformedDocument, match=r"gold.json"):
        read_gold(tmp_path)
    (tmp_path / "gold.json").write_text("[1]")
    with pytest.raises(MalformedDocument, match="no annotation"):
        read_gold(tmp_path)


@pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="the annotations' own scorer is not here")
@pytest.mark.parametrize("seed", range(4))
def test_it_counts_as_the_scorer_that_comes_with_the_annotations(record, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    gold = gold_of(record)
    (tmp_path / "gold.json").write_text(json.dumps({**gold, "entities": [], "claims": [], "agreements": [],
                                                    "events": [], "corroboration": []}))
    changed = copy.deepcopy(record)
    for name in ("times", "quantities", "claims", "events", "assertions", "differences"):
        changed[name] = [row for row in changed[name] if chance.random() > 0.3]
    for row in changed["times"]:
        if chance.random() > 0.6:
            row["value"] = chance.choice([None, "1999"])
    theirs, _ = runpy.run_path(str(GOLD / "score.py"))["score"](tmp_path, changed)
    ours, overall, _ = score(read_gold(tmp_path), changed)
    assert {n: (s.right, s.wrong, s.missed) for n, s in ours.items()} == {
        n: (s["tp"], s["fp"], s["fn"]) for n, s in theirs.items() if n != "overall"}
    assert overall == pytest.approx(theirs["overall"]["f1"])
