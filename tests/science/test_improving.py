"""Improving directions: the contract curve of quadratic utilities, and no direction where none pleases all."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.science.improving import improve, improving_direction


def slopes(ideals):
    """Gradients at a text of utilities that fall with the squared distance to each ideal."""
    return lambda text: ideals - text


def test_two_parties_end_on_the_segment_between_their_ideals():
    ideals = np.array([[0.0, 0.0], [1.0, 0.5]])
    end = improve(np.array([0.2, 0.9]), slopes(ideals), 0.05)[-1]
    along = ideals[1] - ideals[0]
    assert abs(along[0] * end[1] - along[1] * end[0]) < 1e-4
    assert -1e-4 <= end @ along / (along @ along) <= 1 + 1e-4


def test_every_step_gains_for_every_party():
    ideals = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]])
    texts = improve(np.array([0.5, -0.8]), slopes(ideals), 0.05)
    distances = np.linalg.norm(texts[:, None] - ideals[None], axis=2)
    assert len(texts) > 5
    assert np.all(np.diff(distances, axis=0) < 1e-12)


def test_inside_the_triangle_of_ideals_nothing_pleases_all():
    ideals = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]])
    assert not improving_direction(slopes(ideals)(np.array([0.5, 0.3]))).any()
    assert len(improve(np.array([0.5, 0.3]), slopes(ideals), 0.05)) == 1


def test_a_party_at_its_ideal_objects_to_any_change():
    assert not improving_direction(np.array([[0.0, 0.0], [1.0, 0.0]])).any()


def test_one_party_goes_its_own_way():
    assert improving_direction(np.array([[3.0, 4.0]])) == pytest.approx([0.6, 0.8])


def test_the_direction_is_the_point_of_the_hull_nearest_to_zero():
    rng = np.random.default_rng(4)
    for _ in range(20):
        gradients = rng.normal(size=(4, 3))
        gradients[:, 0] += 1.5
        direction = improving_direction(gradients)
        units = gradients / np.linalg.norm(gradients, axis=1)[:, None]
        if direction.any():
            assert (units @ direction).min() >= direction @ direction - 1e-8
        shuffled = improving_direction(gradients[::-1].copy() * 3.0)
        assert shuffled == pytest.approx(direction, abs=1e-5)


def test_a_long_reach_is_cut_where_the_first_party_objects():
    ideals = np.array([[0.0, 0.0], [1.0, 0.0]])
    texts = improve(np.array([0.5, 1.0]), slopes(ideals), 10.0)
    assert abs(texts[-1][1]) < 1e-3
