"""Do agreements come faster as the mandate goes on? (apprentissage)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, message
from negosim.metrics import METRICS
from negosim.metrics.decisions import adopted_dossiers
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state import MONTHS

__all__ = ["FEWEST", "LearningSlope", "slope"]

FEWEST = 3
"""Adopted dossiers below which no slope is told."""


def slope(values: np.ndarray) -> float:
    """Least-squares slope of `values` float64[M] against their rank 0, 1, …, M - 1."""
    ranks = np.arange(len(values)) - (len(values) - 1) / 2
    return float((ranks * values).sum() / (ranks * ranks).sum())


@dataclass(frozen=True)
class LearningSlope:
    """Months to agreement lost (negative) or added with each dossier adopted; none below three of them."""

    name: str = "learning_slope"
    label: Message = message("évolution du délai d'accord d'un dossier au suivant")
    unit: str = "months per dossier"
    low: float = -float(MONTHS)
    high: float = float(MONTHS)
    costly: bool = False

    def measure(self, mandate: Mandate) -> float | None:
        """Sum (r - mean r)(m - mean m) / sum (r - mean r)^2, with m the months from opening to adoption and r
        the rank of the adopted headline dossier in the order of their opening.
        """
        adopted = adopted_dossiers(mandate)
        if len(adopted) < FEWEST:
            return None
        dossiers = mandate.state.dossiers[adopted]
        order = np.argsort(dossiers["opens"], kind="stable")
        return slope((dossiers["closed"] - dossiers["opens"])[order].astype(np.float64))


METRICS.add("learning_slope", LearningSlope())
