"""Voting power: Banzhaf and Shapley-Shubik indices, exact (indices de pouvoir).

Seats are not power: a member with half of the seats may decide nearly every vote, and a member with one seat none.
Weighted games are counted by generating functions; other games, up to some twenty members, by a list of coalitions.
"""

# pyright: strict

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
    """Exact power: member i is critical in `counts[i]` cases out of `total`.

    For Banzhaf, a case is a swing: a coalition that wins with the member and loses without it; `total` is the number of
    swings of all members. For Shapley-Shubik, it is an order of arrival in which the member makes the coalition win;
    `total` is the number of orders.
    """

    counts: tuple[int, ...]
    total: int

    @property
    def shares(self) -> np.ndarray:
        """Normalised power float64[N], of sum 1."""
        return np.array([count / self.total for count in self.counts])


def banzhaf(weights: Sequence[int], quota: int) -> Power:
    """Banzhaf power in a weighted game: a coalition of weight `quota` or more wins.

    Args: `weights` int[N] >= 0; `quota`.
    Raises UserError: negative weight, quota outside 1 to the sum of weights.

    Source: Penrose 1946; Banzhaf 1965.

    >>> banzhaf([50, 49, 1], 51).counts
    (3, 1, 1)
    """
    return banzhaf_of_swings(weighted_swings(weights, quota))


def shapley_shubik(weights: Sequence[int], quota: int) -> Power:
    """Tests only: Shapley-Shubik power in a weighted game: a coalition of weight `quota` or more wins.

    Args, and Raises UserError: as `banzhaf`.

    Source: Shapley & Shubik 1954.

    >>> shapley_shubik([50, 49, 1], 51)
    Power(counts=(4, 1, 1), total=6)
    """
    return shapley_shubik_of_swings(weighted_swings(weights, quota))


def winning_coalitions(weights: Sequence[int], quota: int) -> int:
    """Tests only: the number of winning coalitions, of the 2^N.

    Args, and Raises UserError: as `banzhaf`. Source: Brams & Affuso 1976.
    """
    check_weighted_game(weights, quota)
    return sum(passing_by_opponents(weights, _limits(weights, quota)))


def weighted_swings(weights: Sequence[int], quota: int) -> list[list[int]]:
    """The swings [N][N] of each member of a weighted game, by the number of opponents that it joins or leaves.

    Both indices derive from them: `banzhaf_of_swings`, `shapley_shubik_of_swings`.
    Args, and Raises UserError: as `banzhaf`. Source: Brams & Affuso 1976.
    """
    check_weighted_game(weights, quota)
    return swings_by_opponents(weights, _limits(weights, quota))


def banzhaf_of_swings(swings: Sequence[Sequence[int]]) -> Power:
    """Banzhaf power from the swings [N][N] of each member, by the number of other members on one side.

    Source: Banzhaf 1965.
    """
    counts = tuple(sum(map(int, row)) for row in swings)
    return Power(counts, sum(counts))


def shapley_shubik_of_swings(swings: Sequence[Sequence[int]]) -> Power:
    """Shapley-Shubik power from swings as in `banzhaf_of_swings`; both sides give the same figures.

    Source: Shapley & Shubik 1954.
    """
    members = len(swings)
    orders = [math.factorial(k) * math.factorial(members - k - 1) for k in range(members)]
    counts = tuple(sum(int(n) * ways for n, ways in zip(row, orders, strict=True)) for row in swings)
    return Power(counts, math.factorial(members))


def banzhaf_of_game(winning: np.ndarray) -> Power:
    """Tests only: Banzhaf power in a monotone game, from the outcome of each coalition.

    Args: `winning` bool[2^N], of which entry c is the outcome of the coalition of the members that are the bits of c.
    Source: Banzhaf 1965.
    """
    return banzhaf_of_swings(swings_by_size(winning).tolist())


def shapley_shubik_of_game(winning: np.ndarray) -> Power:
    """Tests only: Shapley-Shubik power in a monotone game, from `winning` bool[2^N] as in `banzhaf_of_game`.

    Source: Shapley & Shubik 1954.
    """
    return shapley_shubik_of_swings(swings_by_size(winning).tolist())


@compiled
def swings_by_size(winning: np.ndarray) -> np.ndarray:
    """Tests only: the swings int64[N, N] of each member, by the number of other members in the coalition that it
    completes.

    Args: `winning` bool[2^N] as in `banzhaf_of_game`. Source: Banzhaf 1965.
    """
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
    """The largest weight of m opponents with which the others still have `quota`, the same for all m."""
    return [sum(weights) - quota] * (len(weights) + 1)


def check_weighted_game(weights: Sequence[int], quota: int) -> None:
    """Raise UserError unless `weights` [N] and `quota` are whole numbers, and a coalition can win.

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
