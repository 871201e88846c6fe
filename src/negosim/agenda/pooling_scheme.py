"""The pooling scheme (schéma de mutualisation). Source: CGCT L.5211-39-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import default_cost_of, saving_of, transfer_bound_of
from negosim.errors import Message, message
from negosim.law.procedures import POOLING_SCHEME
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["PoolingScheme"]


@dataclass(frozen=True)
class PoolingScheme:
    """Which services are pooled: they save money as far as they accept it; communes give an opinion first."""

    name: str = "pooling_scheme"
    title: Message = message("Schéma de mutualisation")
    recurrent: bool = False
    procedure: int = POOLING_SCHEME
    clauses: tuple[Message, ...] = (
        message("étendue de la mutualisation"),
        message("rythme"),
        message("autorité partagée sur les agents"),
        message("antennes de proximité"),
    )
    saving: float = saving_of(1.0)
    bound: float = transfer_bound_of(0.05)
    default_cost: float = default_cost_of(0.0)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, a saving that grows with the first one, compensation between communes."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing, nothing, 0, self.bound, self.procedure, saving=self.saving, default_cost=self.default_cost
        )


KINDS.add("pooling_scheme", PoolingScheme())
