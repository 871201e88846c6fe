"""How much the losers lose, and what the communes with the smallest gains get (pertes et gains faibles)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from negosim.errors import message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.metrics.decisions import adopted_dossiers
from negosim.negotiation.mandate import Mandate

__all__ = ["GainFigure", "low_decile", "shortfall"]


def shortfall(gains: np.ndarray) -> np.ndarray:
    """Mean over communes of what is missing to reach the reservation: float64[D], from `gains` float64[D, N]."""
    return np.maximum(-gains, 0.0).sum(axis=1) / gains.shape[1]


def low_decile(gains: np.ndarray) -> np.ndarray:
    """Tenth percentile of each row of `gains` float64[D, N], by linear interpolation between ranks: float64[D].

    Source: Hyndman and Fan 1996, type 7.
    """
    ordered = np.sort(gains, axis=1)
    position = 0.1 * (gains.shape[1] - 1)
    below = int(position)
    above = min(below + 1, gains.shape[1] - 1)
    return ordered[:, below] + (position - below) * (ordered[:, above] - ordered[:, below])


@dataclass(frozen=True, kw_only=True)
class GainFigure(BaseMetric):
    """Mean over adopted headline dossiers of one figure of the true surpluses at the decision."""

    figure: Callable[[np.ndarray], np.ndarray]
    low: float = -10.0
    unit: str = "value"
    high: float = 10.0

    def measure(self, mandate: Mandate) -> float | None:
        """Sum over adopted dossiers of the figure / number of adopted dossiers; None where there are none."""
        adopted = adopted_dossiers(mandate)
        if not adopted:
            return None
        figures = self.figure(mandate.state.stakes["surplus"][adopted])
        return float(figures.sum()) / len(adopted)


for metric in (
    GainFigure(
        name="mean_shortfall",
        figure=shortfall,
        label=message("perte moyenne sous la réserve, dossiers adoptés"),
        low=0.0,
        direction=LESS,
    ),
    GainFigure(
        name="gain_p10",
        figure=low_decile,
        label=message("premier décile des gains, dossiers adoptés"),
        direction=MORE,
    ),
):
    METRICS.add(metric.name, metric)
