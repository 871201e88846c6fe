"""Polarisation of opinions: index of Esteban and Ray, share of the variance between groups (polarisation)."""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["esteban_ray", "opposed_camps", "variance_ratio"]


@compiled
def esteban_ray(masses: np.ndarray, positions: np.ndarray, alpha: float) -> float:
    """The polarisation index of Esteban and Ray, with K = 1, for groups of given masses and positions.

    It is the sum over pairs of m_i ** (1 + alpha) m_j |y_i - y_j|: alienation between groups times identification
    within a group. The axioms require alpha in [1, 1.6]; 0 gives the mean absolute difference.
    Args: `masses` and `positions` float64[G], by group; `alpha` >= 0.

    Source: Esteban & Ray 1994.
    """
    groups, total = masses.shape[0], 0.0
    for i in range(groups):
        if masses[i] > 0.0:
            identification = math.pow(masses[i], 1.0 + alpha)
            for j in range(groups):
                total += identification * masses[j] * abs(positions[i] - positions[j])
    return total


@compiled
def opposed_camps(values: np.ndarray, camps: int, alpha: float) -> float:
    """The index of Esteban and Ray for opinions float64[N] in [0, 1], scaled to [0, 1]; nan when N = 0.

    The interval [0, 1] is divided into `camps` equal parts; the opinions of one part form a group at their mean. The
    index is 0 when all are in one part, 1 when half are at 0 and half at 1.
    Args: `values` float64[N]; `camps`; `alpha` as `esteban_ray`.

    Source: Esteban & Ray 1994.
    """
    members = values.shape[0]
    if members == 0:
        return math.nan
    masses, positions = np.zeros(camps), np.zeros(camps)
    for i in range(members):
        camp = min(camps - 1, max(0, int(values[i] * camps)))
        masses[camp] += 1.0
        positions[camp] += values[i]
    for camp in range(camps):
        if masses[camp] > 0.0:
            positions[camp] /= masses[camp]
            masses[camp] /= members
    return min(1.0, math.pow(2.0, 1.0 + alpha) * esteban_ray(masses, positions, alpha))


@compiled
def variance_ratio(values: np.ndarray, groups: np.ndarray) -> float:
    """The variance between groups divided by the total variance, in [0, 1]; nan where all values are equal, or N = 0.

    It is 1 when the values are equal inside each group, 0 when all the groups have the same mean. With M random groups
    its mean is (M - 1) / (N - 1).
    Args: `values` float64[N]; `groups` int64[N], numbers from 0.

    Source: Fisher 1925 (intraclass decomposition); Pearson 1905 (correlation ratio).
    """
    members = values.shape[0]
    if members == 0 or values.min() == values.max():
        return math.nan
    mean, last = 0.0, 0
    for i in range(members):
        mean += values[i]
        last = max(last, groups[i])
    mean /= members
    counts, sums, total = np.zeros(last + 1), np.zeros(last + 1), 0.0
    for i in range(members):
        counts[groups[i]] += 1.0
        sums[groups[i]] += values[i] - mean
        total += (values[i] - mean) * (values[i] - mean)
    between = 0.0
    for group in range(last + 1):
        if counts[group] > 0.0:
            between += sums[group] * sums[group] / counts[group]
    return min(1.0, between / total)
