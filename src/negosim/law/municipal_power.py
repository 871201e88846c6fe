"""The power of each commune when the municipal councils decide: qualified majorities, veto, blocking minority.

Every rule is told by its opponents: a decision passes as long as the m communes that oppose it have no more
than so many inhabitants together, and none of them has a veto.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import UserError, message
from negosim.law.municipal_majorities import (
    BLOCK,
    BLOCK_OF,
    BLOCK_PEOPLE,
    BLOCK_PEOPLE_OF,
    HALF,
    HALF_OF,
    MAJORITIES,
    MAJORITY_FIRST_PARAGRAPH,
    MAJORITY_SEATS,
    MANY,
    MANY_OF,
    MORE_THAN,
    MORE_THAN_OF,
    MUCH,
    MUCH_OF,
    blocking_minority,
    check_answers,
    has_veto,
    qualified_majority_passes,
)
from negosim.science.coalitions import tipping
from negosim.science.generating_functions import cells_needed, fits_in_64_bits, swings_by_opponents
from negosim.science.sampled_power import Estimate, check_draws, sampled_banzhaf, sampled_shapley_shubik
from negosim.science.voting_power import Power, banzhaf_of_swings, shapley_shubik_of_swings

__all__ = ["BLOCKING", "MUNICIPAL_RULES", "MunicipalPower", "municipal_power", "municipal_tipping"]

BLOCKING = "blocking_minority"
"""The transfer of land-use planning (PLUi): it passes unless a minority blocks it."""

MUNICIPAL_RULES = (*MAJORITIES, BLOCKING)
MOST_CELLS = 50_000_000
"""The largest table counted exactly: less than two seconds and some 400 MB."""

PRECISION = 1e-9
"""How far from 1 the Shapley-Shubik shares counted in double precision may sum."""


@dataclass(frozen=True)
class MunicipalPower:
    """Banzhaf and Shapley-Shubik power of each commune, and how they were found.

    `method` is "generating function" (counted: standard errors and `draws` are 0) or "sampling".
    """

    banzhaf: Estimate
    shapley_shubik: Estimate
    method: str
    draws: int


def municipal_power(
    populations: Sequence[int], rule: str = "creation", draws: int = 100_000, seed: int = 0
) -> MunicipalPower:
    """Power of each commune under one of `MUNICIPAL_RULES`, from the populations int64[N].

    Counted by a generating function in the number of communes and their inhabitants: in integers up to 66
    communes, in double precision beyond, to 1e-9 at least. Where the table would be too large (Grand Paris)
    or rounding too coarse, estimated on `draws` coalitions and `draws` orders of arrival drawn at random, with
    standard errors; the same seed gives the same figures.
    Raises UserError: unknown rule, no commune, populations that `check_answers` refuses, fewer than one draw, a
    seed that is no whole number from zero; when drawn, no swing in any.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025; law ALUR of 24 March 2014, article 136 II, as read in 2021; Banzhaf 1965; Shapley & Shubik 1954.

    >>> float(municipal_power([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]).banzhaf.shares[0])
    0.375
    """
    check_draws(draws, seed)
    people = _people(populations, rule)
    limits, vetoes = _limits(people, rule), _vetoes(people, rule)
    if cells_needed(people, limits) <= MOST_CELLS:
        swings = swings_by_opponents(people, limits, vetoes, exact=fits_in_64_bits(len(people)))
        banzhaf, shapley = _counted(banzhaf_of_swings(swings)), _counted(shapley_shubik_of_swings(swings))
        if abs(1 - shapley.shares.sum()) < PRECISION:
            return MunicipalPower(banzhaf, shapley, "generating function", 0)
    return MunicipalPower(
        sampled_banzhaf(people, limits, vetoes, draws, seed),
        sampled_shapley_shubik(people, limits, vetoes, draws, seed),
        "sampling",
        draws,
    )


def municipal_tipping(populations: Sequence[int], yes: Sequence[bool], rule: str = "creation") -> np.ndarray:
    """Which communes would turn the outcome by changing their mind alone: bool[N].

    Args: `yes` bool[N], silence resolved; under `BLOCKING`, those that do not oppose. Raises UserError:
    unknown rule, and as `check_answers`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025; law ALUR of 24 March 2014, article 136 II, as read in 2021.
    """
    _people(populations, rule)
    answers, people = check_answers(yes, populations)
    return tipping(_passes(rule, people), answers)


def _passes(rule: str, people: np.ndarray) -> Callable[[np.ndarray], bool]:
    """The outcome under `rule` as a function of the answers bool[N]."""
    if rule == BLOCKING:
        return lambda yes: not blocking_minority(~yes, people)
    return lambda yes: bool(qualified_majority_passes(MAJORITIES[rule], yes, people))


def _limits(people: Sequence[int], rule: str) -> list[int]:
    """The most inhabitants that m opponents may have for the decision to pass, m from 0 to N; -1 if they never may."""
    members, total = len(people), sum(people)
    if rule == BLOCKING:
        enough = -(-BLOCK_PEOPLE * total // BLOCK_PEOPLE_OF)
        return [total if BLOCK_OF * m < BLOCK * members else enough - 1 for m in range(members + 1)]
    strict = MAJORITIES[rule] == MAJORITY_SEATS
    much = MUCH * total // MUCH_OF + 1 if strict else -(-MUCH * total // MUCH_OF)
    limits = []
    for yes in range(members, -1, -1):
        if MANY_OF * yes >= MANY * members:
            limits.append(total - (MORE_THAN * total // MORE_THAN_OF + 1))
        else:
            limits.append(total - much if HALF_OF * yes >= HALF * members else -1)
    return limits


def _vetoes(people: Sequence[int], rule: str) -> list[bool]:
    """Which communes defeat a decision alone: the most populous, above a quarter; all those tied (our reading)."""
    largest, total = max(people), sum(people)
    held = MAJORITIES.get(rule, MAJORITY_FIRST_PARAGRAPH) != MAJORITY_FIRST_PARAGRAPH
    vetoing = held and bool(has_veto(largest, total))
    return [vetoing and count == largest for count in people]


def _counted(power: Power) -> Estimate:
    """Counted power as shares without error."""
    shares = power.shares
    return Estimate(shares, np.zeros_like(shares))


def _people(populations: Sequence[int], rule: str) -> list[int]:
    """The populations as integers, or UserError."""
    if rule not in MUNICIPAL_RULES:
        options = ", ".join(MUNICIPAL_RULES)
        raise UserError(message("rule vaut « {value} » ; valeurs possibles : {options}.", value=rule, options=options))
    _, people = check_answers(np.ones(len(populations), dtype=np.bool_), populations)
    return [int(count) for count in people]
