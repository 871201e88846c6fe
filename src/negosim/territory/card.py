"""The facts about a territory that a person reads first (fiche d'identité)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.science.inequality import weighted_gini
from negosim.territory.model import CORE, PERIURBAN, RURAL, SECONDARY, Territory

__all__ = ["card"]

ROLE_NAMES = {"core": CORE, "secondary": SECONDARY, "periurban": PERIURBAN, "rural": RURAL}


def card(territory: Territory) -> dict[str, Any]:
    """Category, size, wealth, roles, living areas and competences of a territory, ready for JSON.

    Potentials are in euros per inhabitant.
    """
    wealth = territory.potential_per_head
    poorest, richest = float(wealth.min()), float(wealth.max())
    areas = range(int(territory.living_area.max()) + 1)
    return {
        "siren": territory.siren,
        "name": territory.name,
        "category": territory.category,
        "tax_regime": territory.tax_regime,
        "n_communes": territory.n,
        "population": int(territory.population.sum()),
        "largest_commune": territory.names[0],
        "largest_share": float(territory.population[0] / territory.population.sum()),
        "potential_per_head_min": poorest,
        "potential_per_head_max": richest,
        "potential_ratio": richest / poorest if poorest > 0 else None,
        "potential_gini": weighted_gini(wealth, territory.population),
        "roles": {name: int((territory.roles == code).sum()) for name, code in ROLE_NAMES.items()},
        "living_areas": [[territory.names[i] for i in np.flatnonzero(territory.living_area == a)] for a in areas],
        "competences": {name: {"held": held, "assumed": assumed} for name, held, assumed in territory.competences},
        "n_imputed": int(territory.imputed.sum()),
        "source": territory.source,
        "data_hash": territory.data_hash,
    }
