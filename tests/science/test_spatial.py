"""Positions on a line: the core of each quota, the emission standards of 1994, log-rolling."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.spatial import (
    closeness,
    condorcet_winner,
    core,
    logroll,
    median_voter,
    weighted_core,
    weighted_mean,
    weighted_median,
)

pytestmark = pytest.mark.interpreted

ELEVEN = np.arange(11.0)
IDEALS = np.array([[0.0, 0.0], [1.0, 1.0]])
SALIENCES = np.array([[0.8, 0.2], [0.2, 0.8]])
MEMBERS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=9).filter(
    lambda members: any(weight for _, weight in members)
)


def columns(members):
    positions, weights = np.array(members, dtype=np.float64).T
    return positions.copy(), weights.copy()


@pytest.mark.parametrize(
    ("quota", "ends"), [(6, (5, 5)), (7, (4, 6)), (8, (3, 7)), (9, (2, 8)), (10, (1, 9)), (11, (0, 10))]
)
def test_the_core_widens_with_the_quota(quota, ends):
    assert core(ELEVEN, quota) == ends
    assert weighted_core(ELEVEN, np.ones(11), quota) == ends


@pytest.mark.parametrize("quota", [0, 5, 12])
def test_no_core_under_half_or_over_all(quota):
    assert np.isnan(core(ELEVEN, quota)).all()
    assert np.isnan(weighted_core(ELEVEN, np.ones(11), quota)).all()


def test_exactly_half_is_no_majority():
    assert np.isnan(core(np.arange(4.0), 2)).all()
    assert core(np.arange(4.0), 3) == (1, 2)


def test_the_median_voter_wins():
    assert median_voter(ELEVEN) == 5
    assert median_voter(np.array([4.0, 0, 1, 9])) == 2.5


@pytest.fixture(scope="module")
def emissions(shared):
    """Positions and capability times salience of the ten members."""
    with (shared / "data" / "exchange" / "emission_standards.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    weights = np.array([float(row["Capability"]) * float(row["Salience"]) for row in rows])
    return np.array([float(row["Position"]) for row in rows]), weights


def test_mean_winner_and_median_of_the_emission_standards(emissions):
    assert weighted_mean(*emissions) == pytest.approx(7.389956, abs=5e-7)
    assert condorcet_winner(*emissions) == 7.0
    assert weighted_median(*emissions) == 7.0


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
def test_the_weighted_median_of_small_series_is_the_known_one(values, weights, median):
    assert weighted_median(values, weights) == median


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1))
def test_half_of_the_weight_lies_on_each_side_of_the_weighted_median(pairs):
    median = weighted_median([v for v, _ in pairs], [w for _, w in pairs])
    total = sum(w for _, w in pairs)
    assert 2 * sum(w for v, w in pairs if v <= median) >= total
    assert 2 * sum(w for v, w in pairs if v >= median) >= total


def test_without_a_positive_weight_the_result_is_undefined():
    assert np.isnan(weighted_mean(ELEVEN, np.zeros(11)))
    assert np.isnan(weighted_median(ELEVEN, np.zeros(11)))
    assert np.isnan(weighted_median(np.empty(0), np.empty(0)))


def test_splitting_each_issue_in_two():
    gains = closeness(np.array([0.5, 0.5]), IDEALS, SALIENCES)
    assert gains == pytest.approx([0.5, 0.5])
    assert gains.prod() == pytest.approx(0.25)


def test_the_package_is_worth_more_to_both():
    package = logroll(IDEALS, SALIENCES)
    gains = closeness(package, IDEALS, SALIENCES)
    assert package.tolist() == [0, 1]
    assert gains == pytest.approx([0.8, 0.8])
    assert gains.prod() == pytest.approx(0.64)


@given(MEMBERS)
@settings(deadline=None)
def test_the_weighted_median_beats_every_position(members):
    positions, weights = columns(members)
    assert condorcet_winner(positions, weights) == weighted_median(positions, weights)
    assert core(positions, len(members)) == (positions.min(), positions.max())


@given(MEMBERS, st.data())
@settings(deadline=None)
def test_nobody_can_leave_the_core(members, data):
    positions, weights = columns(members)
    total = int(weights.sum())
    quota = data.draw(st.integers(total // 2 + 1, total))
    low, high = weighted_core(positions, weights, quota)
    assert low <= high
    for left, right in ((low, high), (low - 1, high), (low, high + 1)):
        stays = weights[positions < left].sum() < quota and weights[positions > right].sum() < quota
        assert stays
    # Nothing outside holds: those who stand at the end or beyond reach the quota.
    assert weights[positions >= low].sum() >= quota
    assert weights[positions <= high].sum() >= quota


@given(MEMBERS, st.randoms(use_true_random=False), st.integers(1, 5))
@settings(deadline=None)
def test_labels_and_scale_of_weights_do_not_matter_and_a_double_splits_its_weight(members, random, scale):
    positions, weights = columns(members)
    mixed = list(members)
    random.shuffle(mixed)
    double = [(members[0][0], members[0][1] / 2), *members[1:], (members[0][0], members[0][1] / 2)]
    for other in (columns(mixed), (positions, scale * weights), columns(double)):
        assert weighted_mean(*other) == pytest.approx(weighted_mean(positions, weights))
        assert weighted_median(*other) == weighted_median(positions, weights)
        assert condorcet_winner(*other) == condorcet_winner(positions, weights)


@given(st.integers(0, 2**32 - 1))
def test_no_package_has_a_larger_sum_than_the_logroll(seed):
    rng = np.random.default_rng(seed)
    ideals, saliences = rng.random((4, 3)), rng.random((4, 3))
    best = closeness(logroll(ideals, saliences), ideals, saliences).sum()
    for package in rng.random((20, 3)):
        assert closeness(package, ideals, saliences).sum() <= best + 1e-12
