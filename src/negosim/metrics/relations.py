"""Trust, engagement and culture at the end of the mandate (relations en fin de mandat)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.metrics import METRICS, MORE, NEITHER
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS

__all__ = ["ChangeOverMandate", "FinalLevel"]


@dataclass(frozen=True)
class FinalLevel:
    """Mean over communes of one relation at the end of month 72."""

    name: str
    field: str
    label: Message
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    costly: bool = False
    direction: int = NEITHER

    def measure(self, mandate: Mandate) -> float:
        """Sum over communes at the end of month 72, divided by their number."""
        return float(mandate.state.history[self.field][MONTHS - 1])


@dataclass(frozen=True)
class ChangeOverMandate:
    """Change of one relation between the first day and the end of month 72."""

    name: str
    field: str
    start: str
    label: Message
    unit: str = ""
    low: float = -1.0
    high: float = 1.0
    costly: bool = False
    direction: int = NEITHER

    def measure(self, mandate: Mandate) -> float:
        """Mean over communes at the end of month 72, less the value of every commune on the first day."""
        return float(mandate.state.history[self.field][MONTHS - 1]) - float(mandate.state.p[self.start])


for metric in (
    FinalLevel("trust", "trust", message("confiance entre communes en fin de mandat"), direction=MORE),
    FinalLevel("engagement", "engagement", message("engagement en fin de mandat"), direction=MORE),
    FinalLevel("culture", "culture", message("culture commune en fin de mandat"), direction=MORE),
    ChangeOverMandate(
        "culture_gained",
        "culture",
        "culture_start",
        message("culture commune gagnée pendant le mandat"),
        direction=MORE,
    ),
):
    METRICS.add(metric.name, metric)
