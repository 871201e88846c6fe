"""The multi-year investment plan (programme pluriannuel d'investissement). Source: CGCT L.2121-20, L.5211-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import PROJECTS
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.state.clause import ESTIMATE, PERCENT, YEARS, Clause
from negosim.negotiation.state.dossier import DELIVERIES, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["InvestmentPlan"]


CLAUSES = (
    Clause(
        "selection", message("la part des projets choisis selon une grille commune"), 0, 100, PERCENT, 0, ESTIMATE,
        "integration",
    ),
    Clause(
        "pace", message("la durée de réalisation du programme"), 9, 3, YEARS, 9, ESTIMATE, "fiscal_prudence",
        serves=-1,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class InvestmentPlan:
    """Which local projects the common budget pays for: benefits for the host, costs for all."""

    name: str = "investment_plan"
    title: Message = message("Programme pluriannuel d'investissement")
    recurrent: bool = False
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = PROJECTS
    bound: float = transfer_bound_of(0.05)
    fewest: int = count_of(4, 1, 64, "projects, at least", "Projets, au moins")
    most: int = count_of(64, 1, 64, "projects, at most", "Projets, au plus")
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:
        """Two clauses, and two projects for three communes: a commune's stake does not depend on their number."""
        items = min(self.most, max(self.fewest, round(2 * territory.n / 3)))
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing,
            nothing,
            items,
            self.bound,
            self.procedure,
            default_cost=self.default_cost,
            effect=DELIVERIES,
        )


KINDS.add("investment_plan", InvestmentPlan())
