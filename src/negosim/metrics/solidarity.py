"""Do transfers go to the less wealthy communes? (solidarité)."""

# pyright: strict

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.errors import Message, message
from negosim.metrics import METRICS, BaseMetric
from negosim.metrics.decisions import adopted_dossiers
from negosim.negotiation.mandate import Mandate

__all__ = ["Solidarity", "correlation", "pearson"]


def correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Pearson correlation of two series float64[N]; None where one of them does not vary."""
    value = pearson(np.ascontiguousarray(first, np.float64), np.ascontiguousarray(second, np.float64))
    return None if math.isnan(value) else value


@compiled
def pearson(first: Floats, second: Floats) -> float:
    """The same as `correlation`, nan where one series does not vary."""
    n, mean, other, largest, largest_other = first.shape[0], 0.0, 0.0, 0.0, 0.0
    for i in range(n):
        mean += first[i] / n
        other += second[i] / n
        largest, largest_other = max(largest, abs(first[i])), max(largest_other, abs(second[i]))
    both, spread, spread_other = 0.0, 0.0, 0.0
    for i in range(n):
        a, b = first[i] - mean, second[i] - other
        both += a * b
        spread += a * a
        spread_other += b * b
    size = math.sqrt(spread) * math.sqrt(spread_other)
    if size <= 1e-12 * max(1.0, largest * largest_other):
        return math.nan
    return min(1.0, max(-1.0, both / size))


@dataclass(frozen=True, kw_only=True)
class Solidarity(BaseMetric):
    """Minus the correlation of transfers with wealth over communes: 1 when they decrease linearly with wealth.

    Mean over adopted headline dossiers with transfers; None where there are none, or where all communes are equally
    wealthy.
    """

    name: str = "solidarity"
    label: Message = message("solidarité des transferts")
    unit: str = ""
    low: float = -1.0

    def measure(self, mandate: Mandate) -> float | None:
        """Mean of - cov(y, c) / (sd y sd c), with y the transfers and c the financial potential per head."""
        wealth = mandate.setting.territory.potential_per_head
        transfers = mandate.state.stakes["transfer"][adopted_dossiers(mandate)]
        correlations = [correlation(row, wealth) for row in transfers if row.any()]
        known = [-value for value in correlations if value is not None]
        return sum(known) / len(known) if known else None


METRICS.add("solidarity", Solidarity())
