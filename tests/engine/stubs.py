"""Readers that take no time, and fail as they are told; in a module of their own, which other processes import."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterable, Iterator

from dragoman.errors import ReadingError
from dragoman.model.document import Document
from dragoman.model.reading import Reading


class Stub:
    """Reads nothing of a document but its text, refuses `bad`, raises at `broken`, and dies of `poison`."""

    version = "stub"

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        for document in documents:
            if document.text == "poison":
                os._exit(9)
            if document.text == "broken":
                raise RuntimeError("broken")
            if document.text.startswith("once "):  # dies the first time alone
                mark = pathlib.Path(document.text.removeprefix("once "))
                if not mark.exists():
                    mark.touch()
                    os._exit(9)
            if document.text == "bad":
                yield ReadingError(document.id, "bad")
            else:
                yield Reading(document=document, reader=self.version)


def texts(results: Iterable[Reading | ReadingError]) -> list[str]:
    """What came back: the text read, or the reason why not."""
    return [r.reason if isinstance(r, ReadingError) else r.document.text for r in results]


def never() -> Stub:
    """A reader that dies as it starts."""
    os._exit(9)
