"""Majorities of the municipal councils: number of communes, population, veto of the most populous commune.

Every member commune counts, even one that did not answer: `negosim.law.silence` gives the meaning of its silence.
"""

# pyright: strict

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from negosim.compiled import compiled
from negosim.errors import Message, UserError, message
from negosim.law.answers import checked_flags, one_answer_each
from negosim.law.constants import ratio
from negosim.law.majorities import Decision
from negosim.law.populations import population_problems
from negosim.science.counts import is_whole

__all__ = [
    "MAJORITIES",
    "MAJORITY_CREATION",
    "MAJORITY_FIRST_PARAGRAPH",
    "MAJORITY_SEATS",
    "blocking_minority",
    "check_answers",
    "has_veto",
    "largest_consents",
    "municipal_vote",
    "opposition_vote",
    "qualified_majority_passes",
    "reaches_municipal_thresholds",
]

MAJORITY_CREATION = 0
MAJORITY_SEATS = 1
MAJORITY_FIRST_PARAGRAPH = 2

MAJORITIES = {
    "creation": MAJORITY_CREATION,
    "seats": MAJORITY_SEATS,
    "first_paragraph": MAJORITY_FIRST_PARAGRAPH,
}

MANY, MANY_OF = ratio("many_communes")
HALF, HALF_OF = ratio("half_communes")
MORE_THAN, MORE_THAN_OF = ratio("half_population")
MUCH, MUCH_OF = ratio("much_population")
VETO, VETO_OF = ratio("veto_population")
BLOCK, BLOCK_OF = ratio("blocking_communes")
BLOCK_PEOPLE, BLOCK_PEOPLE_OF = ratio("blocking_population")

ARTICLE_OF = ("L.5211-5 II", "L.5211-6-1", "L.5211-5 II")


@compiled
def tally(communes: np.ndarray, population: np.ndarray) -> tuple[int, int, int]:
    """The number of these communes, their population, and the population of all.

    Args: `communes` bool[N]; `population` int64[N]. Source: L.5211-5 II, as read in 2023.
    """
    count = 0
    people = 0
    total = 0
    for i in range(population.shape[0]):
        total += population[i]
        if communes[i]:
            count += 1
            people += population[i]
    return count, people, total


@compiled
def reaches_municipal_thresholds(variant: int, yes: np.ndarray, population: np.ndarray) -> bool:
    """Whether the communes that agree are numerous and populous enough; the veto is not checked.

    At least two thirds of the councils with more than half of the population, or at least half of the councils with at
    least two thirds of the population (`MAJORITY_SEATS`: more than two thirds).

    Args: `variant` one of `MAJORITIES`; `yes` bool[N], the communes that agree; `population` int64[N] of every commune.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025.
    """
    members = population.shape[0]
    count, people, total = tally(yes, population)
    if MANY_OF * count >= MANY * members and MORE_THAN_OF * people > MORE_THAN * total:
        return True
    if HALF_OF * count < HALF * members:
        return False
    if variant == MAJORITY_SEATS:
        return MUCH_OF * people > MUCH * total
    return MUCH_OF * people >= MUCH * total


@compiled
def has_veto(largest: int, total: int) -> bool:
    """Whether a most populous commune of `largest` inhabitants has a veto: more than a quarter of `total`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023.
    """
    return VETO_OF * largest > VETO * total


@compiled
def largest_consents(yes: np.ndarray, population: np.ndarray) -> bool:
    """Whether there is no veto: the most populous commune agrees, or has at most a quarter of the population.

    The law does not settle a tie for the most populous commune: all the communes in the tie must agree (our reading).
    Args: as `reaches_municipal_thresholds`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023.
    """
    largest = 0
    total = 0
    for i in range(population.shape[0]):
        total += population[i]
        largest = max(largest, population[i])
    if not has_veto(largest, total):
        return True
    consent = True
    for i in range(population.shape[0]):
        if population[i] == largest and not yes[i]:
            consent = False
    return consent


@compiled
def qualified_majority_passes(variant: int, yes: np.ndarray, population: np.ndarray) -> bool:
    """Whether the municipal qualified majority (majorité qualifiée) is reached.

    `MAJORITY_CREATION`: thresholds and veto. `MAJORITY_SEATS`: the same, with more than two thirds of the population.
    `MAJORITY_FIRST_PARAGRAPH`: thresholds without veto (report of the CLECT).
    Args: as `reaches_municipal_thresholds`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025.
    """
    if not reaches_municipal_thresholds(variant, yes, population):
        return False
    return variant == MAJORITY_FIRST_PARAGRAPH or largest_consents(yes, population)


@compiled
def blocking_minority(opposed: np.ndarray, population: np.ndarray) -> bool:
    """Whether a quarter of the communes with a fifth of the population are opposed (minorité de blocage).

    Args: `opposed` bool[N], the communes that voted against within the three months; `population` int64[N].

    Source: law ALUR of 24 March 2014, article 136 II, in force since 27 March 2014, as read in 2021.
    """
    members = population.shape[0]
    count, people, total = tally(opposed, population)
    return BLOCK_OF * count >= BLOCK * members and BLOCK_PEOPLE_OF * people >= BLOCK_PEOPLE * total


def municipal_vote(variant: int, yes: np.ndarray, population: np.ndarray) -> Decision:
    """What the municipal councils decide together, with the reason.

    Args: `variant` one of `MAJORITIES`; `yes` bool[N], the communes that agree, silence included where it is an
    agreement; `population` int64[N].
    Raises UserError: unknown variant, and as `check_answers`.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023; L.5211-6-1 I, since 11 March 2015, as
    read in 2025.

    >>> municipal_vote(MAJORITY_CREATION, np.arange(6) < 4, np.full(6, 100)).passes
    True
    """
    answers, people = check_answers(yes, population)
    if not is_whole(variant) or variant not in MAJORITIES.values():
        options = ", ".join(f"{code} ({name})" for name, code in MAJORITIES.items())
        raise UserError(
            message("variant vaut {value} ; valeurs possibles : {options}.", value=str(variant), options=options)
        )
    passes = bool(qualified_majority_passes(variant, answers, people))
    if not passes and reaches_municipal_thresholds(variant, answers, people):
        reason = _veto_reason(answers, people)
    elif passes:
        reason = _agreement_reason(answers, people)
    else:
        reason = _shortfall_reason(variant, answers, people)
    return Decision(passes, reason, ARTICLE_OF[variant])


def opposition_vote(opposed: np.ndarray, population: np.ndarray) -> Decision:
    """Whether the transfer of the land-use plan (PLUi) takes place: it does unless a minority blocks it.

    Args: as `blocking_minority`. Raises UserError: as `check_answers`.

    Source: law ALUR of 24 March 2014, article 136 II, in force since 27 March 2014, as read in 2021.
    """
    against, people = check_answers(opposed, population, key="opposed")
    needed, share = -(-BLOCK * len(people) // BLOCK_OF), BLOCK_PEOPLE / BLOCK_PEOPLE_OF
    values = _counts(against, people) | {"needed": needed, "blocking_share": share}
    blocked = bool(blocking_minority(against, people))
    if blocked:
        reason = message(
            "Opposition de {count} des {members} communes, représentant {population_share} de la "
            "population : la minorité de blocage est atteinte.",
            **values,
        )
    else:
        reason = message(
            "Opposition de {count} des {members} communes, représentant {population_share} de la "
            "population : il en faut {needed}, et {blocking_share} de la population, pour bloquer.",
            **values,
        )
    return Decision(not blocked, reason, "ALUR 136 II")


def _agreement_reason(yes: np.ndarray, population: np.ndarray) -> Message:
    """Why the majority is reached."""
    return message(
        "Accord de {count} des {members} conseils municipaux, représentant {population_share} de la "
        "population : la majorité qualifiée est atteinte.",
        **_counts(yes, population),
    )


def _veto_reason(yes: np.ndarray, population: np.ndarray) -> Message:
    """Why thresholds that are reached do not suffice without the most populous commune."""
    return message(
        "Accord de {count} des {members} conseils municipaux, représentant {population_share} de la "
        "population, mais sans la commune la plus peuplée, qui en compte {largest_share} : au-delà de "
        "{veto_share}, son accord est nécessaire.",
        largest_share=int(population.max()) / int(population.sum()),
        veto_share=VETO / VETO_OF,
        **_counts(yes, population),
    )


def _shortfall_reason(variant: int, yes: np.ndarray, population: np.ndarray) -> Message:
    """Why the thresholds are not reached."""
    members = len(population)
    values = _counts(yes, population) | {
        "many": -(-MANY * members // MANY_OF), "half": -(-HALF * members // HALF_OF),
        "more_than": str(Fraction(MORE_THAN, MORE_THAN_OF)), "much": str(Fraction(MUCH, MUCH_OF)),
    }  # fmt: skip
    if variant == MAJORITY_SEATS:
        return message(
            "Accord de {count} des {members} conseils municipaux, représentant {population_share} de la "
            "population : il en faut {many} et plus de {more_than} de la population, ou {half} et plus de {much}.",
            **values,
        )
    return message(
        "Accord de {count} des {members} conseils municipaux, représentant {population_share} de la "
        "population : il en faut {many} et plus de {more_than} de la population, ou {half} et au moins {much}.",
        **values,
    )


def _counts(communes: np.ndarray, population: np.ndarray) -> dict[str, int | float | str]:
    """Number of these communes (bool[N]), number of members, share of the population."""
    share = int(population[communes].sum()) / int(population.sum())
    return {"count": int(communes.sum()), "members": len(population), "population_share": share}


def check_answers(answers: Any, population: Any, key: str = "yes") -> tuple[np.ndarray, np.ndarray]:
    """Answers and populations as arrays bool[N] and int64[N].

    Args: `answers`, one truth value per commune; `population`, inhabitants of each; `key`, name of the first parameter.
    Raises UserError: values that are not true or false, sizes that differ, no commune, populations that
    `population_problems` refuses.

    Source: L.5211-5 II, in force since 24 February 1996, as read in 2023: one answer per municipal council.
    """
    mask, people = checked_flags(answers, key), np.asarray(population)
    if mask.shape != people.shape:
        raise UserError(one_answer_each(mask.size, people.size))
    problems = population_problems(people.tolist()) if people.size else [message("Aucune commune n'est donnée.")]
    if problems:
        raise UserError(*problems)
    return mask, people.astype(np.int64)
