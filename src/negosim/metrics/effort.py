"""The hours of the DGS, move by move (heures du DGS)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.metrics import LESS, METRICS, BaseMetric
from negosim.metrics.decisions import headline
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS
from negosim.negotiation.state.moves import CODES, MOVES

__all__ = ["Hours", "HoursUnspent", "Overhead"]


@dataclass(frozen=True, kw_only=True)
class Hours(BaseMetric):
    """Hours spent on one move, or on all moves, over the mandate."""

    move: str = ""
    unit: str = "hours"
    high: float = 160.0 * MONTHS

    def measure(self, mandate: Mandate) -> float:
        """Sum over the months of the hours of the move, or of every move."""
        hours = mandate.state.hours
        return float(hours[:, CODES[self.move]].sum() if self.move else hours.sum())


@dataclass(frozen=True, kw_only=True)
class HoursUnspent(BaseMetric):
    """Hours of the budget that were not spent."""

    name: str = "hours_unspent"
    label: Message = message("heures non utilisées")
    unit: str = "hours"
    high: float = 160.0 * MONTHS

    def measure(self, mandate: Mandate) -> float:
        """Budget of 72 months minus hours spent."""
        return float(mandate.setting.context.hours * MONTHS - mandate.state.hours.sum())


@dataclass(frozen=True, kw_only=True)
class Overhead(BaseMetric):
    """Hours of the DGS for each shared decision; None where no decision is shared."""

    name: str = "overhead"
    label: Message = message("heures par décision partagée")
    unit: str = "hours"
    high: float = 160.0 * MONTHS
    direction: int = LESS

    def measure(self, mandate: Mandate) -> float | None:
        """Hours spent over all months / number of headline dossiers that are shared decisions."""
        shared = sum(verdict.shared for verdict in headline(mandate))
        return float(mandate.state.hours.sum()) / shared if shared else None


for kind in MOVES:
    METRICS.add(f"hours_{kind.name}", Hours(name=f"hours_{kind.name}", label=kind.label, move=kind.name))
METRICS.add("hours", Hours(name="hours", label=message("heures utilisées")))
METRICS.add("hours_unspent", HoursUnspent())
METRICS.add("overhead", Overhead())
