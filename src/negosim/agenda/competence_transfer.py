"""The transfer of a competence (transfert de compétence). Source: CGCT L.5211-17, L.5211-5 II."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import SERVICE_POINTS
from negosim.agenda.money import sector_staff, service_eur
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import TRANSFER
from negosim.negotiation.state.clause import ESTIMATE, EUROS_PER_HEAD, MONTHS_UNIT, STAFF, Clause, stepwise
from negosim.negotiation.state.dossier import TRANSFER_OF_SERVICE, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["CompetenceTransfer"]


CLAUSES = (
    stepwise(
        "level", message("la gestion de la compétence"),
        (message("communale"), message("confiée par convention"), message("mise en commun"), message("transférée")),
        ESTIMATE, "integration",
        message("faire passer la gestion de la compétence de {before} à {after}"),
        message("ramener la gestion de la compétence de {before} à {after}"),
    ),
    Clause(
        "pace", message("le délai de prise de compétence"), 36, 6, MONTHS_UNIT, 36, ESTIMATE, "integration",
    ),
    Clause(
        "service_level", message("la dépense consacrée au service"), 40, 60, EUROS_PER_HEAD, 40, ESTIMATE,
        "ecology_growth",
        euros=service_eur,
    ),
    Clause(
        "sector_staff", message("l'effectif des équipes de secteur"), 0, sector_staff, STAFF, 0, ESTIMATE, "proximity",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class CompetenceTransfer:
    """The council votes, then the municipal councils decide by qualified majority; their silence is a yes."""

    name: str = "competence_transfer"
    title: Message = message("Transfert de compétence")
    recurrent: bool = False
    procedure: int = TRANSFER
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = SERVICE_POINTS
    bound: float = transfer_bound_of(0.10)
    most_service_points: int = count_of(6, 0, 24, "service points, at most", "Points de service, au plus")
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:
        """Four clauses, service points kept in communes, compensation adjustments."""
        nothing = (0.0,) * len(self.clauses)
        points = min(territory.n, self.most_service_points)
        return Shape(
            nothing,
            nothing,
            points,
            self.bound,
            self.procedure,
            default_cost=self.default_cost,
            breakable=False,
            effect=TRANSFER_OF_SERVICE,
        )


KINDS.add("competence_transfer", CompetenceTransfer())
