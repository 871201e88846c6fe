"""Exchange of positions between two actors on two issues, with equal gains (échange de positions).

The outcome of an issue is the mean of the positions, weighted by power times salience. On each issue, an actor loses
its salience times the distance from its position to the outcome. Two actors on opposite sides of the outcomes of two
issues can each move towards the other on the issue that matters less to it.

Source: Stokman & Van Oosten 1994 (model of DECIDE).
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np

__all__ = ["Exchange", "best_exchange", "equal_gain_exchange", "expected_outcomes", "positions_after"]


class Exchange(NamedTuple):
    """An exchange: the first actor moves on the first issue, the second actor on the second issue; each gains `gain`.

    Actors and issues are indices. `shifts`: the moves of both positions; `outcomes`: the outcomes of both issues after
    the exchange.
    """

    first_actor: int
    second_actor: int
    first_issue: int
    second_issue: int
    gain: float
    shifts: tuple[float, float]
    outcomes: tuple[float, float]


def expected_outcomes(positions: np.ndarray, salience: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Tests only: the outcome of each issue, float64[K]: the mean of the positions, weighted by power times salience.

    Args: `positions` and `salience` float64[N, K]; `power` float64[N], or [N, K] where it depends on the issue.

    Source: Van den Bos 1991 (compromise model).
    """
    weights = salience * _by_issue(power, salience)
    return (weights * positions).sum(axis=0) / weights.sum(axis=0)


def equal_gain_exchange(
    positions: np.ndarray, salience: np.ndarray, power: np.ndarray, actors: tuple[int, int], issues: tuple[int, int]
) -> Exchange | None:
    """Tests only: the largest exchange in which the first of `actors` moves on the first of `issues`, the second on the
    second.

    None when both actors are on the same side of an outcome, or when no exchange is a gain for both. A position moves
    at most to that of the partner, and an outcome at most to the position of the partner.
    Args: as `expected_outcomes`; `actors` and `issues`, pairs of indices.

    Source: Stokman & Van Oosten 1994.
    """
    outcomes = expected_outcomes(positions, salience, power)
    weights = salience * _by_issue(power, salience)
    slopes = weights / weights.sum(axis=0)
    pair, columns = np.array(actors), np.array(issues)
    own, target = positions[pair, columns], positions[pair[::-1], columns]
    before = outcomes[columns]
    if ((own - before) * (target - before) >= 0).any():
        return None
    slope = slopes[pair, columns]
    most = np.minimum(slope * np.abs(target - own), np.abs(target - before))
    # Gains are equal when the outcomes move in inverse proportion to the joint salience of the two actors.
    saliences = salience[np.ix_(pair, columns)]
    joint = saliences.sum(axis=0)
    moves = (most * joint).min() / joint
    gain = saliences[0, 1] * moves[1] - saliences[0, 0] * moves[0]
    if not gain > 0:
        return None
    after = before + np.sign(target - own) * moves
    shifts = np.sign(target - own) * moves / slope
    return Exchange(
        *actors, *issues, float(gain), (float(shifts[0]), float(shifts[1])), (float(after[0]), float(after[1]))
    )


def best_exchange(positions: np.ndarray, salience: np.ndarray, power: np.ndarray) -> Exchange | None:
    """Tests only: the exchange of equal gains with the largest gain, over all pairs of actors and of issues; None if
    there is none.

    Args: as `expected_outcomes`.

    Source: Stokman & Van Oosten 1994.
    """
    members, issues = positions.shape
    exchanges = [
        exchange
        for actors in combinations(range(members), 2)
        for columns in permutations(range(issues), 2)
        if (exchange := equal_gain_exchange(positions, salience, power, actors, columns)) is not None
    ]
    return max(exchanges, key=lambda exchange: exchange.gain, default=None)


def positions_after(positions: np.ndarray, exchange: Exchange) -> np.ndarray:
    """Tests only: positions float64[N, K] after an exchange.

    Source: Stokman & Van Oosten 1994.
    """
    after = np.array(positions, dtype=np.float64)
    after[exchange.first_actor, exchange.first_issue] += exchange.shifts[0]
    after[exchange.second_actor, exchange.second_issue] += exchange.shifts[1]
    return after


def _by_issue(power: np.ndarray, salience: np.ndarray) -> np.ndarray:
    """Power as float64[N, 1] or [N, K], so that it multiplies saliences [N, K]."""
    return power[:, None] if power.ndim < salience.ndim else power
