"""The financial and fiscal pact (pacte financier et fiscal). Source: CGCT L.5211-28-4."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.errors import Message, message
from negosim.law.majorities import RULE_TWO_THIRDS_CAST
from negosim.negotiation.dossier import COUNCIL_ONLY, Shape
from negosim.territory.model import Territory

__all__ = ["FinancialPact"]


@dataclass(frozen=True)
class FinancialPact:
    """What is shared of the common wealth; the amount of the solidarity grant takes two thirds of votes cast."""

    name: str = "financial_pact"
    title: Message = message("Pacte financier et fiscal")
    recurrent: bool = False
    clauses: tuple[Message, ...] = (
        message("ambition commune"),
        message("part de la solidarité"),
        message("territorialisation des moyens"),
        message("ouverture aux territoires voisins"),
    )
    flagships: int = 3
    bound: float = 0.10

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, three flagship actions, transfers through the solidarity grant."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing, nothing, self.flagships, self.bound, RULE_TWO_THIRDS_CAST, COUNCIL_ONLY, -1, "L.5211-28-4"
        )


KINDS.add("financial_pact", FinancialPact())
