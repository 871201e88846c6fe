"""The small change that every party prefers: the method of improving directions (directions d'amélioration).

Source: Ehtamo, Kettunen & Hamalainen 2001; the direction is that of Fliege & Svaiter 2000 (Desideri 2012).
"""

# pyright: strict

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from negosim.compiled import compiled

__all__ = ["improve", "improving_direction"]

TOLERANCE = 1e-9
ROUNDS = 10_000
HALVINGS = 100


@compiled
def extreme_slopes(units: np.ndarray, weights: np.ndarray, direction: np.ndarray) -> tuple[float, int, float, int]:
    """The smallest slope along a direction and its row, then the largest slope of the rows with a weight and its row.

    Args: `units` float64[N, K], unit gradients; `weights` float64[N] >= 0; `direction` float64[K].
    """
    least, most, joins, leaves = math.inf, -math.inf, 0, 0
    for i in range(units.shape[0]):
        slope = 0.0
        for k in range(units.shape[1]):
            slope += units[i, k] * direction[k]
        if slope < least:
            least, joins = slope, i
        if weights[i] > 0.0 and slope > most:
            most, leaves = slope, i
    return least, joins, most, leaves


@compiled
def unit_rows(gradients: np.ndarray) -> tuple[np.ndarray, bool]:
    """The gradients float64[N, K] divided by their length, and whether none is zero."""
    units = np.zeros(gradients.shape)
    for i in range(gradients.shape[0]):
        square = 0.0
        for k in range(gradients.shape[1]):
            square += gradients[i, k] * gradients[i, k]
        if not square > 0.0:
            return units, False
        for k in range(gradients.shape[1]):
            units[i, k] = gradients[i, k] / math.sqrt(square)
    return units, True


@compiled
def improving_direction(gradients: np.ndarray) -> np.ndarray:
    """A direction float64[K] along which every party gains, from their gradients float64[N, K].

    It is the point nearest to zero of the convex hull of the unit gradients: no party has a slope along it below its
    squared length. It is zero where no small change is a gain for all (a Pareto optimum, when utilities are concave),
    or where a gradient is zero.

    Source: Wolfe 1976; Mitchell, Demyanov & Malozemov 1974 (weights move from the row with the largest slope to the row
    with the smallest).
    """
    parties, issues = gradients.shape
    direction, weights, least = np.zeros(issues), np.zeros(parties), 0.0
    units, valid = unit_rows(gradients)
    if not valid:
        return direction
    weights[0] = 1.0
    for _ in range(ROUNDS):  # pragma: no branch -- it always closes in long before
        for k in range(issues):
            direction[k] = 0.0
            for i in range(parties):
                direction[k] += weights[i] * units[i, k]
        # The row with the smallest slope receives weight from the row in use with the largest.
        least, joins, most, leaves = extreme_slopes(units, weights, direction)
        if most - least <= TOLERANCE:
            break
        square = 0.0
        for k in range(issues):
            square += (units[leaves, k] - units[joins, k]) * (units[leaves, k] - units[joins, k])
        shift = min(weights[leaves], (most - least) / square)
        weights[joins] += shift
        weights[leaves] -= shift
    if least <= 10.0 * TOLERANCE:
        for k in range(issues):
            direction[k] = 0.0
    return direction


def improve(
    start: np.ndarray, gradients: Callable[[np.ndarray], np.ndarray], reach: float, rounds: int = 500
) -> np.ndarray:
    """Tests only: the texts of a negotiation by improving directions, float64[R, K].

    Each round moves the text along the improving direction as far as every party gains.

    The last text is where no direction is a gain for all, or that of the last round.
    Args: `start` float64[K]; `gradients`, a function from a text to the gradients float64[N, K] of concave utilities;
    `reach`, longest step; `rounds`, largest number of rounds.

    Source: Ehtamo, Kettunen & Hamalainen 2001.
    """
    texts = [np.asarray(start, dtype=np.float64)]
    for _ in range(rounds):  # pragma: no branch -- idem
        direction = improving_direction(gradients(texts[-1]))
        if not direction.any():
            break
        texts.append(texts[-1] + _common_step(texts[-1], direction, gradients, reach) * direction)
    return np.array(texts)


def _common_step(
    text: np.ndarray, direction: np.ndarray, gradients: Callable[[np.ndarray], np.ndarray], reach: float
) -> float:
    """The length, at most `reach`, over which every party gains along a direction, by bisection."""
    low, high = 0.0, reach
    if (gradients(text + high * direction) @ direction).min() > 0:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        all_gain = (gradients(text + middle * direction) @ direction).min() > 0
        low, high = (middle, high) if all_gain else (low, middle)
    return low
