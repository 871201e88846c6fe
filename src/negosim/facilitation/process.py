"""Process facilitation: convene, visit, hold workshops, circulate (animation du processus).

Source: seed texts (regular meetings, listening, circulating); reference design.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, areas_by_turns, by_deadline, least_visited
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import ALTERNATING, EQUAL, Move

__all__ = ["Process"]


@dataclass(frozen=True)
class Process:
    """Regular meetings where each commune has an equal voice; the communes write the text."""

    name: str = "process"
    label: Message = message("animation du processus")
    stands_for_real_dgs: ClassVar[bool] = True
    convene: float = knob(0.40, 0, 1, "share of the hours on convened meetings", "share", "Réunions", DESIGN)
    workshop: float = knob(0.20, 0, 1, "share of the hours on living-area workshops", "share", "Ateliers", DESIGN)
    circulate: float = knob(0.20, 0, 1, "share of the hours on circulating information", "share", "Circulation", DESIGN)

    def choose(self, view: View) -> Move:
        """Meetings on the nearest deadlines, workshops in turn, documents, and visits with the remaining hours."""
        budget, hours = HourBudget(view.hours), view.hours
        budget.spend("convene", self.convene * hours, by_deadline(view))
        budget.spend("workshop", self.workshop * hours, areas_by_turns(view))
        budget.spend("circulate", self.circulate * hours, by_deadline(view))
        budget.spend("visit", budget.remaining, least_visited(view), most=1)
        return Move(tuple(budget.actions), operator=ALTERNATING, voice=EQUAL)


STRATEGIES.add("process", Process())
