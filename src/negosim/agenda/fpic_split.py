"""The yearly split of the equalisation fund (FPIC). Source: CGCT L.2336-3, L.2336-5."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import default_cost_of, transfer_bound_of, weight_of
from negosim.errors import Message, message
from negosim.law.procedures import FPIC_TWO_THIRDS
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["FpicSplit"]


@dataclass(frozen=True)
class FpicSplit:
    """Ordinary law applies unless two thirds of the council depart from it by 30 % at most.

    The free split, which every commune must accept, is another procedure (`FPIC_FREE`).
    """

    name: str = "fpic_split"
    title: Message = message("Répartition du FPIC")
    recurrent: bool = True
    procedure: int = FPIC_TWO_THIRDS
    clauses: tuple[Message, ...] = (
        message("solidarité au-delà du droit commun"),
        message("part prise en charge par l'intercommunalité"),
    )
    weight: float = weight_of(0.4)
    default_cost: float = default_cost_of(0.0)
    bound: float = transfer_bound_of(0.03)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Two clauses of smaller stakes, money between communes."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing,
            nothing,
            0,
            self.bound,
            self.procedure,
            weight=self.weight,
            default_cost=self.default_cost,
            breakable=False,
            settled_by_law=True,
        )


KINDS.add("fpic_split", FpicSplit())
