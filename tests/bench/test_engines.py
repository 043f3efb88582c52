"""The comparison of engines counts each document once, and only while something is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.bench.engines import _timed
from dragoman.documents.text import document_from_text
from dragoman.model.document import Document
from dragoman.model.reading import Reading


class Slow:
    """A reader that works a little at each document."""

    version = "slow"

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            sum(n * n for n in range(200_000))
            yield Reading(document=document, reader=self.version)


def test_clock_and_memory_are_of_the_last_four_fifths() -> None:
    documents = [document_from_text(f"Report {n}.") for n in range(10)]
    turn, again, other = (_timed(Slow().read_all, d) for d in (documents, documents, documents[1:]))
    assert 0 < turn.clock < 60
    assert turn.cpu >= 0
    assert turn.digest == again.digest != other.digest
