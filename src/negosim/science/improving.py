"""Which small change would please everybody: the method of improving directions (directions d'amélioration).

Source: Ehtamo, Kettunen & Hamalainen 2001; the direction is Fliege & Svaiter's, 2000 (Desideri 2012).
"""

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
def extremes(units: np.ndarray, weights: np.ndarray, direction: np.ndarray) -> tuple[float, int, float, int]:
    """The least slope along `direction` and its row, and the greatest slope of the rows in use and its row."""
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
def of_length_one(gradients: np.ndarray) -> tuple[np.ndarray, bool]:
    """The `gradients` brought to length 1, and whether all have a length."""
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
    """A direction float64[K] along which each party gains, from their `gradients` float64[N, K].

    The point nearest to zero of the hull of the gradients brought to length 1: nobody's slope along it is
    less than its squared length. Zeros when there is none: no small change pleases all (a Pareto optimum,
    when utilities are concave), or somebody's gradient is zero.

    Source: Wolfe 1976; Mitchell, Demyanov & Malozemov 1974 (weights pass from the worst row to the best).
    """
    parties, issues = gradients.shape
    direction, weights, least = np.zeros(issues), np.zeros(parties), 0.0
    units, known = of_length_one(gradients)
    if not known:
        return direction
    weights[0] = 1.0
    for _ in range(ROUNDS):  # pragma: no branch -- it always closes in long before
        for k in range(issues):
            direction[k] = 0.0
            for i in range(parties):
                direction[k] += weights[i] * units[i, k]
        # The row that gains least joins; the row in use that gains most leaves.
        least, joins, most, leaves = extremes(units, weights, direction)
        if most - least <= TOLERANCE:
            break
        square = 0.0
        for k in range(issues):
            square += (units[leaves, k] - units[joins, k]) * (units[leaves, k] - units[joins, k])
        passed = min(weights[leaves], (most - least) / square)
        weights[joins] += passed
        weights[leaves] -= passed
    if least <= 10.0 * TOLERANCE:
        for k in range(issues):
            direction[k] = 0.0
    return direction


def improve(
    start: np.ndarray, gradients: Callable[[np.ndarray], np.ndarray], reach: float, rounds: int = 500
) -> np.ndarray:
    """The texts float64[R, K] from `start`: at each round as far along as the first party to object allows.

    `gradients` gives the slopes float64[N, K] of concave utilities at a text; a step is at most `reach`. The
    last text is where no direction pleases all, or that of the last round.

    Source: Ehtamo, Kettunen & Hamalainen 2001.
    """
    texts = [np.asarray(start, dtype=np.float64)]
    for _ in range(rounds):  # pragma: no branch -- idem
        direction = improving_direction(gradients(texts[-1]))
        if not direction.any():
            break
        texts.append(texts[-1] + _agreed_step(texts[-1], direction, gradients, reach) * direction)
    return np.array(texts)


def _agreed_step(
    text: np.ndarray, direction: np.ndarray, gradients: Callable[[np.ndarray], np.ndarray], reach: float
) -> float:
    """How far all still gain along a direction, at most `reach`, by halving."""
    low, high = 0.0, reach
    if (gradients(text + high * direction) @ direction).min() > 0:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        pleased = (gradients(text + middle * direction) @ direction).min() > 0
        low, high = (middle, high) if pleased else (low, middle)
    return low
