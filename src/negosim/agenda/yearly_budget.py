"""The yearly budget (budget primitif). Source: CGCT L.1612-2, L.2312-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.money import budget_share_eur, tax_share_eur
from negosim.agenda.terms import default_cost_of, weight_of
from negosim.errors import Message, message
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.state.clause import ESTIMATE, PERCENT, Clause
from negosim.negotiation.state.dossier import BUDGET, Shape
from negosim.territory.model import Territory

__all__ = ["YearlyBudget"]


CLAUSES = (
    Clause(
        "investment_share", message("la part du budget consacrée à l'investissement"), 20, 35, PERCENT, 20, ESTIMATE,
        "ecology_growth",
        euros=budget_share_eur,
    ),
    Clause(
        "tax_rise", message("la hausse des impôts et des tarifs"), 0, 5, PERCENT, 0, ESTIMATE, "fiscal_prudence",
        euros=tax_share_eur, serves=-1,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class YearlyBudget:
    """Voted by 15 April, by 30 April in the year of elections; otherwise the prefect settles it, at a cost for all."""

    name: str = "yearly_budget"
    title: Message = message("Budget annuel")
    recurrent: bool = True
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Clause, ...] = CLAUSES
    weight: float = weight_of(0.5)
    default_cost: float = default_cost_of(0.15)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Two clauses of smaller stakes, and the cost of a budget that the prefect settles."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing, nothing, 0, 0.0, self.procedure, weight=self.weight, default_cost=self.default_cost,
            effect=BUDGET, breakable=False, settled_by_law=True, presented=True,
            instrument="L.1612-2",
        )  # fmt: skip


KINDS.add("yearly_budget", YearlyBudget())
