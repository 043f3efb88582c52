"""Linking over several workers: a pure function on one unit after the other, with what it gives in their order.

Stories and agreements are such units; each knows nothing of the others, so that who links it makes no difference.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from typing import Self

_Unit = TypeVar("_Unit")
_Done = TypeVar("_Done")
Submit = Callable[[Callable[[Any], Any], Any], "Future[Any]"]
FEW = 8  # units that are done here, since to begin takes longer
AHEAD = 3  # units under way a worker: so many are in memory


class Pool(Protocol):
    """Workers that take what there is to do from one queue; they are begun with the first of it."""

    def submit(self, work: Callable[[Any], Any], unit: Any, /) -> Future[Any]:
        """Have `work`, a function of a module, done with a unit."""
        ...

    def close(self, *, at_once: bool) -> None:
        """End the workers, where there are any; `at_once` in the middle of what they do."""
        ...


class Each:
    """Does one thing with each of some units, like `map`, in the `workers` workers of a pool.

    They are begun when there is enough to do, serve all calls, and end with the context.
    """

    def __init__(self, pool: Pool, workers: int):
        self._pool, self._workers = pool, workers

    def __call__(self, work: Callable[[_Unit], _Done], units: Iterable[_Unit], /) -> Iterator[_Done]:
        """What `work`, a function of a module, gives for each unit."""
        waiting = iter(units)
        first = list(islice(waiting, FEW))
        if len(first) < FEW or self._workers < 2:
            return map(work, chain(first, waiting))
        return in_order(self._pool.submit, work, chain(first, waiting), self._workers * AHEAD)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self._pool.close(at_once=error is not None)


def in_order(submit: Submit, work: Callable[[_Unit], _Done], units: Iterable[_Unit], ahead: int) -> Iterator[_Done]:
    """What becomes of units that are given to workers, `ahead` of them at a time. A worker that is lost takes nothing
    with it: its unit is done here."""
    under_way: deque[tuple[_Unit, Future[Any]]] = deque()

    def take() -> _Done:
        unit, future = under_way.popleft()
        try:
            done: _Done = future.result()
        except Exception:  # whatever keeps a result from coming back: what is wrong with the unit shows here, too
            return work(unit)
        return done

    for unit in units:
        under_way.append((unit, submit(work, unit)))
        if len(under_way) >= ahead:
            yield take()
    while under_way:
        yield take()
