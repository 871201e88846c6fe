"""The single negotiating text, blind: one text, small changes, private answers (texte unique).

Source: Klein, Faratin, Sayama and Bar-Yam 2003.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES, acceptance_knob
from negosim.facilitation.hour_budget import HourBudget, by_deadline, least_visited
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import ANNEALED, BLIND, Move

__all__ = ["SingleText"]


@dataclass(frozen=True)
class SingleText:
    """The DGS writes the text and never reads a utility: a change is kept when enough communes say yes."""

    name: str = "single_text"
    label: Message = message("texte unique")
    draft: float = knob(0.60, 0, 1, "share of the hours on drafting rounds", "share", "Rédaction", DESIGN)
    visit: float = knob(0.27, 0, 1, "share of the hours on visits", "share", "Visites", DESIGN)
    acceptance: float = acceptance_knob()

    def choose(self, view: View) -> Move:
        """Drafting rounds on the nearest deadlines in turn, visits, and documents with the remaining hours."""
        budget, hours = HourBudget(view.hours), view.hours
        budget.spend("draft", self.draft * hours, by_deadline(view))
        budget.spend("visit", self.visit * hours, least_visited(view), most=1)
        budget.spend("circulate", budget.remaining, by_deadline(view))
        return Move(tuple(budget.actions), operator=ANNEALED, voice=BLIND, acceptance=self.acceptance)


STRATEGIES.add("single_text", SingleText())
