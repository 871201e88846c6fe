"""The weighted median."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.territory.imputation import weighted_median


@pytest.mark.parametrize(
    ("values", "weights", "median"),
    [
        ([7], [1], 7),
        ([1, 2, 3], [1, 1, 1], 2),
        ([1, 2], [1, 1], 1),
        ([3, 1], [1, 9], 1),
        ([1, 2, 9], [1, 1, 3], 9),
    ],
)
def test_known(values, weights, median):
    assert weighted_median(values, weights) == median


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1))
def test_half_of_the_weight_on_each_side(pairs):
    median = weighted_median([v for v, _ in pairs], [w for _, w in pairs])
    total = sum(w for _, w in pairs)
    assert 2 * sum(w for v, w in pairs if v <= median) >= total
    assert 2 * sum(w for v, w in pairs if v >= median) >= total
