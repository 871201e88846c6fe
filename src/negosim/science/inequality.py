"""How unequally gains are shared: Gini and Atkinson indices, Nash ratio, by explicit loops."""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["atkinson", "gini", "nash_ratio"]


@compiled
def gini(values: np.ndarray) -> float:
    """Gini index of `values` float64[N]: half the mean absolute difference over the mean.

    0 when all are equal, (N - 1) / N when one holds all. Negative values are allowed as long as the mean is
    positive, and the index may then exceed 1; it is not a number (nan) otherwise, or when N = 0.

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
    """Atkinson index of `values` float64[N] >= 0: the share of the total that equality could do without, in [0, 1].

    1 - (mean of x ** (1 - e)) ** (1 / (1 - e)) / mean of x, with e > 0 the aversion to inequality; at e = 1 the
    geometric mean over the arithmetic one, taken from 1. From e = 1 on it is 1 as soon as one has nothing. Not a
    number (nan) where one is negative, or where there is nothing to share.

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
    """Geometric over arithmetic mean of `gains` float64[N], in [0, 1].

    1 when all gain the same; 0 as soon as one does not gain (or N = 0): the Nash product then vanishes.

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
