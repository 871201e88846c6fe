"""A bound, never a treatment: texts that climb the surplus of the communes (borne : gains réels).

Source: bound; Nash 1950 (product of gains).
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import BEST_TRUE, DECREE, Move

__all__ = ["OracleTrue"]


@dataclass(frozen=True)
class OracleTrue:
    """All hours are spent on drafting rounds that climb the sum of logarithms of the true surplus."""

    name: str = "oracle_true"
    label: Message = message("borne : gains réels")
    is_bound: bool = True

    def choose(self, view: View) -> Move:
        """Drafting rounds on the open dossiers in turn, the nearest deadline first."""
        budget = HourBudget(view.hours)
        budget.spend("draft", view.hours, by_deadline(view))
        return Move(tuple(budget.actions), operator=BEST_TRUE, voice=DECREE)


STRATEGIES.add("oracle_true", OracleTrue())
