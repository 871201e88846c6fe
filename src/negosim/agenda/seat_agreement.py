"""The local agreement on the seats of the next council (accord local). Source: CGCT L.5211-6-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.seat_options import seat_options
from negosim.agenda.terms import count_of, default_cost_of, premium_of
from negosim.errors import Message, message
from negosim.law.procedures import SEAT_AGREEMENT
from negosim.negotiation.state.clause import LAW, Clause, stepwise
from negosim.negotiation.state.dossier import OPTIONS, Shape
from negosim.territory.model import Territory

__all__ = ["SeatAgreement"]


CLAUSES = (
    stepwise(
        "council", message("la composition du prochain conseil"),
        (message("droit commun"), message("rééquilibrage limité"), message("rééquilibrage net")),
        LAW, "small_communes_voice",
        message("rééquilibrer le prochain conseil, de {before} à {after}"),
        message("rapprocher le prochain conseil du droit commun, de {before} à {after}"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SeatAgreement:
    """Municipal councils choose an agreement that the law allows, or ordinary law; their silence is not consent."""

    name: str = "seat_agreement"
    title: Message = message("Accord local sur les sièges")
    recurrent: bool = False
    procedure: int = SEAT_AGREEMENT
    clauses: tuple[Clause, ...] = ()
    most_options: int = count_of(8, 1, 24, "valid agreements studied, at most", "Accords étudiés, au plus")
    default_cost: float = default_cost_of(0.0)
    premium: float = premium_of(0.30)

    def open(self, territory: Territory) -> Shape | None:
        """A few valid agreements as options; None where the law allows none (CC and CA only).

        What an option is worth already counts what the others gain: communes do not compare again.
        """
        options = seat_options(territory, self.most_options)
        if not options:
            return None
        return Shape(
            (), (), len(options), 0.0, self.procedure, item_kind=OPTIONS, exclusive=True, options=options, posts=1,
            default_cost=self.default_cost, premium=self.premium, comparison=0.0, breakable=False, settled_by_law=True,
        )  # fmt: skip


KINDS.add("seat_agreement", SeatAgreement())
