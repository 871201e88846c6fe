"""Two actors trade positions on two issues so that both gain the same (échange de positions).

The outcome of an issue is the mean of the positions, weighed by power times salience; an actor loses, on each
issue, his salience times the distance from his position to the outcome. Two actors on opposite sides of the
outcomes of two issues can each move towards the other on the issue that matters less to him.

Source: Stokman & Van Oosten 1994 (model of DECIDE).
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np

__all__ = ["Exchange", "best_exchange", "carried_out", "equal_gain_exchange", "expected_outcomes"]


class Exchange(NamedTuple):
    """A trade: `giver` moves on issue `given`, `taker` on issue `received`, and each gains `gain`.

    `shifts` are the moves of the two positions, `outcomes` those that the two issues then have.
    """

    giver: int
    taker: int
    given: int
    received: int
    gain: float
    shifts: tuple[float, float]
    outcomes: tuple[float, float]


def expected_outcomes(positions: np.ndarray, salience: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Outcomes float64[K] of positions [N, K]: means weighed by `power` [N] or [N, K] times `salience` [N, K].

    Source: Van den Bos 1991 (compromise model).
    """
    weights = salience * _by_issue(power, salience)
    return (weights * positions).sum(axis=0) / weights.sum(axis=0)


def equal_gain_exchange(
    positions: np.ndarray, salience: np.ndarray, power: np.ndarray, actors: tuple[int, int], issues: tuple[int, int]
) -> Exchange | None:
    """The largest exchange where the first of `actors` moves on the first of `issues`, the second on the other.

    None when they stand on the same side of an outcome, or when no trade gains for both. A position moves at
    most to the partner's, and an outcome no further than the partner wants it.

    Source: Stokman & Van Oosten 1994.
    """
    outcomes = expected_outcomes(positions, salience, power)
    weights = salience * _by_issue(power, salience)
    slopes = weights / weights.sum(axis=0)
    pair, columns = np.array(actors), np.array(issues)
    mover, sought = positions[pair, columns], positions[pair[::-1], columns]
    before = outcomes[columns]
    if ((mover - before) * (sought - before) >= 0).any():
        return None
    slope = slopes[pair, columns]
    most = np.minimum(slope * np.abs(sought - mover), np.abs(sought - before))
    # What the two actors together feel of one unit of the outcome of each issue: gains are equal at this rate.
    felt = salience[np.ix_(pair, columns)]
    joint = felt.sum(axis=0)
    moved = (most * joint).min() / joint
    gain = felt[0, 1] * moved[1] - felt[0, 0] * moved[0]
    if not gain > 0:
        return None
    after = before + np.sign(sought - mover) * moved
    shifts = np.sign(sought - mover) * moved / slope
    return Exchange(
        *actors, *issues, float(gain), (float(shifts[0]), float(shifts[1])), (float(after[0]), float(after[1]))
    )


def best_exchange(positions: np.ndarray, salience: np.ndarray, power: np.ndarray) -> Exchange | None:
    """The equal-gain exchange with the largest gain over all pairs of actors and of issues; None without one.

    Source: Stokman & Van Oosten 1994.
    """
    members, issues = positions.shape
    found = [
        trade
        for actors in combinations(range(members), 2)
        for columns in permutations(range(issues), 2)
        if (trade := equal_gain_exchange(positions, salience, power, actors, columns)) is not None
    ]
    return max(found, key=lambda trade: trade.gain, default=None)


def carried_out(positions: np.ndarray, exchange: Exchange) -> np.ndarray:
    """Positions float64[N, K] after an exchange."""
    moved = np.array(positions, dtype=np.float64)
    moved[exchange.giver, exchange.given] += exchange.shifts[0]
    moved[exchange.taker, exchange.received] += exchange.shifts[1]
    return moved


def _by_issue(power: np.ndarray, salience: np.ndarray) -> np.ndarray:
    """Power float64[N, 1] or [N, K], so that it multiplies saliences [N, K]."""
    return power[:, None] if power.ndim < salience.ndim else power
