"""Finding rows by where they stand in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class HasOffsets(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Values kept by their spans. Look-ups take time logarithmic in their number."""

    def __init__(self, items: Iterable[tuple[HasOffsets, T]]):
        self._items = sorted(((s.start, s.end, n, v) for n, (s, v) in enumerate(items)), key=lambda x: x[:3])
        self._starts = [x[0] for x in self._items]
        self._longest = max((end - start for start, end, _, _ in self._items), default=0)

    def touching(self, start: int, end: int) -> Iterator[T]:
        """The values whose spans share at least one character with start:end, in order."""
        for n in range(bisect_left(self._starts, start - self._longest), bisect_right(self._starts, end)):
            s, e, _, value = self._items[n]
            if s < end and start < e:
                yield value

    def inside(self, start: int, end: int) -> Iterator[T]:
        """The values whose spans lie within start:end, in order."""
        for n in range(bisect_left(self._starts, start), bisect_right(self._starts, end)):
            if self._items[n][1] <= end:
                yield self._items[n][3]

    def covering(self, start: int, end: int) -> Iterator[T]:
        """The values whose spans cover start:end, in order."""
        for n in range(bisect_left(self._starts, start - self._longest), bisect_right(self._starts, start)):
            if self._items[n][1] >= end:
                yield self._items[n][3]
