"""The agreement that axioms select: Nash, Kalai-Smorodinsky, egalitarian (solutions axiomatiques).

Three settings: a list of possible deals, a frontier between two parties, a sum to divide. A deal is acceptable when no
party gets less than its disagreement utility.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

__all__ = [
    "BargainingFrontier",
    "bargaining_range",
    "egalitarian_deal",
    "egalitarian_on_frontier",
    "kalai_smorodinsky_deal",
    "kalai_smorodinsky_on_frontier",
    "nash_deal",
    "nash_division",
    "nash_on_frontier",
]

BargainingFrontier = Callable[[float], tuple[float, float]]
"""The utilities of two parties along a frontier, as a function of x: the first rises with x, the second falls."""

GOLDEN = (5**0.5 - 1) / 2
HALVINGS = 200


def nash_deal(utilities: np.ndarray, disagreement: np.ndarray, weights: np.ndarray | None = None) -> int:
    """Tests only: the index of the deal with the largest product of gains, the first of equals; -1 when no deal is
    acceptable.

    Args: `utilities` float64[D, N] of D deals; `disagreement` float64[N]; `weights` float64[N], exponents of the gains
    (bargaining powers), 1 by default.

    Source: Nash 1950; weights: Kalai 1977.
    """
    gains, rows = _acceptable(utilities, disagreement)
    strengths = np.ones(gains.shape[1]) if weights is None else weights
    return _first(rows, np.prod(gains**strengths, axis=1))


def egalitarian_deal(utilities: np.ndarray, disagreement: np.ndarray) -> int:
    """Tests only: the index of the deal whose smallest gain is the largest, the first of equals; -1 when no deal is
    acceptable.

    Args: `utilities` float64[D, N] of D deals; `disagreement` float64[N].

    Source: Kalai 1977.
    """
    gains, rows = _acceptable(utilities, disagreement)
    return _first(rows, gains.min(axis=1))


def kalai_smorodinsky_deal(utilities: np.ndarray, disagreement: np.ndarray) -> int:
    """Tests only: the index of the deal whose smallest share of the ideal gain is the largest; -1 when no deal is
    acceptable.

    The ideal gain of a party is its largest gain among the acceptable deals; a party that can gain nothing is ignored.
    Args: `utilities` float64[D, N] of D deals; `disagreement` float64[N].

    Source: Kalai & Smorodinsky 1975.
    """
    gains, rows = _acceptable(utilities, disagreement)
    ideal_gains = gains.max(axis=0, initial=0.0)
    shares = np.divide(gains, ideal_gains, out=np.ones_like(gains), where=ideal_gains > 0)
    return _first(rows, shares.min(axis=1))


def nash_division(disagreement: np.ndarray, weights: np.ndarray | None = None, total: float = 1.0) -> np.ndarray:
    """Tests only: shares float64[N] of `total`: the disagreement point, plus the surplus in proportion to the weights.

    Args: `disagreement` float64[N]; `weights` float64[N], bargaining powers, 1 by default; `total`, the sum to divide.

    Source: Nash 1950; weights: Kalai 1977.

    >>> nash_division(np.array([0.0, 0.2])).round(3).tolist()
    [0.4, 0.6]
    """
    strengths = np.ones(len(disagreement)) if weights is None else weights
    return disagreement + (total - disagreement.sum()) * strengths / strengths.sum()


def bargaining_range(
    frontier: BargainingFrontier, disagreement: tuple[float, float], low: float = 0.0, high: float = 1.0
) -> tuple[float, float]:
    """Tests only: the two ends (x, x) of the acceptable part of a frontier: the best of the second party, then that of
    the first.

    Args: `frontier`; `disagreement`, utility of each party; `low` and `high`, the interval of x.

    Source: Nash 1950.
    """
    least = _crossing(lambda x: frontier(x)[0] - disagreement[0], low, high)
    most = _crossing(lambda x: disagreement[1] - frontier(x)[1], low, high)
    return least, most


def nash_on_frontier(
    frontier: BargainingFrontier,
    disagreement: tuple[float, float] = (0.0, 0.0),
    weights: tuple[float, float] = (1.0, 1.0),
    low: float = 0.0,
    high: float = 1.0,
) -> float:
    """Tests only: the x of the largest weighted product of gains, to 1e-8, by golden section (concave frontier).

    Args: as `bargaining_range`; `weights`, bargaining power of each party.

    Source: Nash 1950; Kiefer 1953.
    """

    def product(x: float) -> float:
        first, second = frontier(x)
        return max(0.0, first - disagreement[0]) ** weights[0] * max(0.0, second - disagreement[1]) ** weights[1]

    least, most = bargaining_range(frontier, disagreement, low, high)
    left, right = most - GOLDEN * (most - least), least + GOLDEN * (most - least)
    at_left, at_right = product(left), product(right)
    for _ in range(HALVINGS):
        if at_left < at_right:
            least, left, at_left = left, right, at_right
            right = least + GOLDEN * (most - least)
            at_right = product(right)
        else:
            most, right, at_right = right, left, at_left
            left = most - GOLDEN * (most - least)
            at_left = product(left)
    return (least + most) / 2


def kalai_smorodinsky_on_frontier(
    frontier: BargainingFrontier, disagreement: tuple[float, float] = (0.0, 0.0), low: float = 0.0, high: float = 1.0
) -> float:
    """Tests only: the x where both parties get the same share of their ideal gain, the largest of the acceptable part.

    Args: as `bargaining_range`.

    Source: Kalai & Smorodinsky 1975.
    """
    least, most = bargaining_range(frontier, disagreement, low, high)
    ideal_gains = frontier(most)[0] - disagreement[0], frontier(least)[1] - disagreement[1]

    def lead(x: float) -> float:
        first, second = frontier(x)
        return (first - disagreement[0]) * ideal_gains[1] - (second - disagreement[1]) * ideal_gains[0]

    return _crossing(lead, least, most)


def egalitarian_on_frontier(
    frontier: BargainingFrontier, disagreement: tuple[float, float] = (0.0, 0.0), low: float = 0.0, high: float = 1.0
) -> float:
    """Tests only: the x where both parties gain the same.

    Args: as `bargaining_range`.

    Source: Kalai 1977.
    """

    def lead(x: float) -> float:
        first, second = frontier(x)
        return (first - disagreement[0]) - (second - disagreement[1])

    return _crossing(lead, low, high)


def _crossing(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where an increasing function crosses zero between `low` and `high` (an end when it does not), by bisection."""
    if rising(low) >= 0:
        return low
    if rising(high) <= 0:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _acceptable(utilities: np.ndarray, disagreement: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gains float64[A, N] of the acceptable deals, and their indices int64[A]."""
    gains = np.asarray(utilities, dtype=np.float64) - disagreement
    rows = np.flatnonzero((gains >= 0).all(axis=1))
    return gains[rows], rows


def _first(rows: np.ndarray, scores: np.ndarray) -> int:
    """The index with the largest score, the first of equals; -1 when there is none."""
    return int(rows[scores.argmax()]) if len(rows) else -1
