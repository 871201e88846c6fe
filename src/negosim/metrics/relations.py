"""Where trust, engagement and culture stand when the mandate ends (relations en fin de mandat)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.metrics import METRICS
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state import MONTHS

__all__ = ["AtTheEnd"]


@dataclass(frozen=True)
class AtTheEnd:
    """Mean over communes of one relation at the end of month 72."""

    name: str
    field: str
    label: Message
    unit: str = ""
    low: float = 0.0
    high: float = 1.0

    def measure(self, mandate: Mandate) -> float:
        """The mean at month 72."""
        return float(mandate.state.history[self.field][MONTHS - 1])


for metric in (
    AtTheEnd("trust", "trust", message("confiance entre communes en fin de mandat")),
    AtTheEnd("engagement", "engagement", message("engagement en fin de mandat")),
    AtTheEnd("culture", "culture", message("culture commune en fin de mandat")),
):
    METRICS.add(metric.name, metric)
