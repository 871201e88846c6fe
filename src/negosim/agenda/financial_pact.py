"""The financial and fiscal pact (pacte financier et fiscal). Source: CGCT L.5211-28-4."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import PACT_ACTIONS
from negosim.agenda.money import tax_share_eur
from negosim.agenda.terms import count_of, default_cost_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.constants import ratio
from negosim.law.procedures import SOLIDARITY_GRANT
from negosim.negotiation.state.clause import ESTIMATE, LAW, PERCENT, Clause
from negosim.negotiation.state.dossier import FINANCIAL_PACT, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["FinancialPact"]


MATCHING_CAP = 100 * ratio("matching_share")[0] / ratio("matching_share")[1]
CRITERIA = 100 * ratio("grant_criteria")[0] / ratio("grant_criteria")[1]

CLAUSES = (
    Clause(
        "tax_path", message("la hausse annuelle de la fiscalité intercommunale"), 0, 3, PERCENT, 0, ESTIMATE,
        "fiscal_prudence",
        euros=tax_share_eur, serves=-1,
    ),
    Clause(
        "solidarity_grant", message("la dotation de solidarité communautaire"), 4, 12, PERCENT, 4, ESTIMATE,
        "solidarity",
        message("porter la dotation de solidarité communautaire de {bare} à {after} du produit fiscal"),
        message("ramener la dotation de solidarité communautaire de {bare} à {after} du produit fiscal"),
        euros=tax_share_eur,
    ),
    Clause(
        "matching_grant", message("le taux des fonds de concours aux projets des communes"), 10, MATCHING_CAP, PERCENT,
        10, ESTIMATE, "proximity",
    ),
    Clause(
        "grant_criteria", message("le poids des écarts de revenu et de richesse dans la dotation"), CRITERIA, 100,
        PERCENT, CRITERIA, LAW, "solidarity",
    ),
)  # fmt: skip
"""By law the two legal criteria weigh 35 % of the grant at least, and a matching grant pays half at most."""


@dataclass(frozen=True)
class FinancialPact:
    """How common wealth is shared; the amount of the solidarity grant needs two thirds of the votes cast."""

    name: str = "financial_pact"
    title: Message = message("Pacte financier et fiscal")
    recurrent: bool = False
    procedure: int = SOLIDARITY_GRANT
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = PACT_ACTIONS
    flagships: int = count_of(3, 0, 24, "flagship actions", "Actions phares")
    default_cost: float = default_cost_of(0.025)
    bound: float = transfer_bound_of(0.10)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, three flagship actions, transfers through the solidarity grant."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing,
            nothing,
            self.flagships,
            self.bound,
            self.procedure,
            default_cost=self.default_cost,
            effect=FINANCIAL_PACT,
        )


KINDS.add("financial_pact", FinancialPact())
