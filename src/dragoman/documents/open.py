"""From a path to a document: picks the format's module, and finds the files of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dragoman.documents.text import document_from_text
from dragoman.errors import UnsupportedFormat
from dragoman.model.document import Document


def find_files(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """The files named, and those in the folders named, sorted."""
    found = []
    for path in map(Path, paths):
        found.extend([f for f in path.rglob("*") if f.suffix in (".txt", ".html", ".htm")] if path.is_dir() else [path])
    return tuple(sorted(set(found)))


def open_document(path: Path | str) -> Document:
    """Read one file."""
    path = Path(path)
    if path.suffix == ".txt":
        return document_from_text(path.read_text(encoding="utf-8"), file=path.name)
    raise UnsupportedFormat(str(path), "not a format that Dragoman reads")
