"""A bound, never a treatment: texts that climb the surplus of the communes (borne : gains estimés).

Source: bound; Nash 1950 (product of gains).
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import DECREE, JOINT, Move

__all__ = ["OracleEst"]


@dataclass(frozen=True)
class OracleEst:
    """All hours are spent on drafting rounds that climb the sum of logarithms of the surplus that the DGS estimates."""

    name: str = "oracle_est"
    label: Message = message("borne : gains estimés")
    is_bound: bool = True

    def choose(self, view: View) -> Move:
        """Drafting rounds on the open dossiers in turn, the nearest deadline first."""
        budget = HourBudget(view.hours)
        budget.spend("draft", view.hours, by_deadline(view))
        return Move(tuple(budget.actions), operator=JOINT, voice=DECREE)


STRATEGIES.add("oracle_est", OracleEst())
