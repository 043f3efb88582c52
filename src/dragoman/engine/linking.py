"""How a record's documents are linked: the stages of linking as the store runs them, without rows not borne out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from dragoman.linking.judged import Judged, Touched, documents_of, hear, touched
from dragoman.linking.kinds import KINDS, VERSION
from dragoman.linking.link import Each, Linker
from dragoman.linking.memory import Memory
from dragoman.model.judgement import Judgement
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.record.evidence import sift


class Linking:
    """Links documents; `refused` tells of the rows that were left out because their evidence is not exact.

    `each` does one thing with each of some units, in their order, and may do so in other processes: stories and
    agreements are linked by it. Units and what is made of them can be pickled; the rows are the same.
    """

    version = VERSION
    types: Mapping[str, Any] = KINDS

    def __init__(self, each: Each = map) -> None:
        self.refused: list[str] = []
        self._each = each

    def memory(self) -> Memory:
        """A memory of this process."""
        return Memory()

    def touched(self, judgements: Iterable[Judgement], new: Iterable[Judgement]) -> Touched:
        """The documents that are to be linked anew because of new judgements; `judgements` are all there are."""
        return touched(judgements, new)

    def start(self, memory: Any, readings: Callable[[Iterable[str]], Mapping[str, Reading]],
              judgements: Iterable[Judgement] = ()) -> Linker:
        """A run that keeps its things in `memory`, with people's judgements on the record."""
        known = tuple(judgements)
        return _Sound(memory, readings, hear(readings(documents_of(known)), known), self.refused, self._each)


class _Sound(Linker):
    """Links, and leaves out the rows of affairs that are not borne out."""

    def __init__(self, memory: Any, readings: Callable[[Iterable[str]], Mapping[str, Reading]], judged: Judged,
                 refused: list[str], each: Each):
        super().__init__(memory, readings, judged, each)
        self._refused = refused

    def _written(self, record: Record) -> Record:
        """The rows of a part that are borne out. The evidence of entities is in reports of other parts, too; the store
        looks at what of it is new."""
        sound, refused = sift(replace(record, entities=()))
        self._refused += refused
        return super()._written(replace(sound, entities=record.entities))
