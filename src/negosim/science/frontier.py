"""How far an agreement is from the best feasible ones: ellipsoid method and efficiency ratios (frontière de Pareto).

Utilities are measured from the disagreement point; a utility below it counts as 0 in the ratios.
"""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["cut_ellipsoid", "fair_value", "fair_values", "least_proportion", "reach", "share_of_best", "unit_ball"]


@compiled
def fair_value(gains: np.ndarray, i: int, culture: float, envy: float, guilt: float) -> float:
    """The utility of member i from the gains of all: its own gain and the mean gain, minus envy and guilt.

    (1 - culture) v_i + culture mean v - envy mean_j [v_j - v_i]+ - guilt mean_j [v_i - v_j]+, with j the other members.
    Args: `gains` float64[N]; `culture`, weight of the mean gain, in [0, 1]; `envy` and `guilt` >= 0.

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
    """Write the `fair_value` of every member into `values` float64[N], with one sort of the gains.

    Args: `gains`, `culture`, `envy` and `guilt` float64[N], by member.

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
    """The matrix float64[K, K] of the smallest ball that contains the unit cube of K = `dimensions`.

    An ellipsoid of centre c and matrix P is the set of the x with (x - c)' P^-1 (x - c) <= 1.
    Source: Shor 1977.
    """
    shape = np.zeros((dimensions, dimensions))
    for k in range(dimensions):
        shape[k, k] = dimensions / 4.0
    return shape


@compiled
def reach(shape: np.ndarray, slope: np.ndarray) -> float:
    """The largest increase of a linear function of gradient `slope` float64[K] from the centre of an ellipsoid.

    Args: `shape` float64[K, K], its matrix. Source: Shor 1977.
    """
    total = 0.0
    for k in range(slope.shape[0]):
        for m in range(slope.shape[0]):
            total += slope[k] * shape[k, m] * slope[m]
    return math.sqrt(max(0.0, total))


@compiled
def cut_ellipsoid(centre: np.ndarray, shape: np.ndarray, slope: np.ndarray, depth: float) -> bool:
    """Replace, in place, an ellipsoid by the smallest that contains its points x with slope.(x - c) >= depth.

    False, without a change, where it has no such point. The maximum of a concave function lies in every such cut, when
    `slope` is its gradient at the centre and `depth` the best known value minus the value at the centre.
    Args: `centre` float64[K]; `shape` float64[K, K], the matrix; `slope` float64[K]; `depth` >= 0.

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
    dilation = n * n * (1.0 - alpha * alpha) / (n * n - 1.0)
    contraction = 2.0 * (1.0 + n * alpha) / ((n + 1.0) * (1.0 + alpha))
    for k in range(n):
        for m in range(n):
            shape[k, m] = dilation * (shape[k, m] - contraction * step[k] * step[m])
    return True


@compiled
def least_proportion(utilities: np.ndarray, utopia: np.ndarray) -> float:
    """The smallest share of its best feasible utility that a member gets, in [0, 1]: min over i of u_i / U_i.

    A member whose best utility is not positive has nothing to gain and is ignored; nan when this is so for all.
    Args: `utilities` float64[N]; `utopia` float64[N], best feasible utility of each member.

    Source: Kalai and Smorodinsky 1975.
    """
    least, count = 1.0, 0
    for i in range(utilities.shape[0]):
        if utopia[i] > 0.0:
            count += 1
            least = min(least, max(0.0, utilities[i]) / utopia[i])
    return least if count > 0 else math.nan


@compiled
def share_of_best(value: float, best: float) -> float:
    """A value as a share of the best one, bounded to [0, 1]; nan where the best is not positive."""
    if best <= 0.0:
        return math.nan
    return min(1.0, max(0.0, value) / best)
