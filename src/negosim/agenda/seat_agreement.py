"""The local agreement on the seats of the next council (accord local). Source: CGCT L.5211-6-1."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.agenda import KINDS
from negosim.agenda.seat_options import seat_agreements, seat_options
from negosim.agenda.terms import count_of, default_cost_of, premium_of
from negosim.errors import Message, message
from negosim.law.procedures import SEAT_AGREEMENT
from negosim.negotiation.state.clause import Clause
from negosim.negotiation.state.dossier import OPTIONS, Shape
from negosim.territory.model import Territory

__all__ = ["SeatAgreement"]


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

    def option_label(self, territory: Territory, q: int) -> Message:
        """Option q in words: its number of seats beside that of ordinary law, and how many communes gain or lose."""
        ordinary, agreements = seat_agreements(territory, self.most_options)
        seats = agreements[q]
        return message(
            "le conseil à {seats} sièges, contre {ordinary} de droit commun (communes qui en gagnent : {more}, qui en "
            "perdent : {fewer})",
            seats=sum(seats), ordinary=sum(ordinary),
            more=sum(own > before for own, before in zip(seats, ordinary, strict=True)),
            fewer=sum(own < before for own, before in zip(seats, ordinary, strict=True)),
        )  # fmt: skip


KINDS.add("seat_agreement", SeatAgreement())
