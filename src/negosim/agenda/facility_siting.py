"""The siting of one facility that nobody wants next door (implantation). Source: CGCT L.5211-57."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import FACILITIES
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import SINGLE_COMMUNE
from negosim.negotiation.state.clause import ESTIMATE, PERCENT, Clause
from negosim.negotiation.state.dossier import SITES, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["FacilitySiting"]


CLAUSES = (
    Clause(
        "people_served", message("la part de la population desservie par l'équipement"), 50, 100, PERCENT, 50,
        ESTIMATE, "integration",
    ),
    Clause(
        "insertion", message("la part des travaux consacrée à l'insertion dans le site"), 2, 15, PERCENT, 2, ESTIMATE,
        "ecology_growth",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class FacilitySiting:
    """A facility for all, a nuisance for its host: if the commune concerned says no, the council needs two thirds."""

    name: str = "facility_siting"
    title: Message = message("Implantation d'un équipement")
    recurrent: bool = False
    procedure: int = SINGLE_COMMUNE
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = FACILITIES
    most_sites: int = count_of(6, 1, 24, "sites studied, at most", "Sites étudiés, au plus")
    bound: float = transfer_bound_of(0.10)
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:
        """Two clauses, one site among those studied, compensation for the host."""
        nothing = (0.0,) * len(self.clauses)
        sites = min(territory.n, self.most_sites)
        return Shape(
            nothing, nothing, sites, self.bound, self.procedure, default_cost=self.default_cost, item_kind=SITES,
            breakable=False, exclusive=True, posts=1,
        )  # fmt: skip


KINDS.add("facility_siting", FacilitySiting())
