"""Counterweights: the DGS brings partners in, and gives small communes a spokesperson (contrepoids).

Source: seed texts (counterweights); reference design.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline, least_visited, with_projects
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import ALTERNATING, SMALL, Move

__all__ = ["Counterweight"]


@dataclass(frozen=True)
class Counterweight:
    """Small communes speak first, half of those present must agree, and Region and State sit at the table."""

    name: str = "counterweight"
    label: Message = message("contrepoids")
    visit: float = knob(0.27, 0, 1, "share of the hours on visits", "share", "Visites", DESIGN)
    convene: float = knob(0.27, 0, 1, "share of the hours on convened meetings", "share", "Réunions", DESIGN)
    partner: float = knob(
        0.14, 0, 1, "share of the hours on Region, Department and State", "share", "Partenaires", DESIGN
    )

    def choose(self, view: View) -> Move:
        """The counterweight, partners for open projects, visits, meetings, and documents with the remaining hours."""
        budget, hours = HourBudget(view.hours), view.hours
        if view.open_dossiers:
            budget.spend("counterweight", hours)
        budget.spend("partners", self.partner * hours, with_projects(view))
        budget.spend("visit", self.visit * hours, least_visited(view), most=1)
        budget.spend("convene", self.convene * hours, by_deadline(view))
        budget.spend("circulate", budget.remaining, by_deadline(view))
        budget.spend("visit", budget.remaining, least_visited(view), most=1)
        return Move(tuple(budget.actions), operator=ALTERNATING, voice=SMALL, meeting=SMALL)


STRATEGIES.add("counterweight", Counterweight())
