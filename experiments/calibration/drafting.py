"""A strategy that only drafts, with one operator: for the ablation of operators (registered as a plugin)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline
from negosim.knobs import choice
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import BEST_TRUE, BLIND, OPERATORS, Move


@dataclass(frozen=True)
class DraftingOnly:
    """All hours on drafting rounds answered in private, whoever writes."""

    name: str = "drafting_only"
    label: Message = message("rédaction seule")
    operator: str = choice("joint", tuple(OPERATORS), "who writes in a drafting round", "Opérateur")

    @property
    def is_bound(self) -> bool:
        """Whether the operator reads what is true: a bound, never a treatment."""
        return self.operator == OPERATORS[BEST_TRUE]

    def choose(self, view: View) -> Move:
        """Drafting rounds on the nearest deadlines by turns."""
        budget = HourBudget(view.hours)
        budget.spend("draft", view.hours, by_deadline(view))
        return Move(tuple(budget.actions), operator=OPERATORS.index(self.operator), voice=BLIND, acceptance=0.6)


STRATEGIES.add("drafting_only", DraftingOnly())
