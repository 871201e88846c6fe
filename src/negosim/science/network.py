"""Cohesion of a network of weighted ties: density, communities, weakest cut (réseau de confiance)."""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["algebraic_connectivity", "modularity", "mutual_share", "symmetric_part", "weighted_density"]


@compiled
def symmetric_part(weights: np.ndarray) -> np.ndarray:
    """The mean of both directions of each tie, with a zero diagonal, float64[N, N].

    Args: `weights` float64[N, N]. Source: Wasserman & Faust 1994.
    """
    members = weights.shape[0]
    ties = np.zeros((members, members))
    for i in range(members):
        for j in range(members):
            if i != j:
                ties[i, j] = 0.5 * (weights[i, j] + weights[j, i])
    return ties


@compiled
def weighted_density(weights: np.ndarray) -> float:
    """The mean weight of the N (N - 1) directed ties `weights` float64[N, N]; nan below two members.

    Source: Wasserman & Faust 1994.
    """
    members, total = weights.shape[0], 0.0
    if members < 2:
        return math.nan
    for i in range(members):
        for j in range(members):
            if i != j:
                total += weights[i, j]
    return total / (members * (members - 1))


@compiled
def mutual_share(weights: np.ndarray, threshold: float) -> float:
    """The share of pairs whose ties exceed `threshold` in both directions; nan below two members.

    It is the density of the graph of mutual ties. Args: `weights` float64[N, N]. Source: Wasserman & Faust 1994.
    """
    members, mutual = weights.shape[0], 0
    if members < 2:
        return math.nan
    for i in range(members):
        for j in range(i):
            mutual += weights[i, j] > threshold and weights[j, i] > threshold
    return 2.0 * mutual / (members * (members - 1))


@compiled
def modularity(ties: np.ndarray, groups: np.ndarray) -> float:
    """The modularity of a partition of a network, in [-1/2, 1); nan where there is no tie.

    It is the weight inside groups minus its expected value given the strength of each member, as a share of the total
    weight: the sum over groups of W_g / W - (S_g / 2W) ** 2.
    Args: `ties` float64[N, N] >= 0, symmetric; `groups` int64[N], numbers from 0.

    Source: Newman & Girvan 2004; weights: Newman 2004.
    """
    members, last = ties.shape[0], 0
    for i in range(members):
        last = max(last, groups[i])
    inside, strengths, total = np.zeros(last + 1), np.zeros(last + 1), 0.0
    for i in range(members):
        for j in range(members):
            total += ties[i, j]
            strengths[groups[i]] += ties[i, j]
            if groups[i] == groups[j]:
                inside[groups[i]] += ties[i, j]
    if not total > 0.0:
        return math.nan
    index = 0.0
    for group in range(last + 1):
        share = strengths[group] / total
        index += inside[group] / total - share * share
    return index


def algebraic_connectivity(ties: np.ndarray) -> float:
    """The second smallest eigenvalue of the Laplacian of a network; nan below two members.

    It is 0 when the network has two parts without a tie between them, N when all the ties have weight 1.
    Args: `ties` float64[N, N] >= 0, symmetric.

    Source: Fiedler 1973.
    """
    if len(ties) < 2:
        return math.nan
    laplacian = np.diag(ties.sum(axis=1)) - ties
    return max(0.0, float(np.linalg.eigvalsh(laplacian)[1]))
