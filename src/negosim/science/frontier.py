"""How far a bargain is from the best that was feasible: cuts that close in on it, and ratios (frontière de Pareto).

Utilities are counted from the disagreement point; a utility below it counts as 0 in the ratios.
"""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["attained", "cut_ellipsoid", "fair_value", "fair_values", "least_proportion", "reach", "unit_ball"]


@compiled
def fair_value(gains: np.ndarray, i: int, culture: float, envy: float, guilt: float) -> float:
    """What member i makes of the `gains` float64[N] of all: its own, the mean, minus envy and guilt.

    (1 - culture) v_i + culture mean v - envy mean_j [v_j - v_i]+ - guilt mean_j [v_i - v_j]+, j among the others.

    Source: Fehr and Schmidt 1999.
    """
    n, own = gains.shape[0], gains[i]
    total, behind, ahead = 0.0, 0.0, 0.0
    for j in range(n):
        total += gains[j]
        behind += max(gains[j] - own, 0.0)
        ahead += max(own - gains[j], 0.0)
    return (1.0 - culture) * own + culture * total / n - (envy * behind + guilt * ahead) / max(1, n - 1)


@compiled
def fair_values(
    gains: np.ndarray, culture: np.ndarray, envy: np.ndarray, guilt: np.ndarray, values: np.ndarray
) -> None:
    """Write into `values` float64[N] the `fair_value` of every member, from one sort of the `gains` float64[N].

    Source: Fehr and Schmidt 1999.
    """
    n = gains.shape[0]
    order = np.argsort(gains)
    total, below = 0.0, 0.0
    for i in range(n):
        total += gains[i]
    for rank in range(n):
        i = order[rank]
        own = gains[i]
        ahead = rank * own - below
        behind = (total - below - own) - (n - rank - 1) * own
        fair = (envy[i] * behind + guilt[i] * ahead) / max(1, n - 1)
        values[i] = (1.0 - culture[i]) * own + culture[i] * total / n - fair
        below += own


@compiled
def unit_ball(dimensions: int) -> np.ndarray:
    """Shape float64[K, K] of the ball around the middle of the unit cube that holds the whole cube.

    An ellipsoid of centre c and shape P holds the points x with (x - c)' P^-1 (x - c) <= 1.
    """
    shape = np.zeros((dimensions, dimensions))
    for k in range(dimensions):
        shape[k, k] = dimensions / 4.0
    return shape


@compiled
def reach(shape: np.ndarray, slope: np.ndarray) -> float:
    """How much a linear function of slope float64[K] can gain from the centre of the ellipsoid to its border."""
    total = 0.0
    for k in range(slope.shape[0]):
        for m in range(slope.shape[0]):
            total += slope[k] * shape[k, m] * slope[m]
    return math.sqrt(max(0.0, total))


@compiled
def cut_ellipsoid(centre: np.ndarray, shape: np.ndarray, slope: np.ndarray, depth: float) -> bool:
    """Replace, in place, an ellipsoid by the smallest that holds its points x with slope.(x - c) >= depth.

    Args: `centre` float64[K], `shape` float64[K, K], `slope` float64[K], `depth` >= 0. False, and nothing is
    changed, where no such point is left. A maximum of a concave function lies in every such cut made with
    one of its slopes at the centre and depth = best value found - value at the centre.

    Source: Shor 1977; Yudin and Nemirovski 1976; deep cuts: Bland, Goldfarb and Todd 1981.
    """
    size, n = reach(shape, slope), slope.shape[0]
    if size <= 0.0 or depth >= size:
        return False
    alpha = depth / size
    step = np.zeros(n)
    for k in range(n):
        for m in range(n):
            step[k] += shape[k, m] * slope[m] / size
    for k in range(n):
        centre[k] += (1.0 + n * alpha) / (n + 1.0) * step[k]
    if n == 1:
        half = 0.5 * (1.0 - alpha)
        shape[0, 0] *= half * half
        return True
    grown = n * n * (1.0 - alpha * alpha) / (n * n - 1.0)
    taken = 2.0 * (1.0 + n * alpha) / ((n + 1.0) * (1.0 + alpha))
    for k in range(n):
        for m in range(n):
            shape[k, m] = grown * (shape[k, m] - taken * step[k] * step[m])
    return True


@compiled
def least_proportion(utilities: np.ndarray, utopia: np.ndarray) -> float:
    """Least share of its best feasible utility that a member gets, in [0, 1]: min over i of u_i / U_i.

    Args: `utilities` float64[N]; `utopia` float64[N], each member's best feasible utility. Members whose best
    is not positive have nothing to gain and are left out; not a number (nan) when nobody is left.

    Source: Kalai and Smorodinsky 1975.
    """
    least, counted = 1.0, 0
    for i in range(utilities.shape[0]):
        if utopia[i] > 0.0:
            counted += 1
            least = min(least, max(0.0, utilities[i]) / utopia[i])
    return least if counted > 0 else math.nan


@compiled
def attained(realised: float, best: float) -> float:
    """Share of the best value that is realised, in [0, 1]; not a number (nan) where the best is not positive.

    A realised value below zero counts as 0; one above the best found counts as 1.
    """
    if best <= 0.0:
        return math.nan
    return min(1.0, max(0.0, realised) / best)
