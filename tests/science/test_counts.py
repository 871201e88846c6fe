"""Whole numbers, whatever holds them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from negosim.science.counts import is_whole

pytestmark = pytest.mark.interpreted


@pytest.mark.parametrize("value", [0, 3, 3.0, np.int8(3), np.uint64(3), np.float32(3), 10**30])
def test_whole_numbers_within_their_bounds_are_accepted(value):
    assert is_whole(value)
    assert is_whole(value, 0, value)
    assert not is_whole(value, 0, int(value) - 1)
    assert not is_whole(value, int(value) + 1)


@pytest.mark.parametrize(
    "value",
    [-1, 2.5, float("nan"), float("inf"), np.float64("nan"), np.float64("-inf"), True, np.bool_(True), "3", None,
     [3], np.array([3]), np.array([1, 2]), 3 + 0j, Fraction(5, 2)],
)  # fmt: skip
def test_other_values_are_not_whole_numbers(value):
    assert not is_whole(value)
