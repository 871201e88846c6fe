"""Forcing: the vote is called after three months whatever the headcount (passage en force). Source: seed texts, 003."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import CAPACITY, MAJORITY, Move

__all__ = ["Directive"]


@dataclass(frozen=True)
class Directive:
    """The DGS writes for the president's majority, then has the text put to the vote whatever the headcount."""

    name: str = "directive"
    label: Message = message("passage en force")
    draft: float = knob(0.80, 0, 1, "share of the hours on drafting rounds", "share", "Rédaction", DESIGN)
    wait: float = knob(
        3,
        0,
        24,
        "months of discussion before a vote is forced",
        "months",
        "Mois avant mise au vote",
        DESIGN,
    )

    def choose(self, view: View) -> Move:
        """Pressure on dossiers open for `wait` months or at their deadline, drafting rounds on the others."""
        budget, due = HourBudget(view.hours), []
        for d in view.open_dossiers:
            if view.month - view.opens[d] >= self.wait or view.month >= view.deadline[d]:
                due.append(d)
        budget.spend("pressure", view.hours, due)
        budget.spend("draft", self.draft * view.hours, [d for d in view.open_dossiers if d not in due])
        return Move(tuple(budget.actions), operator=MAJORITY, voice=CAPACITY)


STRATEGIES.add("directive", Directive())
