"""The parser's matrix multiplication: fast, and the same to the last bit whatever is multiplied beside it.

numpy's OpenBLAS multiplies three times as fast as the BLIS that thinc brings, but lets a row's last bits depend on
how many rows there are. Here it always gets the same number of rows, so that it always goes the same way through
them: what comes out for a row depends on that row alone (docs/decisions/parser-arithmetic.md).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps

_ROWS = 128  # in one multiplication: a multiple of every kernel's width, and small enough that padding costs little
_WIDTHS = (288, 96)  # of the layers that the check multiplies


class SteadyOps(NumpyOps):  # type: ignore[misc]  # thinc's is compiled
    """thinc's operations on arrays, with products of matrices taken by so many rows at a time."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices; `trans1` and `trans2` turn them round before."""
        if trans1:  # only training asks for this
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return _by_rows(x, y.T if trans2 else y, out)


def steady(nlp: Language) -> bool:
    """Let a pipeline multiply steadily, where this machine's numpy can; elsewhere it stays as it is. Does it now?"""
    if not can_be_steady():
        return False
    ops = SteadyOps(use_blis=True)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return True


@cache
def can_be_steady() -> bool:
    """Does numpy bring an OpenBLAS that can be held to one thread, and that gives equal rows equal products?"""
    if _library() is None:
        return False
    with one_thread():
        for width in _WIDTHS:
            row = np.sin(np.arange(width, dtype=np.float32))
            other = np.cos(np.arange(width * _WIDTHS[0], dtype=np.float32)).reshape(width, _WIDTHS[0])
            product = _by_rows(np.tile(row, (_ROWS + 5, 1)), other, None)
            if not (product == product[0]).all():
                return False
    return True


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold numpy's multiplication to one thread: for matrices as small as these, more only wait for each other."""
    library = _library()
    if library is None:
        yield
        return
    get, set_to = library
    before = get()
    set_to(1)
    try:
        yield
    finally:
        set_to(before)


def _by_rows(x: Any, y: Any, out: Any) -> Any:
    rows = x.shape[0]
    found = np.empty((rows, y.shape[1]), dtype=x.dtype) if out is None else out
    whole = rows - rows % _ROWS
    for n in range(0, whole, _ROWS):
        np.dot(x[n:n + _ROWS], y, out=found[n:n + _ROWS])
    if whole < rows:
        last = np.zeros((_ROWS, x.shape[1]), dtype=x.dtype)
        last[:rows - whole] = x[whole:]
        found[whole:] = np.dot(last, y)[:rows - whole]
    return found


@cache
def _library() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """How numpy's own OpenBLAS is asked and told how many threads it uses; None where it brings none."""
    for file in sorted((Path(np.__file__).parents[1] / "numpy.libs").glob("*openblas*")):
        library = ctypes.CDLL(str(file))
        for name in ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads"):
            if hasattr(library, name.format("set")):
                return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None
