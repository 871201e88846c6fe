"""Amounts and quantities that the clauses speak of, computed from the territory's own figures (montants).

Orders of magnitude: they give a sentence its scale, and no gain of the model depends on them. Tax revenue follows the
fiscal potential of the tables; the other ratios are national means, rounded.
"""

from __future__ import annotations

import numpy as np

from negosim.territory.model import Territory

__all__ = [
    "budget_share_eur", "farthest_km", "fund_share_eur", "near_km", "pooled_staff", "pooled_staff_today",
    "sector_staff", "service_eur", "tax_share_eur",
]  # fmt: skip

OWN_TAX_SHARE = 0.35
"""Tax revenue of the intercommunality, as a share of the fiscal potential of its communes, theirs and its own."""
TAXES_IN_BUDGET = 0.75
"""Tax revenue as a share of the budget."""
FUND_PER_HEAD_EUR = 15
"""Equalisation fund (FPIC): one thousand million euros a year for 67 million inhabitants."""
SECTOR_STAFF, POOLED_STAFF_TODAY, POOLED_STAFF = 1.0, 0.2, 1.5
"""Agents per 1,000 inhabitants: in the teams of one competence, in shared services today, in all support services."""
NEAREST_KM = 3.0
NEAR_SHARE = 1 / 3
"""Least distance to the farthest commune; how much of it branches would leave."""


def population(territory: Territory) -> int:
    """The inhabitants of the territory."""
    return int(territory.population.sum())


def tax_revenue_eur(territory: Territory) -> float:
    """The tax revenue of the intercommunality, in euros a year."""
    return OWN_TAX_SHARE * float((territory.population * territory.fiscal_potential_per_head).sum())


def tax_share_eur(territory: Territory, percent: float) -> float:
    """A percentage of the tax revenue, in euros a year."""
    return percent / 100 * tax_revenue_eur(territory)


def budget_share_eur(territory: Territory, percent: float) -> float:
    """A percentage of the budget, in euros a year."""
    return tax_share_eur(territory, percent) / TAXES_IN_BUDGET


def fund_share_eur(territory: Territory, percent: float) -> float:
    """A percentage of what the equalisation fund moves in the territory, in euros a year. Source: L.2336-3."""
    return percent / 100 * FUND_PER_HEAD_EUR * population(territory)


def service_eur(territory: Territory, per_head_eur: float) -> float:
    """What a service costs in all, in euros a year, at so many euros per inhabitant."""
    return per_head_eur * population(territory)


def sector_staff(territory: Territory) -> float:
    """Agents of a competence who could work in teams of a sector, four at least."""
    return max(4.0, staff(territory, SECTOR_STAFF))


def pooled_staff_today(territory: Territory) -> float:
    """Agents of the shared services of today."""
    return staff(territory, POOLED_STAFF_TODAY)


def pooled_staff(territory: Territory) -> float:
    """Agents of the shared services, were all support services pooled."""
    return staff(territory, POOLED_STAFF) + 4


def staff(territory: Territory, per_thousand: float) -> float:
    """Whole agents, one at least, at so many per 1,000 inhabitants."""
    return max(1.0, float(round(per_thousand * population(territory) / 1000)))


def farthest_km(territory: Territory) -> float:
    """Distance from the most populous commune to the farthest one, in km, between centroids."""
    return max(NEAREST_KM, float(territory.distance_km[int(np.argmax(territory.population))].max()))


def near_km(territory: Territory) -> float:
    """Distance to a branch, were there one in each part of the territory: a third of the farthest one."""
    return NEAR_SHARE * farthest_km(territory)
