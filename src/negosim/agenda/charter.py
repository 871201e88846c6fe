"""The charter of the territorial project (projet de territoire). Source: none in law; Cour des comptes 2022."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.item_names import FLAGSHIPS
from negosim.agenda.terms import count_of, default_cost_of
from negosim.errors import Message, message
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.state.clause import ESTIMATE, PERCENT, Clause, stepwise
from negosim.negotiation.state.dossier import DIRECTION, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["Charter"]


CLAUSES = (
    Clause(
        "common_actions", message("la part de l'investissement consacrée au projet de territoire"), 20, 80, PERCENT, 20,
        ESTIMATE, "integration",
    ),
    Clause(
        "solidarity_actions", message("la part des actions réservée aux communes les moins riches"), 0, 40, PERCENT, 0,
        ESTIMATE, "solidarity",
    ),
    Clause(
        "local_actions", message("la part des actions conduites à l'échelle des bassins de vie"), 10, 70, PERCENT, 10,
        ESTIMATE, "proximity",
    ),
    stepwise(
        "neighbours", message("la coopération avec les territoires voisins"),
        (message("contacts ponctuels"), message("échanges réguliers"), message("contrat de réciprocité"),
         message("actions cofinancées")),
        ESTIMATE, "ecology_growth",
        message("développer la coopération avec les territoires voisins, de {before} à {after}"),
        message("limiter la coopération avec les territoires voisins, de {before} à {after}"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Charter:
    """A common road map for the mandate, voted by simple majority, whose force is political."""

    name: str = "charter"
    title: Message = message("Charte du projet de territoire")
    recurrent: bool = False
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Clause, ...] = CLAUSES
    item_names: tuple[ItemName, ...] = FLAGSHIPS
    flagships: int = count_of(4, 0, 24, "flagship actions", "Actions phares")
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses and flagship actions."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing,
            nothing,
            self.flagships,
            0.0,
            self.procedure,
            default_cost=self.default_cost,
            effect=DIRECTION,
        )


KINDS.add("charter", Charter())
