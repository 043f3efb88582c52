"""Scoring of time expressions against TimeML."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.bench.times import Timex, pair_up, read_timeml, render, run, score

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2025-11-05" functionInDocument="CREATION_TIME">November 5</TIMEX3></DCT>
<TEXT>
The envoys <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2025-11-03">Monday</TIMEX3>
&amp; left.

They stayed for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>, and spoke of
<TIMEX3 tid="t3" type="DATE" value="XXXX">old times</TIMEX3>.
</TEXT>
</TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.tml").write_text(TIMEML)
    return tmp_path


def test_reading_timeml_keeps_the_offsets_and_leaves_out_the_creation_time(folder: Path) -> None:
    document, gold = read_timeml(folder / "one.tml")
    assert [document.text[t.start:t.end] for t in gold] == ["Monday", "two days", "old times"]
    assert document.published is not None
    assert document.published.value == "2025-11-05"
    assert len(document.blocks) == 2
    assert "&" in document.text


def test_a_file_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.tml").write_text("<TimeML></TimeML>")
    with pytest.raises(ValueError, match="TimeML"):
        read_timeml(tmp_path / "bad.tml")


def test_exact_matches_are_paired_first() -> None:
    gold = [Timex(0, 10, "DATE", "2025"), Timex(12, 20, "DATE", "2024")]
    found = [Timex(8, 14, "DATE", "x"), Timex(12, 20, "DATE", "2024")]
    assert pair_up(gold, found) == [(gold[1], found[1]), (gold[0], found[0])]


def test_attributes_count_among_relaxed_matches() -> None:
    a, b = Timex(0, 10, "DATE", "2025"), Timex(12, 20, "DATE", "2024")
    result = score([(a, Timex(2, 10, "DATE", "2024")), (b, b), (None, Timex(30, 40, "SET", "P1D"))])
    assert result["strict"] == {"p": 0.3333, "r": 0.5, "f1": 0.4}
    assert result["relaxed"] == {"p": 0.6667, "r": 1.0, "f1": 0.8}
    assert result["type"]["f1"] == 0.8
    assert result["value"]["f1"] == result["strict_value"]["f1"] == 0.4


def test_nothing_scores_nothing() -> None:
    assert score([])["value"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


@pytest.mark.slow
def test_a_folder_is_read_and_scored(folder: Path) -> None:
    result = run(folder, errors=True)
    assert result["value"] == {"p": 1.0, "r": 0.6667, "f1": 0.8}
    assert [e["gold"] for e in result["errors"]] == ["old times | DATE XXXX"]
    assert "one.tml" in render(result)
