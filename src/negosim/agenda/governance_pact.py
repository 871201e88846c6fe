"""The governance pact (pacte de gouvernance): who is heard, and when. Source: CGCT L.5211-11-2."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import default_cost_of
from negosim.errors import Message, message
from negosim.law.constants import whole
from negosim.law.procedures import GOVERNANCE_PACT
from negosim.negotiation.state.clause import ESTIMATE, LAW, MEETINGS, PERCENT, Clause, stepwise
from negosim.negotiation.state.dossier import MEETING_RULES, Shape
from negosim.territory.model import Territory

__all__ = ["GovernancePact"]


REQUESTS = whole("conference_requests")

CLAUSES = (
    Clause(
        "small_commune_seats", message("la part du bureau réservée aux petites communes"), 0, 50, PERCENT, 0, ESTIMATE,
        "small_communes_voice",
    ),
    stepwise(
        "veto_scope", message("le droit de veto des communes"),
        (message("aucun"), message("sur les équipements qu'elles accueillent"),
         message("sur les équipements et l'urbanisme"), message("sur tout ce qui les touche")),
        LAW, "proximity",
        message("élargir le droit de veto des communes de {before} à {after}"),
        message("restreindre le droit de veto des communes de {before} à {after}"),
    ),
    Clause(
        "conference_meetings", message("le rythme de la conférence des maires"), REQUESTS, 11, MEETINGS, REQUESTS, LAW,
        "proximity",
    ),
    stepwise(
        "councillor_information", message("l'information des conseillers municipaux"),
        (message("minimum légal"), message("ordres du jour et comptes rendus"),
         message("dossiers avant chaque séance"), message("dossiers et débat dans chaque commune")),
        LAW, "small_communes_voice",
        message("étoffer l'information des conseillers municipaux, de {before} à {after}"),
        message("réduire l'information des conseillers municipaux, de {before} à {after}"),
    ),
)  # fmt: skip
"""The conference meets four times a year at the request of the mayors, by law: that is today's rhythm."""


@dataclass(frozen=True)
class GovernancePact:
    """The council adopts it after an opinion of the communes; without it the law alone applies.

    Once adopted, each clause acts: seats of the bureau for small communes and more equal voices, a veto, more frequent
    conferences of mayors, information of municipal councillors. `month.consequences.apply_rules` reads them by
    position.
    """

    name: str = "governance_pact"
    title: Message = message("Pacte de gouvernance")
    recurrent: bool = False
    procedure: int = GOVERNANCE_PACT
    clauses: tuple[Clause, ...] = CLAUSES
    default_cost: float = default_cost_of(0.06)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, no project and no money."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            status_quo=nothing, fallback=nothing, n_items=0, bound=0.0, procedure=self.procedure,
            default_cost=self.default_cost, effect=MEETING_RULES,
        )  # fmt: skip


KINDS.add("governance_pact", GovernancePact())
