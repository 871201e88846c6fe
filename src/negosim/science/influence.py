"""Social influence on opinions: DeGroot, Friedkin-Johnsen, bounded confidence (influence sociale).

An influence matrix is float64[N, N] with rows of sum 1: `influence[i, j]` is the weight of j in the opinion of i.
"""

# pyright: strict

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = [
    "bounded_confidence_pull",
    "consensus_weights",
    "deffuant",
    "equilibrium",
    "hegselmann_krause",
    "next_opinion",
    "opinion_clusters",
    "pairwise",
    "total_influence",
]


def consensus_weights(influence: np.ndarray) -> np.ndarray:
    """Tests only: the weight of each initial opinion in the consensus that repeated averaging reaches, float64[N].

    It is nan when there is no single consensus, because several groups listen only to themselves.
    Args: `influence` float64[N, N].

    Source: DeGroot 1974.

    >>> consensus_weights(np.array([[0.5, 0.5], [0.25, 0.75]])).round(3).tolist()
    [0.333, 0.667]
    """
    members = len(influence)
    system = np.vstack([influence.T - np.eye(members), np.ones(members)])
    if np.linalg.matrix_rank(system) < members:
        return np.full(members, np.nan)
    return np.linalg.lstsq(system, np.append(np.zeros(members), 1.0), rcond=None)[0]


def total_influence(influence: np.ndarray, susceptibility: np.ndarray) -> np.ndarray:
    """Tests only: the total influence V = (I - AW)^-1 (I - A) of initial opinions on final ones, float64[N, N].

    W is `influence` float64[N, N]; A is diagonal, with the `susceptibility` float64[N] in [0, 1]: at 0 a person keeps
    the initial opinion, at 1 nothing ties them to it. Everyone must listen, directly or not, to a person below 1.

    Source: Friedkin & Johnsen 1990, 1999.
    """
    identity = np.eye(len(influence))
    return np.linalg.solve(identity - susceptibility[:, None] * influence, identity - np.diag(susceptibility))


def equilibrium(influence: np.ndarray, susceptibility: np.ndarray, opinions: np.ndarray) -> np.ndarray:
    """Tests only: the final opinions, of the shape of the initial `opinions` float64[N] or [N, K].

    Args: as `total_influence`.

    Source: Friedkin & Johnsen 1999.
    """
    return total_influence(influence, susceptibility) @ opinions


@compiled
def bounded_confidence_pull(own: float, positions: np.ndarray, trust: np.ndarray, reach: float) -> float:
    """Tests only: the pull of the positions of others within `reach` of one's own: the mean displacement, weighted by
    trust.

    It is 0 when no position is within reach.
    Args: `own` position; `positions` float64[N]; `trust` float64[N], 0 for oneself and for the absent; `reach`.

    Source: Deffuant et al. 2000; Hegselmann & Krause 2002 (bounded confidence).
    """
    displacement, weight = 0.0, 0.0
    for j in range(positions.shape[0]):
        if trust[j] > 0.0 and abs(positions[j] - own) <= reach:
            displacement += trust[j] * (positions[j] - own)
            weight += trust[j]
    return displacement / weight if weight > 0.0 else 0.0


@compiled
def next_opinion(ideal: float, pull: float, influence: float, anchor_pull: float, anchor: float) -> float:
    """The next opinion: the present one, plus a step towards the others and a step towards the initial opinion.

    Its equilibrium is that of Friedkin and Johnsen with susceptibility influence / (influence + anchor_pull).
    Args: `ideal`, the present opinion; `pull`, displacement towards the others; `influence` and `anchor_pull`, rates in
    [0, 1]; `anchor`, the initial opinion.

    Source: Friedkin & Johnsen 1999.
    """
    return ideal + influence * pull + anchor_pull * (anchor - ideal)


@compiled
def pairwise(opinions: np.ndarray, reach: float, rate: float, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Tests only: opinions float64[N] after M meetings of two people, one after the other.

    Two people whose opinions differ by less than `reach` each move by `rate` times the gap.
    Args: `opinions` float64[N], before; `reach`; `rate` in [0, 0.5]; `first` and `second` int64[M], who meets.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    after = opinions.copy()
    for m in range(first.shape[0]):
        gap = after[second[m]] - after[first[m]]
        if abs(gap) < reach:
            after[first[m]] += rate * gap
            after[second[m]] -= rate * gap
    return after


def deffuant(opinions: np.ndarray, reach: float, rate: float, meetings: int, rng: np.random.Generator) -> np.ndarray:
    """Tests only: opinions float64[N] after `meetings` meetings of two people drawn at random from `rng`.

    Args: others as `pairwise`.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    members = len(opinions)
    first = rng.integers(members, size=meetings)
    second = (first + rng.integers(1, members, size=meetings)) % members
    return pairwise(np.asarray(opinions, dtype=np.float64), reach, rate, first, second)


@compiled
def hegselmann_krause(opinions: np.ndarray, reach: float, rounds: int) -> np.ndarray:
    """Tests only: opinions float64[N], sorted, after rounds in which each becomes the mean of those within `reach`.

    All change at once, until none changes, or for `rounds` rounds.
    Args: `opinions` float64[N], before.

    Source: Hegselmann & Krause 2002.
    """
    current = np.sort(opinions)
    members = current.shape[0]
    following = np.zeros(members)
    sums = np.zeros(members + 1)
    for _ in range(rounds):
        for i in range(members):
            sums[i + 1] = sums[i] + current[i]
        low, high, largest_move = 0, 0, 0.0
        for i in range(members):
            while current[i] - current[low] > reach:
                low += 1
            while high < members and current[high] - current[i] <= reach:
                high += 1
            following[i] = (sums[high] - sums[low]) / (high - low)
            largest_move = max(largest_move, abs(following[i] - current[i]))
        current, following = following, current
        if largest_move <= 1e-12:
            break
    return current


def opinion_clusters(opinions: np.ndarray, gap: float, smallest: int = 1) -> list[np.ndarray]:
    """Tests only: groups of opinions, from the lowest; neighbours within `gap` are in one group.

    Args: `opinions` float64[N]; `smallest`, size below which a group is ignored.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    ordered = np.sort(np.asarray(opinions, dtype=np.float64))
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > gap) + 1)
    return [group for group in groups if len(group) >= smallest]
