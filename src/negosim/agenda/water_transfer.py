"""The transfer of water as the law of 2018 had it (transfert de l'eau). Source: law 2018-702, article 1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.competence_transfer import CLAUSES
from negosim.agenda.terms import default_cost_of
from negosim.agenda.traits import (
    NATIONAL_DISPERSAL,
    NATIONAL_LACK,
    dispersal,
    lack_of_means,
    planner_cost_of,
    worth_of,
)  # fmt: skip
from negosim.errors import Message, message
from negosim.law.procedures import WATER_2018
from negosim.negotiation.state.clause import Clause
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["WaterTransfer"]


@dataclass(frozen=True)
class WaterTransfer:
    """Until July 2019 a minority of communes could keep water out of the transfer; for comparison with what happened.

    The law of 11 April 2025 made the transfer voluntary: in the mandate 2026-2032 it is an ordinary one
    (`competence_transfer`).
    """

    name: str = "water_transfer"
    title: Message = message("Transfert de l'eau (loi de 2018)")
    recurrent: bool = False
    procedure: int = WATER_2018
    clauses: tuple[Clause, ...] = CLAUSES
    default_terms: tuple[float, ...] = (1.0, 0.5, 0.5, 0.0)
    default_cost: float = default_cost_of(0.005)
    lack_worth: float = worth_of(-0.06, "lack of means", "Valeur de l'accord pour un territoire sans moyens")
    dispersal_worth: float = worth_of(-0.06, "dispersal", "Valeur de l'accord pour un territoire dispersé")
    planner_cost_eur: float = planner_cost_of(1e6)

    def open(self, territory: Territory) -> Shape | None:
        """Four clauses; None where the law left no choice: it held for communautés de communes only.

        Small, poor and scattered communes keep their own (sign found in the data, tagged estimate).
        """
        if territory.category != "CC" or territory.holds("water"):
            return None
        lack = float(lack_of_means(territory, self.planner_cost_eur).mean()) - NATIONAL_LACK
        scattered = float(dispersal(territory).mean()) - NATIONAL_DISPERSAL
        worth = (self.lack_worth * lack + self.dispersal_worth * scattered,) * territory.n
        nothing = (0.0,) * len(self.clauses)
        return Shape(nothing, self.default_terms, 0, 0.0, self.procedure, default_cost=self.default_cost, worth=worth)


KINDS.add("water_transfer", WaterTransfer())
