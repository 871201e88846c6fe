"""How often a member decides: Banzhaf and Shapley-Shubik power, exact.

Seats are not power: a member with half the seats may decide nearly every vote, and one with a seat none.
Weighted games are counted by generating functions on integers of any size; any other game of up to some
twenty members by listing its coalitions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.compiled import compiled
from negosim.errors import UserError, message

__all__ = [
    "Power",
    "banzhaf",
    "banzhaf_of_game",
    "shapley_shubik",
    "shapley_shubik_of_game",
    "winning_coalitions",
]


@dataclass(frozen=True)
class Power:
    """Exact power: member i decides `counts[i]` times out of `total`.

    Banzhaf counts swings (coalitions that win with him and lose without) out of the swings of all;
    Shapley-Shubik counts the orders of arrival in which he makes the coalition win, out of all the orders.
    """

    counts: tuple[int, ...]
    total: int

    @property
    def shares(self) -> np.ndarray:
        """Normalised power float64[N], sum 1."""
        return np.array([count / self.total for count in self.counts])


def banzhaf(weights: Sequence[int], quota: int) -> Power:
    """Banzhaf power in the game where a coalition of weight >= `quota` wins.

    Raises UserError: negative weight, quota outside 1 to the sum of weights.

    Source: Penrose 1946; Banzhaf 1965; generating functions: Brams & Affuso 1976.

    >>> banzhaf([50, 49, 1], 51).counts
    (3, 1, 1)
    """
    _check(weights, quota)
    coalitions = _by_weight(weights)
    swings = {}
    for weight in set(weights):
        without = list(coalitions)
        for s in range(weight, len(without)):
            without[s] -= without[s - weight] if weight else 0
        swings[weight] = sum(without[max(0, quota - weight) : quota]) if weight else 0
    counts = tuple(swings[weight] for weight in weights)
    return Power(counts, sum(counts))


def winning_coalitions(weights: Sequence[int], quota: int) -> int:
    """How many of the 2^N coalitions win. Raises UserError as `banzhaf`."""
    _check(weights, quota)
    return sum(_by_weight(weights)[quota:])


def shapley_shubik(weights: Sequence[int], quota: int) -> Power:
    """Shapley-Shubik power in the game where a coalition of weight >= `quota` wins.

    Raises UserError as `banzhaf`.

    Source: Shapley & Shubik 1954; generating functions: Cantor, in Mann & Shapley 1962.

    >>> shapley_shubik([50, 49, 1], 51)
    Power(counts=(4, 1, 1), total=6)
    """
    _check(weights, quota)
    members = len(weights)
    coalitions = _by_size_and_weight(weights)
    orders = _orders(members)
    pivots = {}
    for weight in set(weights):
        without = coalitions.copy()
        for size in range(1, members + 1):
            without[size, weight:] -= without[size - 1, : without.shape[1] - weight]
        decided = without[:members, max(0, quota - weight) : quota].sum(axis=1) if weight else [0]
        pivots[weight] = sum(int(n) * ways for n, ways in zip(decided, orders, strict=False))
    return Power(tuple(pivots[weight] for weight in weights), math.factorial(members))


def banzhaf_of_game(winning: np.ndarray) -> Power:
    """Banzhaf power in any monotone game, from the outcome of each coalition.

    `winning` is bool[2^N]: entry c tells whether the coalition whose members are the bits of c wins.
    """
    swings = swings_by_size(winning).sum(axis=1)
    return Power(tuple(map(int, swings)), int(swings.sum()))


def shapley_shubik_of_game(winning: np.ndarray) -> Power:
    """Shapley-Shubik power in any monotone game, from `winning` bool[2^N] as in `banzhaf_of_game`."""
    swings = swings_by_size(winning)
    orders = _orders(len(swings))
    pivots = (sum(int(n) * ways for n, ways in zip(row, orders, strict=True)) for row in swings)
    return Power(tuple(pivots), math.factorial(len(swings)))


@compiled
def swings_by_size(winning: np.ndarray) -> np.ndarray:
    """Swings int64[N, N] of each member, by the number of the others in the coalition he completes."""
    members = 0
    while (1 << members) < winning.shape[0]:
        members += 1
    swings = np.zeros((members, members), dtype=np.int64)
    for coalition in range(winning.shape[0]):
        if winning[coalition]:
            continue
        size = 0
        for i in range(members):
            size += (coalition >> i) & 1
        for i in range(members):
            if (coalition >> i) & 1 == 0 and winning[coalition | (1 << i)]:
                swings[i, size] += 1
    return swings


def _by_weight(weights: Sequence[int]) -> list[int]:
    """How many coalitions have each total weight, 0 to the sum of weights."""
    counts = [1] + [0] * sum(weights)
    for weight in weights:
        for s in range(len(counts) - 1, weight - 1, -1):
            counts[s] += counts[s - weight]
    return counts


def _by_size_and_weight(weights: Sequence[int]) -> np.ndarray:
    """How many coalitions have each size (rows) and weight (columns), as Python integers."""
    counts = np.zeros((len(weights) + 1, sum(weights) + 1), dtype=object)
    counts[0, 0] = 1
    for joined, weight in enumerate(weights, start=1):
        for size in range(joined, 0, -1):
            counts[size, weight:] += counts[size - 1, : counts.shape[1] - weight]
    return counts


def _orders(members: int) -> list[int]:
    """Orders of arrival in which k given members come before a given one, for k = 0 to N - 1."""
    return [math.factorial(k) * math.factorial(members - k - 1) for k in range(members)]


def _check(weights: Sequence[int], quota: int) -> None:
    """Raise UserError unless the weights and the quota make a game that can be won."""
    if any(weight < 0 for weight in weights):
        raise UserError(message("Les poids doivent être positifs ou nuls ; {value} reçu.", value=min(weights)))
    if not 1 <= quota <= sum(weights):
        raise UserError(
            message("quota vaut {value} ; bornes permises : de 1 à {high}.", value=quota, high=sum(weights))
        )
