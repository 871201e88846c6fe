"""How often a member decides: Banzhaf and Shapley-Shubik power, exact.

Seats are not power: a member with half the seats may decide nearly every vote, and one with a seat none.
Weighted games are counted by generating functions; any other game of up to some twenty members by listing
its coalitions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.compiled import compiled
from negosim.errors import UserError, message
from negosim.science.counts import is_whole
from negosim.science.generating_functions import passing_by_opponents, swings_by_opponents

__all__ = [
    "Power",
    "banzhaf",
    "banzhaf_of_game",
    "banzhaf_of_swings",
    "check_weighted_game",
    "shapley_shubik",
    "shapley_shubik_of_game",
    "shapley_shubik_of_swings",
    "swings_by_size",
    "weighted_swings",
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

    Source: Penrose 1946; Banzhaf 1965.

    >>> banzhaf([50, 49, 1], 51).counts
    (3, 1, 1)
    """
    return banzhaf_of_swings(weighted_swings(weights, quota))


def shapley_shubik(weights: Sequence[int], quota: int) -> Power:
    """Shapley-Shubik power in the game where a coalition of weight >= `quota` wins.

    Raises UserError as `banzhaf`.

    Source: Shapley & Shubik 1954.

    >>> shapley_shubik([50, 49, 1], 51)
    Power(counts=(4, 1, 1), total=6)
    """
    return shapley_shubik_of_swings(weighted_swings(weights, quota))


def winning_coalitions(weights: Sequence[int], quota: int) -> int:
    """How many of the 2^N coalitions win. Raises UserError as `banzhaf`."""
    check_weighted_game(weights, quota)
    return sum(passing_by_opponents(weights, _limits(weights, quota)))


def weighted_swings(weights: Sequence[int], quota: int) -> list[list[int]]:
    """Swings [N][N] of each member of a weighted game, by the number of opponents whom he joins or leaves.

    Both indices come from them: `banzhaf_of_swings`, `shapley_shubik_of_swings`. Raises UserError as `banzhaf`.
    """
    check_weighted_game(weights, quota)
    return swings_by_opponents(weights, _limits(weights, quota))


def banzhaf_of_swings(swings: Sequence[Sequence[int]]) -> Power:
    """Banzhaf power from the swings [N][N] of each member by the number of the others on one side."""
    counts = tuple(sum(map(int, row)) for row in swings)
    return Power(counts, sum(counts))


def shapley_shubik_of_swings(swings: Sequence[Sequence[int]]) -> Power:
    """Shapley-Shubik power from swings as in `banzhaf_of_swings`; either side gives the same figures."""
    members = len(swings)
    orders = [math.factorial(k) * math.factorial(members - k - 1) for k in range(members)]
    counts = tuple(sum(int(n) * ways for n, ways in zip(row, orders, strict=True)) for row in swings)
    return Power(counts, math.factorial(members))


def banzhaf_of_game(winning: np.ndarray) -> Power:
    """Banzhaf power in any monotone game, from the outcome of each coalition.

    `winning` is bool[2^N]: entry c tells whether the coalition whose members are the bits of c wins.
    """
    return banzhaf_of_swings(swings_by_size(winning).tolist())


def shapley_shubik_of_game(winning: np.ndarray) -> Power:
    """Shapley-Shubik power in any monotone game, from `winning` bool[2^N] as in `banzhaf_of_game`."""
    return shapley_shubik_of_swings(swings_by_size(winning).tolist())


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


def _limits(weights: Sequence[int], quota: int) -> list[int]:
    """The most that opponents may weigh, whatever their number, for a coalition of `quota` to be left."""
    return [sum(weights) - quota] * (len(weights) + 1)


def check_weighted_game(weights: Sequence[int], quota: int) -> None:
    """Raise UserError unless the weights and the quota are whole numbers and make a game that can be won.

    Source: von Neumann & Morgenstern 1944.
    """
    wrong = [weight for weight in weights if not is_whole(weight)]
    if wrong:
        raise UserError(
            message("Les poids doivent être des entiers positifs ou nuls ; {value} reçu.", value=str(wrong[0]))
        )
    if not is_whole(quota, 1, sum(weights)):
        raise UserError(
            message("quota vaut {value} ; bornes permises : de 1 à {high}.", value=str(quota), high=sum(weights))
        )
