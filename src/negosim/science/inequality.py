"""Inequality of gains: Gini and Atkinson indices, Nash ratio (inégalités); explicit loops, for exact reproduction."""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["atkinson", "gini", "nash_ratio", "weighted_gini"]


@compiled
def gini(values: np.ndarray) -> float:
    """The Gini index of values float64[N]: half the mean absolute difference divided by the mean.

    0 when all are equal, (N - 1) / N when one has everything. Negative values are possible if the mean is positive, and
    the index may then exceed 1; it is nan otherwise, or when N = 0.

    Source: Gini 1912; negative values: Chen, Tsaur & Rhai 1982.
    """
    ordered = np.sort(values)
    members = ordered.shape[0]
    if members == 0:
        return math.nan
    if ordered[0] == ordered[members - 1]:
        return 0.0
    total = 0.0
    spread = 0.0
    for i in range(members):
        total += ordered[i]
        spread += (2 * i - members + 1) * ordered[i]
    if total <= 0.0:
        return math.nan
    return spread / (members * total)


@compiled
def atkinson(values: np.ndarray, aversion: float) -> float:
    """The Atkinson index of values float64[N] >= 0, in [0, 1]: the share of the total that equality would save.

    It is 1 - (mean of x ** (1 - e)) ** (1 / (1 - e)) / mean of x, with e = `aversion` > 0; for e = 1, it is 1 minus the
    geometric mean divided by the arithmetic mean. From e = 1, it is 1 as soon as one value is zero. It is nan where a
    value is negative, or where all are zero.

    Source: Atkinson 1970.
    """
    members, total, transformed = values.shape[0], 0.0, 0.0
    for i in range(members):
        if not values[i] >= 0.0:
            return math.nan
        total += values[i]
    if not total > 0.0:
        return math.nan
    mean, exponent = total / members, 1.0 - aversion
    for i in range(members):
        if values[i] == 0.0 and exponent <= 0.0:
            return 1.0
        share = values[i] / mean
        transformed += math.log(share) if exponent == 0.0 else math.pow(share, exponent)
    transformed /= members
    equal = math.exp(transformed) if exponent == 0.0 else math.pow(transformed, 1.0 / exponent)
    return min(1.0, max(0.0, 1.0 - equal))


@compiled
def nash_ratio(gains: np.ndarray) -> float:
    """The geometric mean of gains float64[N] divided by their arithmetic mean, in [0, 1].

    1 when all are equal; 0 as soon as one is not positive (or N = 0), since the Nash product is then 0.

    Source: Nash 1950.
    """
    members = gains.shape[0]
    total = 0.0
    logarithms = 0.0
    for i in range(members):
        if not gains[i] > 0.0:
            return 0.0
        total += gains[i]
        logarithms += math.log(gains[i])
    if members == 0:
        return 0.0
    return min(1.0, math.exp(logarithms / members) / (total / members))


def weighted_gini(values: np.ndarray, weights: np.ndarray) -> float:
    """The Gini index of values float64[N] of groups with `weights` float64[N], such as communes and their population.

    It is half the mean absolute difference between two inhabitants drawn at random, divided by the mean; 0 where the
    mean is not positive.

    Source: Gini 1912.
    """
    shares = weights / weights.sum()
    gaps = np.abs(values[:, None] - values[None, :])
    mean = (shares * values).sum()
    return float((shares[:, None] * shares[None, :] * gaps).sum() / (2 * mean)) if mean > 0 else 0.0
