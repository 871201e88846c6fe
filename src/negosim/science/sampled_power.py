"""Voting power estimated from random coalitions and random orders of arrival, where an exact count is too long.

The games are those of `generating_functions`: a decision passes if its m opponents weigh at most `limits[m]` and none
of them has a veto. The same seed gives the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import UserError, message
from negosim.science.counts import is_whole

__all__ = ["PowerEstimate", "check_draws", "sampled_banzhaf", "sampled_shapley_shubik"]

BATCH = 10_000
"""Number of draws in memory at once."""


@dataclass(frozen=True)
class PowerEstimate:
    """Normalised power float64[N], of sum 1, with its standard errors float64[N]; they are 0 for an exact count."""

    shares: np.ndarray
    standard_errors: np.ndarray


def sampled_banzhaf(
    weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool], draws: int, seed: int
) -> PowerEstimate:
    """Banzhaf power, estimated from the swings of every member in `draws` equally likely coalitions.

    Args: `weights`, `limits` and `vetoes` as `generating_functions.swings_by_opponents`; `draws`; `seed`.
    Raises UserError: as `check_draws`; no swing in any coalition.

    Source: Banzhaf 1965; standard error of a ratio: Cochran 1977.
    """
    sums = np.zeros((2, len(weights)), dtype=np.int64)
    squares = 0
    for raw in _batches(draws, len(weights), seed):
        swings = _swings(_halves(raw), weights, limits, vetoes)
        totals = swings.sum(axis=1)
        sums += swings.sum(axis=0), totals @ swings
        squares += int((totals**2).sum())
    own, shared = sums
    total = int(own.sum())
    if total == 0:
        raise UserError(message("Aucun basculement parmi {draws} coalitions tirées : augmentez draws.", draws=draws))
    shares = own / total
    residuals = own - 2 * shares * shared + shares**2 * squares
    return PowerEstimate(shares, np.sqrt(np.maximum(residuals, 0)) / total)


def sampled_shapley_shubik(
    weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool], draws: int, seed: int
) -> PowerEstimate:
    """Shapley-Shubik power, estimated from the member that defeats the decision in `draws` orders of arrival.

    Args: as `sampled_banzhaf`.
    Raises UserError: as `check_draws`.

    Source: Shapley & Shubik 1954; standard error of a frequency.
    """
    pivots = np.zeros(len(weights), dtype=np.int64)
    for raw in _batches(draws, len(weights), seed):
        order = np.argsort(raw, axis=1, kind="stable")
        cumulative = np.cumsum(np.asarray(weights, dtype=np.int64)[order], axis=1)
        defeats = (cumulative > np.asarray(limits[1:])) | np.asarray(vetoes)[order]
        first = order[np.arange(len(order)), defeats.argmax(axis=1)]
        pivots += np.bincount(first, minlength=len(weights))
    shares = pivots / draws
    return PowerEstimate(shares, np.sqrt(shares * (1 - shares) / draws))


def _swings(opposed: np.ndarray, weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool]) -> np.ndarray:
    """Whether member i is critical, given the other opponents of each coalition, bool[D, N]."""
    # One more limit, -1: the loop below reads it for one opponent too many, and does not use it.
    most, holders = np.array([*limits, -1]), np.asarray(vetoes)
    count, weight_opposed = opposed.sum(axis=1), opposed @ np.asarray(weights, dtype=np.int64)
    veto_count = opposed[:, holders].sum(axis=1)
    swings = np.zeros(opposed.shape, dtype=np.bool_)
    for i, weight in enumerate(weights):
        member = opposed[:, i]
        others, weight_of_others = count - member, weight_opposed - member * weight
        passes = (weight_of_others <= most[others]) & (veto_count - member * holders[i] == 0)
        swings[:, i] = passes & (holders[i] | (weight_of_others + weight > most[others + 1]))
    return swings


def _halves(raw: np.ndarray) -> np.ndarray:
    """Coalitions bool[D, N] from random words [D, N]: each member belongs with probability 1/2."""
    return raw >> np.uint64(63) == 1


def _batches(draws: int, members: int, seed: int) -> Iterator[np.ndarray]:
    """Batches of raw 64-bit words [at most BATCH, N] from the generator of that seed."""
    check_draws(draws, seed)
    generator = np.random.PCG64(np.random.SeedSequence(seed))
    for start in range(0, draws, BATCH):
        rows = min(BATCH, draws - start)
        yield generator.random_raw(rows * members).reshape(rows, members)


def check_draws(draws: int, seed: int) -> None:
    """Raise UserError unless `draws` is a whole number from 1, and `seed` a whole number from 0.

    Source: Cochran 1977.
    """
    problems = []
    if not is_whole(draws, 1):
        problems.append(message("draws vaut {value} ; au moins un tirage est attendu.", value=str(draws)))
    if not is_whole(seed):
        problems.append(message("{key} vaut {value} ; un entier positif ou nul est attendu.",
                                key="seed", value=str(seed)))  # fmt: skip
    if problems:
        raise UserError(*problems)
