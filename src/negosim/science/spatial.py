"""Where positions on a line lead: median, core, weighted mean, log-rolling (modèle spatial).

Source: Black 1948; Krehbiel 1998; Stokman & Van den Bos 1992.
"""

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
    """The ends x_(n-q+1), x_(q) of the positions that no coalition of `quota` members would leave.

    Also the gridlock interval: a status quo inside stays. Not a number twice when it may be empty
    (`quota` at most half of the members, or more than all).

    Source: Black 1948; Krehbiel 1998.

    >>> core(np.arange(11.0), 8)
    (3.0, 7.0)
    """
    ordered = np.sort(np.asarray(positions, dtype=np.float64))
    members = len(ordered)
    if not members < 2 * quota <= 2 * members:
        return np.nan, np.nan
    return float(ordered[members - quota]), float(ordered[quota - 1])


def median_voter(positions: np.ndarray) -> float:
    """The median position; the middle of the two central ones when the members are even in number.

    Source: Black 1948.

    >>> median_voter(np.array([0.0, 10.0, 3.0]))
    3.0
    """
    low, high = core(positions, len(positions) // 2 + 1)
    return (low + high) / 2


@compiled
def weighted_mean(positions: np.ndarray, weights: np.ndarray) -> float:
    """The mean of `positions` float64[N] by `weights` float64[N] (capability times salience: compromise).

    Not a number when nothing weighs.

    Source: Van den Bos 1991; Achen 2006.
    """
    weighed, total = 0.0, 0.0
    for i in range(positions.shape[0]):
        weighed += weights[i] * positions[i]
        total += weights[i]
    return weighed / total if total > 0.0 else np.nan


def weighted_core(positions: np.ndarray, weights: np.ndarray, quota: float) -> tuple[float, float]:
    """The ends of the positions that no coalition of weight `quota` or more would leave, as `core`.

    Source: Black 1948.
    """
    order = np.argsort(positions, kind="stable")
    ordered, weighed = np.asarray(positions, dtype=np.float64)[order], np.asarray(weights, dtype=np.float64)[order]
    from_left, from_right = np.cumsum(weighed), np.cumsum(weighed[::-1])
    if not 0 < quota <= from_left[-1] < 2 * quota:
        return np.nan, np.nan
    # The first member with whom those on his side, himself included, reach the quota.
    return float(ordered[::-1][np.argmax(from_right >= quota)]), float(ordered[np.argmax(from_left >= quota)])


def weighted_median(positions: Sequence[float] | np.ndarray, weights: Sequence[float] | np.ndarray) -> float:
    """The position with at most half of the weight on either side, the lowest of them.

    It minimises the weighted sum of distances; it also stands in for a value that is missing (population-weighted
    median of the others). Not a number when nothing weighs.

    Args: `positions` float64[N]; `weights` float64[N] >= 0.

    Source: Laplace 1818; Edgeworth 1888; Black 1948.
    """
    order = np.argsort(positions, kind="stable")
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64)[order])
    if len(cumulative) == 0 or not cumulative[-1] > 0:
        return np.nan
    return float(np.asarray(positions)[order][np.argmax(2 * cumulative >= cumulative[-1])])


def condorcet_winner(positions: np.ndarray, weights: np.ndarray) -> float:
    """The stated position that no other beats when each member votes, by weight, for the nearer of two.

    Every pair of positions is put to the vote; the lowest of several, there is always one on a line. A lead
    under 1e-12 of all the weight is a tie.

    Source: Condorcet 1785; Black 1948; Bueno de Mesquita 1994.
    """
    options = np.unique(positions)
    distances = np.abs(options[:, None] - positions[None, :])
    prefers = np.sign(distances[None, :, :] - distances[:, None, :])
    unbeaten = (prefers @ weights >= -1e-12 * np.sum(weights)).all(axis=1)
    return float(options[np.argmax(unbeaten)])


def closeness(outcome: np.ndarray, ideals: np.ndarray, saliences: np.ndarray) -> np.ndarray:
    """Utilities float64[N] of an outcome float64[K] in [0, 1]: salience-weighted closeness to ideals [N, K].

    Source: Stokman & Van Oosten 1994.
    """
    return (saliences * (1 - np.abs(outcome - ideals))).sum(axis=1)


def logroll(ideals: np.ndarray, saliences: np.ndarray) -> np.ndarray:
    """The package float64[K] that gives each issue to those for whom it matters: weighted medians.

    No package has a higher sum of `closeness`; each party yields where it cares little.

    Source: Buchanan & Tullock 1962.

    >>> logroll(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.8, 0.2], [0.2, 0.8]])).tolist()
    [0.0, 1.0]
    """
    return np.array([weighted_median(ideals[:, k], saliences[:, k]) for k in range(ideals.shape[1])])
