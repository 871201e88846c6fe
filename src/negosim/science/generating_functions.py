"""How many coalitions of each size and weight there are, and how often each member is decisive among them.

The games counted here are told by their opponents: a decision passes as long as its opponents, when there are
m of them, weigh at most `limits[m]`, and none of them has a veto. That is a weighted vote (the same limit
whatever m), and a majority that counts the members as well as their weight (a limit that falls with m).
Opponents few and light enough to let a decision pass are a small corner of all the coalitions: only that
corner is counted.

Source: generating functions in Brams & Affuso 1976 and, by size, Cantor in Mann & Shapley 1962.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

__all__ = ["cells_needed", "fits_in_64_bits", "passing_by_opponents", "swings_by_opponents"]

ROUNDING = 1e-10
"""The most that rounding may weigh, as a share of the coalitions of one size, for these to be counted."""


def swings_by_opponents(
    weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool] | None = None, *, exact: bool = True
) -> list[list[int]]:
    """Swings [N][N]: how often member i defeats a decision by joining m opponents, who alone did not.

    `weights` N integers >= 0; `limits` N + 1 integers that never rise, negative where m opponents always
    defeat, `limits[0]` >= 0; `vetoes` N booleans, whose holders defeat alone. Counts are exact; those that
    exceed 64 bits cost much more than the others; with `exact` false they are taken in double precision, and
    left out where rounding would exceed them: what is left out is then missing from the Shapley-Shubik shares.
    """
    barred = [False] * len(weights) if vetoes is None else vetoes
    free = [weight for weight, veto in zip(weights, barred, strict=True) if not veto]
    table = _coalitions(free, limits, exact=exact)
    counted = {weight: _swings_of_one(table, limits, weight, free) for weight in set(free)}
    passing = _passing(table, limits, free)
    found = (passing if veto else counted[weight] for weight, veto in zip(weights, barred, strict=True))
    return [(row + [0] * len(weights))[: len(weights)] for row in found]


def passing_by_opponents(weights: Sequence[int], limits: Sequence[int]) -> list[int]:
    """In how many ways a decision passes against m opponents, m from 0 to the last number that may let it."""
    return _passing(_coalitions(weights, limits, exact=True), limits, weights)


def fits_in_64_bits(members: int) -> bool:
    """Whether no count of coalitions of one size overflows a signed 64-bit integer: up to 66 members."""
    return math.comb(members, members // 2) < 2**63


def cells_needed(weights: Sequence[int], limits: Sequence[int]) -> int:
    """How many counts `swings_by_opponents` keeps at most: its time grows as this number times N."""
    rows, columns = _corner(weights, limits)
    return rows * columns


def _corner(weights: Sequence[int], limits: Sequence[int]) -> tuple[int, int]:
    """Rows (numbers of opponents) and columns (weights) of the coalitions that may let a decision pass."""
    rows = sum(limit >= 0 for limit in limits[: len(weights) + 1])
    columns = 1 + max((limit for limit in limits if 0 <= limit < sum(weights)), default=0)
    return rows, columns


def _coalitions(weights: Sequence[int], limits: Sequence[int], *, exact: bool) -> np.ndarray:
    """How many coalitions of m members (rows) have at most each weight (columns), in the corner that matters."""
    rows, columns = _corner(weights, limits)
    large = object if exact else np.float64
    table = np.zeros((rows, columns), dtype=np.int64 if fits_in_64_bits(len(weights)) else large)
    table[0, 0] = 1
    reach = 1
    for joined, weight in enumerate(sorted(weights), start=1):
        reach = min(columns, reach + weight)
        for m in range(min(joined, rows - 1), 0, -1):
            table[m, weight:reach] += table[m - 1, : max(0, reach - weight)]
    np.cumsum(table, axis=1, out=table)
    return table[: _trusted(table, len(weights))] if table.dtype == np.float64 else table


def _trusted(table: np.ndarray, members: int) -> int:
    """Rows whose counts, in double precision, are not drowned by the rounding of the larger rows before them."""
    largest = np.maximum.accumulate(table[:, -1])
    every = np.array([float(math.comb(members, m)) for m in range(len(table))])
    drowned = largest * np.finfo(np.float64).eps > ROUNDING * every
    return int(drowned.argmax()) if drowned.any() else len(table)


def _passing(table: np.ndarray, limits: Sequence[int], free: Sequence[int]) -> list[int]:
    """How many of the coalitions of each row are within its limit."""
    everyone, members = sum(free), len(free)
    return [math.comb(members, m) if limits[m] >= everyone else int(row[limits[m]]) for m, row in enumerate(table)]


def _swings_of_one(table: np.ndarray, limits: Sequence[int], weight: int, free: Sequence[int]) -> list[int]:
    """Swings of a member of `weight` without a veto, by the number m of opponents whom he joins.

    They pass the limit of m + 1 with him and were within the limit of m without him.
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
    """How many coalitions of m members weigh at most `limit` without one given member of `weight`.

    Division of the generating function by that member's factor: the coalitions of m, less those with him,
    who are the coalitions of m - 1 others, and so on down. 64-bit sums may wrap on the way, not at the end.
    """
    if limit < 0:
        return 0
    steps = np.arange(1 + (min(m, limit // weight) if weight else m))
    signs = 1 - 2 * (steps % 2)
    return int((signs * table[m - steps, limit - steps * weight]).sum())
