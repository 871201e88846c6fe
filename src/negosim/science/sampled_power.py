"""Voting power estimated on coalitions and orders of arrival drawn at random, where counting takes too long.

The games are those of `generating_functions`: m opponents let a decision pass as long as they weigh at most
`limits[m]` and none of them has a veto. The same seed gives the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import UserError, message
from negosim.science.counts import is_whole

__all__ = ["PowerEstimate", "check_draws", "sampled_banzhaf", "sampled_shapley_shubik"]

BATCH = 10_000
"""Draws made at once."""


@dataclass(frozen=True)
class PowerEstimate:
    """Normalised power float64[N], sum 1, with the standard errors float64[N]; errors of 0 when counted."""

    shares: np.ndarray
    standard_errors: np.ndarray


def sampled_banzhaf(
    weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool], draws: int, seed: int
) -> PowerEstimate:
    """Banzhaf power from the swings of every member in `draws` equally likely coalitions.

    Raises UserError: as `check_draws`; no swing in any of them.

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
    """Shapley-Shubik power from the member who defeats the decision in `draws` orders of arrival.

    Raises UserError: as `check_draws`.

    Source: Shapley & Shubik 1954; standard error of a frequency.
    """
    pivots = np.zeros(len(weights), dtype=np.int64)
    for raw in _batches(draws, len(weights), seed):
        order = np.argsort(raw, axis=1, kind="stable")
        weighed = np.cumsum(np.asarray(weights, dtype=np.int64)[order], axis=1)
        defeated = (weighed > np.asarray(limits[1:])) | np.asarray(vetoes)[order]
        first = order[np.arange(len(order)), defeated.argmax(axis=1)]
        pivots += np.bincount(first, minlength=len(weights))
    shares = pivots / draws
    return PowerEstimate(shares, np.sqrt(shares * (1 - shares) / draws))


def _swings(opposed: np.ndarray, weights: Sequence[int], limits: Sequence[int], vetoes: Sequence[bool]) -> np.ndarray:
    """Whether member i decides the fate of a decision against the other opponents: bool[D, N]."""
    # -1 after the last limit: the row of one opponent too many is asked for, and never used.
    most, holders = np.array([*limits, -1]), np.asarray(vetoes)
    count, weighed = opposed.sum(axis=1), opposed @ np.asarray(weights, dtype=np.int64)
    vetoed = opposed[:, holders].sum(axis=1)
    swings = np.zeros(opposed.shape, dtype=np.bool_)
    for i, weight in enumerate(weights):
        joined = opposed[:, i]
        others, weight_of_others = count - joined, weighed - joined * weight
        passes = (weight_of_others <= most[others]) & (vetoed - joined * holders[i] == 0)
        swings[:, i] = passes & (holders[i] | (weight_of_others + weight > most[others + 1]))
    return swings


def _halves(raw: np.ndarray) -> np.ndarray:
    """A coalition bool[D, N] from random words [D, N]: each member is in it one time out of two."""
    return raw >> np.uint64(63) == 1


def _batches(draws: int, members: int, seed: int) -> Iterator[np.ndarray]:
    """Raw 64-bit words [at most BATCH, N], from a generator addressed by the seed."""
    check_draws(draws, seed)
    generator = np.random.PCG64(np.random.SeedSequence(seed))
    for start in range(0, draws, BATCH):
        rows = min(BATCH, draws - start)
        yield generator.random_raw(rows * members).reshape(rows, members)


def check_draws(draws: int, seed: int) -> None:
    """Raise UserError unless there is a whole number of draws, one or more, and of seed, zero or more.

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
