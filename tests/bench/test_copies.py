from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.bench.copies import Chance, edit, insert, run, trim
from dragoman.errors import SettingsError

NOUNS = ("bridge", "ferry", "council", "harvest", "teacher", "orchard", "railway", "market", "glacier", "tunnel")


def article(n: int) -> str:
    chance = Chance(n + 7)
    lines = [f"Report number {n} of the valley"]
    for _ in range(6):
        words = [f"{NOUNS[chance.below(10)]}{chance.below(500)}" for _ in range(30)]
        lines.append(" ".join(words) + ".")
    return "\n".join(lines)


def test_copies_of_invented_reports_are_found_and_nothing_else(tmp_path: Path) -> None:
    for n in range(8):
        (tmp_path / f"{n}.txt").write_text(article(n))
    figures = run(tmp_path)
    assert figures["recall"] == 1.0
    assert figures["false_rate"] == 0.0
    assert figures == run(tmp_path)


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        run(tmp_path)


def test_the_ways_of_copying_do_what_they_say() -> None:
    lines = ["title", "a b c d", "e f g h", "i j k l"]
    assert trim(lines) == ["title", "a b c d", "e f g h"]
    assert insert(lines, ["x"]) == ["title", "a b c d", "e f g h", "x", "i j k l"]
    assert len(" ".join(edit(["w " * 4000], Chance(1))).split()) != 4000
