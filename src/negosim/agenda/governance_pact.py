"""The governance pact (pacte de gouvernance): who is heard, and when. Source: CGCT L.5211-11-2."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.terms import default_cost_of
from negosim.errors import Message, message
from negosim.law.procedures import GOVERNANCE_PACT
from negosim.negotiation.state.dossier import MEETING_RULES, Shape
from negosim.territory.model import Territory

__all__ = ["GovernancePact"]


@dataclass(frozen=True)
class GovernancePact:
    """The council adopts it after an opinion of the communes; without it the law alone applies.

    Once adopted, its first clause makes voices more equal in meetings and its last one informs the municipal
    councillors (`month.effects.take_effect` reads them by position); the two others are negotiated, and change nothing.
    """

    name: str = "governance_pact"
    title: Message = message("Pacte de gouvernance")
    recurrent: bool = False
    procedure: int = GOVERNANCE_PACT
    clauses: tuple[Message, ...] = (
        message("voix des petites communes"),
        message("étendue du droit de veto"),
        message("rôle de la conférence des maires"),
        message("information des conseils municipaux"),
    )
    default_cost: float = default_cost_of(0.03)

    def open(self, territory: Territory) -> Shape:  # noqa: ARG002 -- the same everywhere
        """Four clauses, no project and no money."""
        nothing = (0.0,) * len(self.clauses)
        return Shape(
            status_quo=nothing, fallback=nothing, n_items=0, bound=0.0, procedure=self.procedure,
            default_cost=self.default_cost, effect=MEETING_RULES,
        )  # fmt: skip


KINDS.add("governance_pact", GovernancePact())
