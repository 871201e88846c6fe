"""Money between an intercommunality and its communes: compensation, solidarity grant, matching grant.

Amounts are in euros (float64), one per commune in arrays; shares are compared exactly, as fractions. The votes are in
`procedures`, transferred charges in `transferred_charges`, the FPIC in `equalisation`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.amounts import (
    Amounts,
    BoundViolation,
    amount_problems,
    cents,
    commune_amounts,
    criteria_problems,
    refuse,
)
from negosim.law.answers import one_answer_each
from negosim.law.categories import check_category
from negosim.law.constants import ratio, whole
from negosim.law.decisions import Ballot, council_decision
from negosim.law.majorities import RULE_SIMPLE, Decision
from negosim.law.municipal_majorities import MAJORITY_FIRST_PARAGRAPH, municipal_vote
from negosim.law.procedures import FREE_COMPENSATION

__all__ = [
    "Revision", "compensation_after_transfer", "compensation_cut", "cut_violations", "deferred_levy_repayments",
    "initial_compensation", "matching_grant_max_eur", "revised_compensation",
    "solidarity_grant", "solidarity_grant_floor_eur", "solidarity_grant_is_mandatory", "wealthy_communes",
]  # fmt: skip

LEGAL_CRITERIA = Fraction(*ratio("grant_criteria"))
CUT = Fraction(*ratio("compensation_cut"))
ABOVE_MEAN = 1 + Fraction(*ratio("compensation_cut_potential"))
MATCHING, MATCHING_OF = ratio("matching_share")
OWN, OWN_OF = ratio("own_funding")
FLOOR, FLOOR_OF = ratio("grant_floor")
EQUALISATION_SHARE = Fraction(*ratio("deferred_levy_kept"))
REPAYMENT_YEARS = whole("deferred_levy_years")

MANDATORY_GRANT = ("CU", "METROPOLE")


@dataclass(frozen=True)
class Revision:
    """Compensations float64[N] in euros after a vote, its decision, and the communes whose amount changes, bool[N]."""

    amounts_eur: np.ndarray
    decision: Decision
    changes: np.ndarray


def initial_compensation(business_tax_eur: float, charges_eur: float) -> float:
    """Tests only: the first compensation allocation (AC), in euros: business taxes of the year before the FPU, minus
    net charges.

    It may be negative (from memory), and is never indexed.
    Args: `business_tax_eur` and `charges_eur`, in euros a year. Raises UserError: negative amount, not a number.

    Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
    """
    refuse(amount_problems({"business_tax_eur": business_tax_eur, "charges_eur": charges_eur}))
    return business_tax_eur - charges_eur


def compensation_after_transfer(compensation_eur: float, charge_eur: float) -> float:
    """Tests only: the compensation allocation after a transfer, minus the transferred charge, in euros; it may become
    negative.

    A charge that returns to the commune is negative.
    Args: `compensation_eur` and `charge_eur`, in euros a year. Raises UserError: an amount that is not a number.

    Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
    """
    amounts = {"compensation_eur": compensation_eur, "charge_eur": charge_eur}
    refuse(amount_problems(amounts, signed=True))
    return compensation_eur - charge_eur


def revised_compensation(
    current_eur: Amounts,
    proposed_eur: Amounts,
    agrees: Sequence[bool] | np.ndarray,
    ballot: Ballot,
) -> Revision:
    """Tests only: compensations after a free revision (révision libre), with the decision of the community council.

    The council decides by two thirds of the votes cast; then each commune decides on its own amount at the simple
    majority, and keeps the current one if it refuses.

    Args: `current_eur` and `proposed_eur` float64[N], in euros; `agrees` bool[N], the communes that agree; `ballot` of
    the community council.
    Raises UserError: sizes that differ, an amount that is not a number, impossible counts of votes.

    Source: CGI 1609 nonies C, V 1° bis, in force since 2017-01-01, as read in 2025.
    """
    current, proposed = _compensations(current_eur, proposed_eur, agrees)
    decision = council_decision(FREE_COMPENSATION, ballot)
    changes = np.asarray(agrees, dtype=np.bool_) & (current != proposed) & decision.passes
    return Revision(np.where(changes, proposed, current), decision, changes)


def wealthy_communes(population: Sequence[int] | np.ndarray, potential_eur: Amounts) -> np.ndarray:
    """Tests only: the communes whose potential per inhabitant is more than 20 % above the mean, bool[N].

    The mean is weighted by population (our reading).
    Args: `population` int[N]; `potential_eur` float64[N], in euros per inhabitant.
    Raises UserError: sizes that differ, zero or negative values.
    Source: CGI 1609 nonies C, V 7°, in force since 2017-01-01, from memory and as quoted in Parliament in 2010 and
    2023.
    """
    refuse(criteria_problems({"population": population, "potential_eur": potential_eur}))
    potential = [Fraction(float(value)) for value in potential_eur]
    people = [int(value) for value in population]
    mean = sum(p * n for p, n in zip(potential, people, strict=True)) / sum(people)
    return np.array([value > ABOVE_MEAN * mean for value in potential])


def cut_violations(
    current_eur: Amounts,
    proposed_eur: Amounts,
    population: Sequence[int] | np.ndarray,
    potential_eur: Amounts,
) -> list[BoundViolation]:
    """Tests only: the bounds that a cut without the consent of the commune breaks: at most 5 %, for wealthy communes
    only.

    A negative compensation cannot be cut, and none can be increased in this way (our reading). The 5 % is from memory,
    confirmed by an amendment of 2010.
    Args: `current_eur` and `proposed_eur` float64[N], in euros; others as `wealthy_communes`.
    Raises UserError: sizes that differ, an amount that is not a number, zero or negative criteria.
    Source: CGI 1609 nonies C, V 7°, in force since 2017-01-01.
    """
    current, proposed = _compensations(current_eur, proposed_eur, population)
    wealthy = wealthy_communes(population, potential_eur)
    violations = []
    for i, (before, after) in enumerate(zip(current.tolist(), proposed.tolist(), strict=True)):
        margin = CUT * max(Fraction(0), Fraction(before)) if wealthy[i] else Fraction(0)
        least = Fraction(before) - margin
        if Fraction(after) > before or cents(after) < cents(least):
            reason = message(
                "Attribution de compensation de {value_eur} : sans l'accord de la commune, de {low_eur} à {high_eur}.",
                value_eur=after, low_eur=float(least), high_eur=before,
            )  # fmt: skip
            violations.append(BoundViolation("wealthy" if wealthy[i] else "poor", i, after, float(least), reason))
    return violations


def compensation_cut(
    current_eur: Amounts,
    proposed_eur: Amounts,
    population: Sequence[int] | np.ndarray,
    potential_eur: Amounts,
    agrees: Sequence[bool] | np.ndarray,
    ballot: Ballot,
) -> Revision:
    """Tests only: compensations after a cut for wealthy communes, decided by the council and by the communes.

    The council decides at the simple majority, the communes at the qualified majority of the first paragraph of
    L.5211-5 II, without a veto. A cut that breaks a bound changes nothing, and the first such bound is the reason;
    otherwise the reason is that of the first vote that fails.

    Args: as `cut_violations` and `revised_compensation`. Raises UserError: as both.

    Source: CGI 1609 nonies C, V 7°, in force since 2017-01-01, from memory and as quoted in Parliament in 2010 and
    2023.
    """
    current, proposed = _compensations(current_eur, proposed_eur, agrees)
    violations = cut_violations(current, proposed, population, potential_eur)
    decision = ballot.decide(RULE_SIMPLE)
    if decision:
        decision = municipal_vote(MAJORITY_FIRST_PARAGRAPH, np.asarray(agrees), np.asarray(population))
    if violations:
        decision = Decision(passes=False, reason=violations[0].reason, article="CGI 1609 nonies C")
    changes = (current != proposed) & decision.passes
    return Revision(np.where(changes, proposed, current), decision, changes)


def solidarity_grant_is_mandatory(category: str, *, city_contract: bool = False, pact: bool = False) -> bool:
    """Tests only: whether the solidarity grant (DSC) is mandatory: in CU and métropoles, elsewhere for want of a
    mandatory pact.

    An intercommunality that signs a city contract (contrat de ville) must adopt a financial and fiscal pact with its
    communes within a year; without it, the grant is mandatory.
    Args: `category`; `city_contract`, whether there is one; `pact`, whether there is one.
    Raises UserError: unknown category.

    Source: L.5211-28-4, in force since 2020-01-01, as read in 2023.
    """
    check_category(category)
    return category in MANDATORY_GRANT or (city_contract and not pact)


def solidarity_grant_floor_eur(growth_eur: float) -> float:
    """Tests only: the smallest grant for want of a pact, in euros: half of the growth of business taxes in the year
    (from memory).

    Args: `growth_eur`, in euros; a fall gives 0.
    Raises UserError: an amount that is not a number.
    Source: L.5211-28-4 III, in force since 2020-01-01, from memory.
    """
    refuse(amount_problems({"growth_eur": growth_eur}, signed=True))
    return max(0.0, growth_eur * FLOOR / FLOOR_OF)


def solidarity_grant(
    amount_eur: float,
    population: np.ndarray,
    income: np.ndarray,
    potential: np.ndarray,
    income_weight: float = 0.175,
    potential_weight: float = 0.175,
    free_shares: np.ndarray | None = None,
) -> np.ndarray:
    """Tests only: the community solidarity grant of each commune, float64[N], of sum `amount_eur`.

    Each legal criterion shares by population times the ratio of the mean to the value of the commune: income per
    inhabitant, then financial (or fiscal) potential per inhabitant. The council votes the amount by two thirds of the
    votes cast.

    Args: `amount_eur`, in euros; `population`, `income` and `potential` float64[N], the last two in euros per
    inhabitant; `income_weight` and `potential_weight` in [0, 1], of sum 0.35 to 1; `free_shares` float64[N] of sum 1,
    the split of the rest (equal shares by default).
    Raises UserError: legal criteria that weigh less than 35 %, or more than 100 %; sizes that differ; zero or negative
    criteria; shares that do not sum to 1.
    Source: L.5211-28-4, in force since 2020-01-01, as read in 2023.
    """
    criteria = {"population": population, "income": income, "potential": potential}
    problems = amount_problems({"amount_eur": amount_eur}) + _weight_problems(income_weight, potential_weight)
    refuse(problems + criteria_problems(criteria))
    legal = Fraction(str(float(income_weight))) + Fraction(str(float(potential_weight)))
    if not LEGAL_CRITERIA <= legal <= 1:
        raise UserError(
            message(
                "{key} vaut {value} ; bornes permises : de {low} à {high}.",
                key="income_weight + potential_weight", value=float(legal), low=float(LEGAL_CRITERIA), high=1,
            )
        )  # fmt: skip
    members = len(population)
    free = np.full(members, 1.0 / members) if free_shares is None else np.asarray(free_shares, dtype=np.float64)
    if len(free) != members or not np.all(free >= 0) or not math.isclose(free.sum(), 1.0, abs_tol=1e-9):
        raise UserError(message("free_shares : une part par commune, positive ou nulle, de somme 1, est attendue."))
    poorer, weaker = np.asarray(population) / income, np.asarray(population) / potential
    shares = income_weight * poorer / poorer.sum() + potential_weight * weaker / weaker.sum()
    return amount_eur * (shares + float(1 - legal) * free)


def matching_grant_max_eur(cost_eur: float, subsidies_eur: float, *, investment: bool = True) -> float:
    """Tests only: the largest matching grant (fonds de concours) for a facility, in euros.

    It may not exceed what the beneficiary pays. For an investment, the owner must also pay a fifth of the public
    funding; running costs have no such floor. Both councils agree at the simple majority. The whole cost is assumed to
    be publicly funded.

    Args: `cost_eur` of the facility and its `subsidies_eur`, in euros; `investment`, or running costs.
    Raises UserError: negative amounts, subsidies above the cost.

    Source: L.5214-16 V (L.5216-5 VI, L.5215-26), in force since 2004-08-17, L.1111-10 III, in force since 2010-12-18,
    as read in 2015.

    >>> matching_grant_max_eur(1_000_000, 400_000), matching_grant_max_eur(1_000_000, 700_000)
    (300000.0, 100000.0)
    """
    refuse(amount_problems({"cost_eur": cost_eur, "subsidies_eur": subsidies_eur}))
    if subsidies_eur > cost_eur:
        raise UserError(
            message("subsidies_eur vaut {value} ; au plus le coût, {high}.", value=subsidies_eur, high=cost_eur)
        )
    remainder = cost_eur - subsidies_eur
    own_share = cost_eur * OWN / OWN_OF if investment else 0.0
    return max(0.0, min(remainder * MATCHING / MATCHING_OF, remainder - own_share))


def deferred_levy_repayments(levied_eur: float) -> tuple[tuple[float, ...], float]:
    """Tests only: the repayments of the forced saving (Dilico) in each of the three next years, and the part of
    equalisation.

    All amounts are in euros.
    Args: `levied_eur`, in euros. Raises UserError: negative amount, not a number.
    Source: finance laws for 2025 (Dilico, in force since 2025-02-15) and 2026, as reported in January 2026.

    >>> deferred_levy_repayments(1_000)
    ((300.0, 300.0, 300.0), 100.0)
    """
    refuse(amount_problems({"levied_eur": levied_eur}))
    to_equalisation = float(Fraction(float(levied_eur)) * EQUALISATION_SHARE)
    return ((levied_eur - to_equalisation) / REPAYMENT_YEARS,) * REPAYMENT_YEARS, to_equalisation


def _weight_problems(income_weight: float, potential_weight: float) -> list[Message]:
    """The weights of the legal criteria that are not numbers from 0 to 1."""
    weights = {"income_weight": income_weight, "potential_weight": potential_weight}
    return [
        message("{key} vaut {value} ; bornes permises : de {low} à {high}.", key=key, value=str(value), low=0, high=1)
        for key, value in weights.items()
        if not 0 <= value <= 1
    ]


def _compensations(
    current_eur: Amounts, proposed_eur: Amounts, per_commune: Sequence[object] | np.ndarray
) -> list[np.ndarray]:
    """The arrays float64[N] of current and proposed compensations. Raises UserError: as `revised_compensation`."""
    arrays = commune_amounts({"current_eur": current_eur, "proposed_eur": proposed_eur}, signed=True)
    if len(per_commune) != len(arrays[0]):
        raise UserError(one_answer_each(len(per_commune), len(arrays[0])))
    return arrays
