"""Short passages with their gold: the form of a file, and the figures."""

from __future__ import annotations

from pathlib import Path

from dragoman.bench.passages import PUBLISHED, document_of, precision_recall_f1, read_blocks


def test_a_file_of_passages(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text("@ one wire\nPeru left.\nIt said so.\n= RETREAT PER ~ left\n@ two local\nNobody came.\n")
    first, second = read_blocks(file, ("= ", "? "))
    assert first == ("one wire", "Peru left.\nIt said so.", ("= RETREAT PER ~ left",))
    assert second == ("two local", "Nobody came.", ())


def test_a_passage_has_the_common_date() -> None:
    published = document_of("Peru left.").published
    assert published is not None
    assert published.value == PUBLISHED


def test_figures() -> None:
    assert precision_recall_f1(3, 1, 3) == (0.75, 0.5, 0.6)
    assert precision_recall_f1(0, 0, 0) == (1.0, 1.0, 1.0)
    assert precision_recall_f1(0, 2, 2)[2] == 0.0
