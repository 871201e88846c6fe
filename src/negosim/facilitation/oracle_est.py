"""A bound, never a treatment: texts that climb the communes' surplus (borne : gains estimés).

Source: bound; Nash 1950 (product of gains).
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_turns
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import DECREE, JOINT, Move

__all__ = ["OracleEst"]


@dataclass(frozen=True)
class OracleEst:
    """All hours on drafting rounds that ascend the sum of logarithms of their surplus as the DGS believes it."""

    name: str = "oracle_est"
    label: Message = message("borne : gains estimés")
    is_bound: bool = True

    def choose(self, view: View) -> Move:
        """Drafting rounds on the nearest deadlines by turns."""
        budget = HourBudget(view.hours)
        budget.spend("draft", view.hours, by_turns(view))
        return Move(tuple(budget.actions), operator=JOINT, voice=DECREE)


STRATEGIES.add("oracle_est", OracleEst())
