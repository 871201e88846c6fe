"""Networks: the spectra that Fiedler gives, the modularity of known graphs, density by counting."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.network import (
    algebraic_connectivity,
    modularity,
    mutual_share,
    symmetric_part,
    weighted_density,
)

pytestmark = pytest.mark.interpreted

SEEDS = st.integers(0, 2**32 - 1)
TRIANGLES = nx.Graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
KARATE = nx.karate_club_graph()
CLUBS = [int(KARATE.nodes[v]["club"] == "Officer") for v in KARATE]


def matrix(graph, weight=None):
    return nx.to_numpy_array(graph, weight=weight)


def of(ties, groups):
    return float(modularity(np.array(ties, dtype=np.float64), np.array(groups, dtype=np.int64)))


def random_network(seed):
    """Weights both ways, groups, and a relabelling."""
    rng = np.random.default_rng(seed)
    members = int(rng.integers(2, 12))
    return rng.random((members, members)), rng.integers(0, 3, members), rng.permutation(members)


def test_the_symmetric_part_keeps_the_mean_and_drops_the_diagonal():
    weights = np.array([[9, 0.2, 0.4], [0.6, 9, 0], [0, 1, 9]])
    assert symmetric_part(weights).tolist() == [[0, 0.4, 0.2], [0.4, 0, 0.5], [0.2, 0.5, 0]]
    assert float(weighted_density(weights)) == pytest.approx(2.2 / 6)
    assert float(weighted_density(symmetric_part(weights))) == pytest.approx(2.2 / 6)


def test_density_of_a_graph_is_its_ties_over_its_pairs():
    assert float(weighted_density(matrix(KARATE))) == pytest.approx(78 / 561)
    assert float(mutual_share(matrix(KARATE), 0.0)) == pytest.approx(78 / 561)
    assert nx.density(KARATE) == pytest.approx(78 / 561)


def test_a_tie_is_mutual_when_both_ways_exceed_the_threshold():
    weights = np.array([[1, 0.6, 0.5], [0.7, 1, 0.4], [0.6, 0.9, 1]])
    assert float(mutual_share(weights, 0.5)) == pytest.approx(1 / 3)  # .5 does not exceed .5
    assert float(mutual_share(weights, 0.3)) == 1.0
    assert float(mutual_share(weights, 0.9)) == 0.0


@pytest.mark.parametrize("members", [0, 1])
def test_below_two_members_no_index_is_defined(members):
    none = np.zeros((members, members))
    assert math.isnan(weighted_density(none))
    assert math.isnan(mutual_share(none, 0.5))
    assert math.isnan(algebraic_connectivity(none))
    assert math.isnan(of(none, [0] * members))


@pytest.mark.parametrize(
    ("ties", "groups", "expected"),
    [
        (matrix(TRIANGLES), [0, 0, 0, 1, 1, 1], 5 / 14),  # 6/7 - 2 (1/2)^2
        (matrix(TRIANGLES), [0, 0, 0, 0, 0, 0], 0),
        (matrix(TRIANGLES), [0, 1, 2, 3, 4, 5], -17 / 98),  # - (4 * 4 + 2 * 9) / 196
        (matrix(nx.complete_graph(4)), [0, 0, 1, 1], -1 / 6),  # 1/3 - 1/2
        (matrix(nx.complete_bipartite_graph(3, 3)), [0, 0, 0, 1, 1, 1], -1 / 2),  # the least there is
        (matrix(nx.disjoint_union(nx.path_graph(2), nx.path_graph(2))), [0, 0, 1, 1], 1 / 2),
        ([[0, 3, 1], [3, 0, 0], [1, 0, 0]], [0, 0, 1], -1 / 32),  # 6/8 - (7/8)^2 - (1/8)^2
        (matrix(nx.disjoint_union(nx.path_graph(2), nx.path_graph(2))), [3, 3, 1, 1], 1 / 2),
    ],
)
def test_the_modularity_of_known_networks(ties, groups, expected):
    assert of(ties, groups) == pytest.approx(expected, abs=1e-15)


def test_the_karate_club_splits_where_it_did():
    """Zachary's club: 34 members, 78 ties, 35 and 32 inside the two clubs that came of it, of strengths 81 and 75."""
    assert of(matrix(KARATE), CLUBS) == pytest.approx((35 + 32) / 78 - (81**2 + 75**2) / 156**2)
    side_of_its_ties = [
        1 if member == 8 else club for member, club in enumerate(CLUBS)
    ]  # the ninth had an exam to pass
    assert of(matrix(KARATE), side_of_its_ties) == pytest.approx((33 + 35) / 78 - (76**2 + 80**2) / 156**2)
    assert algebraic_connectivity(matrix(KARATE)) == pytest.approx(nx.algebraic_connectivity(KARATE, weight=None))


@given(SEEDS, st.floats(0.1, 10))
@settings(deadline=None)
def test_modularity_agrees_with_networkx_and_ignores_scale_and_order(seed, scale):
    weights, groups, order = random_network(seed)
    ties = symmetric_part(weights)
    result = of(ties, groups)
    parts = [set(np.flatnonzero(groups == g).tolist()) for g in np.unique(groups)]
    assert result == pytest.approx(nx.community.modularity(nx.from_numpy_array(ties), parts), abs=1e-12)
    assert -0.5 - 1e-12 <= result < 1.0
    assert of(scale * ties[np.ix_(order, order)], 2 - groups[order]) == pytest.approx(result, abs=1e-12)


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.complete_graph(7), 7),
        (nx.path_graph(5), 2 * (1 - math.cos(math.pi / 5))),
        (nx.cycle_graph(6), 1),  # 2 (1 - cos 60°)
        (nx.star_graph(8), 1),
        (nx.complete_bipartite_graph(3, 5), 3),
        (nx.petersen_graph(), 2),
        (nx.hypercube_graph(4), 2),
        (nx.path_graph(2), 2),
        (nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(4)), 0),
    ],
)
def test_algebraic_connectivity_of_known_graphs(graph, expected):
    assert algebraic_connectivity(matrix(graph)) == pytest.approx(expected, abs=1e-12)


@given(SEEDS, st.floats(0.1, 10))
@settings(deadline=None)
def test_algebraic_connectivity_is_bounded_grows_with_ties_and_ignores_order(seed, scale):
    weights, _, order = random_network(seed)
    ties = symmetric_part(weights)
    members, result = len(ties), algebraic_connectivity(ties)
    assert 0.0 <= result <= members / (members - 1) * ties.sum(axis=1).min() + 1e-9  # Fiedler 1973
    assert algebraic_connectivity(scale * ties[np.ix_(order, order)]) == pytest.approx(scale * result, abs=1e-9)
    more = ties.copy()
    more[0, 1] += 0.5
    more[1, 0] += 0.5
    assert algebraic_connectivity(more) >= result - 1e-9
