"""What communes truly get from the adopted dossiers, and how evenly (bien-être réalisé et équité)."""

# pyright: strict

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.errors import Message, message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED
from negosim.science.inequality import atkinson, gini, nash_ratio

__all__ = ["Atkinson", "Gini", "NashRatio", "Welfare", "realised_surplus"]

AVERSION = 0.5
"""Aversion to inequality of the Atkinson index. At 1 the index is 1 - the Nash ratio, and a single 0 decides it."""


def realised_surplus(mandate: Mandate) -> np.ndarray:
    """True surplus of each commune [N] summed over the adopted dossiers; a dossier not adopted gives 0."""
    return sum_adopted(mandate.state)


@compiled
def sum_adopted(s: State) -> Floats:
    """The same as `realised_surplus`, from the state."""
    total = np.zeros(s.communes.shape[0])
    for d in range(s.dossiers.shape[0]):
        if s.dossiers[d].outcome == ADOPTED:
            for i in range(total.shape[0]):
                total[i] += s.stakes[d, i].surplus
    return total


@dataclass(frozen=True, kw_only=True)
class Welfare(BaseMetric):
    """Mean over communes of the realised surplus, for each dossier of the agenda."""

    name: str = "welfare"
    label: Message = message("bien-être réalisé par dossier")
    unit: str = "value"
    low: float = -10.0
    high: float = 10.0
    direction: int = MORE

    def measure(self, mandate: Mandate) -> float:
        """Sum of the realised surplus over communes and dossiers / number of communes x number of dossiers."""
        gains = realised_surplus(mandate)
        return float(gains.mean()) / max(1, len(mandate.state.dossiers))


@dataclass(frozen=True, kw_only=True)
class Gini(BaseMetric):
    """Gini index of the realised surplus of the communes; None where their mean is not positive.

    Source: Gini 1912.
    """

    name: str = "gini"
    label: Message = message("indice de Gini des gains")
    unit: str = ""
    high: float = float("inf")
    direction: int = LESS

    def measure(self, mandate: Mandate) -> float | None:
        """Mean absolute difference between two communes over twice the mean."""
        gains = realised_surplus(mandate)
        return float(gini(gains)) if gains.sum() > 0.0 else None


@dataclass(frozen=True, kw_only=True)
class Atkinson(BaseMetric):
    """Atkinson index of the realised surplus, at aversion 1/2: the share of it that equal gains would make unnecessary.

    A commune that loses counts as one that gains nothing, since the index is not defined below 0. None where the mean
    is not positive.

    Source: Atkinson 1970.
    """

    name: str = "atkinson"
    label: Message = message("indice d'Atkinson des gains")
    unit: str = ""
    direction: int = LESS

    def measure(self, mandate: Mandate) -> float | None:
        """1 - (mean of sqrt x)^2 / mean of x, with x the realised surplus of a commune, 0 where it is negative."""
        gains = realised_surplus(mandate)
        return float(atkinson(np.maximum(gains, 0.0), AVERSION)) if gains.sum() > 0.0 else None


@dataclass(frozen=True, kw_only=True)
class NashRatio(BaseMetric):
    """Geometric over arithmetic mean of the realised surplus: 1 when all gain alike, 0 when one does not gain.

    Source: Nash 1950 (product of gains).
    """

    name: str = "nash_ratio"
    label: Message = message("ratio de Nash des gains")
    unit: str = ""
    direction: int = MORE

    def measure(self, mandate: Mandate) -> float:
        """Geometric mean / arithmetic mean over communes."""
        return float(nash_ratio(realised_surplus(mandate)))


for metric in (Welfare(), Gini(), Atkinson(), NashRatio()):
    METRICS.add(metric.name, metric)
