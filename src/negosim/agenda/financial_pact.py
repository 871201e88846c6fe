"""The financial and fiscal pact (pacte financier et fiscal). Source: CGCT L.5211-28-4."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import SOLIDARITY_GRANT
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["FinancialPact"]


@dataclass(frozen=True)
class FinancialPact:
    """How common wealth is shared; the amount of the solidarity grant needs two thirds of the votes cast."""

    name: str = "financial_pact"
    title: Message = message("Pacte financier et fiscal")
    recurrent: bool = False
    procedure: int = SOLIDARITY_GRANT
    clauses: tuple[Message, ...] = (
        message("ambition commune"),
        message("part de la solidarité"),
        message("territorialisation des moyens"),
        message("ouverture aux territoires voisins"),
    )
    flagships: int = count_of(3, 0, 24, "flagship actions", "Actions phares")
    default_cost: float = default_cost_of(0.005)
    bound: float = transfer_bound_of(0.10)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, three flagship actions, transfers through the solidarity grant."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(nothing, nothing, self.flagships, self.bound, self.procedure, default_cost=self.default_cost)


KINDS.add("financial_pact", FinancialPact())
