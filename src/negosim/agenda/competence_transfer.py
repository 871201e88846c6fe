"""The transfer of a competence (transfert de compétence). Source: CGCT L.5211-17, L.5211-5 II."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import SERVICE_POINTS
from negosim.agenda.money import sector_staff, service_eur
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.knobs import choice
from negosim.law.procedures import TRANSFER
from negosim.negotiation.state.clause import ESTIMATE, EUROS_PER_HEAD, MONTHS_UNIT, STAFF, Clause, stepwise
from negosim.negotiation.state.dossier import TRANSFER_OF_SERVICE, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.competences import NAMED, rank_of
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


CHARGE_EUR = {
    "water": 60.0, "sewerage": 60.0, "roads": 40.0, "housing": 10.0, "childcare": 70.0, "sports_culture": 60.0,
    "mobility": 40.0, "tourism": 8.0, "waste": 110.0,
}  # fmt: skip
"""Yearly cost of each service for an inhabitant, in euros: orders of magnitude, illustrative. Planning has its own
procedure (`land_use_plan`)."""

CHOSEN = ("first_not_held", "second_not_held")


@dataclass(frozen=True)
class CompetenceTransfer:
    """The council votes, then the municipal councils decide by qualified majority; their silence is a yes.

    The competence is named, or is the first (or the second) of `CHARGE_EUR` that the intercommunality does not hold.
    Once adopted, the charges that communes transfer lower their compensation allocations by as much.
    """

    name: str = "competence_transfer"
    title: Message = message("Transfert de compétence")
    recurrent: bool = False
    procedure: int = TRANSFER
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = SERVICE_POINTS
    competence: str = choice(
        CHOSEN[0], (*CHOSEN, *CHARGE_EUR), "competence that is transferred, by name or by rank among those not held",
        "Compétence transférée", "L.5211-17",
    )  # fmt: skip
    bound: float = transfer_bound_of(0.10)
    most_service_points: int = count_of(6, 0, 24, "service points, at most", "Points de service, au plus")
    default_cost: float = default_cost_of(0.0)

    def competence_in(self, territory: Territory) -> str | None:
        """The name of the competence that may be transferred in `territory`; None where there is none."""
        missing = [name for name in CHARGE_EUR if not territory.holds(name)]
        if self.competence not in CHOSEN:
            return self.competence if self.competence in missing else None
        rank = CHOSEN.index(self.competence)
        return missing[rank] if rank < len(missing) else None

    def title_in(self, territory: Territory) -> Message:
        """The title with the name of the competence."""
        name = self.competence_in(territory)
        return (
            self.title if name is None else message("Transfert : {competence}", competence=NAMED[rank_of(name)].label)
        )

    def open(self, territory: Territory) -> Shape | None:
        """Four clauses, service points kept in communes, compensation adjustments; None where it is already held."""
        name = self.competence_in(territory)
        if name is None:
            return None
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
            charge_eur=CHARGE_EUR[name],
        )


KINDS.add("competence_transfer", CompetenceTransfer())
