"""How tightly a network of weighted ties holds together: density, communities, weakest cut (réseau de confiance)."""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["algebraic_connectivity", "modularity", "mutual_share", "symmetrised", "weighted_density"]


@compiled
def symmetrised(weights: np.ndarray) -> np.ndarray:
    """The mean of both directions of each tie of `weights` float64[N, N], and no tie to oneself: float64[N, N]."""
    members = weights.shape[0]
    ties = np.zeros((members, members))
    for i in range(members):
        for j in range(members):
            if i != j:
                ties[i, j] = 0.5 * (weights[i, j] + weights[j, i])
    return ties


@compiled
def weighted_density(weights: np.ndarray) -> float:
    """Mean weight of the N (N - 1) ties of `weights` float64[N, N], each way counted; nan below two members.

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
    """Share of the pairs of `weights` float64[N, N] whose two directions exceed `threshold`; nan below two members.

    It is the density of the graph of mutual ties. Source: Wasserman & Faust 1994.
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
    """Modularity of the partition `groups` int64[N] (from 0) of symmetric `ties` float64[N, N] of weight >= 0.

    Weight inside groups minus what it would be if ties followed strengths alone, as a share of all weight, in
    [-1/2, 1): the sum over groups of W_g / W - (S_g / 2W) ** 2. Not a number (nan) where there is no tie.

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
    found = 0.0
    for group in range(last + 1):
        share = strengths[group] / total
        found += inside[group] / total - share * share
    return found


def algebraic_connectivity(ties: np.ndarray) -> float:
    """Second smallest eigenvalue of the Laplacian of symmetric `ties` float64[N, N] of weight >= 0; nan below two.

    0 when the network falls into two parts without a tie, N when all the ties have weight 1.

    Source: Fiedler 1973.
    """
    if len(ties) < 2:
        return math.nan
    laplacian = np.diag(ties.sum(axis=1)) - ties
    return max(0.0, float(np.linalg.eigvalsh(laplacian)[1]))
