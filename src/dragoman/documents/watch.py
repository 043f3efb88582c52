"""What is new since the last look: files that were added or changed, and addresses, which tell it themselves."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from dragoman.documents.open import find_sources

SETTLED = 2.0  # seconds without a change after which a file is taken to be whole


class Watch:
    """Looks at files, folders and addresses again and again. What it has given out it gives out once it changes."""

    def __init__(self, paths: Iterable[str]):
        self._paths = tuple(paths)
        self._given: dict[Path, tuple[int, int]] = {}
        self._seen: dict[Path, tuple[int, int]] = {}
        self.left: list[Path] = []  # by the last look, since it is perhaps still being written

    def look(self) -> list[str | Path]:
        """The sources to be read now, in order. A file that is still being written is left for the next look."""
        found: list[str | Path] = []
        self.left = []
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
            still = self._seen.get(source) == sign or time.time() - stat.st_mtime > SETTLED
            self._seen[source] = sign
            if still:
                self._given[source] = sign
                found.append(source)
            else:
                self.left.append(source)
        return found

    def look_once(self) -> list[str | Path]:
        """As `look`, having waited a while for what is perhaps still being written; what goes on changing is left."""
        found = self.look()
        if self.left:
            time.sleep(SETTLED)
            found += [source for source in self.look() if source not in found]
        return found
