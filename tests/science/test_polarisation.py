"""Polarisation: the example and the axioms of Esteban and Ray, and the decomposition of the variance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from negosim.science.inequality import gini
from negosim.science.polarisation import esteban_ray, opposed_camps, variance_ratio

pytestmark = pytest.mark.interpreted

ALPHAS = (1.0, 1.3, 1.6)
OPINIONS = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40)
EXACT = st.lists(st.integers(0, 64).map(lambda v: v / 64), min_size=1, max_size=40)
TEN = np.arange(1.0, 11.0)
TENTHS = np.full(10, 0.1)


def index(masses, positions, alpha=1.0):
    return float(esteban_ray(np.array(masses, np.float64), np.array(positions, np.float64), alpha))


def camps(values, count=5, alpha=1.3):
    return float(opposed_camps(np.array(values, dtype=np.float64), count, alpha))


def ratio(values, groups):
    return float(variance_ratio(np.array(values, dtype=np.float64), np.array(groups, dtype=np.int64)))


@pytest.mark.parametrize(
    ("masses", "positions", "alpha", "expected"),
    [
        ([0.5, 0.5], [0, 1], 1.0, 1 / 4),
        ([0.5, 0.5], [0, 1], 0.0, 1 / 2),
        ([0.5, 0.5], [0, 10], 1.6, 10 * 2**-1.6 / 2),
        ([0.25, 0.75], [0, 1], 1.0, 3 / 16),  # 1/16 * 3/4 + 9/16 * 1/4
        ([1 / 3, 1 / 3, 1 / 3], [0, 0.5, 1], 1.0, 4 / 27),  # 1/27 of the distances 1/2, 1/2 and 1, both ways
        ([0.2, 0.3, 0.5], [0, 1, 3], 1.0, 0.48),  # .06 * .5 * 1 + .10 * .7 * 3 + .15 * .8 * 2
        ([1.0], [0.7], 1.3, 0),
        ([1.0, 0.0], [0, 1], 1.3, 0),
        ([], [], 1.3, 0),
    ],
)
def test_the_index_of_known_groups(masses, positions, alpha, expected):
    assert index(masses, positions, alpha) == pytest.approx(expected)


@pytest.mark.parametrize(("alpha", "spread", "spiked"), [(0.0, 3.3, 2.5), (1.0, 0.33, 1.25)])
def test_two_spikes_are_less_unequal_and_more_polarised_than_ten_steps(alpha, spread, spiked):
    """The opening example: ten equal groups at 1 to 10, then half at 3 and half at 8."""
    assert index(TENTHS, TEN, alpha) == pytest.approx(spread)
    assert index([0.5, 0.5], [3, 8], alpha) == pytest.approx(spiked)
    halves = np.repeat([3.0, 8.0], 5)
    assert float(gini(halves)) == pytest.approx(5 / 22)
    assert float(gini(TEN)) == pytest.approx(3 / 10)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_axiom_1_two_small_masses_that_join_polarise(alpha):
    apart = index([0.6, 0.2, 0.2], [0, 0.8, 1.0], alpha)
    assert index([0.6, 0.4], [0, 0.9], alpha) > apart


@pytest.mark.parametrize("alpha", ALPHAS)
def test_axiom_2_a_middle_mass_that_moves_to_the_nearer_extreme_polarises(alpha):
    result = [index([0.5, 0.2, 0.3], [0, place, 1], alpha) for place in (0.6, 0.7, 0.8, 0.9)]
    assert result == sorted(result)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_axiom_3_a_middle_class_that_leaves_for_the_extremes_polarises(alpha):
    result = [index([0.2 + left, 0.6 - 2 * left, 0.2 + left], [0, 0.5, 1], alpha) for left in (0.0, 0.1, 0.2, 0.3)]
    assert result == sorted(result)


@given(EXACT, st.floats(0.1, 10), st.floats(-5, 5), st.sampled_from(ALPHAS))
@settings(deadline=None)
def test_scale_counts_in_proportion_and_place_not_at_all(values, scale, place, alpha):
    masses, positions = np.full(len(values), 1 / len(values)), np.array(values)
    moved = index(masses, place + scale * positions, alpha)
    assert moved == pytest.approx(scale * index(masses, positions, alpha), abs=1e-9)


@given(OPINIONS)
@settings(deadline=None)
def test_without_identification_it_is_the_mean_difference(values):
    assume(sum(values) > 1e-6)
    array = np.array(values)
    masses = np.full(len(array), 1 / len(array))
    assert index(masses, array, 0.0) == pytest.approx(2 * array.mean() * float(gini(array)), abs=1e-9)


@pytest.mark.parametrize("alpha", [1.0, 1.3, 1.6])
@pytest.mark.parametrize(
    ("values", "expected"), [([0, 1], 1), ([0, 0, 1, 1], 1), ([0.5] * 7, 0), ([0.3, 0.39], 0), ([0.25, 0.75], 0.5)]
)
def test_the_index_of_known_opinions(values, expected, alpha):
    assert camps(values, 5, alpha) == pytest.approx(expected)


def test_the_index_worked_out_by_hand():
    """Intervals of a half: a group of three at .2 and one of one at .9; 4 (9/16 * 1/4 + 1/16 * 3/4) * .7."""
    assert camps([0.1, 0.2, 0.3, 0.9], 2, 1.0) == pytest.approx(0.525)
    assert camps([1.0, 1.0, 0.0], 2, 1.0) == pytest.approx(8 / 9)
    assert math.isnan(camps([]))


@given(EXACT, st.sampled_from(ALPHAS), st.integers(1, 8), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_camps_are_between_none_and_one_whatever_the_order_and_the_number(values, alpha, count, random):
    result = camps(values, count, alpha)
    assert 0.0 <= result <= 1.0
    moved = [value for value in values for _ in range(3)]
    random.shuffle(moved)
    assert camps(moved, count, alpha) == pytest.approx(result)


@pytest.mark.parametrize(
    ("values", "groups", "expected"),
    [
        ([0, 0, 1, 1], [0, 0, 1, 1], 1),
        ([0, 1, 0, 1], [0, 0, 1, 1], 0),
        ([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1], 27 / 35),  # 13.5 of 17.5
        ([1, 2, 3, 4, 5, 6], [2, 2, 2, 5, 5, 5], 27 / 35),  # labels without members
        ([1, 2, 6], [0, 0, 1], 27 / 28),
        ([1, 2], [0, 0], 0),
        ([1, 2, 3], [0, 1, 2], 1),
    ],
)
def test_the_variance_ratio_of_known_groups(values, groups, expected):
    assert ratio(values, groups) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(("values", "groups"), [([], []), ([0.1] * 3, [0, 1, 1]), ([4.0], [0])])
def test_without_any_difference_the_ratio_is_undefined(values, groups):
    assert math.isnan(ratio(values, groups))


@given(EXACT, st.integers(0, 2**32 - 1), st.floats(0.1, 10), st.floats(-5, 5))
@settings(deadline=None)
def test_variance_ratio_ignores_scale_place_order_and_names(values, seed, scale, place):
    rng, array = np.random.default_rng(seed), np.array(values)
    groups = rng.integers(0, 4, len(array))
    assume(array.min() < array.max())
    expected = ratio(array, groups)
    within = sum(((array[groups == g] - array[groups == g].mean()) ** 2).sum() for g in np.unique(groups))
    assert expected == pytest.approx(1 - within / ((array - array.mean()) ** 2).sum(), abs=1e-9)
    assert 0.0 <= expected <= 1.0
    order = rng.permutation(len(array))
    assert ratio(place + scale * array[order], rng.permutation(4)[groups[order]]) == pytest.approx(expected, abs=1e-6)


def test_groups_drawn_by_lot_explain_their_degrees_of_freedom():
    rng = np.random.default_rng(0)
    values = rng.random(12)
    groups = np.repeat(np.arange(4), 3)
    result = np.mean([ratio(values, rng.permutation(groups)) for _ in range(2000)])
    assert result == pytest.approx(3 / 11, abs=0.01)
