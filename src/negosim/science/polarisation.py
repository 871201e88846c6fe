"""How far opinions form opposed camps: the index of Esteban and Ray, and the part of groups in disagreement."""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["esteban_ray", "opposed_camps", "variance_ratio"]


@compiled
def esteban_ray(masses: np.ndarray, positions: np.ndarray, alpha: float) -> float:
    """Polarisation of groups of `masses` float64[G] that stand at `positions` float64[G], with K = 1.

    The sum over pairs of m_i ** (1 + alpha) m_j |y_i - y_j|: alienation between groups, times identification
    within one. Alpha lies in [1, 1.6] by the axioms; 0 gives the mean absolute difference.

    Source: Esteban & Ray 1994.
    """
    groups, total = masses.shape[0], 0.0
    for i in range(groups):
        if masses[i] > 0.0:
            identified = math.pow(masses[i], 1.0 + alpha)
            for j in range(groups):
                total += identified * masses[j] * abs(positions[i] - positions[j])
    return total


@compiled
def opposed_camps(values: np.ndarray, camps: int, alpha: float) -> float:
    """Esteban-Ray index of opinions `values` float64[N] in [0, 1], scaled to [0, 1]; nan when N = 0.

    Those who stand in the same of `camps` equal intervals form one group, at their mean. 0 when all stand in one
    interval, 1 when half stand at 0 and half at 1.

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
    """Variance between groups over total variance of `values` float64[N], in [0, 1]; `groups` int64[N] from 0.

    1 when groups alone tell opinions apart, 0 when all have the same mean. With M groups drawn by lot it is
    (M - 1) / (N - 1) on average. Not a number (nan) where nobody differs, or when N = 0.

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
