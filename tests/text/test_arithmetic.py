"""The parser's multiplication gives a row the same product whatever stands beside it."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.text.arithmetic import SteadyOps, can_be_steady, one_thread
from dragoman.text.parse import Parser


@pytest.mark.parametrize("rows", [1, 2, 127, 128, 129, 700])
def test_a_row_does_not_depend_on_the_rows_beside_it(rows: int) -> None:
    if not can_be_steady():
        pytest.skip("this machine's numpy has no OpenBLAS that treats rows alike: thinc's own is used")
    chance = np.random.default_rng(3)
    many = chance.random((900, 96), dtype=np.float32)
    weights = chance.random((288, 96), dtype=np.float32)
    ops = SteadyOps(use_blis=True)
    whole = ops.gemm(many, weights, trans2=True)
    assert (ops.gemm(many[100:100 + rows], weights, trans2=True) == whole[100:100 + rows]).all()
    np.testing.assert_allclose(whole, many @ weights.T, rtol=1e-4)


def test_products_are_those_of_thinc(parser: Parser) -> None:
    chance = np.random.default_rng(4)
    x, y = chance.random((5, 7), dtype=np.float32), chance.random((7, 3), dtype=np.float32)
    ops = SteadyOps(use_blis=True)
    out = np.empty((5, 3), dtype=np.float32)
    assert ops.gemm(x, y, out=out) is out
    np.testing.assert_allclose(out, x @ y, rtol=1e-5)
    np.testing.assert_allclose(ops.gemm(x, x, trans1=True), x.T @ x, rtol=1e-5)


def test_the_number_of_threads_is_given_back() -> None:
    with one_thread(), one_thread():
        product = np.ones((300, 300), dtype=np.float32) @ np.ones((300, 300), dtype=np.float32)
    assert product[0, 0] == 300
