"""The yearly split of the equalisation fund (FPIC). Source: CGCT L.2336-3, L.2336-5."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.money import fund_share_eur
from negosim.agenda.terms import default_cost_of, transfer_bound_of, weight_of
from negosim.errors import Message, message
from negosim.law.equalisation import FPIC_MARGIN
from negosim.law.procedures import FPIC_TWO_THIRDS
from negosim.negotiation.state.clause import LAW, PERCENT, Clause
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["FpicSplit"]


MARGIN = 100.0 * FPIC_MARGIN

CLAUSES = (
    Clause(
        "beyond_ordinary_law", message("l'écart au droit commun en faveur des communes les moins riches"), 0, MARGIN,
        PERCENT, 0, LAW, "solidarity",
        euros=fund_share_eur,
    ),
    Clause(
        "intercommunal_share", message("la part des contributions communales prise en charge en commun"), 0, MARGIN,
        PERCENT, 0, LAW, "integration",
        euros=fund_share_eur,
    ),
)  # fmt: skip
"""Levels are distances from ordinary law, up to the 30 % that two thirds of the council may decide."""


@dataclass(frozen=True)
class FpicSplit:
    """Ordinary law applies unless two thirds of the council depart from it by 30 % at most.

    The free split, which every commune must accept, is another procedure (`FPIC_FREE`).
    """

    name: str = "fpic_split"
    title: Message = message("Répartition du FPIC")
    recurrent: bool = True
    procedure: int = FPIC_TWO_THIRDS
    clauses: tuple[Clause, ...] = CLAUSES
    weight: float = weight_of(0.4)
    default_cost: float = default_cost_of(0.02)
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
