"""How opinions move by listening: DeGroot, Friedkin-Johnsen, bounded confidence (influence sociale).

Influence matrices are float64[N, N] with rows that sum to 1: `influence[i, j]` is what i gives to j.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = [
    "anchored",
    "consensus_weights",
    "deffuant",
    "equilibrium",
    "heard",
    "hegselmann_krause",
    "opinion_clusters",
    "pairwise",
    "total_influence",
]


def consensus_weights(influence: np.ndarray) -> np.ndarray:
    """What each first opinion weighs, float64[N], in the consensus to which repeated averaging leads.

    Not a number when there is no single consensus: several groups listen only to themselves.

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
    """Total influence V = (I - AW)^-1 (I - A) float64[N, N] of first opinions on final ones.

    A holds the susceptibilities float64[N] in [0, 1]: 0 keeps its first opinion, 1 is not anchored. Every
    one must, directly or not, listen to somebody who is anchored.

    Source: Friedkin & Johnsen 1990, 1999.
    """
    identity = np.eye(len(influence))
    return np.linalg.solve(identity - susceptibility[:, None] * influence, identity - np.diag(susceptibility))


def equilibrium(influence: np.ndarray, susceptibility: np.ndarray, opinions: np.ndarray) -> np.ndarray:
    """Final opinions of anchored people, from their first `opinions` float64[N] or [N, K].

    Source: Friedkin & Johnsen 1999.
    """
    return total_influence(influence, susceptibility) @ opinions


@compiled
def heard(own: float, stated: np.ndarray, trust: np.ndarray, reach: float) -> float:
    """How far one is drawn by the positions `stated` float64[N] within `reach` of one's `own`.

    The mean displacement, weighed by the `trust` float64[N] given to each; trust nobody who is absent, nor
    oneself. 0 when nobody is heard.

    Source: Deffuant et al. 2000; Hegselmann & Krause 2002 (bounded confidence).
    """
    moved, weight = 0.0, 0.0
    for j in range(stated.shape[0]):
        if trust[j] > 0.0 and abs(stated[j] - own) <= reach:
            moved += trust[j] * (stated[j] - own)
            weight += trust[j]
    return moved / weight if weight > 0.0 else 0.0


@compiled
def anchored(ideal: float, drawn: float, influence: float, anchor_pull: float, anchor: float) -> float:
    """The next opinion: a step towards what was heard (`drawn`), and one back to the first opinion.

    Its equilibrium is that of Friedkin and Johnsen with susceptibility influence / (influence + anchor_pull).

    Source: Friedkin & Johnsen 1999.
    """
    return ideal + influence * drawn + anchor_pull * (anchor - ideal)


@compiled
def pairwise(opinions: np.ndarray, reach: float, rate: float, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Opinions float64[N] after the meetings of `first` and `second` int64[M], one pair after the other.

    Two who differ by less than `reach` each go `rate` of the way to the other.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    moved = opinions.copy()
    for m in range(first.shape[0]):
        gap = moved[second[m]] - moved[first[m]]
        if abs(gap) < reach:
            moved[first[m]] += rate * gap
            moved[second[m]] -= rate * gap
    return moved


def deffuant(opinions: np.ndarray, reach: float, rate: float, meetings: int, rng: np.random.Generator) -> np.ndarray:
    """Opinions float64[N] after `meetings` of two people drawn by `rng`, as `pairwise`.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    members = len(opinions)
    first = rng.integers(members, size=meetings)
    second = (first + rng.integers(1, members, size=meetings)) % members
    return pairwise(np.asarray(opinions, dtype=np.float64), reach, rate, first, second)


@compiled
def hegselmann_krause(opinions: np.ndarray, reach: float, rounds: int) -> np.ndarray:
    """Opinions float64[N], sorted, once each has taken, again and again, the mean of those within `reach`.

    All move together, until nothing moves or after `rounds`.

    Source: Hegselmann & Krause 2002.
    """
    current = np.sort(opinions)
    members = current.shape[0]
    following = np.zeros(members)
    sums = np.zeros(members + 1)
    for _ in range(rounds):
        for i in range(members):
            sums[i + 1] = sums[i] + current[i]
        low, high, moved = 0, 0, 0.0
        for i in range(members):
            while current[i] - current[low] > reach:
                low += 1
            while high < members and current[high] - current[i] <= reach:
                high += 1
            following[i] = (sums[high] - sums[low]) / (high - low)
            moved = max(moved, abs(following[i] - current[i]))
        current, following = following, current
        if moved <= 1e-12:
            break
    return current


def opinion_clusters(opinions: np.ndarray, gap: float, smallest: int = 1) -> list[np.ndarray]:
    """Opinions in groups, from the lowest: neighbours within `gap`; groups under `smallest` are left out.

    Source: Deffuant, Neau, Amblard & Weisbuch 2000.
    """
    ordered = np.sort(np.asarray(opinions, dtype=np.float64))
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > gap) + 1)
    return [group for group in groups if len(group) >= smallest]
