"""What is known of an intercommunality without any model: five features (caractéristiques)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from negosim.errors import TerritoryError
from negosim.science.inequality import weighted_gini
from negosim.territory.load import load

__all__ = ["FEATURES", "SIZES", "features", "size_of"]

FEATURES = ("population", "n_communes", "category", "core_share", "wealth_gini")

SIZES = ((2, 7), (8, 14), (15, 29), (30, 59), (60, 158))
"""Numbers of communes by which rates are told, both ends included."""


def features(sirens: Iterable[str]) -> pd.DataFrame:
    """The five features of places of the national tables, indexed by `siren`; other places are left out.

    Columns: `population`, municipal, of 2022, in inhabitants; `n_communes`, inhabited; `category`, CC, CA, CU or
    METROPOLE; `core_share`, the share of the population that lives in the largest commune; `wealth_gini`, the Gini
    index, weighted by population, of the financial potential per head.
    """
    rows = {}
    for siren in sirens:
        try:
            place = load(siren)
        except TerritoryError:
            continue
        people = place.population.astype(np.float64)
        rows[siren] = (people.sum(), place.n, place.category, people.max() / people.sum(),
                       weighted_gini(place.potential_per_head, people))  # fmt: skip
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(FEATURES))
    return table.rename_axis("siren").astype({"population": float, "core_share": float, "wealth_gini": float})


def size_of(n_communes: int) -> str:
    """The line of `SIZES` in which a number of communes stands, as text: "2-7" for instance, "60+" for the last."""
    low, high = next(((low, high) for low, high in SIZES if low <= n_communes <= high), SIZES[-1])
    return f"{low}+" if (low, high) == SIZES[-1] else f"{low}-{high}"
