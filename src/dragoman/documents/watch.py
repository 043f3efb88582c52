"""What is new since the last look: files that were added or changed, and addresses, which tell it themselves."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from dragoman.documents.open import find_sources

_SETTLED = 2.0  # seconds without a change after which a file is taken to be whole


class Watch:
    """Looks at files, folders and addresses again and again. What it has given out it gives out once it changes."""

    def __init__(self, paths: Iterable[str]):
        self._paths = tuple(paths)
        self._given: dict[Path, tuple[int, int]] = {}
        self._seen: dict[Path, tuple[int, int]] = {}

    def look(self, *, settled: bool = True) -> list[str | Path]:
        """The sources to be read now, in order. A file that is still being written is left for the next look, unless
        `settled` is false."""
        found: list[str | Path] = []
        for source in find_sources(self._paths)[0]:
            if not isinstance(source, Path):
                found.append(source)
                continue
            try:
                stat = source.stat()
            except OSError:  # gone since
                continue
            sign = stat.st_mtime_ns, stat.st_size
            if self._given.get(source) == sign:
                continue
            still = self._seen.get(source) == sign or time.time() - stat.st_mtime > _SETTLED
            self._seen[source] = sign
            if still or not settled:
                self._given[source] = sign
                found.append(source)
        return found
