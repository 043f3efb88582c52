"""Linking over several workers: a pure function on one unit after the other, with what it gives in their order.

Stories and agreements are such units; each knows nothing of the others, so that who links it makes no difference.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Any, TypeVar

from dragoman.engine.local import born_rightly

_Unit = TypeVar("_Unit")
_Done = TypeVar("_Done")
Submit = Callable[[Callable[[Any], Any], Any], "Future[Any]"]
FEW = 8  # units that are done here, since to begin takes longer
AHEAD = 3  # units under way a worker: so many are in memory


class LocalEach:
    """Does it in `workers` processes of this machine, which are begun when there is enough to do."""

    def __init__(self, workers: int):
        self._workers = workers

    def __call__(self, work: Callable[[_Unit], _Done], units: Iterable[_Unit], /) -> Iterator[_Done]:
        """What `work`, a function of a module, gives for each unit."""
        waiting = iter(units)
        first = list(islice(waiting, FEW))
        if len(first) < FEW or self._workers < 2:
            yield from map(work, chain(first, waiting))
            return
        context = multiprocessing.get_context("spawn")
        with born_rightly(), ProcessPoolExecutor(self._workers, context) as pool:
            yield from in_order(pool.submit, work, chain(first, waiting), self._workers * AHEAD)


def in_order(submit: Submit, work: Callable[[_Unit], _Done], units: Iterable[_Unit], ahead: int) -> Iterator[_Done]:
    """What becomes of units that are given to workers, `ahead` of them at a time. A worker that is lost takes nothing
    with it: its unit is done here."""
    under_way: deque[tuple[_Unit, Future[Any] | None]] = deque()

    def take() -> _Done:
        unit, future = under_way.popleft()
        try:
            return future.result() if future else work(unit)
        except Exception:  # whatever keeps a result from coming back: what is wrong with the unit shows here, too
            return work(unit)

    for unit in units:
        try:
            under_way.append((unit, submit(work, unit)))
        except Exception:  # no worker is left
            under_way.append((unit, None))
        if len(under_way) >= ahead:
            yield take()
    while under_way:
        yield take()
