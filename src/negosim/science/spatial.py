"""Outcomes of positions on a line: median, core, weighted mean, log-rolling (modèle spatial).

Source: Black 1948; Krehbiel 1998; Stokman & Van den Bos 1992.
"""

# pyright: strict

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negosim.compiled import compiled

__all__ = [
    "closeness",
    "condorcet_winner",
    "core",
    "logroll",
    "median_voter",
    "weighted_core",
    "weighted_mean",
    "weighted_median",
]


def core(positions: np.ndarray, quota: int) -> tuple[float, float]:
    """Tests only: the ends x_(n-q+1), x_(q) of the core: the outcomes that no coalition of `quota` members wants to
    change.

    It is also the gridlock interval: a status quo inside it remains. Both ends are nan where the core may be empty
    (`quota` at most half of the members) or `quota` exceeds their number.
    Args: `positions` float64[N]; `quota`, number of members.

    Source: Black 1948; Krehbiel 1998.

    >>> core(np.arange(11.0), 8)
    (3.0, 7.0)
    """
    in_order = np.sort(np.asarray(positions, dtype=np.float64))
    members = len(in_order)
    if not members < 2 * quota <= 2 * members:
        return np.nan, np.nan
    return float(in_order[members - quota]), float(in_order[quota - 1])


def median_voter(positions: np.ndarray) -> float:
    """Tests only: the median of positions float64[N]; the middle of the two central ones when N is even.

    Source: Black 1948.

    >>> median_voter(np.array([0.0, 10.0, 3.0]))
    3.0
    """
    low, high = core(positions, len(positions) // 2 + 1)
    return (low + high) / 2


@compiled
def weighted_mean(positions: np.ndarray, weights: np.ndarray) -> float:
    """Tests only: the weighted mean of positions float64[N]: the compromise, where a weight is capability times
    salience.

    It is nan when no weight is positive.
    Args: `positions` and `weights` float64[N].

    Source: Van den Bos 1991; Achen 2006.
    """
    product, total = 0.0, 0.0
    for i in range(positions.shape[0]):
        product += weights[i] * positions[i]
        total += weights[i]
    return product / total if total > 0.0 else np.nan


def weighted_core(positions: np.ndarray, weights: np.ndarray, quota: float) -> tuple[float, float]:
    """Tests only: the ends of the core, as `core`, when a coalition wins with a weight of `quota`.

    Args: `positions` and `weights` float64[N]; `quota`, a weight.

    Source: Black 1948.
    """
    order = np.argsort(positions, kind="stable")
    in_order, weights = np.asarray(positions, dtype=np.float64)[order], np.asarray(weights, dtype=np.float64)[order]
    up_to, from_there = np.cumsum(weights), np.cumsum(weights[::-1])
    if not 0 < quota <= up_to[-1] < 2 * quota:
        return np.nan, np.nan
    # From each side, the first member with whom the weight reaches the quota.
    return float(in_order[::-1][np.argmax(from_there >= quota)]), float(in_order[np.argmax(up_to >= quota)])


def weighted_median(positions: Sequence[float] | np.ndarray, weights: Sequence[float] | np.ndarray) -> float:
    """The lowest position with at most half of the weight on either side.

    It minimises the weighted sum of distances. It is nan when no weight is positive.

    Args: `positions` float64[N]; `weights` float64[N] >= 0.

    Source: Laplace 1818; Edgeworth 1888; Black 1948.
    """
    order = np.argsort(positions, kind="stable")
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64)[order])
    if len(cumulative) == 0 or not cumulative[-1] > 0:
        return np.nan
    return float(np.asarray(positions)[order][np.argmax(2 * cumulative >= cumulative[-1])])


def condorcet_winner(positions: np.ndarray, weights: np.ndarray) -> float:
    """Tests only: the position that no other beats, when each member votes with its weight for the nearer of two
    (Condorcet).

    Every pair of positions is put to the vote. There is always a winner on a line; the lowest of several is returned. A
    lead below 1e-12 of the total weight is a tie.
    Args: `positions` and `weights` float64[N].

    Source: Condorcet 1785; Black 1948; Bueno de Mesquita 1994.
    """
    options = np.unique(positions)
    distances = np.abs(options[:, None] - positions[None, :])
    prefers = np.sign(distances[None, :, :] - distances[:, None, :])
    unbeaten = (prefers @ weights >= -1e-12 * np.sum(weights)).all(axis=1)
    return float(options[np.argmax(unbeaten)])


def closeness(outcome: np.ndarray, ideals: np.ndarray, saliences: np.ndarray) -> np.ndarray:
    """Tests only: the utility of an outcome for each member, float64[N]: closeness to its ideal, weighted by salience.

    Args: `outcome` float64[K] in [0, 1]; `ideals` and `saliences` float64[N, K].

    Source: Stokman & Van Oosten 1994.
    """
    return (saliences * (1 - np.abs(outcome - ideals))).sum(axis=1)


def logroll(ideals: np.ndarray, saliences: np.ndarray) -> np.ndarray:
    """Tests only: the package of outcomes float64[K] with the largest sum of `closeness`: the weighted median of each
    issue.

    Each party concedes on the issues that matter less to it.
    Args: `ideals` and `saliences` float64[N, K].

    Source: Buchanan & Tullock 1962.

    >>> logroll(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.8, 0.2], [0.2, 0.8]])).tolist()
    [0.0, 1.0]
    """
    return np.array([weighted_median(ideals[:, k], saliences[:, k]) for k in range(ideals.shape[1])])
