"""Money between an intercommunality and its communes: compensation, solidarity grant, FPIC, matching grant.

Amounts are euros (float64), one per commune in arrays; who may decide is integers, in `majorities`.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.errors import UserError, message
from negosim.law.majorities import RULE_TWO_THIRDS_CAST, RULE_UNANIMOUS_CAST, council_majority_passes

__all__ = [
    "compensation_after_transfer",
    "equalisation_default",
    "equalisation_free_adopted",
    "equalisation_two_thirds_valid",
    "matching_grant_max_eur",
    "revised_compensation",
    "solidarity_grant",
]


@compiled
def compensation_after_transfer(compensation_eur: float, charge_eur: float) -> float:
    """The compensation allocation (AC) once the transferred charge is taken off; it may become negative.

    Source: CGI 1609 nonies C.
    """
    return compensation_eur - charge_eur


@compiled
def revised_compensation(
    current_eur: np.ndarray, proposed_eur: np.ndarray, council_yes: int, council_no: int, yes: np.ndarray
) -> np.ndarray:
    """Compensations float64[N] after a free revision (révision libre).

    Two thirds of the votes cast in the council, then each commune decides for its own amount: one that
    refuses (`yes` bool[N]) keeps its own. Source: CGI 1609 nonies C, V 1° bis.
    """
    revised = current_eur.copy()
    if council_majority_passes(RULE_TWO_THIRDS_CAST, council_yes, council_no, 0, False, False):
        for i in range(revised.shape[0]):
            if yes[i]:
                revised[i] = proposed_eur[i]
    return revised


def solidarity_grant(
    amount_eur: float,
    population: np.ndarray,
    income: np.ndarray,
    potential: np.ndarray,
    income_weight: float = 0.175,
    potential_weight: float = 0.175,
    free_shares: np.ndarray | None = None,
) -> np.ndarray:
    """The community solidarity grant (DSC) of each commune, float64[N], of sum `amount_eur`.

    The two legal criteria share out by population times the mean over the commune's own income per
    inhabitant, and financial potential per inhabitant; the rest follows `free_shares` (float64[N] of sum 1;
    equal shares by default). Raises UserError: the legal criteria weigh less than 35 %, or more than all.

    Source: L.5211-28-4.
    """
    legal = income_weight + potential_weight
    if not 0.35 <= round(legal, 12) <= 1.0 or min(income_weight, potential_weight) < 0:
        raise UserError(
            message("income_weight + potential_weight vaut {value} ; bornes permises : de 0,35 à 1.", value=legal)
        )
    poorer = population / income
    weaker = population / potential
    free = np.full(len(population), 1.0 / len(population)) if free_shares is None else free_shares
    shares = income_weight * poorer / poorer.sum() + potential_weight * weaker / weaker.sum()
    return amount_eur * (shares + (1.0 - legal) * free)


def equalisation_default(
    amount_eur: float, integration: float, population: np.ndarray, potential: np.ndarray, *, levy: bool
) -> tuple[float, np.ndarray]:
    """The FPIC under ordinary law: the intercommunality's share and the communes' float64[N].

    `integration` is the CIF, in [0, 1]; the rest follows population times financial potential per
    inhabitant for a levy, over it for a receipt. Source: L.2336-3, L.2336-5.
    """
    own = amount_eur * integration
    weights = population * potential if levy else population / potential
    return own, (amount_eur - own) * weights / weights.sum()


def equalisation_two_thirds_valid(
    own_default_eur: float,
    communes_default_eur: np.ndarray,
    own_eur: float,
    communes_eur: np.ndarray,
    *,
    levy: bool,
) -> bool:
    """Whether a split of the FPIC may be voted by two thirds: same sum, shares within 30 % of ordinary law.

    The bound holds both ways for the intercommunality; a commune may not pay 30 % more than under ordinary
    law, or receive 30 % less. Source: L.2336-3 II 1°, L.2336-5 II 1°.
    """
    cent = 0.005
    total = own_eur + float(communes_eur.sum())
    default = own_default_eur + float(communes_default_eur.sum())
    if abs(total - default) > cent * (1 + len(communes_eur)):
        return False
    if abs(own_eur - own_default_eur) > 0.3 * own_default_eur + cent:
        return False
    if levy:
        return bool(np.all(communes_eur <= 1.3 * communes_default_eur + cent))
    return bool(np.all(communes_eur >= 0.7 * communes_default_eur - cent))


@compiled
def equalisation_free_adopted(yes: int, no: int, communes_yes: np.ndarray) -> bool:
    """Whether a free split of the FPIC is adopted: a unanimous council, or two thirds and every commune.

    `communes_yes` is bool[N] with silence resolved (`silence.FPIC_FREE`): one refusal is enough to fail.
    Votes are votes cast. Source: L.2336-3 II 2°, L.2336-5 II 2°.
    """
    if council_majority_passes(RULE_UNANIMOUS_CAST, yes, no, 0, False, False):
        return True
    agreed = 0
    for i in range(communes_yes.shape[0]):
        if communes_yes[i]:
            agreed += 1
    two_thirds = council_majority_passes(RULE_TWO_THIRDS_CAST, yes, no, 0, False, False)
    return two_thirds and agreed == communes_yes.shape[0]


@compiled
def matching_grant_max_eur(cost_eur: float, subsidies_eur: float) -> float:
    """The largest matching grant (fonds de concours) for a facility of that cost and those subsidies.

    No more than what the beneficiary pays himself, who must also keep a fifth of the public funding.
    Source: L.5214-16 V, L.1111-10 III.
    """
    remainder = cost_eur - subsidies_eur
    return max(0.0, min(remainder / 2.0, remainder - cost_eur / 5.0))
