"""Serving the president's majority (au service de la présidence).

Source: seed texts (power games); reference design.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import CAPACITY, MAJORITY, Move

__all__ = ["Chair"]


@dataclass(frozen=True)
class Chair:
    """The DGS writes the best text for the president that, as they believe, a majority of seats could live with."""

    name: str = "chair"
    label: Message = message("au service de la présidence")
    draft: float = knob(1.0, 0, 1, "share of the hours on drafting rounds", "share", "Rédaction", DESIGN)

    def choose(self, view: View) -> Move:
        """Drafting rounds on the open dossiers in turn, the nearest deadline first."""
        budget = HourBudget(view.hours)
        budget.spend("draft", self.draft * view.hours, by_deadline(view))
        return Move(tuple(budget.actions), operator=MAJORITY, voice=CAPACITY)


STRATEGIES.add("chair", Chair())
