"""The transfer of land-use planning (PLUi). Source: law ALUR of 24 March 2014, article 136 II."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import default_cost_of
from negosim.agenda.traits import NATIONAL_LACK, lack_of_means, planner_cost_of, worth_of
from negosim.errors import Message, message
from negosim.law.categories import CC_AND_CA
from negosim.law.procedures import PLUI
from negosim.negotiation.state.clause import ESTIMATE, MONTHS_UNIT, PERCENT, Clause, stepwise
from negosim.negotiation.state.dossier import Shape
from negosim.territory.model import Territory

__all__ = ["LandUsePlan"]


CLAUSES = (
    stepwise(
        "level", message("l'échelle de l'urbanisme"),
        (message("plans communaux"), message("plan intercommunal avec l'accord de chaque commune"),
         message("plan intercommunal après avis des communes"), message("plan intercommunal sans réserve")),
        ESTIMATE, "integration",
        message("faire passer l'urbanisme de {before} à {after}"),
        message("ramener l'urbanisme de {before} à {after}"),
    ),
    Clause(
        "pace", message("le délai d'élaboration du plan"), 60, 24, MONTHS_UNIT, 60, ESTIMATE, "integration",
    ),
    stepwise(
        "detail", message("la précision des règles du plan"),
        (message("grandes orientations"), message("règles par secteur"), message("règles par commune"),
         message("règles par quartier"), message("règles à la parcelle")),
        ESTIMATE, "ecology_growth",
        message("préciser le plan, de {before} à {after}"),
        message("alléger le plan, de {before} à {after}"),
    ),
    Clause(
        "sectors", message("la part des communes dotées d'un plan de secteur"), 0, 100, PERCENT, 0, ESTIMATE,
        "proximity",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class LandUsePlan:
    """The law sets the calendar: the competence passes unless a minority of communes opposes in time.

    The charter of the plan is what is negotiated: its pace, its level of detail, its division into sectors. Without a
    charter, and without opposition, the transfer takes place on the law's terms.
    """

    name: str = "land_use_plan"
    title: Message = message("Plan local d'urbanisme intercommunal")
    recurrent: bool = False
    procedure: int = PLUI
    clauses: tuple[Clause, ...] = CLAUSES
    default_terms: tuple[float, ...] = (1.0, 0.5, 0.5, 0.0)
    default_cost: float = default_cost_of(0.117)
    lack_worth: float = worth_of(0.11, "lack of means", "Valeur de l'accord pour un territoire sans moyens")
    planner_cost_eur: float = planner_cost_of(1e6)

    def open(self, territory: Territory) -> Shape | None:
        """Four clauses; None where the competence is already held: by law in urban communities and metropolises.

        A plan made together is worth more where communes lack the means to make their own.
        """
        if territory.category not in CC_AND_CA or territory.holds("planning"):
            return None
        nothing = (0.0,) * len(self.clauses)
        lack = float(lack_of_means(territory, self.planner_cost_eur).mean())
        worth = (self.lack_worth * (lack - NATIONAL_LACK),) * territory.n
        return Shape(nothing, self.default_terms, 0, 0.0, self.procedure, default_cost=self.default_cost, worth=worth)


KINDS.add("land_use_plan", LandUsePlan())
