"""Places and borders of maps that nobody drew."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.territory.layout import gabriel, ring, sunflower


def test_gabriel_of_a_line_is_a_chain():
    result = gabriel(np.array([0.0, 1.0, 2.0, 3.0]), np.zeros(4))
    assert [(a, b) for a, b in np.argwhere(result) if a < b] == [(0, 1), (1, 2), (2, 3)]


def test_gabriel_of_a_square_has_its_sides():
    result = gabriel(np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert result[0, 1]
    assert result[1, 2]
    assert result[0, 2]  # a corner on the circle itself is not inside


def test_gabriel_of_one_place_joins_everybody():
    result = gabriel(np.zeros(3), np.zeros(3))
    assert result.sum() == 6


def test_gabriel_leaves_nobody_alone():
    rng = np.random.default_rng(1)
    result = gabriel(rng.random(60), rng.random(60))
    assert result.any(axis=1).all()
    assert (result == result.T).all()


@pytest.mark.parametrize("n", [2, 7, 158])
def test_ring_steps_are_equal(n):
    x_km, y_km = ring(n, 10.0)
    steps = np.hypot(x_km - np.roll(x_km, 1), y_km - np.roll(y_km, 1))
    assert np.allclose(steps, steps[0], atol=1e-5)
    assert np.allclose(np.hypot(x_km, y_km), 10.0)


def test_sunflower_fills_a_disc_from_its_middle():
    x_km, y_km = sunflower(100, 10.0)
    radius = np.hypot(x_km, y_km)
    assert (np.diff(radius) > 0).all()
    assert radius[-1] < 10
    assert (radius < 5).sum() == 25
