"""Features of a place that make an agreement worth more or less to its communes (traits du territoire)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.knobs import knob
from negosim.territory.model import Floats, Territory

__all__ = ["NATIONAL_DISPERSAL", "NATIONAL_LACK", "dispersal", "lack_of_means", "planner_cost_of", "worth_of"]

NATIONAL_LACK = 0.62
"""Mean over intercommunalities of the mean of `lack_of_means` over their communes, for one million euros."""

NATIONAL_DISPERSAL = 0.50
"""The same mean of `dispersal`."""

SPARSE_PER_KM2 = 50.0
"""Inhabitants per km2 at which dispersal is one half."""

SIZES = "fitted on real outcomes, docs/decisions/structure.md"


def lack_of_means(territory: Territory, cost_eur: float) -> Floats:
    """How far each commune lacks the means to pay for something alone (manque de moyens): float64[N] in (0, 1).

    `cost_eur` / (`cost_eur` + financial potential of the commune), in euros: one half where what is to be paid equals
    the whole potential.
    """
    potential_eur = territory.population * territory.potential_per_head
    return cost_eur / (cost_eur + potential_eur)


def dispersal(territory: Territory) -> Floats:
    """How scattered the people of each commune live (dispersion): float64[N] in (0, 1).

    50 / (50 + inhabitants per km2).
    """
    density = territory.population / np.maximum(territory.area_km2, 1e-9)
    return SPARSE_PER_KM2 / (SPARSE_PER_KM2 + density)


def worth_of(default: float, feature: str, label_fr: str) -> Any:
    """The parameter: what an agreement is worth more to a commune for one unit of a `feature` of its place."""
    meaning = f"what an agreement is worth more to each commune for one unit of {feature}, over the national mean"
    return knob(default, -1, 1, meaning, "value", label_fr, SIZES)


def planner_cost_of(default: float) -> Any:
    """The parameter: yearly cost beside which the means of a commune are judged, in euros."""
    return knob(default, 1e4, 1e8, "amount beside which the means of a commune are judged", "EUR",
                "Montant auquel se comparent les moyens d'une commune",
                "own staff and studies, order of magnitude")  # fmt: skip
