"""What a reader's readings say of themselves, known without loading the reader."""

from __future__ import annotations

from dragoman.ontology import Ontology

READER = "reader-5"  # goes up with every change of what is read, so that kept readings are made anew


def reader_version(parser: str, ontology: Ontology) -> str:
    """The version of a reader with a parser of that version and an ontology."""
    return f"{READER}+{parser}+ontology-{ontology.version}"
