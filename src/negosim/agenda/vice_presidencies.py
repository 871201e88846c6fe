"""The posts of the bureau (vice-présidences). Source: CGCT L.5211-10."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import count_of, default_cost_of, weight_of
from negosim.errors import Message, message
from negosim.law.governance import vice_president_cap
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.initial_state import seats_of
from negosim.negotiation.state.clause import ESTIMATE, PERCENT, Clause, stepwise
from negosim.negotiation.state.dossier import BUREAU, POSTS, Shape
from negosim.territory.model import Territory

__all__ = ["VicePresidencies"]


CLAUSES = (
    Clause(
        "small_commune_posts", message("la part des vice-présidences confiée aux petites communes"), 0, 50, PERCENT, 0,
        ESTIMATE, "small_communes_voice",
    ),
    stepwise(
        "delegations", message("l'étendue des délégations des vice-présidents"),
        (message("suivi d'un domaine"), message("suivi et signature"), message("suivi, signature et budget"),
         message("suivi, signature, budget et services")),
        ESTIMATE, "proximity",
        message("étendre les délégations des vice-présidents, de {before} à {after}"),
        message("resserrer les délégations des vice-présidents, de {before} à {after}"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class VicePresidencies:
    """Whose mayors hold the posts that the law allows; without an agreement the council elects those of the largest."""

    name: str = "vice_presidencies"
    title: Message = message("Vice-présidences")
    recurrent: bool = False
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Clause, ...] = CLAUSES
    weight: float = weight_of(0.6)
    default_cost: float = default_cost_of(0.12)
    most_candidates: int = count_of(24, 1, 64, "candidates for the posts, at most", "Candidats aux postes, au plus")

    def open(self, territory: Territory) -> Shape:
        """Two clauses, and as many posts as the law allows, among more candidates than posts."""
        cap = vice_president_cap(int(seats_of(territory).sum()), territory.category)
        candidates = min(territory.n - 1, self.most_candidates, cap + max(2, cap // 2))
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            nothing, nothing, candidates, 0.0, self.procedure, weight=self.weight, item_kind=POSTS,
            default_cost=self.default_cost, breakable=False,
            settled_by_law=True, instrument="L.5211-10", posts=min(cap, candidates), effect=BUREAU,
        )  # fmt: skip


KINDS.add("vice_presidencies", VicePresidencies())
