"""Relying on the drivers, keeping followers informed (moteurs d'abord). Source: seed texts, 003; Granovetter 1978."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline, least_engaged, most_engaged
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import ALTERNATING, DRIVING, Move

__all__ = ["DriversFirst"]


@dataclass(frozen=True)
class DriversFirst:
    """The communes that attend most meetings write the text; the DGS calls the others and sends them the documents."""

    name: str = "drivers_first"
    label: Message = message("moteurs d'abord")
    visit: float = knob(0.27, 0, 1, "share of the hours on visits to drivers", "share", "Visites aux moteurs", DESIGN)
    follow_up: float = knob(
        0.20, 0, 1, "share of the hours on calls to followers", "share", "Suivi des suiveurs", DESIGN
    )
    convene: float = knob(0.40, 0, 1, "share of the hours on convened meetings", "share", "Réunions", DESIGN)

    def choose(self, view: View) -> Move:
        """Meetings, visits to the most engaged, calls to the others, and documents with the remaining hours."""
        budget, hours = HourBudget(view.hours), view.hours
        budget.spend("convene", self.convene * hours, by_deadline(view))
        budget.spend("visit", self.visit * hours, most_engaged(view), most=1)
        budget.spend("follow_up", self.follow_up * hours, least_engaged(view), most=1)
        budget.spend("circulate", budget.remaining, by_deadline(view))
        budget.spend("follow_up", budget.remaining, least_engaged(view))
        return Move(tuple(budget.actions), operator=ALTERNATING, voice=DRIVING, meeting=DRIVING)


STRATEGIES.add("drivers_first", DriversFirst())
