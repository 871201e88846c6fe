"""The pooling scheme (schéma de mutualisation). Source: CGCT L.5211-39-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.money import farthest_km, near_km, pooled_staff, pooled_staff_today
from negosim.agenda.terms import default_cost_of, saving_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import POOLING_SCHEME
from negosim.negotiation.state.clause import DATA, ESTIMATE, KILOMETRES, MONTHS_UNIT, STAFF, Clause, stepwise
from negosim.negotiation.state.dossier import POOLING, Shape
from negosim.territory.model import Territory

__all__ = ["PoolingScheme"]


CLAUSES = (
    Clause(
        "pooled_staff", message("l'effectif des services communs"), pooled_staff_today, pooled_staff, STAFF,
        pooled_staff_today, ESTIMATE, "integration",
    ),
    Clause(
        "pace", message("le délai de mise en place des services communs"), 48, 12, MONTHS_UNIT, 48, ESTIMATE,
        "integration",
    ),
    stepwise(
        "authority", message("la place des maires dans la conduite des services communs"),
        (message("présidence seule"), message("maires consultés"), message("évaluation conjointe"),
         message("autorité partagée")),
        ESTIMATE, "proximity",
        message("associer davantage les maires à la conduite des services communs, de {before} à {after}"),
        message("associer moins les maires à la conduite des services communs, de {before} à {after}"),
    ),
    Clause(
        "branches", message("la plus grande distance à une antenne des services communs"), farthest_km, near_km,
        KILOMETRES, farthest_km, DATA, "proximity",
    ),
)  # fmt: skip
"""Without a branch, services are in the most populous commune: the farthest one gives today's distance."""


@dataclass(frozen=True)
class PoolingScheme:
    """Which services are pooled: they save money as far as they accept it; communes give an opinion first."""

    name: str = "pooling_scheme"
    title: Message = message("Schéma de mutualisation")
    recurrent: bool = False
    procedure: int = POOLING_SCHEME
    clauses: tuple[Clause, ...] = CLAUSES
    saving: float = saving_of(1.0)
    bound: float = transfer_bound_of(0.05)
    default_cost: float = default_cost_of(0.05)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, a saving that grows with the first one, compensation between communes."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing,
            nothing,
            0,
            self.bound,
            self.procedure,
            saving=self.saving,
            default_cost=self.default_cost,
            effect=POOLING,
        )


KINDS.add("pooling_scheme", PoolingScheme())
