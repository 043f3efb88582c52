"""Short passages with what should be found in each written beside them: their form, their date, and the figures.

A file holds passages, each led by a line `@ name`. A line that begins with one of a set of marks is gold, every
other one is text. scripts/passages.py and scripts/name_passages.py say what their marks mean.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.documents.text import document_from_text
from dragoman.model.document import Document
from dragoman.model.time import Time

PUBLISHED = "2026-03-12"  # a Thursday: when all passages were


class Block(NamedTuple):
    """A passage as it stands in a file: its name and style, its text, and its lines of gold."""

    name: str
    text: str
    gold: tuple[str, ...]


def read_blocks(path: Path, marks: tuple[str, ...]) -> list[Block]:
    """The passages of a file, in order; a line that begins with one of `marks` is gold."""
    found = []
    for part in f"\n{path.read_text(encoding='utf-8')}".split("\n@ ")[1:]:
        name, *lines = part.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith(marks))
        found.append(Block(name, text, tuple(line for line in lines if line.startswith(marks))))
    return found


def document_of(text: str) -> Document:
    """A passage as a report of PUBLISHED."""
    time = Time(value=PUBLISHED, earliest=PUBLISHED, latest=PUBLISHED)
    return msgspec.structs.replace(document_from_text(text), published=time, published_basis="given")


def precision_recall_f1(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F1; where there is nothing to find and nothing is found, all are 1."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
