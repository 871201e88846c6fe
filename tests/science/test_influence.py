"""Opinions that move by listening: published equilibria, numbers of clusters, and the monthly step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from negosim.science.influence import (
    bounded_confidence_pull,
    consensus_weights,
    deffuant,
    equilibrium,
    hegselmann_krause,
    next_opinion,
    opinion_clusters,
    pairwise,
    total_influence,
)

pytestmark = pytest.mark.interpreted

SEEDS = range(20)
FOUR = np.array(
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.090, 0.178, 0.446, 0.286]]
)
FIRST = np.array([25.0, 25, 75, 85])
TRIANGLE = (np.ones((3, 3)) - np.eye(3)) / 2
MATRICES = st.integers(0, 2**32 - 1)


def drawn_influence(seed, members=5):
    """Rows that sum to 1, and nobody who listens to himself."""
    rng = np.random.default_rng(seed)
    matrix = rng.random((members, members)) + 0.01
    np.fill_diagonal(matrix, 0)
    return matrix / matrix.sum(axis=1, keepdims=True), rng.random(members)


def test_the_consensus_weights_of_degroot():
    influence = np.array([[0.5, 0.5, 0], [0.25, 0.5, 0.25], [0, 0.5, 0.5]])
    assert consensus_weights(influence) == pytest.approx([0.25, 0.5, 0.25], abs=1e-14)


def test_no_consensus_of_two_groups_that_ignore_each_other():
    assert np.isnan(consensus_weights(np.eye(2))).all()


@given(MATRICES)
def test_degroot_is_the_limit_of_averaging(seed):
    influence, opinions = drawn_influence(seed)
    limit = np.linalg.matrix_power((influence + np.eye(5)) / 2, 500) @ opinions
    assert limit == pytest.approx(np.full(5, consensus_weights(influence) @ opinions))


def test_four_actors_of_friedkin_and_johnsen():
    susceptibility = 1 - np.diag(FOUR)
    total = total_influence(FOUR, susceptibility)
    assert total[0] == pytest.approx([0.279, 0.045, 0.551, 0.124], abs=5e-4)
    assert total.sum(axis=1) == pytest.approx(np.ones(4))
    final = equilibrium(FOUR, susceptibility, FIRST)
    assert final == pytest.approx([60.02, 59.98, 75, 74.99], abs=5e-3)
    assert final.round() == pytest.approx([60, 60, 75, 75])


def test_the_equilibrium_of_a_triangle_half_tied_to_its_first_opinions():
    assert equilibrium(TRIANGLE, np.full(3, 0.5), np.array([0, 0.5, 1])) == pytest.approx([0.3, 0.5, 0.7], abs=1e-14)


@pytest.mark.parametrize(
    ("own", "stated", "trust", "reach", "sample"),
    [
        (0.5, [0.7, 0.4], [1, 1], 1.0, 0.05),
        (0.5, [0.7, 0.4], [3, 1], 1.0, 0.125),
        (0.5, [0.7, 0.4], [1, 1], 0.15, -0.1),
        (0.5, [0.75, 0.4], [1, 1], 0.25, 0.075),
        (0.5, [0.7, 0.4], [0, 0], 1.0, 0.0),
        (0.5, [], [], 1.0, 0.0),
    ],
)
def test_only_opinions_within_reach_pull(own, stated, trust, reach, sample):
    moved = bounded_confidence_pull(own, np.array(stated, dtype=np.float64), np.array(trust, dtype=np.float64), reach)
    assert moved == pytest.approx(sample)


@given(MATRICES, st.floats(0.05, 0.4), st.floats(0.05, 0.4))
@settings(deadline=None, max_examples=20)
def test_hearing_and_anchoring_lead_to_friedkin_and_johnsen(seed, rate, pull):
    influence, first = drawn_influence(seed)
    opinions = first.copy()
    for _ in range(600):
        sample = [bounded_confidence_pull(opinions[i], opinions, influence[i], 1.0) for i in range(5)]
        opinions = np.array([next_opinion(opinions[i], sample[i], rate, pull, first[i]) for i in range(5)])
    susceptibility = np.full(5, rate / (rate + pull))
    assert opinions == pytest.approx(equilibrium(influence, susceptibility, first), abs=1e-9)


@given(MATRICES, st.randoms(use_true_random=False))
def test_relabelling_moves_opinions_with_their_owners(seed, random):
    influence, first = drawn_influence(seed)
    order = list(range(5))
    random.shuffle(order)
    mixed = equilibrium(influence[np.ix_(order, order)], np.linspace(0.1, 0.9, 5)[order], first[order])
    assert mixed == pytest.approx(equilibrium(influence, np.linspace(0.1, 0.9, 5), first)[order])


def test_a_double_of_an_actor_splits_its_weight():
    stated, trust = np.array([0.2, 0.9]), np.array([1.0, 2.0])
    double, shared_trust = np.array([0.2, 0.9, 0.9]), np.array([1.0, 1.0, 1.0])
    assert bounded_confidence_pull(0.5, stated, trust, 1.0) == pytest.approx(
        bounded_confidence_pull(0.5, double, shared_trust, 1.0)
    )


def test_two_people_within_reach_meet_halfway():
    pairs = np.array([0, 0]), np.array([1, 2])
    assert pairwise(np.array([0.0, 0.2, 0.9]), 0.5, 0.5, *pairs) == pytest.approx([0.1, 0.1, 0.9])
    assert pairwise(np.array([0.0, 0.5]), 0.5, 0.5, pairs[0][:1], pairs[1][:1]) == pytest.approx([0, 0.5])


def test_nobody_meets_himself_and_the_mean_stays():
    rng = np.random.default_rng(0)
    opinions = rng.random(20)
    moved = deffuant(opinions, 1.5, 0.5, 2_000, rng)
    assert moved == pytest.approx(np.full(20, opinions.mean()), abs=1e-6)


@pytest.mark.parametrize("half", [1, 0.5])
def test_small_groups_are_left_out(half):
    groups = opinion_clusters(np.array([0.9, 0.1, 0.11, 0.5]) * half, 0.02, 2)
    assert [group.tolist() for group in groups] == [pytest.approx([0.1 * half, 0.11 * half])]


def deffuant_clusters(reach):
    """Clusters of at least 2 % of a thousand people, seed by seed."""
    counts = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        moved = deffuant(rng.random(1_000), reach, 0.5, 400_000, rng)
        counts.append(len(opinion_clusters(moved, 0.01, 20)))
    return counts


@pytest.mark.compiled_only
@pytest.mark.parametrize(("reach", "share"), [(0.35, 1.0), (0.30, 0.95), (0.27, 0.45), (0.25, 0.10), (0.20, 0.0)])
def test_how_often_deffuant_ends_in_one_cluster(reach, share):
    """Out of 20 seeds, as often as another 20 seeds did (Fisher's exact test at 5 %)."""
    ones, expected = deffuant_clusters(reach).count(1), round(20 * share)
    assert fisher_exact([[ones, 20 - ones], [expected, 20 - expected]]).pvalue > 0.05


@pytest.mark.compiled_only
@pytest.mark.parametrize(("reach", "mean", "rule"), [(0.20, 2.0, 2), (0.15, 2.95, 3), (0.10, 4.5, 5)])
def test_how_many_clusters_deffuant_ends_in(reach, mean, rule):
    """The mean of 20 seeds, within the half-unit that the rule floor(1 / (2 reach)) allows."""
    counts = deffuant_clusters(reach)
    assert np.mean(counts) == pytest.approx(mean, abs=0.3)
    assert max(set(counts), key=counts.count) in {rule, rule - 1}
    assert int(1 / (2 * reach) + 1e-9) == rule


@pytest.mark.compiled_only
@pytest.mark.parametrize(
    ("reach", "mean", "regular"),
    [(0.05, 7.85, 9), (0.10, 4.05, 5), (0.15, 2.70, 3), (0.20, 1.95, 1), (0.23, 1.15, 1), (0.25, 1.0, 1)],
)
def test_the_number_of_clusters_of_hegselmann_and_krause(reach, mean, regular):
    """The mean of 20 seeds, exactly; and the regular profile of 625 people from 0 to 1."""
    counts = [
        len(opinion_clusters(hegselmann_krause(np.random.default_rng(seed).random(625), reach, 1_000), 1e-3))
        for seed in SEEDS
    ]
    assert np.mean(counts) == mean
    assert len(opinion_clusters(hegselmann_krause(np.arange(625) / 624, reach, 1_000), 1e-3)) == regular


def test_hegselmann_and_krause_by_hand():
    assert hegselmann_krause(np.array([0.9, 0.0, 0.2]), 0.3, 50) == pytest.approx([0.1, 0.1, 0.9])
    assert hegselmann_krause(np.array([0.0, 0.2, 0.5]), 0.25, 1) == pytest.approx([0.1, 0.1, 0.5])
    assert hegselmann_krause(np.array([0.0, 1.0]), 0.3, 0) == pytest.approx([0, 1])


@given(MATRICES)
@settings(deadline=None, max_examples=20)
def test_a_mirror_image_is_a_mirror_image(seed):
    opinions = np.random.default_rng(seed).random(15)
    mirrored = 1 - hegselmann_krause(1 - opinions, 0.2, 100)[::-1]
    assert hegselmann_krause(opinions, 0.2, 100) == pytest.approx(mirrored, abs=1e-9)
