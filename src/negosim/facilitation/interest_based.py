"""Interest-based facilitation: visit those who refuse, learn why, broker (négociation raisonnée).

Source: Fisher and Ury 1981; Raiffa 1982 (the facilitator who knows interests looks for joint gains).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES, acceptance_knob
from negosim.facilitation.hour_budget import HourBudget, by_deadline, refusers
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import BLIND, JOINT, Move

__all__ = ["InterestBased"]


@dataclass(frozen=True)
class InterestBased:
    """The DGS listens to the communes that refuse, then writes for the commune worst off and for a joint gain."""

    name: str = "interest_based"
    label: Message = message("négociation par les intérêts")
    stands_for_real_dgs: ClassVar[bool] = True
    visit: float = knob(0.34, 0, 1, "share of the hours on visits", "share", "Visites", DESIGN)
    broker: float = knob(0.40, 0, 1, "share of the hours on good offices", "share", "Bons offices", DESIGN)
    acceptance: float = acceptance_knob()

    def choose(self, view: View) -> Move:
        """Visits to the communes that said no, good offices, and joint drafting with the remaining hours."""
        budget, hours = HourBudget(view.hours), view.hours
        if view.open_dossiers:
            budget.spend("visit", self.visit * hours, refusers(view), most=1)
            budget.spend("broker", self.broker * hours, by_deadline(view))
        budget.spend("draft", budget.remaining, by_deadline(view))
        budget.spend("visit", budget.remaining, refusers(view), most=1)
        return Move(tuple(budget.actions), operator=JOINT, voice=BLIND, acceptance=self.acceptance)


STRATEGIES.add("interest_based", InterestBased())
