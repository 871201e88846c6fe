"""Ellipsoids, fair values and ratios: closed forms, and the points that a cut must keep."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.frontier import (
    cut_ellipsoid,
    fair_value,
    fair_values,
    least_proportion,
    reach,
    share_of_best,
    unit_ball,
)  # fmt: skip


@pytest.mark.parametrize("dimensions", [1, 2, 4])
def test_the_ball_holds_the_cube(dimensions):
    shape = unit_ball(dimensions)
    corner = np.full(dimensions, 0.5)
    assert corner @ np.linalg.inv(shape) @ corner == pytest.approx(1.0)
    assert reach(shape, np.ones(dimensions)) == pytest.approx(dimensions / 2)


def test_an_interval_is_halved():
    centre, shape = np.array([0.5]), unit_ball(1)
    assert cut_ellipsoid(centre, shape, np.array([2.0]), 0.0)
    assert (centre[0], shape[0, 0]) == (0.75, 0.0625)
    assert cut_ellipsoid(centre, shape, np.array([-1.0]), 0.125)  # the half of the lower half
    assert (centre[0], math.sqrt(shape[0, 0])) == (0.5625, 0.0625)


def test_nothing_is_left_beyond_the_border():
    centre, shape = np.array([0.5, 0.5]), unit_ball(2)
    assert not cut_ellipsoid(centre, shape, np.array([1.0, 0.0]), 0.8)
    assert not cut_ellipsoid(centre, shape, np.zeros(2), 0.0)
    assert centre.tolist() == [0.5, 0.5]


@given(st.integers(1, 5), st.integers(0, 2**31), st.floats(0.0, 0.9))
@settings(max_examples=60, deadline=None)
def test_a_cut_keeps_its_points_and_shrinks(dimensions, seed, alpha):
    draw = np.random.default_rng(seed)
    centre, shape = draw.normal(size=dimensions), unit_ball(dimensions)
    slope = draw.normal(size=dimensions)
    depth = alpha * reach(shape, slope)
    directions = draw.normal(size=(200, dimensions))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    points = centre + directions * draw.random((200, 1)) * math.sqrt(dimensions) / 2
    remaining = points[(points - centre) @ slope >= depth]
    volume = np.linalg.det(shape)
    assert cut_ellipsoid(centre, shape, slope, depth)
    assert np.linalg.det(shape) < volume
    moved = remaining - centre
    assert (np.einsum("ik,km,im->i", moved, np.linalg.inv(shape), moved) <= 1.0 + 1e-9).all()


def test_fair_values_worked_out_by_hand():
    gains = np.array([0.0, 1.0, 3.0])
    # culture .5: .5 x 1 + .5 x 4/3; envy 1: mean of (2, 0); guilt .5: mean of (1, 0) x .5
    assert fair_value(gains, 1, 0.5, 1.0, 0.5) == pytest.approx(0.5 + 2 / 3 - 1.0 - 0.25)
    assert fair_value(np.array([0.3]), 0, 0.2, 1.0, 1.0) == pytest.approx(0.3)


@given(st.integers(1, 12), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_one_sort_gives_what_all_pairs_give(members, seed):
    draw = np.random.default_rng(seed)
    gains = np.round(draw.normal(size=members), 1)  # with ties
    culture, envy, guilt = draw.random(members), draw.random(members), draw.random(members)
    values = np.empty(members)
    fair_values(gains, culture, envy, guilt, values)
    expected = [fair_value(gains, i, culture[i], envy[i], guilt[i]) for i in range(members)]
    assert np.abs(values - expected).max() < 1e-12


def test_the_least_share_of_the_best_ignores_those_without_hope():
    assert least_proportion(np.array([0.1, 0.3]), np.array([0.4, 0.4])) == pytest.approx(0.25)
    assert least_proportion(np.array([-0.1, 0.3]), np.array([0.4, 0.4])) == 0.0
    assert least_proportion(np.array([-0.1, 0.3]), np.array([0.0, 0.4])) == pytest.approx(0.75)
    assert math.isnan(least_proportion(np.array([-0.1]), np.array([-0.05])))


def test_a_share_of_the_best_value_is_bounded_and_undefined_without_one():
    assert share_of_best(0.1, 0.4) == 0.25
    assert share_of_best(-0.1, 0.4) == 0.0
    assert share_of_best(0.5, 0.4) == 1.0
    assert math.isnan(share_of_best(0.1, 0.0))
