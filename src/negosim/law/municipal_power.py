"""The power each commune holds under a municipal qualified majority, veto of the largest included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.compiled import compiled
from negosim.law.municipal_majorities import MAJORITY_CREATION, check_answers, qualified_majority_passes
from negosim.science.voting_power import banzhaf_of_game

__all__ = ["PowerEstimate", "qualified_majority_power", "winning_communes"]

EXACT_UP_TO = 20


@dataclass(frozen=True)
class PowerEstimate:
    """Normalised Banzhaf power float64[N], its standard errors float64[N] and the coalitions drawn.

    Exact values have standard errors of 0 and `draws` 0.
    """

    shares: np.ndarray
    standard_errors: np.ndarray
    draws: int


def qualified_majority_power(
    populations: Sequence[int], variant: int = MAJORITY_CREATION, draws: int = 20_000, seed: int = 0
) -> PowerEstimate:
    """Banzhaf power of each commune under one of the municipal majorities.

    Exact up to 20 communes, from their 2^N coalitions; beyond, estimated on `draws` coalitions drawn at
    random, with the standard error of each share. The same seed gives the same figures.
    Raises UserError: no inhabitants.

    Source: L.5211-5 II; Banzhaf 1965.
    """
    people = np.array(populations, dtype=np.int64)
    check_answers(np.ones(people.shape, dtype=np.bool_), people)
    if len(people) <= EXACT_UP_TO:
        shares = banzhaf_of_game(winning_communes(variant, people)).shares
        return PowerEstimate(shares, np.zeros_like(shares), 0)
    swings = sampled_swings(variant, people, _random_coalitions(len(people), draws, seed))
    total = int(swings.sum())
    shares = swings.sum(axis=0) / total
    residuals = swings - np.outer(swings.sum(axis=1), shares)
    errors = np.sqrt((residuals**2).sum(axis=0)) / total
    return PowerEstimate(shares, errors, draws)


@compiled
def winning_communes(variant: int, population: np.ndarray) -> np.ndarray:
    """Which of the 2^N sets of communes (bits of the index) reach the majority: bool[2^N]."""
    members = population.shape[0]
    winning = np.zeros(1 << members, dtype=np.bool_)
    yes = np.zeros(members, dtype=np.bool_)
    for coalition in range(1 << members):
        for i in range(members):
            yes[i] = (coalition >> i) & 1 == 1
        winning[coalition] = qualified_majority_passes(variant, yes, population)
    return winning


@compiled
def sampled_swings(variant: int, population: np.ndarray, coalitions: np.ndarray) -> np.ndarray:
    """Whether commune i changes the outcome of coalition d by changing its mind: int64[D, N]."""
    swings = np.zeros(coalitions.shape, dtype=np.int64)
    for d in range(coalitions.shape[0]):
        yes = coalitions[d].copy()
        outcome = qualified_majority_passes(variant, yes, population)
        for i in range(population.shape[0]):
            if yes[i] == outcome:
                yes[i] = not yes[i]
                if qualified_majority_passes(variant, yes, population) != outcome:
                    swings[d, i] = 1
                yes[i] = not yes[i]
    return swings


def _random_coalitions(members: int, draws: int, seed: int) -> np.ndarray:
    """Equally likely coalitions bool[D, N], from the raw bits of a generator addressed by the seed."""
    words = -(-members // 64)
    raw = np.random.PCG64(np.random.SeedSequence(seed)).random_raw(draws * words)
    octets = raw.astype("<u8").view(np.uint8).reshape(draws, words * 8)
    return np.unpackbits(octets, axis=1, bitorder="little")[:, :members].astype(np.bool_)
