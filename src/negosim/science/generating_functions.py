"""Number of coalitions by size and weight, and of those in which each member is critical (fonctions génératrices).

A game is described by its opponents: a decision passes if its m opponents weigh at most `limits[m]` and none of them
has a veto. A weighted vote has the same limit for all m; a majority of members and of weight has a limit that decreases
with m. The coalitions of opponents with which a decision passes are few and light: only these are counted.

Source: generating functions in Brams & Affuso 1976 and, by size, Cantor in Mann & Shapley 1962.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

__all__ = ["cells_needed", "fits_in_64_bits", "passing_by_opponents", "swings_by_opponents"]

ROUNDING = 1e-10
"""Largest rounding error of a reliable count, as a share of the coalitions of the same size."""


def swings_by_opponents(
    weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool] | None = None, *, exact: bool = True
) -> list[list[int]]:
    """Swings [N][N]: number of coalitions of m opponents that defeat a decision only if member i joins them.

    Args: `weights` int[N] >= 0; `limits` int[N + 1], not increasing, negative where m opponents always defeat a
    decision, with `limits[0]` >= 0; `vetoes` bool[N], the members that defeat a decision alone; `exact`, whether counts
    beyond 64 bits are integers (slow) or in double precision. In double precision, the counts of which rounding errors
    are too large are omitted, and are then missing from the Shapley-Shubik shares.
    Source: Brams & Affuso 1976; Cantor in Mann & Shapley 1962.
    """
    has_veto = [False] * len(weights) if vetoes is None else vetoes
    free = [weight for weight, veto in zip(weights, has_veto, strict=True) if not veto]
    table = _coalitions(free, limits, exact=exact)
    by_weight = {weight: _swings_of_one(table, limits, weight, free) for weight in set(free)}
    passing = _passing(table, limits, free)
    rows = (passing if veto else by_weight[weight] for weight, veto in zip(weights, has_veto, strict=True))
    return [(row + [0] * len(weights))[: len(weights)] for row in rows]


def passing_by_opponents(weights: Sequence[int], limits: Sequence[int]) -> list[int]:
    """Tests only: the number of coalitions of m opponents with which a decision passes, for m from 0 to the largest
    possible.

    Args: as `swings_by_opponents`. Source: Brams & Affuso 1976.
    """
    return _passing(_coalitions(weights, limits, exact=True), limits, weights)


def fits_in_64_bits(members: int) -> bool:
    """Whether every number of coalitions of one size fits in a signed 64-bit integer: up to 66 `members`."""
    return math.comb(members, members // 2) < 2**63


def cells_needed(weights: Sequence[int], limits: Sequence[int]) -> int:
    """The number of cells of the table of `swings_by_opponents`, whose time grows as this number times N.

    Args: as `swings_by_opponents`.
    """
    rows, columns = _corner(weights, limits)
    return rows * columns


def _corner(weights: Sequence[int], limits: Sequence[int]) -> tuple[int, int]:
    """Number of rows (opponents) and of columns (weights) of the coalitions with which a decision may pass."""
    rows = sum(limit >= 0 for limit in limits[: len(weights) + 1])
    columns = 1 + max((limit for limit in limits if 0 <= limit < sum(weights)), default=0)
    return rows, columns


def _coalitions(weights: Sequence[int], limits: Sequence[int], *, exact: bool) -> np.ndarray:
    """Number of coalitions of m members (rows) that have at most each weight (columns), as far as `_corner`."""
    rows, columns = _corner(weights, limits)
    large = object if exact else np.float64
    table = np.zeros((rows, columns), dtype=np.int64 if fits_in_64_bits(len(weights)) else large)
    table[0, 0] = 1
    reach = 1
    for members, weight in enumerate(sorted(weights), start=1):
        reach = min(columns, reach + weight)
        for m in range(min(members, rows - 1), 0, -1):
            table[m, weight:reach] += table[m - 1, : max(0, reach - weight)]
    np.cumsum(table, axis=1, out=table)
    return table[: _reliable_rows(table, len(weights))] if table.dtype == np.float64 else table


def _reliable_rows(table: np.ndarray, members: int) -> int:
    """Number of rows, in double precision, that the rounding errors of larger rows before them do not spoil."""
    largest = np.maximum.accumulate(table[:, -1])
    every = np.array([float(math.comb(members, m)) for m in range(len(table))])
    unreliable = largest * np.finfo(np.float64).eps > ROUNDING * every
    return int(unreliable.argmax()) if unreliable.any() else len(table)


def _passing(table: np.ndarray, limits: Sequence[int], free: Sequence[int]) -> list[int]:
    """The number of coalitions of each row within its limit."""
    everyone, members = sum(free), len(free)
    return [math.comb(members, m) if limits[m] >= everyone else int(row[limits[m]]) for m, row in enumerate(table)]


def _swings_of_one(table: np.ndarray, limits: Sequence[int], weight: int, free: Sequence[int]) -> list[int]:
    """Swings of a member of `weight` without a veto, by the number m of opponents that it joins.

    They exceed the limit of m + 1 with it, and are within the limit of m without it.
    """
    others, members = sum(free) - weight, len(free) - 1
    swings = []
    for m in range(min(len(table), len(free))):
        least, most = limits[m + 1] - weight, limits[m]
        within, short = (
            math.comb(members, m) if limit >= others else _without(table, m, limit, weight) for limit in (most, least)
        )
        swings.append(within - short)
    return swings


def _without(table: np.ndarray, m: int, limit: int, weight: int) -> int:
    """The number of coalitions of m members, of weight `limit` at most, without one member of weight `weight`.

    The generating function is divided by the factor of this member: the coalitions of m, minus those with it, which are
    the coalitions of m - 1 others, and so on. Sums of 64 bits may overflow on the way, but not at the end.
    """
    if limit < 0:
        return 0
    steps = np.arange(1 + (min(m, limit // weight) if weight else m))
    signs = 1 - 2 * (steps % 2)
    return int((signs * table[m - steps, limit - steps * weight]).sum())
