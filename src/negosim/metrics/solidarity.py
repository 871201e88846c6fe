"""Does the money go to the less wealthy communes? (solidarité)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, message
from negosim.metrics import METRICS
from negosim.metrics.decisions import adopted_dossiers
from negosim.negotiation.mandate import Mandate

__all__ = ["Solidarity", "correlation"]


def correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Pearson correlation of two series float64[N]; None where one of them does not vary."""
    a, b = first - first.mean(), second - second.mean()
    size = float((a * a).sum()) ** 0.5 * float((b * b).sum()) ** 0.5
    if size <= 1e-12 * max(1.0, float(np.abs(first).max()) * float(np.abs(second).max())):
        return None
    return min(1.0, max(-1.0, float((a * b).sum()) / size))


@dataclass(frozen=True)
class Solidarity:
    """Minus the correlation of transfers with wealth, over communes: 1 when they go to the poor in proportion.

    Mean over adopted headline dossiers with transfers; none where there are none, or where all communes are
    equally wealthy.
    """

    name: str = "solidarity"
    label: Message = message("solidarité des transferts")
    unit: str = ""
    low: float = -1.0
    high: float = 1.0
    costly: bool = False

    def measure(self, mandate: Mandate) -> float | None:
        """Mean of - cov(y, c) / (sd y sd c), with y the transfers and c the financial potential per head."""
        wealth = mandate.setting.territory.potential_per_head
        paid = mandate.state.stakes["transfer"][adopted_dossiers(mandate)]
        found = [correlation(transfers, wealth) for transfers in paid if transfers.any()]
        known = [-value for value in found if value is not None]
        return sum(known) / len(known) if known else None


METRICS.add("solidarity", Solidarity())
