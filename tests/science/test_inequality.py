"""Inequality of gains: closed forms, scale, order, and the edge of nothing gained."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.inequality import atkinson, gini, nash_ratio, weighted_gini

pytestmark = pytest.mark.interpreted

POSITIVE = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=30)


def of(function, values):
    return float(function(np.array(values, dtype=np.float64)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 1, 1], 0), ([0, 0, 0], 0), ([0, 1], 1 / 2), ([0, 0, 0, 4], 3 / 4), ([1, 2, 3], 2 / 9),
     ([5], 0), ([-1, 3], 1), ([-3, -3], 0)],
)  # fmt: skip
def test_the_gini_index_of_known_series(values, expected):
    assert of(gini, values) == pytest.approx(expected)


@pytest.mark.parametrize("values", [[], [-1, 0], [-1, 1]])
def test_gini_without_a_positive_mean_is_not_a_number(values):
    assert math.isnan(of(gini, values))


@given(POSITIVE)
@settings(deadline=None)
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    array = np.array(values)
    expected = np.abs(array[:, None] - array[None, :]).mean() / (2 * array.mean())
    assert of(gini, values) == pytest.approx(expected, abs=1e-12)


@given(POSITIVE, st.floats(0.1, 10), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_scale_and_order_do_not_matter(values, scale, random):
    moved = list(values)
    random.shuffle(moved)
    assert of(gini, [scale * v for v in values]) == pytest.approx(of(gini, values), abs=1e-12)
    assert of(gini, moved) == of(gini, values)
    assert of(nash_ratio, [scale * v for v in moved]) == pytest.approx(of(nash_ratio, values))


@pytest.mark.parametrize(
    ("gains", "expected"),
    [([2, 2, 2], 1), ([1, 4], 0.8), ([1, 0], 0), ([3, -1], 0), ([], 0), ([math.nan], 0)],
)
def test_the_nash_ratio_of_known_series(gains, expected):
    assert of(nash_ratio, gains) == pytest.approx(expected)


@given(POSITIVE)
@settings(deadline=None)
def test_nash_ratio_is_between_nothing_and_one(values):
    assert 0 < of(nash_ratio, values) <= 1


def indexed(values, aversion):
    return float(atkinson(np.array(values, dtype=np.float64), aversion))


@pytest.mark.parametrize(
    ("values", "aversion", "expected"),
    [
        ([1, 4], 0.5, 1 / 10),  # (1.5 ** 2) / 2.5 = .9
        ([1, 4], 1, 1 / 5),  # 2 / 2.5
        ([1, 4], 2, 9 / 25),  # harmonic mean 1.6
        ([1, 2, 4], 1, 1 / 7),  # 2 / (7 / 3)
        ([0, 1], 0.5, 1 / 2),
        ([0, 0, 0, 4], 0.5, 3 / 4),
        ([0, 1], 1, 1),
        ([0, 1], 2, 1),
        ([3, 3, 3], 0.5, 0),
        ([3, 3, 3], 1, 0),
        ([5], 2, 0),
    ],
)
def test_the_atkinson_index_of_known_series(values, aversion, expected):
    assert indexed(values, aversion) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("values", [[], [0, 0], [-1, 3], [math.nan, 1]])
def test_atkinson_of_losses_or_of_nothing_is_not_a_number(values):
    for aversion in (0.5, 1.0, 2.0):
        assert math.isnan(indexed(values, aversion))


@given(POSITIVE, st.floats(0.1, 10), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_atkinson_ignores_scale_order_and_copies_and_grows_with_aversion(values, scale, random):
    moved = [scale * v for v in values] * 2
    random.shuffle(moved)
    result = [indexed(values, aversion) for aversion in (0.25, 0.5, 1, 1.5, 3)]
    again = [indexed(moved, aversion) for aversion in (0.25, 0.5, 1, 1.5, 3)]
    assert again == pytest.approx(result, abs=1e-9)
    assert all(0.0 <= index <= 1.0 for index in result)
    assert all(low <= high + 1e-12 for low, high in itertools.pairwise(result))
    assert result[2] == pytest.approx(1 - of(nash_ratio, values), abs=1e-12)


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=20), st.floats(0.05, 0.5), st.sampled_from([0.5, 1.0, 2.0]))
@settings(deadline=None)
def test_a_gift_of_the_richest_to_the_poorest_lowers_atkinson(values, part, aversion):
    """The principle of transfers of Pigou and Dalton."""
    given_away = sorted(values)
    gift = part * (given_away[-1] - given_away[0])
    given_away[0] += gift
    given_away[-1] -= gift
    assert indexed(given_away, aversion) <= indexed(values, aversion) + 1e-12


def test_the_weighted_gini_counts_every_inhabitant():
    assert weighted_gini(np.array([5.0, 5.0]), np.array([1, 9])) == 0
    assert weighted_gini(np.array([0.0, 1.0]), np.array([1, 1])) == 0.5
    assert weighted_gini(np.array([0.0, 0.0]), np.array([1, 1])) == 0
    split = weighted_gini(np.array([1.0, 2.0, 2.0]), np.array([3, 2, 2]))
    assert split == pytest.approx(weighted_gini(np.array([1.0, 2.0]), np.array([3, 4])))
