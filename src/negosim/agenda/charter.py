"""The charter of the territorial project (projet de territoire). Source: none in law; Cour des comptes 2022."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import count_of, default_cost_of
from negosim.errors import Message, message
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["Charter"]


@dataclass(frozen=True)
class Charter:
    """A common road map for the mandate, voted by simple majority, whose force is political."""

    name: str = "charter"
    title: Message = message("Charte du projet de territoire")
    recurrent: bool = False
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Message, ...] = (
        message("ambition commune"),
        message("part de la solidarité"),
        message("territorialisation de l'action"),
        message("ouverture aux territoires voisins"),
    )
    flagships: int = count_of(4, 0, 24, "flagship actions", "Actions phares")
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses and flagship actions."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(nothing, nothing, self.flagships, 0.0, self.procedure, default_cost=self.default_cost)


KINDS.add("charter", Charter())
