"""The voting power of each commune when the municipal councils decide: qualified majorities, veto, blocking minority.

Every rule is expressed by its opponents: a decision passes as long as the m communes that oppose it do not have more
than a given population together, and none of them has a veto.
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
from negosim.science.coalitions import critical_members
from negosim.science.generating_functions import cells_needed, fits_in_64_bits, swings_by_opponents
from negosim.science.sampled_power import PowerEstimate, check_draws, sampled_banzhaf, sampled_shapley_shubik
from negosim.science.voting_power import Power, banzhaf_of_swings, shapley_shubik_of_swings

__all__ = ["BLOCKING", "MUNICIPAL_RULES", "MunicipalPower", "critical_among_communes", "municipal_power"]

BLOCKING = "blocking_minority"
"""The rule of the transfer of the land-use plan (PLUi): it takes place unless a minority blocks it."""

MUNICIPAL_RULES = (*MAJORITIES, BLOCKING)
MOST_CELLS = 50_000_000
"""Most cells of a table of exact counts: less than two seconds and some 400 MB."""

PRECISION = 1e-9
"""Largest distance to 1 of the sum of the Shapley-Shubik shares, when counted in double precision."""


@dataclass(frozen=True)
class MunicipalPower:
    """Banzhaf and Shapley-Shubik power of each commune, and the method of computation.

    `method` is "generating function" (exact count: standard errors and `draws` are 0) or "sampling".
    """

    banzhaf: PowerEstimate
    shapley_shubik: PowerEstimate
    method: str
    draws: int


def municipal_power(
    populations: Sequence[int], rule: str = "creation", draws: int = 100_000, seed: int = 0
) -> MunicipalPower:
    """Voting power of each commune under one of `MUNICIPAL_RULES`.

    It is counted by a generating function in the number of communes and their population: in integers up to 66
    communes, in double precision beyond, to 1e-9 at least. Where the table would be too large (Grand Paris) or the
    rounding errors too large, it is estimated from random coalitions and random orders of arrival, with standard
    errors.

    Args: `populations` int[N], of each commune; `rule` one of `MUNICIPAL_RULES`; `draws`, number of coalitions and of
    orders in an estimate; `seed`, which determines the draws.
    Raises UserError: unknown rule, no commune, populations that `check_answers` refuses, fewer than one draw, a
    seed that is not a whole number from zero; in an estimate, no swing in any coalition.

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
        banzhaf, shapley = _without_error(banzhaf_of_swings(swings)), _without_error(shapley_shubik_of_swings(swings))
        if abs(1 - shapley.shares.sum()) < PRECISION:
            return MunicipalPower(banzhaf, shapley, "generating function", 0)
    return MunicipalPower(
        sampled_banzhaf(people, limits, vetoes, draws, seed),
        sampled_shapley_shubik(people, limits, vetoes, draws, seed),
        "sampling",
        draws,
    )


def critical_among_communes(populations: Sequence[int], yes: Sequence[bool], rule: str = "creation") -> np.ndarray:
    """Tests only: the communes that would change the outcome by changing their answer alone, bool[N] (communes
    charnières).

    Args: `populations` int[N]; `yes` bool[N], the communes that agree, or, under `BLOCKING`, those that are not
    opposed; `rule` one of `MUNICIPAL_RULES`. Raises UserError: unknown rule, and as `check_answers`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025; law ALUR of 24 March 2014, article 136 II, as read in 2021.
    """
    _people(populations, rule)
    answers, people = check_answers(yes, populations)
    return critical_members(_passes(rule, people), answers)


def _passes(rule: str, people: np.ndarray) -> Callable[[np.ndarray], bool]:
    """The outcome under `rule` as a function of the answers bool[N]."""
    if rule == BLOCKING:
        return lambda yes: not blocking_minority(~yes, people)
    return lambda yes: bool(qualified_majority_passes(MAJORITIES[rule], yes, people))


def _limits(people: Sequence[int], rule: str) -> list[int]:
    """The largest population of m opponents with which the decision passes, m from 0 to N; -1 where it never passes."""
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
    """The communes that have a veto, bool[N]: the most populous, above a quarter; all those in a tie (our reading)."""
    largest, total = max(people), sum(people)
    has_vetoes = MAJORITIES.get(rule, MAJORITY_FIRST_PARAGRAPH) != MAJORITY_FIRST_PARAGRAPH
    vetoing = has_vetoes and bool(has_veto(largest, total))
    return [vetoing and count == largest for count in people]


def _without_error(power: Power) -> PowerEstimate:
    """Exact power as shares whose standard errors are zero."""
    shares = power.shares
    return PowerEstimate(shares, np.zeros_like(shares))


def _people(populations: Sequence[int], rule: str) -> list[int]:
    """The populations as integers. Raises UserError: unknown rule, and as `check_answers`."""
    if rule not in MUNICIPAL_RULES:
        options = ", ".join(MUNICIPAL_RULES)
        raise UserError(message("rule vaut « {value} » ; valeurs possibles : {options}.", value=rule, options=options))
    _, people = check_answers(np.ones(len(populations), dtype=np.bool_), populations)
    return [int(count) for count in people]
