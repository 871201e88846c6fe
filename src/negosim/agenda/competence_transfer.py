"""The transfer of a competence (transfert de compétence). Source: CGCT L.5211-17, L.5211-5 II."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import TRANSFER
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["CompetenceTransfer"]


@dataclass(frozen=True)
class CompetenceTransfer:
    """The council votes, then the municipal councils decide by qualified majority; their silence is a yes."""

    name: str = "competence_transfer"
    title: Message = message("Transfert de compétence")
    recurrent: bool = False
    procedure: int = TRANSFER
    clauses: tuple[Message, ...] = (
        message("étendue du transfert"),
        message("rythme du transfert"),
        message("niveau de service"),
        message("gestion territorialisée"),
    )
    bound: float = transfer_bound_of(0.10)
    most_service_points: int = count_of(6, 0, 24, "service points, at most", "Points de service, au plus")
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:
        """Four clauses, service points kept in communes, compensation adjustments."""
        nothing = (0.0,) * len(self.clauses)
        points = min(territory.n, self.most_service_points)
        return Shape(
            nothing, nothing, points, self.bound, self.procedure, default_cost=self.default_cost, breakable=False
        )


KINDS.add("competence_transfer", CompetenceTransfer())
