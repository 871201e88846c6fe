"""The siting of one facility that nobody wants next door (implantation). Source: CGCT L.5211-57."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.errors import Message, message
from negosim.law.procedures import SINGLE_COMMUNE
from negosim.negotiation.dossier import SITES, Shape
from negosim.territory.model import Territory

__all__ = ["FacilitySiting"]


@dataclass(frozen=True)
class FacilitySiting:
    """A site for all, a nuisance for its host: if the commune concerned says no, the council needs two thirds."""

    name: str = "facility_siting"
    title: Message = message("Implantation d'un équipement")
    recurrent: bool = False
    procedure: int = SINGLE_COMMUNE
    clauses: tuple[Message, ...] = (
        message("niveau de service"),
        message("exigences d'insertion"),
    )
    most_sites: int = 6
    bound: float = 0.10

    def open(self, territory: Territory) -> Shape:
        """Two clauses, one site among those studied, compensation of the host."""
        nothing = (0.0,) * len(self.clauses)
        sites = min(territory.n, self.most_sites)
        return Shape(nothing, nothing, sites, self.bound, self.procedure, prize=SITES, exclusive=True, posts=1)


KINDS.add("facility_siting", FacilitySiting())
