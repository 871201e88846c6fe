"""Trust, engagement and culture at the end of the mandate (relations en fin de mandat)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import message
from negosim.metrics import METRICS, MORE, BaseMetric
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS

__all__ = ["ChangeOverMandate", "FinalLevel"]


@dataclass(frozen=True, kw_only=True)
class FinalLevel(BaseMetric):
    """Mean over communes of one relation at the end of month 72."""

    field: str
    unit: str = ""

    def measure(self, mandate: Mandate) -> float:
        """Sum over communes at the end of month 72, divided by their number."""
        return float(mandate.state.history[self.field][MONTHS - 1])


@dataclass(frozen=True, kw_only=True)
class ChangeOverMandate(BaseMetric):
    """Change of one relation between the first day and the end of month 72."""

    field: str
    start: str
    unit: str = ""
    low: float = -1.0

    def measure(self, mandate: Mandate) -> float:
        """Mean over communes at the end of month 72, less the value of every commune on the first day."""
        return float(mandate.state.history[self.field][MONTHS - 1]) - float(mandate.state.p[self.start])


for metric in (
    FinalLevel(name="trust", field="trust", label=message("confiance entre communes en fin de mandat"), direction=MORE),
    FinalLevel(name="engagement", field="engagement", label=message("engagement en fin de mandat"), direction=MORE),
    FinalLevel(name="culture", field="culture", label=message("culture commune en fin de mandat"), direction=MORE),
    ChangeOverMandate(
        name="culture_gained",
        field="culture",
        start="culture_start",
        label=message("culture commune gagnée pendant le mandat"),
        direction=MORE,
    ),
):
    METRICS.add(metric.name, metric)
